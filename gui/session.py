"""What the whole window shares: the open case, the settings, the words, the selection, and the few signals about them."""

import hashlib
import logging
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import AppError, DamagedCase
from core.i18n import INTERFACE_LANGUAGES, Catalogue
from core.model import Review, Span
from core.settings import Settings, config_folder
from core.store import SUFFIX, Case, Correction, EventQuery, EventRow
from gui.jobs import Job, Work, one_thread, wait_for_all
from gui.models.local_names import load_local_names

log = logging.getLogger(__name__)

_MOST_RECENT = 8


class Session(QObject):
    """One open case with everything that panes need to know; passed to each of them.

    Reading happens in the window's thread with ``case``; every write opens the case for itself in a thread (WAL lets both be).
    """

    case_opened = Signal()
    case_changed = Signal()
    event_selected = Signal(str, str)
    document_selected = Signal(str, object)
    reviews_saved = Signal(object)
    names_loaded = Signal()
    run_started = Signal(object)
    run_ended = Signal(object)
    interface_changed = Signal()
    text_size_changed = Signal()
    filter_settings_changed = Signal()
    troubled = Signal(str)
    damaged = Signal(object, object, str)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.words = Catalogue(self.settings.get("interface_language"))
        self.case: Case | None = None
        self.folder: Path | None = None
        self.event_id = ""
        self.doc_id = ""
        self.run: Job | None = None
        self._run_again = False
        self.names: dict[str, str] = {}
        self._writer = one_thread()

    # -- the case

    @property
    def path(self) -> Path | None:
        """The file of the open case."""
        return self.case.path if self.case else None

    @property
    def name(self) -> str:
        """What the open case is called."""
        if self.folder:
            return self.folder.name or str(self.folder)
        return self.path.stem if self.path else ""

    def open_case(self, path: Path, folder: Path | None = None, *, create: bool = False) -> bool:
        """Show a case in place of the present one; trouble is told and leaves the present one."""
        path = path.absolute()
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            opened = Case.open_or_create(path) if create else Case.open(path)
        except DamagedCase as error:
            self.damaged.emit(path, folder, str(error))
            return False
        except (AppError, OSError) as error:
            self.troubled.emit(str(error))
            return False
        self.close_case()
        self.case, self.folder = opened, folder or self._known_folder(path)
        self._remember(path)
        self.case_opened.emit()
        self._load_names()
        self._keep_backup()
        return True

    def _keep_backup(self) -> None:
        """Make a rolling copy of the case, if one is due, in the writing thread."""
        path = self.path

        def work(_progress, _cancelled):  # noqa: ANN001, ANN202
            with Case.open(path) as case:
                case.keep_backup()

        job = Job(work)
        job.failed.connect(self.troubled)
        job.start(self._writer)

    def recover(self, path: Path, folder: Path | None) -> int | None:
        """Bring a damaged case back and open it; return how many decisions came from the damaged file, or None if it failed."""
        from core.store.recovery import recover

        try:
            done = recover(path)
        except AppError as error:
            self.troubled.emit(str(error))
            return None
        return done.decisions if self.open_case(path, folder) else None

    def close_case(self) -> None:
        """End the run, if any, and close the case."""
        if self.case is None:
            return
        if self.run:
            self.run.cancel()
        self._writer.waitForDone()
        self.case.close()
        self.case, self.folder, self.event_id, self.doc_id, self.names = None, None, "", "", {}
        self.case_opened.emit()

    def open_folder(self, folder: Path) -> None:
        """Show the case that belongs to a folder, and bring it up to date."""
        folder = folder.absolute()
        if not folder.is_dir():
            self.troubled.emit(self.words.text("gui.trouble.no_folder", path=folder))
        elif self.open_case(case_of_folder(folder), folder, create=True):
            self.update_from_folder()

    def open_path(self, path: Path) -> None:
        """Open a folder or a case file, whichever it is."""
        if path.is_dir():
            self.open_folder(path)
        else:
            self.open_case(path)

    def use_folder(self, folder: Path) -> None:
        """Read the articles of a folder into the open case."""
        self.folder = folder.absolute()
        if self.path:
            self._remember(self.path)
        self.case_opened.emit()
        self.update_from_folder()

    def update_from_folder(self) -> None:
        """Extract what is new or changed in the case's folder, in a thread."""
        if not (self.path and self.folder):
            return
        if self.run:  # that of a case which was closed meanwhile; it is on its way to the end
            self._run_again = self.run.is_cancelled
            return
        path, folder, jobs = self.path, self.folder, self.settings.get("jobs")

        def work(progress, cancelled):  # noqa: ANN001, ANN202
            from core.pipeline import run

            with Case.open(path) as case:
                return run(folder, case, jobs=jobs, progress=progress, cancelled=cancelled)

        self._start_run(work)

    def _start_run(self, work: Work) -> None:
        """Do in a thread what reads articles; there is one such job at a time."""
        self.run = Job(work)
        self.run.ended.connect(self._run_ended)
        self.run_started.emit(self.run)
        self.run.start()

    def _run_ended(self) -> None:
        run, self.run = self.run, None
        self.case_changed.emit()
        self.run_ended.emit(run)
        self._load_names()
        if self._run_again:
            self._run_again = False
            self.update_from_folder()

    def shut_down(self) -> None:
        """Stop all work and close the case."""
        wait_for_all(30_000, self._writer)
        self.close_case()

    def _load_names(self) -> None:
        """Learn, in a thread, how the articles write the names of entities in the script of the interface."""
        path, language = self.path, self.words.language
        if path is None:
            return

        def work(_progress, _cancelled):  # noqa: ANN001, ANN202
            with Case.open(path) as case:
                return path, load_local_names(case.entities(), language)

        job = Job(work)
        job.finished.connect(self._take_names)
        job.failed.connect(self.troubled)
        job.start()

    def _take_names(self, found: tuple[Path, dict[str, str]]) -> None:
        if found[0] == self.path:
            self.names = found[1]
            self.names_loaded.emit()

    # -- the selection

    def select_event(self, event_id: str, field: str = "") -> None:
        """Make an event the one that all panes show; ``field`` names the evidence to point at."""
        self.event_id = event_id
        self.event_selected.emit(event_id, field)

    def show_document(self, doc_id: str, spans: Iterable[Span] = ()) -> None:
        """Show an article without an event, with some places in it marked."""
        self.event_id = ""
        self.document_selected.emit(doc_id, tuple(spans))

    def row_of(self, event_id: str) -> EventRow | None:
        """Return the table row of an event, wherever the filter has left it."""
        event = self.case.event(event_id) if self.case else None
        if not (event and self.case):
            return None
        return next((row for row in self.case.event_rows(EventQuery(doc_id=event.doc_id)) if row.event_id == event_id), None)

    # -- reviews

    def write_reviews(self, reviews: Iterable[Review]) -> None:
        """Save decisions in the writing thread; ``reviews_saved`` follows."""
        path, found = self.path, tuple(reviews)
        if not (path and found):
            return

        def work(_progress, _cancelled):  # noqa: ANN001, ANN202
            with Case.open(path) as case:
                return [case.set_review(review).event_id for review in found]

        job = Job(work)
        job.finished.connect(self.reviews_saved)
        job.failed.connect(self.troubled)
        job.start(self._writer)

    # -- corrections

    def correct(self, made: Sequence[Correction], *, stand: bool = True) -> bool:
        """Let corrections stand or take them back, in a thread; ``case_changed`` follows. False if it cannot be done now."""
        path = self.path
        if path is None:
            return False
        if any(one.kind == "article.facts" for one in made):
            return self._read_anew(path, made, stand)

        def work(_progress, _cancelled):  # noqa: ANN001, ANN202
            from core.corrections import correct

            with Case.open(path) as case:
                correct(case, made, stand=stand)

        job = Job(work)
        job.finished.connect(self._corrected)
        job.failed.connect(self.troubled)
        job.start(self._writer)
        return True

    def _read_anew(self, path: Path, made: Sequence[Correction], stand: bool) -> bool:
        """Read the articles whose facts change anew, as a run that the window can show and stop."""
        if self.run:
            self.troubled.emit(self.words.text("gui.facts.wait"))
            return False

        def work(progress, cancelled):  # noqa: ANN001, ANN202
            from core.corrections import correct
            from core.pipeline import RunReport

            began = time.monotonic()
            with Case.open(path) as case:
                read = correct(case, made, stand=stand, progress=progress, cancelled=cancelled)
                held = case.doc_ids()
                docs = {held.get((one.payload["path"], one.payload["part"]), "") for one in made} - {""}
                events = sum(case.count_events(EventQuery(doc_id=doc_id)) for doc_id in docs)
            seconds = time.monotonic() - began
            return RunReport(files=len(made), read=read, skipped_unchanged=0, issues=(), events=events, seconds=seconds)

        self._start_run(work)
        return True

    def _corrected(self, _result: object) -> None:
        self.case_changed.emit()
        self._load_names()

    # -- settings

    def recent(self) -> list[tuple[Path, Path | None]]:
        """Return the cases opened lately that are still there, with their folders."""
        found = []
        for item in self.settings.get("recent"):
            if isinstance(item, dict) and Path(item.get("case", "")).is_file():
                found.append((Path(item["case"]), Path(item["folder"]) if item.get("folder") else None))
        return found

    def _known_folder(self, path: Path) -> Path | None:
        return next((folder for case, folder in self.recent() if case == path), None)

    def _remember(self, path: Path) -> None:
        mine = {"case": str(path), "folder": str(self.folder or "")}
        others = [{"case": str(case), "folder": str(folder or "")} for case, folder in self.recent() if case != path]
        self.save_setting("recent", [mine, *others][:_MOST_RECENT])

    def save_setting(self, name: str, value: object) -> None:
        """Keep a setting; a configuration folder that cannot be written to is told but stops nothing."""
        try:
            self.settings.set(name, value)
        except AppError as error:
            log.warning("%s", error)

    def set_text_size(self, size: int) -> None:
        """Make the article text larger or smaller."""
        self.save_setting("text_size", max(-4, min(12, size)))
        self.text_size_changed.emit()

    def apply_interface(self) -> None:
        """Take over a changed interface language or look."""
        self.words = Catalogue(self.settings.get("interface_language"))
        self.names = {}
        self.interface_changed.emit()
        self._load_names()


def case_of_folder(folder: Path) -> Path:
    """Return where the case of a folder is kept when a person chose no place for it."""
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    return config_folder() / "cases" / f"{folder.name or 'case'}-{mark}{SUFFIX}"


def first_language(locale_name: str) -> str:
    """Return the interface language for a system locale such as 'tr_TR'."""
    return locale_name[:2] if locale_name[:2] in INTERFACE_LANGUAGES else "en"
