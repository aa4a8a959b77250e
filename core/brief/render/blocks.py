"""Blocks of a briefing to flowables; everything that has sides is mirrored for a right-to-left briefing."""

from dataclasses import dataclass
from functools import singledispatchmethod

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table, TableStyle

from core.brief import model
from core.brief.model import Para, Text
from core.brief.render.charts import BarChart
from core.brief.render.palette import ACCENT, RULE, STYLES, TINT
from core.brief.render.paragraph import ShapedParagraph

_CELL_PAD = 3.0
_TALLEST_ROW = 320.0
_IN_TABLES = ("cell", "cellnote", "head")


class Bookmarked(ShapedParagraph):
    """A heading that is also a line of the outline."""

    outline = ""
    level = 0

    def draw(self) -> None:
        """Draw and enter the outline."""
        super().draw()
        if self.outline:
            self.canv.addOutlineEntry(self.outline, self.anchor, self.level, closed=True)


@dataclass(frozen=True, slots=True)
class Builder:
    """Turns blocks into flowables of one briefing, ``width`` points wide."""

    briefing: model.Briefing
    width: float
    strict: bool = False

    @property
    def rtl(self) -> bool:
        """Tell whether the briefing reads from the right."""
        return self.briefing.direction == "rtl"

    def paragraph(self, para: Para, align: str = "start", kind: type[ShapedParagraph] = ShapedParagraph) -> ShapedParagraph:
        """Return a paragraph in its named style; in a table each starts at the table's side, whatever its direction."""
        if para.style in _IN_TABLES and align == "start":
            align = "right" if self.rtl else "left"
        style = STYLES[para.style]
        return kind(para, style, rtl=self.rtl, language=self.briefing.language, strict=self.strict, align=align)

    def text(self, text: str, style: str, align: str = "start") -> ShapedParagraph:
        """Return a plain text as a paragraph."""
        return self.paragraph(Para((Text(text),), style), align)

    def section(self, section: model.Section) -> list[Flowable]:
        """Return heading and blocks of a section."""
        out: list[Flowable] = []
        if section.title:
            heading = self.paragraph(Para((Text(section.title),), "section", anchor=section.key), kind=Bookmarked)
            heading.outline = section.title
            out += [CondPageBreak(110), heading]
        for block in section.blocks:
            out += self.block(block)
        return out

    @singledispatchmethod
    def block(self, block: object) -> list[Flowable]:
        """Return the flowables of a block."""
        raise TypeError(f"no drawing for {type(block).__name__}")

    @block.register
    def _(self, block: model.Para) -> list[Flowable]:
        return [self.paragraph(block)]

    @block.register
    def _(self, block: model.Heading) -> list[Flowable]:
        heading = self.paragraph(Para(block.runs, "heading", anchor=block.anchor), kind=Bookmarked)
        heading.outline, heading.level = block.outline, 1
        return [heading]

    @block.register
    def _(self, block: model.Together) -> list[Flowable]:
        return [KeepTogether([flowable for inner in block.blocks for flowable in self.block(inner)])]

    @block.register
    def _(self, block: model.Box) -> list[Flowable]:
        content = [[self.text(block.label, "boxlabel")], *([self.paragraph(para)] for para in block.paras)]
        side = "LINEAFTER" if self.rtl else "LINEBEFORE"
        style = TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), TINT),
                (side, (0, 0), (0, -1), 3, ACCENT),
                ("LEFTPADDING", (0, 0), (-1, -1), 12),
                ("RIGHTPADDING", (0, 0), (-1, -1), 12),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
                ("TOPPADDING", (0, 0), (-1, 0), 8),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
            ]
        )
        return [Spacer(0, 8), Table(content, colWidths=[self.width], style=style), Spacer(0, 4)]

    @block.register
    def _(self, block: model.Figures) -> list[Flowable]:
        cells = [[self.text(value, "figure"), self.text(label, "figurelabel")] for value, label in self._ordered(block.items)]
        style = TableStyle(
            [
                ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
            ]
        )
        return [Table([cells], colWidths=[self.width / len(cells)] * len(cells), style=style), Spacer(0, 6)]

    @block.register
    def _(self, block: model.Charts) -> list[Flowable]:
        gap = 18
        each = (self.width - gap * (len(block.charts) - 1)) / max(2, len(block.charts))
        charts = self._ordered([BarChart(chart, each, self) for chart in block.charts])
        widths = [each + (gap if i < len(charts) - 1 else 0) for i in range(len(charts))]
        style = TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        )
        return [Table([charts], colWidths=widths, style=style, hAlign="RIGHT" if self.rtl else "LEFT"), Spacer(0, 4)]

    @block.register
    def _(self, block: model.Table) -> list[Flowable]:
        total = sum(block.weights)
        widths = self._ordered([self.width * weight / total for weight in block.weights])
        head = [self.text(label, "head") for label in self._ordered(block.header)]
        rows: list[list[list[ShapedParagraph]]] = []
        for row in block.rows:
            rows += _short_rows([[self.paragraph(para) for para in cell] for cell in self._ordered(row)], widths)
        style = TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), _CELL_PAD),
                ("RIGHTPADDING", (0, 0), (-1, -1), _CELL_PAD),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ]
        )
        return [Table([head, *rows], colWidths=widths, repeatRows=1, style=style), Spacer(0, 6)]

    def _ordered(self, items: list | tuple) -> list:
        """Return items from left to right."""
        return list(reversed(items)) if self.rtl else list(items)


def _short_rows(cells: list[list[ShapedParagraph]], widths: list[float]) -> list[list[list[ShapedParagraph]]]:
    """Cut a row that might not fit on a page into several: page breaks fall between rows only."""
    rows = []
    while True:
        cut = [_cut(cell, width - 2 * _CELL_PAD) for cell, width in zip(cells, widths, strict=True)]
        rows.append([first for first, _ in cut])
        cells = [rest for _, rest in cut]
        if not any(cells):
            return rows


def _cut(cell: list[ShapedParagraph], width: float) -> tuple[list[ShapedParagraph], list[ShapedParagraph]]:
    """Return what of a cell fits into the tallest row, and the rest."""
    room = _TALLEST_ROW
    for position, paragraph in enumerate(cell):
        height = paragraph.wrap(width, room)[1]
        if height > room:
            parts = paragraph.split(width, room) or [paragraph]
            taken = parts[:1] if len(parts) > 1 or not position else []
            return [*cell[:position], *taken], [*(parts[1:] if taken else parts), *cell[position + 1 :]]
        room -= height
    return cell, []
