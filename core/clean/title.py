"""Find the title: what the file's markup says, else the first line that is no furniture."""

import re

from core.clean.dateline import is_dateline
from core.clean.lines import Line
from core.clean.outlet import is_outlet_line
from core.clean.page import Page
from core.clean.published import WEAK
from core.textnorm.fold import fold

MAX_TITLE = 260


def mark_title(lines: list[Line], page: Page, hints: dict[str, tuple[str, str]]) -> str:
    """Label the title's line and return its text; '' if the article has none."""
    hinted, basis = hints.get("title", ("", ""))
    hinted = hinted.strip()
    if hinted:
        line = _matching(lines, hinted)
        if line:
            line.kind, line.why = "title", "the file's own title"
            return line.text
        if basis not in WEAK:
            return hinted
    line = _first_title(lines, page)
    if line is None:
        return hinted
    line.kind, line.why = "title", "first line of its kind"
    return line.text


def _key(text: str) -> str:
    """Return only the letters and figures of a text, folded."""
    return re.sub(r"\W+", "", fold(text))


def _matching(lines: list[Line], hinted: str) -> Line | None:
    """Return the first early line that says the same as the hinted title."""
    key = _key(hinted)
    return next((ln for ln in lines[:40] if ln.kind in {"", "repeat"} and key and _key(ln.text) == key), None)


def _first_title(lines: list[Line], page: Page) -> Line | None:
    """Return the first line that can be a title; a line printed twice at the top is one for certain."""
    candidates = [(i, line) for i, line in enumerate(lines[:12]) if not line.kind]
    early = [_key(line.text) for _, line in candidates]
    for _, line in candidates:
        if early.count(_key(line.text)) > 1 and line.words >= 3 and len(line.text) <= MAX_TITLE and not line.paragraph:
            return line
    for i, line in candidates:
        if is_dateline(line, page):
            continue
        if is_outlet_line(lines, i, page):
            continue
        full_stop = len(line.text) >= 60 and line.sentence and line.text.endswith(".")
        return line if len(line.text) <= MAX_TITLE and not line.paragraph and not full_stop else None
    return None
