"""What pairs of events are weighed with: how telling each entity is in the case, and what each document tells.

Takes: the facts of events, document by document. Gives: a ``Context``. All of it lies on disk but what was asked for last.
"""

import functools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.resolve.incident_facts import DESCRIBED, Facts
from core.store.scratch import Scratch, Shelf, Tally

_NAMES, _STORIES = 20_000, 2_000
"""How many names and documents are held in memory."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document speaks of: names and places in order, how often somebody takes part in a kind of deed, the day it appeared."""

    names: tuple[str, ...]
    acts: Counter[tuple[str, str]]
    published: date | None


@dataclass(frozen=True, slots=True)
class _Story:
    """The same with how much each name tells documents apart."""

    weights: dict[str, float]
    length: float
    acts: Counter[tuple[str, str]]
    published: date | None

    def likeness(self, other: "_Story") -> float:
        """Return how far two documents tell one story, 0 to 1: how alike their names and places, how near their days."""
        shared = self.weights.keys() & other.weights.keys()
        alike = sum(self.weights[name] ** 2 for name in shared) / (self.length * other.length)
        return min(1.0, 3 * alike) * _nearness(self.published, other.published)


class Context:
    """Gathers what the events of a case tell together, then tells it."""

    def __init__(self, scratch: Scratch) -> None:
        self._documents: Shelf[_Told] = Shelf(scratch, 0)
        self._taking_part, self._naming = Tally(scratch, 0), Tally(scratch, _NAMES)
        self._events = 0
        self.weight = functools.lru_cache(_NAMES)(self._weight)
        self._story = functools.lru_cache(_STORIES)(self._weighed)

    def add(self, facts: Sequence[Facts]) -> None:
        """Take in the facts of one document, the next by number."""
        names: set[str] = set()
        acts: Counter[tuple[str, str]] = Counter()
        for fact in facts:
            people, place = {*fact.actors, *fact.recipients}, fact.event.location
            self._taking_part.add(people)
            acts.update((fact.event.event_type, who) for who in people)
            names.update(people, ["@" + place.name] if place and place.name else ())
        self._naming.add(names)
        self._events += len(facts)
        self._documents.put(_Told(tuple(sorted(names)), acts, facts[-1].published))

    def _weight(self, entity: str) -> float:
        """Return how much an entity tells events apart: one found in few events much, one found everywhere little."""
        found = math.log(1 + self._events / self._taking_part.of(entity)) / math.log(1 + self._events)
        return min(1.0, 0.25 + found)

    def _weighed(self, document: int) -> _Story:
        told = self._documents.read(document)
        weights = {name: math.log((1 + len(self._documents)) / self._naming.of(name)) for name in told.names}
        return _Story(weights, math.sqrt(sum(w**2 for w in weights.values())) or 1.0, told.acts, told.published)

    def story(self, one: Facts, other: Facts) -> float:
        """Return how far the documents of two events tell one story, 0 to 1."""
        return self._story(one.document).likeness(self._story(other.document))

    def only_act(self, one: Facts, other: Facts) -> bool:
        """Tell whether each of two documents tells one such deed by, or one to, somebody that both name, and the events are it."""
        kind = one.event.event_type
        if one.published is None or other.published is None:
            return False  # the same man does the same again
        here, there = self._story(one.document).acts, self._story(other.document).acts
        return kind == other.event.event_type and any(
            mine[who] != DESCRIBED and here[kind, who] == there[kind, who] == 1
            for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients))
            for who in mine.keys() & theirs.keys()
        )


def _nearness(one: date | None, other: date | None) -> float:
    """Return 1 for documents of the same days, 0.7 when a date is missing, falling to 0 within two weeks."""
    return 0.7 if one is None or other is None else max(0.0, 1 - max(abs((one - other).days) - 2, 0) / 12)
