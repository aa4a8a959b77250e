"""Resolve a form against an anchor: calendars, missing years, weeks that start on Saturday.

Takes: a form and an Anchor. Gives: first and last day, granularity, basis and a reason, or None.
A missing year is deduced (nearest past, or nearest future for the future tense); a missing day never is.
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.resolve.time_calendar import CUTS, DAY, add_months, month_days, to_gregorian, year_month
from core.resolve.time_forms import Between, Calendar, Form, Period, Shift, Vague, Weekday, Window

WEEK_START = {"ar": 5, "fa": 5, "tr": 0, "en": 0}
_SAME_DAY_HOURS = 6
_NO_DAY = dt.timedelta(days=31)
"""From an event that took longer than this nothing is counted ('two days before' what has gone on for years)."""
_SOLAR_YEARS_BEHIND = 621
_ANNOUNCED, _FAR_AHEAD = 60, 150
"""Days back within which a day and month told with a plan is that of its announcement, unless it is nearer ahead than this."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words count from: the publication date, the days of the event told before, the clause's tense."""

    published: dt.date | None
    previous: tuple[dt.date, dt.date] | None = None
    tense: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, inclusive; either may be unknown in an open interval."""

    first: dt.date | None
    last: dt.date | None
    granularity: str
    basis: str = "absolute"
    reason: str = ""
    calendar: str = ""


class Resolver:
    """Resolves forms of one language against one anchor."""

    def __init__(self, anchor: Anchor, language: str) -> None:
        self.anchor, self.language = anchor, language
        self.future = anchor.tense == "future"

    def days(self, form: Form) -> Days | None:
        """Return the days a form means, or None if they cannot be known."""
        try:
            match form:
                case Calendar():
                    return self._calendar(form)
                case Weekday():
                    return self._weekday(form)
                case Shift():
                    return self._shift(form)
                case Period():
                    return self._period(form)
                case Window():
                    return self._window(form)
                case Between():
                    return self._between(form)
                case Vague():
                    return None
        except (ValueError, OverflowError):
            return None

    # --- calendar dates

    def _calendar(self, form: Calendar) -> Days | None:
        """Resolve a calendar date, deducing the year where it is missing."""
        if form.season:
            return self._season(form)
        if form.either:
            return self._either(form)
        if form.year is not None:
            return self._dated(form, form.year, "absolute", "as written")
        base, basis = self._base(form.anchor)
        if base is None:
            return None
        year, month = year_month(form.calendar, base)
        if form.year_shift is not None:
            return self._dated(form, year + form.year_shift, basis, f"year counted from {base.year}")
        if form.month_shift is not None:
            return self._day_of_month(form, year, month, base, basis)
        return self._nearest(form, base, basis)

    def _base(self, anchor: str) -> tuple[dt.date | None, str]:
        """Return the day to count from, and its name; a missing year may fall back on the event before."""
        if anchor == "previous":
            return (self.anchor.previous[0], "previous event") if self.anchor.previous else (None, "")
        if self.anchor.published:
            return self.anchor.published, "published"
        return (self.anchor.previous[1], "previous event") if self.anchor.previous else (None, "")

    def _dated(self, form: Calendar, year: int, basis: str, reason: str) -> Days:
        """Return the days of a form whose year is known."""
        if form.month and form.day:
            day = to_gregorian(form.calendar, year, form.month, form.day)
            return Days(day, day, "day", basis, reason)
        if form.month:
            first, last = month_days(form.calendar, year, form.month)
        else:
            first, last = month_days(form.calendar, year, 1)[0], month_days(form.calendar, year, 12)[1]
        unit = "month" if form.month else "year"
        if form.part:
            first, last = self._cut(unit, first, last, form.part)
        return Days(first, last, "interval" if form.part else unit, basis, reason)

    def _cut(self, unit: str, first: dt.date, last: dt.date, part: str) -> tuple[dt.date, dt.date]:
        """Take the told part of a unit; 'earlier' and 'later' are cut at the publication date."""
        if part == "first day":
            return first, first
        if part == "last day":
            return last, last
        today = self.anchor.published
        if part in ("early", "later") and today and first <= today <= last:
            return (first, today) if part == "early" else (today, last)
        return CUTS[unit](first, last, part) if unit in CUTS else (first, last)

    def _day_of_month(self, form: Calendar, year: int, month: int, base: dt.date, basis: str) -> Days:
        """Resolve 'the 11th of the same month'."""
        for back in (0, 1):
            index = year * 12 + month - 1 + form.month_shift - back
            days = self._dated(replace(form, month=index % 12 + 1), index // 12, basis, f"month counted from {base.isoformat()}")
            if form.month_shift or form.anchor == "previous" or self.future or days.first <= base:
                return days
        return days

    def _candidates(self, form: Calendar, base: dt.date) -> Iterator[Days]:
        """Yield the readings of the years around the base."""
        year = year_month(form.calendar, base)[0]
        for candidate in range(year - 4 if form.month == 2 and form.day == 29 else year - 2, year + 3):
            try:
                yield self._dated(form, candidate, "", "")
            except ValueError:
                continue

    def _nearest(self, form: Calendar, base: dt.date, basis: str) -> Days | None:
        """Deduce the year: the nearest past, or the nearest future."""
        readings = list(self._candidates(form, base))
        if basis == "previous event" and form.pick is None:
            return self._as_found(min(readings, key=lambda d: abs((d.first - base).days)), basis, "year of the event before")
        if form.weekday is not None and form.day:
            readings = [d for d in readings if d.first.weekday() == form.weekday] or readings
        if form.pick == "this":
            year = year_month(form.calendar, base)[0]
            return self._dated(form, year, basis, "this year")
        if form.pick == "next" or (self.future and form.pick != "last"):
            after = [d for d in readings if (d.first > base if form.pick else d.last >= base)]
            announced = [d for d in readings if form.day and not form.pick and 0 < (base - d.first).days <= _ANNOUNCED]
            if announced and (not after or (after[0].first - base).days > _FAR_AHEAD):
                return self._as_found(announced[-1], basis, "nearest past: the day of the announcement")
            return self._as_found(after[0], basis, "nearest future") if after else None
        before = [d for d in readings if (d.last < base if form.pick else d.first <= base)]
        return self._as_found(before[-1], basis, "nearest past") if before else None

    def _as_found(self, days: Days, basis: str, reason: str) -> Days:
        """Label a reading."""
        return replace(days, basis=basis, reason=reason)

    def _either(self, form: Calendar) -> Days | None:
        """Tell 03/04 from 04/03 by the publication date, or leave it."""
        readings = []
        for month, day in ((form.month, form.day), form.either):
            readings.append(dt.date(form.year, month, day))
        today = self.anchor.published
        near = [d for d in readings if today and abs((today - d).days) <= 20]
        if len(near) == 1:
            return Days(near[0], near[0], "day", "absolute", "order of day and month told by the publication date")
        return None

    def _season(self, form: Calendar) -> Days | None:
        """Resolve 'last summer' and 'the summer of 2014'."""
        if form.year is not None:
            return self._season_of(form.season, form.year, "absolute", "as written")
        base = self.anchor.published
        if base is None:
            return None
        readings = [self._season_of(form.season, base.year + n, "published", f"{form.pick} {form.season}") for n in (-2, -1, 0, 1)]
        if form.pick == "last":
            return [d for d in readings if d.last < base][-1]
        if form.pick == "next" or self.future:
            return next(d for d in readings if (d.first > base if form.pick == "next" else d.last >= base))
        return [d for d in readings if d.first <= base][-1]

    def _season_of(self, season: str, year: int, basis: str, reason: str) -> Days:
        """Return the three months of a season; Persian ones are the quarters of the solar year."""
        if self.language == "fa":
            solar = year if year < 1900 else year - _SOLAR_YEARS_BEHIND
            last = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[season]
            return Days(month_days("jalali", solar, last - 2)[0], month_days("jalali", solar, last)[1], "season", basis, reason, "jalali")
        first = dt.date(year, _SEASONS[season], 1)
        return Days(first, add_months(first, 3) - DAY, "season", basis, reason)

    # --- weekdays

    def _weekday(self, form: Weekday) -> Days | None:
        """Resolve a weekday: the latest on or before the publication date, or the next for the future."""
        base = self._from(form.anchor)
        if base is None:
            return None
        if form.week is not None:
            start = self._week(base[0], form.week)
            day = start + dt.timedelta(days=(form.weekday - WEEK_START[self.language]) % 7)
            return self._night(form, day, f"that day of week {form.week:+d}")
        today = base[0]
        if self._ahead(form):
            ahead = (form.weekday - today.weekday()) % 7
            day = today + dt.timedelta(days=ahead or (7 if form.pick == "next" else 0))
            return self._night(form, day, "nearest such day ahead")
        back = (today.weekday() - form.weekday) % 7 or (0 if form.pick in (None, "this") else 7)
        day = today - dt.timedelta(days=back + (7 if form.pick == "before last" else 0))
        return self._night(form, day, "latest such day on or before")

    def _ahead(self, form: Weekday) -> bool:
        """Tell whether a weekday lies ahead: by its words, else by the tense."""
        if form.pick == "this":
            return self.anchor.tense != "past"
        return form.pick == "next" or (self.future and form.pick is None)

    def _night(self, form: Weekday, day: dt.date, reason: str) -> Days:
        """Return one day, or the two that a night joins."""
        basis = "previous event" if form.anchor == "previous" else "published"
        return Days(day, day + form.nights * DAY, "interval" if form.nights else "day", basis, reason)

    def _from(self, anchor: str) -> tuple[dt.date, dt.date] | None:
        """Return the anchor's first and last day."""
        if anchor == "previous":
            return self.anchor.previous
        return (self.anchor.published, self.anchor.published) if self.anchor.published else None

    def _week(self, day: dt.date, shift: int) -> dt.date:
        """Return the first day of a week, counted from the week of ``day``."""
        start = day - dt.timedelta(days=(day.weekday() - WEEK_START[self.language]) % 7)
        return start + dt.timedelta(weeks=shift)

    # --- counted from an anchor

    def _shift(self, form: Shift) -> Days | None:
        """Resolve 'two days ago' and 'a month later'."""
        base = self._from(form.anchor)
        soon = form.count is None and form.unit in ("hour", "minute")
        if form.anchor == "previous" and self.future and (base is None or soon):
            base = self._from("published")  # what is to come 'within hours' is so from now
        if base is None:
            return None
        basis = "previous event" if form.anchor == "previous" else "published"
        if form.count and basis == "previous event" and base[1] - base[0] > _NO_DAY:
            return None
        if form.unit in ("hour", "minute"):
            return self._hours(form, base, basis)
        if form.count is None:
            return None
        if form.unit == "anniversary":
            day = add_months(base[0], 12 * form.count)
            return Days(day, day, "day", basis, f"{form.count:+d} year to the day")
        reason = f"{form.count:+d} {form.unit}"
        if form.unit == "day":
            return self._days_away(base, form.count, basis, reason)
        if form.unit == "week":
            middle = base[0] + dt.timedelta(weeks=form.count)
            return Days(middle - 3 * DAY, middle + 3 * DAY, "week", basis, reason)
        whole = self._unit(form.unit, base[0], form.count)
        return Days(*whole, form.unit, basis, reason) if whole else None

    def _days_away(self, base: tuple[dt.date, dt.date], count: int, basis: str, reason: str) -> Days:
        """Return the base moved by whole days."""
        step = dt.timedelta(days=count)
        return Days(base[0] + step, base[1] + step, "day" if base[0] == base[1] else "interval", basis, reason)

    def _hours(self, form: Shift, base: tuple[dt.date, dt.date], basis: str) -> Days | None:
        """Resolve 'an hour later' (the same day), '48 hours later' (two days), '30 hours later' (one or two)."""
        if form.count is None:
            return self._days_away(base, 0, basis, "some hours from it") if form.anchor == "previous" else None
        hours = form.count / 60 if form.unit == "minute" else form.count
        reason = f"{form.count:+d} {form.unit}"
        if abs(hours) <= _SAME_DAY_HOURS or hours % 24 == 0:
            return self._days_away(base, 0 if abs(hours) <= _SAME_DAY_HOURS else int(hours // 24), basis, reason)
        step = dt.timedelta(days=math.ceil(abs(hours) / 24))
        first, last = (base[0] - step, base[1]) if hours < 0 else (base[0], base[1] + step)
        return Days(first, last, "interval", basis, reason)

    def _period(self, form: Period) -> Days | None:
        """Resolve 'last week', 'the end of this year', 'the weekend'."""
        base = self._from(form.anchor)
        if base is None:
            return None
        basis = "previous event" if form.anchor == "previous" else "published"
        if form.unit == "weekend":
            return self._weekend(base[0], form.shift, basis)
        shift = form.shift or 0
        days = self._unit(form.unit, base[0], shift)
        if days is None:
            return None
        first, last = self._cut(form.unit, days[0], days[1], form.part) if form.part else days
        if form.shift is None and self.anchor.tense == "past" and first > base[0]:
            days = self._unit(form.unit, base[0], -1)
            first, last = self._cut(form.unit, days[0], days[1], form.part)
        granularity = "interval" if form.part and first != last else "day" if first == last else form.unit
        calendar = "jalali" if self.language == "fa" and form.unit in ("month", "year") else ""
        return Days(first, last, granularity, basis, f"{form.unit} {shift:+d}", calendar)

    def _unit(self, unit: str, base: dt.date, shift: int) -> tuple[dt.date, dt.date] | None:
        """Return a calendar unit; Persian months and years are solar."""
        calendar = "jalali" if self.language == "fa" else "gregorian"
        year, month = year_month(calendar, base)
        if unit == "day":
            return base + shift * DAY, base + shift * DAY
        if unit == "week":
            start = self._week(base, shift)
            return start, start + 6 * DAY
        if unit == "month":
            index = year * 12 + month - 1 + shift
            return month_days(calendar, index // 12, index % 12 + 1)
        if unit == "year":
            return month_days(calendar, year + shift, 1)[0], month_days(calendar, year + shift, 12)[1]
        return None

    def _weekend(self, base: dt.date, shift: int | None, basis: str) -> Days:
        """Return Saturday and Sunday (Friday and Saturday in Arabic, Thursday and Friday in Persian)."""
        first = {"ar": 4, "fa": 3}.get(self.language, 5)
        back = (base.weekday() - first) % 7
        start = base - dt.timedelta(days=back)
        if shift == -1 and back < 2:
            start -= dt.timedelta(days=7)
        if shift == 1 or (self.future and back > 1):
            start += dt.timedelta(days=7)
        return Days(start, start + DAY, "interval", basis, "weekend")

    def _window(self, form: Window) -> Days | None:
        """Resolve 'the last two weeks' and 'within 48 hours'."""
        base = self._from(form.anchor)
        if base is None or form.count is None:
            return None
        direction = form.direction or (1 if self.future else -1)
        basis = "previous event" if form.anchor == "previous" else "published"
        reason = f"{direction * form.count:+d} {form.unit}"
        if direction > 0:
            return Days(base[1], self._step(base[1], form.unit, form.count), "interval", basis, reason)
        last = base[0] - DAY if form.anchor == "previous" else base[0]
        return Days(self._step(base[0], form.unit, -form.count), last, "interval", basis, reason)

    def _step(self, day: dt.date, unit: str, count: int) -> dt.date:
        """Return the day ``count`` units away."""
        if unit in ("hour", "minute"):
            return day + dt.timedelta(days=int(math.copysign(math.ceil(abs(count) / (24 if unit == "hour" else 1440)), count)))
        if unit in ("day", "week"):
            return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
        return add_months(day, count * {"month": 1, "year": 12, "decade": 120}.get(unit, 1))

    # --- intervals

    def _between(self, form: Between) -> Days | None:
        """Resolve an interval; an open end is the publication date."""
        start, end = form.start, form.end
        if isinstance(start, Calendar) and isinstance(end, Calendar) and start.year is None and start.year_shift is None:
            start = replace(start, year=end.year, year_shift=end.year_shift, pick=start.pick or end.pick)
        first = self.days(start) if start else None
        last = self.days(end) if end else None
        if start is None:
            return self._until(last)
        if end is None:
            return self._since(first)
        if first is None or last is None or first.first is None or last.last is None:
            return None
        if first.first > last.last:
            first = self.days(replace(start, year=year_month(start.calendar, last.last)[0] - 1)) if isinstance(start, Calendar) else None
            if first is None or first.first > last.last:
                return None
        return Days(first.first, last.last, "interval", last.basis, "from the first day to the last")

    def _since(self, first: Days | None) -> Days | None:
        """End an open interval on the publication date."""
        if first is None or first.first is None:
            return None
        today = self.anchor.published
        if today and first.first > today:
            return Days(first.first, first.last, first.granularity, first.basis, "starts after publication", first.calendar)
        return Days(first.first, today, "interval", first.basis, "until the publication date", first.calendar)

    def _until(self, last: Days | None) -> Days | None:
        """Begin an open interval on the publication date, if the end is still ahead."""
        if last is None:
            return None
        today = self.anchor.published
        if today and last.last > today:
            return Days(today, last.last, "interval", last.basis, "from the publication date", last.calendar)
        return replace(last, reason="told as an end only")
