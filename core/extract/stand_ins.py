"""States and parties told by a word that stands for them: 'المملكة', 'بلاده', 'کشورش', 'ülkesinin', 'الأخيرة'.

Takes: the parsed doc and its mentions. Gives: the mentions with those words, unnamed, that ``mean`` a name told before; 'the kingdom' is
the one named nearest before, 'his country' that of who speaks, 'the latter' the party named last that agrees in gender.
Uses: the lexicons stands_for, the knowledge base. Known limit: where the text leaves open who is meant, nobody is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.extract.agreement import agrees
from core.extract.phrases import Phrase, phrases
from core.extract.sentence import SentenceView, is_verb, reporting_forms, views
from core.model import Document, Evidence, Mention, RoleLink, Span, Trigger
from core.parse import Word
from core.parse_ar import strip_enclitic
from core.resolve.places import countries_in
from core.resolve.shipped import shipped
from core.textnorm import fold

_REALMS = {"kingdom": ("SA", "JO", "MA", "BH"), "sultanate": ("OM",), "emirate": ("QA", "KW")}
_LANGUAGES = ("ar", "fa", "tr")
_PARTIES = ("PERSON", "GPE", "ORG", "GROUP", "TITLE")
_SPEAKERS = {"his": ("PERSON", "TITLE"), "her": ("PERSON", "TITLE", "ORG"), "their": ("PERSON", "TITLE", "GROUP", "ORG")}
_FAR = 2
"""Sentences back in which 'he added that his country' may find its speaker."""
_LAST = 1
"""Sentences back in which 'the latter' was named."""
_SURE = 0.6
"""What the knowledge base must give a name whose state is asked for."""
_CLITICS = "وفلبك"
_OPENING = 3
"""Words of a sentence among which 'he added' stands."""
_TOUCH = 4
"""Characters between a title and the name beside it."""


def stand_ins(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """Return the mentions with the words that stand for a state or party named before."""
    document: Document = doc.user_data["document"]
    if not _table(document.language):
        return list(mentions)
    found = {m.span: m for m in _Finder(document, views(doc, mentions), mentions).found()}
    return sorted([*(m for m in mentions if m.span not in found), *found.values()], key=lambda m: m.span)


def as_subjects(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> list[RoleLink]:
    """Return the links with 'his country' only as doer of what its own clause tells: a bare noun behind 'that', a Turkish genitive."""
    language, out = doc.user_data["document"].language, []
    for link in links:
        who = mentions[link.mention]
        if who.means and link.role in ("actor", "recipient") and _table(language).get(fold(who.text, language)) in _SPEAKERS:
            if triggers[link.trigger].span.start < who.span.start:
                continue  # the verb of saying is the speaker's
            link = replace(link, role="actor")
        out.append(link)
    return out


@dataclass
class _Finder:
    document: Document
    views: Sequence[SentenceView]
    mentions: Sequence[Mention]

    def found(self) -> Iterator[Mention]:
        """Yield a mention for every word that stands for somebody."""
        table = _table(self.document.language)
        for view in self.views:
            for at, word in enumerate(view.words):
                for length in (2, 1):
                    sort = table.get(" ".join(w.fold for w in view.words[at : at + length])) if at + length <= len(view.words) else None
                    sort = sort or (self._joined(word, table) if length == 1 else None)
                    if sort:
                        yield from self._one(view, at, at + length, sort)
                        break

    def _joined(self, word: Word, table: dict[str, str]) -> str | None:
        """Return the sort of an Arabic word with a particle that was not cut off: 'لبلاده', 'للمملكة'."""
        if self.document.language != "ar" or word.fold[:1] not in _CLITICS:
            return None
        rest = word.fold[1:]
        return table.get(rest) or table.get("ا" + rest) if rest.startswith("ل") else table.get(rest)

    def _one(self, view: SentenceView, at: int, end: int, sort: str) -> Iterator[Mention]:
        span = Span(view.words[at].start, view.words[end - 1].end)
        around = [m for m in self.mentions if m.kind != "TIME" and m.span.overlaps(span)]
        if any(m.span != span and not span.encloses(m.span) for m in around) or not self._alone(view, at, end, sort):
            return
        if sort in _REALMS:
            means, kind = self._realm(view.span.start, span.start, _REALMS[sort]), "GPE"
            if means is None and not any(m.named for m in around):
                return
        elif sort in _SPEAKERS:
            means, kind = self._home(view, at, sort), "GPE"
        else:
            last = self._last(view, span.start, sort)
            means, kind = (last.text, "PERSON" if last.kind == "TITLE" else last.kind) if last else (None, "")
        if means is None and sort not in _REALMS:
            return
        text = span.of(self.document.text)
        why = Evidence("document", f"'{text}' stands for {means}" if means else f"'{text}' names nobody", 0.7, span)
        named = bool(means) and sort in _REALMS
        yield Mention(span=span, text=text, kind=kind, sentence=view.number, named=named, means=means or "", why=(why,))

    def _alone(self, view: SentenceView, at: int, end: int, sort: str) -> bool:
        """Tell whether a noun is the whole of its phrase: no adjective or name behind it, nor a noun before that it qualifies."""
        language = self.document.language
        behind = view.words[end] if end < len(view.words) else None
        before = view.words[at - 1] if at else None
        if language == "ar":
            if behind is not None and sort in _REALMS and self._adjective(behind):
                return False
            if sort in _SPEAKERS:
                return before is not None and before.fold in _list("ar", "complementizers")
            return sort not in ("he", "she") or self._latter(view, at)
        if sort in _REALMS and any(m.span.start == (behind.start if behind else -1) and m.named for m in self.mentions):
            return False
        if language == "fa":
            if sort in _SPEAKERS:
                return before is not None and (
                    not before.is_word or before.fold in _list("fa", "complementizers") or before.fold in reporting_forms("fa")
                )
            return _ends(behind) and not (before and before.fold in _list("fa", "not_before"))
        named = [m for m in self.mentions if before and m.kind in ("PERSON", "TITLE") and m.span.end == before.end]
        if sort in _REALMS:
            return view.words[at].text[0].isupper() and (before is None or (before.clitic != "suf" and not before.text[0].isupper()))
        return before is not None and (before.text == "," or bool(named) or before.fold in _list("tr", "before"))

    def _adjective(self, word: Word) -> bool:
        """Tell whether a word behind 'the kingdom' says which: 'المتحدة', 'المغربية'; a definite noun may be the object of a verb."""
        of_state = word.fold.startswith("ال") and countries_in(word.text, self.document.language, shipped()[1])
        return word.fold in _list("ar", "adjectives") or bool(of_state)

    def _latter(self, view: SentenceView, at: int) -> bool:
        """Tell whether 'الأخيرة' is a noun: it stands behind a verb, a particle or a mark, not behind a noun that it qualifies."""
        before = view.words[at - 1] if at else None
        if before is None or before.clitic == "pro" or not before.is_word:
            return True
        return before.fold in _list("ar", "latter") or _verbal(before.fold)

    def _realm(self, sentence: int, before: int, countries: Sequence[str]) -> str | None:
        """Return the state of a sort that the sentence is about, else the one named last: itself, by its capital or by an adjective."""
        every = [r for m in re.finditer(r"[^\W\d_]+(?:['’]\w+)?", self.document.text[:before]) if (r := self._realm_named(m, countries))]
        own = next((country for start, country in every if start >= sentence), None)
        return self._state(own or every[-1][1]) if every else None

    def _realm_named(self, word: re.Match[str], countries: Sequence[str]) -> tuple[int, str] | None:
        told = (*countries_in(word[0], self.document.language, shipped()[1]), self._capitals.get(word.end()))
        return next(((word.start(), country) for country in told if country in countries), None)

    @cached_property
    def _capitals(self) -> dict[int, str]:
        """Return the states of the capitals named, by where the name ends."""
        return {
            m.span.end: c.country
            for m in self.mentions
            if m.kind == "GPE" and m.named
            for c in shipped()[0].lookup(m.text, self.document.language)[:1]
            if c.country and c.score >= _SURE and c.entity_id.startswith("kb:cap:")
        }

    def _home(self, view: SentenceView, at: int, sort: str) -> str | None:
        """Return the state of who speaks: the nearest free person before the word, else one behind a preposition, else the speaker of
        the sentences before.
        """
        spoken = self._speakers(view, at, sort)
        for who in spoken:
            return self._state_of(who)
        if not any(w.fold in reporting_forms(self.document.language) for w in view.words[:_OPENING]):
            return None
        for number in range(view.number - 1, max(-1, view.number - 1 - _FAR), -1):
            earlier = next((v for v in self.views if v.number == number), None)
            told = self._speakers(earlier, len(earlier.words), sort) if earlier else []
            if told:
                states = {self._state_of(who) for who in told}
                return states.pop() if len(states) == 1 else None
        return None

    def _speakers(self, view: SentenceView, at: int, sort: str) -> list[Phrase]:
        """Return who may speak in the words before ``at``, the likeliest first."""
        told = [p for p in phrases(view) if p.end <= at and p.members[0].mention.kind in _SPEAKERS[sort]]
        told = [p for p in told if not _counterpart(p.members[0].mention.text, self.document.language)]
        free = [p for p in told if not p.governor and p.genitive_of < 0 or p.governor == "" or p.case == "nom"]
        return [*reversed(free), *reversed([p for p in told if p not in free])]

    def _state_of(self, who: Phrase) -> str | None:
        """Return the state of a person, by the adjective or name in the title, else as the knowledge base has it."""
        kb, gazetteer = shipped()
        spans = [m.mention.span for m in (*who.members[:1], *who.parts)]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        beside = [m for m in self.mentions if m.kind in _SPEAKERS["their"] and -1 <= start - m.span.end <= _TOUCH]
        start = min((start, *(m.span.start for m in beside)))
        told = countries_in(self.document.text[start:end], self.document.language, gazetteer)
        if len(told) == 1:
            return self._state(next(iter(told)))
        known = [
            c for s in spans for c in kb.lookup(s.of(self.document.text), self.document.language)[:1] if c.score >= _SURE and c.country
        ]
        return self._state(known[0].country) if known and not told else None

    def _state(self, country: str) -> str | None:
        found = shipped()[0].entity(f"kb:{country}")
        return found.name if found else None

    def _last(self, view: SentenceView, before: int, sort: str) -> Mention | None:
        """Return the party named last before a place of the text that agrees with 'the latter'."""
        for number in range(view.number, max(-1, view.number - 1 - _LAST), -1):
            earlier = next((v for v in self.views if v.number == number), None)
            told = [p.mention for p in earlier.outer() if p.mention.kind in _PARTIES and p.mention.span.end < before] if earlier else []
            told = [m for m in told if not _origin(m) and not (m.kind == "TITLE" and self._named_beside(m))]
            for mention in sorted(told, key=lambda m: m.span, reverse=True):
                if agrees(mention, sort, self.document):
                    return mention
        return None

    def _named_beside(self, title: Mention) -> bool:
        return any(m.kind == "PERSON" and 0 <= m.span.start - title.span.end <= _TOUCH for m in self.mentions)


def _verbal(form: str) -> bool:
    """Tell whether a folded Arabic word is a verb, with or without an object pronoun."""
    return is_verb(form, "ar") or strip_enclitic(form, lambda stem: is_verb(stem, "ar")) is not None


def _origin(mention: Mention) -> bool:
    return any(e.reason == "adjective of origin" for e in mention.why)


def _counterpart(text: str, language: str) -> bool:
    words = fold(text, language).split()
    return bool(words) and words[0] in _list(language, "counterparts")


def _ends(behind: Word | None) -> bool:
    """Tell whether nothing that a Persian noun governs stands behind it."""
    return behind is None or not behind.is_word or behind.fold in _list("fa", "behind")


@lru_cache(maxsize=4)
def _table(language: str) -> dict[str, str]:
    """Return the words that stand for somebody, folded, and what sort each is."""
    rows = lexicon.table(language, "stands_for") if language in _LANGUAGES else {}
    return {fold(form, language): sort for sort in (*_REALMS, *_SPEAKERS, "he", "she") for form in rows.get(sort, ())}


@lru_cache(maxsize=32)
def _list(language: str, name: str) -> frozenset[str]:
    return frozenset(fold(form, language) for form in lexicon.table(language, "stands_for").get(name, ()))
