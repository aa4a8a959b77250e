"""The whole window: what a person clicks from the first look to the export."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import core.pipeline
from core.csv_output import COLUMNS, safe
from core.model import Issue, Progress
from core.settings import SETTINGS, Settings
from core.store import Case
from gui import jobs, theme
from gui.actions import ACTIONS
from gui.app import Application
from gui.dialogs.export import ExportDialog, start_export
from gui.dialogs.help import show_about, show_shortcuts
from gui.dialogs.issues import IssuesDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.main_window import MainWindow
from tests.gui.articles import events, fill, results


@pytest.fixture
def program(qapp, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(tmp_path / "settings.json")
    settings.set("interface_language", "en")
    settings.set("theme", "light")
    made = Application(qapp, settings)
    yield made
    made.close()
    made.window.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qapp.setStyleSheet("")


@pytest.fixture
def window(program: Application, tmp_path: Path) -> MainWindow:
    assert program.session.open_case(fill(tmp_path / "ports.rasad"))
    return program.window


def test_it_begins_with_a_page_that_tells_what_to_do(program: Application) -> None:
    window = program.window
    assert window.start.isVisible()
    assert not window.actions_by_name["export_pdf"].isEnabled()
    assert window.actions_by_name["open_folder"].isEnabled()


def test_opening_a_case_shows_table_and_source(window: MainWindow) -> None:
    assert window.workspace.isVisible()
    assert window.workspace.events.model.rowCount() == len(events())
    assert window.session.event_id
    assert window.workspace.source.view.article is not None
    assert window.session.event_id in window.workspace.events.selected_rows()[0]


def test_a_click_in_the_table_points_at_the_evidence_of_the_cell(window: MainWindow, qtbot) -> None:
    table = window.workspace.events.table
    index = table.model().index(1, 3)
    with qtbot.waitSignal(window.session.event_selected, check_params_cb=lambda _id, field: field == "actor"):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    row = window.workspace.events.model.event_row(1)
    assert window.session.event_id == row.event_id
    assert window.workspace.source.view.article.doc_id == row.doc_id
    qtbot.waitUntil(lambda: bool(window.workspace.source.view.extraSelections()), timeout=1000)


def test_an_event_chosen_in_the_source_is_selected_in_the_table(window: MainWindow) -> None:
    window.session.select_event("fa-bandar.txt-1")
    assert [row.event_id for row in window.workspace.events.selected_rows()] == ["fa-bandar.txt-1"]


def status(window: MainWindow, event_id: str) -> str:
    return window.session.row_of(event_id).status


def test_review_by_one_key_with_undo_and_redo(window: MainWindow, qtbot) -> None:
    session, table = window.session, window.workspace.events.table
    session.select_event("ar-mina.txt-2")
    table.setFocus()
    with qtbot.waitSignal(session.reviews_saved):
        window.actions_by_name["accept"].trigger()
    assert status(window, "ar-mina.txt-2") == "accepted"
    with qtbot.waitSignal(session.reviews_saved):
        window.actions_by_name["undo"].trigger()
    assert status(window, "ar-mina.txt-2") == "open"
    with qtbot.waitSignal(session.reviews_saved):
        window.actions_by_name["redo"].trigger()
    assert status(window, "ar-mina.txt-2") == "accepted"


def test_several_events_are_reviewed_in_one_step(window: MainWindow, qtbot) -> None:
    table = window.workspace.events.table
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.selectAll()
    table.selectionModel().select(table.model().index(0, 0), flags)
    with qtbot.waitSignal(window.session.reviews_saved):
        window.actions_by_name["reject"].trigger()
    assert {row.status for row in window.session.case.event_rows()} == {"rejected"}
    with qtbot.waitSignal(window.session.reviews_saved):
        window.history.undo()
    assert {row.status for row in window.session.case.event_rows()} == {"open"}


def test_keys_of_review_work_on_an_arabic_keyboard() -> None:
    keys = {spec.name: spec.keys for spec in ACTIONS}
    assert keys["accept"] == ("A", "ش")
    assert keys["reject"] == ("R", "ق")


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_A, "a"), (0x0634, "ش")])
def test_a_key_press_in_the_table_accepts(window: MainWindow, qtbot, key: int, text: str) -> None:
    table = window.workspace.events.table
    window.activateWindow()
    table.setFocus()
    with qtbot.waitSignal(window.session.reviews_saved):
        QTest.sendKeyEvent(QTest.KeyAction.Click, table, Qt.Key(key), text, Qt.KeyboardModifier.NoModifier)
    assert status(window, window.session.event_id) == "accepted"


def test_the_same_key_in_a_field_is_a_letter(window: MainWindow, qtbot) -> None:
    field = window.workspace.filters.text
    window.actions_by_name["filter"].trigger()
    QTest.keyClicks(field, "arun")
    assert field.text() == "arun"
    assert window.session.case.reviews() == []


def test_no_key_has_two_meanings() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_filter_and_clear(window: MainWindow, qtbot) -> None:
    bar, model = window.workspace.filters, window.workspace.events.model
    bar.place.setText("Mukalla")
    qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=2000)
    assert "3 of 11" in bar.count.text()
    bar.place.setText("nowhere")
    qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=2000)
    window.actions_by_name["clear_filters"].trigger()
    assert model.rowCount() == len(events())


def test_next_event_to_review_wraps_around(window: MainWindow, qtbot) -> None:
    first = window.session.event_id
    window.actions_by_name["next_open"].trigger()
    assert window.session.event_id != first


def test_copy_with_citation(window: MainWindow) -> None:
    window.session.select_event("tr-liman.txt-1")
    window.actions_by_name["copy"].trigger()
    assert "Körfez Postası" in QGuiApplication.clipboard().text()


def fake_run(folder: Path, case: Case, *, jobs: int, progress, cancelled) -> core.pipeline.RunReport:
    found = results()
    issue = Issue(path="broken.pdf", stage="read", message="the file holds no text")
    case.save_issue(issue)
    for number, result in enumerate(found):
        progress(Progress(done=number, total=len(found), path=result.document.path, events=number))
        if cancelled():
            break
        case.save(result)
    return core.pipeline.RunReport(
        files=5, read=4, skipped_unchanged=0, issues=(issue,), events=len(events()), seconds=0.1, cancelled=cancelled()
    )


def test_a_dropped_folder_is_read_and_its_troubles_are_listed(
    program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(core.pipeline, "run", fake_run)
    folder = tmp_path / "مقالات"
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(program.session.run_ended, timeout=10_000):
        program.window.dropEvent(QDropEvent(QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, buttons, keys))
    bar = program.window.workspace.run_bar
    assert program.window.workspace.events.model.rowCount() == len(events())
    assert "Read now: 4" in bar.label.text()
    assert bar.trouble.isVisible()
    dialog = IssuesDialog(program.session, program.window)
    assert dialog.table.item(0, 0).text() in ("broken.pdf", "march/broken.pdf")
    assert folder.name in program.window.windowTitle()
    assert program.session.recent()[0][1] == folder


def test_a_folder_opened_during_a_run_is_read_after_it(
    program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    seen = []

    def slow(folder: Path, case: Case, *, cancelled, **rest) -> core.pipeline.RunReport:
        seen.append(folder.name)
        while folder.name == "one" and not cancelled():
            time.sleep(0.01)
        return fake_run(folder, case, cancelled=cancelled, **rest)

    monkeypatch.setattr(core.pipeline, "run", slow)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        program.session.open_folder(tmp_path / name)
    qtbot.waitUntil(lambda: seen == ["one", "two"] and program.session.run is None, timeout=10_000)
    assert program.session.name == "two"
    assert program.window.workspace.events.model.rowCount() == len(events())


def test_a_run_that_fails_says_why(program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(core.pipeline, "run", broken)
    with qtbot.waitSignal(program.session.run_ended, timeout=10_000):
        program.session.open_folder(tmp_path)
    assert "oops" in program.window.workspace.run_bar.label.text()
    assert program.window.actions_by_name["update"].isEnabled()


def test_a_file_that_is_no_case_is_told(program: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "x.rasad"
    path.write_text("no database, but long enough to be read as one" * 9, encoding="utf-8")
    with qtbot.waitSignal(program.session.troubled) as caught:
        assert not program.session.open_case(path)
    assert "not a Rasad case" in caught.args[0]


def test_export_of_briefing_table_and_lines(window: MainWindow, tmp_path: Path, qtbot) -> None:
    dialog = ExportDialog(window.session, window)
    dialog.language.setCurrentIndex(1)
    job = dialog.write(tmp_path / "brief.pdf")
    qtbot.waitUntil(lambda: job not in jobs._running, timeout=30_000)
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    for kind, name in (("csv", "table.csv"), ("jsonl", "lines"), ("case", "copy.rasad")):
        job = start_export(window.session, window, kind, tmp_path / name)
        qtbot.waitUntil(lambda job=job: job not in jobs._running, timeout=10_000)
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(events())
    assert tuple(rows[0]) == COLUMNS
    assert (tmp_path / "lines" / "events.jsonl").is_file()
    with Case.open(tmp_path / "copy.rasad") as copy:
        assert copy.counts().events == len(events())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(-1.5) == "-1.5"


def test_the_arabic_window_is_mirrored(program: Application, tmp_path: Path) -> None:
    program.session.open_case(fill(tmp_path / "ports.rasad"))
    program.session.select_event("ar-mina.txt-1")
    program.session.save_setting("interface_language", "ar")
    program.session.apply_interface()
    window = program.window
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    table, source = window.workspace.events.table, window.workspace.source
    assert table.mapTo(window, QPoint(0, 0)).x() > source.mapTo(window, QPoint(0, 0)).x()
    assert table.columnViewportPosition(0) > table.columnViewportPosition(3)
    assert window.session.event_id == "ar-mina.txt-1"
    assert source.view.article.doc_id == "doc-ar-mina.txt"
    assert window.actions_by_name["accept"].text() == "قبول"


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_dialogs_open_in_every_language(program: Application, language: str) -> None:
    program.session.save_setting("interface_language", language)
    program.session.apply_interface()
    for dialog in (show_shortcuts(program.session.words, program.window), show_about(program.session.words, program.window)):
        assert dialog.windowTitle()
        dialog.reject()
    preferences = PreferencesDialog(program.session, program.window)
    assert set(preferences.fields) == {setting.name for setting in SETTINGS if setting.group in ("general", "table", "extraction")}


def test_preferences_change_the_look_at_once(program: Application) -> None:
    before = program.window
    dialog = PreferencesDialog(program.session, before)
    dialog.fields["theme"].setCurrentIndex(2)
    dialog._save()
    assert program.window is not before
    assert theme.DARK.page in program.qt.styleSheet()


def test_weak_readings_can_be_hidden(window: MainWindow) -> None:
    dialog = PreferencesDialog(window.session, window)
    dialog.fields["minimum_confidence"].setValue(0.8)
    dialog._save()
    assert 0 < window.workspace.events.model.rowCount() < len(events())


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
