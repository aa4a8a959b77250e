"""What of an event is compared with others, made light: who, what, where, when and how many, according to whom.

Takes: an event with its document. Gives: ``Facts``. Uses the knowledge base to tell which state stands behind somebody.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from core.errors import ResourceError
from core.model import Casualties, Document, Event, Participant, Span
from core.resolve.knowledge import KnowledgeBase
from core.textnorm import fold

DESCRIBED = ""
"""Stands for the state behind one who is only described: 'three protesters', 'the ambassador'."""
FEW = 2
"""Up to so many dead or injured tell nothing of which deed it is."""
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of an event is compared: participants by role with the state behind each (or that it is only described), interval, quote.

    ``keys`` are what it may share with another: participants, states, places, and a day with a number of dead.
    """

    number: int
    document: int
    """The number of its document."""
    event: Event
    actors: dict[str, str | None]
    recipients: dict[str, str | None]
    days: tuple[date, date] | None
    published: date | None
    quote: str
    language: str
    keys: frozenset[str]
    at: float
    """Where the document tells it, 0 its beginning, 1 its end."""


@lru_cache(maxsize=1)
def knowledge_base() -> KnowledgeBase | None:
    """Return the shipped knowledge base, None where it cannot be opened."""
    try:
        return KnowledgeBase.open()
    except ResourceError:
        return None


def _behind(person: Participant) -> str | None:
    """Return the state behind a participant, or that it is only described."""
    unnamed = person.entity_id.startswith("x:") and not person.name.removeprefix("al-")[:1].isupper()
    return DESCRIBED if unnamed else _state(person.entity_id)


@lru_cache(maxsize=50000)
def _state(entity_id: str) -> str | None:
    """Return the state whose government, body or official an entity is; a person's is marked with a star."""
    if not entity_id.startswith("kb:"):
        return None
    knowledge = knowledge_base()
    found = knowledge.entity(entity_id) if knowledge else None
    if not found or not found.country or found.type not in ("GPE", "ORG", "PERSON"):
        return None
    return found.country + ("*" if found.type == "PERSON" else "")


def facts_of(number: int, event: Event, place: int, document: Document | None) -> Facts:
    """Return what of an event is compared, made light; ``place`` is the number of its document."""
    days = event.time.days() if event.time else None
    published = date.fromisoformat(document.published) if document and document.published else None
    language = document.language if document else "und"
    quote = " ".join(q.of(document.text) for q in event.quotes[:1]) if document else ""
    actors, recipients = ({p.entity_id: _behind(p) for p in role} for role in (event.actor, event.recipient))
    keys = {key for side in (actors, recipients) for pair in side.items() for key in pair if key}
    keys |= {"@" + name for name in (event.location.name, event.location.within) if name} if event.location else set()
    if days and days[0] == days[1] and (dead := _exactly(event.casualties)):
        keys.add(f"{days[0]} {dead}")  # a blast of which the reports tell only the day and the dead
    return Facts(
        number,
        place,
        _lightened(event),
        actors,
        recipients,
        days,
        published,
        fold(quote, language),
        language,
        frozenset(keys),
        event.trigger.start / max(1, len(document.text)) if document else 0.0,
    )


def _exactly(casualties: Casualties | None) -> int:
    """Return the number of dead where one is told that few deeds share, else 0."""
    told = casualties.killed if casualties else None
    return told[0] if told and told[0] == told[1] and told[0] and told[0] > FEW else 0


def _lightened(event: Event) -> Event:
    """Return an event without words, quotes and reasons."""
    time, place, dead = event.time, event.location, event.casualties
    return replace(
        event,
        trigger=_NOWHERE, quotes=(), summary="", why=(), weapon=None, contexts=(),
        actor=_people(event.actor), recipient=_people(event.recipient), attribution=_people(event.attribution),
        time=replace(time, text="", span=None, why=()) if time else None,
        location=replace(place, text="", span=None, why=()) if place else None,
        casualties=replace(dead, spans=()) if dead else None,
    )  # fmt: skip


def _people(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return tuple(replace(person, text="", span=_NOWHERE, score=1.0, why=()) for person in people)
