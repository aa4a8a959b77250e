"""How the event table draws its cells: each text in its own direction, status and type with a sign, confidence as a bar."""

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.i18n import Catalogue
from core.ontology import event_types
from core.store import EventRow
from gui.icons import icon
from gui.models.columns import COLUMNS, aux_text
from gui.models.event_model import RowRole
from gui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_SIGN = 11
_GAP = 7
_STATUS_ICON = {"accepted": "accept", "rejected": "reject", "open": "reopen"}


def own_direction(text: str) -> Qt.LayoutDirection | None:
    """Return the direction of the first strong character outside the isolating marks we add, or None."""
    depth = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("LRI", "RLI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return Qt.LayoutDirection.LeftToRight if kind == "L" else Qt.LayoutDirection.RightToLeft
    return None


class EventDelegate(QStyledItemDelegate):
    """Draws the cells of the event table."""

    def __init__(self, theme: Theme, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give rows some air."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 16)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Let a cell run in the direction of its own text, so that order and ellipsis are right."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        direction = own_direction(option.text)
        if direction is None:
            return
        side = Qt.AlignmentFlag.AlignRight if self._rtl() else Qt.AlignmentFlag.AlignLeft
        option.direction = direction  # order and ellipsis follow the text; the edge stays that of the column
        option.displayAlignment = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | side

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        kind = COLUMNS[index.column()].paint
        row: EventRow | None = index.data(RowRole)
        if row is None:
            super().paint(painter, option, index)
            return
        if row.status == "rejected":
            option.palette.setColor(option.palette.ColorRole.Text, QColor(self._theme.muted))
        if not kind:
            super().paint(painter, option, index)
            return
        self._background(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(8, 0, -8, 0)
        {"status": self._status, "type": self._type, "confidence": self._confidence}[kind](painter, option, area, row, str(index.data()))
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the cell without its text."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style() if bare.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)

    def _rtl(self) -> bool:
        return self._words.direction == "rtl"

    def _split(self, area: QRect, width: int) -> tuple[QRect, QRect]:
        """Cut the leading ``width`` off an area."""
        rest = area.adjusted(0, 0, -(width + _GAP), 0) if self._rtl() else area.adjusted(width + _GAP, 0, 0, 0)
        left = area.right() - width + 1 if self._rtl() else area.left()
        return QRect(left, area.top(), width, area.height()), rest

    def _write(self, painter: QPainter, area: QRect, text: str, colour: str, option: QStyleOptionViewItem) -> int:
        """Draw text at the leading edge and return its width."""
        painter.setPen(QColor(colour))
        painter.setFont(option.font)
        short = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        side = Qt.AlignmentFlag.AlignRight if self._rtl() else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if self._rtl() else Qt.LayoutDirection.LeftToRight)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), short)
        return option.fontMetrics.horizontalAdvance(short)

    def _status(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: EventRow, text: str) -> None:
        """Draw the review status: a sign and its word."""
        colour = {"accepted": self._theme.good, "rejected": self._theme.bad}.get(row.status, self._theme.muted)
        sign, rest = self._split(area, 16)
        icon(_STATUS_ICON[row.status], colour).paint(painter, QRect(sign.left(), sign.center().y() - 7, 16, 16))
        self._write(painter, rest, text, colour, option)

    def _type(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: EventRow, text: str) -> None:
        """Draw the type behind the sign of its class, and how the source presents it."""
        sign, rest = self._split(area, _SIGN)
        quad = event_types()[row.event_type].quad
        draw_quad(painter, QRectF(sign.left(), sign.center().y() - _SIGN / 2 + 1, _SIGN, _SIGN), quad, self._theme)
        colour = self._theme.muted if row.status == "rejected" else self._theme.text
        used = self._write(painter, rest, text, colour, option)
        aux = aux_text(row, self._words)
        left = rest.adjusted(0, 0, -(used + 6), 0) if self._rtl() else rest.adjusted(used + 6, 0, 0, 0)
        if aux and left.width() > 24:
            self._write(painter, left, f"({aux})", self._theme.warn, option)

    def _confidence(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: EventRow, text: str) -> None:
        """Draw a bar and the number."""
        number, rest = self._split(area, option.fontMetrics.horizontalAdvance("100%"))
        self._write(painter, number, text, self._theme.text, option)
        bar = QRectF(rest.left(), rest.center().y() - 2, rest.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.line))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        width = bar.width() * max(0.0, min(1.0, row.confidence))
        filled = QRectF(bar.right() - width if self._rtl() else bar.left(), bar.top(), width, bar.height())
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(filled, 2.5, 2.5)


def draw_quad(painter: QPainter, box: QRectF, quad: int, theme: Theme) -> None:
    """Draw the sign of an event class: round for cooperation, pointed for conflict; hollow for words, filled for deeds."""
    colour = QColor(theme.quads[quad])
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(colour if quad in (2, 4) else Qt.BrushStyle.NoBrush)
    inner = box.adjusted(1, 1, -1, -1)
    if quad in (1, 2):
        painter.drawEllipse(inner)
        return
    centre = inner.center()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(centre.x(), inner.top()),
                QPointF(inner.right(), centre.y()),
                QPointF(centre.x(), inner.bottom()),
                QPointF(inner.left(), centre.y()),
            ]
        )
    )
