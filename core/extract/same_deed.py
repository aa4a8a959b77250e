"""Judge whether a telling speaks of a deed that was told before: a small logistic model over what both tell.

Takes: a telling and the tellings of an earlier deed of its type. Gives: a probability. Uses: resources/models/same_deed.json,
fitted by tools/train/same_deed.py to the ``same`` lines of our corpus. Known limits: names are compared by their words;
modes and aux are not compared, since a ``same`` line of the corpus does not repeat them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.extract.fitted import fitted, score, sigmoid
from core.model import Mention, Trigger
from core.textnorm import fold

ROLES = ("actor", "recipient", "location", "time")
COUNTS = ("killed", "injured")
_THIS = {
    "ar": {"هذا", "هذه", "ذلك", "تلك", "هذين"}, "fa": {"این", "ان", "همین"}, "en": {"the", "this", "that", "these", "those"},
    "tr": {"bu", "o", "söz", "konusu", "anılan", "şu"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """What one telling says, as far as the comparison needs it; ``before`` is the folded word in front of the trigger."""

    trigger: Trigger
    roles: dict[str, frozenset[str]]
    title: bool
    definite: bool
    stem: str


def side(trigger: Trigger, roles: dict[str, Sequence[Mention]], before: str, language: str) -> Side:
    """Return the comparable side of a telling."""
    word = fold(trigger.text, language)
    words = {
        r: frozenset(w for m in roles.get(r, ()) for w in fold(m.text, language).split() if len(w) > 2 or r in COUNTS)
        for r in (*ROLES, *COUNTS)
    }
    definite = (language == "ar" and word.startswith("ال")) or fold(before, language) in _THIS.get(language, ())
    bare = word.removeprefix("ال") if language == "ar" else word
    return Side(trigger, words, trigger.sentence == 0, definite, bare[:4])


def features(one: Side, group: Sequence[Side], rivals: int, latest: bool) -> dict[str, float]:
    """Return what speaks for and against one deed; ``rivals`` counts the earlier deeds of the type, ``latest`` marks the last told."""
    distance = min(abs(one.trigger.sentence - g.trigger.sentence) for g in group)
    out = {
        "bias": 1.0, "same sentence": float(distance == 0), "next sentence": float(distance == 1), "distance": math.log1p(distance),
        "group in title": float(any(g.title for g in group)), "definite": float(one.definite), "latest": float(latest),
        "rivals": math.log1p(rivals), "tellings": math.log1p(len(group)), "stem": float(any(g.stem == one.stem for g in group)),
        "negation differs": float(("negation" in one.trigger.aux) != any("negation" in g.trigger.aux for g in group)),
        f"type {one.trigger.event_type}": 1.0, f"definite {one.trigger.event_type}": float(one.definite),
    }  # fmt: skip
    for role in (*ROLES, *COUNTS):
        out |= _compare(role, one.roles[role], frozenset(w for g in group for w in g.roles[role]))
    out["only title"] = float(distance > 0 and all(g.title for g in group))
    out["bare"] = float(not any(one.roles[r] for r in ROLES))
    return out


def _compare(name: str, mine: frozenset[str], theirs: frozenset[str]) -> dict[str, float]:
    if not mine or not theirs:
        return {f"{name} new": float(bool(mine))}
    share = len(mine & theirs) / min(len(mine), len(theirs))
    return {f"{name} shared": share, f"{name} clash": float(not mine & theirs)}


def probability(one: Side, group: Sequence[Side], rivals: int, latest: bool) -> float:
    """Return how likely the telling speaks of the group's deed; the reader's own sense of repetition joins in."""
    (weights,) = fitted("same_deed", "weights")
    total = score(weights, features(one, group, rivals, latest))
    if one.trigger.repeats:
        total += weights.get("repeats", 0.0) * (one.trigger.repeats - weights.get("repeats at rest", 0.3))
    return sigmoid(total)
