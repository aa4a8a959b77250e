"""Deeds done in answer to another: 'in retaliation for the killing of X', 'ردا على مقتل X', 'X'in öldürülmesine misilleme olarak'.

Takes: the text, its triggers. Gives: ``Answer`` records: where the sentence says so and where what is answered stands, so that
both are told apart. Uses: the list ``answering`` of words.toml. Known limit: what is answered ends at the next comma; in Turkish
it begins at the last one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from core import lexicon
from core.model import Span, Trigger
from core.ontology import FORCE
from core.textnorm import fold, fold_map

_STOP = re.compile(r"[.;:!?؟؛،,()\n]")
_LONGEST = 120
"""Characters of what is answered."""
_OBJECT = 45
"""Characters between a verb of retaliation and the deed that it answers."""
_BY = re.compile(r"\b(?:by|with)\b")
_NEXT = 25
"""Characters between a Turkish deed and the words behind it."""


class Deeds:
    """The triggers of a text, found by place and by sentence."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self._order = sorted(triggers, key=lambda t: t.span)
        self._starts = [t.span.start for t in self._order]
        self.of_sentence: dict[int, list[Trigger]] = {}
        for trigger in self._order:
            self.of_sentence.setdefault(trigger.sentence, []).append(trigger)

    def within(self, span: Span) -> list[Trigger]:
        """Return the triggers inside a span, in order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [t for t in self._order[first:last] if t.span.end <= span.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that announce an answer, the clause that holds what is answered, the deeds in it, and those that answer them."""

    words: Span
    clause: Span
    answered: tuple[Trigger, ...]
    answering: tuple[Trigger, ...]


def answers(text: str, language: str, triggers: Sequence[Trigger]) -> list[Answer]:
    """Return the answers of a text, in order."""
    deeds = Deeds(triggers)
    out = []
    for words in _announced(text, language):
        clause = _before(text, words, deeds) if language == "tr" else _behind(text, words, deeds, verb_last=language == "fa")
        if clause:
            inside = deeds.within(clause)
            others = deeds.of_sentence[inside[0].sentence] if inside else deeds.within(words)
            out.append(Answer(words, clause, tuple(inside), tuple(t for t in others if t not in inside)))
    return out


@lru_cache(maxsize=4)
def _announced(text: str, language: str) -> tuple[Span, ...]:
    """Return where answers are announced; a text is read once for all who ask."""
    folded, source = fold_map(text, language)
    return tuple(Span(source[m.start()], source[m.end() - 1] + 1) for m in _words(language).finditer(folded))


def _behind(text: str, words: Span, deeds: Deeds, *, verb_last: bool) -> Span | None:
    """Return the clause behind the words; only its first deed is sure to be answered where the deed that answers comes behind it."""
    stop = _STOP.search(text, words.end, words.end + _LONGEST)
    clause = Span(words.end, stop.start() if stop else min(len(text), words.end + _LONGEST))
    inside = deeds.within(clause)
    if not inside:
        return None if verb_last else clause
    opens = not any(t.span.end <= words.start for t in deeds.of_sentence[inside[0].sentence])
    return Span(clause.start, inside[0].span.end) if opens or verb_last else clause


def _before(text: str, words: Span, deeds: Deeds) -> Span | None:
    """Return the clause that ends at the words, where a deed stands right before them."""
    stops = [m.end() for m in _STOP.finditer(text, max(0, words.start - _LONGEST), words.start)]
    clause = Span(stops[-1] if stops else max(0, words.start - _LONGEST), words.start)
    return clause if any(words.start - t.span.end <= _NEXT for t in deeds.within(clause)) else None


def apart(found: Sequence[Answer]) -> dict[Span, set[Span]]:
    """Return of each deed those that it is not, since one answers the other."""
    out: dict[Span, set[Span]] = {}
    for answer in found:
        for one, other in product(answer.answered, answer.answering):
            out.setdefault(one.span, set()).add(other.span)
            out.setdefault(other.span, set()).add(one.span)
    return out


def retaliated(text: str, language: str, triggers: Sequence[Trigger]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of deeds of force in one sentence between which a verb says that the second answers the first."""
    force = sorted((t for t in triggers if t.event_type in FORCE), key=lambda t: t.span)
    for one, other in product(force, force):
        if one.sentence == other.sentence and one.span.end <= other.span.start:
            between = fold(text[one.span.end : other.span.start], language)
            before = fold(text[max(0, one.span.start - _OBJECT) : one.span.start], language)
            # 'responded to an attack by firing'; in Turkish and Persian the verb may stand behind both
            opens = language == "en" and _verbs(language).search(before) and _BY.search(between)
            if opens or _verbs(language).search(between) or language in ("tr", "fa") and _answers_last(text, language, other):
                yield one.span, other.span


def _answers_last(text: str, language: str, deed: Trigger) -> bool:
    return bool(_verbs(language).match(fold(text[deed.span.end : deed.span.end + _NEXT], language).lstrip()))


@lru_cache(maxsize=4)
def _verbs(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?{lexicon.any_of(lexicon.words(language).get('retaliating', ()))}(?!\w)")


@lru_cache(maxsize=8)
def _words(language: str) -> re.Pattern[str]:
    """Return a pattern of the words; a single letter at their end is joined to the next word."""
    phrases = sorted(lexicon.words(language).get("answering", ()), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w)[وف]?{re.escape(p)}" + (r"(?=\w)" if p[-2:-1] == " " else r"(?!\w)") for p in phrases) or r"(?!)")
