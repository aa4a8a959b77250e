import json
from dataclasses import replace
from pathlib import Path

import pytest

from core import output
from core.errors import AppError
from core.model import Incident
from core.ontology import event_types
from core.store import Case
from tests.core.store.samples import event, result

EVENT_KEYS = {
    "id", "doc_id", "incident_id", "event_type", "mode", "context", "aux", "quad_code", "event_scale", "trigger", "quotes", "actor", "recipient",
    "attribution", "time", "location", "casualties", "weapon", "summary", "confidence",
}  # fmt: skip


def written(case: Case, folder: Path) -> dict[str, list[dict]]:
    output.write(case, folder)
    return {name: [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")] for name in output.FILES}


def test_an_event_in_the_words_of_the_contract(case: Case, tmp_path: Path) -> None:
    case.save(result(events=1))
    case.save_incidents([Incident(incident_id="i1", event_type="ASSAULT", events=("a.txt#0-e0",), documents=("a.txt#0",))])
    found = written(case, tmp_path / "out")
    (record,) = found["events"]
    assert record.keys() == EVENT_KEYS
    assert record["incident_id"] == "i1"
    assert (record["quad_code"], record["event_scale"]) == (4, -9.5)
    assert record["trigger"] == {"text": "وقال", "start": 0, "end": 4}
    assert record["actor"] == [
        {"text": "محمد الأحمد", "start": 5, "end": 16, "entity_id": "a.txt#0-p1", "name": "Muhammad al-Ahmad", "type": "PERSON"}
    ]
    assert record["time"] == {"earliest": "2024-01-01", "latest": "2024-01-01", "granularity": "day", "text": "أمس"}
    assert record["location"]["country"] == "IQ"
    assert record["casualties"] == {"killed": [3, 5]}
    (document,) = found["documents"]
    assert document["segments"] == [{"kind": "body", "start": 0, "end": len(document["text"])}]
    assert found["entities"][0].keys() == {"entity_id", "name", "type", "aliases", "country", "mentions", "documents"}
    assert found["incidents"][0]["events"] == ["a.txt#0-e0"]


def test_what_is_not_told_is_null(case: Case, tmp_path: Path) -> None:
    bare = event(0, "a.txt#0", actor=(), time=None, location=None, casualties=None, modes=())
    case.save(replace(result(), events=(bare,)))
    (record,) = written(case, tmp_path)["events"]
    assert (record["actor"], record["time"], record["location"], record["casualties"], record["incident_id"]) == ([], None, None, {}, None)
    assert record["event_scale"] == -9.0


def test_a_folder_that_cannot_be_written_is_named(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="cannot be written"):
        output.write(case, tmp_path / "file")


def test_the_sixteen_types_have_their_quads_and_scales() -> None:
    types = event_types()
    assert len(types) == 16
    assert {quad: sum(t.quad == quad for t in types.values()) for quad in (1, 2, 3, 4)} == {1: 4, 2: 3, 3: 4, 4: 5}
    assert types["ACCUSE"].scale_of(("disapprove", "allege")) == -3.5
    assert types["RETREAT"].scale_of(("unknown mode",)) == 6.5
    assert types["CONSULT"].two_sided
