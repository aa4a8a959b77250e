"""The user's own entities: a table to edit, to bring in from a file and to take along in one."""

import shutil
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.errors import AppError
from core.i18n import Catalogue
from core.languages import LANGUAGES
from core.model import ENTITY_TYPES, Entity
from core.resolve.user_entities import (
    BadRow,
    OwnEntities,
    OwnEntity,
    check_rows,
    own_entities,
    own_file,
    read_entities,
    split_forms,
    write_entities,
)
from gui.dialogs.frame import FormDialog
from gui.models.columns import any_direction, isolated
from gui.models.entity_model import kind_text
from gui.session import Session

COLUMNS = ("name", "type", "country", *LANGUAGES, "id")
_WIDTHS = (180, 106, 66, 150, 120, 110, 130, 80)
_CODE = Qt.ItemDataRole.UserRole
_FILES = "TOML, TSV (*.toml *.tsv)"
_MOST_TOLD = 6


class _KindDelegate(QStyledItemDelegate):
    """Lets a type be chosen from a list."""

    def __init__(self, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex) -> QWidget:
        """Return the list."""
        box = QComboBox(parent)
        for code in ENTITY_TYPES:
            box.addItem(kind_text(code, self._words), code)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """Begin with the present type."""
        editor.setCurrentIndex(max(0, editor.findData(index.data(_CODE))))

    def setModelData(self, editor: QWidget, model, index: QModelIndex) -> None:  # noqa: ANN001
        """Take over what was chosen."""
        model.setData(index, editor.currentText())
        model.setData(index, editor.currentData(), _CODE)


class OwnEntitiesDialog(FormDialog):
    """Edits the file of the user's own entities."""

    def __init__(self, session: Session, parent: QWidget | None, entity: Entity | None = None) -> None:
        words = session.words
        super().__init__(words.text("gui.own.title"), parent, intro=words.text("gui.own.intro"))
        self.resize(1040, 520)
        self._session, self._words = session, words
        self.table = self._make_table()
        self.box.addWidget(self.table, 1)
        self.box.addLayout(self._tools())
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.told.setProperty("role", "bad")
        self.told.hide()
        self.box.addWidget(self.told)
        self.add_button(words.text("gui.own.save"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.save)
        self.finish()
        self._left_out = own_entities().bad
        self._show(own_entities())
        if entity:
            self._put(_row_of(entity), to_edit=True)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setAccessibleName(self._words.text("gui.own.title"))
        titles = [self._words.text(f"language.{c}" if c in LANGUAGES else f"gui.own.{c}") for c in COLUMNS]
        table.setHorizontalHeaderLabels(titles)
        table.setItemDelegateForColumn(COLUMNS.index("type"), _KindDelegate(self._words, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, width in enumerate(_WIDTHS):
            table.setColumnWidth(number, width)
        return table

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for name in ("add", "remove", "bring", "take"):
            button = QPushButton(self._words.text(f"gui.own.{name}"), autoDefault=False)
            button.clicked.connect(getattr(self, name))
            line.addWidget(button)
        line.addStretch(1)
        return line

    # -- rows

    def _show(self, found: OwnEntities, *, source: str = "") -> None:
        for row in found.rows:
            self._put(row)
        self._tell(found.bad, "gui.own.left_out", source or own_file().name)

    def _put(self, row: OwnEntity, *, to_edit: bool = False) -> None:
        """Write a row in place of the one with its id, else at the end."""
        present = [n for n, fields in enumerate(self._cells()) if (old := check_rows([fields]).rows) and old[0].entity_id == row.entity_id]
        number = present[0] if present else self.table.rowCount()
        if not present:
            self.table.insertRow(number)
        forms = {code: " | ".join(row.aliases.get(code, ())) for code in LANGUAGES}
        values = {"name": row.name, "country": row.country or "", "id": row.id} | forms
        for column, name in enumerate(COLUMNS):
            item = QTableWidgetItem(kind_text(row.type, self._words) if name == "type" else values[name])
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            if name == "type":
                item.setData(_CODE, row.type)
            self.table.setItem(number, column, item)
        if to_edit:
            self.table.setCurrentCell(number, 0)
            self.table.scrollToItem(self.table.item(number, 0))

    def _cells(self) -> list[dict]:
        """Return every row as fields."""
        return [self._fields(number) for number in range(self.table.rowCount())]

    def _fields(self, number: int) -> dict:
        def text(name: str) -> str:
            item = self.table.item(number, COLUMNS.index(name))
            return item.text().strip() if item else ""

        kind = self.table.item(number, COLUMNS.index("type"))
        fields = {name: text(name) for name in ("name", "country", "id") if text(name)}
        return fields | {"type": kind.data(_CODE) if kind else "", "aliases": {code: split_forms(text(code)) for code in LANGUAGES}}

    def _tell(self, bad: tuple[BadRow, ...], key: str, source: str) -> None:
        """Say which rows are wrong and why; nothing if none is."""
        lines = [
            self._words.text("gui.own.bad", line=isolated(str(one.line)), message=any_direction(one.message)) for one in bad[:_MOST_TOLD]
        ]
        more = [self._words.text("gui.own.more", n=len(bad) - _MOST_TOLD)] if len(bad) > _MOST_TOLD else []
        head = self._words.text(key, file=any_direction(source))
        self.told.setText("\n".join([head, *lines, *more]) if bad else "")
        self.told.setVisible(bool(bad))

    # -- what a person does

    def add(self) -> None:
        """Begin a new row."""
        number = self.table.rowCount()
        self._put(OwnEntity(self._words.text("gui.own.new"), "ORG"), to_edit=True)
        if self.table.rowCount() > number:
            self.table.editItem(self.table.item(number, 0))

    def remove(self) -> None:
        """Take the selected rows out."""
        for number in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(number)

    def bring(self) -> None:
        """Ask for a file and bring its rows in."""
        chosen, _ = QFileDialog.getOpenFileName(self, self._words.text("gui.own.bring"), "", _FILES)
        if chosen:
            self.bring_from(Path(chosen))

    def bring_from(self, path: Path) -> None:
        """Bring the rows of a file in; a row that is here already is replaced."""
        try:
            self._show(read_entities(path), source=path.name)
        except AppError as error:
            self._session.troubled.emit(str(error))

    def take(self) -> None:
        """Ask for a place and write the rows there, to be carried elsewhere."""
        chosen, _ = QFileDialog.getSaveFileName(self, self._words.text("gui.own.take"), own_file().name, _FILES)
        if chosen:
            self.take_to(Path(chosen))

    def take_to(self, path: Path) -> bool:
        """Write the rows to a file; False, and words on why, if one of them is wrong."""
        found = check_rows(self._cells())
        self._tell(found.bad, "gui.own.wrong", path.name)
        if found.bad:
            self.table.setCurrentCell(found.bad[0].line - 1, 0)
            return False
        try:
            if path == own_file() and self._left_out:
                shutil.copyfile(path, path.with_name(path.name + ".before"))
            write_entities(path if path.suffix in (".toml", ".tsv") else path.with_name(path.name + ".toml"), found.rows)
        except (AppError, OSError) as error:
            self._session.troubled.emit(str(error))
            return False
        return True

    def save(self) -> None:
        """Keep the rows, and read the articles anew that they touch."""
        if self.take_to(own_file()):
            self.accept()
            if self._session.folder and self._session.folder.is_dir():
                self._session.update_from_folder()


def _row_of(entity: Entity) -> OwnEntity:
    """Return an entity of a case as a row; its forms go to the language that their letters speak for."""
    forms: dict[str, list[str]] = {}
    for alias in entity.aliases:
        forms.setdefault(_language(alias), []).append(alias)
    kind = entity.type if entity.type in ENTITY_TYPES else "ORG"
    known = entity.entity_id if entity.entity_id.startswith(("kb:", "geo")) else ""
    return OwnEntity(entity.name, kind, entity.country, {code: tuple(some) for code, some in forms.items()}, known)


def _language(form: str) -> str:
    if any("\u0600" <= letter <= "\u06ff" for letter in form):
        return "fa" if set(form) & set("پچژگکی") else "ar"
    return "tr" if set(form) & set("çğıöşüÇĞİÖŞÜ") else "en"
