"""Find the day of publication: markup, then datelines, mails and properties, the names of file and folders; never guessed."""

from datetime import date
from pathlib import PurePosixPath

from core.clean.dates import find_dates, folder_day, path_date, pick_date, to_gregorian
from core.clean.inline import first_head
from core.clean.lines import Line
from core.clean.page import Page
from core.model import RawArticle

WEAK = frozenset({"mail-header", "office-properties", "pdf-properties", "epub-properties"})
"""Bases that a dateline in the text overrules: a mail may be sent, and a document made, days after the article."""
PROPERTIES = WEAK - {"mail-header"}
"""Bases that tell when a file was made, which may be years after the article was written."""
_LINES_LOOKED_AT = 60
_DAYS_AFTER = 45


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
    if day := _inline(lines, page):
        return day, "dateline"
    if stated and (basis not in PROPERTIES or _fits(stated, lines, page)):
        return stated, basis
    return _from_places(raw, page)


def _inline(lines: list[Line], page: Page) -> str | None:
    """Return the day in the inline dateline of the first paragraph, if it is told in full: 'PLACE, July 24, 2021 (AGENCY) -'."""
    head = first_head(lines, page)
    found = pick_date(head.text, page.language) if head else None
    return found.value if found else None


def _fits(made: str, lines: list[Line], page: Page) -> bool:
    """Tell whether the day on which a file was made can be the article's: its text tells no day in full, or one shortly before."""
    told = [date.fromisoformat(found.value) for line in lines[:_LINES_LOOKED_AT] for found in find_dates(line.text, page.language)]
    day = date.fromisoformat(made)
    return not told or any(-2 <= (day - other).days <= _DAYS_AFTER for other in told)


def iso_day(value: str, page: Page) -> str | None:
    """Return the day of a machine-readable or written date."""
    head = value.strip()[:10]
    if len(head) == 10 and head[4] == head[7] == "-" and head.replace("-", "").isdigit():
        found = to_gregorian("gregorian", *map(int, head.split("-")))
        return found.isoformat() if found else None
    picked = pick_date(value, page.language) or pick_date(value, "en")
    return picked.value if picked else None


def _from_places(raw: RawArticle, page: Page) -> tuple[str | None, str | None]:
    """Return the date in the page's address, the file's name or the folders': those inside an archive before the archive's own."""
    address = raw.hints.get("url", ("", ""))[0]
    if address and (day := folder_day(PurePosixPath(_address_path(address)).parts)):
        return day, "url"
    for place in (raw.hints.get("member", ("", ""))[0], raw.path):
        parts = PurePosixPath(place)
        if day := path_date(parts.stem, page.language):
            return day, "file-name"
        if day := folder_day((*parts.parent.parts, parts.stem)):
            return day, "folder-name"
        for folder in reversed(parts.parent.parts):
            if day := path_date(folder, page.language):
                return day, "folder-name"
    return None, None


def _address_path(address: str) -> str:
    """Return the path of an address."""
    return address.split("?", 1)[0].split("#", 1)[0].partition("://")[2].partition("/")[2]
