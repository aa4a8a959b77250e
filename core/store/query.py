"""What the event table asks for: a filter, an order and a page; and the light rows it gets."""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Condition:
    """One part of a filter.

    ``test`` holds of a row (None where only an index knows); ``keys`` selects the keys of all rows of which it holds, through indexes
    alone, since the rows are wide. ``slow``: the test reads much of a row.
    """

    test: str | None
    keys: str
    values: tuple[Any, ...]
    slow: bool = False

    def among(self) -> str:
        """Return the clause that asks the index."""
        return f"id IN ({self.keys})"


def conditions(query: EventQuery) -> list[Condition]:
    """Return the parts of a filter."""
    found = []

    def add(test: str, index: str, *values: Any) -> None:
        found.append(Condition(test, f"SELECT id FROM events INDEXED BY events_{index} WHERE {test}", values))

    if query.types:
        add(f"event_type IN ({', '.join('?' * len(query.types))})", "type", *query.types)
    if query.earliest:
        add("time_latest >= ?", "time", query.earliest)
    if query.latest:
        add("time_earliest <= ?", "time", query.latest)
    for column in ("language", "status", "doc_id", "incident_id"):
        if getattr(query, column):
            add(f"{column} = ?", column.removesuffix("_id"), getattr(query, column))
    if query.minimum_confidence:
        add("confidence >= ?", "confidence", query.minimum_confidence)
    found += _contains(query)
    if query.entity_id:
        found.append(Condition(None, "SELECT event FROM event_shown WHERE entity_id = ?", (query.entity_id,)))
    if expression := match_expression(query.text):
        found.append(Condition(None, "SELECT rowid FROM event_words WHERE event_words MATCH ?", (expression,)))
    return found


def _contains(query: EventQuery) -> Iterator[Condition]:
    """Yield what looks for a part of a name: among the different names first, which are few beside the events."""
    for columns, wanted in (
        (("actor_words",), query.actor),
        (("recipient_words",), query.recipient),
        (("actor_words", "recipient_words"), query.party),
        (("place_words",), query.place),
    ):
        for word in search_fold(wanted).split():
            names = "SELECT words FROM event_names WHERE instr(words, ?)"
            keys = " UNION ALL ".join(f"SELECT id FROM events INDEXED BY events_{column} WHERE {column} IN ({names})" for column in columns)
            test = " OR ".join(f"instr({column}, ?)" for column in columns)
            yield Condition(f"({test})", keys, (word,) * len(columns), slow=True)


def where(query: EventQuery) -> tuple[str, list[Any]]:
    """Return the WHERE clause of a query and its parameters."""
    found = conditions(query)
    return clause([c.among() for c in found]), [v for c in found for v in c.values]


def clause(tests: Sequence[str]) -> str:
    """Return tests that must all hold as a WHERE clause."""
    return " WHERE " + " AND ".join(tests) if tests else ""


def order(query: EventQuery, *, sorting: bool) -> str:
    """Return the ORDER BY clause; unknown values come last either way, and equal ones in the order of the case, or
    against it when descending, so that the index serves both ways.

    ``sorting`` tells ('+') not to walk the index of the order.
    """
    if query.sort not in SORTS:
        raise ValueError(f"cannot sort by {query.sort!r}")
    column = _SORT_COLUMNS.get(query.sort, query.sort)
    way = "DESC" if query.descending else "ASC"
    if column == "id":
        return f" ORDER BY id {way}"
    last = " NULLS LAST" if column in _NULLABLE else ""
    return f" ORDER BY {'+' if sorting else ''}{column} {way}{last}, id {way}"


def page(query: EventQuery) -> tuple[str, list[int]]:
    """Return the LIMIT clause and its parameters."""
    if query.limit is None and not query.offset:
        return "", []
    return " LIMIT ? OFFSET ?", [-1 if query.limit is None else query.limit, query.offset]
