"""Ask which other event is the same deed as the chosen one: the near ones first, the rest by search."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from core.store import EventQuery, EventRow
from gui.dialogs.frame import FormDialog
from gui.models.columns import any_direction, date_text, source_text, type_text
from gui.models.local_names import localised
from gui.session import Session

_LISTED = 200
_NEAR_DAYS = 7
_Event = Qt.ItemDataRole.UserRole


class SameEventDialog(FormDialog):
    """Lists the events that are not yet joined with the chosen one."""

    decided = Signal(str)

    def __init__(self, session: Session, row: EventRow, parent: QWidget | None) -> None:
        words = session.words
        super().__init__(words.text("gui.same.title"), parent, intro=words.text("gui.same.intro"))
        self.resize(720, 480)
        self._session, self._row = session, row
        self.field = QLineEdit(placeholderText=words.text("gui.filter.text"), clearButtonEnabled=True)
        self.field.setAccessibleName(words.text("gui.filter.text"))
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("gui.pane.events"))
        self.box.addWidget(self.field)
        self.box.addWidget(self.list, 1)
        self.agree = self.add_button(words.text("gui.same.agree"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._agreed)
        self.field.textChanged.connect(self._fill)
        self.list.itemSelectionChanged.connect(lambda: self.agree.setEnabled(bool(self.list.selectedItems())))
        self.list.itemActivated.connect(self._agreed)
        self.finish()
        self._fill()

    def _query(self) -> EventQuery:
        query = EventQuery(text=self.field.text(), limit=_LISTED)
        if self.field.text().strip() or not (self._row.time_earliest and self._row.time_latest):
            return query
        first, last = date.fromisoformat(self._row.time_earliest), date.fromisoformat(self._row.time_latest)
        near = timedelta(days=_NEAR_DAYS)
        return replace(query, earliest=(first - near).isoformat(), latest=(last + near).isoformat())

    def _fill(self) -> None:
        case, words, mine = self._session.case, self._session.words, self._row
        rows = case.event_rows(self._query()) if case else []
        others = [r for r in rows if r.event_id != mine.event_id and (not mine.incident_id or r.incident_id != mine.incident_id)]
        self.list.clear()
        for row in sorted(others, key=lambda r: r.event_type != mine.event_type):
            names = (localised(text, self._session.names) for text in (row.actor, row.recipient, row.location))
            parts = [date_text(row), type_text(row, words), *map(any_direction, names), any_direction(source_text(row, words))]
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setToolTip(row.summary)
            item.setData(_Event, row.event_id)
            self.list.addItem(item)
        self.agree.setEnabled(False)

    def _agreed(self, *_: object) -> None:
        chosen = self.list.selectedItems()
        if chosen:
            self.decided.emit(chosen[0].data(_Event))
            self.accept()
