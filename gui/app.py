"""Start the window: fonts, look, words, and one place where bugs end up."""

import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from core.errors import AppError
from core.settings import Settings
from core.version import VERSION
from gui import theme
from gui.collector import Collector
from gui.history import History
from gui.icons import pixmap
from gui.main_window import MainWindow
from gui.session import Session, first_language
from gui.watching import FolderWatch

log = logging.getLogger(__name__)


class Application:
    """Keeps the one window, and makes it anew when language or look change."""

    def __init__(self, app: QApplication, settings: Settings | None = None) -> None:
        self.qt = app
        app.setApplicationName("Rasad")
        app.setApplicationVersion(VERSION)
        app.setDesktopFileName("rasad")
        settings = settings or Settings()
        if not settings.path.exists():
            settings.set("interface_language", first_language(QLocale.system().name()))
        self._translator: QTranslator | None = None
        self.session = Session(settings)
        self._collector = Collector(self.session)
        self.history = History(self.session)
        self.watch = FolderWatch(self.session)
        self.session.interface_changed.connect(self.rebuild)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        theme.load_fonts()
        app.setWindowIcon(_window_icon())
        self.window: MainWindow | None = None
        self.rebuild()

    def rebuild(self) -> None:
        """Dress the program in the session's language and look and make its window."""
        settings, words = self.session.settings, self.session.words
        look = theme.choose(settings.get("theme"))
        self._translate(words.language)
        self.qt.setLayoutDirection(Qt.LayoutDirection.RightToLeft if words.direction == "rtl" else Qt.LayoutDirection.LeftToRight)
        theme.apply(self.qt, look, theme.interface_font(words.language, settings.get("interface_size")))
        old = self.window
        if old:
            old.save_state()
        self.window = MainWindow(self.session, self.history, look)
        self.window.show()
        if old:
            old.hide()
            old.deleteLater()

    def close(self) -> None:
        """Take the window and its words away."""
        if self.window:
            self.window.close()
        self._collector.stop()
        if self._translator:
            self.qt.removeTranslator(self._translator)
            self._translator = None

    def _translate(self, language: str) -> None:
        """Load Qt's own words for its dialogs."""
        if self._translator:
            self.qt.removeTranslator(self._translator)
        self._translator = QTranslator()
        if self._translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self.qt.installTranslator(self._translator)
        locale = QLocale(language)
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        QLocale.setDefault(locale)

    def _system_changed(self) -> None:
        if self.session.settings.get("theme") == "system":
            self.rebuild()


def _window_icon() -> QIcon:
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("rasad", "", size))
    return made


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug and show it; the program goes on."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    text = "".join(traceback.format_exception(kind, error, trace))
    log.error("%s", text)
    if issubclass(kind, AppError):  # not a bug: the case is damaged, the disk is full
        QMessageBox(QMessageBox.Icon.Warning, "Rasad", str(error)).exec()
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "Rasad", f"{kind.__name__}: {error}")
    box.setDetailedText(text)
    box.exec()


def run(arguments: list[str]) -> int:
    """Open the window, on the folder or case named if there is one; return the exit code."""
    logging.basicConfig(level=os.environ.get("RASAD_LOG", "WARNING"), format="%(levelname)s %(name)s: %(message)s")
    app = QApplication([sys.argv[0], *arguments])
    sys.excepthook = _tell_bug
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal; Qt's loop would never let Python see it
    program = Application(app)
    if arguments and Path(arguments[0]).exists():
        path = Path(arguments[0])
        QTimer.singleShot(0, lambda: program.session.open_path(path))
    return app.exec()
