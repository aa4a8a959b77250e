"""Label what stands between the title and the running text: datelines, bylines, captions, credits."""

import re

from core.clean.dateline import is_dateline, leftover
from core.clean.lines import Line
from core.clean.outlet import is_agency, is_outlet_line
from core.clean.page import Page
from core.textnorm.fold import fold

LONGEST_HEADER = 60
_LONGEST_BYLINE = 10
_BETWEEN_NAMES = frozenset(("and", "in", "for", "the", "of", "ve", "&", "/", "-"))
_SLASH = re.compile(r"\s*/\s*")

_CREDIT = re.compile(r"(?:\((?P<paren>[^()]{2,60})\)|(?:\s[-–—/|]\s*|/|©\s*)(?P<tail>[^-–—/|©.]{2,30}))\s*$")


def mark_header(lines: list[Line], page: Page) -> None:
    """Label the lines before the first paragraph, and credited captions anywhere."""
    end = _header_end(lines)
    for i, line in enumerate(lines[:end]):
        if line.kind:
            continue
        if is_dateline(line, page):
            line.mark("dateline", "a date and little else")
        elif line.words <= 6 and re.search(r"\d", line.text) and not leftover(line, page):
            line.mark("dateline", "a time or reading time alone")
        elif is_outlet_line(lines, i, page):
            line.mark("dateline", "the outlet's name")
        elif is_caption(line, page, header=True):
            line.mark("caption", "a picture's credit")
        elif any(x.kind == "title" for x in lines[:i]) and is_byline(line, page):
            line.mark("dateline", "a byline")
    for line in lines[end:]:
        if not line.kind and is_caption(line, page, header=False):
            line.mark("caption", "a picture's credit")
        elif not line.kind and is_dateline(line, page) and leading_date(line):
            line.mark("dateline", "a date and little else")
        elif not line.kind and line.words <= 3 and is_agency(line.text, page):
            line.mark("dateline", "an agency's name alone")
    _mark_image_block(lines[:end])


def is_byline(line: Line, page: Page) -> bool:
    """Tell whether a line under the title names who wrote it: 'By X Y and Z W', 'بقلم …', 'Name Surname / PLACE'."""
    if line.sentence or line.words > _LONGEST_BYLINE or re.search(r"\d", line.text) or line.text.endswith(":"):
        return False
    first, _, rest = line.folded.partition(" ")
    if first in page.words["byline_words"] and rest:
        words = [w for w in line.text.split()[1:] if fold(w, page.language) not in _BETWEEN_NAMES]
        return all(w[0].isupper() or not w[0].islower() for w in words)
    halves = _SLASH.split(line.text)
    return len(halves) == 2 and all(1 <= len(h.split()) <= 3 for h in halves) and halves[1].isupper() != halves[0].isupper()


def leading_date(line: Line) -> bool:
    """Tell whether a late line is short enough to be a lone date."""
    return line.words <= 10 and not line.sentence


def _header_end(lines: list[Line]) -> int:
    """Return the index of the first paragraph of running text, looked for among the first lines."""
    return next((i for i, line in enumerate(lines[:LONGEST_HEADER]) if not line.kind and line.paragraph), min(len(lines), LONGEST_HEADER))


def is_caption(line: Line, page: Page, *, header: bool) -> bool:
    """Tell whether a line ends in a picture credit; in the header any bracketed source will do."""
    if len(line.text) > 240 or (line.words < 3 and header is False) or line.sentence:
        return False
    match = _CREDIT.search(line.folded)
    if not match:
        return False
    credit = match["paren"] or match["tail"] or ""
    words = re.findall(r"[\w.']+(?: [\w.']+)*", credit)
    tokens = {t for w in words for t in (w, *w.split())}
    if tokens & page.words["photo_words"] or "©" in line.text:
        return True
    if line.paragraph:
        return False
    known = any(t in page.words["agencies"] for t in tokens) or any(t in page.words["outlet_words"] for t in credit.split())
    if match["paren"]:
        return known or (header and len(credit.split()) <= 4 and line.words >= 4)
    return known and header


def _mark_image_block(lines: list[Line]) -> None:
    """Label unpunctuated lines that stand in one block with a caption or follow a date before the text."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    for block in blocks:
        caption = any(line.kind == "caption" for line in block)
        for i, line in enumerate(block):
            if line.kind or line.sentence or line.loose:
                continue
            after_date = any(x.kind == "dateline" for x in block[:i]) and len(lines) > 1 and block[-1] is line
            credited = i < _last(block) or any(x.kind == "caption" and x.words <= 3 for x in block[:i])
            if (caption and credited and not any(x.kind == "title" for x in block)) or (after_date and line.words <= 20):
                line.mark("caption", "in one block with a picture's credit or date")


def _last(block: list[Line]) -> int:
    """Return the index of a block's last labelled line."""
    return max((i for i, line in enumerate(block) if line.kind), default=-1)
