"""Deeds done in answer to another: 'in retaliation for the killing of X', 'ردا على مقتل X', 'X'in öldürülmesine misilleme olarak'.

Takes: the text, its triggers. Gives: ``Answer`` records: where the sentence says so and where what is answered stands, so that
both are told apart. Uses: the list ``answering`` of words.toml. Known limit: what is answered ends at the next comma; in Turkish
it begins at the last one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from core import lexicon
from core.model import Span, Trigger
from core.textnorm import fold_map

_STOP = re.compile(r"[.;:!?؟؛،,()\n]")
_LONGEST = 120
"""Characters of what is answered."""
_NEXT = 25
"""Characters between a Turkish deed and the words behind it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that announce an answer, and the clause that holds what is answered."""

    words: Span
    answered: Span

    def sides(self, triggers: Sequence[Trigger]) -> tuple[list[Trigger], list[Trigger]]:
        """Return the deeds that are answered and those of the same sentence that answer them."""
        inside = [t for t in triggers if self.answered.encloses(t.span)]
        if not inside:
            return [], [t for t in triggers if t.span.overlaps(self.words)]
        return inside, [t for t in triggers if t.sentence == inside[0].sentence and t not in inside]


def answers(text: str, language: str, triggers: Sequence[Trigger]) -> list[Answer]:
    """Return the answers of a text, in order."""
    folded, source = fold_map(text, language)
    out = []
    for found in _words(language).finditer(folded):
        words = Span(source[found.start()], source[found.end() - 1] + 1)
        clause = _before(text, words, triggers) if language == "tr" else _behind(text, words, triggers, verb_last=language == "fa")
        if clause:
            out.append(Answer(words, clause))
    return out


def _behind(text: str, words: Span, triggers: Sequence[Trigger], *, verb_last: bool) -> Span | None:
    """Return the clause behind the words; only its first deed is sure to be answered where the deed that answers comes behind it."""
    stop = _STOP.search(text, words.end, words.end + _LONGEST)
    clause = Span(words.end, stop.start() if stop else min(len(text), words.end + _LONGEST))
    inside = sorted((t for t in triggers if clause.encloses(t.span)), key=lambda t: t.span)
    if not inside:
        return None if verb_last else clause
    opens = not any(t.sentence == inside[0].sentence and t.span.end <= words.start for t in triggers)
    return Span(clause.start, inside[0].span.end) if opens or verb_last else clause


def _before(text: str, words: Span, triggers: Sequence[Trigger]) -> Span | None:
    """Return the clause that ends at the words, where a deed stands right before them."""
    stops = [m.end() for m in _STOP.finditer(text, max(0, words.start - _LONGEST), words.start)]
    clause = Span(stops[-1] if stops else max(0, words.start - _LONGEST), words.start)
    return clause if any(clause.encloses(t.span) and words.start - t.span.end <= _NEXT for t in triggers) else None


def apart(found: Sequence[Answer], triggers: Sequence[Trigger]) -> dict[Span, set[Span]]:
    """Return of each deed those that it is not, since one answers the other."""
    out: dict[Span, set[Span]] = {}
    for answer in found:
        for one, other in product(*answer.sides(triggers)):
            out.setdefault(one.span, set()).add(other.span)
            out.setdefault(other.span, set()).add(one.span)
    return out


@lru_cache(maxsize=8)
def _words(language: str) -> re.Pattern[str]:
    """Return a pattern of the words; a single letter at their end is joined to the next word."""
    phrases = sorted(lexicon.words(language).get("answering", ()), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w)[وف]?{re.escape(p)}" + (r"(?=\w)" if p[-2:-1] == " " else r"(?!\w)") for p in phrases) or r"(?!)")
