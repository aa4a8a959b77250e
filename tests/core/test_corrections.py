"""From a correction to what the case shows, and that a later run keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core import pipeline
from core.corrections import (
    add_alias,
    correct,
    correct_facts,
    facts_by_article,
    merge,
    merge_incidents,
    regroup,
    rename,
    settle,
    split,
    split_incident,
)
from core.model import Document, DocumentResult, Event, Incident, TimeValue
from core.resolve.user_entities import OwnEntity, own_file, write_entities
from core.store import Case
from tests import fake_stages

FOUND = [["a", "b", "c"], ["d"], ["e", "f"]]


def stages() -> pipeline.Stages:
    """Return the fake stages, with a resolver that dates every event by the day of publication."""

    def dated(document: Document, found: list[tuple[int, int]]) -> DocumentResult:
        made = fake_stages._resolve(document, found)
        day = document.published
        time = TimeValue(earliest=day, latest=day, granularity="day" if day else "unknown", text="Monday", basis="published")
        return replace(made, events=tuple(replace(e, time=time) for e in made.events))

    return replace(fake_stages.stages(), resolve=dated)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fake_stages.write_folder(tmp_path / "articles", 3)
    return tmp_path / "articles"


def run(folder: Path, case: Case) -> pipeline.RunReport:
    return pipeline.run(folder, case, stages=stages, jobs=0)


def days(case: Case, path: str) -> set[str | None]:
    return {row.time_earliest for row in case.event_rows() if row.path == path}


@pytest.mark.parametrize(
    ("made", "expect"),
    [
        ([], FOUND),
        ([split_incident(["b"], ["a", "c"])], [["a", "c"], ["b"], ["d"], ["e", "f"]]),
        ([split_incident(["b", "c"], ["a"])], [["a"], ["b", "c"], ["d"], ["e", "f"]]),
        ([merge_incidents(["d", "f"])], [["a", "b", "c"], ["d", "e", "f"]]),
        ([merge_incidents(["a", "d"]), split_incident(["b"], ["a"])], [["a", "c", "d"], ["b"], ["e", "f"]]),
        ([split_incident(["b"], ["a", "c"]), merge_incidents(["b", "d"])], [["a", "c"], ["b", "d"], ["e", "f"]]),
        ([split_incident(["b"], ["gone"]), merge_incidents(["gone", "d"])], FOUND),
    ],
)
def test_groups_after_corrections(made: list, expect: list[list[str]]) -> None:
    assert sorted(sorted(group) for group in regroup(FOUND, made)) == expect


def told(events: Sequence[Event], _documents: Mapping[str, Document]) -> Incident:
    ids = tuple(sorted(e.id for e in events))
    return Incident(incident_id=f"i{ids[0]}", event_type="CONSULT", events=ids, documents=tuple(sorted({e.doc_id for e in events})))


def groups(case: Case) -> list[tuple[str, ...]]:
    return sorted(incident.events for incident in case.incidents())


def test_incidents_split_and_merged_stay_so_after_a_run(folder: Path, case: Case) -> None:
    run(folder, case)
    before = groups(case)
    big = max(before, key=len)
    apart = split_incident([big[0]], big)
    correct(case, [apart])
    assert (big[0],) in groups(case)
    assert case.event_rows()[0].incident_id
    lone = [event for group in before for event in group if group != big][:1]
    joined = merge_incidents([big[0], *lone])
    correct(case, [joined])
    assert any({big[0], *lone} <= set(group) for group in groups(case))
    after = groups(case)
    (folder / "article 009.txt").write_text("Another\n\nThe ministry met nobody of importance there.\n", encoding="utf-8")
    run(folder, case)
    assert set(after) <= set(groups(case)) | {big[1:]}
    assert any({big[0], *lone} <= set(group) for group in groups(case))
    correct(case, [joined], stand=False)
    correct(case, [apart], stand=False)
    assert any(set(big) <= set(group) for group in groups(case))


def test_an_unfinished_run_stays_unfinished(folder: Path, case: Case) -> None:
    run(folder, case)
    case.save_article(fake_stages._resolve(case.documents()[0], []))
    settle(case, set(), gather=told)
    assert case.unclustered


def test_corrected_names_survive_another_run(folder: Path, case: Case) -> None:
    run(folder, case)
    entity = next(e for e in case.entities() if e.name == "minister")
    other = next(e for e in case.entities() if e.name == "paragraph")
    correct(case, [rename(case, entity, " The  Minister ", "PERSON", "IQ")])
    correct(case, [merge(case, next(e for e in case.entities() if e.name == "The Minister"), other)])
    names = {row.actor for row in case.event_rows()}
    assert "The Minister" in names
    assert not names & {"minister", "paragraph"}
    (folder / "article 001.txt").write_text("Title\n\nThe minister saw the paragraph again today.\n", encoding="utf-8")
    run(folder, case)
    names = {row.actor for row in case.event_rows()}
    assert "The Minister" in names
    assert not names & {"minister", "paragraph"}


def test_split_and_alias_are_made_from_what_is_shown(folder: Path, case: Case) -> None:
    run(folder, case)
    entity = next(e for e in case.entities() if e.name == "minister")
    correct(case, [split(case, entity, ["minister"], "Somebody Else", "PERSON")])
    assert "Somebody Else" in {row.actor for row in case.event_rows()}
    new = next(e for e in case.entities() if e.name == "Somebody Else")
    correct(case, [add_alias(case, new, "paragraph")])
    assert {row.actor for row in case.event_rows()} & {"minister", "paragraph"} == set()
    with pytest.raises(ValueError, match="two letters"):
        add_alias(case, new, " x ")


def test_a_day_of_publication_resolves_the_events_of_its_article(folder: Path, case: Case) -> None:
    run(folder, case)
    path = "article 001.txt"
    document = next(d for d in case.documents() if d.path == path)
    assert days(case, path) == {None}
    entered = correct_facts(case, document, published="2024-03-05", outlet="Gulf Wire")
    assert correct(case, [entered], stages=stages) == 1
    assert days(case, path) == {"2024-03-05"}
    assert days(case, "article 002.txt") == {None}
    now = next(d for d in case.documents() if d.path == path)
    assert (now.published, now.published_basis, now.outlet, now.outlet_basis) == ("2024-03-05", "user", "Gulf Wire", "user")
    later = correct_facts(case, now, published="2024-03-06")
    correct(case, [later], stages=stages)
    assert days(case, path) == {"2024-03-06"}
    case.read_again([path])
    assert run(folder, case).read == 1
    assert days(case, path) == {"2024-03-06"}
    correct(case, [later], stand=False, stages=stages)
    assert days(case, path) == {"2024-03-05"}
    correct(case, [entered], stand=False, stages=stages)
    assert next(d for d in case.documents() if d.path == path) == document
    assert days(case, path) == {None}


def test_a_corrected_language_counts_when_the_file_is_read_again(folder: Path, case: Case) -> None:
    run(folder, case)
    document = case.documents()[0]
    correct(case, [correct_facts(case, document, language="tr")], stages=stages)
    case.read_again([document.path])
    run(folder, case)
    assert (case.documents()[0].language, case.documents()[0].language_confidence) == ("tr", 1.0)


def test_what_is_no_fact_is_refused(folder: Path, case: Case) -> None:
    run(folder, case)
    document = case.documents()[0]
    for facts in ({"published": "March"}, {"language": "xx"}, {"author": "me"}, {}):
        with pytest.raises(ValueError):  # noqa: PT011
            correct_facts(case, document, **facts)
    assert facts_by_article([]) == {}


def test_a_changed_file_of_own_entities_renews_the_articles_it_touches(
    folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (folder / "article 002.txt").write_text("A title\n\nThe Dawn Brigade met the ministry.\n", encoding="utf-8")
    assert run(folder, case).read == 3
    write_entities(own_file(), [OwnEntity("Dawn Brigade", "GROUP")])
    with own_file().open("a", encoding="utf-8") as file:
        file.write('[[entity]]\nname = "X"\ntype = "TRIBE"\n')
    report = run(folder, case)
    assert report.read == 1
    assert [(i.path, "TRIBE" in i.message) for i in report.issues] == [("my-entities.toml", True)]
    assert run(folder, case).read == 0
    own_file().unlink()
    report = run(folder, case)
    assert (report.read, report.issues) == (1, ())
