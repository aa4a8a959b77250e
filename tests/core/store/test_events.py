from dataclasses import replace
from pathlib import Path

import pytest

from core.model import Casualties, Review, TimeValue
from core.store import Case, EventQuery
from core.store.events import range_text
from core.store.query import SORTS, EventRow
from tests.core.store.samples import event, participant, result


@pytest.fixture
def table(case: Case) -> Case:
    """A case with four events that differ in every column asked for."""
    rows = (
        event(1, "a.txt#0", actor=(participant("İsrail", "x1", "Israel"),), confidence=0.9),
        event(2, "a.txt#0", event_type="CONSULT", time=None, location=None, casualties=None, confidence=0.1),
        event(
            3, "a.txt#0", recipient=(participant("الحشد", "x2", "Popular Mobilization Forces"),), casualties=Casualties(killed=(12, None))
        ),
        event(4, "a.txt#0", time=TimeValue(earliest="2024-02-01", latest="2024-02-29", granularity="month"), aux=("future",)),
    )
    case.save(replace(result("a.txt"), events=rows))
    return case


def numbers(case: Case, **query: object) -> list[int]:
    return [int(row.event_id[-1]) for row in case.event_rows(EventQuery(**query))]


@pytest.mark.parametrize(
    ("query", "expect"),
    [
        ({}, [1, 3, 4, 2]),
        ({"descending": True}, [4, 3, 1, 2]),
        ({"types": ("CONSULT",)}, [2]),
        ({"types": ("CONSULT", "ASSAULT"), "sort": "key"}, [1, 2, 3, 4]),
        ({"earliest": "2024-01-03"}, [3, 4]),
        ({"latest": "2024-01-31"}, [1, 3]),
        ({"earliest": "2024-02-10", "latest": "2024-02-10"}, [4]),
        ({"actor": "ISRAEL"}, [1]),
        ({"actor": "israil"}, [1]),
        ({"actor": "iran"}, []),
        ({"actor": "isra"}, [1]),
        ({"actor": "İSRAİL"}, [1]),
        ({"recipient": "popular forces"}, [3]),
        ({"party": "الحشد"}, [3]),
        ({"place": "iq"}, [1, 3, 4]),
        ({"place": "عراق"}, [1, 3, 4]),
        ({"language": "tr"}, []),
        ({"language": "ar", "minimum_confidence": 0.6}, [1]),
        ({"text": "العراق"}, [1, 3, 4, 2]),
        ({"text": "popular"}, [3]),
        ({"status": "accepted"}, []),
        ({"sort": "killed", "descending": True}, [3, 4, 1, 2]),
        ({"sort": "killed"}, [1, 4, 3, 2]),
        ({"sort": "confidence", "limit": 1}, [2]),
        ({"sort": "key", "offset": 1, "limit": 2}, [2, 3]),
        ({"sort": "key", "offset": 3}, [4]),
        ({"doc_id": "b.txt#0"}, []),
        ({"entity_id": "x2"}, [3]),
    ],
)  # fmt: skip
def test_filters_and_orders(table: Case, query: dict, expect: list[int]) -> None:
    assert numbers(table, **query) == expect
    keys = table.event_keys(EventQuery(**query))
    assert [int(row.event_id[-1]) for row in table.rows_by_key(keys)] == expect
    if "limit" not in query and "offset" not in query:
        assert table.count_events(EventQuery(**query)) == len(expect)


@pytest.mark.parametrize(("few", "many"), [(0, 1), (0, 3), (1, 2), (3, 4), (99, 100)])
@pytest.mark.parametrize("limit", [None, 3])
@pytest.mark.parametrize("sort", ["time_earliest", "actor", "confidence"])
def test_however_a_filter_is_carried_out_it_finds_the_same(
    table: Case, monkeypatch: pytest.MonkeyPatch, few: int, many: int, limit: int | None, sort: str
) -> None:
    filters: tuple[dict, ...] = (
        {"party": "houthis", "minimum_confidence": 0.5}, {"text": "popular", "types": ("ASSAULT",)}, {"place": "iq", "earliest": "2024-01-03"},
        {"language": "ar", "status": "open", "latest": "2024-01-31"}, {"text": "العراق", "party": "el"}, {"entity_id": "x2", "place": "iq"},
    )  # fmt: skip
    asked = [EventQuery(**one, sort=sort, limit=limit) for one in filters]
    plain = [table.event_keys(query) for query in asked]
    assert any(plain)
    monkeypatch.setattr("core.store.events._FEW", few)
    monkeypatch.setattr("core.store.events._MANY", many)
    assert [table.event_keys(query) for query in asked] == plain


@pytest.mark.parametrize("sort", SORTS)
def test_every_column_sorts_both_ways(table: Case, sort: str) -> None:
    assert sorted(numbers(table, sort=sort)) == sorted(numbers(table, sort=sort, descending=True)) == [1, 2, 3, 4]


def test_an_unknown_column_is_a_bug(table: Case) -> None:
    with pytest.raises(ValueError, match="sort by"):
        table.event_rows(EventQuery(sort="1; DROP TABLE events"))
    with pytest.raises(ValueError, match="no column"):
        table.facet("1; DROP TABLE events")


def test_rows_are_ready_to_show(table: Case) -> None:
    row = table.event_rows(EventQuery(sort="key"))[2]
    assert isinstance(row, EventRow)
    assert row._asdict() | {"key": 0} == {
        "key": 0, "event_id": "a.txt#0-e3", "doc_id": "a.txt#0", "incident_id": None, "event_type": "ASSAULT", "modes": "drone", "aux": "",
        "time_earliest": "2024-01-04", "time_latest": "2024-01-04", "time_text": "أمس", "granularity": "day", "actor": "Muhammad al-Ahmad",
        "recipient": "Popular Mobilization Forces", "location": "Iraq", "country": "IQ", "attribution": "", "killed": "12+", "injured": "",
        "outlet": "Outlet", "path": "a.txt", "language": "ar", "title": "عنوان", "confidence": 0.5, "status": "open",
        "summary": "Muhammad al-Ahmad attacked in Iraq.",
    }  # fmt: skip


def test_facets_count(table: Case) -> None:
    assert table.facet("event_type") == [("ASSAULT", 3), ("CONSULT", 1)]
    assert table.facet("country", EventQuery(types=("CONSULT",))) == []


def test_keys_that_are_gone_are_left_out(table: Case) -> None:
    keys = table.event_keys()
    table.save(replace(result("a.txt"), events=()))
    assert table.rows_by_key(keys) == []


@pytest.mark.parametrize(
    ("bounds", "text"),
    [((3, 3), "3"), ((3, 5), "3–5"), ((3, None), "3+"), ((None, 5), "≤5"), ((None, None), ""), (None, ""), ((0, 0), "0")],
)
def test_ranges_read_as_a_person_writes_them(bounds: tuple | None, text: str) -> None:
    assert range_text(bounds) == text


def test_what_is_read_while_keys_are_fetched_is_not_older(case_path: Path) -> None:
    with Case.create(case_path) as case:
        case.save(result("a.txt", 3))
        keys = case.find_event_keys()
        first = next(keys)
        with Case.open(case_path) as other:
            other.set_review(Review(event_id=case.rows_by_key([first])[0].event_id, status="accepted"))
        assert case.rows_by_key([first])[0].status == "accepted"
        assert [first, *keys] == case.event_keys()
    assert not case_path.with_name(f"{case_path.name}-wal").exists()
