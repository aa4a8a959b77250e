"""The list of articles, or of those that a full-text search found, with the words around the hit."""

from html import escape

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)  # fmt: skip

from core.languages import direction
from core.model import Span
from core.store import DocumentRow, Hit
from gui.icons import icon
from gui.models.columns import any_direction, isolated
from gui.session import Session
from gui.theme import Theme

_HtmlRole = Qt.ItemDataRole.UserRole + 1
_RtlRole = Qt.ItemDataRole.UserRole + 2
_HitRole = Qt.ItemDataRole.UserRole + 3
_DELAY_MS = 200


class _RichDelegate(QStyledItemDelegate):
    """Draws an entry of two or three lines in the direction of its article."""

    def _layout(self, option: QStyleOptionViewItem, index: QModelIndex, width: int) -> QTextDocument:
        made = QTextDocument()
        made.setDefaultFont(option.font)
        made.setDocumentMargin(8)
        order = QTextOption()
        order.setTextDirection(Qt.LayoutDirection.RightToLeft if index.data(_RtlRole) else Qt.LayoutDirection.LeftToRight)
        order.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setDefaultTextOption(order)
        made.setHtml(index.data(_HtmlRole))
        made.setTextWidth(max(60, width))
        return made

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the background as the style wants it and the text over it."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        painter.save()
        painter.translate(option.rect.topLeft())
        self._layout(option, index, option.rect.width()).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the height that the text needs."""
        width = option.widget.viewport().width() if option.widget else 400
        return QSize(width, round(self._layout(option, index, width).size().height()))


class ArticlesPane(QFrame):
    """A search field over the list; choosing an entry shows the article with the words found."""

    found = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(objectName="card")
        self._session, self._theme = session, theme
        words = session.words
        self.field = QLineEdit(placeholderText=words.text("gui.search.hint"), clearButtonEnabled=True)
        self.field.setAccessibleName(words.text("gui.search.hint"))
        self.field.addAction(icon("search", theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("gui.pane.articles"))
        self.list.setItemDelegate(_RichDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        self.field.textChanged.connect(self._timer.start)
        self.field.returnPressed.connect(self._enter)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemClicked.connect(self._chosen)

    def _arrange(self) -> None:
        band = QFrame(objectName="band")
        line = QVBoxLayout(band)
        line.setContentsMargins(10, 10, 10, 8)
        line.addWidget(self.field)
        line.addWidget(self.note)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(band)
        box.addWidget(self.list, 1)

    def refresh(self) -> None:
        """List what answers the search, or every article if none is asked for."""
        self._timer.stop()
        self.list.blockSignals(True)
        self.list.clear()
        case, text = self._session.case, self.field.text().strip()
        entries = [] if case is None else [*map(self._hit, case.search(text))] if text else [*map(self._article, case.document_rows())]
        for html, rtl, doc_id, spans, plain in entries:
            item = QListWidgetItem()
            item.setData(_HtmlRole, html)
            item.setData(_RtlRole, rtl)
            item.setData(_HitRole, (doc_id, spans))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, plain)
            self.list.addItem(item)
        self.list.blockSignals(False)
        key = "gui.search.found" if text else "gui.search.all"
        self.note.setText(self._session.words.count(key, len(entries)))
        self.found.emit(len(entries))

    def _article(self, row: DocumentRow) -> tuple[str, bool, str, tuple[Span, ...], str]:
        words = self._session.words
        parts = [any_direction(row.outlet or ""), isolated(row.published or ""), words.count("count.events", row.events)]
        if row.missing:
            parts.append(words.text("gui.search.missing"))
        return self._entry(row.doc_id, row.title or row.path, row.language, " · ".join(part for part in parts if part), "", ())

    def _hit(self, hit: Hit) -> tuple[str, bool, str, tuple[Span, ...], str]:
        return self._entry(hit.doc_id, hit.title or hit.path, hit.language, any_direction(hit.path), self._snippet(hit), hit.spans)

    def _snippet(self, hit: Hit) -> str:
        made, last = [], 0
        for span in hit.snippet_spans:
            made.append(escape(hit.snippet[last : span.start]))
            made.append(f"<b style='background:{self._theme.roles['trigger'][1]}'>{escape(span.of(hit.snippet))}</b>")
            last = span.end
        return f"…{''.join(made)}{escape(hit.snippet[last:])}…".replace("\n", " ")

    def _entry(
        self, doc_id: str, title: str, language: str, origin: str, snippet: str, spans: tuple[Span, ...]
    ) -> tuple[str, bool, str, tuple[Span, ...], str]:
        html = f"<b>{escape(title)}</b><br><small style='color:{self._theme.muted}'>{escape(origin)}</small>"
        if snippet:
            html += f"<br>{snippet}"
        return html, direction(language) == "rtl", doc_id, spans, f"{title}. {origin}"

    def _enter(self) -> None:
        self.refresh()
        if self.list.count():
            self.list.setFocus()
            self.list.setCurrentRow(0)

    def _chosen(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item:
            doc_id, spans = item.data(_HitRole)
            self._session.show_document(doc_id, spans)
