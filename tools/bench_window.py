"""Measure the window over a large case, without a screen: ``python -m tools.bench_window [--events N]``.

Every figure is the time until the table is painted again: the query, the model's reset and the drawing of the visible rows;
then the time until the rows out of sight and the selection have followed. The limit is held against the first.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QTableView

from core.settings import Settings
from core.store import Case
from gui.app import Application
from gui.main_window import MainWindow
from gui.models.columns import COLUMNS
from tools.bench import EVENTS_PER_ARTICLE, article

LIMIT_MS = 150


def main() -> None:
    """Print the table; exit with 1 if sorting or filtering takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasad-bench-") as folder:
        slowest = measure(Path(folder), options.events)
    print(f"{'slowest order or filter':40} {slowest:8.1f} ms (limit {LIMIT_MS} ms)")
    raise SystemExit(slowest > LIMIT_MS)


def measure(folder: Path, events: int) -> float:
    """Fill a case, open it in a window, and return the time of the slowest order or filter."""
    path = folder / "bench.rasad"
    with Case.create(path) as case:
        for number in range(events // EVENTS_PER_ARTICLE):
            case.save_file(f"{number}.txt", str(number), "bench", [article(number)])
    settings = Settings(folder / "settings.json")
    settings.set("theme", "light")
    app = QApplication.instance() or QApplication([])
    program = Application(app, settings)
    tell(f"open a case of {events} events", timed(app, lambda: program.session.open_case(path)))
    slowest = 0.0
    for label, work in measures(program.window):
        work()  # once to warm the page cache, as in a window that is in use
        taken = [timed(app, work) for _ in range(3)]
        best = min(painted for painted, _ in taken), min(whole for _, whole in taken)
        slowest = max(slowest, best[0])
        tell(label, best)
    for label, work in others(program):
        tell(label, timed(app, work))
    program.window.close()
    return slowest


def tell(label: str, taken: tuple[float, float]) -> None:
    """Print one line."""
    print(f"{label:40} {taken[0]:8.1f} ms {taken[1]:8.1f} ms", flush=True)


def timed(app: QApplication, work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds until what is in sight is painted, and until all is done."""
    began = time.perf_counter()
    work()
    for view in app.allWidgets():
        if isinstance(view, QTableView) and view.isVisible():
            view.viewport().repaint()
    painted = time.perf_counter()
    app.processEvents()
    while any(isinstance(view, QTableView) and not getattr(view.model(), "is_complete", True) for view in app.allWidgets()):
        app.processEvents()
    return (painted - began) * 1000, (time.perf_counter() - began) * 1000


def measures(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every order and a filter of each kind."""
    model, bar = window.workspace.events.model, window.workspace.filters
    for number, column in enumerate(COLUMNS):
        yield f"sort by {column.name}", lambda number=number: model.sort(number, Qt.SortOrder.DescendingOrder)
    model.sort(1)
    fields = ((bar.text, "العراقي"), (bar.party, "iran"), (bar.place, "baghdad"), (bar.earliest, "2019-06"))
    for line, text in fields:

        def fill(line=line, text=text) -> None:  # noqa: ANN001
            line.setText(text)
            bar._tell()

        yield f"filter {line.accessibleName()}: {text}", fill
        line.clear()


def others(program: Application) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield other things that a person waits for."""
    table = program.window.workspace.events.table
    program.window.workspace.filters.clear()
    yield "scroll to the end", table.scrollToBottom
    yield "select an event", lambda: table.setCurrentIndex(table.model().index(table.model().rowCount() - 5, 0))
    yield "select the next event", lambda: table.setCurrentIndex(table.model().index(table.model().rowCount() - 4, 0))
    yield "review an event", lambda: review(program)
    yield "list all articles", program.window.workspace.articles.refresh


def review(program: Application) -> None:
    """Accept the selected event and wait until the case file has it."""
    loop = QEventLoop()
    program.session.reviews_saved.connect(loop.quit)
    program.window.actions_by_name["accept"].trigger()
    loop.exec()


if __name__ == "__main__":
    main()
