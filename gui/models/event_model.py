"""The event table's model: keys of all rows from the case, the rows themselves only as they come into view."""

import math
import time
from collections import OrderedDict
from collections.abc import Generator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal

from core.errors import CaseError
from core.i18n import Catalogue
from core.store import Case, EventQuery, EventRow
from gui.models.columns import COLUMNS, NAMES
from gui.models.local_names import localised
from gui.models.titled import Index, TitledModel

RowRole = Qt.ItemDataRole.UserRole + 1
_PAGE = 200
_PAGES_KEPT = 40
_FIRST = 2 * _PAGE
"""Rows shown at once; the keys of all others follow as soon as these are painted."""
_SLICE = 0.012
"""Seconds for which further keys are taken in before the window may paint and listen again."""


class EventModel(TitledModel):
    """Events of a case under a filter and an order; both are done by the case file, so that 100,000 rows are no matter."""

    completed = Signal()

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(NAMES, "gui.column", words, parent)
        self._case: Case | None = None
        self._query = EventQuery()
        self._keys: list[int] = []
        self._pages: OrderedDict[int, list[EventRow]] = OrderedDict()
        self._names: Mapping[str, str] = {}
        self._coming: Generator[int] | None = None
        self._come: list[int] = []
        self._rest = QTimer(self, interval=0)
        self._rest.timeout.connect(lambda: self._take(time.perf_counter() + _SLICE))

    @property
    def query(self) -> EventQuery:
        """The present filter and order."""
        return self._query

    def show(self, case: Case | None, query: EventQuery | None = None) -> None:
        """Show a case, or the present one anew: the first rows now, ``completed`` comes with the last."""
        self._stop()
        self.beginResetModel()
        self._case = case
        self._query = query or self._query
        self._pages.clear()
        self._keys = case.event_keys(replace(self._query, limit=_FIRST)) if case else []
        self.endResetModel()
        if len(self._keys) < _FIRST:
            self.completed.emit()
        elif case:
            self._coming, self._come = case.find_event_keys(self._query), []
            self._rest.start()

    def complete(self) -> None:
        """Add at once the rows that were left out at first."""
        if not self.is_complete:
            self._take(math.inf)

    def _take(self, until: float) -> None:
        """Take in further keys until a moment; those of a large case come in slices, between which the window goes on."""
        try:
            while self._coming and (some := list(islice(self._coming, _PAGE))):
                self._come += some
                if time.perf_counter() >= until:
                    return
        except CaseError:
            self._stop()
            raise
        self._stop()
        keys, self._come = self._come, []
        if keys[: len(self._keys)] != self._keys:  # a run has written meanwhile
            self.beginResetModel()
            self._pages.clear()
            self._keys = keys
            self.endResetModel()
        elif len(keys) > len(self._keys):
            self.beginInsertRows(QModelIndex(), len(self._keys), len(keys) - 1)
            self._keys = keys
            self.endInsertRows()
        self.completed.emit()

    def _stop(self) -> None:
        self._rest.stop()
        if self._coming:
            self._coming.close()
        self._coming = None

    @property
    def is_complete(self) -> bool:
        """Tell whether all rows are there."""
        return not self._rest.isActive()

    def set_filter(self, query: EventQuery) -> None:
        """Change the filter and keep the order."""
        self.show(self._case, replace(query, sort=self._query.sort, descending=self._query.descending))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        query = replace(self._query, sort=COLUMNS[column].sort, descending=order == Qt.SortOrder.DescendingOrder)
        self.show(self._case, query)

    def event_row(self, row: int) -> EventRow | None:
        """Return the record of a row, or None if it has gone from the case meanwhile."""
        page, offset = divmod(row, _PAGE)
        if page not in self._pages:
            self._load(page)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        if offset < len(rows) and rows[offset].key == self._keys[row]:
            return rows[offset]
        return next((found for found in rows if found.key == self._keys[row]), None)

    def _load(self, page: int) -> None:
        keys = self._keys[page * _PAGE : (page + 1) * _PAGE]
        self._pages[page] = self._case.rows_by_key(keys) if self._case else []
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def row_number(self, key: int) -> int:
        """Return where the event with a key stands, or -1."""
        if not self.is_complete:
            self.complete()
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def set_names(self, names: Mapping[str, str]) -> None:
        """Show these names in place of the Latin ones."""
        self._names = names
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the rows anew without a new order, after a review."""
        self._pages.clear()
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(COLUMNS) - 1))

    # -- what Qt asks for

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of events."""
        return 0 if parent.isValid() else len(self._keys)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title, and what sorting by it does."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            return self._words.text("gui.column.sort_tip", column=self.title(section))
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or not 0 <= index.row() < len(self._keys):
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, RowRole):
            return None
        row = self.event_row(index.row())
        if row is None or role == RowRole:
            return row
        column = COLUMNS[index.column()]
        text = column.text(row, self._words)
        if column.names:
            text = localised(text, self._names)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words.text(f'gui.column.{column.name}')}: {text}"
        return self._tip(row, text)

    def _tip(self, row: EventRow, text: str) -> str:
        parts = [text, row.summary, row.title]
        return "\n".join(dict.fromkeys(part for part in parts if part))
