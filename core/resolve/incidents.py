"""Join the events of several documents that tell of one deed, across languages, and lay open where they disagree.

Takes: the events and documents of a case. Gives: incidents; every event belongs to exactly one. Uses core.resolve.incident_likeness
to weigh pairs, and the knowledge base only to tell which sources are news outlets.
"""

from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice

from core.model import Document, Event, Incident
from core.resolve.disagreements import disagreements, most_common
from core.resolve.duplicates import independent
from core.resolve.incident_context import Context
from core.resolve.incident_facts import Facts, facts_of, knowledge_base
from core.resolve.incident_likeness import DAYS_APART, related, score
from core.resolve.knowledge import KnowledgeBase
from core.store.scratch import Scratch, Shelf

ENOUGH = 0.72
"""Score from which two events are the same deed."""
_LARGEST_BLOCK = 250
_HELD, _REMEMBERED = 4_000, 100_000
"""How many facts, and how many groups that may not meet, are in memory."""


def cluster(events: Iterable[Event], documents: Mapping[str, Document]) -> Iterator[Incident]:
    """Yield the incidents, in order of their first event; an event that nothing matches is an incident of its own.

    The events of one document come together. What is kept of each, and the pairs that match, lie on disk.
    """
    with Scratch() as scratch:
        context, facts = Context(scratch), Shelf[Facts](scratch, _HELD)
        told_by = array("L")  # for each event the number of its document
        keys = scratch.in_order(_kept(events, documents, facts, context, told_by), width=3)
        scored = ((-s, a.event.id, b.event.id, a.number, b.number) for a, b in _pairs(keys, facts) if (s := score(a, b, context)) >= ENOUGH)
        for group in _merge(scratch.in_order(scored, width=5), facts, context, told_by):
            yield gather([facts.read(number).event for number in group], documents)


def _kept(
    events: Iterable[Event], documents: Mapping[str, Document], facts: Shelf[Facts], context: Context, told_by: array
) -> Iterator[tuple[str, int | None, int]]:
    """Put the facts of all events where they are to be kept; yield what each may share with others, its first day and its number."""
    for place, (doc_id, told) in enumerate(groupby(events, key=lambda event: event.doc_id)):
        document = documents.get(doc_id)
        found = [facts_of(number, event, place, document) for number, event in enumerate(told, start=len(facts))]
        context.add(found)
        for fact in found:
            facts.put(fact)
            told_by.append(place)
            yield from ((key, fact.days[0].toordinal() if fact.days else None, fact.number) for key in fact.keys)


def _pairs(keys: Iterable[tuple[str, int | None, int]], facts: Shelf[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Yield the pairs of different documents that share a participant, a state or a place, once each, the lesser id first."""
    large: set[str] = set()
    for name, rows in groupby(keys, key=lambda row: row[0]):
        first = list(islice(rows, _LARGEST_BLOCK + 1))
        if len(first) > _LARGEST_BLOCK:
            large.add(name)
        numbers = (number for _, day, number in chain(first, rows) if day is not None or name not in large)
        for one, other in _close(map(facts.read, numbers), name in large):
            if one.document == other.document or not related(one.event.event_type, other.event.event_type):
                continue
            # the pair came before if an earlier block let it meet: asked again instead of remembered, since pairs are many
            if not any(key < name and (key not in large or _near(one, other)) for key in one.keys & other.keys):
                yield (one, other) if one.event.id < other.event.id else (other, one)


def _close(block: Iterable[Facts], large: bool) -> Iterator[tuple[Facts, Facts]]:
    """Yield all pairs of a small block; of a large one, which comes in order of days, those that begin near each other."""
    met: deque[Facts] = deque()
    for one in block:
        while large and met and not _near(met[0], one):
            met.popleft()
        yield from ((other, one) for other in met)
        met.append(one)


def _near(one: Facts, other: Facts) -> bool:
    """Tell whether two events begin within ``DAYS_APART`` of each other."""
    return bool(one.days and other.days and abs((one.days[0] - other.days[0]).days) <= DAYS_APART)


def _merge(scored: Iterable[tuple], facts: Shelf[Facts], context: Context, told_by: array) -> Iterator[Sequence[int]]:
    """Join from the surest pair down, one event of each document, never two that rule each other out; yield all groups."""
    first = array("L", range(len(facts)))  # for each event the first of its group
    joined: dict[int, array] = {}
    apart: set[int] = set()  # pairs of groups that may not meet: neither may what they grow into
    for _, _, _, a, b in scored:
        pair = first[a], first[b]
        mark = pair[0] * len(first) + pair[1]
        if pair[0] == pair[1] or mark in apart:
            continue
        one, other = (joined.get(group, array("L", [group])) for group in pair)
        if _may_meet(one, other, (a, b), facts, context, told_by):
            together = min(pair)
            for number in joined.pop(max(pair), [max(pair)]):
                first[number] = together
            joined[together] = one + other
        else:
            if len(apart) >= _REMEMBERED:
                apart.clear()
            apart.add(mark)
    return (joined.get(number, [number]) for number in range(len(first)) if first[number] == number)


def _may_meet(one: array, other: array, pair: tuple[int, int], facts: Shelf[Facts], context: Context, told_by: array) -> bool:
    """Tell whether two groups may be one: no document tells of both, and no two events but the pair itself rule each other out."""
    if not {told_by[number] for number in one}.isdisjoint(told_by[number] for number in other):
        return False
    return all(score(facts.read(i), facts.read(j), context) > -1.0 for i in one for j in other if (i, j) != pair)


def gather(events: Iterable[Event], documents: Mapping[str, Document]) -> Incident:
    """Gather a group of events into one record."""
    events = sorted(events, key=lambda e: e.id)
    dated = [e.time for e in events if e.time and e.time.earliest and e.time.latest]
    exact = [t for t in dated if t.granularity == "day" or t.earliest == t.latest] or dated
    return Incident(
        incident_id="i" + events[0].id, event_type=most_common(e.event_type for e in events),
        events=tuple(e.id for e in events), documents=tuple(sorted({e.doc_id for e in events})), outlets=outlets(events, documents),
        earliest=min((t.earliest for t in exact), default=None), latest=max((t.latest for t in exact), default=None),
        location=_location(events), disagreements=disagreements(events),
        sources=independent(documents[i] for i in {e.doc_id for e in events} if i in documents),
    )  # fmt: skip


def _location(events: Sequence[Event]) -> str | None:
    """Return the place that most events name, the most precise among equals."""
    grades = {"exact": 0, "near": 1, "region": 2, "country": 3}
    places = [e.location for e in events if e.location and e.location.name]
    count = Counter(p.name for p in places)
    return min(places, key=lambda p: (grades.get(p.precision, 4), -count[p.name], p.name)).name if places else None


def outlets(events: Iterable[Event], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return the independent sources: an agency that several quote once, else the document's own outlet."""
    knowledge = knowledge_base()
    media = knowledge.media() if knowledge else frozenset()
    found = set()
    for event in events:
        quoted = sorted(p.name for p in event.attribution if p.entity_id in media)
        document = documents.get(event.doc_id)
        own = document.outlet if document else None
        found.update(quoted[:1] or ([_known_outlet(own, document.language, knowledge)] if own and document else []))
    return tuple(sorted(found))


def _known_outlet(name: str, language: str, knowledge: KnowledgeBase | None) -> str:
    """Return an outlet's usual English name where the knowledge base has one."""
    found = knowledge.lookup(name, language) if knowledge else []
    return next((c.name for c in found if c.entity_id in knowledge.media() and c.score >= 0.8), name) if knowledge else name
