"""The paragraph flowable: shaped lines in either direction, split over pages."""

from dataclasses import replace

from reportlab.platypus import Flowable

from core.brief.model import Para, Text
from core.brief.render.palette import Style
from core.brief.shaping import Line, layout

_FIXED = -1.0  # the lines are given: this is a part of a split paragraph


class ShapedParagraph(Flowable):
    """A paragraph that starts at the right in a right-to-left briefing and reads in its own direction.

    ``align`` 'start' follows the paragraph's direction; 'center', 'left' and 'right' are absolute.
    """

    def __init__(self, para: Para, style: Style, *, rtl: bool, language: str, strict: bool, align: str = "start") -> None:
        """Shape the text once; breaking it into lines waits for a width."""
        super().__init__()
        self.style = style
        self.rtl = rtl if para.direction is None else para.direction == "rtl"
        self.anchor = para.anchor
        self.align = align
        runs = [replace(run, bold=True) for run in para.runs] if style.bold else para.runs
        self._layout = layout(
            tuple(runs) or (Text(" "),), size=style.size, rtl=self.rtl, language=para.language or language,
            voice=style.voice, strict=strict,
        )  # fmt: skip
        self._lines: list[Line] | None = None
        self._broken_for: float | None = None
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def getSpaceBefore(self) -> float:
        """Return the space above."""
        return self.spaceBefore

    def getSpaceAfter(self) -> float:
        """Return the space below."""
        return self.spaceAfter

    def natural_width(self) -> float:
        """Return the width on one line."""
        return self._layout.natural_width() + self.style.inset + 2 * self.style.pad

    def first_line(self) -> Line:
        """Return the first line of a wrapped paragraph."""
        return self._lines[0]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break into lines for a width and return the size."""
        del available_height
        self.width = available_width
        if self._broken_for not in (available_width, _FIXED):
            self._lines = self._layout.lines(available_width - self.style.inset - 2 * self.style.pad)
            self._broken_for = available_width
        self.height = len(self._lines) * self.style.leading + 2 * self.style.pad
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Part at a line; never leave a single line of a longer paragraph behind or send one ahead."""
        self.wrap(available_width, available_height)
        fits = int((available_height - 2 * self.style.pad) // self.style.leading)
        total = len(self._lines)
        if fits >= total:
            return [self]
        if total - fits == 1:
            fits -= 1
        if fits < 2:
            return []
        return [self._part(0, fits), self._part(fits, total)]

    def _part(self, first: int, last: int) -> "ShapedParagraph":
        """Return a paragraph of some of the lines, already broken."""
        part = ShapedParagraph.__new__(ShapedParagraph)
        Flowable.__init__(part)
        kept = ("style", "rtl", "align", "width", "spaceBefore", "spaceAfter", "_layout")
        part.__dict__.update({name: self.__dict__[name] for name in kept})
        part._lines = self._lines[first:last]
        part.anchor = self.anchor if first == 0 else ""
        part._broken_for = _FIXED
        part.height = (last - first) * self.style.leading + 2 * self.style.pad
        return part

    def draw(self) -> None:
        """Draw ground, rule and lines, top down."""
        canvas, style = self.canv, self.style
        if style.fill is not None:
            canvas.setFillColor(style.fill)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if style.bar is not None:
            canvas.setFillColor(style.bar)
            canvas.rect(self.width - 2 if self.rtl else 0, 1, 2, self.height - 2, stroke=0, fill=1)
        if self.anchor:
            canvas.bookmarkHorizontal(self.anchor, 0, self.height + 6)
        y = self.height - style.pad - style.leading * 0.72
        for line in self._lines:
            canvas.draw_line(line, self._x(line), y, style.color)
            y -= style.leading

    def _x(self, line: Line) -> float:
        """Return where a line begins at the left."""
        style = self.style
        if self.align == "center":
            return (self.width - line.width) / 2
        right = self.align == "right" or (self.align == "start" and self.rtl)
        return self.width - style.inset - style.pad - line.width if right else style.inset + style.pad
