"""What the event table asks for: a filter, an order and a page; and the light rows it gets."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from core.store.search import match_expression, search_fold


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """A filter and an order; an empty field filters nothing.

    ``actor`` is looked for among actors, ``recipient`` among recipients, ``party`` among both, in names and in the words of the
    text; ``place`` in place names and country codes; ``text`` in quotes, summary and names. Dates are ISO and inclusive: an event
    whose interval touches them is in, an undated one is out. ``sort`` is a field of EventRow.
    """

    types: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    actor: str = ""
    recipient: str = ""
    party: str = ""
    place: str = ""
    language: str | None = None
    text: str = ""
    status: str | None = None
    doc_id: str | None = None
    incident_id: str | None = None
    entity_id: str | None = None
    minimum_confidence: float = 0.0
    sort: str = "time_earliest"
    descending: bool = False
    limit: int | None = None
    offset: int = 0


class EventRow(NamedTuple):
    """One line of the event table, ready to show; lists are joined with '; ', ``killed`` reads '3', '3–5', '3+' or '≤5'."""

    key: int
    event_id: str
    doc_id: str
    incident_id: str | None
    event_type: str
    modes: str
    aux: str
    time_earliest: str | None
    time_latest: str | None
    time_text: str
    granularity: str
    actor: str
    recipient: str
    location: str
    country: str | None
    attribution: str
    killed: str
    injured: str
    outlet: str
    path: str
    language: str
    title: str
    confidence: float
    status: str
    summary: str


_SORT_COLUMNS = {
    "key": "id",
    "time": "time_earliest",
    "actor": "actor_key",
    "recipient": "recipient_key",
    "location": "location_key",
    "attribution": "attribution_key",
    "outlet": "outlet_key",
    "title": "title_key",
    "killed": "killed_least",
    "injured": "injured_least",
}
_NULLABLE = {"time_earliest", "time_latest", "country", "incident_id", "killed_least", "injured_least"}
ROW_COLUMNS = ", ".join(["id", *EventRow._fields[1:]])
SORTS = tuple(dict.fromkeys((*EventRow._fields, *_SORT_COLUMNS)))


def where(query: EventQuery) -> tuple[str, list[Any]]:
    """Return the WHERE clause of a query and its parameters."""
    clauses: list[str] = []
    values: list[Any] = []

    def add(clause: str, *parameters: Any) -> None:
        clauses.append(clause)
        values.extend(parameters)

    if query.types:
        add(f"event_type IN ({', '.join('?' * len(query.types))})", *query.types)
    if query.earliest:
        add("time_latest >= ?", query.earliest)
    if query.latest:
        add("time_earliest <= ?", query.latest)
    for column in ("language", "status", "doc_id", "incident_id"):
        if getattr(query, column):
            add(f"{column} = ?", getattr(query, column))
    if query.minimum_confidence:
        add("confidence >= ?", query.minimum_confidence)
    for clause, needle in _contains(query):
        add(clause, needle)
    if query.entity_id:
        add("id IN (SELECT event FROM event_shown WHERE entity_id = ?)", query.entity_id)
    if expression := match_expression(query.text):
        add("id IN (SELECT rowid FROM event_words WHERE event_words MATCH ?)", expression)
    return (" WHERE " + " AND ".join(clauses) if clauses else ""), values


def _contains(query: EventQuery) -> list[tuple[str, str]]:
    """Return the clauses that look for a part of a name."""
    found = []
    for columns, wanted in (
        (("actor_words",), query.actor),
        (("recipient_words",), query.recipient),
        (("actor_words", "recipient_words"), query.party),
        (("place_words",), query.place),
    ):
        for word in search_fold(wanted).split():
            found.append(("instr(" + " || ' ' || ".join(columns) + ", ?)", word))
    return found


def order(query: EventQuery, filtered: bool) -> str:
    """Return the ORDER BY clause; unknown values come last either way, and equal ones in the order of the case, or
    against it when descending, so that the index serves both ways.

    A filtered query is told ('+') not to walk the index of its order: looking up every row in that order costs more than sorting.
    """
    if query.sort not in SORTS:
        raise ValueError(f"cannot sort by {query.sort!r}")
    column = _SORT_COLUMNS.get(query.sort, query.sort)
    way = "DESC" if query.descending else "ASC"
    if column == "id":
        return f" ORDER BY id {way}"
    last = " NULLS LAST" if column in _NULLABLE else ""
    return f" ORDER BY {'+' if filtered else ''}{column} {way}{last}, id {way}"


def page(query: EventQuery) -> tuple[str, list[int]]:
    """Return the LIMIT clause and its parameters."""
    if query.limit is None and not query.offset:
        return "", []
    return " LIMIT ? OFFSET ?", [-1 if query.limit is None else query.limit, query.offset]
