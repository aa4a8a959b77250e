"""The bar at the foot of the window while a folder is read: how far it is, what it found, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from core.model import Progress
from gui.jobs import Job
from gui.models.columns import any_direction
from gui.session import Session


class RunBar(QFrame):
    """Hidden unless a run is under way or has just ended."""

    issues_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="card")
        self._session = session
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(session.words.text("gui.run.progress_name"))
        self.label = QLabel()
        self.label.setMinimumWidth(50)
        self.stop = QPushButton(session.words.text("gui.run.cancel"))
        self.trouble = QPushButton()
        self.trouble.setProperty("flat", True)
        self.close_button = QPushButton(session.words.text("gui.dialog.close"))
        self.close_button.setProperty("flat", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 10, 8)
        line.setSpacing(12)
        line.addWidget(self.label, 3)
        line.addWidget(self.bar, 2)
        for button in (self.trouble, self.stop, self.close_button):
            line.addWidget(button)
        self.stop.clicked.connect(self._cancel)
        self.close_button.clicked.connect(self.hide)
        self.trouble.clicked.connect(self.issues_wanted)
        session.run_started.connect(self._begin)
        session.run_ended.connect(self._end)
        session.case_opened.connect(self._other_case)
        self.hide()

    def _begin(self, job: Job) -> None:
        self._show(running=True)
        self.bar.setRange(0, 0)
        self.label.setText(self._session.words.text("gui.run.starting"))
        job.progressed.connect(self._progress)
        job.finished.connect(self._done)
        job.failed.connect(self._failed)

    def _show(self, *, running: bool) -> None:
        self.stop.setEnabled(True)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.close_button.setVisible(not running)
        self.trouble.hide()
        self.show()

    def _progress(self, progress: Progress) -> None:
        words = self._session.words
        if progress.total and progress.done >= progress.total:
            self.bar.setRange(0, 0)
            self.label.setText(words.text("gui.run.connecting"))
            return
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        if not self.stop.isEnabled():
            return
        found = words.count("count.events", progress.events)
        path = any_direction(progress.path.rsplit("/", 1)[-1])
        self.label.setText(words.text("gui.run.progress", done=progress.done, total=progress.total, events=found, path=path))

    def _cancel(self) -> None:
        if self._session.run:
            self._session.run.cancel()
        self.stop.setEnabled(False)
        self.label.setText(self._session.words.text("gui.run.stopping"))

    def _done(self, report) -> None:  # noqa: ANN001
        words = self._session.words
        self._show(running=False)
        key = "gui.run.cancelled" if report.cancelled else "gui.run.done" if report.files else "gui.run.nothing"
        self.label.setText(
            words.text(key, read=report.read, same=report.skipped_unchanged, events=words.count("count.events", report.events))
        )
        if report.issues:
            self.trouble.setText("⚠ " + words.count("gui.run.issues", len(report.issues)))
            self.trouble.show()

    def _failed(self, message: str) -> None:
        self._show(running=False)
        self.label.setText(self._session.words.text("gui.run.failed", message=message))

    def _end(self, _job: object) -> None:
        self.stop.hide()
        self.bar.hide()

    def _other_case(self) -> None:
        if not self._session.run:
            self.hide()
