"""Events: the whole record as JSON, and beside it the columns that the table shows, sorts and filters."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from core.model import Document, Event, Participant, Place
from core.store import codec
from core.store.db import Store
from core.store.documents import in_order
from core.store.naming import Naming
from core.store.query import ROW_COLUMNS, Condition, EventQuery, EventRow, clause, conditions, order, page, where
from core.store.search import search_fold, shadow
from core.summary import summarise

_FEW, _MANY = 5_000, 100_000
_BATCH = 500  # rows fetched by key at once, under SQLite's limit of parameters
_ROLES = ("actor", "recipient", "attribution")


def insert(store: Store, document: Document, events: Iterable[Event], names: Naming) -> None:
    """Write the events of a document that has just been written; of two with one id, which are the same deed, the first."""
    distinct: dict[str, Event] = {}
    for event in events:
        distinct.setdefault(event.id, event)
    for position, event in enumerate(distinct.values()):
        _insert(store, document, position, event, names)


def _insert(store: Store, document: Document, position: int, event: Event, names: Naming) -> None:
    """Write one event in all its tables."""
    unified = unify_event(event, names)
    status = store.value("SELECT status FROM reviews WHERE event_id = ?", (event.id,)) or "open"
    row = {"event_id": event.id, "doc_id": event.doc_id, "position": position, "status": status}
    row |= _columns(unified) | _document_columns(document)
    marks = ", ".join("?" * len(row))
    cursor = store.execute(f"INSERT INTO events ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    key = cursor.lastrowid or 0
    store.execute("INSERT INTO event_payloads (id, payload) VALUES (?, ?)", (key, codec.dumps(event)))
    store.executemany("INSERT OR IGNORE INTO event_entities (entity_id, event, role) VALUES (?, ?, ?)", _entity_rows(event, key))
    _insert_shown(store, key, unified, document.text)


def _insert_shown(store: Store, key: int, event: Event, text: str) -> None:
    """Write what an event is found by: the entities it is shown with, its words and theirs."""
    rows = [(entity_id, number) for entity_id, number, _ in _entity_rows(event, key)]
    store.executemany("INSERT OR IGNORE INTO event_shown (entity_id, event) VALUES (?, ?)", rows)
    words = "\n".join([*(quote.of(text) for quote in event.quotes), *_names_of(event)])
    store.execute("INSERT INTO event_words (rowid, plain, stems) VALUES (?, ?, ?)", (key, *shadow(words)))


def _names_of(event: Event) -> list[str]:
    """Return the words of an event that are ours, not the text's."""
    people = [p.name for role in _ROLES for p in getattr(event, role)]
    return [event.summary, *people, event.location.name if event.location else ""]


def _entity_rows(event: Event, key: int) -> list[tuple[str, int, str]]:
    """Return which entities an event names, by role."""
    rows = [(p.entity_id, key, role) for role in _ROLES for p in getattr(event, role)]
    return rows + ([(event.location.entity_id, key, "location")] if event.location else [])


def _columns(event: Event) -> dict[str, Any]:
    """Return the table columns that an event itself decides."""
    time, place, hurt = event.time, event.location, event.casualties
    killed, injured = (hurt.killed, hurt.injured) if hurt else (None, None)
    columns: dict[str, Any] = {
        "event_type": event.event_type,
        "modes": "; ".join(event.modes),
        "aux": "; ".join(event.aux),
        "time_earliest": time.earliest if time else None,
        "time_latest": time.latest if time else None,
        "time_text": time.text if time else "",
        "granularity": time.granularity if time else "",
        "location": place.name if place else "",
        "location_key": search_fold(place.name) if place else "",
        "place_words": _words([place.name, place.text, place.country or "", place.within or ""]) if place else "",
        "country": place.country if place else None,
        "killed": range_text(killed),
        "injured": range_text(injured),
        "killed_least": _sort_figure(killed),
        "injured_least": _sort_figure(injured),
        "confidence": event.confidence,
        "summary": event.summary,
    }
    for role in _ROLES:
        names = "; ".join(dict.fromkeys(p.name for p in getattr(event, role)))
        columns |= {role: names, f"{role}_key": search_fold(names)}
    for role in ("actor", "recipient"):
        columns[f"{role}_words"] = _words(word for p in getattr(event, role) for word in (p.name, p.text))
    return columns


def _document_columns(document: Document) -> dict[str, Any]:
    """Return the table columns that the document decides."""
    outlet = document.outlet or ""
    return {
        "outlet": outlet,
        "outlet_key": search_fold(outlet),
        "path": document.path,
        "language": document.language,
        "title": document.title,
        "title_key": search_fold(document.title),
    }


def _words(parts: Iterable[str]) -> str:
    """Return folded words for 'contains' filters, each part once."""
    return " | ".join(dict.fromkeys(search_fold(part) for part in parts if part))


def range_text(bounds: tuple[int | None, int | None] | None) -> str:
    """Write a range of casualties: '3', '3–5', '3+', '≤5' or nothing."""
    least, most = bounds or (None, None)
    if least is None:
        return "" if most is None else f"≤{most}"
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}–{most}"


_LARGEST = 2**63 - 1  # what the database can hold


def _sort_figure(bounds: tuple[int | None, int | None] | None) -> int | None:
    """Return the number that a range of casualties is sorted by."""
    least, most = bounds or (None, None)
    figure = most if least is None else least
    return None if figure is None else min(figure, _LARGEST)


def unify_event(event: Event, names: Naming) -> Event:
    """Return an event whose participants and place carry the ids and names of the entities they are shown as; its sentence too."""
    if not names:
        return event
    changes: dict[str, Any] = {}
    for role in _ROLES:
        people: tuple[Participant, ...] = getattr(event, role)
        renamed = tuple(_renamed(p, names) for p in people)
        if renamed != people:
            changes[role] = _each_once(renamed)
    place: Place | None = event.location
    if place and (shown := names.of(place.entity_id, place.text)):
        changes["location"] = replace(place, entity_id=shown[0], name=shown[1])
    if not changes:
        return event
    unified = replace(event, **changes)
    return replace(unified, summary=summarise(unified))


def _each_once(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the first participant of each entity: two that were merged are one."""
    found: dict[str, Participant] = {}
    for person in people:
        found.setdefault(person.entity_id, person)
    return tuple(found.values())


def _renamed(person: Participant, names: Naming) -> Participant:
    """Return a participant under the name of the entity it is shown as."""
    shown = names.of(person.entity_id, person.text)
    return replace(person, entity_id=shown[0], name=shown[1], type=shown[2]) if shown else person


def refresh(store: Store, entity_ids: Iterable[str], names: Naming) -> list[str]:
    """Rewrite the columns and words of the events that name some entities, and return the ids of these events."""
    keys: set[int] = set()
    for entity_id in entity_ids:
        keys.update(key for (key,) in store.execute("SELECT event FROM event_entities WHERE entity_id = ?", (entity_id,)))
    return [_refresh(store, key, names) for key in sorted(keys)]


def _refresh(store: Store, key: int, names: Naming) -> str:
    """Rewrite one event as it is shown now, and return its id."""
    payload, text = store.execute(
        "SELECT p.payload, d.text FROM event_payloads p JOIN events e ON e.id = p.id JOIN documents d ON d.doc_id = e.doc_id"
        " WHERE p.id = ?",
        (key,),
    ).fetchone()
    unified = unify_event(codec.loads(Event, payload), names)
    columns = _columns(unified)
    marks = ", ".join(f"{name} = ?" for name in columns)
    store.execute(f"UPDATE events SET {marks} WHERE id = ?", [*columns.values(), key])
    store.execute("DELETE FROM event_shown WHERE event = ?", (key,))
    store.execute("DELETE FROM event_words WHERE rowid = ?", (key,))
    _insert_shown(store, key, unified, text)
    return unified.id


def event(store: Store, event_id: str, names: Naming) -> Event | None:
    """Return an event, or None."""
    payload = store.value("SELECT p.payload FROM event_payloads p JOIN events e ON e.id = p.id WHERE e.event_id = ?", (event_id,))
    return unify_event(codec.loads(Event, payload), names) if payload else None


def events(store: Store, names: Naming, doc_id: str | None = None) -> Iterator[Event]:
    """Yield the events in the order of path and text; those of one document at a time are in memory."""
    for one in [doc_id] if doc_id else in_order(store):
        sql = "SELECT p.payload FROM events e JOIN event_payloads p ON p.id = e.id WHERE e.doc_id = ? ORDER BY e.position"
        for (payload,) in store.execute(sql, (one,)).fetchall():
            yield unify_event(codec.loads(Event, payload), names)


def event_rows(store: Store, query: EventQuery) -> list[EventRow]:
    """Return a page of the event table: first the keys, from narrow indexes, then only the rows asked for."""
    return rows_by_key(store, list(event_keys(store, query)))


def event_keys(store: Store, query: EventQuery) -> Iterator[int]:
    """Return the keys of the rows of a query, in its order; each is fetched only when asked for, but a sort happens at once."""
    found = conditions(query)
    held = [_held(store, condition) for condition in found]
    sorting = any(number < _FEW for number in held)
    tests = []
    for condition, number in zip(found, held, strict=True):
        if sorting and number < _FEW:
            tests.append(condition.among())  # the rows are fetched by these keys, the rest is asked of each
        elif condition.test and (sorting or (number == _MANY and (query.limit or not condition.slow))):
            tests.append(condition.test)
        else:
            tests.append("+" + condition.among())
    limit, bounds = page(query)
    values = [value for condition in found for value in condition.values]
    cursor = store.execute(f"SELECT id FROM events{clause(tests)}{order(query, sorting=sorting)}{limit}", [*values, *bounds])
    return (key for (key,) in cursor)


def keys_apart(store: Store, query: EventQuery) -> Generator[int]:
    """Yield the same through a connection of its own, closed at the end: what the first one reads meanwhile stays fresh."""
    if store.path is None:
        yield from event_keys(store, query)
        return
    apart = Store(store.path)
    try:
        with apart.plain_errors():
            yield from event_keys(apart, query)
    finally:
        apart.db.conn.close()


def _held(store: Store, condition: Condition) -> int:
    """Return of how many events a condition holds, at most ``_MANY``: few are fetched and sorted, others met along the order's index."""
    return store.value(f"SELECT count(*) FROM (SELECT 1 FROM ({condition.keys}) LIMIT ?)", (*condition.values, _MANY))


def rows_by_key(store: Store, keys: list[int]) -> list[EventRow]:
    """Return the rows of some keys, in their order; keys that are gone are left out."""
    found: dict[int, EventRow] = {}
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        for row in store.execute(f"SELECT {ROW_COLUMNS} FROM events WHERE id IN ({marks})", batch):
            found[row[0]] = EventRow._make(row)
    return [found[key] for key in keys if key in found]


def count(store: Store, query: EventQuery) -> int:
    """Return how many events answer a query."""
    condition, values = where(query)
    return store.value(f"SELECT count(*) FROM events{condition}", values)


def facet(store: Store, column: str, query: EventQuery) -> list[tuple[str, int]]:
    """Return the values of a column and how many events have each, most frequent first."""
    if column not in EventRow._fields:
        raise ValueError(f"no column {column!r}")
    condition, values = where(query)
    cursor = store.execute(f"SELECT {column}, count(*) FROM events{condition} GROUP BY 1 ORDER BY 2 DESC, 1", values)
    return [(value, number) for value, number in cursor if value]
