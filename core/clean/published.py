"""Find the day of publication: markup, then datelines, a mail's date, the names of file and folder; never guessed."""

from pathlib import PurePosixPath

from core.clean.dates import path_date, pick_date, to_gregorian
from core.clean.lines import Line
from core.clean.page import Page
from core.model import RawArticle

WEAK = frozenset({"mail-header", "office-properties", "pdf-properties", "epub-properties"})
"""Bases that a dateline in the text overrules: a mail may be sent, and a document made, days after the article."""


def find_published(lines: list[Line], page: Page, raw: RawArticle) -> tuple[str | None, str | None]:
    """Return the ISO day and its basis, or (None, None)."""
    value, basis = raw.hints.get("published", ("", ""))
    stated = iso_day(value, page) if value else None
    if stated and basis not in WEAK:
        return stated, basis
    later = page.words["update_words"]
    for line in lines:
        if line.kind == "dateline" and (found := pick_date(line.text, page.language, later)):
            return found.value, "dateline"
    if stated:
        return stated, basis
    return _from_path(raw.path)


def iso_day(value: str, page: Page) -> str | None:
    """Return the day of a machine-readable or written date."""
    head = value.strip()[:10]
    if len(head) == 10 and head[4] == head[7] == "-" and head.replace("-", "").isdigit():
        found = to_gregorian("gregorian", *map(int, head.split("-")))
        return found.isoformat() if found else None
    picked = pick_date(value, page.language) or pick_date(value, "en")
    return picked.value if picked else None


def _from_path(path: str) -> tuple[str | None, str | None]:
    """Return the date in the file's name or, failing that, the nearest folder's."""
    parts = PurePosixPath(path)
    if day := path_date(parts.stem):
        return day, "file-name"
    for folder in reversed(parts.parent.parts):
        if day := path_date(folder):
            return day, "folder-name"
    return None, None
