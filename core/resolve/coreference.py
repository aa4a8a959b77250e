"""Say whom 'the two sides', 'الطرفان', 'iki ülke' stand for: those who acted together, or were named side by side, before.

Takes: a mention, who took part in the deeds told before it, and the links of the article's names. Gives: participants with the words
of the phrase and the names of those it stands for; ``why`` tells from where. Uses: lexicons groups (``both``, ``both_states``,
``both_people``, ``all_three``, ``all_parties``). Known limit: where no such company is found, the words stand as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core import lexicon
from core.model import Evidence, Mention, Participant
from core.textnorm import fold

_BODIES = ("GPE", "ORG", "GROUP")
_STATES = ("GPE",)
_PERSONS = ("PERSON",)
_SCORE = 0.6
_GAP = 6
"""Characters that may lie between two names written side by side: ' and '."""


@dataclass(frozen=True, slots=True)
class Company:
    """Whom a phrase stands for: of which kinds and how many (None: two or more)."""

    kinds: tuple[str, ...]
    number: int | None


@lru_cache(maxsize=4)
def _phrases(language: str) -> dict[str, Company]:
    lists = lexicon.folded_lists(language, "groups")
    rows = (
        ("both", Company(_BODIES, 2)), ("both_states", Company(_STATES, 2)), ("both_people", Company(_PERSONS, 2)),
        ("all_three", Company(_STATES, 3)), ("all_parties", Company(_BODIES, None)),
    )  # fmt: skip
    return {phrase: company for name, company in rows for phrase in lists.get(name, ())}


@lru_cache(maxsize=4096)
def company(text: str, language: str) -> Company | None:
    """Return whom a mention's words stand for, None where they name somebody themselves."""
    words = fold(text, language).split()
    if language == "ar" and words and words[0].startswith("ل") and not words[0].startswith("ال"):
        words[0] = "ا" + words[0]  # 'للطرفين' is cut into ل and لطرفين
    if language == "en" and words and words[0] in ("the", "all", "both"):
        words = words[1:] if words[0] != "both" else words
    for phrase, found in _phrases(language).items():
        want = phrase.split()
        if len(words) == len(want) and words[:-1] == want[:-1] and _same_noun(words[-1], want[-1], language):
            return found
    return None


def _same_noun(word: str, want: str, language: str) -> bool:
    """A Turkish noun may bear case endings ('iki ülkenin')."""
    return word == want or (language == "tr" and word.startswith(want) and len(word) - len(want) <= 5)


Named = Callable[[Mention], Participant | None]
"""Resolves a mention to a participant, a capital to its state."""


def stands_for(
    mention: Mention, language: str, told: Sequence[Sequence[Participant]], mentions: Sequence[Mention], named: Named
) -> tuple[Participant, ...]:
    """Return whom a mention stands for, nobody where it names somebody itself or no company is found.

    ``told`` holds the participants of each deed, or side of a deed, told before, in order.
    """
    sought = company(mention.text, language)
    if sought is None:
        return ()
    for people in reversed(told):
        found = _fitting(people, sought)
        if found:
            return tuple(_in_words_of(mention, p) for p in found)
    return tuple(_in_words_of(mention, p) for p in _side_by_side(sought, mention, mentions, named))


def _in_words_of(mention: Mention, other: Participant) -> Participant:
    """Give a participant the words of the phrase that stands for it."""
    reason = Evidence("document", f"'{mention.text}' stands for '{other.text}', named before", _SCORE, other.span)
    return replace(other, text=mention.text, span=mention.span, score=min(mention.score, _SCORE), why=(reason, *other.why))


def _fitting(people: Sequence[Participant], sought: Company) -> list[Participant]:
    fit = {p.entity_id: p for p in people if p.type in sought.kinds and not p.name[:1].islower()}
    right = len(fit) == sought.number if sought.number else len(fit) >= 2
    return list(fit.values()) if right else []


def _side_by_side(sought: Company, at: Mention, mentions: Sequence[Mention], named: Named) -> list[Participant]:
    """Return the last run of names of the right kinds and number with only 'and' or commas between them."""
    before = sorted((m for m in mentions if m.span < at.span and m.named and m.kind in sought.kinds), key=lambda m: m.span)
    runs: list[list[Mention]] = []
    for m in before:
        near = runs and 0 < m.span.start - runs[-1][-1].span.end <= _GAP
        runs.append([*runs[-1], m] if near else [m])
    for run in reversed(runs):
        people = [p for m in run if (p := named(m))]
        # a town is a place, not a party: only what the reader links as a state, body or group speaks for itself
        if len(run) > 1 and all(p.entity_id.startswith("kb:") for p in people) and (found := _fitting(people, sought)):
            return found
    return []
