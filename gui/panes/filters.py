"""The filter bar above the event table: it turns what a person typed into an EventQuery."""

import re
from calendar import monthrange
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from core.ontology import event_types
from core.store import EventQuery
from gui.icons import icon
from gui.session import Session
from gui.theme import Theme

_DELAY_MS = 160
_DATE = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$")
_LANGUAGES = ("ar", "tr", "fa", "en")
_STATUSES = ("open", "accepted", "rejected")


def whole_date(text: str, *, end: bool) -> str | None:
    """Return the first (or last) day of '2024', '2024-02' or '2024-02-18'; None if it is no date."""
    match = _DATE.match(text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day:
            return date(year, month, day).isoformat()
        first = date(year, month or (12 if end else 1), 1)
    except ValueError:
        return None
    return first.replace(day=monthrange(first.year, first.month)[1] if end else 1).isoformat()


class TypeButton(QToolButton):
    """A button with a menu in which several event types can be ticked."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(objectName="field")
        self._session = session
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("filter", theme.muted))
        self.setAccessibleName(session.words.text("gui.filter.types"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._actions: dict[str, QAction] = {}
        menu = _StayingMenu(self)
        quad = 0
        for name, kind in event_types().items():
            if kind.quad != quad:
                quad = kind.quad
                menu.addSection(session.words.text(f"event.quad.{quad}"))
            action = menu.addAction(session.words.text(f"event.type.{name}"))
            action.setCheckable(True)
            action.toggled.connect(self._toggled)
            self._actions[name] = action
        menu.aboutToShow.connect(self._count)
        self.setMenu(menu)
        self._label()

    def types(self) -> tuple[str, ...]:
        """Return the ticked types."""
        return tuple(name for name, action in self._actions.items() if action.isChecked())

    def clear(self) -> None:
        """Tick nothing."""
        for action in self._actions.values():
            action.setChecked(False)

    def _toggled(self) -> None:
        self._label()
        self.changed.emit()

    def _label(self) -> None:
        words, chosen = self._session.words, self.types()
        if not chosen:
            self.setText(words.text("gui.filter.types"))
        elif len(chosen) == 1:
            self.setText(words.text(f"event.type.{chosen[0]}"))
        else:
            self.setText(words.text("gui.filter.types_n", n=len(chosen)))

    def _count(self) -> None:
        """Show beside each type how many events of it the case holds."""
        counts = dict(self._session.case.facet("event_type")) if self._session.case else {}
        for name, action in self._actions.items():
            title = self._session.words.text(f"event.type.{name}")
            action.setText(f"{title}\t{counts.get(name, 0)}")


class _StayingMenu(QMenu):
    """A menu that stays open while boxes are ticked."""

    def mouseReleaseEvent(self, event) -> None:  # noqa: ANN001
        action = self.actionAt(event.position().toPoint())
        if action and action.isCheckable():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)


class FilterBar(QFrame):
    """All filters; ``changed`` comes shortly after the last keystroke."""

    changed = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._words, self._settings = session.words, session.settings
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._tell)
        self.text = self._line("text", icon("search", theme.muted))
        self.types = TypeButton(session, theme)
        self.earliest, self.latest = self._line("from"), self._line("to")
        self.party, self.place = self._line("party"), self._line("place")
        self.language = self._choice("language", [(f"language.{code}", code) for code in _LANGUAGES])
        self.status = self._choice("status", [(f"gui.status.{status}", status) for status in _STATUSES])
        self.types.changed.connect(self._tell)
        self.clear_button = QToolButton(icon=icon("clear", theme.muted), toolTip=self._words.text("gui.action.clear_filters"))
        self.clear_button.setAccessibleName(self._words.text("gui.action.clear_filters"))
        self.clear_button.setIconSize(QSize(16, 16))
        self.clear_button.clicked.connect(self.clear)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 2, 6)
        grid.setSpacing(6)
        grid.addWidget(self.text, 0, 0, 1, 2)
        grid.addWidget(self.party, 0, 2)
        grid.addWidget(self.place, 0, 3)
        grid.addWidget(self.types, 0, 4)
        dates = (self.earliest, self.latest)
        for column, widget in enumerate((*dates, self.language, self.status), start=0):
            grid.addWidget(widget, 1, column)
        tail = QWidget()
        tail_grid = QGridLayout(tail)
        tail_grid.setContentsMargins(0, 0, 0, 0)
        tail_grid.addWidget(self.count, 0, 0)
        tail_grid.addWidget(self.clear_button, 0, 1)
        tail_grid.setColumnStretch(0, 1)
        grid.addWidget(tail, 1, 4)
        for column in range(5):
            grid.setColumnStretch(column, 1)

        order = (self.text, self.party, self.place, self.types, *dates, self.language, self.status, self.clear_button)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _line(self, name: str, sign: QIcon | None = None) -> QLineEdit:
        line = QLineEdit(placeholderText=self._words.text(f"gui.filter.{name}"), clearButtonEnabled=name not in ("from", "to"))
        line.setAccessibleName(self._words.text(f"gui.filter.{name}"))
        line.setToolTip(self._words.text(f"gui.filter.{name}_tip"))
        line.setMinimumWidth(60)
        if sign:
            line.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        line.textChanged.connect(self._timer.start)
        return line

    def _choice(self, name: str, options: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._words.text(f"gui.filter.{name}"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.addItem(self._words.text(f"gui.filter.{name}_any"), None)
        for key, value in options:
            box.addItem(self._words.text(key), value)
        box.currentIndexChanged.connect(self._tell)
        return box

    def query(self) -> EventQuery:
        """Return the filter as it stands; a date that is none filters nothing and is shown as wrong."""
        first, last = whole_date(self.earliest.text(), end=False), whole_date(self.latest.text(), end=True)
        for line, value in ((self.earliest, first), (self.latest, last)):
            _mark(line, bool(line.text().strip()) and value is None)
        return EventQuery(
            types=self.types.types(),
            earliest=first,
            latest=last,
            party=self.party.text(),
            place=self.place.text(),
            language=self.language.currentData(),
            status=self.status.currentData(),
            text=self.text.text(),
            minimum_confidence=self._settings.get("minimum_confidence"),
        )

    def is_active(self) -> bool:
        """Tell whether anything is filtered."""
        return self.query() != EventQuery()

    def apply_settings(self) -> None:
        """Take over the lowest confidence shown."""
        self._tell()

    def clear(self) -> None:
        """Filter nothing."""
        for line in (self.text, self.earliest, self.latest, self.party, self.place):
            line.clear()
        self.types.clear()
        for box in (self.language, self.status):
            box.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit(self.query())


def _mark(line: QLineEdit, invalid: bool) -> None:
    """Frame a field in red, or no longer."""
    if line.property("invalid") != invalid:
        line.setProperty("invalid", invalid)
        line.style().unpolish(line)
        line.style().polish(line)
