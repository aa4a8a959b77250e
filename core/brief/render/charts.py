"""Small vector charts: bars with their labels and values written out, so that colour is never the only sign."""

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from core.brief.model import Chart
from core.brief.render.palette import QUADS, RULE

if TYPE_CHECKING:
    from core.brief.render.blocks import Builder

_ROW = 15.0
_TITLE = 18.0
_LEGEND = 11.0
_COLUMNS_HEIGHT = 92.0


class BarChart(Flowable):
    """Horizontal bars, or columns along time; bars grow from the side where reading starts."""

    def __init__(self, chart: Chart, width: float, builder: "Builder") -> None:
        """Take the chart and the builder that sets its texts."""
        super().__init__()
        self.chart = chart
        self.builder = builder
        self.width = width
        body = _ROW * len(chart.bars) if chart.kind == "bars" else _COLUMNS_HEIGHT + 14
        self.height = _TITLE + body + (_LEGEND * -(-len(chart.legend) // 2) + 4 if chart.legend else 0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the fixed size."""
        del available_width, available_height
        return self.width, self.height

    def draw(self) -> None:
        """Draw title and bars."""
        self._put(self.chart.label, 0, self.height - 12, self.width, "head")
        draw = self._bars if self.chart.kind == "bars" else self._columns
        draw(max((bar.value for bar in self.chart.bars), default=1) or 1)

    def _put(self, text: str, x: float, y: float, width: float, style: str, align: str = "start") -> None:
        """Set one line of text in a field; ``x`` counts from the side where reading starts."""
        paragraph = self.builder.text(text, style, align)
        paragraph.wrap(width, 100)
        left = self.width - x - width if self.builder.rtl else x
        paragraph.drawOn(self.canv, left, y - paragraph.height + 9)

    def _box(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle; ``x`` counts from the side where reading starts."""
        self.canv.rect(self.width - x - width if self.builder.rtl else x, y, width, height, stroke=0, fill=1)

    def _bars(self, top: int) -> None:
        """Draw label, bar and value of each row."""
        label_width = min(self.width * 0.45, max(self.builder.text(b.label, "cell").natural_width() for b in self.chart.bars) + 6)
        room = self.width - label_width - 26
        for number, bar in enumerate(self.chart.bars):
            y = self.height - _TITLE - _ROW * (number + 1)
            length = max(2.0, room * bar.value / top)
            self._put(bar.label, 0, y + 3.5, label_width, "cell")
            self.canv.setFillColor(QUADS[bar.group])
            self._box(label_width, y + 1, length, _ROW - 5.5)
            self._put(str(bar.value), label_width + length + 4, y + 3.5, 22, "cell")

        for number, (group, label) in enumerate(self.chart.legend):
            x, y = (number % 2) * self.width / 2, self.height - _TITLE - _ROW * len(self.chart.bars) - _LEGEND * (number // 2 + 1) - 3
            self.canv.setFillColor(QUADS[group])
            self._box(x, y, 6, 6)
            self._put(label, x + 10, y + 0.5, self.width / 2 - 12, "cellnote")

    def _columns(self, top: int) -> None:
        """Draw a column for each label over a base line; where they are many, only some labels are written."""
        count = len(self.chart.bars)
        step = self.width / count
        broad = min(step * 0.7, 22)
        base = 14.0
        every = max(1, -(-count * 46 // int(self.width)))
        for number, bar in enumerate(self.chart.bars):
            x = step * number + (step - broad) / 2
            tall = max(2.0, (_COLUMNS_HEIGHT - 14) * bar.value / top)
            self.canv.setFillColor(QUADS[bar.group])
            self._box(x, base, broad, tall)
            self._put(str(bar.value), x + broad / 2 - 12, base + tall + 2, 24, "cellnote", "center")
            if number % every == 0:
                self._put(bar.label, step * number + step / 2 - 26, base - 10, 52, "cellnote", "center")
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, base, self.width, base)
