"""Read an e-book (.epub), such as a magazine: every chapter that has a text is an article.

Takes: bytes. Gives: one RawArticle a chapter in reading order; hints from the chapter's markup and the book's properties.
Limits: books that are copy-protected, and the table of contents, are not read.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from core.errors import ReadError
from core.model import RawArticle
from core.read import html
from core.read.archive import member, opened
from core.read.markup import local_name, parse_xml, with_plain_entities

_WHAT = "e-book"
_SHORTEST = 80
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")

Hints = dict[str, tuple[str, str]]


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the chapters of the book."""
    with opened(data, path, _WHAT) as archive:
        name = _package_name(archive, path)
        package = _parse(archive, name, path)
        hints = _properties(package)
        chapters = [(part, member(archive, part, path, _WHAT)) for part in _chapters(package, name, set(archive.namelist()))]
    found: list[RawArticle] = []
    for name, content in chapters:
        (page,) = html.read(content, f"{path} › {name}", sha256)
        if len(page.text.strip()) >= _SHORTEST or len(chapters) == 1:
            found.append(replace(page, path=path, part=len(found), format="epub", hints=hints | _own(page.hints)))
    if not found:
        raise ReadError(f"{path}: the {_WHAT} has no chapter with a text.")
    return found


def _parse(archive: zipfile.ZipFile, name: str, path: str) -> Element:
    """Parse one of the book's own files."""
    return parse_xml(with_plain_entities(member(archive, name, path, _WHAT)), path, _WHAT, doctype=True)


def _package_name(archive: zipfile.ZipFile, path: str) -> str:
    """Return the name of the file that lists the book's parts."""
    names = archive.namelist()
    if "META-INF/container.xml" in names:
        root = _parse(archive, "META-INF/container.xml", path)
        found = next((node.get("full-path") for node in root.iter() if local_name(node) == "rootfile"), None)
        if found in names:
            return found
    found = next((name for name in names if name.endswith(".opf")), None)
    if found is None:
        raise ReadError(f"{path}: this is not an {_WHAT} (it has no list of parts).")
    return found


def _chapters(package: Element, package_name: str, names: set[str]) -> Iterator[str]:
    """Yield the names of the chapters in reading order, without the table of contents."""
    base = posixpath.dirname(package_name)
    items = {node.get("id"): node for node in package.iter() if local_name(node) == "item"}
    for reference in (node for node in package.iter() if local_name(node) == "itemref"):
        item = items.pop(reference.get("idref"), None)
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(base, unquote(item.get("href") or "")))
        if name in names:
            yield name


def _properties(package: Element) -> Hints:
    """Return what the book says of itself; its publisher or title is the outlet of its chapters."""
    values: dict[str, str] = {}
    for node in package.iter():
        text = " ".join((node.text or "").split())
        if text and node.tag.startswith("{http://purl.org/dc/elements/1.1/}"):
            values.setdefault(local_name(node), text)
    fields = {"outlet": values.get("publisher") or values.get("title"), "published": values.get("date"), "author": values.get("creator"),
              "language": values.get("language")}  # fmt: skip
    return {field: (value, "epub-properties") for field, value in fields.items() if value}


def _own(hints: Hints) -> Hints:
    """Return a chapter's own hints; its <title> is often the book's and is no outlet."""
    return {field: hint for field, hint in hints.items() if not (field == "outlet" and hint[1] == "html-title")}
