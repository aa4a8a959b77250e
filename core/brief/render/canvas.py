"""The canvas: our fonts, glyph runs, links, and pages that know how many there are."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from core.brief import fonts
from core.brief.fonts import Face
from core.brief.render.palette import tone_color
from core.brief.render.pdffont import PdfFont
from core.brief.shaping import Glyph, Line, Segment

rl_config.useA85 = 0  # plain binary streams: a fifth smaller, and no slow text encoding


class BriefCanvas(Canvas):
    """A reportlab canvas that draws shaped lines; ``furnish`` is called on each page with (canvas, page, pages)."""

    def __init__(self, file: BinaryIO, furnish: Callable[["BriefCanvas", int, int], None], **options: object) -> None:
        """Open a canvas; ``furnish`` draws header and footer once the number of pages is known."""
        self._faces: dict[Face, PdfFont] = {}
        self._pages: list[dict] = []
        self._furnish = furnish
        super().__init__(file, **options)

    def _make_preamble(self) -> None:
        """Leave out the unembedded Helvetica that reportlab selects at the start of each page."""
        self._preamble = "1 0 0 1 0 0 cm"

    def setFont(self, *_: object, **__: object) -> None:
        """Ignore the Helvetica that tables select: all text is drawn by ``draw_line`` in embedded faces."""

    def showPage(self) -> None:
        """Keep the page until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw header and footer on every page, then write the file."""
        kept = self._pages
        for number, page in enumerate(kept, 1):
            self.__dict__.update(page)
            self._furnish(self, number, len(kept))
            super().showPage()
        super().save()

    def _font(self, face: Face) -> PdfFont:
        """Return this document's subset of ``face``."""
        if face not in self._faces:
            self._faces[face] = PdfFont(face, len(self._faces) + 1)
            self._doc.delayedFonts.append(self._faces[face])
        return self._faces[face]

    def draw_line(self, line: Line, x: float, y: float, color: Color, bold_color: Color | None = None) -> None:
        """Draw a laid out line with its left end at (x, y) and set its links."""
        for segment in line.segments:
            ink = tone_color(segment.run.tone) or (bold_color if segment.run.bold and bold_color else color)
            self._draw_segment(segment, x, y, ink)
            if segment.run.link:
                rect = (x, y - segment.size * 0.25, x + segment.width, y + segment.size * 0.85)
                self.linkRect("", segment.run.link, rect, relative=1)
            x += segment.width

    def _draw_segment(self, segment: Segment, x: float, y: float, ink: Color) -> None:
        """Write the text operators of one segment, then the outlines of what is no text."""
        font = self._font(segment.face)
        color = f"{_n(ink.red)} {_n(ink.green)} {_n(ink.blue)} rg"
        writer = _SegmentWriter(font, segment.face.units)
        for glyph in segment.glyphs:
            writer.add(glyph)
        size = _n(segment.size)
        self._code.append(f"BT /{font.name} {size} Tf {color} 1 0 0 1 {_n(x)} {_n(y)} Tm [{' '.join(writer.shown)}] TJ ET")
        scale = segment.size / 1000
        unit = _n(segment.size / segment.face.units, 6)
        for dx, dy, path in writer.outlines:
            self._code.append(f"q {unit} 0 0 {unit} {_n(x + dx * scale)} {_n(y + dy * scale)} cm {path} Q")


class _SegmentWriter:
    """Sorts the glyphs of a segment into shown text and outlines; positions in thousandths of an em."""

    def __init__(self, font: PdfFont, units: int) -> None:
        self._font = font
        self._units = units
        self._pen = 0.0
        self._shown_to = 0.0
        self.shown: list[str] = []
        self.outlines: list[tuple[float, float, str]] = []

    def add(self, glyph: Glyph) -> None:
        """Take the next glyph; one that stands for several Arabic letters is drawn as an outline over a blank for each."""
        if len(glyph.text) == 1 and not glyph.dy:  # nearly all of them
            self._show(self._pen + glyph.dx, self._font.code(glyph.gid, glyph.text), self._font.width(glyph.gid))
            self._pen += glyph.advance
            return
        text = _as_met(glyph.text)
        letters = sum(1 for char in text if not unicodedata.combining(char))
        if text and not glyph.dy and (letters == 1 or text == glyph.text):
            self._show(self._pen + glyph.dx, self._font.code(glyph.gid, text), self._font.width(glyph.gid))
        else:
            path = self._font.outline(glyph.gid)
            if path:
                self.outlines.append((self._pen + glyph.dx, glyph.dy, path))
            width = round(glyph.advance / max(len(text), 1), 1)
            for number, char in enumerate(text):
                self._show(self._pen + number * width, self._font.blank(char, width), width)
        self._pen += glyph.advance

    def _show(self, at: float, code: int, width: float) -> None:
        """Show a code at a position."""
        move = self._shown_to - at
        if abs(move) > 0.05:
            self.shown.append(_n(move))
        self.shown.append(f"<{code:04X}>")
        self._shown_to = at + width


def _as_met(text: str) -> str:
    """Return Arabic text of one glyph from left to right, as those who extract text expect to find letters on the page."""
    return text[::-1] if len(text) > 1 and fonts.script(text[0]) == "arab" else text


@lru_cache(maxsize=16384)
def _n(value: float, places: int = 3) -> str:
    """Return a number as PDF writes it."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") or "0"
