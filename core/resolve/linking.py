"""What every sort of linking shares: the document's state, the knowledge base's best candidate, new and described entities.

Takes: a document, its mentions, the knowledge base, a gazetteer. Gives: ``Link`` records with their reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.languages import lacks_capital
from core.model import Document, Entity, Evidence, Mention
from core.resolve.describe import body_name, describe, head_noun
from core.resolve.describe_words import Word
from core.resolve.foreign_names import from_turkish
from core.resolve.knowledge import Candidate, KnowledgeBase
from core.resolve.namekeys import anglicise, is_arabic, key, plain, token_keys

COMPATIBLE = {
    "PERSON": ("PERSON",), "TITLE": ("PERSON",), "ORG": ("ORG", "GROUP"), "GROUP": ("GROUP", "ORG"),
    "GPE": ("GPE", "LOC", "FAC"), "LOC": ("LOC", "GPE", "FAC"), "FAC": ("FAC", "LOC", "GPE"),
}  # fmt: skip
_PEOPLE = re.compile(r"(?:ون|ين|ات|یان|ها|های)$|l[ae]r\w*$")
_ACRONYM = 4
_SHORT = 3
_DIVISION = re.compile(" (?:Governorate|Province|County|District)$")
_LATIN_ARTICLE = re.compile("^(?:A[ldnrszt]|Ash|El) ")
_TOWN = 20_000
"""How many people live in a town that a description may name without the knowledge base."""


@dataclass(frozen=True, slots=True)
class Link:
    """The entity of one mention, and why."""

    entity_id: str
    name: str
    type: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Further:
    """A name that takes no part in a deed; ``of`` is the mention that it spells more fully, None where it stands for itself."""

    mention: Mention
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities of a document and the link of each mention, by its index."""

    entities: tuple[Entity, ...] = ()
    links: dict[int, Link] = field(default_factory=dict)


def tokens(text: str) -> list[str]:
    """Return the words of a text, cut at spaces and joiners."""
    return [w for w in re.split(r"[\s\u200c]+", text.strip()) if w]


def slug(name: str) -> str:
    """Return a name as part of an entity id."""
    return plain(name).replace(" ", "-") or "unnamed"


class LinkState:
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
        self.nobody: set[int] = set()
        """Mentions that stand for nobody: parts of longer names, 'God'."""

    def _from(self, candidate: Candidate, mention: Mention, source: str = "knowledge") -> Link:
        self.countries[candidate.entity_id] = candidate.country
        return Link(
            candidate.entity_id, candidate.name, candidate.type, Evidence(source, candidate.reason, round(candidate.score, 3), mention.span)
        )

    def _best(self, mention: Mention, least: float = 0.55) -> Candidate | None:
        """Return the knowledge base's best candidate of a compatible type; another type only for a sure form."""
        if len(mention.text) <= _ACRONYM and lacks_capital(mention.text, self.language):
            return None  # 'üs', a base, is not the US
        found = self.kb.lookup(mention.text, self.language, self.date, self.home)
        types = COMPATIBLE[mention.kind]
        fit = [c for c in found if c.type in types and c.score >= least]
        if fit:
            return max(fit, key=lambda c: c.score - 0.1 * types.index(c.type) + 0.15 * (c.country is not None and c.country == self.home))
        return next((c for c in found if c.score >= 0.9 and "PERSON" not in (c.type, mention.kind)), None)

    def _as(self, found: Link, mention: Mention, reason: str, score: float) -> Link:
        """Link a mention to the entity of another one in the document."""
        return Link(found.entity_id, found.name, found.type, Evidence("document", reason, score, mention.span))

    def _told_before(self, mention: Mention) -> Iterator[tuple[Mention, Link]]:
        """Yield what was linked before a mention in the text, the last first."""
        told = [(m, self.links[i]) for i, m in enumerate(self.mentions) if i in self.links and m.span < mention.span]
        yield from sorted(told, key=lambda pair: pair[0].span, reverse=True)

    def _new(self, mention: Mention) -> Link:
        """Make a new entity of a name that nothing knows."""
        name = self._spelled(mention) or mention.text
        name_key = key(mention.text, self.language)
        entity = f"x:{mention.kind}:{name_key if len(name_key) >= 3 else slug(name)}"
        return Link(entity, name, mention.kind, Evidence("document", "a name that the knowledge base does not hold", 0.5, mention.span))

    def _spelled(self, mention: Mention) -> str:
        text = re.sub(r"\s+", " ", mention.text.strip(" \"'«»“”()"))
        if mention.kind != "PERSON" and is_arabic(text):
            return describe(text, self.language, self._namer, self._spell, named=True)
        if is_arabic(text):
            return self.kb.romanise(text, self.language)
        body = body_name(text, self.language, self._namer, self._spell) if self.language == "tr" and mention.kind != "PERSON" else None
        if body:
            return body
        if self.language == "tr" and mention.kind in ("ORG", "GROUP") and head_noun(text, "tr"):
            return describe(text, "tr", self._namer, self._spell)  # 'Başsavcılık' at the head of a sentence
        if self.language != "tr":
            return text
        name = re.split(r"['’](?=[a-zçğıöşü]{1,4}$)", text)[0]
        return anglicise(from_turkish(name) if mention.kind == "PERSON" else name)

    def _describe(self, mention: Mention, kind: str) -> Link:
        """Describe an unnamed participant in English."""
        name = describe(mention.text, self.language, self._namer, self._spell)
        return Link(f"x:{kind}:{slug(name)}", name, kind, Evidence("grammar", "described by head noun and modifiers", 0.6, mention.span))

    def _common(self, mention: Mention) -> bool:
        """Tell whether every word of a phrase is a common noun, an adjective or a known name, so that it names nobody new."""
        if body_name(mention.text, self.language, self._namer, self._spell):
            return False
        unknown: list[str] = []
        describe(mention.text, self.language, self._namer, lambda word: unknown.append(word) or word, named=True)
        return not unknown

    def _spell(self, word: str) -> str:
        if not is_arabic(word):
            return anglicise(word)
        return self._place_spelled(word) or self.kb.romanise(word, self.language)

    def _place_spelled(self, word: str) -> str | None:
        """Return how the gazetteer spells a word, vowels and all, if it knows a place written so and sounding like it."""
        records = self.gazetteer.lookup(word, self.language) if self.gazetteer is not None and len(word) > _SHORT else []
        own = key(word, self.language)
        names = (
            (r, _DIVISION.sub("", _LATIN_ARTICLE.sub("", r.name)))
            for r in records
            if r.main or r.feature == "admin1" or r.population >= _TOWN
        )
        return next((name for r, name in names if " " not in name and (r.feature == "admin1" or key(name) == own)), None)

    def _namer(self, words: str, towns: bool = False) -> Word | None:
        """Return what a stretch of a description names: a nation, a state, a person, or another known name."""
        found = self.kb.lookup(words, self.language)
        told = self._told_person(words)
        if told:
            return told
        if not found or found[0].score < 0.4:
            return self._town(words) if towns else None
        nation = next((c for c in found if c.reason.startswith("demonym") and c.score >= 0.45), None)
        if self.language == "tr" and found[0].type == "GPE" and re.search(r"[^\W_]l[ıiuü](?:l[ae]r\w*)?$", words):
            nation = found[0]
        if nation and " " not in words:
            return Word("nation", self.kb.adjective(nation.entity_id) or nation.name, number=3 if _PEOPLE.search(words) else 1)
        best = found[0]
        if best.score < (0.6 if best.type == "PERSON" and best.reason.startswith("family") else 0.75):
            return None
        if best.type == "GPE":
            both = self.language == "ar" and words.startswith("ال") and words.endswith(("ية", "يه"))
            return Word("state", best.name, self.kb.adjective(best.entity_id) or "", bare=not both)
        return Word("person" if best.type == "PERSON" else "name", best.name)

    def _told_person(self, words: str) -> Word | None:
        """Return the person of this document who is told by the last name alone."""
        own = token_keys(words, self.language) if " " not in words else []
        named = next((text for _, text, parts in self.people if own and parts[-1] == own[0] and len(own[0]) > 1), None)
        if named is None:
            return None
        found = next((self.links[i] for i, m in enumerate(self.mentions) if i in self.links and m.text == named), None)
        return Word("person", found.name) if found else None

    def _town(self, words: str) -> Word | None:
        """Return a town that only the gazetteer knows, where its name is no plain word."""
        records = self.gazetteer.lookup(words, self.language) if self.gazetteer is not None and len(words) > 2 else []
        sure = next((r for r in records if r.main and not r.unsure and r.population >= _TOWN), None)
        return Word("name", sure.name) if sure else None
