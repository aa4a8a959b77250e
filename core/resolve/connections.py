"""Deeds that are dated by each other: 'two days after the killing of X', 'غداة اقتحام السفارة', 'saldırıdan iki gün sonra'.

Takes: the triggers of deeds, the document's time expressions and text. Gives: ``Connection`` records: the main deed happened that
long after (or before) the anchor, so that either day tells the other, and both are different deeds.
Known limit: the anchor stands in the same sentence, next to the words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core import lexicon
from core.model import Span
from core.resolve.time_forms import Shift, TimeExpression, Window
from core.textnorm import fold

_NEAR = 60
"""Characters between the words and the anchor's trigger."""
_STOP = re.compile(r"[.!?؟؛;\n]")
_ENDS = {"ar": (" من", " على"), "en": (" after", " before"), "fa": (" از",)}
"""What must end the words for an anchor to come behind; in Arabic it may follow them."""
_FOLLOWS = re.compile(r"\s*(?:من|على)(?=\s)")
_ABLATIVE, _GENITIVE = ("dan", "den", "tan", "ten"), ("nin", "nın", "nun", "nün")
_TURKISH_DAYS = tuple(day + case for day in ("günü", "gecesi", "akşamı", "sabahı") for case in ("", "nda", "nde"))
_TURKISH = {
    fold(word, "tr"): tuple(fold(ending, "tr") for ending in endings)
    for word, endings in (("sonra", _ABLATIVE), ("önce", _ABLATIVE), ("ertesi günü", _GENITIVE))
} | {fold(word, "tr"): ("",) for word in _TURKISH_DAYS}
_MORROW = {
    "ar": re.compile(r"(?<!\w)(?:و)?(?P<word>غداة|عشية|يوم|ليلة|مساء|صباح|صبيحة)(?= \w)"),
    "en": re.compile(r"\b(?P<word>the eve of|the (?:day|night|morning|afternoon|evening) of)(?= \w)"),
    "fa": re.compile(r"(?<!\w)(?P<word>فردای|(?:روز|شب) (?:پس|بعد) از|(?:روز|شب) (?:پیش|قبل) از|روز|شب|شامگاه)(?= \w)"),
    "tr": re.compile(r"(?<!\w)(?P<word>(?:gün|gece|akşam|sabah)(?:s?[ıiuü](?:n[dt][ae])?))(?!\w)"),
}
_DAYS = {"غداة": 1, "عشية": -1, "the eve of": -1, "فردای": 1}
_FROM = (("پس از", 1), ("بعد از", 1), ("پیش از", -1), ("قبل از", -1))
"""Words that tell a day by a deed: 'on the eve of', 'the day of', 'فردای'."""
_BESIDE = 6
"""Characters between 'the day of' and its deed."""
_NEWS = 400
"""Characters before 'the decision comes two days after' within which the news was told."""


NOBODY = -1
"""For a main deed that the article does not tell: the words still tell no day of the anchor."""


@dataclass(frozen=True, slots=True)
class Connection:
    """The deed ``main`` happened ``expression`` away from the deed ``anchor`` (indexes of what was asked about)."""

    main: int
    anchor: int
    expression: TimeExpression

    def inverted(self) -> TimeExpression:
        """Return the expression seen from the main deed."""
        form = self.expression.form
        if isinstance(form, Shift):
            return replace(self.expression, form=replace(form, count=None if form.count is None else -form.count))
        assert isinstance(form, Window)
        return replace(self.expression, form=replace(form, direction=-(form.direction or 1)))


def connections(triggers: Sequence[Span], expressions: Sequence[TimeExpression], text: str, language: str) -> list[Connection]:
    """Return the connections between triggers, each of them in at most one."""
    order = sorted((span, index) for index, span in enumerate(triggers))
    out: list[Connection] = []
    taken: set[int] = set()
    for expression in sorted([*_connecting(expressions, text, language), *_morrow(text, language)], key=lambda e: e.span):
        near = _BESIDE if expression.shape.endswith("morrow") and not expression.form.count else _NEAR
        pair = _turkish(expression.span, order, text) if language == "tr" else _behind(expression.span, order, text, language, near)
        if pair and pair[0] is None:
            pair = (_news(expression.span, pair[1], order, text, language), pair[1])
        if pair and pair[0] != pair[1] and not taken & set(pair):
            taken |= {i for i in pair if i != NOBODY}
            out.append(Connection(*pair, expression))
    return out


def _connecting(expressions: Sequence[TimeExpression], text: str, language: str) -> Iterator[TimeExpression]:
    for expression in expressions:
        if not isinstance(expression.form, Shift | Window) or expression.form.anchor != "previous":
            continue
        words = expression.span.of(text)
        if language == "tr" or words.endswith(_ENDS.get(language, ())):
            yield expression
        elif language == "ar" and (joint := _FOLLOWS.match(text, expression.span.end)):
            yield replace(expression, span=Span(expression.span.start, joint.end()))


def _morrow(text: str, language: str) -> Iterator[TimeExpression]:
    """Yield 'on the morrow of' and 'on the eve of', which are no expressions of time without their anchor."""
    for found in _MORROW[language].finditer(text) if language in _MORROW else ():
        word = found["word"]
        count = next((days for ending, days in _FROM if word.endswith(ending)), _DAYS.get(word, 0))
        form = Shift(count=count, unit="day", anchor="previous")
        yield TimeExpression(span=Span(*found.span("word")), text=found["word"], language=language, form=form, shape=f"{language}.morrow")


def _news(span: Span, anchor: int, triggers: Sequence[tuple[Span, int]], text: str, language: str) -> int:
    """Return the deed told before that this sentence says to have 'come' so long after another one.

    That is the last one told by the same noun ('وجاء سقوط القاعدة' of 'سقوط'), else the last one shortly before.
    """
    first = _sentence_start(text, span.start)
    stop = _STOP.search(text, span.end)
    if not _comes(language).search(text, first, stop.start() if stop else len(text)):
        return NOBODY
    told = [(s, i) for s, i in reversed(triggers) if s.end <= first and i != anchor]
    nouns = {_stem(word, language) for word in re.findall(r"\w{4,}", text[first : span.start])}
    named = next((i for s, i in told if _stem(s.of(text), language) in nouns), None)
    return named if named is not None else next((i for s, i in told if first - s.end <= _NEWS), NOBODY)


def _sentence_start(text: str, at: int) -> int:
    return max((m.end() for m in _STOP.finditer(text, 0, at)), default=0)


def _stem(word: str, language: str) -> str:
    """Return the beginning of a word without article, by which a noun is known again."""
    return re.sub(r"^[وف]?(?:ال|لل)", "", fold(word, language))[:4]


@lru_cache(maxsize=4)
def _comes(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?{lexicon.any_of(lexicon.table(language, 'when').get('comes', ()))}(?!\w)")


def _behind(span: Span, triggers: Sequence[tuple[Span, int]], text: str, language: str, near: int) -> tuple[int | None, int] | None:
    """Return (main, anchor) where the anchor follows the words and the main deed stands before them, or after the anchor's clause."""
    anchor = next(((s, i) for s, i in triggers if s.start >= span.end), None)
    if anchor is None or anchor[0].start - span.end > near or re.search(r"[،,]", text[span.end : anchor[0].start]):
        return None
    if _STOP.search(text, span.end, anchor[0].start):
        return None
    before = [(s, i) for s, i in triggers if s.end <= span.start and not _STOP.search(text, s.end, span.start) and i != anchor[1]]
    if before:
        return before[-1][1], anchor[1]
    first = _sentence_start(text, span.start)
    if _comes(language).search(text, first, span.start):
        return None, anchor[1]
    after = next(((s, i) for s, i in triggers if s.start > anchor[0].end and i != anchor[1]), None)
    return (after[1] if after and not _STOP.search(text, anchor[0].end, after[0].start) else None), anchor[1]


def _turkish(span: Span, triggers: Sequence[tuple[Span, int]], text: str) -> tuple[int | None, int] | None:
    """Return (main, anchor) where the anchor stands in the ablative or genitive before the words and the main deed behind them."""
    words = fold(span.of(text), "tr")
    endings = next((ends for key, ends in _TURKISH.items() if words.endswith(key)), None)
    before = re.search(r"(\w+)\s*$", text[: span.start])
    if endings is None or before is None or not fold(before[1], "tr").endswith(endings):
        return None
    anchor = next((i for s, i in reversed(triggers) if s.start <= before.start(1) < s.end or s.start == before.start(1)), None)
    main = next((i for s, i in triggers if s.start >= span.end and not _STOP.search(text, span.end, s.start)), None)
    return None if anchor is None else (main, anchor)
