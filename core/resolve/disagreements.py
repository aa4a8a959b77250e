"""What the reports of one incident disagree on, as data for the window and the briefing.

Takes: the events of an incident. Gives: ``{field, values: [[value, [event ids]]]}`` for each field with more than one value.
Known limits: a report that is silent on a field disagrees with nobody.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from core.model import Event, Place


def most_common(values: Iterable[str]) -> str:
    """Return the most frequent value, the first by letters among equals."""
    count = Counter(values)
    return min(count, key=lambda value: (-count[value], value))


def disagreements(events: Sequence[Event]) -> tuple[dict, ...]:
    """Return every field on which reports differ, with the events behind each value."""
    fields: tuple[tuple[str, Callable[[Event], str | None]], ...] = (
        ("killed", lambda e: _range(e.casualties.killed if e.casualties else None)),
        ("injured", lambda e: _range(e.casualties.injured if e.casualties else None)),
        ("date", _day),
        ("type", lambda e: e.event_type),
        ("status", lambda e: "denied" if "negation" in e.aux else "planned" if "future" in e.aux else "told as fact"),
        ("actor", lambda e: ", ".join(sorted(p.name for p in e.actor)) or None),
    )
    found = [item for field, value in fields if (item := _differing(field, events, value))]
    places = _places(events)
    return tuple(found + ([places] if places else []))


def _differing(field: str, events: Sequence[Event], value: Callable[[Event], str | None]) -> dict | None:
    values: dict[str, list[str]] = {}
    for event in events:
        told = value(event)
        if told is not None:
            values.setdefault(told, []).append(event.id)
    if len(values) < 2 or (field == "actor" and _share_actor(events)):
        return None
    return {"field": field, "values": [[told, ids] for told, ids in sorted(values.items())]}


def _share_actor(events: Sequence[Event]) -> bool:
    """Tell whether all that name an actor have one in common: some only name fewer."""
    named = [{p.entity_id for p in e.actor} for e in events if e.actor]
    return bool(named) and bool(set.intersection(*named))


def _range(count: tuple[int | None, int | None] | None) -> str | None:
    """Write a range as '3', '3-5', '3+' or 'up to 5'."""
    if not count or count == (None, None):
        return None
    low, high = count
    if low == high:
        return str(low)
    return f"{low}+" if high is None else f"up to {high}" if low is None else f"{low}-{high}"


def _day(event: Event) -> str | None:
    """Return the day told; a longer interval contradicts no day."""
    time = event.time
    return time.earliest if time and time.earliest and time.earliest == time.latest else None


def _places(events: Sequence[Event]) -> dict | None:
    """Return the places that differ; a wider place around a narrower one is no disagreement."""
    told: dict[str, list[Event]] = {}
    for event in events:
        if event.location and event.location.name and event.location.precision not in ("country", "region"):
            told.setdefault(event.location.name, []).append(event)
    names = [
        n for n, group in told.items() if not any(_around(group[0].location, other[0].location) for m, other in told.items() if m != n)
    ]
    if len(names) < 2:
        return None
    return {"field": "place", "values": [[n, [e.id for e in told[n]]] for n in sorted(names)]}


def _around(wide: Place | None, narrow: Place | None) -> bool:
    """Tell whether the second place lies within the first."""
    return bool(wide and narrow and narrow.within and narrow.within in (wide.name, wide.entity_id))
