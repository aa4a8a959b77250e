import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import CaseError
from core.model import Incident, Issue, Review
from core.store import Case, EventQuery
from tests.core.store.samples import event, participant, result


def test_what_goes_in_comes_out(case: Case) -> None:
    saved = result()
    case.save(saved, "1")
    assert case.documents() == [saved.document]
    assert case.document(saved.document.doc_id) == saved.document
    assert tuple(case.events()) == saved.events
    assert case.event(saved.events[1].id) == saved.events[1]
    assert case.mentions(saved.document.doc_id) == list(saved.mentions)
    assert case.entities() == list(saved.entities)
    assert case.issues() == list(saved.issues)


def test_unknown_ids_give_none(case: Case) -> None:
    assert case.document("x") is None
    assert case.event("x") is None
    assert case.incident("x") is None
    assert case.review("x") is None


def test_saving_again_replaces_and_keeps_the_review(case: Case) -> None:
    case.save(result(events=3), "1")
    case.set_review(Review(event_id="a.txt#0-e1", status="accepted", note="seen"))
    case.save(result(events=2), "2")
    assert [e.id for e in case.events()] == ["a.txt#0-e0", "a.txt#0-e1"]
    assert case.review("a.txt#0-e1").note == "seen"
    assert [row.status for row in case.event_rows(EventQuery(sort="key"))] == ["open", "accepted"]
    case.save(result(events=0), "3")
    assert [review.event_id for review in case.reviews()] == ["a.txt#0-e1"]
    case.save(result(events=2), "4")
    assert case.count_events(EventQuery(status="accepted")) == 1


def test_a_failed_save_changes_nothing(case: Case) -> None:
    case.save(result(events=1), "1")
    with pytest.raises(sqlite3.IntegrityError):
        case.save(replace(result(), events=(event(0, "a.txt#0"), event(1, "another document"))), "2")
    assert len(case.events()) == 1
    assert case.is_current("a.txt", result().document.sha256, "1")


def test_of_two_events_with_one_id_the_first_is_kept(case: Case) -> None:
    events = (event(0, "a.txt#0", summary="first"), event(1, "a.txt#0"), event(0, "a.txt#0", summary="second"))
    case.save(replace(result(), events=events))
    assert [e.summary for e in case.events()] == ["first", events[1].summary]


def test_is_current_asks_for_the_same_bytes_and_version(case: Case) -> None:
    case.save_file("a.txt", "h1", "v1", [result()])
    assert case.is_current("a.txt", "h1", "v1")
    assert not case.is_current("a.txt", "h2", "v1")
    assert not case.is_current("a.txt", "h1", "v2")
    assert not case.is_current("b.txt", "h1", "v1")


def test_a_changed_file_loses_the_articles_it_no_longer_holds(case: Case) -> None:
    case.save_file("a.txt", "h1", "v1", [result(part=0), result(part=1)])
    case.save_file("a.txt", "h2", "v1", [result(part=0), Issue(path="a.txt", stage="parse", message="broken")])
    assert [d.doc_id for d in case.documents()] == ["a.txt#0"]
    assert {issue.message for issue in case.issues()} == {"no date", "broken"}
    assert case.counts().events == 2


def test_missing_files_are_only_marked(case: Case) -> None:
    case.save(result("a.txt"))
    case.save(result("b.txt"))
    assert case.forget_missing({"b.txt"}) == 1
    assert [(row.path, row.missing, row.events) for row in case.document_rows()] == [("a.txt", True, 2), ("b.txt", False, 2)]
    assert case.forget_missing({"a.txt", "b.txt"}) == 0
    assert not any(row.missing for row in case.document_rows())


def test_unifying_shows_one_name_everywhere_and_can_be_taken_back(case: Case) -> None:
    case.save(result("a.txt", 1))
    other = participant("محمد أحمد", "b.txt#0-p1", "Mohammed Ahmad")
    case.save(replace(result("b.txt", 1), events=(event(0, "b.txt#0", actor=(other,)),)))
    case.rename_entities({"b.txt#0-p1": "a.txt#0-p1"})
    assert [row.actor for row in case.event_rows()] == ["Muhammad al-Ahmad"] * 2
    assert {e.actor[0].entity_id for e in case.events()} == {"a.txt#0-p1"}
    unified = next(e for e in case.entities() if e.entity_id == "a.txt#0-p1")
    assert unified.documents == ("a.txt#0", "b.txt#0")
    assert unified.mentions == 4
    assert case.counts().entities == 2
    assert case.count_events(EventQuery(entity_id="a.txt#0-p1")) == 2
    assert len(case.entities(unified=False)) == 3
    case.rename_entities({})
    assert {row.actor for row in case.event_rows()} == {"Muhammad al-Ahmad", "Mohammed Ahmad"}


def test_a_name_that_documents_spell_in_two_ways_is_shown_as_the_english_one_has_it(case: Case) -> None:
    for path, language, name in (("a.txt", "ar", "Bighas"), ("b.txt", "en", "Pegas")):
        one = replace(result(path, 1), events=(event(0, f"{path}#0", actor=(participant("بيغاس", "x:FAC:bks", name),)),))
        entities = (replace(one.entities[0], entity_id="x:FAC:bks", name=name),)
        case.save(replace(one, document=replace(one.document, language=language), entities=entities))
    case.rename_entities({})
    assert {row.actor for row in case.event_rows()} == {"Pegas"}
    assert [e.name for e in case.entities() if e.entity_id == "x:FAC:bks"] == ["Pegas"]
    assert case.members("x:FAC:bks") == []


def test_a_document_saved_after_unifying_takes_the_name_at_once(case: Case) -> None:
    case.save(result("a.txt", 1))
    case.save(result("b.txt", 1))
    case.rename_entities({"b.txt#0-p1": "a.txt#0-p1"})
    case.save(result("b.txt", 2), "2")
    assert {e.actor[0].entity_id for e in case.events("b.txt#0")} == {"a.txt#0-p1"}


def test_incidents_mark_their_events(case: Case) -> None:
    case.save(result("a.txt", 2))
    assert case.unclustered
    first = Incident(
        incident_id="i1", event_type="ASSAULT", events=("a.txt#0-e0",), documents=("a.txt#0",), disagreements=({"field": "killed"},)
    )
    case.save_incidents([first])
    assert not case.unclustered
    assert case.incidents() == [first]
    assert case.incident("i1") == first
    assert [row.incident_id for row in case.event_rows(EventQuery(sort="key"))] == ["i1", None]
    case.save_incidents([replace(first, incident_id="i2", events=("a.txt#0-e1",))])
    assert [row.incident_id for row in case.event_rows(EventQuery(sort="key"))] == [None, "i2"]


def test_the_audit_log_only_grows(case: Case) -> None:
    case.save(result())
    case.set_review(Review(event_id="a.txt#0-e0", status="accepted"))
    case.set_review(Review(event_id="a.txt#0-e0", status="rejected", note="twice"))
    entries = case.audit_log()
    assert [entry.detail["after"]["status"] for entry in entries] == ["accepted", "rejected"]
    assert entries[1].detail["before"] == {"status": "accepted", "note": ""}
    for statement in ("DELETE FROM audit", "UPDATE audit SET action = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            case._store.execute(statement)
    with pytest.raises(ValueError, match="status"):
        case.set_review(Review(event_id="a.txt#0-e0", status="perhaps"))


def test_settings_hold_any_json(case: Case) -> None:
    case.set_setting("folder", {"path": "أخبار", "n": [1, None]})
    assert case.setting("folder") == {"path": "أخبار", "n": [1, None]}
    assert case.setting("nothing", 7) == 7


def test_a_case_is_read_without_its_sources(case_path: Path) -> None:
    with Case.create(case_path) as case:
        case.save(result())
    with Case.open(case_path) as case:
        assert tuple(case.events()) == result().events
        assert case.check() == []
        assert case.audit_log()[0].action == "created"
    assert not case_path.with_name(case_path.name + "-wal").exists()


def test_a_second_reader_sees_what_was_committed(case_path: Path) -> None:
    with Case.create(case_path) as writer, Case.open(case_path) as reader:
        writer.save(result())
        assert reader.counts().documents == 1


def test_a_second_reader_sees_entities_unified_by_the_first(case_path: Path) -> None:
    with Case.create(case_path) as writer, Case.open(case_path) as reader:
        writer.save(result("a.txt", 1))
        writer.save(result("b.txt", 1))
        assert {e.actor[0].entity_id for e in reader.events()} == {"a.txt#0-p1", "b.txt#0-p1"}
        writer.rename_entities({"b.txt#0-p1": "a.txt#0-p1"})
        assert {e.actor[0].entity_id for e in reader.events()} == {"a.txt#0-p1"}
        writer.rename_entities({})
        assert {e.actor[0].entity_id for e in reader.events()} == {"a.txt#0-p1", "b.txt#0-p1"}


def test_a_connection_is_not_shared_between_threads(case: Case) -> None:
    found: list[BaseException] = []

    def use() -> None:
        try:
            case.counts()
        except sqlite3.ProgrammingError as error:
            found.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(found) == 1


def test_backup_is_a_whole_case(case: Case, tmp_path: Path) -> None:
    case.save(result())
    case.backup(tmp_path / "copy.rasad")
    with Case.open(tmp_path / "copy.rasad") as copy:
        assert tuple(copy.events()) == result().events


@pytest.mark.parametrize("content", [b"not a case at all", b"SQLite format 3\x00" + b"\xff" * 4000], ids=["text", "damaged"])
def test_a_file_that_is_no_case_is_named_in_plain_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.rasad"
    path.write_bytes(content)
    with pytest.raises(CaseError, match=r"x\.rasad: the file is damaged or is not a Rasad case"):
        Case.open(path)
    assert path.read_bytes() == content


def test_a_missing_case_and_an_existing_one(tmp_path: Path, case_path: Path) -> None:
    with pytest.raises(CaseError, match="no such case file"):
        Case.open(tmp_path / "none.rasad")
    Case.create(case_path).close()
    with pytest.raises(CaseError, match="exists already"):
        Case.create(case_path)
    with pytest.raises(CaseError, match="folder exist"):
        Case.create(tmp_path / "no folder" / "x.rasad")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.rasad"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CaseError, match="not a Rasad case"):
        Case.open(path)
    assert path.read_bytes() == before


def test_a_newer_case_says_so(case_path: Path) -> None:
    with Case.create(case_path) as case:
        case._store.execute("PRAGMA user_version = 999")
    with pytest.raises(CaseError, match="newer Rasad"):
        Case.open(case_path)


def test_a_page_torn_out_is_plain_words_too(case_path: Path) -> None:
    with Case.create(case_path) as case:
        for number in range(20):
            case.save(result(f"{number}.txt"))
    whole = case_path.read_bytes()
    case_path.write_bytes(whole[: len(whole) // 3])

    def read_all() -> None:
        with Case.open(case_path) as case:
            case.events()
            case.search("محمد")

    with pytest.raises(CaseError, match="damaged"):
        read_all()


def test_a_creation_cut_short_is_finished_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "x.rasad"
    path.touch()
    with Case.open(path) as case:
        case.save(result())
        assert case.check() == []
