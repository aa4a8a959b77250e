"""Preferences, generated from core.settings: every option of these groups gets a field (the briefing's are in its own dialog)."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QDoubleSpinBox, QLabel, QLineEdit, QSpinBox, QWidget

from core.settings import SETTINGS, Setting
from gui.dialogs.frame import FormDialog
from gui.session import Session

_GROUPS = ("general", "table", "extraction")


class PreferencesDialog(FormDialog):
    """Shows the settings and takes them over at once when confirmed."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        words = session.words
        super().__init__(words.text("gui.preferences.title"), parent)
        self._session = session
        self.fields: dict[str, QWidget] = {}
        for group in _GROUPS:
            self._heading(words.text(f"gui.preferences.{group}"))
            for setting in SETTINGS:
                if setting.group == group:
                    self.fields[setting.name] = self._field(setting)
                    self.form.addRow(words.text(f"settings.{setting.name}"), self.fields[setting.name])
        self.add_button(words.text("gui.dialog.ok"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._save)
        self.finish()

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setProperty("role", "title")
        self.form.addRow(label)

    def _field(self, setting: Setting) -> QWidget:
        value = self._session.settings.get(setting.name)
        if setting.choices:
            field = QComboBox()
            for choice in setting.choices:
                field.addItem(self._session.words.text(f"settings.choice.{choice}"), choice)
            field.setCurrentIndex(setting.choices.index(value))
        elif isinstance(setting.default, bool):
            field = QCheckBox(checked=value)
        elif isinstance(setting.default, float):
            field = QDoubleSpinBox(minimum=setting.least, maximum=setting.most, singleStep=0.05, value=value)
        elif isinstance(setting.default, int):
            field = QSpinBox(minimum=int(setting.least), maximum=int(setting.most), value=value)
        else:
            field = QLineEdit(value)
        field.setAccessibleName(self._session.words.text(f"settings.{setting.name}"))
        return field

    def _save(self) -> None:
        changed = []
        for name, field in self.fields.items():
            value = _value(field)
            if value != self._session.settings.get(name):
                self._session.save_setting(name, value)
                changed.append(name)
        self.accept()
        if {"interface_language", "theme", "interface_size"} & set(changed):
            self._session.apply_interface()
            return
        if "text_size" in changed:
            self._session.text_size_changed.emit()
        if "minimum_confidence" in changed:
            self._session.filter_settings_changed.emit()


def _value(field: QWidget) -> object:
    """Return what a field says."""
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    return field.text() if isinstance(field, QLineEdit) else field.value()
