"""Read a Word document (.docx).

Takes: bytes. Gives: one RawArticle, a line a paragraph; page headers and footers, captions and notes as segments.
Hints from a paragraph in the style 'Title' and from the properties. Sizes inside the archive are bounded.
Limits: old .doc files, tracked deletions (left out) and text drawn as pictures.
"""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core.model import RawArticle
from core.read.archive import member, opened
from core.read.lines import join_lines
from core.read.markup import parse_xml
from core.read.properties import office_hints

_WHAT = "Word document"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = {f"{_W}del", f"{_W}instrText", f"{_W}delText", _FALLBACK, f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", f"{_W}tblPr"}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document as one article."""
    with opened(data, path, _WHAT) as archive:
        lines, title = _lines(archive, path)
        hints = office_hints(archive, path, _WHAT)
    text, segments = join_lines(lines)
    if title:
        hints["title"] = (title, "docx-style")
    return [RawArticle(path=path, sha256=sha256, format="docx", text=text, encoding="utf-8", hints=hints, segments=segments)]


def _lines(archive: zipfile.ZipFile, path: str) -> tuple[list[tuple[str, str]], str]:
    """Return (label, text) of every paragraph of the headers, the document, its notes and the footers; and the title."""
    names = sorted(archive.namelist())
    lines: list[tuple[str, str]] = []
    title = ""
    heads = [n for n in names if n.startswith("word/header") and n.endswith(".xml")]
    tails = [n for n in names if n.startswith(("word/footnotes", "word/endnotes", "word/footer")) and n.endswith(".xml")]
    for name in (*heads, "word/document.xml", *tails):
        furniture = "" if name == "word/document.xml" else "menu"
        for style, text in _paragraphs(_parse(archive, name, path)):
            if style == "title" and not title and not furniture:
                title = text.strip()
            if not furniture or text.strip():
                lines.append((furniture or ("caption" if style == "caption" else ""), text))
    return lines, title


def _parse(archive: zipfile.ZipFile, name: str, path: str) -> Element:
    """Parse one part."""
    return parse_xml(member(archive, name, path, _WHAT), path, _WHAT)


def _paragraphs(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the style and text of every paragraph in document order; a table's row is one line."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}tr":
            cells = (" ".join(text for _, text in _paragraphs_of(cell) if text.strip()) for cell in node.iter(f"{_W}tc"))
            yield "", "\t".join(cells)
        elif node.tag == f"{_W}p":
            style = node.find(f"{_W}pPr/{_W}pStyle")
            name = (style.get(f"{_W}val") or "") if style is not None else ""
            yield {"Title": "title", "Caption": "caption"}.get(name, ""), "".join(_pieces(node))
        elif node.tag not in _NOT_TEXT:
            stack += reversed(node)


def _paragraphs_of(cell: Element) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a table's cell (a table within it is run together)."""
    return (("", "".join(_pieces(p))) for p in cell.iter(f"{_W}p"))


def _pieces(paragraph: Element) -> Iterator[str]:
    """Yield a paragraph's text runs, tabs and line breaks; deleted text and field codes are passed over."""
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _NOT_TEXT:
            continue
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag]
        else:
            if node.tag == f"{_W}p":
                yield "\n"
            stack += reversed(node)
