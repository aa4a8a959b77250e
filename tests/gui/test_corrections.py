"""Corrections made in the window: entities, incidents, articles' facts, the user's own entities; all with undo."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

import core.pipeline
from core.model import DocumentResult, Entity, TimeValue
from core.resolve.user_entities import OwnEntity, own_entities, own_file, write_entities
from core.settings import Settings
from core.store import Case
from gui.app import Application
from gui.dialogs.article_facts import ArticleFactsDialog, day_of
from gui.dialogs.entity_edit import AliasDialog, MergeDialog, RenameDialog, SplitDialog
from gui.dialogs.own_entities import OwnEntitiesDialog
from gui.dialogs.same_event import SameEventDialog
from gui.main_window import MainWindow
from gui.panes.entities import EntitiesPane
from tests import fake_stages
from tests.gui.articles import fill, results

SLOW = 20_000


def entities_of(result: DocumentResult) -> tuple[Entity, ...]:
    """Return the entities that the events of an article name."""
    people = [p for event in result.events for role in (event.actor, event.recipient, event.attribution) for p in role]
    forms: dict[str, dict[str, None]] = {}
    for person in people:
        forms.setdefault(person.entity_id, {})[person.text] = None
    told = {p.entity_id: p for p in people}
    doc = (result.document.doc_id,)
    return tuple(
        Entity(entity_id=i, name=told[i].name, type=told[i].type, aliases=tuple(f), mentions=len(f), documents=doc)
        for i, f in forms.items()
    )


@pytest.fixture
def window(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = fill(tmp_path / "ports.rasad")
    with Case.open(path) as case:
        incidents = case.incidents()
        for result in results():
            case.save_article(replace(result, entities=entities_of(result)))
        case.save_incidents(incidents)
    settings = Settings(tmp_path / "settings.json")
    settings.set("interface_language", "en")
    made = Application(qapp, settings)
    assert made.session.open_case(path)
    yield made.window
    made.close()
    made.window.deleteLater()


@pytest.fixture
def pane(window: MainWindow, qtbot) -> EntitiesPane:
    window.actions_by_name["entities"].trigger()
    qtbot.waitUntil(lambda: window.workspace.entities.model.total > 0, timeout=SLOW)
    return window.workspace.entities


def names(pane: EntitiesPane) -> set[str]:
    return {entity.name for entity in pane.model.all()}


def actors(window: MainWindow) -> set[str]:
    return {row.actor for row in window.session.case.event_rows()}


def test_entities_are_listed_and_searched_in_any_script(pane: EntitiesPane, qtbot, qtmodeltester) -> None:
    qtmodeltester.check(pane.model)
    assert pane.model.index(0, 0).data().strip("\u2068\u2069") == "Houthis"
    pane.field.setText("الحوثى")
    pane._search()
    assert [entity.name for entity in pane.chosen()] == ["Houthis"]
    assert "1 of" in pane.note.text()
    assert pane.forms.count() == 4
    pane.table.activated.emit(pane.model.index(0, 0))
    workspace = pane.window().workspace
    assert workspace.tabs.currentIndex() == 0
    qtbot.waitUntil(lambda: workspace.events.model.rowCount() == 4, timeout=SLOW)


def test_a_new_name_shows_at_once_and_is_undone(window: MainWindow, pane: EntitiesPane, qtbot) -> None:
    pane.select("houthi")
    pane.rename()
    dialog = pane.findChild(RenameDialog)
    dialog.name.setText("")
    assert not dialog.agree.isEnabled()
    dialog.name.setText("Ansar Allah")
    dialog.country.setText("ye")
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        dialog.agree.click()
    assert "Ansar Allah" in actors(window)
    qtbot.waitUntil(lambda: "Ansar Allah" in names(pane), timeout=SLOW)
    assert pane.chosen()[0].country == "YE"
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        window.actions_by_name["undo"].trigger()
    assert "Ansar Allah" not in actors(window)
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        window.actions_by_name["redo"].trigger()
    assert "Ansar Allah" in actors(window)


def test_merge_with_a_searched_entity(window: MainWindow, pane: EntitiesPane, qtbot) -> None:
    pane.select("officials")
    pane.merge()
    dialog = pane.findChild(MergeDialog)
    assert not dialog.agree.isEnabled()
    dialog.field.setText("مصدر")
    assert dialog.others.count() == 1
    dialog.others.setCurrentRow(0)
    assert dialog.kept.count() == 2
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        dialog.agree.click()
    qtbot.waitUntil(lambda: "a security source" not in names(pane), timeout=SLOW)
    assert {row.attribution for row in window.session.case.event_rows()} == {"", "officials"}


def test_split_never_and_add_a_form(window: MainWindow, pane: EntitiesPane, qtbot) -> None:
    pane.select("houthi")
    spokesman = pane.chosen()[0].aliases.index("المتحدث باسم الجماعة")
    pane.forms.item(spokesman).setSelected(True)
    assert pane.buttons["never"].isEnabled()
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        pane.buttons["never"].click()
    assert len(actors(window)) > 6
    qtbot.waitUntil(lambda: pane.forms.count() == 3, timeout=SLOW)
    pane.split()
    dialog = pane.findChild(SplitDialog)
    assert not dialog.agree.isEnabled()
    dialog.forms.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.name.setText("Somebody Else")
    dialog._edited()
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        dialog.agree.click()
    assert "Somebody Else" in actors(window)
    qtbot.waitUntil(lambda: pane.forms.count() == 2, timeout=SLOW)
    pane.alias()
    alias = pane.findChild(AliasDialog)
    alias.text.setText("Hakan Fidan")
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        alias.agree.click()
    assert "Hakan Fidan" not in " ".join(actors(window))


def reports(window: MainWindow, event_id: str) -> set[str]:
    incident = window.session.case.incident(window.session.row_of(event_id).incident_id or "")
    return set(incident.events) if incident else {event_id}


def test_an_event_leaves_its_incident_and_joins_another(window: MainWindow, qtbot) -> None:
    session = window.session
    session.select_event("tr-liman.txt-1")
    assert "merge:" in window.workspace.detail.view.toHtml()
    with qtbot.waitSignal(session.case_changed, timeout=SLOW):
        window.actions_by_name["split_incident"].trigger()
    assert reports(window, "tr-liman.txt-1") == {"tr-liman.txt-1"}
    assert reports(window, "ar-mina.txt-1") == {"ar-mina.txt-1", "en-port.txt-1"}
    window.actions_by_name["merge_incidents"].trigger()
    dialog = window.workspace.findChild(SameEventDialog)
    dialog.field.setText("Houthis")
    rows = [dialog.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(dialog.list.count())]
    dialog.list.setCurrentRow(rows.index("ar-mina.txt-4"))
    with qtbot.waitSignal(session.case_changed, timeout=SLOW):
        dialog.agree.click()
    assert reports(window, "tr-liman.txt-1") == {"tr-liman.txt-1", "ar-mina.txt-4"}
    for _ in range(2):
        with qtbot.waitSignal(session.case_changed, timeout=SLOW):
            window.actions_by_name["undo"].trigger()
    assert reports(window, "tr-liman.txt-1") == {"ar-mina.txt-1", "tr-liman.txt-1", "en-port.txt-1"}
    session.select_event("fa-bandar.txt-1")
    with qtbot.waitSignal(window.corrections.told, timeout=SLOW):
        window.actions_by_name["split_incident"].trigger()
    assert not window.history.can_undo


def test_selected_events_are_merged_without_asking(window: MainWindow, qtbot) -> None:
    events = window.workspace.events
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in (0, 5):
        events.table.selectionModel().select(events.model.index(number, 0), flags)
    chosen = [row.event_id for row in events.selected_rows()]
    assert len(chosen) > 1
    with qtbot.waitSignal(window.session.case_changed, timeout=SLOW):
        window.actions_by_name["merge_incidents"].trigger()
    assert set(chosen) <= reports(window, chosen[0])


def dated(document, _found) -> DocumentResult:
    """Give every event of an article the day of its publication."""
    time = TimeValue(earliest=document.published, latest=document.published, granularity="day", text="Tuesday")
    own = next(r for r in results() if r.document.doc_id == document.doc_id)
    return DocumentResult(document=document, events=tuple(replace(e, time=time) for e in own.events))


def test_the_day_of_an_article_resolves_its_events_and_is_undone(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    stages = replace(fake_stages.stages(), resolve=dated, unify=lambda _: {}, cluster=lambda _events, _documents: [])
    monkeypatch.setattr(core.pipeline, "default_stages", lambda: stages)
    session = window.session
    session.select_event("fa-bandar.txt-1")
    window.actions_by_name["facts"].trigger()
    dialog = window.workspace.findChild(ArticleFactsDialog)
    dialog.published.setText("not a day")
    assert not dialog.agree.isEnabled()
    dialog.published.setText("۲۰۲۴/۰۳/۰۹")
    with qtbot.waitSignal(session.run_ended, timeout=SLOW):
        dialog.agree.click()
    assert session.row_of("fa-bandar.txt-1").time_earliest == "2024-03-09"
    assert session.case.document("doc-fa-bandar.txt").published_basis == "user"
    assert "2024-03-09" in window.workspace.source.origin.text()
    with qtbot.waitSignal(session.run_ended, timeout=SLOW):
        window.history.undo()
    assert session.case.document("doc-fa-bandar.txt").published == "2024-03-06"


def test_many_articles_keep_what_is_not_changed(window: MainWindow, qtbot) -> None:
    window.actions_by_name["search"].trigger()
    window.workspace.articles.list.selectAll()
    assert len(window.workspace.chosen_documents()) == 4
    dialog = ArticleFactsDialog(window.session, window.session.case.documents(), window)
    assert dialog.outlet.text() == ""
    dialog.outlet.setText("One Outlet")
    with qtbot.waitSignal(dialog.decided) as caught:
        dialog.agree.click()
    assert caught.args[1] == {"outlet": "One Outlet"}
    assert len(caught.args[0]) == 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("٢٠٢٤-٠٣-٠٥", "2024-03-05"),
        ("2024.3.5", "2024-03-05"),
        ("2024-03", None),
        ("5.3.2024", None),
        ("", None),
    ],
)
def test_days_as_typed(text: str, day: str | None) -> None:
    assert day_of(text) == day


def test_own_entities_are_edited_brought_in_and_taken_along(window: MainWindow, tmp_path: Path, qtbot) -> None:
    write_entities(own_file(), [OwnEntity("A Group", "GROUP", "SY", {"ar": ("الف", "باء")})])
    write_entities(tmp_path / "more.tsv", [OwnEntity("B Party", "ORG", None, {"tr": ("B Partisi",)})])
    dialog = OwnEntitiesDialog(window.session, window, Entity(entity_id="kb:IR-x", name="C", type="PERSON", aliases=("قاآنی", "Kaani")))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 2
    dialog.bring_from(tmp_path / "more.tsv")
    dialog.bring_from(tmp_path / "more.tsv")
    assert dialog.table.rowCount() == 3
    dialog.table.item(0, 2).setText("Syria")
    assert not dialog.take_to(tmp_path / "out.toml")
    assert "Syria" in dialog.told.text()
    dialog.table.item(0, 2).setText("SY")
    assert dialog.take_to(tmp_path / "out.tsv")
    assert (tmp_path / "out.tsv").is_file()
    dialog.save()
    assert [(row.name, row.id) for row in own_entities().rows] == [("A Group", ""), ("C", "kb:IR-x"), ("B Party", "")]
    assert own_entities().rows[1].aliases == {"fa": ("قاآنی",), "en": ("Kaani",)}


def test_bad_lines_are_told_and_kept_aside(window: MainWindow, qtbot) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text('[[entity]]\nname = "A"\ntype = "TRIBE"\n', encoding="utf-8")
    dialog = OwnEntitiesDialog(window.session, window)
    qtbot.addWidget(dialog)
    assert "TRIBE" in dialog.told.text()
    dialog.add()
    dialog.save()
    assert "TRIBE" in own_file().with_name(own_file().name + ".before").read_text(encoding="utf-8")
    assert len(own_entities().rows) == 1
