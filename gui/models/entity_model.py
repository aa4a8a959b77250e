"""The entities of a case as a table: who or what, how often, in how many articles, and why."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from core.i18n import Catalogue
from core.model import Entity
from core.store import fold_for_search
from gui.models.columns import any_direction
from gui.models.record import reasons
from gui.models.titled import LEADING, Index, TitledModel

COLUMNS = ("name", "type", "mentions", "documents", "why")
WIDTHS = (230, 118, 88, 84, 260)


def kind_text(kind: str, words: Catalogue) -> str:
    """Return the type of an entity in words."""
    key = f"brief.kind.{kind}"
    return words.text(key) if words.has(key) else kind


class EntityModel(TitledModel):
    """All entities, those that answer a search, in an order."""

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, "gui.entities", words, parent)
        self._all: list[Entity] = []
        self._rows: list[Entity] = []
        self._folded: dict[str, str] = {}
        self._names: Mapping[str, str] = MappingProxyType({})
        self._wanted: list[str] = []
        self._order = (COLUMNS.index("mentions"), True)

    @property
    def total(self) -> int:
        """The number of entities in the case."""
        return len(self._all)

    def show(self, entities: Iterable[Entity], names: Mapping[str, str]) -> None:
        """Show other entities; ``names`` are those in the script of the interface."""
        self._all, self._names = list(entities), names
        self._folded = {e.entity_id: fold_for_search(" | ".join((e.name, names.get(e.name, ""), *e.aliases))) for e in self._all}
        self._arrange()

    def search(self, text: str) -> None:
        """Show only those of which a name or a form holds every word of a search, in any script and spelling."""
        self._wanted = fold_for_search(text).split()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def _arrange(self) -> None:
        column, descending = self._order
        kept = [e for e in self._all if all(word in self._folded[e.entity_id] for word in self._wanted)]
        self.beginResetModel()
        self._rows = sorted(kept, key=self._key(COLUMNS[column]), reverse=descending)
        self.endResetModel()

    def _key(self, column: str) -> Callable[[Entity], Any]:
        if column == "documents":
            return lambda e: len(e.documents)
        if column == "mentions":
            return lambda e: e.mentions
        if column == "name":
            return lambda e: fold_for_search(self.name(e))
        return lambda e: self._text(e, column)

    def name(self, entity: Entity) -> str:
        """Return the name to show, in the script of the interface where there is one."""
        return self._names.get(entity.name, entity.name)

    def entity(self, row: int) -> Entity:
        """Return the entity of a row."""
        return self._rows[row]

    def all(self) -> list[Entity]:
        """Return every entity, most mentioned first."""
        return list(self._all)

    def row_of(self, entity_id: str) -> int:
        """Return where an entity stands, or -1."""
        return next((number for number, entity in enumerate(self._rows) if entity.entity_id == entity_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entity, column = self._rows[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(entity, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(reasons(entity.why, self._words)) if column == "why" else any_direction(entity.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEADING
        return None

    def _text(self, entity: Entity, column: str) -> str:
        if column == "name":
            return any_direction(self.name(entity))
        if column == "type":
            return kind_text(entity.type, self._words)
        if column == "why":
            return next(iter(reasons(entity.why[:1], self._words)), "")
        return str(entity.mentions if column == "mentions" else len(entity.documents))
