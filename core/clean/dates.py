"""Absolute dates in datelines, file names and page metadata.

Takes: a line and its language. Gives: the full dates written in it (day, month and year), as ISO dates with their spans.
Uses month names of lexicons/<code>/page.toml; Hijri through hijridate, Jalali through persiantools.
Limit: day/month order of an English 04/05/2023 is unknown unless a weekday decides it, and then nothing is returned.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from core.clean.page import Page, load_page
from core.model import Span
from core.textnorm.fold import fold_map

_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date as written: ``value`` is its Gregorian ISO form."""

    value: str
    calendar: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Compiled date shapes of one language and the month each name stands for."""

    named: re.Pattern[str]
    month_first: re.Pattern[str]
    numeric: re.Pattern[str]
    months: dict[str, tuple[str, int]]


_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<s2>[-/.])(?P<m2>\d{1,2})(?P=s2)(?P<y2>\d{4}))(?!\d|[./-]\d)"
)


def _month_table(page: Page) -> dict[str, tuple[str, int]]:
    """Map each folded month name to its calendar and number; Gregorian names win."""
    table: dict[str, tuple[str, int]] = {}
    for key, calendar in (("months", "gregorian"), ("jalali_months", "jalali"), ("hijri_months", "hijri")):
        for name, number in page.months[key]:
            table.setdefault(name, (calendar, number))
    return table


@cache
def _patterns(language: str) -> _Patterns:
    """Build the date shapes of one language from its month names."""
    months = _month_table(load_page(language))
    names = "|".join(re.escape(name) for name in sorted(months, key=lambda n: (-len(n), n)))
    month = rf"(?P<month>{names})(?:\.|\b)(?:\s*[/(]\s*(?:{names})\b\)?)?"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4})(?!\d)"
    gap = r"[\s,،./\-]*"
    return _Patterns(
        named=re.compile(rf"{day}{gap}(?:of\s+|من\s+)?\b{month}{gap}(?:(?:عام|سنه|sene)\s+)?{year}"),
        month_first=re.compile(rf"{month}{gap}{day}\s*[,،]?\s+{year}"),
        numeric=_NUMERIC,
        months=months,
    )


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, or None if there is no such day in the calendar."""
    try:
        if calendar == "jalali":
            from persiantools.jdatetime import JalaliDate

            return JalaliDate(year, month, day).to_gregorian()
        if calendar == "hijri":
            from hijridate import Hijri

            found = Hijri(year, month, day).to_gregorian()
            return date(found.year, found.month, found.day)
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except (ValueError, OverflowError):
        return None


def _calendar_of(year: int, calendar: str, language: str) -> str:
    """Settle the calendar of a numeric year: 13xx and 14xx are Jalali in Persian and Hijri in Arabic."""
    if calendar != "gregorian" or year >= 1900:
        return calendar
    return {"fa": "jalali", "ar": "hijri"}.get(language, calendar)


def _weekday_decides(folded: str, first: date, second: date) -> date | None:
    """Return the reading whose weekday is written in the line, if just one is."""
    hits = [d for d in (first, second) if re.search(rf"\b{_ENGLISH_DAYS[d.weekday()]}", folded)]
    return hits[0] if len(hits) == 1 else None


def _numeric(match: re.Match[str], folded: str, language: str) -> tuple[date | None, str]:
    """Read an all-figures date."""
    g = match.groupdict()
    year, month, day = (int(g["y1"] or g["y2"]), int(g["m1"] or g["m2"]), int(g["d1"] or g["d2"]))
    calendar = _calendar_of(year, "gregorian", language)
    usual = to_gregorian(calendar, year, month, day)
    if g["y1"] or language != "en" or g["s2"] != "/" or day == month:
        return usual, calendar
    american = to_gregorian(calendar, year, day, month)
    if usual and american:
        return _weekday_decides(folded, usual, american), calendar
    return usual or american, calendar


def find_dates(text: str, language: str) -> list[FoundDate]:
    """Return the full dates written in ``text``, in order."""
    folded, source = fold_map(text, language)
    shapes = _patterns(language)
    found: list[FoundDate] = []
    for shape in (shapes.named, shapes.month_first, shapes.numeric):
        for match in shape.finditer(folded):
            if shape is shapes.numeric:
                value, calendar = _numeric(match, folded, language)
            else:
                calendar, month = shapes.months[match["month"]]
                value = to_gregorian(calendar, int(match["year"]), month, int(match["day"]))
            span = Span(source[match.start()], source[match.end() - 1] + 1)
            if value and not any(span.overlaps(other.span) for other in found):
                found.append(FoundDate(value.isoformat(), calendar, span))
    return sorted(found, key=lambda d: d.span)


def pick_date(text: str, language: str, later_words: frozenset[str] = frozenset()) -> FoundDate | None:
    """Return the date of publication in a dateline: Gregorian before others, the first before 'updated'."""
    found = find_dates(text, language)
    if not found:
        return None
    folded, source = fold_map(text, language)
    updates = [source[m.start()] for word in later_words for m in re.finditer(re.escape(word), folded)]
    before = [d for d in found if not any(u < d.span.start for u in updates)] or found
    gregorian = [d for d in before if d.calendar == "gregorian"]
    return (gregorian or before)[0]


_IN_PATH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_OTHER_YEAR = re.compile(r"(?<!\d)(?P<y>1[34]\d\d)(?P<sep>[-_.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])(?P<sep>[-_.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)")
_FOLDER_YEAR = re.compile(r"(?:19|20)\d\d")


def path_date(name: str, language: str = "") -> str | None:
    """Return the day written in a file's or folder's name; the month stands before the day in none of our languages but English."""
    for shape in (_IN_PATH, _OTHER_YEAR, _DAY_FIRST):
        match = shape.search(name)
        if not match:
            continue
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        calendar = _calendar_of(year, "gregorian", language)
        if shape is _DAY_FIRST and day <= 12 and day != month and language not in {"ar", "tr", "fa"}:
            return None
        value = to_gregorian(calendar, year, month, day)
        return value.isoformat() if value else None
    return None


def folder_day(parts: tuple[str, ...]) -> str | None:
    """Return the day that three folders in a row name (2021/07/27), the last such."""
    for i in range(len(parts) - 3, -1, -1):
        year, month, day = parts[i : i + 3]
        if _FOLDER_YEAR.fullmatch(year) and re.fullmatch(r"\d{1,2}", month) and re.fullmatch(r"\d{1,2}", day):
            value = to_gregorian("gregorian", int(year), int(month), int(day))
            return value.isoformat() if value else None
    return None
