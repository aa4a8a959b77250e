"""The days that a document tells, in the order of its text: what 'the same day' counts from, and what a draft's words mean.

Takes: a document. Gives: ``Times``, which turns a draft's time mentions into one value. Nothing is invented: words that cannot be
resolved are kept without a value.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.model import Document, Evidence, Mention, Span, TimeValue
from core.resolve.time_forms import Between, Calendar, Form, Shift, Window
from core.resolve.time_lexer import Lexer
from core.resolve.times import Anchor, TimeExpression, find_times, resolve_time

_DAY_REACH = 350
"""Characters (some two sentences) within which 'the same day' takes up a day told before."""
_IN_PASSING = 45
"""Days between a day mentioned in passing and that of the deed told before."""
_LEAD = 700
"""Characters from the beginning of the body within which an undated article tells its day."""
_LONGEST_YEARS = 4
"""An interval beyond this tells nothing of when a deed happened ('in recent decades')."""
_STOP = re.compile(r"[.!?؟\n]\s")
_OF_A_DAY = frozenset("MWJHDGqOPvYZQU%dwmyeKRg")
"""Letters of the grammar beside which a part of a day is that of a day told with it, or a length of time."""


def to_date(value: str | None) -> date | None:
    """Return a date of an ISO day."""
    return date.fromisoformat(value) if value else None


@dataclass(slots=True)
class Times:
    """The time expressions of a document and its anchor."""

    published: date | None
    language: str
    expressions: list[TimeExpression]
    text: str = ""
    lead: date | None = None
    """The day that the beginning of an undated article tells in full: its other dates count from there."""
    told: list[tuple[Span, tuple[date, date]]] = field(default_factory=list)
    """The expressions that tell a day, in the order of the text, and their days."""

    @classmethod
    def of(cls, document: Document) -> "Times":
        """Find the expressions of a document."""
        expressions = find_times(document.text, document.language)
        lead = None if document.published else _told_day(document, expressions)
        return cls(to_date(document.published), document.language, expressions, document.text, lead)

    def value(self, mentions: Sequence[Mention], previous: tuple[date, date] | None, aux: Iterable[str]) -> TimeValue | None:
        """Return the most precise value that the mentions give; words without a value where none resolves.

        ``previous`` are the days of the deed told before; what counts from 'that day' counts from a day told nearer before it.
        """
        tense = "future" if {"future"} & set(aux) else "past"
        spoken = [e for m in mentions for e in self.expressions if e.span.overlaps(m.span)]
        found = [v for e in spoken if (v := self._resolve(self._with_year(e, aux), previous, tense))]
        dated = [v for v in found if v.earliest and v.latest and _days(v) <= 366 * _LONGEST_YEARS]
        if dated:
            best = min(dated, key=_days)
            return replace(best, basis="previous event") if self.lead and best.basis == "published" else best
        if not mentions:
            return None
        words = mentions[0]
        before = self._told_before(words.span.start, previous) or previous
        if before and _part_of_day(words.text, self.language):
            return _same_day(words, before)
        if not found and (year := _bare_year(words, self.language)):
            return year
        return (
            found[0]
            if found
            else TimeValue(earliest=None, latest=None, granularity="unknown", text=words.text, span=words.span, why=words.why)
        )

    def _resolve(self, expression: TimeExpression, previous: tuple[date, date] | None, tense: str) -> TimeValue | None:
        if expression.form.anchor == "previous":
            previous = self._told_before(expression.span.start, previous) or previous
        return resolve_time(expression, Anchor(self.published or self.lead, previous, tense))

    def _with_year(self, expression: TimeExpression, aux: Iterable[str]) -> TimeExpression:
        """Give a month that tells no year that of the date before it in the sentence ('in summer 2013 … when in November').

        'The same year' asks for it; a bare month takes it up unless of a plan; a day of a month only in what is told as past.
        """
        form = expression.form
        if not isinstance(form, Calendar) or form.year is not None or form.pick or form.month_shift is not None or not form.month:
            return expression
        same = form.anchor == "previous" and form.year_shift == 0
        if not same and (form.year_shift is not None or "future" in aux or form.day and "historical" not in aux):
            return expression
        dated = [e for e in self.expressions if e.span.end <= expression.span.start and _tells_year(e.form, whole=same)]
        if not dated or _STOP.search(self.text, dated[-1].span.end, expression.span.start):
            return expression
        before = dated[-1].form
        value = resolve_time(dated[-1], Anchor(None))
        if value is None or not value.earliest or before.calendar != form.calendar:
            return expression
        later = not same and bool(before.month) and form.month < before.month
        return replace(expression, form=replace(form, year=before.year + later, year_shift=None, anchor="absolute"))

    def _told_before(self, start: int, previous: tuple[date, date] | None) -> tuple[date, date] | None:
        """Return the day of the nearest expression that stands shortly before and tells one (an open interval: its first).

        One far from the day of the deed told before, where that is told here too, was mentioned in passing.
        """
        if not self.told and self.expressions:
            self._tell()
        first, last = (bisect(self.told, at, key=lambda t: t[0].start) for at in (start - _DAY_REACH, start))
        days = [day for span, day in self.told[first:last] if span.end <= start]
        if previous in days and abs((days[-1][0] - previous[0]).days) > _IN_PASSING:
            return previous
        return days[-1] if days else None

    def _tell(self) -> None:
        """Resolve every expression in the order of the text, each in the light of the one before it."""
        last: tuple[Span, tuple[date, date]] | None = None
        for expression in sorted(self.expressions, key=lambda e: e.span):
            form = expression.form
            if isinstance(form, Shift | Window) and form.unit != "day":
                continue  # 'less than 48 hours after' counts from a deed
            opens = form.start if isinstance(form, Between) and not form.end else None
            near = last[1] if last and expression.span.start - last[0].start <= _DAY_REACH else None
            anchor = Anchor(self.published or self.lead, near if form.anchor == "previous" else None, "past")
            value = resolve_time(replace(expression, form=opens) if opens else expression, anchor)
            if value and value.earliest and value.granularity == "day" and (days := value.days()):
                last = (expression.span, days)
                self.told.append(last)

    def counted(self, expression: TimeExpression, found: tuple[date, date]) -> TimeValue | None:
        """Return the days an expression means when it is counted from these; None where it tells no number."""
        value = resolve_time(expression, Anchor(self.published or self.lead, found, "past"))
        return value if value and value.earliest and value.latest else None


def _tells_year(form: Form, *, whole: bool) -> bool:
    """Tell whether a form names its year, and a month or season of it unless the whole year will do."""
    return isinstance(form, Calendar) and form.year is not None and (whole or bool(form.month or form.season))


def _told_day(document: Document, expressions: Sequence[TimeExpression]) -> date | None:
    """Return the first day with month and year within the first words of the body."""
    first = document.opening()
    for expression in expressions:
        value = resolve_time(expression, Anchor(None)) if first <= expression.span.start < first + _LEAD else None
        if value and value.earliest and value.earliest == value.latest and value.basis == "absolute":
            return to_date(value.earliest)
    return None


def _part_of_day(text: str, language: str) -> bool:
    """Tell whether the words name a part of a day and no day: 'in the evening', 'قبيل منتصف الليل', 'gece yarısına doğru'."""
    letters = {atom.letter for atom in Lexer(text, language).read()}
    return "p" in letters and not letters & _OF_A_DAY


def _bare_year(words: Mention, language: str) -> TimeValue | None:
    """Return the year that the reader took for a time: 'Turkey's 1974 invasion'; the grammar alone would take any such number."""
    atoms = Lexer(words.text, language).read()
    years = [atom for atom in atoms if atom.letter == "Y"]
    if len(years) != 1 or any(atom.letter not in "Yyijc'x" for atom in atoms):
        return None
    year = int(years[0].value)
    calendar = "gregorian" if year >= 1900 else "jalali" if language == "fa" and year < 1430 else "hijri"
    form = Calendar(year=year, calendar=calendar)
    return replace(resolve_time(TimeExpression(words.span, words.text, language, form, f"{language}.year"), Anchor(None)), why=words.why)


def _same_day(words: Mention, previous: tuple[date, date]) -> TimeValue:
    first, last = previous
    why = (Evidence("document", "a part of the day of the event told before", 0.6, words.span),)
    return TimeValue(
        earliest=first.isoformat(), latest=last.isoformat(), granularity="day" if first == last else "interval", text=words.text,
        span=words.span, basis="previous event", why=why,
    )  # fmt: skip


def _days(value: TimeValue) -> int:
    return (date.fromisoformat(value.latest) - date.fromisoformat(value.earliest)).days
