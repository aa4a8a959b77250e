"""What all dialogs have in common: a form with a title, and buttons with the catalogue's words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class FormDialog(QDialog):
    """A dialog with a form; ``buttons`` are added with ``add_button``."""

    def __init__(self, title: str, parent: QWidget | None, *, intro: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(24, 20, 24, 20)
        self.box.setSpacing(14)
        if intro:
            label = QLabel(intro, wordWrap=True)
            label.setProperty("role", "muted")
            self.box.addWidget(label)
        self.form = QFormLayout(horizontalSpacing=18, verticalSpacing=10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.box.addLayout(self.form)
        self.buttons = QDialogButtonBox()

    def add_row(self, text: str, widget: QWidget) -> QWidget:
        """Add a labelled field; the label is its name for screen readers too."""
        widget.setAccessibleName(text)
        self.form.addRow(text, widget)
        return widget

    def add_button(self, text: str, role: QDialogButtonBox.ButtonRole, *, primary: bool = False) -> QPushButton:
        """Add a button at the foot; the primary one answers Enter."""
        button = self.buttons.addButton(text, role)
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        return button

    def finish(self) -> None:
        """Put the buttons under everything else."""
        self.buttons.rejected.connect(self.reject)
        self.box.addWidget(self.buttons)
