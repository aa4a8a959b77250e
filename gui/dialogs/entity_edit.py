"""The dialogs that correct an entity: another name, the same as another, some forms apart, one form more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from core.model import ENTITY_TYPES, Entity
from core.store import fold_for_search
from gui.dialogs.frame import FormDialog
from gui.models.columns import any_direction
from gui.models.entity_model import EntityModel, kind_text
from gui.session import Session

_LISTED = 400
_Entity = Qt.ItemDataRole.UserRole


def suggested_name(form: str) -> str:
    """Return a form as a name in Latin script, in the field's usual spelling."""
    from core.resolve.namekeys import romanise  # only here: the list of entities need not wait for it

    return romanise(form).strip() or form


class _EntityDialog(FormDialog):
    """What these dialogs share: fields with names for screen readers, and the two buttons."""

    def __init__(self, session: Session, title: str, intro: str, parent: QWidget | None) -> None:
        super().__init__(session.words.text(f"gui.entities.title.{title}"), parent, intro=intro)
        self._words = session.words
        self.agree = self.add_button(self._words.text(f"gui.entities.agree.{title}"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(self._words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._agreed)

    def _row(self, name: str, widget: QWidget) -> QWidget:
        return self.add_row(self._words.text(f"gui.entities.{name}"), widget)

    def _kinds(self, kind: str) -> QComboBox:
        box = QComboBox()
        for code in dict.fromkeys((*ENTITY_TYPES, kind)):
            box.addItem(kind_text(code, self._words), code)
        box.setCurrentIndex(box.findData(kind))
        return box

    def _agreed(self) -> None:
        raise NotImplementedError


class RenameDialog(_EntityDialog):
    """Asks for name, type and country."""

    decided = Signal(str, str, object)

    def __init__(self, session: Session, entity: Entity, parent: QWidget | None) -> None:
        super().__init__(session, "rename", session.words.text("gui.entities.rename_intro"), parent)
        self.name = self._row("name", QLineEdit(entity.name))
        self.kind = self._row("type", self._kinds(entity.type))
        self.country = self._row("country", QLineEdit(entity.country or "", maxLength=2))
        self.country.setPlaceholderText(session.words.text("gui.entities.country_hint"))
        self.name.textChanged.connect(self._check)
        self.country.textChanged.connect(self._check)
        self.finish()
        self.name.selectAll()

    def _check(self) -> None:
        country = self.country.text().strip()
        self.agree.setEnabled(bool(self.name.text().strip()) and (not country or (len(country) == 2 and country.isascii())))

    def _agreed(self) -> None:
        self.decided.emit(self.name.text(), self.kind.currentData(), self.country.text().strip().upper() or None)
        self.accept()


class MergeDialog(_EntityDialog):
    """Asks which entities are one, unless they were chosen already, and under which name."""

    decided = Signal(object, object)

    def __init__(self, session: Session, chosen: Sequence[Entity], model: EntityModel, parent: QWidget | None) -> None:
        names = session.words.text("gui.list").join(any_direction(model.name(entity)) for entity in chosen[:4])
        super().__init__(session, "merge", session.words.text("gui.entities.merge_intro", names=names), parent)
        self.resize(560, 480)
        self._chosen, self._model = list(chosen), model
        self.field = QLineEdit(clearButtonEnabled=True)
        self.others = QListWidget()
        self.others.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if len(self._chosen) == 1:
            self._row("merge_search", self.field)
            self._row("merge_with", self.others)
            self.field.textChanged.connect(self._fill)
            self.others.itemSelectionChanged.connect(self._offer)
            self.others.itemActivated.connect(self._agreed)
            self._fill()
        self.kept = self._row("merge_kept", QComboBox())
        self.finish()
        self._offer()

    def _fill(self) -> None:
        wanted = fold_for_search(self.field.text()).split()
        self.others.clear()
        for entity in self._model.all():
            folded = fold_for_search(" ".join((entity.name, self._model.name(entity), *entity.aliases)))
            if entity.entity_id != self._chosen[0].entity_id and all(word in folded for word in wanted):
                item = QListWidgetItem(f"{any_direction(self._model.name(entity))} · {kind_text(entity.type, self._words)}")
                item.setToolTip("\n".join(map(any_direction, entity.aliases)))
                item.setData(_Entity, entity)
                self.others.addItem(item)
                if self.others.count() >= _LISTED:
                    break

    def _all(self) -> list[Entity]:
        return [*self._chosen, *(item.data(_Entity) for item in self.others.selectedItems())]

    def _offer(self) -> None:
        self.kept.clear()
        for entity in self._all():
            self.kept.addItem(any_direction(entity.name), entity)
        self.agree.setEnabled(self.kept.count() > 1)

    def _agreed(self, *_: object) -> None:
        kept = self.kept.currentData()
        others = [entity for entity in self._all() if kept and entity.entity_id != kept.entity_id]
        if others:
            self.decided.emit(kept, others)
            self.accept()


class SplitDialog(_EntityDialog):
    """Asks which forms are somebody else, and who."""

    decided = Signal(object, str, str)

    def __init__(self, session: Session, entity: Entity, chosen: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(session, "split", session.words.text("gui.entities.split_intro", name=any_direction(entity.name)), parent)
        self._named = False
        self.forms = QListWidget()
        for form in entity.aliases:
            item = QListWidgetItem(any_direction(form))
            item.setData(_Entity, form)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if form in chosen else Qt.CheckState.Unchecked)
            self.forms.addItem(item)
        self._row("forms", self.forms)
        self.name = self._row("new_name", QLineEdit())
        self.kind = self._row("type", self._kinds(entity.type))
        self.name.textEdited.connect(self._edited)
        self.forms.itemChanged.connect(self._check)
        self.finish()
        self._check()

    def chosen(self) -> list[str]:
        """Return the forms that were ticked."""
        items = [self.forms.item(number) for number in range(self.forms.count())]
        return [item.data(_Entity) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _edited(self) -> None:
        self._named = True
        self._check()

    def _check(self, *_: object) -> None:
        forms = self.chosen()
        if not self._named:
            self.name.setText(suggested_name(max(forms, key=len)) if forms else "")
        self.agree.setEnabled(0 < len(forms) < self.forms.count() and bool(self.name.text().strip()))

    def _agreed(self) -> None:
        self.decided.emit(self.chosen(), self.name.text(), self.kind.currentData())
        self.accept()


class AliasDialog(_EntityDialog):
    """Asks for a form."""

    decided = Signal(str)

    def __init__(self, session: Session, entity: Entity, parent: QWidget | None) -> None:
        super().__init__(session, "alias", session.words.text("gui.entities.alias_intro", name=any_direction(entity.name)), parent)
        self.text = self._row("new_form", QLineEdit())
        self.text.textChanged.connect(self._check)
        self.finish()
        self._check()

    def _check(self) -> None:
        self.agree.setEnabled(len(" ".join(self.text.text().split())) > 1)

    def _agreed(self) -> None:
        self.decided.emit(self.text.text())
        self.accept()
