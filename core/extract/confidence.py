"""Calibrated confidence: of the events that say 0.8, eight in ten are right.

Takes: the tellings of one deed. Gives: a probability that the event is right (its type, at its place in the text). Uses:
resources/models/confidence.json, fitted by tools/train/calibrate.py: one set of weights with the reader, one without.
Known limit: it speaks of the event, not of each of its fields; those carry their own scores.
"""

import math
from collections.abc import Sequence
from typing import Protocol

from core.extract.fitted import fitted, log_odds, probability
from core.model import Mention, Trigger

_PEOPLE = ("actor", "recipient")
_CIRCUMSTANCES = ("location", "time", "attribution", "killed", "injured", "weapon")


class Told(Protocol):
    """What a telling must offer."""

    trigger: Trigger
    roles: dict[str, list[Mention]]


def features(group: Sequence[Told]) -> dict[str, float]:
    """Return what speaks for and against an event."""
    sources = {e.source for t in group for e in t.trigger.why}
    roles = {r for t in group for r, m in t.roles.items() if m}
    first = group[0].trigger
    return {
        "bias": 1.0, "trigger": log_odds(max(t.trigger.score for t in group), 0.02),
        "agreed": float({"model"} < sources), "lexicon only": float("model" not in sources),
        "tellings": math.log(len(group)), "title": float(first.sentence == 0), "early": float(0 < first.sentence <= 3),
        "repeats": max(t.trigger.repeats for t in group), "one word": float(" " not in first.text),
        **{f"has {r}": float(r in roles) for r in (*_PEOPLE, *_CIRCUMSTANCES)}, "nobody": float(not roles & set(_PEOPLE)),
        **{f"aux {a}": 1.0 for a in first.aux}, f"type {first.event_type}": 1.0,
    }  # fmt: skip


def confidence(group: Sequence[Told], *, reader: bool) -> float:
    """Return the probability that the event is right."""
    (weights,) = fitted("confidence", "weights")
    return round(probability(weights["reader" if reader else "lexicons"], features(group)), 3)
