"""The entities of the case, and what a person may correct of them: names, merges, splits, forms; every step can be undone."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from core.corrections import add_alias, merge, rename, split
from core.model import Entity
from core.store import Case, Correction
from gui.dialogs.entity_edit import AliasDialog, MergeDialog, RenameDialog, SplitDialog, suggested_name
from gui.history import History
from gui.jobs import Job
from gui.models.columns import any_direction
from gui.models.entity_model import WIDTHS, EntityModel
from gui.panes.card import SearchBand, fill_card, set_look
from gui.session import Session
from gui.theme import Theme

_DELAY_MS = 150
_FORMS_HEIGHT = 118
ACTIONS = ("rename", "merge", "alias", "split", "never", "keep")


class EntitiesPane(QFrame):
    """A search field over the list, the forms of the chosen entity under it, and the buttons."""

    events_wanted = Signal(str)
    keep_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, theme: Theme, history: History) -> None:
        super().__init__(objectName="card")
        self._session, self._history = session, history
        self._stale, self._awaited = True, ""
        words = session.words
        self.band = SearchBand(words.text("gui.entities.search"), theme, _DELAY_MS)
        self.field, self.note = self.band.field, self.band.note
        self.model = EntityModel(words, self)
        self.table = self._make_table()
        self.forms = QListWidget()
        self.forms.setAccessibleName(words.text("gui.entities.forms"))
        self.forms.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.forms.setFixedHeight(_FORMS_HEIGHT)
        self.buttons = {name: QPushButton(words.text(f"gui.entities.do.{name}")) for name in (*ACTIONS, "events")}
        for name, button in self.buttons.items():
            button.setToolTip(words.text(f"gui.entities.tip.{name}"))
            button.clicked.connect(getattr(self, name))
        self._arrange()
        self._connect()
        self._update()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self._session.words.text("gui.pane.entities"))
        set_look(table, 14)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = table.horizontalHeader()
        header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        for number, width in enumerate(WIDTHS):
            table.setColumnWidth(number, width)
        return table

    def _arrange(self) -> None:
        foot = QFrame(objectName="foot")
        under = QHBoxLayout(foot)
        under.setContentsMargins(10, 8, 10, 10)
        under.setSpacing(10)
        forms = QVBoxLayout()
        title = QLabel(self._session.words.text("gui.entities.forms"))
        title.setProperty("role", "muted")
        title.setBuddy(self.forms)
        forms.addWidget(title)
        forms.addWidget(self.forms)
        under.addLayout(forms, 1)
        grid = QGridLayout(horizontalSpacing=6, verticalSpacing=6)
        for number, name in enumerate(("events", *ACTIONS)):
            grid.addWidget(self.buttons[name], number // 2, number % 2)
        under.addLayout(grid)
        fill_card(self, self.band, self.table, foot)

    def _connect(self) -> None:
        session = self._session
        self.band.settled.connect(self._search)
        self.field.returnPressed.connect(self._enter)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.model.modelReset.connect(self._update)
        self.table.activated.connect(self.events)
        self.forms.itemSelectionChanged.connect(self._enable)
        for signal in (session.case_opened, session.case_changed, session.names_loaded):
            signal.connect(self.refresh)

    # -- content

    def showEvent(self, event: QShowEvent) -> None:
        """Read the entities when the pane comes into view and they may have changed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the entities again, in a thread, if anybody can see them."""
        path = self._session.path
        self._stale = not self.isVisible()
        if path is None:
            self._take((None, []))
        elif not self._stale:

            def work(_progress, _cancelled):  # noqa: ANN001, ANN202
                with Case.open(path) as case:
                    return path, case.entities()

            job = Job(work)
            job.finished.connect(self._take)
            job.failed.connect(self._session.troubled)
            job.start()

    def _take(self, found: tuple) -> None:
        if found[0] != self._session.path:
            return
        wanted = self._awaited or next((e.entity_id for e in self.chosen()), "")
        self._awaited = ""
        self.model.show(found[1], self._session.names)
        self._count()
        self.select(wanted)

    def select(self, entity_id: str) -> None:
        """Put the cursor on an entity, or on the first."""
        row = max(0, self.model.row_of(entity_id))
        if self.model.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)
            self.table.scrollTo(self.model.index(row, 0))

    def _search(self) -> None:
        self.band.settle()
        self.model.search(self.field.text())
        self._count()
        self.select("")

    def _enter(self) -> None:
        self._search()
        self.table.setFocus()

    def _count(self) -> None:
        words, shown = self._session.words, self.model.rowCount()
        text = words.count("gui.entities.count", self.model.total)
        if shown != self.model.total:
            text = words.text("gui.filter.count", shown=shown, total=self.model.total)
        self.note.setText(text)

    def chosen(self) -> list[Entity]:
        """Return the selected entities, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.entity(row) for row in rows if row < self.model.rowCount()]

    def chosen_forms(self) -> list[str]:
        """Return the selected forms of the selected entity."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.forms.selectedItems()]

    def _update(self, *_: object) -> None:
        chosen = self.chosen()
        self.forms.clear()
        for form in chosen[0].aliases if len(chosen) == 1 else ():
            item = QListWidgetItem(any_direction(form))
            item.setData(Qt.ItemDataRole.UserRole, form)
            self.forms.addItem(item)
        self._enable()

    def _enable(self) -> None:
        chosen, forms = self.chosen(), self.chosen_forms()
        one, apart = len(chosen) == 1, len(chosen) == 1 and 0 < len(forms) < len(chosen[0].aliases)
        for name, button in self.buttons.items():
            possible = {"merge": bool(chosen), "never": apart, "split": one and len(chosen[0].aliases) > 1}
            button.setEnabled(possible.get(name, one))

    # -- what a person does

    def _correct(self, made: list[Correction], awaited: str = "") -> None:
        self._awaited = awaited
        self._history.correct(made)

    def events(self, *_: object) -> None:
        """Show the events of the chosen entity."""
        chosen = self.chosen()
        if len(chosen) == 1:
            self.events_wanted.emit(chosen[0].name)

    def rename(self) -> None:
        """Ask for another name, type or country."""
        case, (entity, *_) = self._session.case, self.chosen()
        dialog = RenameDialog(self._session, entity, self)
        dialog.decided.connect(lambda *said: case and self._correct([rename(case, entity, *said)], entity.entity_id))
        dialog.open()

    def merge(self) -> None:
        """Ask which other entity is the same, and which name stays."""
        case = self._session.case
        dialog = MergeDialog(self._session, self.chosen(), self.model, self)
        dialog.decided.connect(lambda kept, others: case and self._correct([merge(case, kept, o) for o in others], kept.entity_id))
        dialog.open()

    def split(self) -> None:
        """Ask which forms are somebody else, and who."""
        case, (entity, *_) = self._session.case, self.chosen()
        dialog = SplitDialog(self._session, entity, self.chosen_forms(), self)
        dialog.decided.connect(lambda forms, name, kind: case and self._correct([split(case, entity, forms, name, kind)]))
        dialog.open()

    def never(self) -> None:
        """Let the chosen forms never be linked with the chosen entity again."""
        case, (entity, *_), forms = self._session.case, self.chosen(), self.chosen_forms()
        if case and forms:
            self._correct([split(case, entity, [form], suggested_name(form), entity.type) for form in forms], entity.entity_id)
            self.told.emit(
                self._session.words.text(
                    "gui.entities.never_told", forms=self._session.words.text("gui.list").join(map(any_direction, forms))
                )
            )

    def alias(self) -> None:
        """Ask for a form that stands for the chosen entity too."""
        case, (entity, *_) = self._session.case, self.chosen()
        dialog = AliasDialog(self._session, entity, self)
        dialog.decided.connect(lambda form: case and self._correct([add_alias(case, entity, form)], entity.entity_id))
        dialog.open()

    def keep(self) -> None:
        """Put the chosen entity into the user's own entities."""
        self.keep_wanted.emit(self.chosen()[0])
