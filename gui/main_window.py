"""The window: start page or workspace, menus, and what each action does."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHeaderView, QInputDialog, QMainWindow, QMessageBox, QSplitter, QStackedWidget, QToolBar

from core.paths import resource
from core.store import SUFFIX
from core.store.recovery import sound_backups
from gui.actions import ACTIONS, build_actions, fill_menus, fill_toolbar
from gui.corrections import Corrections
from gui.dialogs.export import ExportDialog, export_file
from gui.dialogs.help import show_about, show_shortcuts
from gui.dialogs.issues import IssuesDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.history import History
from gui.models.columns import any_direction
from gui.models.record import citation
from gui.panes.start import StartPage
from gui.session import Session
from gui.theme import Theme
from gui.workspace import Workspace


class MainWindow(QMainWindow):
    """The one window of the program; made anew when the interface language or look changes."""

    def __init__(self, session: Session, history: History, theme: Theme) -> None:
        super().__init__()
        self.session, self.history, self._words = session, history, session.words
        self.actions_by_name = build_actions(self, self._words, theme, self._handlers())
        self._menus = fill_menus(self.menuBar(), self._words, self.actions_by_name)
        self._recent_menu()
        self._tool_bar()
        self.start = StartPage(session, theme, {"open_folder": self.open_folder, "open_case": self.open_case, "samples": self.open_samples})
        self.workspace = Workspace(session, theme, self.actions_by_name, history)
        self.corrections = Corrections(session, history, self.workspace)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.workspace)
        self.setCentralWidget(self._pages)
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 520)
        self.resize(1440, 900)
        self._connect()
        self._restore_state()
        self._case_opened()
        if session.case:
            self.workspace.show_case()
            if session.event_id:
                session.select_event(session.event_id)

    def _connect(self) -> None:
        session = self.session
        session.case_opened.connect(self._case_opened)
        session.event_selected.connect(self._update_actions)
        session.document_selected.connect(self._update_actions)
        session.run_started.connect(self._update_actions)
        session.run_ended.connect(self._update_actions)
        session.troubled.connect(self.tell_trouble)
        session.damaged.connect(self.offer_recovery)
        self.history.changed.connect(self._update_actions)
        self.workspace.issues_wanted.connect(self.show_issues)
        self.workspace.copy_wanted.connect(self.copy_rows)
        self.corrections.told.connect(lambda text: self.statusBar().showMessage(text, 8000))

    def _handlers(self) -> dict[str, Callable[[], None]]:
        session = self.session
        named: dict[str, Callable[[], None]] = {
            "update": self.update_case,
            "undo": self.history.undo,
            "redo": self.history.redo,
            "accept": lambda: self.review("accepted"),
            "reject": lambda: self.review("rejected"),
            "reopen": lambda: self.review("open"),
            "copy": self.copy_rows,
            "issues": self.show_issues,
            "export_pdf": lambda: ExportDialog(session, self).open(),
            "export_csv": lambda: export_file(session, self, "csv"),
            "export_jsonl": lambda: export_file(session, self, "jsonl"),
            "close_case": session.close_case,
            "quit": self.close,
            "preferences": lambda: PreferencesDialog(session, self).open(),
            "note": self.edit_note,
            "next_open": self.next_open,
            "larger": lambda: session.set_text_size(session.settings.get("text_size") + 1),
            "smaller": lambda: session.set_text_size(session.settings.get("text_size") - 1),
            "shortcuts": lambda: show_shortcuts(session.words, self),
            "about": lambda: show_about(session.words, self),
            "filter": lambda: self.workspace.focus_filter(),
            "clear_filters": lambda: self.workspace.filters.clear(),
            "search": lambda: self.workspace.focus_search(),
            "entities": lambda: self.workspace.focus_entities(),
            "next_pane": lambda: self.workspace.next_pane(),
            "stacked": lambda: self.workspace.set_stacked(self.actions_by_name["stacked"].isChecked()),
        }
        for name in ("split_incident", "merge_incidents", "facts", "own_entities"):
            named[name] = lambda name=name: getattr(self.corrections, name)()
        return named | {name: getattr(self, name) for name in ("open_folder", "open_case", "new_case", "save_copy")}

    def _tool_bar(self) -> None:
        bar = QToolBar(self._words.text("gui.pane.toolbar"), movable=False, floatable=False)
        bar.setObjectName("tools")
        bar.setIconSize(QSize(20, 20))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        fill_toolbar(bar, self.actions_by_name)
        self.addToolBar(bar)

    def _recent_menu(self) -> None:
        menu = self._menus["file"]
        recent = menu.addMenu(self._words.text("gui.menu.recent"))
        menu.insertMenu(self.actions_by_name["update"], recent)

        def fill() -> None:
            recent.clear()
            for case, folder in self.session.recent():
                action = recent.addAction(any_direction((folder or case).name))
                action.setToolTip(str(folder or case))
                action.triggered.connect(lambda _=False, case=case, folder=folder: self.session.open_case(case, folder))

        recent.aboutToShow.connect(fill)
        fill()

    # -- state

    def _case_opened(self) -> None:
        case = self.session.case
        self._pages.setCurrentIndex(1 if case else 0)
        name = self._words.text("gui.app.name")
        self.setWindowTitle(f"{any_direction(self.session.name)} – {name}" if case else name)
        self._update_actions()

    def _update_actions(self, *_: object) -> None:
        session = self.session
        states = {"": True, "case": session.case is not None, "event": bool(session.case and session.event_id)}
        for spec in ACTIONS:
            self.actions_by_name[spec.name].setEnabled(states[spec.needs])
        self.actions_by_name["update"].setEnabled(session.case is not None and session.run is None)
        self.actions_by_name["undo"].setEnabled(self.history.can_undo)
        self.actions_by_name["redo"].setEnabled(self.history.can_redo)

    def _restore_state(self) -> None:
        saved = self.session.settings.get("window")
        if saved.get("geometry"):
            self.restoreGeometry(QByteArray.fromBase64(saved["geometry"].encode()))
        if saved.get("stacked"):
            self.actions_by_name["stacked"].setChecked(True)
            self.workspace.set_stacked(True)
        for name, part in self._parts().items():
            if saved.get(name):
                part.restoreState(QByteArray.fromBase64(saved[name].encode()))

    def _parts(self) -> dict[str, QSplitter | QHeaderView]:
        """Return what keeps a layout of its own."""
        space = self.workspace
        return {"main": space.main, "right": space.right, "columns": space.events.table.horizontalHeader()}

    def save_state(self) -> None:
        """Keep size and layout for the next time."""
        state = {"geometry": _text(self.saveGeometry()), "stacked": self.actions_by_name["stacked"].isChecked()}
        state |= {name: _text(part.saveState()) for name, part in self._parts().items()}
        self.session.save_setting("window", state)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout, stop what runs, close the case."""
        self.save_state()
        self.hide()
        self.session.shut_down()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder or a case."""
        if any(_can_open(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        path = next((p for url in event.mimeData().urls() if _can_open(p := Path(url.toLocalFile()))), None)
        if path:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.session.open_path(path))

    # -- actions

    def tell_trouble(self, message: str) -> None:
        """Show what went wrong, without stopping anything."""
        box = QMessageBox(QMessageBox.Icon.Warning, self._words.text("gui.app.name"), message, parent=self)
        box.open()

    def offer_recovery(self, path: Path, folder: Path | None, message: str) -> None:
        """Ask whether the newest sound copy of a damaged case shall take its place."""
        copies = sound_backups(path)
        made = QLocale().toString(copies[0].made.astimezone(), QLocale.FormatType.ShortFormat) if copies else ""
        question = self._words.text("gui.recover.ask" if copies else "gui.recover.ask_empty", message=message, made=made)
        buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
        box = QMessageBox(QMessageBox.Icon.Warning, self._words.text("gui.recover.title"), question, buttons, self)

        def answered(_button: int) -> None:
            if box.standardButton(box.clickedButton()) != QMessageBox.StandardButton.Yes:
                return
            decisions = self.session.recover(path, folder)
            if decisions is not None:
                self.statusBar().showMessage(self._words.text("gui.recover.done", n=decisions), 10_000)

        box.finished.connect(answered)
        box.open()

    def open_folder(self) -> None:
        """Ask for a folder and read it."""
        chosen = QFileDialog.getExistingDirectory(self, self._words.text("gui.ask.folder"))
        if chosen:
            self.session.open_folder(Path(chosen))

    def open_samples(self) -> None:
        """Read the articles that come with the program."""
        self.session.open_folder(resource("samples"))

    def open_case(self) -> None:
        """Ask for a case file and open it."""
        kinds = self._words.text("gui.ask.case_files", suffix=SUFFIX)
        chosen, _ = QFileDialog.getOpenFileName(self, self._words.text("gui.action.open_case").replace("&", ""), "", kinds)
        if chosen:
            self.session.open_case(Path(chosen))

    def new_case(self) -> None:
        """Ask for a place for a new case and for the folder of its articles."""
        kinds = self._words.text("gui.ask.case_files", suffix=SUFFIX)
        chosen, _ = QFileDialog.getSaveFileName(self, self._words.text("gui.ask.new_case"), "", kinds)
        if not chosen:
            return
        path = Path(chosen).with_suffix(SUFFIX)
        if self.session.open_case(path, create=True):
            self.update_case()

    def update_case(self) -> None:
        """Read what is new in the case's folder, after asking where it is if that is not known."""
        if self.session.folder and self.session.folder.is_dir():
            self.session.update_from_folder()
            return
        chosen = QFileDialog.getExistingDirectory(self, self._words.text("gui.ask.folder"))
        if chosen:
            self.session.use_folder(Path(chosen))

    def save_copy(self) -> None:
        """Ask where to, and write a copy of the case."""
        export_file(self.session, self, "case")

    def review(self, status: str) -> None:
        """Decide on the selected events."""
        rows = self.workspace.events.selected_rows()
        chosen = [row.event_id for row in rows] or [self.session.event_id]
        if chosen[0]:
            self.history.decide(chosen, status=status)

    def edit_note(self) -> None:
        """Ask for a note on the selected event."""
        case, event_id = self.session.case, self.session.event_id
        if not (case and event_id):
            return
        present = case.review(event_id)
        old = present.note if present else ""
        text, agreed = QInputDialog.getMultiLineText(
            self, self._words.text("gui.action.note").replace("&", ""), self._words.text("gui.ask.note"), old
        )
        if agreed and text.strip() != old:
            self.history.decide([event_id], note=text.strip())

    def next_open(self) -> None:
        """Go to the next event that awaits review."""
        if not self.workspace.events.next_open():
            self.statusBar().showMessage(self._words.text("gui.review.none_left"), 5000)

    def copy_rows(self) -> None:
        """Put the selected events with their citations into the clipboard."""
        case = self.session.case
        if case is None:
            return
        texts = []
        for row in self.workspace.events.selected_rows():
            event, document = case.event(row.event_id), case.document(row.doc_id)
            if event and document:
                texts.append(citation(event, row, document, self._words))
        if texts:
            QGuiApplication.clipboard().setText("\n\n".join(texts))
            self.statusBar().showMessage(self._words.text("gui.copied", n=len(texts)), 4000)

    def show_issues(self) -> None:
        """List the files that had trouble."""
        IssuesDialog(self.session, self).open()


def _can_open(path: Path) -> bool:
    return path.is_dir() or path.suffix == SUFFIX


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64()).decode()
