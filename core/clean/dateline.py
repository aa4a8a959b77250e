"""Tell datelines: the lines with date, place, outlet or author that stand before an article."""

import re

from core.clean.dates import find_dates
from core.clean.lines import Line
from core.clean.page import Page
from core.textnorm.fold import fold

_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?:[:.]\d{2})?")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNED = re.compile(r"\([^()]{3,40}\)\s*[-–—:]?\s*$")
"""A line that ends with who sent the report: 'Athens/Tehran, 28 May 2022 (Some Agency) -'."""


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
