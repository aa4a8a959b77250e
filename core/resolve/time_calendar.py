"""Calendars for the time grammar: Gregorian, Hijri and solar Hijri months, and the parts of a month, year or week."""

import datetime as dt

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

DAY = dt.timedelta(days=1)


def month_days(calendar: str, year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return the first and last Gregorian day of a month of any calendar."""
    if calendar == "gregorian":
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return dt.date(year, month, 1), following - DAY
    first = to_gregorian(calendar, year, month, 1)
    following = to_gregorian(calendar, year + month // 12, month % 12 + 1, 1)
    return first, following - DAY


def to_gregorian(calendar: str, year: int, month: int, day: int) -> dt.date:
    """Convert a calendar date; ValueError if there is no such day."""
    if calendar == "jalali":
        return JalaliDate(year, month, day).to_gregorian()
    if calendar == "hijri":
        try:
            return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
        except OverflowError as error:
            raise ValueError(str(error)) from error
    return dt.date(year, month, day)


def year_month(calendar: str, date: dt.date) -> tuple[int, int]:
    """Return a day's year and month in a calendar."""
    if calendar == "jalali":
        jalali = JalaliDate(date)
        return jalali.year, jalali.month
    if calendar == "hijri":
        hijri = Gregorian.fromdate(date).to_hijri()
        return hijri.year, hijri.month
    return date.year, date.month


def add_months(date: dt.date, count: int) -> dt.date:
    """Shift by calendar months, clipped to the month's last day."""
    index = date.year * 12 + date.month - 1 + count
    first, last = month_days("gregorian", index // 12, index % 12 + 1)
    return min(first.replace(day=1) + dt.timedelta(days=date.day - 1), last)


def _part_of_month(first: dt.date, last: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """Cut a month into 1st-10th, 11th-20th and the rest, halves at the 16th, or weeks of seven days from the 1st; the fifth is its last."""
    if part.startswith("week "):
        number = int(part[5:])
        start = last - 6 * DAY if number == 5 else first + (number - 1) * 7 * DAY
        return start, start + 6 * DAY
    ten, twenty = first + 9 * DAY, first + 19 * DAY
    half = first + 15 * DAY
    cuts = {
        "half 1": (first, half - DAY),
        "half 2": (half, last),
        "start": (first, ten),
        "mid": (ten + DAY, twenty),
        "end": (twenty + DAY, last),
    }
    return cuts.get(part, (first, last))


def _part_of_year(first: dt.date, last: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """Cut a year: its first and last quarter, its middle third, a told quarter or half; one that begins in March is solar."""
    calendar = "jalali" if first.month == 3 else "gregorian"
    year = year_month(calendar, first)[0]
    kind, _, number = part.partition(" ")
    size = {"quarter": 3, "half": 6}.get(kind)
    last_month = size * int(number) if size else 0
    months = (last_month - size + 1, last_month) if size else {"start": (1, 3), "mid": (5, 8), "end": (10, 12)}.get(part)
    if first.month not in (1, 3) or months is None:
        return first, last
    return month_days(calendar, year, months[0])[0], month_days(calendar, year, months[1])[1]


def _part_of_week(first: dt.date, last: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """Cut a week: two days, two days, three days."""
    cuts = {"start": (first, first + DAY), "mid": (first + 2 * DAY, first + 3 * DAY), "end": (first + 4 * DAY, last)}
    return cuts.get(part, (first, last))


CUTS = {"month": _part_of_month, "year": _part_of_year, "week": _part_of_week}
