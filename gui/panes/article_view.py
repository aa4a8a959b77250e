"""The text of an article with its evidence marked; knows offsets, formats and clicks, but no case."""

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from core.languages import direction as language_direction
from core.model import Document, Segment, Span
from gui.models.marks import Mark
from gui.offsets import Offsets, display_text
from gui.panes.formats import other_format, paragraph_format, role_format, segment_format
from gui.theme import Theme, article_font

_PULSE_MS = 1400


def paragraph_direction(text: str, language: str) -> Qt.LayoutDirection:
    """Return the direction of the article's language, unless all of a paragraph's letters run the other way."""
    rtl = language_direction(language) == "rtl"
    kinds = {unicodedata.bidirectional(char) for char in text} & {"L", "R", "AL"}
    if kinds:
        has_rtl = bool(kinds & {"R", "AL"})
        if rtl and not has_rtl:
            rtl = False
        elif not rtl and "L" not in kinds:
            rtl = True
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight


class ArticleView(QTextBrowser):
    """A read-only article; ``clicked_at`` gives the code point under a click."""

    clicked_at = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._document: Document | None = None
        self._offsets = Offsets("")
        self._size = 0
        self._pulse: QVariantAnimation | None = None
        self._found: list[QTextEdit.ExtraSelection] = []
        self._pressed = None
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.document().setDocumentMargin(18)

    @property
    def article(self) -> Document | None:
        """The document that is shown."""
        return self._document

    def set_size(self, larger: int) -> None:
        """Change the size of the text; the caller paints the marks again."""
        self._size = larger

    def show_article(self, document: Document | None) -> None:
        """Show the whole text of a document, nothing deleted, each paragraph in its direction."""
        self._document = document
        self._found = []
        self._stop_pulse()
        self.setExtraSelections([])
        text = display_text(document.text) if document else ""
        self._offsets = Offsets(text)
        self.setPlainText(text)
        if document:
            self._set_paragraphs(document.language)
            self.paint((), ())
            self.verticalScrollBar().setValue(0)

    def _set_paragraphs(self, language: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            text = block.text()
            cursor.setBlockFormat(paragraph_format(paragraph_direction(text, language), empty=not text.strip()))
            block = block.next()
        cursor.endEditBlock()

    def paint(self, selected: Iterable[Mark], others: Iterable[Span]) -> None:
        """Mark the evidence of the selected event, and where other events are told."""
        if self._document is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._paint_segments(cursor, self._document)
        for span in others:
            self._merge(cursor, span, other_format(self._theme))
        for mark in selected:
            self._merge(cursor, mark.span, role_format(mark.role, self._theme))
        cursor.endEditBlock()

    def _paint_segments(self, cursor: QTextCursor, document: Document) -> None:
        font = article_font(document.language, self._size)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(segment_format("body" if not document.segments else "gap", font, self._theme))
        for segment in sorted(document.segments, key=_order):
            start, end = self._offsets.span_to_qt(segment.span)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(segment_format(segment.kind, font, self._theme))

    def _merge(self, cursor: QTextCursor, span: Span, look: QTextCharFormat) -> None:
        start, end = self._offsets.span_to_qt(span)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)

    # -- pointing at places

    def point_at(self, spans: Iterable[Span]) -> None:
        """Scroll the first place into view and let all of them light up for a moment."""
        found = list(spans)
        if not found:
            return
        self.scroll_to(found[0])
        selections = [self._selection(span, self._theme.pulse) for span in found]
        self._stop_pulse()
        self._pulse = QVariantAnimation(self, startValue=255, endValue=0, duration=_PULSE_MS)
        self._pulse.setEasingCurve(QEasingCurve.Type.InQuad)

        def fade(value: int) -> None:
            colour = QColor(self._theme.pulse)
            colour.setAlpha(value)
            for selection in selections:
                selection.format.setBackground(colour)
            self.setExtraSelections([*self._found, *selections] if value else self._found)

        self._pulse.valueChanged.connect(fade)
        self._pulse.start()

    def show_found(self, spans: Iterable[Span]) -> None:
        """Mark the places that a search found, and scroll to the first."""
        found = list(spans)
        self._found = [self._selection(span, self._theme.pulse) for span in found]
        self.setExtraSelections(self._found)
        if found:
            self.scroll_to(found[0])

    def scroll_to(self, span: Span) -> None:
        """Bring a place to the upper third of the view, unless it is in sight already."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(span.start))
        place = self.cursorRect(cursor)
        if place.top() < 0 or place.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - self.viewport().height() // 3)

    def _selection(self, span: Span, colour: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        start, end = self._offsets.span_to_qt(span)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format.setBackground(QColor(colour))
        return made

    def _stop_pulse(self) -> None:
        if self._pulse:
            self._pulse.stop()
            self._pulse = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click from the drawing of a selection."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        still = self._pressed is not None and (place - self._pressed).manhattanLength() < 4
        if still and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked_at.emit(self._offsets.to_core(self.cursorForPosition(place).position()))


def _order(segment: Segment) -> tuple[int, int]:
    return segment.span.start, -segment.span.end
