"""The list of articles, or of the hits of a search, as a model: its records stay in Python, Qt sees the rows in view."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.i18n import Catalogue
from core.languages import direction
from core.model import Span
from core.store import DocumentRow, Hit
from gui.models.columns import any_direction, isolated
from gui.theme import Theme

HtmlRole = Qt.ItemDataRole.UserRole + 1
RtlRole = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QAbstractListModel):
    """Rows are documents or search hits."""

    def __init__(self, words: Catalogue, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._theme = words, theme
        self._rows: list[DocumentRow] | list[Hit] = []

    def show(self, rows: list[DocumentRow] | list[Hit]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def target(self, number: int) -> tuple[str, tuple[Span, ...]]:
        """Return the document of a row and the places that were found in it."""
        row = self._rows[number]
        return row.doc_id, row.spans if isinstance(row, Hit) else ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the entry as HTML, or whether it runs right to left."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or row.path
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path
        if role == RtlRole:
            return direction(row.language) == "rtl"
        return self._html(row) if role == HtmlRole else None

    def _html(self, row: DocumentRow | Hit) -> str:
        origin = any_direction(row.path) if isinstance(row, Hit) else self._origin(row)
        head = f"<b>{escape(row.title or row.path)}</b><br><small style='color:{self._theme.muted}'>{escape(origin)}</small>"
        return f"{head}<br>{self._snippet(row)}" if isinstance(row, Hit) else head

    def _origin(self, row: DocumentRow) -> str:
        parts = [any_direction(row.outlet or ""), isolated(row.published or ""), self._words.count("count.events", row.events)]
        if row.missing:
            parts.append(self._words.text("gui.search.missing"))
        return " · ".join(part for part in parts if part)

    def _snippet(self, hit: Hit) -> str:
        made, last = [], 0
        for span in hit.snippet_spans:
            made.append(escape(hit.snippet[last : span.start]))
            made.append(f"<b style='background:{self._theme.roles['trigger'][1]}'>{escape(span.of(hit.snippet))}</b>")
            last = span.end
        return f"…{''.join(made)}{escape(hit.snippet[last:])}…".replace("\n", " ")
