"""What the panes of the window are made of: a card with a band above and perhaps a foot below, a band to search in, the look of a table."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from gui.icons import icon
from gui.theme import Theme


def fill_card(card: QFrame, band: QWidget, body: QWidget, foot: QWidget | None = None) -> None:
    """Put the parts of a card together; the body takes what room there is."""
    box = QVBoxLayout(card)
    box.setContentsMargins(1, 1, 1, 1)
    box.setSpacing(0)
    box.addWidget(band)
    box.addWidget(body, 1)
    if foot:
        box.addWidget(foot)


class SearchBand(QFrame):
    """A field to search in, and a line of words on what was found."""

    settled = Signal()
    """Typing has paused for a moment."""

    def __init__(self, hint: str, theme: Theme, delay_ms: int) -> None:
        super().__init__(objectName="band")
        self.field = QLineEdit(placeholderText=hint, clearButtonEnabled=True)
        self.field.setAccessibleName(hint)
        self.field.addAction(icon("search", theme.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        line = QVBoxLayout(self)
        line.setContentsMargins(10, 10, 10, 8)
        line.addWidget(self.field)
        line.addWidget(self.note)
        self._timer = QTimer(self, singleShot=True, interval=delay_ms)
        self._timer.timeout.connect(self.settled)
        self.field.textChanged.connect(self._timer.start)

    def settle(self) -> None:
        """Wait no longer: what was typed is being answered."""
        self._timer.stop()


def set_look(table: QTableView, padding: int) -> None:
    """Give a table the look and the keys that all have: whole rows, nothing edited, no grid, sorted by its header."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + padding)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
