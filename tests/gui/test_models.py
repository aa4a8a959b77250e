"""The table's model, its columns, marks and records, without a window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from core.errors import CaseError
from core.i18n import INTERFACE_LANGUAGES, Catalogue
from core.model import Entity
from core.store import EventQuery, EventRow
from gui.models.columns import COLUMNS, date_text
from gui.models.event_model import EventModel, RowRole
from gui.models.local_names import load_local_names, local_names, localised
from gui.models.marks import ROLES, event_at, evidence, marks_of
from gui.models.record import citation, disputed, fields, reports, sentence
from gui.session import Session
from tests.core.store.samples import result
from tests.gui.articles import document, events

LRI, PDI = "\u2066", "\u2069"


@pytest.fixture
def model(opened: Session) -> EventModel:
    made = EventModel(opened.words)
    made.show(opened.case)
    return made


def column(name: str) -> int:
    return [c.name for c in COLUMNS].index(name)


def shown(model: EventModel, name: str) -> list[str]:
    return [model.index(row, column(name)).data() for row in range(model.rowCount())]


def test_qt_finds_no_fault(model: EventModel, qtmodeltester) -> None:
    qtmodeltester.check(model)


def test_rows_and_titles(model: EventModel) -> None:
    assert model.rowCount() == len(events())
    titles = [model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())]
    assert titles[:4] == ["Status", "Time", "Event", "Actor"]
    assert model.data(model.index(0, 0), RowRole).event_id == "en-port.txt-3"


@pytest.mark.parametrize("number", range(len(COLUMNS)), ids=[c.name for c in COLUMNS])
def test_every_column_sorts_both_ways(model: EventModel, number: int) -> None:
    model.sort(number, Qt.SortOrder.AscendingOrder)
    up = {model.event_row(row).event_id for row in range(model.rowCount())}
    model.sort(number, Qt.SortOrder.DescendingOrder)
    assert {model.event_row(row).event_id for row in range(model.rowCount())} == up
    assert model.query.descending


def test_a_large_case_shows_its_first_rows_at_once_and_the_others_soon(opened: Session, qtbot) -> None:
    case = opened.case
    for number in range(60):
        case.save(result(f"{number}.txt", events=10))
    model = EventModel(opened.words)
    with qtbot.waitSignal(model.completed):
        model.show(case)
        first = [model.event_row(row).key for row in range(model.rowCount())]
        assert len(first) == 400
    assert model.rowCount() == case.count_events()
    assert [model.event_row(row).key for row in range(400)] == first
    assert model.row_number(case.event_keys(model.query)[-1]) == model.rowCount() - 1


def test_an_error_while_further_rows_come_ends_the_taking(opened: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened.case
    for number in range(60):
        case.save(result(f"{number}.txt", events=10))
    model = EventModel(opened.words)

    def broken(query: EventQuery) -> Iterator[int]:
        yield from case.event_keys(query)[:450]
        raise CaseError("case.rasad: the disk reports an error.")

    monkeypatch.setattr(case, "find_event_keys", broken)
    model.show(case)
    with pytest.raises(CaseError):
        model.complete()
    assert model.is_complete
    assert model.rowCount() == 400


def test_sorting_by_confidence(model: EventModel) -> None:
    model.sort(column("confidence"), Qt.SortOrder.DescendingOrder)
    values = [model.event_row(row).confidence for row in range(model.rowCount())]
    assert values == sorted(values, reverse=True)


def test_a_filter_keeps_the_order(model: EventModel) -> None:
    model.sort(column("confidence"), Qt.SortOrder.DescendingOrder)
    model.set_filter(EventQuery(types=("ASSAULT",), party="houthis"))
    assert shown(model, "confidence") == ["94%", "91%", "44%"]


def test_cells(model: EventModel) -> None:
    model.set_filter(EventQuery(types=("ASSAULT",), language="ar", minimum_confidence=0.8))
    assert shown(model, "time") == [f"{LRI}2024-03-05{PDI}"]
    assert shown(model, "casualties") == [f"{LRI}4 / 11{PDI}"]
    assert shown(model, "type") == ["Assault · drone"]
    assert shown(model, "source") == ["وكالة الساحل"]


def row_with(**changes: object) -> EventRow:
    empty = dict.fromkeys(EventRow._fields, "")
    return EventRow(**(empty | {"time_earliest": None, "time_latest": None} | changes))


@pytest.mark.parametrize(
    ("first", "last", "grain", "expected"),
    [
        ("2024-02-01", "2024-02-29", "month", "2024-02"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-02-05", "2024-02-11", "week", "2024-02-05 – 11"),
        ("2024-02-28", "2024-03-02", "interval", "2024-02-28 – 03-02"),
        ("2023-12-30", "2024-01-02", "interval", "2023-12-30 – 2024-01-02"),
        ("2024-02-05", "2024-02-05", "day", "2024-02-05"),
    ],
)
def test_dates(first: str, last: str, grain: str, expected: str) -> None:
    assert date_text(row_with(time_earliest=first, time_latest=last, granularity=grain)) == f"{LRI}{expected}{PDI}"


def test_a_date_that_is_not_known_is_not_invented() -> None:
    assert date_text(row_with()) == "–"
    assert date_text(row_with(time_text="أمس")) == "«أمس»"


def test_marks_cover_the_words_of_their_fields() -> None:
    event, text = events()[0], document("ar-mina.txt").text
    told = {mark.role: mark.span.of(text) for mark in marks_of(event)}
    assert set(told) == set(ROLES)
    assert (told["trigger"], told["actor"], told["location"]) == ("هجوم", "جماعة الحوثي", "المكلا")
    assert [span.of(text) for span in evidence(event, "casualties")] == ["أربعة", "11 آخرون"]
    assert evidence(event, "aux") == [event.trigger]


def test_a_click_finds_the_smallest_evidence_and_then_the_next_event() -> None:
    found, text = events(), document("ar-mina.txt").text
    mine = [event for event in found if event.doc_id == "doc-ar-mina.txt"]
    assert event_at(mine, text.index("المكلا", 150)) == ("ar-mina.txt-1", "location")
    assert event_at(mine, text.index("ودعت") + 1) == ("ar-mina.txt-3", "trigger")
    shared = text.index("القرار")
    first, _ = event_at(mine, shared)
    second, _ = event_at(mine, shared, first)
    assert {first, second} == {"ar-mina.txt-2", "ar-mina.txt-3"}
    assert event_at(mine, text.index("اقرأ")) is None


def test_a_record_tells_fields_and_reasons(opened: Session) -> None:
    event, row = opened.case.event("ar-mina.txt-1"), opened.row_of("ar-mina.txt-1")
    told = {field.name: field for field in fields(event, row, opened.words)}
    assert list(told) == ["type", "time", "actor", "recipient", "location", "casualties", "weapon", "attribution"]
    assert told["time"].words == "فجر الثلاثاء"
    assert any("Statistical model" in reason for reason in told["type"].why)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_sentence_in_every_interface_language(language: str) -> None:
    for event in events():
        assert sentence(event, "tr", Catalogue(language))


def test_reports_of_an_incident_stand_side_by_side(opened: Session) -> None:
    incident = opened.case.incident("i1")
    rows = opened.case.event_rows(EventQuery(incident_id="i1"))
    told = reports(rows, {row.doc_id: opened.case.document(row.doc_id).published for row in rows}, opened.words)
    assert [report.date for report in told] == ["2024-03-05", "2024-03-05", "2024-03-06"]
    assert {report.casualties.strip(LRI + PDI) for report in told} == {"4 / 11", "4+ / –", "6 / –"}
    assert disputed(incident) == {"casualties"}


def entity(entity_id: str, name: str, kind: str, *aliases: str) -> Entity:
    return Entity(entity_id=entity_id, name=name, type=kind, aliases=aliases)


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        (
            entity("kb:m", "Nouri al-Maliki", "PERSON", "المالكي", "رئيس الوزراء", "نوري المالكي"),
            ["المالكي", "نوري المالكي"],
            "نوري المالكي",
        ),
        (entity("kb:IQ", "Iraq", "GPE", "العراقي", "العراق"), ["جمهورية العراق", "العراق"], "العراق"),
        (entity("kb:AM", "Armenia", "GPE", "ارمنستان"), ["جمهورية أرمينيا", "أرمينيا"], "أرمينيا"),
        (entity("gn:1", "Mosul", "GPE", "الموصل", "Mosul"), [], "الموصل"),
        (entity("x:1", "Salim", "PERSON", "المتحدث", "سليم"), [], "سليم"),
        (entity("x:2", "Hakan Fidan", "PERSON", "Hakan Fidan"), [], None),
    ],
)
def test_arabic_names_are_names(found: Entity, known: list[str], expected: str | None) -> None:
    assert local_names([found], {found.entity_id: known}).get(found.name) == expected


def test_lists_of_names_are_localised_one_by_one() -> None:
    assert localised("Houthis; Hakan Fidan", {"Houthis": "الحوثيون"}) == "الحوثيون; Hakan Fidan"
    assert load_local_names([], "tr") == {}


def test_a_citation_holds_quote_file_and_hash(opened: Session) -> None:
    event, row = opened.case.event("tr-liman.txt-1"), opened.row_of("tr-liman.txt-1")
    text = citation(event, row, opened.case.document(event.doc_id), opened.words)
    assert "6 işçi öldü" in text
    assert "march/tr-liman.txt" in text
    assert "SHA-256" in text
