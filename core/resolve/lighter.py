"""Events without what comparing needs not, and with what many share kept once: a case of any size is joined in little memory.

Takes: events as they come. Gives: the same ones without words, quotes and reasons. Equal participants, places, times and
ids are one object.
"""

from collections.abc import Hashable
from dataclasses import replace
from typing import TypeVar

from core.model import Event, Participant, Span

Shared = TypeVar("Shared", bound=Hashable)
_NOWHERE = Span(0, 0)


class Lighter:
    """Makes events light; knows what the ones before it held."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Hashable] = {}

    def once(self, value: Shared) -> Shared:
        """Return the first value that equals this one."""
        return self._held.setdefault((type(value), value), value)  # type: ignore[return-value]

    def lighten(self, event: Event) -> Event:
        """Return an event that only tells who, what, where, when and how many, according to whom."""
        time, place, dead = event.time, event.location, event.casualties
        return replace(
            event,
            doc_id=self.once(event.doc_id), event_type=self.once(event.event_type),
            trigger=_NOWHERE, quotes=(), summary="", why=(), weapon=None,
            modes=self.once(event.modes), contexts=(), aux=self.once(event.aux), actor=self._people(event.actor),
            recipient=self._people(event.recipient), attribution=self._people(event.attribution),
            time=self.once(replace(time, text="", span=None, why=())) if time else None,
            location=self.once(replace(place, text="", span=None, why=())) if place else None,
            casualties=self.once(replace(dead, spans=())) if dead else None,
        )  # fmt: skip

    def _people(self, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return self.once(tuple(self.once(replace(p, text="", span=_NOWHERE, score=1.0, why=())) for p in people))
