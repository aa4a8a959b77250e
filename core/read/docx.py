"""Read a Word document (.docx).

Takes: bytes. Gives: one RawArticle, a line a paragraph; page headers and footers, captions and notes as segments.
Uses zipfile and ElementTree from the standard library; sizes inside the archive are bounded and document types refused.
Limits: old .doc files, tracked deletions (left out) and text drawn as pictures.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from core.errors import ReadError
from core.model import RawArticle, Segment, Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_PART = 64 * 1024 * 1024
_NOT_TEXT = {f"{_W}del", f"{_W}instrText", f"{_W}delText", _FALLBACK, f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", f"{_W}tblPr"}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document as one article."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines, title = _lines(archive, path)
    except zipfile.BadZipFile as error:
        raise ReadError(f"{path}: the Word document is damaged, protected by a password, or an old .doc file.") from error
    except (ElementTree.ParseError, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadError(f"{path}: the Word document is damaged ({error}).") from error
    text, segments = _join(lines)
    hints = {"title": (title, "docx-style")} if title else {}
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


def _parse(archive: zipfile.ZipFile, name: str, path: str) -> ElementTree.Element:
    """Parse one part after looking at its size and for a document type (which could hide an entity bomb)."""
    if archive.getinfo(name).file_size > _MAX_PART:
        raise ReadError(f"{path}: a part of the Word document is too large.")
    with archive.open(name) as stream:
        data = stream.read(_MAX_PART + 1)
    if len(data) > _MAX_PART or b"<!DOCTYPE" in data[:4096]:
        raise ReadError(f"{path}: the Word document is not made as Word makes it and is not read.")
    return ElementTree.fromstring(data)


def _paragraphs(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
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


def _paragraphs_of(cell: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a table's cell (a table within it is run together)."""
    return (("", "".join(_pieces(p))) for p in cell.iter(f"{_W}p"))


def _pieces(paragraph: ElementTree.Element) -> Iterator[str]:
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


def _join(lines: list[tuple[str, str]]) -> tuple[str, tuple[Segment, ...]]:
    """Put the paragraphs together, a line each, and note the labelled ones."""
    text = ""
    segments: list[Segment] = []
    for kind, line in lines:
        start = len(text)
        text += line.rstrip() + "\n"
        if kind and line.strip():
            segments.append(Segment(kind, Span(start, len(text) - 1)))
    return text, tuple(segments)
