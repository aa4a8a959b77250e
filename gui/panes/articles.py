"""The list of articles, or of those that a full-text search found, with the words around the hit."""

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.models.article_model import ArticleModel, HtmlRole, RtlRole
from gui.panes.card import SearchBand, fill_card
from gui.session import Session
from gui.theme import Theme

_DELAY_MS = 200
_MARGIN = 8
_LINES_OF_ARTICLE, _LINES_OF_HIT = 2, 4


class _RichDelegate(QStyledItemDelegate):
    """Draws an entry of ``lines`` lines in the direction of its article."""

    lines = 2

    def _layout(self, option: QStyleOptionViewItem, index: QModelIndex, width: int) -> QTextDocument:
        made = QTextDocument()
        made.setDefaultFont(option.font)
        made.setDocumentMargin(_MARGIN)
        order = QTextOption()
        order.setTextDirection(Qt.LayoutDirection.RightToLeft if index.data(RtlRole) else Qt.LayoutDirection.LeftToRight)
        order.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        made.setDefaultTextOption(order)
        made.setHtml(index.data(HtmlRole))
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
        painter.setClipRect(option.rect)
        painter.translate(option.rect.topLeft())
        self._layout(option, index, option.rect.width()).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        """Return the same height for all entries, so that ten thousand are laid out at once."""
        return QSize(200, round(self.lines * option.fontMetrics.lineSpacing() * 1.12) + 2 * _MARGIN)


class ArticlesPane(QFrame):
    """A search field over the list; choosing an entry shows the article with the words found."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(objectName="card")
        self._session, self._theme = session, theme
        words = session.words
        self.band = SearchBand(words.text("gui.search.hint"), theme, _DELAY_MS)
        self.field, self.note = self.band.field, self.band.note
        self.model = ArticleModel(words, theme, self)
        self.list = QListView(uniformItemSizes=True)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(words.text("gui.pane.articles"))
        self._delegate = _RichDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        fill_card(self, self.band, self.list)
        self.band.settled.connect(self.refresh)
        self.field.returnPressed.connect(self._enter)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.clicked.connect(self._chosen)

    def refresh(self) -> None:
        """List what answers the search, or every article if none is asked for."""
        self.band.settle()
        case, text = self._session.case, self.field.text().strip()
        rows = [] if case is None else case.search(text) if text else case.document_rows()
        self._delegate.lines = _LINES_OF_HIT if text else _LINES_OF_ARTICLE
        self.model.show(rows)
        self.note.setText(self._session.words.count("gui.search.found" if text else "gui.search.all", len(rows)))

    def chosen(self) -> list[str]:
        """Return the selected articles, from top to bottom."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return list(dict.fromkeys(self.model.target(row)[0] for row in rows))

    def _enter(self) -> None:
        self.refresh()
        if self.model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    def _chosen(self, index: QModelIndex, _before: object = None) -> None:
        if index.isValid():
            self._session.show_document(*self.model.target(index.row()))
