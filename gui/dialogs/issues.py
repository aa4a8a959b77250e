"""The list of files that had trouble: which, at which stage, and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialogButtonBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from gui.dialogs.frame import FormDialog
from gui.session import Session


class IssuesDialog(FormDialog):
    """Shows the issues of the open case."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        words = session.words
        issues = session.case.issues() if session.case else []
        super().__init__(words.text("gui.issues.title"), parent, intro=words.text("gui.issues.intro" if issues else "gui.issues.none"))
        self.resize(760, 420)
        self.table = QTableWidget(len(issues), 3)
        self.table.setAccessibleName(words.text("gui.issues.title"))
        self.table.setHorizontalHeaderLabels([words.text(f"gui.issues.{name}") for name in ("path", "stage", "message")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        for number, issue in enumerate(issues):
            key = f"gui.stage.{issue.stage}"
            for column, text in enumerate((issue.path, words.text(key) if words.has(key) else issue.stage, issue.message)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, column, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()
        if issues:
            self.box.addWidget(self.table, 1)
            self.box.addWidget(QLabel(words.count("gui.run.issues", len(issues))))
        else:
            self.table.setParent(None)
        self.add_button(words.text("gui.dialog.close"), QDialogButtonBox.ButtonRole.RejectRole, primary=True)
        self.finish()
