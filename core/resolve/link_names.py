"""Link organisations, armed groups, persons and titles to entities.

Takes: mentions of kind ORG, GROUP, PERSON, TITLE. Gives: links to the knowledge base, to a fuller name in the document, or new entities.
Known limits: two people with one family name in an article meet when only the family name is told.
"""

import re

from core.model import Evidence, Mention
from core.resolve.describe import head_noun, is_description
from core.resolve.describe_words import GOVERNMENTS, english
from core.resolve.knowledge import Candidate
from core.resolve.link_anaphors import AnaphorLinking
from core.resolve.linking import COMPATIBLE, Link, slug, tokens
from core.resolve.namekeys import is_arabic, key, token_keys
from core.resolve.namewords import word_list
from core.textnorm import fold

_BARE_OFFICE = {
    "ar": ("وزير", "رئيس", "قائد", "زعيم", "مرشد", "متحدث", "سفير", "مبعوث"), "fa": ("وزیر", "رئیس‌جمهور", "فرمانده", "سخنگو"),
    "tr": ("bakan", "başkan", "komutan", "lider", "sözcü", "büyükelçi"), "en": ("minister", "president", "commander", "leader", "premier"),
}  # fmt: skip
_ADDRESS = frozenset(word_list("address"))
_GIVEN = frozenset(word_list("given_names"))
_NOBODY = frozenset(("الله", "allah", "god", "tanrı", "خدا", "خارجه"))
_LONGEST_ACRONYM = 5
_SURNAME_FIRST = ("CN", "KP", "KR", "VN")
_LEADER = 0.6
"""How sure the knowledge base must be of the person by whose name a government goes."""


def name_tokens(text: str) -> list[str]:
    """Return the words of a name without the forms of address and titles before it."""
    words = tokens(text)
    while len(words) > 1 and fold(words[0], "ar" if is_arabic(words[0]) else "tr").strip(".") in _ADDRESS:
        words = words[1:]
    return words


def _same_head(word: str, head: str, language: str) -> bool:
    """Tell whether a word alone is a name's head: with the article in Arabic, without the possessive in Turkish."""
    if language == "ar":
        return word.startswith("ال") and word[2:] == head.removeprefix("ال")
    if language == "tr":
        return word[: max(4, len(word) - 1)] == head[: max(4, len(word) - 1)] and len(head) - len(word) <= 2
    return word == head


def _surname(name: str, country: str | None) -> str:
    """Return by what a leader's government goes: 'Netanyahu', 'Xi', 'Mohammed bin Salman'."""
    words = name.split()
    if country in _SURNAME_FIRST:
        return words[0]
    return name if {"bin", "ibn", "al"} & set(words) else words[-1].removeprefix("al-")


class NameLinking(AnaphorLinking):
    """Organisations, persons and titles."""

    def _organisation(self, index: int, mention: Mention) -> Link | None:
        """Link a body, party, outlet or armed group; one in brackets after another is its short name."""
        if fold(mention.text, self.language) in _NOBODY or self._inside_name(mention):
            self.nobody.add(index)
            return None
        stands = self._body_before(index, mention)
        if stands:
            return stands
        known = self._best(mention, 0.75)
        if known:
            return self._from(known, mention)
        told = self._bracketed(mention) or self._headed(mention) or self._embassy(mention) or self._government(mention)
        if told:
            return told
        candidate = self._best(mention)
        if candidate:
            return self._from(candidate, mention)
        similar = self.kb.similar(mention.text, self.language)
        if similar and similar.type in COMPATIBLE[mention.kind] and similar.score >= 0.78:
            return self._from(similar, mention)
        if mention.kind == "GROUP" and is_description(mention.text, self.language) and self._only_describes(mention):
            return self._describe(mention, "GROUP")
        return self._new(mention)

    def _only_describes(self, mention: Mention) -> bool:
        """Tell whether a phrase headed by a common noun is no name after all: it counts, or every word of it is common.

        A Turkish name ends with a capital; the one that begins a sentence says nothing ('Konuya yakın kaynaklar').
        """
        return not mention.named or mention.text[:1].isdecimal() or self.language == "tr" or self._common(mention)

    def _government(self, mention: Mention) -> Link | None:
        """Name a government by who leads it: 'حكومة نتنياهو' is the Netanyahu government; 'حكومة السوداني' is no state's."""
        words = tokens(mention.text)
        first = self.language in ("ar", "fa") or words[1:2] == ["of"]
        noun, owner = (words[0], [w for w in words[1:] if w != "of"]) if first else (words[-1], words[:-1])
        english_noun = head_noun(noun, self.language)
        if english_noun not in GOVERNMENTS or not owner or (self.language == "ar" and noun.startswith("ال")):
            return None
        whose = re.split(r"['’]", " ".join(owner))[0]
        found = self.kb.lookup(whose, self.language, self.date, self.home)
        told = self._told_person(whose)
        leader = next((c for c in found if c.type == "PERSON" and c.score >= _LEADER), None)
        name = told.one if told else leader and leader.name
        state = any(c.type == "GPE" and not c.reason.startswith("demonym") for c in found)
        # a feminine noun without its article takes no masculine adjective: 'السوداني' after it is a man
        if not name or state or (self.language != "ar" and found and found[0].reason.startswith("demonym")):
            return None
        called = f"{_surname(name, leader.country if leader else None)} {english_noun}"
        known = next((c for c in self.kb.lookup(called, "en") if c.type == "ORG" and c.score >= 0.9), None)
        why = Evidence("grammar", f"the {english_noun} led by {name}", 0.7, mention.span)
        return self._from(known, mention) if known else Link(f"x:ORG:{slug(called)}", called, "ORG", why)

    def _bracketed(self, mention: Mention) -> Link | None:
        before = self.document.text[max(0, mention.span.start - 4) : mention.span.start]
        if "(" not in before or " " in mention.text:
            return None
        for i, other in enumerate(self.mentions):
            if i in self.links and 0 < mention.span.start - other.span.end <= 4:
                found = self.links[i]
                return self._as(found, mention, f"short for '{other.text}'", 0.9)
        return None

    def _headed(self, mention: Mention) -> Link | None:
        """Return the organisation named before of which one word, 'the council', is the head."""
        word = fold(mention.text, self.language).split("'")[0].removeprefix("the ")
        if self.language == "ar" and word.startswith("لل"):
            word = "ال" + word[2:]  # 'للحرس'
        if " " in word or len(word) < 4:
            return None
        for other, found in self._told_before(mention):
            if other.kind not in ("ORG", "GROUP"):
                continue
            words = fold(other.text, self.language).split()
            head = words[0] if self.language in ("ar", "fa") else words[-1]
            if len(words) > 1 and _same_head(word, head, self.language):
                return self._as(found, mention, f"short for '{other.text}'", 0.75)
        return None

    def _full_name(self, index: int, mention: Mention) -> Link | None:
        """Link a name of several words: knowledge base by form or key, a longer name of the document, else a new person."""
        candidate = self._best(mention, least=0.75)
        if not candidate and (bearer := self._family_name(mention)):
            return bearer
        candidate = candidate or self._similar_person(mention)
        if not candidate and self._names_nobody(mention):
            return self._describe(mention, "PERSON")
        found = self._from(candidate, mention) if candidate else self._longer_name(mention) or self._new(mention)
        self.people.append((mention.span.start, mention.text, token_keys(mention.text, self.language)))
        self.links[index] = found
        return found

    def _names_nobody(self, mention: Mention) -> bool:
        """Tell whether several words only describe a person; an Arabic or Persian noun may begin a name: there each must be common."""
        if not is_description(mention.text, self.language):
            return False
        if head_noun(tokens(mention.text)[0], self.language) in english("nobody")["words"].split():
            return True
        return self.language in ("en", "tr") or (len(name_tokens(mention.text)) == len(tokens(mention.text)) and self._common(mention))

    def _similar_person(self, mention: Mention) -> Candidate | None:
        similar = self.kb.similar(mention.text, self.language)
        return similar if similar and similar.type == "PERSON" else None

    def _family_name(self, mention: Mention) -> Link | None:
        """Return the person of the document whose longer name ends with these words: 'عبد المهدي', 'Bin Salman'."""
        short = token_keys(mention.text, self.language)
        fits = [text for _, text, words in self.people if short and len(words) > len(short) and words[-len(short) :] == short]
        found = {link.entity_id: link for link in (self._short_for(text, mention) for text in fits)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _short_for(self, text: str, mention: Mention) -> Link:
        """Return the person of this document who bears the longer name."""
        found = next(self.links[i] for i, m in enumerate(self.mentions) if i in self.links and m.text == text and m.kind == "PERSON")
        return self._as(found, mention, f"short for '{text}'", 0.9)

    def _longer_name(self, mention: Mention) -> Link | None:
        """Return the person of the document whose longer name has this one's first and last words."""
        short = token_keys(mention.text, self.language)
        if len(short) < 2:
            return None
        for i, other in enumerate(self.mentions):
            long = token_keys(other.text, self.language) if i in self.links and other.kind == "PERSON" else []
            if len(long) > len(short) and long[0] == short[0] and long[-1] == short[-1] and set(short) <= set(long):
                found = self.links[i]
                return self._as(found, mention, f"short for '{other.text}'", 0.9)
        return None

    def _single_name(self, index: int, mention: Mention) -> Link | None:
        """Link a name of one word, or one after a form of address: a person of this document, a well-known one, else a new one."""
        if fold(mention.text, self.language) in _NOBODY:
            self.nobody.add(index)
            return None
        known = self._acronym(mention) or self._known_here(mention) or (None if self._given_name(mention) else self._well_known(mention))
        if not known and head_noun(mention.text, self.language):
            known = self._headed(mention)  # 'الحرس', taken for a name, is short for the guards named before
        if not known and is_description(mention.text, self.language):
            return self._describe(mention, "PERSON")
        return known or self._new(mention)

    def _acronym(self, mention: Mention) -> Link | None:
        """Return the body or state of a known acronym: 'ABD' is no short form of 'Abdi', though keys of names leave vowels out."""
        stem = re.split(r"['’]", mention.text)[0]
        if not (stem.isupper() and 2 <= len(stem) <= _LONGEST_ACRONYM):
            return None
        found = next((c for c in self.kb.lookup(stem, self.language) if c.type != "PERSON" and c.score >= 0.9), None)
        return self._from(found, mention) if found else None

    def _given_name(self, mention: Mention) -> bool:
        """Tell whether a mention is a first name alone: it may be anybody's, so no famous bearer is meant."""
        stem = fold(re.split(r"['’]", mention.text.strip(" \"'«»“”"))[0], self.language)
        return stem in _GIVEN or (is_arabic(stem) and len(stem) > 3 and stem[0] in "وفبلك" and stem[1:] in _GIVEN)

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
                return self._short_for(min(fits)[3], mention)
        return None

    def _name_variants(self, text: str) -> list[str]:
        """Return the key of a name, and of what stands before an apostrophe or after one proclitic."""
        text = " ".join(name_tokens(text))
        texts = [text, re.split(r"['’]", text)[0]]
        if is_arabic(text) and len(text) > 4 and text[0] in "وفبلك":
            texts.append(text[1:])
        return list(dict.fromkeys(key(t, self.language) for t in texts if len(key(t, self.language)) > 1))

    def _well_known(self, mention: Mention) -> Link | None:
        text = " ".join(name_tokens(mention.text))
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

    def _title(self, index: int, mention: Mention) -> Link | None:
        """Link a title: the person it stands beside, the holder on the day, or the bearer named before."""
        beside = self._beside(mention)
        found = beside or self._bearer(mention) or self._person_before(mention) or self._holder(mention)
        if found is None:
            return self._describe(mention, "PERSON")
        self.titles.append((mention.span.start, fold(mention.text, self.language), found))
        return found

    def _beside(self, mention: Mention) -> Link | None:
        for i, other in enumerate(self.mentions):
            if other.kind == "PERSON" and i in self.links and self._touch(mention, other):
                found = self.links[i]
                return Link(
                    found.entity_id, found.name, found.type, Evidence("document", f"stands beside '{other.text}'", 0.95, mention.span)
                )
        return None

    def _touch(self, title: Mention, person: Mention) -> bool:
        """Tell whether only space, a comma or a quote lies between a title and a name."""
        first, second = sorted((title.span, person.span))
        gap = self.document.text[first.end : second.start]
        return (
            len(gap) <= 4
            and re.fullmatch(r"[\s،,:\"“”«»'(]*", gap) is not None
            and (first == title.span or "," in gap or "،" in gap or "(" in gap)
        )

    def _bearer(self, mention: Mention) -> Link | None:
        """Return who bore this title, or a fuller one, earlier in the document."""
        folded = fold(mention.text, self.language)
        bare = folded.removeprefix("ال").removeprefix("the ")
        for _, title, found in reversed([t for t in self.titles if t[0] < mention.span.start]):
            short = bare in {fold(b, self.language) for b in _BARE_OFFICE.get(self.language, ())} and re.search(
                rf"\b(?:ال)?{re.escape(bare)}", title
            )
            if title == folded or short:
                return Link(
                    found.entity_id, found.name, found.type, Evidence("document", "bearer of the title named before", 0.8, mention.span)
                )
        return None

    def _holder(self, mention: Mention) -> Link | None:
        found = [c for c in self.kb.lookup(mention.text, self.language, self.date, self.home) if c.type == "PERSON" and c.score >= 0.5]
        for candidate in found:
            if candidate.entity_id.startswith("kb:post:"):
                return self._former_holder(candidate, mention) or self._from(candidate, mention)
        return self._from(found[0], mention) if found else None

    def _former_holder(self, post: Candidate, mention: Mention) -> Link | None:
        """Return the person of this document who held the post at some time, when the day does not tell."""
        people = {found.entity_id: found for found in self.links.values() if found.type == "PERSON"}
        held = {entity: found for entity, found in people.items() if self.kb.held(entity, post.entity_id)}
        if self.date is None and len(held) == 1:
            found = next(iter(held.values()))
            return Link(found.entity_id, found.name, "PERSON", Evidence("knowledge", "held the post and is named here", 0.7, mention.span))
        return None
