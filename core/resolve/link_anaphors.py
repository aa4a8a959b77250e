"""Link 'the group', 'الحركة', 'bakanlık', 'the minister' to the entity named before that fits; nothing where none does.

Takes: a mention of one common noun, and the links made so far. Gives: a link with its reason. Uses resources/knowledge/describe.toml
(``english.anaphors``) and the knowledge base's names and posts. Known limit: of several that fit, the last one named is meant.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from core.model import Mention
from core.resolve.describe import head_noun
from core.resolve.describe_words import english
from core.resolve.link_places import PlaceLinking
from core.resolve.linking import Link, tokens
from core.resolve.places import countries_in
from core.textnorm import fold

_POSTS = {
    "minister": "_minister", "president": "head_of_state", "head": "head_of_state", "governor": "governor", "ambassador": "ambassador",
    "speaker": "speaker", "king": "king", "emir": "emir",
}  # fmt: skip
_NEAR = 2
"""How many sentences back 'the man' may look, and a plural ('the officials')."""
_WORD = 20
_DEMONSTRATIVE = frozenset(fold(w, "fa") for w in ("این", "آن", "همین", "همان")) | {"هذا", "هذه", "ذلك", "تلك"}
_DEFINITE = ("ال", "لل", "وال", "بال")
_INDEFINITE = frozenset(fold(w, "tr") for w in ("bir", "başka", "diğer", "her", "hiçbir", "bazı")) | frozenset(
    fold(w, "fa") for w in ("یک", "دیگر", "هر", "هیچ", "برخی")
)
"""Words before a Turkish or Persian noun that takes up nobody told of before."""


_SENT = re.compile(r"^(?:[\w-]+ ){0,3}(?:delegations?|representatives|delegates)(?: (?:of|from) |$)")
_MEMBERS = frozenset(fold(w, "fa") for w in ("مجلس", "پارلمان", "مجلسی")) | {"البرلمان", "milletvekili", "house", "parliament"}
"""Representatives of the people are no delegation."""


class AnaphorLinking(PlaceLinking):
    """Nouns that stand for a body, group or person named before."""

    @cached_property
    def starts(self) -> dict[int, int]:
        """Return where a mention of somebody or some place begins, and where it ends."""
        return {m.span.start: m.span.end for m in self.mentions if m.kind not in ("TIME", "NUMBER", "WEAPON")}

    def _body_before(self, index: int, mention: Mention) -> Link | None:
        """Return the last body or group named before whose sort is the mention's noun."""
        noun = head_noun(mention.text, self.language)
        sort = english("anaphors").get(noun or "")
        if not noun or not sort or self._somebodys(mention):
            return None
        for other, found in self._before(mention, ("ORG", "GROUP")):
            if self._is_a(found, other, noun, sort):
                return self._as(found, mention, f"'{mention.text}' stands for '{other.text}', named before", 0.7)
        return None

    def _somebodys(self, mention: Mention) -> bool:
        """Tell whether a noun belongs to whom the text names beside it: 'the prisoners' committee', 'لجنة الأسرى', 'دولت ترامپ'."""
        start, end = mention.span.start, mention.span.end
        if self.language == "en":
            before = self.document.text[max(0, start - _WORD) : start].split()[-1:]
            return bool(before) and before[0].endswith(("'s", "’s", "s'", "s’"))
        words = tokens(fold(mention.text, self.language))
        if self.language == "tr" or any(w.startswith(_DEFINITE) or w in _DEMONSTRATIVE for w in words):
            return False
        behind = self.starts.get(end + 1)
        if behind is None or _DEMONSTRATIVE.intersection(self._word_before(start)):
            return False
        return not (self.language == "fa" and self.document.text[behind : behind + 4].split()[:1] in (["را"], ["به"]))

    def _person_before(self, mention: Mention) -> Link | None:
        """Return the last person named before who held such a post on the day; for 'the man' the only person told of nearby."""
        noun = head_noun(mention.text, self.language)
        people = list(self._before(mention, ("PERSON",)))
        if noun in ("man", "woman"):
            near = {found.entity_id: (other, found) for other, found in people if mention.sentence - other.sentence <= _NEAR}
            people = list(near.values()) if len(near) == 1 else []
        elif noun in _POSTS and self.date is not None:
            people = [p for p in people if any(post.endswith(_POSTS[noun]) for post in self.kb.posts(p[1].entity_id, self.date))]
        else:
            return None
        return self._as(people[0][1], mention, f"'{mention.text}' stands for '{people[0][0].text}', named before", 0.65) if people else None

    def _described_before(self, mention: Mention, kind: str) -> Link | None:
        """Return whom 'the source', 'المصدر', 'kaynak' takes up: the only one described more fully before with the same noun."""
        if not self._takes_up(mention):
            return None
        noun = self._describe(mention, kind).name
        if " " in noun:
            return None
        near = _NEAR if noun.endswith("s") else mention.sentence
        told = (pair for pair in self._told_before(mention) if mention.sentence - pair[0].sentence <= near)
        fuller = {found.entity_id: (other, found) for other, found in told if self._fuller(found, noun)}
        if len(fuller) != 1:
            return None
        other, found = next(iter(fuller.values()))
        return self._as(found, mention, f"'{mention.text}' takes up '{other.text}'", 0.65)

    def _sent_by(self, mention: Mention) -> Link | None:
        """Return the one state or body whose delegation or representatives a phrase names: 'وفد سعودي', 'the Hamas delegation'."""
        words = set(fold(mention.text, self.language).split())
        if mention.kind not in ("GROUP", "ORG") or _MEMBERS & words or not _SENT.search(self._describe(mention, mention.kind).name):
            return None
        inside = {
            found.entity_id: found
            for i, other in enumerate(self.mentions)
            if other.span != mention.span and mention.span.encloses(other.span) and other.named
            if (found := self.links.get(i)) and found.type in ("GPE", "ORG", "GROUP")
        }
        if not inside and self.gazetteer is not None:
            states = [self.kb.entity(f"kb:{country}") for country in countries_in(mention.text, self.language, self.gazetteer)]
            inside = {state.entity_id: self._from(state, mention) for state in states if state}
        if len(inside) != 1:
            return None
        return self._as(next(iter(inside.values())), mention, f"'{mention.text}' act for whom they come from", 0.7)

    def _takes_up(self, mention: Mention) -> bool:
        """Tell whether one noun is definite; Turkish and Persian have no article, there it must only not be 'a source'."""
        start = mention.span.start
        words = tokens(fold(mention.text, self.language))
        before = self._word_before(start)
        if self.language == "en":
            return (words[0] == "the" and len(words) == 2) or (before == ["the"] and len(words) == 1)
        if self.language == "ar":
            return len(words) == 1 and words[0].startswith(_DEFINITE)
        return len(words) == 1 and not _INDEFINITE.intersection(before)

    def _word_before(self, start: int) -> list[str]:
        """Return the folded word before a place of the text, if one stands near."""
        return tokens(fold(self.document.text[max(0, start - _WORD) : start], self.language))[-1:]

    def _fuller(self, found: Link, noun: str) -> bool:
        """Tell whether a link is a description of several words whose head is this noun."""
        head = re.split(r" (?:of|in|from|at|with|close|familiar|who) ", found.name)[0].split()
        return found.entity_id.startswith("x:") and len(found.name.split()) > 1 and head[-1:] == [noun]

    def _before(self, mention: Mention, types: tuple[str, ...]) -> Iterator[tuple[Mention, Link]]:
        """Yield what was named before a mention, the last first."""
        for other, found in self._told_before(mention):
            if found.type in types and other.named and (found.entity_id.startswith("kb:") or found.name[:1].isupper()):
                yield other, found

    def _is_a(self, found: Link, other: Mention, noun: str, sort: str) -> bool:
        """Tell whether a body is of a sort: by the words used for it here, by its names, or because it bears arms."""
        if found.entity_id in self.kb.media() and sort != "media":
            return False
        if sort == "armed" and found.type == "GROUP":
            return True
        return self._headed_by(other.text, noun) or self.kb.is_a(found.entity_id, noun) or noun in fold(found.name, "en").split()

    def _headed_by(self, name: str, noun: str) -> bool:
        words = tokens(name)
        if len(words) < 2:
            return False
        return head_noun(words[0] if self.language in ("ar", "fa") else words[-1], self.language) == noun

    def _inside_name(self, mention: Mention) -> bool:
        """Tell whether a mention is but a part of a longer known name: 'حزب الله' in 'كتائب حزب الله'."""
        before = self.document.text[max(0, mention.span.start - 30) : mention.span.start].split()
        if not before or not self.document.text[mention.span.start - 1].isspace():
            return False
        own = {c.entity_id for c in self.kb.lookup(mention.text, self.language) if c.type in ("ORG", "GROUP") and c.score >= 0.5}
        longer = self.kb.lookup(f"{before[-1]} {mention.text}", self.language)
        return bool(own and longer) and longer[0].score >= 0.85 and longer[0].type in ("ORG", "GROUP") and longer[0].entity_id not in own
