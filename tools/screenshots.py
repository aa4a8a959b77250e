"""Take the pictures of the README from the samples: ``python -m tools.screenshots [--all FOLDER]``.

Writes resources/screenshots/{en,ar,tr}.png, 1440 by 900; with --all also every page and dialog in every language and look.
Runs with or without a display. The events are extracted anew, nothing is staged but the choice of the event.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.paths import resource
from core.pipeline import run
from core.settings import Settings
from core.store import Case, EventQuery, EventRow
from gui.app import Application

CHOSEN = {
    "en": ("ar-khartoum-sit-in-2019.txt", "ASSAULT"),
    "ar": ("ar-mosul-2014.txt", "REQUEST"),
    "tr": ("tr-darbe-girisimi-2016.html", "ASSAULT"),
}
"""Look at the pictures before they are published: what they show must be what the articles say."""
SIZE = (1440, 900)
SETTLE_MS = 700


def main() -> None:
    """Extract the samples and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page and dialog in every language and look")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory(prefix="rasad-shots-") as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        path = Path(folder) / "samples.rasad"
        with Case.create(path) as case:
            run(resource("samples"), case)
        for language, (article, kind) in CHOSEN.items():
            program = open_program(app, Path(folder), language, "light", path)
            select(program, article, kind)
            save(program.window, resource("screenshots", f"{language}.png"))
            program.close()
        if options.all:
            options.all.mkdir(parents=True, exist_ok=True)
            take_all(app, Path(folder), path, options.all)


def open_program(app: QApplication, folder: Path, language: str, look: str, path: Path | None) -> Application:
    """Return the program in a language and look, with a case open."""
    settings = Settings(folder / f"{language}-{look}.json")
    settings.set("interface_language", language)
    settings.set("theme", look)
    program = Application(app, settings)
    program.window.resize(*SIZE)
    if path:
        program.session.open_case(path)
    return program


def select(program: Application, article: str, kind: str) -> None:
    """Select the fullest and surest event of a type in an article."""
    QTest.qWait(SETTLE_MS)  # a window must have its size before it can scroll
    rows = program.session.case.event_rows(EventQuery())
    rows.sort(key=lambda row: (row.path != article, row.event_type != kind, -fields(row), -row.confidence))
    program.session.select_event(rows[0].event_id)


def fields(row: EventRow) -> int:
    """Return how much of an event is known."""
    return sum(bool(value) for value in (row.time_earliest, row.actor, row.recipient, row.location, row.killed, row.attribution))


def save(widget: QWidget, path: Path) -> None:
    """Write what a widget shows at the size of the page."""
    QThreadPool.globalInstance().waitForDone()  # names are loaded in a thread
    QTest.qWait(SETTLE_MS)
    picture = widget.grab().toImage().scaled(*SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convertToFormat(QImage.Format.Format_RGB888).save(str(path), "PNG", 0)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


def take_all(app: QApplication, folder: Path, path: Path, target: Path) -> None:
    """Write a picture of every page and dialog."""
    for language, (article, kind) in CHOSEN.items():
        for look in ("light", "dark"):
            start = open_program(app, folder, language, look, None)
            save(start.window, target / f"{language}-{look}-start.png")
            start.close()
            program = open_program(app, folder, language, look, path)
            select(program, article, kind)
            for name, show in pages(program):
                show()
                QTest.qWait(SETTLE_MS)
                save(app.activeModalWidget() or program.window, target / f"{language}-{look}-{name}.png")
                if dialog := app.activeModalWidget():
                    dialog.close()
            program.close()


def pages(program: Application) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what there is to see, and how to get there."""
    actions = program.window.actions_by_name
    yield "events", lambda: None
    for name in ("preferences", "export_pdf", "shortcuts", "about", "issues"):
        yield name, actions[name].trigger
    yield "stacked", actions["stacked"].trigger
    yield "search", lambda: (actions["search"].trigger(), program.window.workspace.articles.field.setText("Ankara"))


if __name__ == "__main__":
    main()
