"""Which stretches of an article are evidence for what: from an event to spans with roles; no Qt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.model import Event, Span

ROLES = ("quote", "trigger", "actor", "recipient", "location", "time", "casualties", "attribution")
"""In the order of painting: a later one lies over an earlier one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that tells a field of an event."""

    role: str
    span: Span
    event_id: str


def marks_of(event: Event) -> list[Mark]:
    """Return all evidence of an event, each stretch once, in the order of painting."""
    found = dict.fromkeys(_marks(event))
    return sorted(found, key=lambda mark: (ROLES.index(mark.role), mark.span))


def _marks(event: Event) -> Iterator[Mark]:
    def mark(role: str, spans: Iterable[Span | None]) -> Iterator[Mark]:
        yield from (Mark(role, span, event.id) for span in spans if span and span.end > span.start)

    yield from mark("quote", event.quotes)
    yield from mark("trigger", [event.trigger])
    for role in ("actor", "recipient", "attribution"):
        yield from mark(role, (person.span for person in getattr(event, role)))
    yield from mark("location", [event.location.span if event.location else None])
    yield from mark("time", [event.time.span if event.time else None])
    yield from mark("casualties", event.casualties.spans if event.casualties else ())


def evidence(event: Event, field: str) -> list[Span]:
    """Return what to point at for a field: its own evidence, else the trigger."""
    own = [mark.span for mark in marks_of(event) if mark.role == field]
    return own or [event.trigger]


def event_at(events: Iterable[Event], position: int, current: str = "") -> tuple[str, str] | None:
    """Return (event id, role) of the smallest evidence at a position; the next one if the current event was hit already."""
    hits = [
        (mark.span.end - mark.span.start, mark.event_id, mark.role)
        for event in events
        for mark in marks_of(event)
        if mark.span.start <= position < mark.span.end
    ]
    smallest: dict[str, tuple[int, str]] = {}
    for size, event_id, role in sorted(hits, key=lambda hit: hit[0]):
        smallest.setdefault(event_id, (size, role))
    order = list(smallest)
    if not order:
        return None
    chosen = order[(order.index(current) + 1) % len(order)] if current in order else order[0]
    return chosen, smallest[chosen][1]
