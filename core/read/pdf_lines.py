"""The lines of a PDF page in reading order.

Takes: an open PDF and a page number. Gives: PdfLine records. Uses the characters and their places as PDFium tells them.
A line whose Arabic letters run from left to right in the stream was stored as drawn: it is put into reading order by the
characters' places, which needs no word list. Presentation forms become plain letters.
"""

import ctypes
import itertools
import unicodedata
from dataclasses import dataclass
from typing import Any

_MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line: text, page, baseline, letter height, width as a share of the widest line, whether at the page's edge."""

    text: str
    page: int
    y: float
    height: float
    width: float
    edge: bool
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Char:
    """A character with its origin, right edge and font size."""

    value: str
    x: float
    right: float
    y: float
    size: float
    bold: bool


def page_lines(document: Any, number: int) -> list[PdfLine]:
    """Return a page's lines in the order of the file."""
    page = document[number]
    height = page.get_height()
    textpage = page.get_textpage()
    rows = [row for row in _rows(textpage) if any(not c.value.isspace() for c in row)]
    textpage.close()
    page.close()
    widths = [_right(row) - _left(row) for row in rows]
    widest = max(widths, default=1.0) or 1.0
    return [_line(row, number, height, width / widest) for row, width in zip(rows, widths, strict=True)]


def _line(row: list[_Char], page: int, height: float, width: float) -> PdfLine:
    """Make the record of one row of characters."""
    y = max(set(ys := [round(c.y, 1) for c in row if not c.value.isspace()]), key=ys.count)
    size = max(set(sizes := [round(c.size, 1) for c in row]), key=sizes.count)
    edge = not height * 0.09 < y < height * 0.91
    bold = sum(c.bold for c in row) * 2 > len(row)
    return PdfLine(_text(row), page, y, size or 10.0, width, edge, bold)


def _left(row: list[_Char]) -> float:
    return min(c.x for c in row)


def _right(row: list[_Char]) -> float:
    return max(c.right for c in row)


def _rows(textpage: Any) -> list[list[_Char]]:
    """Return the characters of a page, a list a line."""
    import pypdfium2.raw as raw

    rows: list[list[_Char]] = [[]]
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in (0x0A, 0x0D):
            if rows[-1]:
                rows.append([])
            continue
        if code in (0x02, 0xFFFE):
            code = 0xAD
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetCharBox(textpage, i, *box)
        size = raw.FPDFText_GetFontSize(textpage, i)
        bold = raw.FPDFText_GetFontWeight(textpage, i) >= 600
        rows[-1].append(_Char(chr(code), x.value, max(box[1].value, x.value), y.value, size, bold))
    return [row for row in rows if row]


def _is_rtl(char: str) -> bool:
    """Tell whether a character is written from right to left."""
    return unicodedata.bidirectional(char[0]) in {"R", "AL"}


def _text(row: list[_Char]) -> str:
    """Return a row's text in reading order, with presentation forms as plain letters."""
    ordered = _by_place(row) if _stored_as_drawn(row) else row
    text = "".join(c.value for c in ordered)
    if any("\ufb50" <= c <= "\ufefc" for c in text):
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in text)
    return text.replace("\u200e", "").replace("\u200f", "").rstrip()


def _stored_as_drawn(row: list[_Char]) -> bool:
    """Tell whether neighbouring right-to-left letters of a row mostly advance to the right."""
    pairs = [(a, b) for a, b in itertools.pairwise(row) if _is_rtl(a.value) and _is_rtl(b.value) and a.x != b.x]
    return len(pairs) >= 2 and sum(b.x > a.x for a, b in pairs) * 2 > len(pairs)


def _by_place(row: list[_Char]) -> list[_Char]:
    """Order a row from right to left by place, but runs of figures and Latin letters from left to right."""
    placed = sorted(row, key=lambda c: -c.x)
    out: list[_Char] = []
    run: list[_Char] = []
    for char in placed:
        if _left_to_right(char.value) or (run and char.value in ".,:/-%" and _left_to_right(run[-1].value)):
            run.append(char)
            continue
        out += _released(run)
        run = []
        value = char.value.translate(_MIRROR)
        out.append(_Char(value, char.x, char.right, char.y, char.size, char.bold))
    return out + _released(run)


def _left_to_right(char: str) -> bool:
    """Tell whether a character belongs to a run that goes from left to right."""
    return unicodedata.bidirectional(char) in {"L", "EN", "AN"}


def _released(run: list[_Char]) -> list[_Char]:
    """Return a left-to-right run in its order; punctuation at its drawn left end stays outside."""
    tail: list[_Char] = []
    while run and not _left_to_right(run[-1].value):
        tail.insert(0, run.pop())
    return [*reversed(run), *tail]
