"""The lines of a PDF page in reading order.

Takes: an open PDF and a page number. Gives: PdfLine records. Uses the characters and their places as PDFium tells them.
Lines in Arabic script are put into reading order by the characters' places (PDFium misplaces figures, hyphens, vowel marks
and brackets among Arabic words, and some files store letters as drawn). Presentation forms become plain letters.
Limit: what looks the same on paper cannot be told apart: 'Reuters 12' and '12 Reuters' inside an Arabic line.
"""

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_MIRROR = str.maketrans("()[]{}«»", ")(][}{»«")
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«"}
_CLASSES = {"L": "L", "EN": "N", "AN": "N", "CS": ".", "R": "R", "AL": "R"}
_LTR_RUN = re.compile(r"L(?:[LN.o ]*[LN])?|N(?:N|\.(?=N))*(?:L[LN]*)?")  # after Arabic letters, signs and hyphens are no part of a number


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
        hyphen = code in (0x02, 0xFFFE)  # PDFium's signs for a hyphen at a line's end, with no line end after it
        if hyphen:
            code = 0x2D
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetCharBox(textpage, i, *box)
        size = raw.FPDFText_GetFontSize(textpage, i)
        bold = raw.FPDFText_GetFontWeight(textpage, i) >= 600
        rows[-1].append(_Char(chr(code), x.value, max(box[1].value, x.value), y.value, size, bold))
        if hyphen:
            rows.append([])
    return [row for row in rows if row]


def _is_rtl(char: str) -> bool:
    """Tell whether a character is written from right to left."""
    return unicodedata.bidirectional(char[0]) in {"R", "AL"}


def _text(row: list[_Char]) -> str:
    """Return a row's text in reading order, with presentation forms as plain letters."""
    rtl = sum(_is_rtl(c.value) for c in row)
    text = "".join(c.value for c in row)
    if rtl and rtl >= sum(c.value.isalpha() for c in row) * 0.4:
        text = balanced("".join(_by_place(row)))
    if any("\ufb50" <= c <= "\ufefc" for c in text):
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in text)
    return text.replace("\u200e", "").replace("\u200f", "").rstrip()


def _by_place(row: list[_Char]) -> list[str]:
    """Return a row's characters from right to left by place, runs of figures and Latin letters from left to right."""
    clusters = sorted(_clusters(row), key=lambda cluster: -cluster[0].x)
    drawn = clusters[::-1]
    classes = "".join(_class(cluster[0].value) for cluster in drawn)
    pieces: list[list[_Char]] = []
    at = 0
    for match in _LTR_RUN.finditer(classes):
        pieces += drawn[at : match.start()]
        pieces.append([c for cluster in drawn[match.start() : match.end()] for c in cluster])
        at = match.end()
    pieces += drawn[at:]
    return [c.value for piece in reversed(pieces) for c in piece]


def _class(char: str) -> str:
    """Return the one-letter direction class of a character for the pattern of left-to-right runs."""
    return " " if char.isspace() else _CLASSES.get(unicodedata.bidirectional(char[0]), "o")


def _clusters(row: list[_Char]) -> list[list[_Char]]:
    """Group characters: a vowel mark goes to the letter drawn under it, parts of a ligature stay in their order."""
    bases: list[list[_Char]] = []
    marks: list[_Char] = []
    for char in row:
        if unicodedata.combining(char.value):
            marks.append(char)
        elif bases and _is_rtl(char.value) and _is_rtl(bases[-1][-1].value) and abs(char.x - bases[-1][0].x) < 0.01:
            bases[-1].append(char)
        else:
            bases.append([char])
    letters = [base for base in bases if base[0].value.isalpha()]
    for mark in marks:
        middle = (mark.x + mark.right) / 2
        nearest = min(letters, key=lambda b: abs((b[0].x + b[0].right) / 2 - middle), default=None)
        (nearest if nearest is not None else bases[0] if bases else marks).append(mark)
    return bases


def balanced(text: str) -> str:
    """Return a text with its brackets turned round if they then match better."""
    if not any(c in "()[]{}«»" for c in text):
        return text
    turned = text.translate(_MIRROR)
    return turned if _unmatched(turned) < _unmatched(text) else text


def _unmatched(text: str) -> int:
    """Return how many brackets of a text have no partner."""
    stack: list[str] = []
    lost = 0
    for char in text:
        if char in "([{«":
            stack.append(char)
        elif char in _PAIRS:
            if stack and stack[-1] == _PAIRS[char]:
                stack.pop()
            else:
                lost += 1
    return lost + len(stack)
