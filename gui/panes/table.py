"""The event table: a view on EventModel that keeps its selection through filters, orders and reviews."""

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QMenu, QStackedLayout, QTableView, QVBoxLayout

from core.store import EventQuery, EventRow
from gui.models.columns import COLUMNS
from gui.models.event_model import EventModel
from gui.panes.card import set_look
from gui.panes.delegate import EventDelegate
from gui.session import Session
from gui.theme import Theme


class EventTable(QTableView):
    """The view itself."""

    copy_requested = Signal()

    def __init__(self, session: Session, model: EventModel, theme: Theme) -> None:
        super().__init__()
        words = session.words
        self.setModel(model)
        self.setItemDelegate(EventDelegate(theme, words, self))
        self.setAccessibleName(words.text("gui.pane.events"))
        set_look(self, 16)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_headers(model)

    def _set_headers(self, model: EventModel) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        names = [column.sort for column in COLUMNS]
        order = Qt.SortOrder.DescendingOrder if model.query.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(names.index(model.query.sort), order)
        self.setSortingEnabled(True)
        scale = self.fontMetrics().averageCharWidth() / 7
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, round(column.width * max(1.0, scale)))

    def _choose_columns(self, place: object) -> None:
        """Show or hide columns from a menu on the header."""
        menu = QMenu(self)
        for number in range(len(COLUMNS)):
            action = menu.addAction(str(self.model().headerData(number, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(number > 0)
            action.setData(number)
        chosen = menu.exec(self.horizontalHeader().mapToGlobal(place))
        if chosen:
            self.setColumnHidden(chosen.data(), not chosen.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy whole rows rather than a cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)


class TablePane(QFrame):
    """The table in its frame, or words on why it is empty."""

    row_chosen = Signal(str, str)
    shown = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(objectName="card")
        self._session = session
        self._quiet = False
        self.total = 0
        self.model = EventModel(session.words, self)
        self.table = EventTable(session, self.model, theme)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._empty.setProperty("role", "muted")
        self._empty.setMargin(40)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addLayout(self._stack)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.table.clicked.connect(self._clicked)
        self.model.completed.connect(self._restore)
        session.event_selected.connect(self._follow)
        session.reviews_saved.connect(self._reviews_saved)
        session.names_loaded.connect(self._names_loaded)
        self._names_loaded()

    # -- what it shows

    def show_case(self, query: EventQuery | None = None) -> None:
        """Show the session's case, under another filter if one is given."""
        self.total = self._session.case.count_events() if self._session.case else 0
        if query:
            query = replace(query, sort=self.model.query.sort, descending=self.model.query.descending)
        self.model.show(self._session.case, query)

    def set_filter(self, query: EventQuery) -> None:
        """Show only what answers a filter."""
        self.model.set_filter(query)

    def selected_rows(self) -> list[EventRow]:
        """Return the records of the selected rows, from top to bottom."""
        numbers = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [row for number in numbers if (row := self.model.event_row(number))]

    def _restore(self) -> None:
        """Find the selected event again once all rows are there, and tell how many there are."""
        number = self.model.rowCount()
        self._empty.setText(self._session.words.text("gui.empty.filtered" if self.total else "gui.empty.events"))
        self._stack.setCurrentIndex(0 if number else 1)
        self.shown.emit(number)
        if self._session.event_id:
            self._follow(self._session.event_id)

    def _follow(self, event_id: str, _field: str = "") -> None:
        """Put the table's cursor on an event that was chosen elsewhere."""
        current = self.model.event_row(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        if current and current.event_id == event_id:
            return
        row = self._session.row_of(event_id)
        number = self.model.row_number(row.key) if row else -1
        self._quiet = True
        if number >= 0:
            index = self.model.index(number, max(0, self.table.currentIndex().column()))
            seen = self.table.viewport().rect().contains(self.table.visualRect(index).center())
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, flags)
            hint = QAbstractItemView.ScrollHint
            self.table.scrollTo(index, hint.EnsureVisible if seen else hint.PositionAtCenter)
        else:
            self.table.clearSelection()
        self._quiet = False

    def _names_loaded(self) -> None:
        self.model.set_names(self._session.names)

    def _reviews_saved(self, _events: object) -> None:
        self.model.refresh_rows()

    # -- what a person does

    def _current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        if not self._quiet and index.isValid() and index.row() != before.row():
            self._choose(index, "")

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index, COLUMNS[index.column()].field)

    def _choose(self, index: QModelIndex, field: str) -> None:
        row = self.model.event_row(index.row())
        if row:
            self.row_chosen.emit(row.event_id, field)

    def move(self, number: int) -> None:
        """Select the row with a number, if there is one."""
        if 0 <= number < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(number, max(0, self.table.currentIndex().column())))

    def next_open(self) -> bool:
        """Go to the next event that nobody has reviewed; False if there is none."""
        start = self.table.currentIndex().row()
        total = self.model.rowCount()
        for step in range(1, total + 1):
            number = (start + step) % total
            row = self.model.event_row(number)
            if row and row.status == "open":
                self.move(number)
                return True
        return False
