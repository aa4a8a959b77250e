"""Events of several documents that are one deed meet; their disagreements are laid open."""

import pytest

from core.model import Casualties, Document, Event, Participant, Place, Span, TimeValue
from core.resolve.incident_likeness import distance
from core.resolve.incidents import cluster

IDS = {
    "Iran": "kb:IR",
    "United States": "kb:US",
    "Iraq": "kb:IQ",
    "Israel": "kb:IL",
    "Israel Defense Forces": "kb:IL.army",
    "Reuters": "kb:reuters",
}


def person(name: str) -> Participant:
    return Participant(text=name, span=Span(0, 1), entity_id=IDS.get(name, "x:" + name), name=name, type="GPE")


def place(
    name: str, country: str = "IQ", precision: str = "exact", at: tuple[float, float] = (33.3, 44.4), within: str | None = None
) -> Place:
    return Place(
        text=name, span=None, entity_id="geo:" + name, name=name, country=country, lat=at[0], lon=at[1], precision=precision, within=within
    )


def event(doc: str, kind: str = "ASSAULT", actor=(), recipient=(), day=None, where=None, killed=None, said=(), number=1, **more) -> Event:
    when = TimeValue(earliest=day, latest=day, granularity="day") if day else None
    return Event(
        id=f"{doc}-{number}", doc_id=doc, event_type=kind, trigger=Span(0, 3), quotes=(Span(0, 3),), time=when, location=where,
        actor=tuple(map(person, actor)), recipient=tuple(map(person, recipient)), attribution=tuple(map(person, said)),
        casualties=Casualties(killed=(killed, killed)) if killed is not None else None, **more,
    )  # fmt: skip


def documents(*names: str, published: str | None = "2024-02-05", language: str = "ar") -> dict[str, Document]:
    return {
        n: Document(
            doc_id=n, path=n, sha256="", format="text", text=f"{n} text", segments=(), language=language, published=published, outlet=n
        )
        for n in names
    }


def test_two_reports_of_a_strike_are_one_incident():
    events = [
        event("a", actor=["United States"], recipient=["Band"], day="2024-02-02", where=place("Al-Qaim"), killed=3),
        event("b", actor=["United States"], recipient=["Band"], day="2024-02-03", where=place("Al-Qaim"), killed=4),
    ]
    (found,) = cluster(events, documents("a", "b"))
    assert (found.events, found.documents, found.earliest, found.latest) == (("a-1", "b-1"), ("a", "b"), "2024-02-02", "2024-02-03")
    assert found.location == "Al-Qaim"
    assert {"field": "killed", "values": [["3", ["a-1"]], ["4", ["b-1"]]]} in found.disagreements
    assert {"field": "date", "values": [["2024-02-02", ["a-1"]], ["2024-02-03", ["b-1"]]]} in found.disagreements


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2024-02-09"},
        {"where": place("Mosul", at=(36.3, 43.1))},
        {"where": place("Deir ez-Zor", "SY", at=(35.3, 40.1))},
        {"actor": ["Iran"]},
        {"kind": "AID"},
    ],
    ids=["another week", "another city", "another country", "another actor", "another type"],
)
def test_what_differs_in_one_telling_point_stays_apart(change):
    base = {"kind": "ASSAULT", "actor": ["United States"], "recipient": ["Band"], "day": "2024-02-02", "where": place("Al-Qaim")}
    found = list(cluster([event("a", **base), event("b", **{**base, **change})], documents("a", "b")))
    assert len(found) == 2


def test_the_return_strike_is_another_incident():
    events = [
        event("a", actor=["Iran"], recipient=["Israel"], day="2024-04-14", where=place("Nevatim", "IL")),
        event("b", actor=["Israel"], recipient=["Iran"], day="2024-04-14", where=place("Nevatim", "IL")),
    ]
    assert len(list(cluster(events, documents("a", "b", published="2024-04-15")))) == 2


def test_a_state_and_its_army_are_near_enough():
    events = [
        event("a", actor=["Israel"], recipient=["Camp"], day="2024-01-05", where=place("Jenin", "PS")),
        event("b", actor=["Israel Defense Forces"], recipient=["Camp"], day="2024-01-05", where=place("Jenin", "PS")),
    ]
    assert len(list(cluster(events, documents("a", "b", published="2024-01-06")))) == 1


def test_undated_visits_of_one_man_in_unlike_articles_stay_apart():
    events = [event("a", "CONSULT", ["Traveller"], where=place("Baghdad")), event("b", "CONSULT", ["Traveller"], where=place("Baghdad"))]
    events += [event("a", "ACCUSE", ["One"], ["Two"], number=2), event("b", "AID", ["Three"], ["Four"], number=2)]
    assert len(list(cluster(events, documents("a", "b", published=None)))) == 4


def test_a_denial_is_a_disagreement_not_another_incident():
    base = {"actor": ["United States"], "recipient": ["Band"], "day": "2024-02-02", "where": place("Al-Qaim")}
    (found,) = cluster([event("a", **base), event("b", **base, aux=("negation",))], documents("a", "b"))
    assert {"field": "status", "values": [["denied", ["b-1"]], ["told as fact", ["a-1"]]]} in found.disagreements


def test_an_agency_quoted_by_two_counts_once():
    base = {"actor": ["United States"], "recipient": ["Band"], "day": "2024-02-02", "where": place("Al-Qaim"), "said": ["Reuters"]}
    (found,) = cluster([event("a", **base), event("b", **base), event("c", **{**base, "said": []})], documents("a", "b", "c"))
    assert found.outlets == ("Reuters", "c")


def test_a_wider_place_is_no_disagreement():
    base = {"actor": ["United States"], "recipient": ["Band"], "day": "2024-02-02"}
    inner, outer = place("Karrada", within="Baghdad"), place("Baghdad")
    (found,) = cluster([event("a", where=inner, **base), event("b", where=outer, **base)], documents("a", "b"))
    assert "place" not in {d["field"] for d in found.disagreements}


def test_every_event_is_in_exactly_one_incident_and_ids_are_stable():
    events = [
        event(doc, actor=["United States"], recipient=["Band"], day="2024-02-02", where=place("Al-Qaim"), number=n)
        for doc in "abc"
        for n in (1, 2)
    ]
    found = list(cluster(events, documents("a", "b", "c")))
    again = list(cluster(list(reversed(events)), documents("a", "b", "c")))
    assert sorted(i for f in found for i in f.events) == sorted(e.id for e in events)
    assert {f.incident_id for f in found} == {f.incident_id for f in again}
    assert all(len(set(f.documents)) == len(f.events) for f in found)


def test_no_events_no_incidents():
    assert list(cluster([], {})) == []


def test_distance():
    assert distance(place("a", at=(33.3, 44.4)), place("b", at=(36.2, 44.0))) == pytest.approx(324, abs=5)
