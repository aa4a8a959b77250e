"""Keep the folder of the open case in view while the person wants that: new articles are read as they come."""

from PySide6.QtCore import QObject, QTimer

from core.watch import Watch
from gui.jobs import Job
from gui.session import Session

SECONDS = 5


class FolderWatch(QObject):
    """Looks into the folder every few seconds, in a thread, and starts a run when something has come and settled."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._watch: Watch | None = None
        self._looking = False
        timer = QTimer(self, interval=SECONDS * 1000)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Look once, unless a run or a look is under way; the first look at a folder always leads to a run."""
        session = self._session
        if not session.settings.get("watch") or session.case is None or session.folder is None or session.run or self._looking:
            return
        folder, known = session.folder, self._watch
        self._looking = True

        def work(_progress, _cancelled):  # noqa: ANN001, ANN202
            if known is None or known.folder != folder:
                return Watch(folder), True
            return known, known.changed()

        job = Job(work)
        job.finished.connect(self._looked)
        job.ended.connect(self._rest)
        job.start()

    def _looked(self, found: tuple[Watch, bool]) -> None:
        self._watch, changed = found
        if changed and self._session.folder == self._watch.folder and not self._session.run:
            self._session.update_from_folder()

    def _rest(self) -> None:
        self._looking = False
