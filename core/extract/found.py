"""A candidate mention over body words, before rivals are settled."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``start`` to ``end`` (exclusive) of the body as a mention of ``kind``, and why."""

    start: int
    end: int
    kind: str
    named: bool
    score: float
    source: str
    reason: str
