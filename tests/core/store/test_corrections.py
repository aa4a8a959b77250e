"""Corrections of entities: shown at once, laid over what comes later, taken back without a trace in the data."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

from core.model import Entity, Incident
from core.store import Case, Correction, EventQuery
from core.store.migrations import MIGRATIONS
from tests.core.store.samples import event, participant, result


def made(kind: str, number: int = 1, **payload: object) -> Correction:
    return Correction(id=f"c{number}", kind=kind, payload=payload)


def entity(doc_id: str, entity_id: str, name: str, *forms: str) -> Entity:
    return Entity(entity_id=entity_id, name=name, type="PERSON", aliases=forms, mentions=len(forms), documents=(doc_id,))


def put(case: Case, name: str, entity_id: str, shown: str, *forms: str) -> None:
    """Save an article in which each form acts once."""
    doc_id = f"{name}#0"
    events = tuple(
        event(n, doc_id, actor=(participant(form, entity_id, shown),), recipient=(), location=None) for n, form in enumerate(forms)
    )
    case.save(replace(result(name, 0), events=events, mentions=(), entities=(entity(doc_id, entity_id, shown, *forms),)))


def actors(case: Case) -> list[str]:
    return [row.actor for row in case.event_rows(EventQuery(sort="path"))]


def named(case: Case) -> dict[str, tuple[str, ...]]:
    return {e.name: e.aliases for e in case.entities()}


def test_a_new_name_is_shown_everywhere_and_can_be_taken_back(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:qn", "Qani", "قاني")
    change = made("entity.rename", entity="x:PERSON:qn", name="Esmail Qaani", type="PERSON", country="IR", before="Qani")
    assert case.correct([change]) == ["a.txt#0-e0"]
    assert actors(case) == ["Esmail Qaani"]
    assert case.events()[0].summary.startswith("Esmail Qaani")
    assert case.entities()[0].country == "IR"
    assert case.entities()[0].why[0].source == "user"
    assert case.count_events(EventQuery(text="Esmail")) == case.count_events(EventQuery(party="Esmail")) == 1
    assert case.count_events(EventQuery(text="Qani")) == 0
    case.correct([change], stand=False)
    assert actors(case) == ["Qani"]
    assert case.corrections() == []
    assert [entry.action for entry in case.audit_log()] == ["entity.rename", "taken back"]


def test_merged_entities_are_one_also_after_another_run(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:qn", "Qani", "قاني")
    put(case, "b.txt", "x:PERSON:kn", "Kaani", "Kaani")
    merge = made("entity.merge", entity="x:PERSON:qn", other="x:PERSON:kn", other_name="Kaani")
    case.correct([merge])
    assert actors(case) == ["Qani", "Qani"]
    assert named(case) == {"Qani": ("قاني", "Kaani")}
    assert case.counts().entities == 1
    assert case.count_events(EventQuery(entity_id="x:PERSON:qn")) == 2
    put(case, "b.txt", "x:PERSON:kn", "Kaani", "Kaani", "Kaani'nin")
    case.rename_entities({})
    assert actors(case) == ["Qani"] * 3
    case.correct([merge], stand=False)
    assert actors(case) == ["Qani", "Kaani", "Kaani"]


def test_one_who_met_himself_is_told_once(case: Case) -> None:
    both = (participant("قاني", "x1", "Qani"), participant("Kaani", "x2", "Kaani"))
    case.save(
        replace(
            result("a.txt", 0), events=(event(0, "a.txt#0", actor=both),), entities=(entity("a", "x1", "Qani"), entity("a", "x2", "Kaani"))
        )
    )
    case.correct([made("entity.merge", entity="x1", other="x2", other_name="Kaani")])
    assert actors(case) == ["Qani"]
    assert "and" not in case.events()[0].summary


def test_a_form_split_off_stays_apart_whatever_unification_finds(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:hs", "Hasan", "حسن", "حسن البنا")
    split = made(
        "entity.split", entity="x:PERSON:hs", forms=["حسن البنا"], new="u:1", name="Hasan al-Banna", type="PERSON", entity_name="Hasan"
    )
    case.correct([split])
    assert actors(case) == ["Hasan", "Hasan al-Banna"]
    assert named(case) == {"Hasan": ("حسن",), "Hasan al-Banna": ("حسن البنا",)}
    assert case.count_events(EventQuery(entity_id="u:1")) == 1
    assert case.count_events(EventQuery(entity_id="x:PERSON:hs")) == 1
    put(case, "b.txt", "x:PERSON:hsn", "Hassan Banna", "حسن البنا")
    case.rename_entities({"x:PERSON:hsn": "x:PERSON:hs"})
    assert actors(case) == ["Hasan", "Hasan al-Banna", "Hasan al-Banna"]
    rename = made("entity.rename", 2, entity="u:1", name="al-Banna", type="PERSON")
    case.correct([rename])
    assert actors(case) == ["Hasan", "al-Banna", "al-Banna"]
    case.correct([rename, split], stand=False)
    assert actors(case) == ["Hasan"] * 3


def test_an_added_form_brings_its_mentions_along(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:qn", "Qani", "قاني")
    put(case, "b.txt", "x:PERSON:hj", "Hajji", "الحاج", "رجل")
    case.correct([made("entity.alias", entity="x:PERSON:qn", form="الحاج")])
    assert actors(case) == ["Qani", "Qani", "Hajji"]
    assert named(case) == {"Qani": ("قاني", "الحاج"), "Hajji": ("رجل",)}
    split = made("entity.split", 2, entity="x:PERSON:qn", forms=["الحاج"], new="u:2", name="The Hajj", type="PERSON")
    case.correct([split])
    assert actors(case) == ["Qani", "The Hajj", "Hajji"]


def test_a_correction_finds_its_entity_after_unification_chose_another_id(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:b", "B", "ب")
    case.correct([made("entity.rename", entity="x:PERSON:gone", entity_members=["x:PERSON:b"], name="Best", type="PERSON")])
    assert actors(case) == ["Best"]
    put(case, "b.txt", "x:PERSON:a", "A", "أ", "أ", "أ")
    case.rename_entities({"x:PERSON:b": "x:PERSON:a"})
    assert set(actors(case)) == {"Best"}


def test_clusters_are_kept_beside_incidents(case: Case) -> None:
    case.save(result("a.txt", 3))
    both = Incident(incident_id="i1", event_type="ASSAULT", events=("a.txt#0-e0", "a.txt#0-e2"), documents=("a.txt#0",))
    case.save_clusters([both])
    case.save_incidents([])
    assert case.clusters() == [["a.txt#0-e0", "a.txt#0-e2"]]


def test_a_case_of_the_first_schema_is_brought_along(case_path: Path) -> None:
    with Case.create(case_path) as case:
        case.save(result("a.txt", 1))
        case.save(result("b.txt", 1))
        case.rename_entities({"b.txt#0-p1": "a.txt#0-p1"})
        case.save_incidents([Incident(incident_id="i1", event_type="ASSAULT", events=("a.txt#0-e0",), documents=("a.txt#0",))])
    connection = sqlite3.connect(case_path)
    later = re.findall(r"CREATE (?:VIRTUAL )?(TABLE|INDEX|TRIGGER) (\w+)", "".join(MIGRATIONS[1:]))
    connection.executescript("".join(f"DROP {kind} IF EXISTS {name};" for kind, name in later) + "PRAGMA user_version = 1;")
    connection.close()
    with Case.open(case_path) as case:
        assert case.count_events(EventQuery(entity_id="a.txt#0-p1")) == 2
        assert case.count_events(EventQuery(place="iraq")) == len(case.event_keys(EventQuery(place="iraq"))) == 2
        assert case.clusters() == [["a.txt#0-e0"]]
        assert case.corrections() == []
    assert case_path.with_name(f"{case_path.name}.before-schema-{len(MIGRATIONS)}").exists()


def test_corrections_taken_from_another_state_keep_their_order_and_are_shown(case: Case) -> None:
    put(case, "a.txt", "x:PERSON:qn", "Qani", "قاني")
    rows = []
    for number, name in enumerate(("First", "Second"), start=1):
        payload = f'{{"entity": "x:PERSON:qn", "name": "{name}", "type": "PERSON"}}'
        rows.append((f"c{number}", number, "entity.rename", payload, "2024-01-01", 1))
    assert case.take_decisions({"corrections": reversed(rows)}) == 2
    assert actors(case) == ["Second"]
    assert [one.id for one in case.corrections()] == ["c1", "c2"]
