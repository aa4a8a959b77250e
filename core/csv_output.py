"""Write the events of a case as one table for spreadsheets (CSV, UTF-8 with a mark so that they see it).

Takes: a case and a path. Gives: a file in which no cell can be read as a formula.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from core.errors import AppError
from core.model import Event
from core.store import Case
from core.whole_file import replacing

COLUMNS = (
    "event_id", "incident_id", "event_type", "modes", "aux", "time_earliest", "time_latest", "granularity", "time_text", "actor",
    "recipient", "location", "country", "latitude", "longitude", "killed", "injured", "attribution", "confidence", "status", "note",
    "summary", "quotes", "outlet", "published", "language", "title", "path",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(case: Case, path: Path) -> None:
    """Write the table, replaced only once it is whole."""
    try:
        with replacing(path, encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            table.writerows(_rows(case))
    except OSError as error:
        raise AppError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _rows(case: Case) -> Iterator[list[str]]:
    documents = {document.doc_id: document for document in case.documents()}
    notes = {review.event_id: review.note for review in case.reviews()}
    events = {event.id: event for event in case.events()}
    for row in case.event_rows():
        event, document = events[row.event_id], documents[row.doc_id]
        more = {
            "quotes": " | ".join(" ".join(quote.of(document.text).split()) for quote in event.quotes),
            "published": document.published or "",
            "note": notes.get(row.event_id, ""),
            **_point(event),
        }
        yield [safe(more[name] if name in more else getattr(row, name)) for name in COLUMNS]


def _point(event: Event) -> dict[str, float | None]:
    place = event.location
    return {"latitude": place.lat if place else None, "longitude": place.lon if place else None}


def safe(value: object) -> str:
    """Return a cell that a spreadsheet takes for text even if it begins like a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
