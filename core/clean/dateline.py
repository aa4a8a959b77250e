"""Tell datelines: the lines with date, place, outlet or author that stand before an article."""

import re

from core.clean.dates import find_dates
from core.clean.lines import Line
from core.clean.page import Page
from core.model import Span
from core.textnorm.fold import fold

_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?:[:.]\d{2})?")
_WORD = re.compile(r"[^\W\d_]+")
_DASH = r"\s*[-–—ـ/]{1,2}\s+"
_INLINE = re.compile(
    rf"^(?P<place>[^\n.!?؟():]{{2,60}}?)(?:\s*\((?P<bracketed>[^()\n]{{1,40}})\)\s*[-–—ـ:]{{1,2}}\s+"
    rf"|{_DASH}(?P<dashed>[^\n.!?؟():،,]{{2,30}}?){_DASH}|\s*[-–—ـ/]{{1,2}}\s+)(?=\S)"
)
_SIGNED = re.compile(r"\([^()]{3,40}\)\s*[-–—:]?\s*$")
"""A line that ends with who sent the report: 'Athens/Tehran, 28 May 2022 (Some Agency) -'."""
_PLACE_ONLY = re.compile(r"^[^\W\d_][\w\s'’./،,-]{1,40}$")


def leftover(line: Line, page: Page) -> int:
    """Return how many words of a line are neither date, time, weekday nor dateline vocabulary."""
    chars = list(line.text)
    for found in find_dates(line.text, page.language):
        chars[found.span.start : found.span.end] = " " * (found.span.end - found.span.start)
    folded = _TIME.sub(" ", fold("".join(chars), page.language))
    for phrase in sorted(page.words["date_words"] | page.words["weekdays"], key=lambda w: (-len(w), w)):
        folded = re.sub(rf"(?<![^\W\d_]){re.escape(phrase)}(?![^\W\d_])", " ", folded)
    return len(_WORD.findall(folded))


def is_dateline(line: Line, page: Page) -> bool:
    """Tell whether a line holds a full date and little else."""
    if line.paragraph or len(line.text) > 160 or not find_dates(line.text, page.language):
        return False
    most = 5 if _SIGNED.search(line.text) else 3
    return leftover(line, page) <= max(most, line.words // 3)


def inline_dateline(text: str) -> tuple[Span, str | None] | None:
    """Return the place's span and the agency of a paragraph that begins 'PLACE (AGENCY) - ' or the like, else None."""
    match = _INLINE.match(text[:140])
    if not match:
        return None
    place, agency = _undated(match["place"]), match["bracketed"] or match["dashed"]
    if len(place.split()) > 4 or not _PLACE_ONLY.match(place):
        return None
    if agency and len(agency.split()) > 4:
        return None
    if not match["bracketed"] and (not _shouted(place) or len(place.split()) > 2):
        return None
    start = match.start("place")
    return Span(start, start + len(place)), agency.strip(" «»\"'“”") if agency else None


def inline_head(text: str) -> str:
    """Return what stands before the dash of an inline dateline ('PLACE, July 24, 2021 (AGENCY)'), '' where there is none."""
    match = _INLINE.match(text[:140]) if inline_dateline(text) else None
    return match.group() if match else ""


def _undated(place: str) -> str:
    """Return the place of 'PLACE, July 24, 2021'."""
    return ",".join(part for part in place.split(",") if not re.search(r"\d", part)).strip()


def _shouted(place: str) -> bool:
    """Tell whether a place is set in capitals, or in a script without them."""
    letters = [c for c in place if c.isalpha()]
    return bool(letters) and all(not c.islower() for c in letters)
