"""Write something out of the case: the PDF briefing with its options, a table, JSON Lines, or a copy of the case."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QProgressBar, QWidget

from core.brief.model import TLP
from core.i18n import INTERFACE_LANGUAGES
from core.store import SUFFIX, Case
from gui.dialogs.frame import FormDialog
from gui.jobs import Job, Work
from gui.panes.filters import whole_date
from gui.session import Session

_SUFFIXES = {"csv": ".csv", "case": SUFFIX}


class ExportDialog(FormDialog):
    """Asks for the options of a briefing and writes it in a thread."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        words = session.words
        super().__init__(words.text("gui.export.title"), parent, intro=words.text("gui.export.intro"))
        self._session = session
        settings = session.settings
        self.title = QLineEdit(settings.get("brief_title"), placeholderText=words.text("brief.default_title"))
        self.language = QComboBox()
        for code in INTERFACE_LANGUAGES:
            self.language.addItem(words.text(f"language.{code}"), code)
        self.language.setCurrentIndex(INTERFACE_LANGUAGES.index(settings.get("brief_language")))
        self.tlp = QComboBox()
        for marking in TLP:
            self.tlp.addItem(f"TLP:{marking}", marking)
        remembered = settings.get("brief_marking")
        self.tlp.setCurrentIndex(TLP.index(remembered) if remembered in TLP else TLP.index("AMBER"))
        self.first = QLineEdit(placeholderText=words.text("gui.export.date_hint"))
        self.last = QLineEdit(placeholderText=words.text("gui.export.date_hint"))
        self.accepted = QCheckBox(words.text("gui.export.accepted_only"))
        for name, widget in (
            ("name", self.title), ("language", self.language), ("tlp", self.tlp), ("from", self.first), ("to", self.last),
            ("", self.accepted),
        ):  # fmt: skip
            self.form.addRow(words.text(f"gui.export.{name}") if name else "", widget)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.box.addWidget(self.bar)
        self.save = self.add_button(words.text("gui.export.save"), QDialogButtonBox.ButtonRole.AcceptRole, primary=True)
        self.add_button(words.text("gui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._ask)
        self.finish()

    def _ask(self) -> None:
        words = self._session.words
        chosen, _ = QFileDialog.getSaveFileName(self, words.text("gui.export.title"), f"{self._session.name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen).with_suffix(".pdf"))

    def write(self, path: Path) -> Job:
        """Write the briefing to a file in a thread."""
        session = self._session
        for name, value in (
            ("brief_title", self.title.text()), ("brief_language", self.language.currentData()), ("brief_marking", self.tlp.currentData()),
        ):  # fmt: skip
            session.save_setting(name, value)
        values = {
            "language": self.language.currentData(),
            "title": self.title.text(),
            "tlp": self.tlp.currentData(),
            "period_from": whole_date(self.first.text(), end=False),
            "period_to": whole_date(self.last.text(), end=True),
            "accepted_only": self.accepted.isChecked(),
            "generated_at": datetime.now(UTC).isoformat(timespec="minutes"),
        }
        self.bar.show()
        self.save.setEnabled(False)
        job = Job(briefing_work(session.path, path, values))
        job.finished.connect(self.accept)
        job.failed.connect(self._failed)
        return _start(job, session, self.parentWidget())

    def _failed(self) -> None:
        self.bar.hide()
        self.save.setEnabled(True)


def briefing_work(case_path: Path | None, path: Path, values: dict) -> Work:
    """Return the work of writing a briefing."""

    def work(_progress, _cancelled):  # noqa: ANN001, ANN202
        from core.brief import BriefOptions, build, write_pdf
        from core.version import VERSION

        with Case.open(case_path) as case:
            briefing = build(case, BriefOptions(version=VERSION, **values))
        write_pdf(briefing, path)
        return path

    return work


def file_work(case_path: Path | None, path: Path, kind: str) -> Work:
    """Return the work of writing a table, the JSON Lines or a copy of the case."""

    def work(_progress, _cancelled):  # noqa: ANN001, ANN202
        from core import csv_output, output

        with Case.open(case_path) as case:
            if kind == "csv":
                csv_output.write(case, path)
            elif kind == "jsonl":
                output.write(case, path)
            else:
                case.backup(path)
        return path

    return work


def export_file(session: Session, parent: QWidget, kind: str) -> None:
    """Ask where to and write in a thread."""
    words = session.words
    title = words.text(f"gui.export.{kind}_title")
    if kind == "jsonl":
        chosen = QFileDialog.getExistingDirectory(parent, title)
    else:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, f"{session.name}{_SUFFIXES[kind]}", f"(*{_SUFFIXES[kind]})")
    if chosen:
        path = Path(chosen) if kind == "jsonl" else Path(chosen).with_suffix(_SUFFIXES[kind])
        start_export(session, parent, kind, path)


def start_export(session: Session, parent: QWidget, kind: str, path: Path) -> Job:
    """Write in a thread and tell when it is done."""
    return _start(Job(file_work(session.path, path, kind)), session, parent)


def _start(job: Job, session: Session, parent: QWidget | None) -> Job:
    teller = _Teller(session, parent)
    job.finished.connect(teller.tell)
    job.failed.connect(session.troubled)
    return job.start()


class _Teller(QWidget):
    """Receives the end of an export in the window's thread."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.hide()

    def tell(self, path: Path) -> None:
        """Say where the file is."""
        tell_written(self._session, self.parentWidget(), path)
        self.deleteLater()


def tell_written(session: Session, parent: QWidget | None, path: Path) -> None:
    """Say where a file was written and offer to open it or its folder."""
    words = session.words
    box = QMessageBox(QMessageBox.Icon.Information, words.text("gui.app.name"), words.text("gui.export.written", path=path), parent=parent)
    file = box.addButton(words.text("gui.export.open_file"), QMessageBox.ButtonRole.ActionRole) if path.is_file() else None
    folder = box.addButton(words.text("gui.export.open_folder"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(words.text("gui.dialog.close"), QMessageBox.ButtonRole.RejectRole)

    def clicked(button: object) -> None:
        if button in (file, folder):
            target = path if button is file or path.is_dir() else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    box.buttonClicked.connect(clicked)
    box.open()
