"""Write a case as the four JSON Lines files of the output contract.

Takes: a case and a folder. Gives: documents, events, entities and incidents, one JSON object a line, UTF-8, offsets in code points.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.model import Document, Entity, Event, Incident, Participant, Place, Span
from core.ontology import event_types
from core.store import Case
from core.whole_file import replacing

FILES = ("documents", "events", "entities", "incidents")


def write(case: Case, folder: Path) -> None:
    """Write the four files, each replaced only once it is whole."""
    documents = {document.doc_id: document for document in case.documents()}
    incident_of = {event_id: incident.incident_id for incident in case.incidents() for event_id in incident.events}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, "documents", map(document_record, documents.values()))
        _write(folder, "events", _events(case, documents, incident_of))
        _write(folder, "entities", map(entity_record, case.entities()))
        _write(folder, "incidents", map(incident_record, case.incidents()))
    except OSError as error:
        raise AppError(f"{folder}: cannot be written ({error.strerror or error}).") from error


def _events(case: Case, documents: dict[str, Document], incident_of: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the records of all events."""
    for event in case.events():
        yield event_record(event, documents[event.doc_id].text, incident_of.get(event.id))


def _write(folder: Path, name: str, records: Iterable[dict[str, Any]]) -> None:
    """Write one file of JSON lines."""
    with replacing(folder / f"{name}.jsonl", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def document_record(document: Document) -> dict[str, Any]:
    """Return a document in the words of the contract."""
    names = ("doc_id", "path", "sha256", "language", "title", "published", "published_basis", "outlet", "text")
    record = {name: getattr(document, name) for name in names}
    segments = [{"kind": segment.kind, "start": segment.span.start, "end": segment.span.end} for segment in document.segments]
    return record | {"segments": segments}


def event_record(event: Event, text: str, incident_id: str | None) -> dict[str, Any]:
    """Return an event in the words of the contract."""
    kind = event_types()[event.event_type]
    return {
        "id": event.id,
        "doc_id": event.doc_id,
        "incident_id": incident_id,
        "event_type": event.event_type,
        "mode": list(event.modes),
        "context": list(event.contexts),
        "aux": list(event.aux),
        "quad_code": kind.quad,
        "event_scale": kind.scale_of(event.modes),
        "trigger": _quoted(event.trigger, text),
        "quotes": [_quoted(span, text) for span in event.quotes],
        "actor": [_participant(p) for p in event.actor],
        "recipient": [_participant(p) for p in event.recipient],
        "attribution": [_participant(p) for p in event.attribution],
        "time": _time(event),
        "location": _place(event.location) if event.location else None,
        "casualties": _casualties(event),
        "weapon": event.weapon,
        "summary": event.summary,
        "confidence": round(event.confidence, 4),
    }


def _quoted(span: Span, text: str) -> dict[str, Any]:
    """Return a span with the words it covers."""
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _participant(person: Participant) -> dict[str, Any]:
    """Return an actor, recipient or source."""
    where = {"text": person.text, "start": person.span.start, "end": person.span.end}
    return where | {"entity_id": person.entity_id, "name": person.name, "type": person.type}


def _time(event: Event) -> dict[str, Any] | None:
    """Return when, or None."""
    time = event.time
    if time is None:
        return None
    return {"earliest": time.earliest, "latest": time.latest, "granularity": time.granularity, "text": time.text}


def _place(place: Place) -> dict[str, Any]:
    """Return where."""
    span = {"start": place.span.start if place.span else None, "end": place.span.end if place.span else None}
    names = ("entity_id", "name", "country", "lat", "lon", "precision")
    return {"text": place.text} | span | {name: getattr(place, name) for name in names}


def _casualties(event: Event) -> dict[str, list[int | None]]:
    """Return the ranges that the text tells."""
    told = {kind: getattr(event.casualties, kind) for kind in ("killed", "injured")} if event.casualties else {}
    return {kind: list(bounds) for kind, bounds in told.items() if bounds is not None}


def entity_record(entity: Entity) -> dict[str, Any]:
    """Return an entity in the words of the contract."""
    record = {"entity_id": entity.entity_id, "name": entity.name, "type": entity.type, "aliases": list(entity.aliases)}
    return record | {"country": entity.country, "mentions": entity.mentions, "documents": list(entity.documents)}


def incident_record(incident: Incident) -> dict[str, Any]:
    """Return an incident in the words of the contract."""
    names = ("incident_id", "event_type", "earliest", "latest", "location")
    lists = ("events", "documents", "outlets", "disagreements")
    return {name: getattr(incident, name) for name in names} | {name: list(getattr(incident, name)) for name in lists}
