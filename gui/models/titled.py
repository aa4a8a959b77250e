"""A table model whose columns have titles in the catalogue."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.i18n import Catalogue

Index = QModelIndex | QPersistentModelIndex
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class TitledModel(QAbstractTableModel):
    """Answers for the header; ``columns`` are names, ``titles`` where the catalogue has their titles."""

    def __init__(self, columns: Sequence[str], titles: str, words: Catalogue, parent: QObject | None) -> None:
        super().__init__(parent)
        self._columns, self._titles, self._words = columns, titles, words

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def title(self, column: int) -> str:
        """Return a column's title."""
        return self._words.text(f"{self._titles}.{self._columns[column]}")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title and how it stands."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        return LEADING if role == Qt.ItemDataRole.TextAlignmentRole else None
