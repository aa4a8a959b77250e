"""What the network's output columns mean; training and inference share this file, so the order is part of the model."""

import numpy as np

from core.model import MENTION_KINDS, ROLES

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODES = (
    "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access", "resign", "assist",
    "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory",
    "violence", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize", "convict", "discontinue", "troops",
    "weapons", "police", "militia", "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber",
    "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
    "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
)  # fmt: skip
FLAGS = ("historical", "future", "hypothetical", "negation", "repeats", "minor")
MENTION_TAGS = ("O", *(f"{edge}-{kind}" for kind in MENTION_KINDS for edge in "BI"))
TRIGGER_TAGS = ("O", *(f"{edge}-{kind}" for kind in EVENT_TYPES for edge in "BI"))
ROLE_TAGS = ("none", *ROLES)
HINTS = (*(f"{who}:{kind}" for who in ("word", "rule") for kind in EVENT_TYPES), *(f"name:{kind}" for kind in MENTION_KINDS))
"""What the lexicons tell the network of a piece: it lies in a word of this type, in a trigger or in a mention of the rules."""
DISTANCES = (-64, -40, -25, -16, -10, -6, -3, 0, 3, 6, 10, 16, 25, 40, 64)
"""Edges of the buckets of (mention start - trigger start), in word pieces."""


def distances(heads: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return [T, M], the bucket of each mention's distance from each trigger; both are first pieces."""
    return np.searchsorted(DISTANCES, places[None] - heads[:, None])


def orders(heads: np.ndarray, places: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Return [T, M], 0 to 7: how many other triggers stand between (at most 3), 4 more where the sentences differ.

    ``heads`` [T] and ``places`` [M] are first pieces, ``same`` [T, M] tells whether both stand in one sentence.
    """
    low, high = np.minimum(heads[:, None], places[None]), np.maximum(heads[:, None], places[None])
    in_order = np.sort(heads)
    between = np.searchsorted(in_order, high, "left") - np.searchsorted(in_order, low, "right")
    return np.clip(between, 0, 3) + np.where(same, 0, 4)


def decode_tags(tags: list[int], names: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return (first piece, last piece + 1, label) of each run; an I without its B opens a run of its own."""
    runs: list[tuple[int, int, str]] = []
    start, label = -1, ""
    for i, tag in enumerate([*tags, 0]):
        edge, _, kind = names[tag].partition("-")
        if start >= 0 and (edge != "I" or kind != label):
            runs.append((start, i, label))
            start = -1
        if edge != "O" and start < 0:
            start, label = i, kind
    return runs
