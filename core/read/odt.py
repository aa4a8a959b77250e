"""Read an OpenDocument text (.odt, and the flat .fodt).

Takes: bytes. Gives: one RawArticle, a line a paragraph; page headers and footers, notes and captions as segments; hints
from a paragraph in the style 'Title' and from the properties. Limits: tracked deletions and comments are left out.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core.errors import ReadError
from core.model import RawArticle
from core.read.archive import member, opened
from core.read.lines import join_lines
from core.read.markup import parse_xml
from core.read.properties import Hints, property_hints

_WHAT = "OpenDocument text"
_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _STYLE, _OFFICE, _TABLE, _META = (_NS % name for name in ("text", "style", "office", "table", "meta"))
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_NOT_TEXT = {
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}note", f"{_OFFICE}forms",
    f"{_TEXT}sequence-decls", f"{_TEXT}ruby-text", f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls",
    _NS % "svg-compatible" + "title", _NS % "svg-compatible" + "desc",
}  # fmt: skip
_LABELS = {"Title": "title", **dict.fromkeys(("Caption", "Illustration", "Figure", "Drawing", "Table"), "caption")}
_MOST_SPACES = 40


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document as one article."""
    content, styles, meta = _parts(data, path)
    lines, title = _lines(content, styles)
    text, segments = join_lines(lines)
    hints = _properties(meta) | ({"title": (title, "document-style")} if title else {})
    return [RawArticle(path=path, sha256=sha256, format="odt", text=text, encoding="utf-8", hints=hints, segments=segments)]


def _parts(data: bytes, path: str) -> tuple[Element, Element | None, Element | None]:
    """Return the trees of content, styles and properties; a flat document is all three."""
    if data.lstrip()[:1] == b"<":
        root = parse_xml(data, path, _WHAT)
        return root, root, root
    with opened(data, path, _WHAT) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            raise ReadError(f"{path}: this is not an {_WHAT} (it has no content).")
        content, *rest = (
            parse_xml(member(archive, name, path, _WHAT), path, _WHAT) if name in names else None
            for name in ("content.xml", "styles.xml", "meta.xml")
        )
    return content, *rest


def _lines(content: Element, styles: Element | None) -> tuple[list[tuple[str, str]], str]:
    """Return (label, text) of the page headers, the paragraphs, the notes and the page footers; and the title."""
    parents = {s.get(f"{_STYLE}name"): s.get(f"{_STYLE}parent-style-name") for s in content.iter(f"{_STYLE}style")}
    body = content.find(f".//{_OFFICE}text")
    lines: list[tuple[str, str]] = []
    title = ""
    for style, text in _paragraphs(body if body is not None else content):
        label = _LABELS.get(style, "") or _LABELS.get(parents.get(style) or "", "")
        if label == "title":
            title = title or text.strip()
        lines.append(("caption" if label == "caption" else "", text))
    notes = [("menu", text) for note in content.iter(f"{_TEXT}note-body") for _, text in _paragraphs(note)]
    return [*_furniture(styles, "header"), *lines, *notes, *_furniture(styles, "footer")], title


def _furniture(styles: Element | None, name: str) -> list[tuple[str, str]]:
    """Return the lines of the page headers or footers."""
    found = styles.iter(f"{_STYLE}{name}") if styles is not None else ()
    return [("menu", text) for part in found for _, text in _paragraphs(part) if text.strip()]


def _paragraphs(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the style and text of every paragraph in document order; a table's row is one line."""
    stack = list(reversed(root))
    while stack:
        node = stack.pop()
        if node.tag in _PARAGRAPHS:
            yield node.get(f"{_TEXT}style-name") or "", "".join(_pieces(node)).strip(" ")
        elif node.tag == f"{_TABLE}table-row":
            cells = (" ".join("".join(_pieces(p)).strip() for p in cell.iter(f"{_TEXT}p")) for cell in node if isinstance(cell.tag, str))
            yield "", "\t".join(cells)
        elif node.tag not in _NOT_TEXT:
            stack += reversed(node)


def _inside(node: Element) -> list[Element | str]:
    """Return a node's texts and children in order."""
    out: list[Element | str] = [node.text or ""]
    for child in node:
        out += [child, child.tail or ""]
    return out


def _pieces(paragraph: Element) -> Iterator[str]:
    """Yield a paragraph's text, with the spaces, tabs and line breaks that are elements."""
    stack = list(reversed(_inside(paragraph)))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield re.sub(r"[ \t\r\n]+", " ", node)
        elif node.tag == f"{_TEXT}s":
            count = node.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        elif node.tag == f"{_TEXT}tab":
            yield "\t"
        elif node.tag == f"{_TEXT}line-break":
            yield "\n"
        elif node.tag not in _NOT_TEXT and isinstance(node.tag, str):
            if node.tag in _PARAGRAPHS:
                yield "\n"
            stack += reversed(_inside(node))


def _properties(meta: Element | None) -> Hints:
    """Return what the document's properties say."""
    found = meta.find(f".//{_OFFICE}meta") if meta is not None else None
    if found is None:
        return {}
    author = found.findtext(f"{_META}initial-creator") or found.findtext(f"{_DC}creator")
    day = found.findtext(f"{_META}creation-date") or found.findtext(f"{_DC}date")
    return property_hints(found.findtext(f"{_DC}title"), author, day, "office-properties")
