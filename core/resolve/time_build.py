"""Build a form from the groups of a matched shape; None where the words turn out not to be a date."""

import re
from collections.abc import Callable
from dataclasses import replace

from core.resolve.time_forms import Between, Calendar, Form, Period, Shift, Vague, Weekday, Window
from core.resolve.time_hit import Hit
from core.textnorm import fold

_CALENDARS = {"M": "gregorian", "W": "gregorian", "J": "jalali", "H": "hijri"}
_YEAR_SHIFT = {"L": -1, "X": 1, "C": 0, "S": 0, "F": 1, "V": -1, "b": -1, "a": 1, "3": -2}
_PICK = {"L": "last", "X": "next", "C": "this", "b": "last", "3": "before last"}
_GREGORIAN_ERA = fold("میلادی", "fa")
_LAST_OF = {"quarter": 4, "half": 2, "week": 5}
_LOCATIVE = re.compile(r"[dt][ae]n?(?:ki)?")
_SHARE = re.compile(r"[sş]?[ae]r")
_DECADE = re.compile(r"l[ıiuü]|l[ae]r(?:[ıi]n?)?(?:[dt][ae]n?|[ae])?")


def _relative_year(hit: Hit) -> tuple[int | None, str]:
    """Return the year's shift and what it counts from."""
    letter = hit.letter("yrel", "yrel2")
    if letter:
        return _YEAR_SHIFT[letter], "previous" if letter in "SFV" else "published"
    word = hit.value("P")
    if word:
        return int(str(word).split()[1]), "published"
    return None, ""


def _calendar_of(hit: Hit, year: int | None) -> str:
    """Return the calendar that the month, or a year alone, belongs to."""
    letter = hit.letter("mon", "mon4")
    if letter:
        return _CALENDARS[letter]
    if year and year < 1900:
        return "jalali" if hit.language == "fa" and year < 1430 else "hijri"
    return "gregorian"


def date(hit: Hit) -> Form | None:
    """Build a calendar date from whatever fields were told."""
    day, month, year = hit.value("day"), hit.value("mon", "mon4"), hit.value("year")
    if (day is not None and not 1 <= int(day) <= 31) or _SHARE.fullmatch(str(hit.value("must"))):
        return None
    calendar = _calendar_of(hit, year)
    if year and calendar == "gregorian" and year < 1900:
        calendar, year = ("jalali" if hit.language == "fa" else "hijri"), year
        if hit.letter("mon") in ("M", "W"):
            return None
    shift, of = _relative_year(hit)
    month_letter = hit.letter("mrel", "mrel2")
    month_shift = _YEAR_SHIFT[month_letter] if month_letter else None
    if month is None and day is not None and month_shift is None:
        month_shift = 0
    anchor = of or ("previous" if month_letter and month_letter in "SFV" else "published" if month_shift is not None else "")
    return Calendar(
        year=year, month=month, day=day, calendar=calendar, weekday=hit.value("wd"), part=hit.value("part"),
        pick=_PICK.get(hit.letter("pick")), year_shift=shift, month_shift=month_shift,
        anchor=anchor or ("absolute" if year else "published"),
    )  # fmt: skip


def days(hit: Hit) -> Form | None:
    """Build '3 to 5 May'."""
    last = date(hit)
    if not isinstance(last, Calendar) or last.day is None:
        return None
    first, end = int(hit.value("day")), int(hit.value("day2"))
    if not 1 <= first < end <= 31:
        return None
    fields = {f: getattr(last, f) for f in ("year", "month", "calendar", "pick", "year_shift", "anchor")}
    return Between(start=Calendar(day=first, **fields), end=Calendar(day=end, **fields), anchor=last.anchor)


def fraction(hit: Hit) -> Form | None:
    """Build 'the first quarter of 2023', 'the second half of last year', 'the second week of March'."""
    kind = "half" if hit.letter("frac") == "I" else str(hit.value("frac"))
    number = _LAST_OF[kind] if hit.letter("ord") == "L" else int(hit.value("ord"))
    if not 1 <= number <= _LAST_OF[kind]:
        return None
    part = f"{kind} {number}"
    if kind == "quarter" and hit.letter("mon"):
        return None
    if hit.value("year") or hit.letter("mon", "mon4"):
        form = date(hit)
        return replace(form, part=part) if isinstance(form, Calendar) else None
    shift, anchor = _relative_year(hit)
    return Period(unit="year", shift=shift, part=part, anchor=anchor or "published")


def decade(hit: Hit) -> Form | None:
    """Build 'the 1990s'; of the short ones only those that can mean one century."""
    first = int(hit.value("year"))
    if first % 10 or (hit.language == "tr" and not _DECADE.fullmatch(str(hit.value("mark")))):
        return None
    if first < 100:
        first = _century(hit, first) + first
    if first < 100:
        return None
    calendar = _calendar_of(hit, first)
    return Between(start=Calendar(year=first, calendar=calendar), end=Calendar(year=first + 9, calendar=calendar))


def _century(hit: Hit, short: int) -> int:
    """Return the century of a short decade, 0 if it cannot be told: the Persian ones need their calendar's name."""
    if hit.language != "fa":
        return 1900 if short >= 30 else 0
    era = hit.atom("era")
    return 0 if era is None else 1900 if era.word == _GREGORIAN_ERA else 1300


def years(hit: Hit) -> Form | None:
    """Build '2011-2019'."""
    first, last = int(hit.value("year")), int(hit.value("year2"))
    if not first < last:
        return None
    calendar = _calendar_of(hit, first)
    return Between(start=Calendar(year=first, calendar=calendar), end=Calendar(year=last, calendar=calendar))


def numeric(hit: Hit) -> Form | None:
    """Build a date from figures: year first when it has four digits, else day first (English: told apart later)."""
    parts = hit.value("num")
    year_first = len(parts[0]) == 4
    numbers = [int(p) for p in (parts if year_first else reversed(parts))]
    year, month, day = numbers
    if not year_first and len(parts[2]) == 2:
        year += 2000
    either = None
    if hit.language == "en" and not year_first and "/" in hit.text[hit.atom("num").start : hit.atom("num").end]:
        if month <= 12 and day <= 12 and month != day:
            either = (day, month)
        elif month > 12:
            month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        if hit.language != "en" and 1 <= day <= 12 < month <= 31:
            month, day = day, month
        else:
            return None
    calendar = "gregorian" if year >= 1900 else "jalali" if hit.language == "fa" and year < 1430 else "hijri"
    if year < 1300:
        return None
    return Calendar(year=year, month=month, day=day, calendar=calendar, weekday=hit.value("wd"), either=either)


def period(hit: Hit) -> Form | None:
    """Build 'last week', 'the end of the year', 'the same month'."""
    unit, letter = hit.unit, hit.letter("rel")
    atom = hit.atom("unit")
    if atom.plural:
        return Vague()
    if hit.language == "en" and letter == "L" and hit.atom("rel").word == "past":
        return Window(count=1, unit=unit, direction=-1)
    if hit.language == "tr" and letter == "L" and hit.atom("rel").word == "son":
        return Window(count=1, unit=unit, direction=-1)
    shift = _YEAR_SHIFT[letter] if letter else None
    anchor = "previous" if letter and letter in "SFV" else "published"
    return Period(unit=unit, shift=shift, part=hit.value("part"), anchor=anchor)


def period_word(hit: Hit) -> Form | None:
    """Build a one-word period such as 'پارسال'."""
    unit, shift = str(hit.value("P")).split()
    return Period(unit=unit, shift=int(shift), part=hit.value("part"))


def during_unit(hit: Hit) -> Form | None:
    """Tell 'during the year' (this year) from 'within a year' (a window)."""
    atom = hit.atom("unit")
    if atom.plural:
        return Vague()
    if atom.word.startswith("ال"):
        return Period(unit=hit.unit, shift=0)
    return None if hit.value("during") == "throughout" else Window(count=1, unit=hit.unit, direction=0)


def edge(hit: Hit) -> Form | None:
    """Build 'the last day of the year'."""
    letter = hit.letter("rel")
    part = "last day" if hit.value("part") == "end" else "first day"
    shift = _YEAR_SHIFT[letter] if letter else None
    return Period(unit=hit.unit, shift=shift, part=part, anchor="previous" if letter in ("S", "V") else "published")


def _count(hit: Hit) -> int | None:
    """Return how many units; a bare singular is one, a bare plural or 'several' unknown."""
    atom = hit.atom("count", "count2")
    if atom is not None and atom.letter == "s":
        return None
    if atom is not None and atom.letter == "n":
        return int(atom.value) if int(atom.value) <= 500 else None
    return None if hit.atom("unit").plural and atom is None else 1


def window(hit: Hit) -> Form | None:
    """Build 'the last two weeks'; without a number only plurals are windows, and vague ones."""
    unit, letter = hit.unit, hit.letter("rel")
    numbered = hit.atom("count", "count2")
    if numbered is None:
        if hit.atom("unit").plural:
            return Vague()
        return None
    if numbered.letter == "s":
        return Vague()
    if numbered.letter != "n":
        return None
    anchor = "previous" if letter == "V" else "published"
    return Window(count=int(numbered.value), unit=unit, direction=1 if letter == "X" else -1, anchor=anchor)


def open_window(hit: Hit) -> Form | None:
    """Build 'within 48 hours', forward or back by tense; 'for three days' is a duration and no date."""
    if hit.value("during") == "throughout" or (hit.language == "en" and hit.atom("during").word != "within"):
        return None
    count = _count(hit)
    if count is None and hit.unit in ("hour", "minute"):
        return Shift(count=None, unit=hit.unit, anchor="previous")  # a few hours stay within the day of what was told before
    if count is None or hit.letter("limit") == "5":
        return Vague()
    if hit.letter("of"):
        return Window(count=count, unit=hit.unit, direction=1, anchor="previous")
    return Window(count=count, unit=hit.unit, direction=0)


def within_hours(hit: Hit) -> Form | None:
    """Build 'within hours', on the day of what was told before."""
    return Shift(count=None, unit=hit.unit, anchor="previous") if hit.atom("unit").plural and hit.value("during") == "during" else None


def since_count(hit: Hit) -> Form | None:
    """Build 'for two days now'."""
    count = None if hit.letter("limit") == "5" else _count(hit)
    return Vague() if count is None else Window(count=count, unit=hit.unit, direction=-1)


def _bare_article(hit: Hit) -> bool:
    """Tell 'before the week' from 'a week ago': without a number the Arabic article makes it a point, not a distance."""
    return hit.language == "ar" and hit.atom("count") is None and hit.atom("unit").word.startswith("ال")


def _bare_turkish(hit: Hit) -> bool:
    """Tell 'günden sonra' from 'saatler sonra': without a number only a plural is a distance."""
    return hit.language == "tr" and hit.atom("count") is None and not hit.atom("unit").plural


def ago(hit: Hit) -> Form | None:
    """Build 'two days ago', and 'two days before that'; 'more than a month ago' tells no date."""
    if _bare_article(hit) or _bare_turkish(hit):
        return None
    count = None if hit.letter("limit") == "5" else _count(hit)
    told = hit.letter("of") or hit.letter("event")
    if hit.language == "en" and hit.atom("dir").word != "ago":
        told = "before"
    if told and hit.language == "tr" and count and hit.letter("unit") in "yem" and count >= 5:
        told = ""
    anchor = "previous" if told else "published"
    if count is not None and hit.letter("limit") == "l":
        return Window(count=count, unit=hit.unit, direction=-1, anchor=anchor)
    return Shift(count=None if count is None else -count, unit=hit.unit, anchor=anchor)


def later(hit: Hit) -> Form | None:
    """Build 'two days later', 'before that by a day', 'less than 48 hours after'."""
    if _bare_article(hit) or _bare_turkish(hit):
        return None
    count = None if hit.letter("limit") == "5" else _count(hit)
    if count is None:
        return Shift(count=None, unit=hit.unit, anchor="previous")
    if hit.letter("limit") == "l":
        return Window(count=count, unit=hit.unit, direction=1, anchor="previous")
    sign = -1 if hit.letter("dir") == "b" else 1
    return Shift(count=sign * count, unit=hit.unit, anchor="previous")


def anniversary(hit: Hit) -> Form | None:
    """Build 'a year ago today', 'on this day last year'; the year before last has no such words."""
    said = hit.atom("count", "count2")
    today = next((a for a in hit.atoms[hit.match.start() : hit.match.end()] if a.letter == "q"), None)
    if (today is not None and int(today.value) != 0) or (hit.value("P") not in (None, "year -1")):
        return None
    return Shift(count=-int(said.value) if said is not None and said.letter == "n" else -1, unit="anniversary")


def past_window(hit: Hit) -> Form | None:
    """Build 'the last 24 hours' where the word for 'last' is that for 'end'."""
    return Window(count=int(hit.value("count")), unit=hit.unit, direction=-1)


def last_day(hit: Hit) -> Form | None:
    """Build the Persian 'the past day', which is yesterday."""
    return Shift(count=-1, unit="day")


def beside(hit: Hit) -> Form | None:
    """Build the Persian 'the day after' and 'the day before'."""
    return Shift(count=-1 if hit.letter("dir") == "b" else 1, unit="day", anchor="previous")


def deictic(hit: Hit) -> Form | None:
    """Build 'yesterday'."""
    return Shift(count=int(hit.value("q", "q2")), unit="day")


def previous(hit: Hit) -> Form | None:
    """Build 'the next day' and 'the same day'."""
    return Shift(count=int(hit.value("o")), unit="day", anchor="previous")


def weekday(hit: Hit) -> Form | None:
    """Build a weekday, in a told week or the nearest; a night between two days covers both."""
    if hit.language == "tr" and not hit.letter("wd2", "wk") and not _tr_weekday_told(hit):
        return None
    day, second = int(hit.value("wd")), hit.value("wd2")
    if second is not None and int(second) != (day + 1) % 7:
        return None
    letter = hit.letter("wk", "wk2")
    week = _YEAR_SHIFT[letter] if letter else None
    anchor = "previous" if letter and letter in "SFV" else "published"
    return Weekday(weekday=day, pick=_PICK.get(hit.letter("pick")), week=week, nights=int(second is not None), anchor=anchor)


def _tr_weekday_told(hit: Hit) -> bool:
    """Tell a Turkish weekday from a name; alone and capitalised most are names of places and markets too."""
    atom = hit.atom("wd")
    if hit.letter("mark") or hit.letter("dp") or hit.letter("pick") or " " in atom.word:
        return True
    return atom.letter != "G" and (int(atom.value) in (0, 5) or hit.text[atom.start].islower())


def day_of_month(hit: Hit) -> Form | None:
    """Build 'the second of the month'."""
    atom = hit.atom("unit")
    return None if atom.plural or not atom.word.startswith("ال") else date(hit)


def month(hit: Hit) -> Form | None:
    """Build a month; one that stands alone in Turkish needs a year, 'ayı', a part, or lower case with a locative."""
    told = hit.letter("yrel") or hit.letter("year") or hit.letter("part") or "m" in hit.match.group()
    if hit.language == "tr" and not told:
        atom = hit.atom("mon")
        after = hit.atoms[hit.match.end()] if hit.match.end() < len(hit.atoms) else None
        locative = _LOCATIVE.search(atom.word[3:]) and (hit.text[atom.start].islower() or _opens_sentence(hit.text, atom.start))
        apostrophe = after is not None and after.letter == "'" and str(after.value) in ("ta", "te", "da", "de")
        ablative = _LOCATIVE.search(atom.word[3:]) and after is not None and after.letter in "gu"
        if not (locative or apostrophe or ablative):
            return None
    return date(hit)


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a capital is that of the sentence and need not be that of a name."""
    before = text[:start].rstrip("\"'“”«» \t")
    return not before or before[-1] in ".!?:\n"


def year(hit: Hit) -> Form | None:
    """Build a year that stands alone; a Turkish one needs a locative or ablative suffix, or 'until' behind it."""
    until = hit.match.end() < len(hit.atoms) and hit.atoms[hit.match.end()].letter == "u"
    return None if hit.language == "tr" and not until and not _LOCATIVE.fullmatch(str(hit.value("case"))) else date(hit)


def season(hit: Hit) -> Form | None:
    """Build 'last summer', 'the summer of 2014'; a bare season is no date."""
    year, letter = hit.value("year"), hit.letter("rel", "rel2") or ("C" if hit.value("P") == "year 0" else "")
    if year is None and not letter:
        return None
    return Calendar(
        year=year, season=str(hit.value("season", "season2")), pick=_PICK.get(letter), anchor="absolute" if year else "published"
    )


def vague(hit: Hit) -> Form | None:
    """Keep words that tell no date."""
    return Vague()


BUILDERS: dict[str, Callable[[Hit], Form | None]] = {
    f.__name__: f
    for f in (
        date, days, day_of_month, month, year, years, decade, fraction, numeric, period, period_word, during_unit, edge, window,
        open_window, within_hours, since_count, ago, later, anniversary, past_window, last_day, beside, deictic, previous, weekday,
        season, vague,
    )
}  # fmt: skip
