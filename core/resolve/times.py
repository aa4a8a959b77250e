"""Find time expressions and say which days they mean.

Takes: text and its language; then an expression and what it counts from. Gives: expressions with span and parsed form;
time values with granularity, basis and reason. Lexicons: resources/lexicons/<code>/time.toml and numbers.toml.
Known limits: no clock times, no recurring times ('every Friday'), no feast days.
"""

import re
from dataclasses import replace
from functools import lru_cache

from core import lexicon
from core.model import Evidence, Span, TimeValue
from core.resolve.time_build import BUILDERS
from core.resolve.time_forms import Between, Calendar, Form, TimeExpression, Vague
from core.resolve.time_hit import Hit
from core.resolve.time_lexer import Atom, Lexer
from core.resolve.time_rules import RANGES, SHAPES, SINCE, UNTIL
from core.resolve.time_values import Anchor, Resolver
from core.textnorm import fold

__all__ = ["Anchor", "TimeExpression", "find_times", "resolve_time"]

_TAIL = "',"
_HEAD = ",ri"
_CORE = re.compile(r"[MWJHDGqOPKvYZQ%+]|[dwmyhe]|n'")
_GOES_ON = {
    "fa": (re.compile(r"(?<!\w)از\s+$"), re.compile(r"ادامه (?:دارد|داشته|یافته)|جریان دارد")),
    "tr": (re.compile(""), re.compile(r"^\S*\s+(?:başlayan|başlatılan|patlak veren)\s+(?:\w+\s+){0,2}\w+[dt][ae]n\s+(?:bu yana|beri)")),
}
"""What stands before and behind a beginning where the deed is told to go on; Arabic and English say 'since'."""
_GOES_ON_REACH = 80
_COMPARED = 40
"""Characters around 'since …' within which a superlative compares."""
_NEVER_FIRST = frozenset("x,./-()\n$'c=~gutk\"")


@lru_cache(maxsize=8)
def _shapes(language: str) -> tuple[tuple[str, re.Pattern, str], ...]:
    """Compile the shapes of a language once."""
    return tuple((name, re.compile(pattern), builder) for name, pattern, builder in SHAPES[language])


class _Found:
    """A base expression over the atoms [first, last), before ranges are joined."""

    __slots__ = ("daypart", "first", "form", "last", "shape")

    def __init__(self, first: int, last: int, form: Form, shape: str, daypart: str | None) -> None:
        self.first, self.last, self.form, self.shape, self.daypart = first, last, form, shape, daypart


def find_times(text: str, language: str) -> list[TimeExpression]:
    """Return the time expressions of a text in order, longest first where they compete, never overlapping."""
    return list(_times(text, language)) if language in SHAPES and text else []


@lru_cache(maxsize=4)
def _times(text: str, language: str) -> tuple[TimeExpression, ...]:
    """Read a text once: the rules and the resolver both ask for the times of an article."""
    atoms = Lexer(text, language).read()
    letters = "".join(a.letter for a in atoms)
    if not _CORE.search(letters):
        return ()
    found = _bases(atoms, letters, text, language)
    found = _ranges(_same_day_twice(found, letters), letters, language)
    every = (_expression(f, atoms, letters, text, language) for f in found)
    return tuple(_ongoing(e, text) for e in every if not _compares(e, text))


def _bases(atoms: list[Atom], letters: str, text: str, language: str) -> list[_Found]:
    """Find the expressions that stand on their own, left to right."""
    found, at = [], 0
    shapes = _shapes(language)
    while at < len(letters):
        best = None if letters[at] in _NEVER_FIRST and not _since_count(letters, at) else _best(shapes, atoms, letters, text, language, at)
        if best is None:
            at += 1
        else:
            found.append(best)
            at = best.last
    return found


def _since_count(letters: str, at: int) -> bool:
    """Tell whether 'since' starts a span of units ('منذ يومين') and not a date."""
    return letters[at] == "g" and bool(re.match(r"g(?:[l5]f?)?A?[ns]?[dwmyhe]", letters[at : at + 6]))


def _best(shapes: tuple, atoms: list[Atom], letters: str, text: str, language: str, at: int) -> _Found | None:
    """Return the longest shape at this place that makes a form."""
    fits = [(m, name, build) for name, pattern, build in shapes if (m := pattern.match(letters, at)) and m.end() > at]
    fits.sort(key=lambda fit: -fit[0].end())
    for match, name, build in fits:
        hit = Hit(match, atoms, text, language)
        form = BUILDERS[build](hit)
        if form is not None:
            first = at + 1 if "event" in match.re.groupindex and match.start("event") >= 0 else at
            part = next((str(a.value) for a in atoms[at : match.end()] if a.letter == "p"), None)
            return _Found(first, match.end(), form, f"{language}.{name}", part)
    return None


def _same_day_twice(found: list[_Found], letters: str) -> list[_Found]:
    """Join a date told in two calendars, '18 شعبان 1444هـ الموافق 10 مارس 2023م'; the Gregorian one counts."""
    out: list[_Found] = []
    for item in found:
        last = out[-1] if out else None
        if last and isinstance(last.form, Calendar) and isinstance(item.form, Calendar) and last.form.calendar != item.form.calendar:
            between = letters[last.last : item.first]
            if re.fullmatch(r",?[=(/-]\s*", between) and last.form.day and item.form.day:
                kept = item.form if item.form.calendar == "gregorian" else last.form
                end = item.last + (1 if "(" in between and letters[item.last : item.last + 1] == ")" else 0)
                out[-1] = _Found(last.first, end, kept, last.shape, last.daypart)
                continue
        out.append(item)
    return out


def _ranges(found: list[_Found], letters: str, language: str) -> list[_Found]:
    """Join 'from … to …' and 'between … and …', then 'since …' and 'until …'."""
    out: list[_Found] = []
    for item in found:
        joined = _join(out[-1], item, letters, language) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(item)
    return [_open_end(item, letters, language) for item in out]


def _join(one: _Found, two: _Found, letters: str, language: str) -> _Found | None:
    """Return the interval of two neighbours if lead, joint and tail letters fit."""
    if isinstance(one.form, Between | Vague) or isinstance(two.form, Between | Vague):
        return None
    middle = letters[one.last : two.first].replace("'", "").replace("i", "").replace("d", "")
    for lead, joint, tail in RANGES[language]:
        led = not lead or letters[one.first - 1 : one.first] == lead
        rest = letters[two.last : two.last + 3].replace("'", "")
        if led and middle == joint and rest.startswith(tail) and (lead or joint or tail):
            if language == "tr" and joint == "" and not _ablative(one, letters):
                continue
            first = one.first - len(lead)
            last = two.last + (letters[two.last : two.last + 2].index(tail[0]) + len(tail) if tail else 0)
            form = Between(start=one.form, end=two.form, anchor=two.form.anchor)
            return _Found(first, last, form, f"{language}.range", None)
    return None


def _ablative(one: _Found, letters: str) -> bool:
    """Tell whether a Turkish start of a range carries its suffix."""
    return letters[one.last - 1] == "'" or letters[one.last : one.last + 1] == "'"


def _open_end(item: _Found, letters: str, language: str) -> _Found:
    """Widen to 'since X' or 'until X' where the particle stands beside it."""
    if isinstance(item.form, Between | Vague):
        return item
    for (lead, tail), since in ((SINCE[language], True), (UNTIL[language], False)):
        skip = 1 if letters[item.last : item.last + 1] == "'" else 0
        led = not lead or (letters[item.first - 1 : item.first] == lead and item.first > 0)
        tailed = not tail or letters[item.last + skip : item.last + skip + 1] == tail
        if led and tailed and not (since and item.shape.endswith(("since.count", "window"))):
            form = Between(start=item.form if since else None, end=None if since else item.form, anchor=item.form.anchor)
            last = item.last + skip + 1 if tail else item.last
            return _Found(item.first - len(lead), last, form, f"{language}.{'since' if since else 'until'}", item.daypart)
    return item


def _expression(item: _Found, atoms: list[Atom], letters: str, text: str, language: str) -> TimeExpression:
    """Cut the span to the words that tell the time."""
    first, last = item.first, item.last
    while last - 1 > first and letters[last - 1] in _TAIL:
        last -= 1
    while first < last - 1 and letters[first] in _HEAD:
        first += 1
    span = Span(atoms[first].start, atoms[last - 1].end)
    return TimeExpression(span, span.of(text), language, item.form, item.shape, item.daypart)


def _ongoing(expression: TimeExpression, text: str) -> TimeExpression:
    """Widen a beginning to what has gone on since: 'از یکشنبه … ادامه دارد', 'pazar günü başlayan gösterilerden bu yana'."""
    if expression.language not in _GOES_ON or isinstance(expression.form, Between | Vague):
        return expression
    lead, tail = _GOES_ON[expression.language]
    behind = re.split(r"[.!?؟؛\n]", text[expression.span.end : expression.span.end + _GOES_ON_REACH])[0]
    if not lead.search(text[max(0, expression.span.start - 10) : expression.span.start]) or not tail.search(behind):
        return expression
    form = Between(start=expression.form, end=None, anchor=expression.form.anchor)
    return replace(expression, form=form, shape=f"{expression.language}.since")


def _compares(expression: TimeExpression, text: str) -> bool:
    """Tell whether 'since …' only says how rare a thing is ('the first visit in twelve years, the worst attack since 2003')."""
    form, shape = expression.form, expression.shape
    since = isinstance(form, Between) and form.start and not form.end and shape.endswith("since")
    if not since and not shape.endswith("since.count"):
        return False
    before = re.split(r"[.!?؟؛:;\n]", text[max(0, expression.span.start - _COMPARED) : expression.span.start])[-1]
    after = re.split(r"[.!?؟؛:;\n]", text[expression.span.end : expression.span.end + _COMPARED])[0]
    around = after if expression.language == "tr" else f"{before} | {after}"
    return bool(_rarity(expression.language).search(fold(around, expression.language)))


@lru_cache(maxsize=4)
def _rarity(language: str) -> re.Pattern:
    """Return the words that say how rare a thing is: 'first', 'worst'."""
    words = sorted((fold(w, language) for w in lexicon.table(language, "time").get("rarity", {}).get("forms", ())), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def resolve_time(expression: TimeExpression, anchor: Anchor) -> TimeValue | None:
    """Return the days an expression means; both ends None where it counts from something unknown."""
    resolver = Resolver(anchor, expression.language)
    days = resolver.days(expression.form)
    form = expression.form
    calendar = form.calendar if isinstance(form, Calendar) else "gregorian"
    reason = f"{expression.shape}: {days.reason if days else _unresolved(form, anchor)}"
    value = TimeValue(
        earliest=days.first.isoformat() if days and days.first else None,
        latest=days.last.isoformat() if days and days.last else None,
        granularity=days.granularity if days else "unknown",
        text=expression.text, span=expression.span, calendar=calendar,
        basis=days.basis if days else _basis(form),
        why=(Evidence("grammar", reason, 1.0 if days else 0.0, expression.span),),
    )  # fmt: skip
    return replace(value, calendar=days.calendar) if days and days.calendar else value


def _basis(form: Form) -> str:
    """Return what an unresolved form would have counted from."""
    return "previous event" if form.anchor == "previous" else form.anchor


def _unresolved(form: Form, anchor: Anchor) -> str:
    """Say in English why nothing was resolved."""
    if isinstance(form, Vague):
        return "the words tell no date"
    if form.anchor == "previous" and anchor.previous is None:
        return "counts from an event whose date is unknown"
    if anchor.published is None:
        return "counts from the publication date, which is unknown"
    return "the date told does not exist or cannot be told apart"
