"""Link the mentions of a document to entities, and unify entities across documents.

Takes: a document, its mentions, the knowledge base, a gazetteer. Gives: ``Linked``: entities, and for each mention its entity
with the reason. Uses knowledge.sqlite and the cross-script key of core.resolve.namekeys.
Known limits: two people with one family name in an article meet when only the family name is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.model import Document, Entity, Evidence, Mention
from core.resolve.describe import describe
from core.resolve.knowledge import Candidate, KnowledgeBase
from core.resolve.namekeys import anglicise, is_arabic, key, plain, token_keys
from core.resolve.unify import unify
from core.textnorm import fold

__all__ = ["Candidate", "KnowledgeBase", "Link", "Linked", "link", "unify"]

_NAMED = ("PERSON", "ORG", "GROUP", "GPE", "LOC", "FAC", "TITLE")
_PLACES = ("GPE", "LOC", "FAC")
_COMPATIBLE = {
    "PERSON": ("PERSON",), "TITLE": ("PERSON",), "ORG": ("ORG", "GROUP"), "GROUP": ("GROUP", "ORG"),
    "GPE": ("GPE", "LOC", "FAC"), "LOC": ("LOC", "GPE", "FAC"), "FAC": ("FAC", "LOC", "GPE"),
}  # fmt: skip
_HOME = {"tr": "TR", "fa": "IR"}
_BARE_OFFICE = {
    "ar": ("وزير", "رئيس", "قائد", "زعيم", "مرشد", "متحدث", "سفير", "مبعوث"), "fa": ("وزیر", "رئیس‌جمهور", "فرمانده", "سخنگو"),
    "tr": ("bakan", "başkan", "komutan", "lider", "sözcü", "büyükelçi"), "en": ("minister", "president", "commander", "leader", "premier"),
}  # fmt: skip


_CAPITAL = re.compile(r"^(?:the )?(?:العاصمه |للعاصمه |پايتخت |baskent |başkent |capital )|'?(?:[nN]?[ıiuü]n)? başkenti?$| capital$")
_SORTS = frozenset(
    "مدينه محافظه قضاء ناحيه بلده قريه ولايه جزيره منطقه اقليم حي شهر استان روستاي شهرستان ili ilçesi kenti şehri köyü adası bölgesi vilayeti "
    "city province governorate district town village".split()
)
_ADDRESS = frozenset("السيد الشيخ اقاي خانم سيد شيخ الدكتور الجنرال الحاج mr mrs ms dr sayın bay general gen president sheikh".split())


@dataclass(frozen=True, slots=True)
class Link:
    """The entity of one mention, and why."""

    entity_id: str
    name: str
    type: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities of a document and the link of each mention, by its index."""

    entities: tuple[Entity, ...] = ()
    links: dict[int, Link] = field(default_factory=dict)


def link(document: Document, mentions: Sequence[Mention], kb: KnowledgeBase, gazetteer: Any = None) -> Linked:
    """Link every mention of a document: names first, then family names, titles, and last the unnamed."""
    return _Linker(document, mentions, kb, gazetteer).run()


def _tokens(text: str) -> list[str]:
    return [w for w in re.split(r"[\s\u200c]+", text.strip()) if w]


def _name_tokens(text: str) -> list[str]:
    """Return the words of a name without a form of address."""
    words = _tokens(text)
    return words[1:] if len(words) == 2 and fold(words[0], "ar" if is_arabic(words[0]) else "en").strip(".") in _ADDRESS else words


def _same_head(word: str, head: str, language: str) -> bool:
    """Tell whether a word alone is a name's head: with the article in Arabic, without the possessive in Turkish."""
    if language == "ar":
        return word.startswith("ال") and word[2:] == head.removeprefix("ال")
    if language == "tr":
        return word[: max(4, len(word) - 1)] == head[: max(4, len(word) - 1)] and len(head) - len(word) <= 2
    return word == head


class _Linker:
    """The state of linking one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention], kb: KnowledgeBase, gazetteer: Any) -> None:
        self.document, self.mentions, self.kb, self.gazetteer = document, mentions, kb, gazetteer
        self.language = document.language
        self.date = date.fromisoformat(document.published) if document.published else None
        self.links: dict[int, Link] = {}
        self.countries: dict[str, str | None] = {}
        self.people: list[tuple[int, str, list[str]]] = []
        self.titles: list[tuple[int, str, Link]] = []
        self.home: str | None = None

    def run(self) -> Linked:
        """Link in the order in which one sort of mention helps the next."""
        order = sorted(range(len(self.mentions)), key=lambda i: self.mentions[i].span)
        self._each(order, self._place, lambda m: m.named and m.kind in _PLACES)
        self.home = self._home()
        self._each(order, self._organisation, lambda m: m.named and m.kind in ("ORG", "GROUP"))
        self._each(sorted(order, key=lambda i: -len(_tokens(self.mentions[i].text))), self._full_name,
                   lambda m: m.named and m.kind == "PERSON" and len(_name_tokens(m.text)) > 1)  # fmt: skip
        self.people.sort()
        self._each(order, self._single_name, lambda m: m.named and m.kind == "PERSON")
        self._each(order, self._title, lambda m: m.kind == "TITLE")
        self._each(order, self._unnamed, lambda m: m.kind in _NAMED)
        return Linked(self._entities(), self.links)

    def _each(self, order: Iterable[int], step: Any, wanted: Any) -> None:
        for index in order:
            mention = self.mentions[index]
            if index not in self.links and mention.text.strip() and wanted(mention):
                found = step(index, mention)
                if found:
                    self.links[index] = found

    def _from(self, candidate: Candidate, mention: Mention, source: str = "knowledge") -> Link:
        self.countries[candidate.entity_id] = candidate.country
        return Link(candidate.entity_id, candidate.name, candidate.type, Evidence(source, candidate.reason, round(candidate.score, 3), mention.span))

    def _best(self, mention: Mention, least: float = 0.55) -> Candidate | None:
        """Return the knowledge base's best candidate of a compatible type; another type only for a sure form."""
        found = self.kb.lookup(mention.text, self.language, self.date, self.home)
        types = _COMPATIBLE[mention.kind]
        fit = [c for c in found if c.type in types and c.score >= least]
        if fit:
            return max(fit, key=lambda c: c.score - 0.1 * types.index(c.type) + 0.15 * (c.country is not None and c.country == self.home))
        return next((c for c in found if c.score >= 0.9 and "PERSON" not in (c.type, mention.kind)), None)

    # --- places -----------------------------------------------------------------------------------------------

    def _place(self, index: int, mention: Mention) -> Link | None:
        """Link a place: knowledge base, then gazetteer, else a new one."""
        candidate = self._best(mention, 0.4)
        if candidate:
            return self._from(candidate, mention)
        return self._embassy(mention) or self._capital(mention) or self._gazetteer(mention) or self._new(mention)

    def _capital(self, mention: Mention) -> Link | None:
        """Link 'the Chinese capital' to the state's capital, and 'the capital Baghdad' to the city."""
        bare = _CAPITAL.sub("", fold(mention.text, self.language)).strip(" '")
        if bare == fold(mention.text, self.language):
            return None
        found = next((c for c in self.kb.lookup(bare, self.language) if c.type == "GPE"), None)
        if found is None or found.entity_id.startswith("kb:cap:"):
            return self._from(found, mention) if found else None
        capital = self.kb.entity(found.entity_id.replace("kb:", "kb:cap:"))
        return self._from(capital, mention) if capital else None

    def _gazetteer(self, mention: Mention) -> Link | None:
        records = self._records(mention.text)
        if not records:
            return None
        seen = {c for c in self.countries.values() if c}
        record = next((r for r in records if r.country in seen), records[0])
        self.countries[record.entity_id] = record.country
        return Link(record.entity_id, record.name, mention.kind, Evidence("gazetteer", f"'{record.name}', {record.country}", 0.8, mention.span))

    def _records(self, text: str) -> list:
        """Return the gazetteer's records of a name, with the sort of place it begins or ends with taken off if need be."""
        if self.gazetteer is None:
            return []
        words = text.replace("_", " ").split()
        bare = " ".join(w for i, w in enumerate(words) if not (i in (0, len(words) - 1) and fold(w, self.language) in _SORTS)) if len(words) > 1 else ""
        return self.gazetteer.lookup(text, self.language) or (self.gazetteer.lookup(bare, self.language) if bare else [])

    def _embassy(self, mention: Mention) -> Link | None:
        """Name an embassy by its state and host city, both told in its words or deduced from the text."""
        if not re.search(r"سفار|قنصلي|büyükelçi|konsolos|embass|consulat|کنسولگری", fold(mention.text, "ar" if is_arabic(mention.text) else self.language)):
            return None
        states, cities = self._inside(mention)
        if not states:
            return None
        city = cities[0].name if cities else self._host(states[0])
        kind = "Consulate" if re.search(r"قنصلي|konsolos|onsulat|کنسولگری", mention.text) else "Embassy"
        name = f"{kind} of {_the(states[0].name)}" + (f" in {city}" if city else "")
        entity = f"x:FAC:{_slug(name)}"
        self.countries[entity] = cities[0].country if cities else None
        return Link(entity, name, "FAC", Evidence("grammar", f"{kind.lower()} of {states[0].name}", 0.8, mention.span))

    def _host(self, state: Candidate) -> str | None:
        """Return the capital of the country spoken of, where another state's embassy stands."""
        home = self.home or self._home()
        capital = self.kb.entity(f"kb:cap:{home}") if home and home != state.country else None
        return capital.name if capital else None

    def _inside(self, mention: Mention) -> tuple[list[Candidate], list[Candidate]]:
        """Return the states and the cities that a phrase's own words name."""
        states, cities = [], []
        for word in _phrases(mention.text):
            for found in self.kb.lookup(word, self.language)[:1]:
                if found.type == "GPE" and found.score >= 0.4:
                    (cities if found.entity_id.startswith("kb:cap:") else states).append(found)
        return states, cities

    def _home(self) -> str | None:
        """Return the country that the text speaks of most; the language's own wins when it is spoken of at all."""
        counts = Counter(c for i, link in self.links.items() if (c := self.countries.get(link.entity_id)) for _ in (i,))
        own = _HOME.get(self.language)
        if own and counts.get(own):
            return own
        return max(counts, key=lambda c: (counts[c], c)) if counts else own

    # --- organisations and groups -----------------------------------------------------------------------------

    def _organisation(self, index: int, mention: Mention) -> Link | None:
        """Link a body, party, outlet or armed group; one in brackets after another is its short name."""
        known = self._best(mention, 0.75)
        if known:
            return self._from(known, mention)
        told = self._bracketed(mention) or self._headed(mention) or self._embassy(mention)
        if told:
            return told
        candidate = self._best(mention)
        if candidate:
            return self._from(candidate, mention)
        similar = self.kb.similar(mention.text, self.language)
        if similar and similar.type in _COMPATIBLE[mention.kind] and similar.score >= 0.78:
            return self._from(similar, mention)
        return self._new(mention)

    def _bracketed(self, mention: Mention) -> Link | None:
        before = self.document.text[max(0, mention.span.start - 4) : mention.span.start]
        if "(" not in before or " " in mention.text:
            return None
        for i, other in enumerate(self.mentions):
            if i in self.links and 0 < mention.span.start - other.span.end <= 4:
                found = self.links[i]
                return Link(found.entity_id, found.name, found.type, Evidence("document", f"short for '{other.text}'", 0.9, mention.span))
        return None

    def _headed(self, mention: Mention) -> Link | None:
        """Return the organisation named before of which one word, 'the council', is the head."""
        word = fold(mention.text, self.language).split("'")[0].removeprefix("the ")
        if " " in word or len(word) < 4:
            return None
        told = [(m, self.links[i]) for i, m in enumerate(self.mentions) if i in self.links and m.kind in ("ORG", "GROUP") and m.span < mention.span]
        for other, found in sorted(told, key=lambda pair: pair[0].span, reverse=True):
            words = fold(other.text, self.language).split()
            head = words[0] if self.language in ("ar", "fa") else words[-1]
            if len(words) > 1 and _same_head(word, head, self.language):
                return Link(found.entity_id, found.name, found.type, Evidence("document", f"short for '{other.text}'", 0.75, mention.span))
        return None

    # --- persons ----------------------------------------------------------------------------------------------

    def _full_name(self, index: int, mention: Mention) -> Link | None:
        """Link a name of several words: knowledge base by form or key, a longer name of the document, else a new person."""
        candidate = self._best(mention, least=0.75) or self._similar_person(mention)
        found = self._from(candidate, mention) if candidate else self._longer_name(mention) or self._new(mention)
        self.people.append((mention.span.start, mention.text, token_keys(mention.text, self.language)))
        self.links[index] = found
        return found

    def _similar_person(self, mention: Mention) -> Candidate | None:
        similar = self.kb.similar(mention.text, self.language)
        return similar if similar and similar.type == "PERSON" else None

    def _longer_name(self, mention: Mention) -> Link | None:
        """Return the person of the document whose longer name has this one's first and last words."""
        short = token_keys(mention.text, self.language)
        if len(short) < 2:
            return None
        for i, other in enumerate(self.mentions):
            long = token_keys(other.text, self.language) if i in self.links and other.kind == "PERSON" else []
            if len(long) > len(short) and long[0] == short[0] and long[-1] == short[-1] and set(short) <= set(long):
                found = self.links[i]
                return Link(found.entity_id, found.name, found.type, Evidence("document", f"short for '{other.text}'", 0.9, mention.span))
        return None

    def _single_name(self, index: int, mention: Mention) -> Link | None:
        """Link a name of one word, or one after a form of address: a person of this document, a well-known one, else a new one."""
        return self._known_here(mention) or self._well_known(mention) or self._new(mention)

    def _known_here(self, mention: Mention) -> Link | None:
        """Return the person of this document with that family or first name, the last one told before it if there are several."""
        for variant in self._name_variants(mention.text):
            fits = [
                (position != len(tokens) - 1, start > mention.span.start, -start, text)
                for start, text, tokens in self.people
                for position, token in enumerate(tokens)
                if token == variant or (position == len(tokens) - 1 and len(variant) > 3 and token.endswith(variant))
            ]
            if fits:
                text = min(fits)[3]
                found = next(self.links[i] for i, m in enumerate(self.mentions) if i in self.links and m.text == text and m.kind == "PERSON")
                return Link(found.entity_id, found.name, found.type, Evidence("document", f"short for '{text}'", 0.9, mention.span))
        return None

    def _name_variants(self, text: str) -> list[str]:
        """Return the key of a name, and of what stands before an apostrophe or after one proclitic."""
        text = " ".join(_name_tokens(text))
        texts = [text, re.split(r"['’]", text)[0]]
        if is_arabic(text) and len(text) > 4 and text[0] in "وفبلك":
            texts.append(text[1:])
        return list(dict.fromkeys(key(t, self.language) for t in texts if len(key(t, self.language)) > 1))

    def _well_known(self, mention: Mention) -> Link | None:
        text = " ".join(_name_tokens(mention.text))
        found = [c for c in self.kb.lookup(text, self.language, self.date, self.home) if c.type == "PERSON"]
        best = self._clear(found)
        if best:
            return self._from(best, mention)
        other = next((c for c in self.kb.lookup(mention.text, self.language) if c.score >= 0.9), None)
        return self._from(other, mention) if other else None

    def _clear(self, found: list[Candidate]) -> Candidate | None:
        """Return the best candidate unless a second one is as good; the country spoken of decides between equals."""
        if not found or found[0].score < 0.45:
            return None
        tied = [c for c in found if c.score >= found[0].score - 0.02]
        near = [c for c in tied if c.country == self.home] if len(tied) > 1 else tied
        return near[0] if len(near) == 1 else None

    # --- titles -----------------------------------------------------------------------------------------------

    def _title(self, index: int, mention: Mention) -> Link | None:
        """Link a title: the person it stands beside, the holder on the day, or the bearer named before."""
        beside = self._beside(mention)
        found = beside or self._bearer(mention) or self._holder(mention)
        if found is None:
            return self._describe(mention, "PERSON")
        self.titles.append((mention.span.start, fold(mention.text, self.language), found))
        return found

    def _beside(self, mention: Mention) -> Link | None:
        for i, other in enumerate(self.mentions):
            if other.kind == "PERSON" and i in self.links and self._touch(mention, other):
                found = self.links[i]
                return Link(found.entity_id, found.name, found.type, Evidence("document", f"stands beside '{other.text}'", 0.95, mention.span))
        return None

    def _touch(self, title: Mention, person: Mention) -> bool:
        """Tell whether only space, a comma or a quote lies between a title and a name."""
        first, second = sorted((title.span, person.span))
        gap = self.document.text[first.end : second.start]
        return len(gap) <= 4 and re.fullmatch(r"[\s،,:\"“”«»'(]*", gap) is not None and (first == title.span or "," in gap or "،" in gap or "(" in gap)

    def _bearer(self, mention: Mention) -> Link | None:
        """Return who bore this title, or a fuller one, earlier in the document."""
        folded = fold(mention.text, self.language)
        bare = folded.removeprefix("ال").removeprefix("the ")
        for _, title, found in reversed([t for t in self.titles if t[0] < mention.span.start]):
            short = bare in {fold(b, self.language) for b in _BARE_OFFICE.get(self.language, ())} and re.search(rf"\b(?:ال)?{re.escape(bare)}", title)
            if title == folded or short:
                return Link(found.entity_id, found.name, found.type, Evidence("document", "bearer of the title named before", 0.8, mention.span))
        return None

    def _holder(self, mention: Mention) -> Link | None:
        found = [c for c in self.kb.lookup(mention.text, self.language, self.date, self.home) if c.type == "PERSON" and c.score >= 0.5]
        for candidate in found:
            if candidate.entity_id.startswith("kb:post:"):
                return self._former_holder(candidate, mention) or self._from(candidate, mention)
        return self._from(found[0], mention) if found else None

    def _former_holder(self, post: Candidate, mention: Mention) -> Link | None:
        """Return the person of this document who held the post at some time, when the day does not tell."""
        held = {l.entity_id: l for l in self.links.values() if l.type == "PERSON" and self.kb.held(l.entity_id, post.entity_id)}
        if self.date is None and len(held) == 1:
            found = next(iter(held.values()))
            return Link(found.entity_id, found.name, "PERSON", Evidence("knowledge", "held the post and is named here", 0.7, mention.span))
        return None

    # --- new and unnamed --------------------------------------------------------------------------------------

    def _new(self, mention: Mention) -> Link:
        """Make a new entity of a name that nothing knows."""
        name = self._spelled(mention)
        name_key = key(mention.text, self.language)
        entity = f"x:{mention.kind}:{name_key if len(name_key) >= 3 else _slug(name)}"
        return Link(entity, name, mention.kind, Evidence("document", "a name that the knowledge base does not hold", 0.5, mention.span))

    def _spelled(self, mention: Mention) -> str:
        text = re.sub(r"\s+", " ", mention.text.strip(" \"'«»“”()"))
        if mention.kind != "PERSON" and is_arabic(text):
            return describe(text, self.language, self._namer, lambda w: self.kb.romanise(w, self.language))
        if is_arabic(text):
            return self.kb.romanise(text, self.language)
        return anglicise(re.split(r"['’](?=[a-zçğıöşü]{1,4}$)", text)[0]) if self.language == "tr" else text

    def _unnamed(self, index: int, mention: Mention) -> Link | None:
        return self._describe(mention, mention.kind if mention.kind != "TITLE" else "PERSON")

    def _describe(self, mention: Mention, kind: str) -> Link:
        """Describe an unnamed participant in English."""
        name = describe(mention.text, self.language, self._namer, lambda w: self.kb.romanise(w, self.language))
        return Link(f"x:{kind}:{_slug(name)}", name, kind, Evidence("grammar", "described by head noun and modifiers", 0.6, mention.span))

    def _namer(self, words: str) -> tuple[str, bool] | None:
        """Return a known entity's English name, or a state's adjective for a demonym."""
        found = self.kb.lookup(words, self.language)
        if not found or found[0].score < 0.4:
            return None
        if found[0].reason.startswith("demonym"):
            return self.kb.adjective(found[0].entity_id) or found[0].name, True
        return (found[0].name, False) if found[0].score >= 0.75 and found[0].type != "PERSON" else None

    def _entities(self) -> tuple[Entity, ...]:
        """Gather the links of each entity into one record with every form as written."""
        forms: dict[str, Counter] = {}
        reasons: dict[str, list[Evidence]] = {}
        names: dict[str, tuple[str, str]] = {}
        for index, found in sorted(self.links.items()):
            forms.setdefault(found.entity_id, Counter())[self.mentions[index].text.strip()] += 1
            reasons.setdefault(found.entity_id, []).append(found.evidence)
            names.setdefault(found.entity_id, (found.name, found.type))
        return tuple(
            Entity(
                entity_id=entity, name=name, type=kind, aliases=tuple(forms[entity]), country=self.countries.get(entity),
                mentions=forms[entity].total(), documents=(self.document.doc_id,), key=entity.rpartition(":")[2] if entity.startswith("x:") else "",
                why=tuple(dict.fromkeys(reasons[entity])),
            )
            for entity, (name, kind) in names.items()
        )  # fmt: skip


def _phrases(text: str) -> list[str]:
    """Return the stretches of one to three words of a phrase, longer ones first at each place, none inside another taken."""
    words = _tokens(text)
    return [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name


def _slug(name: str) -> str:
    return plain(name).replace(" ", "-") or "unnamed"
