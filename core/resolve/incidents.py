"""Join the events of several documents that tell of one deed, across languages, and lay open where they disagree.

Takes: the events and documents of a case. Gives: incidents; every event belongs to exactly one. Uses core.resolve.incident_likeness
to weigh pairs, and the knowledge base only to tell which sources are news outlets.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from core.model import Document, Event, Incident
from core.resolve.disagreements import disagreements, most_common
from core.resolve.duplicates import independent
from core.resolve.incident_likeness import DAYS_APART, Context, Facts, facts_of, knowledge_base, related, score
from core.resolve.knowledge import KnowledgeBase
from core.resolve.lighter import Lighter

ENOUGH = 0.72
"""Score from which two events are the same deed."""
_LARGEST_BLOCK = 250


def cluster(events: Iterable[Event], documents: Mapping[str, Document]) -> list[Incident]:
    """Return the incidents, in order of their first event; an event that nothing matches is an incident of its own.

    Events and pairs are weighed as they come; of an event little is kept, of the pairs only those that match.
    """
    lighter = Lighter()
    facts = {e.id: facts_of(e, documents.get(e.doc_id), lighter) for e in events}
    context = Context.of(facts.values())
    scored = [(s, a.event.id, b.event.id) for a, b in _pairs(facts.values()) if (s := score(a, b, context)) >= ENOUGH]
    groups = _merge(facts, sorted(scored, key=lambda row: (-row[0], row[1], row[2])), context)
    return [gather([facts[i].event for i in group], documents) for group in groups]


def _pairs(facts: Iterable[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Yield the pairs of different documents that share a participant, a state or a place, once each, the lesser id first."""
    blocks: dict[str, list[Facts]] = defaultdict(list)
    for fact in facts:
        for key in fact.keys:
            blocks[key].append(fact)
    for name, block in sorted(blocks.items()):
        for one, other in _close(block):
            if one.event.doc_id == other.event.doc_id or not related(one.event.event_type, other.event.event_type):
                continue
            # the pair came before if an earlier block let it meet: asked again instead of remembered, since pairs are many
            if not any(key < name and _meet(blocks[key], one, other) for key in one.keys & other.keys):
                yield (one, other) if one.event.id < other.event.id else (other, one)


def _meet(block: list[Facts], one: Facts, other: Facts) -> bool:
    """Tell whether ``_close`` lets two of a block's facts meet."""
    return len(block) <= _LARGEST_BLOCK or bool(one.days and other.days and abs((one.days[0] - other.days[0]).days) <= DAYS_APART)


def _close(block: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Yield all pairs of a small block; of a large one only those that begin within ``DAYS_APART`` of each other."""
    if len(block) <= _LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    dated = sorted((f for f in block if f.days), key=lambda f: f.days[0])
    for at, one in enumerate(dated):
        for other in dated[at + 1 :]:
            if (other.days[0] - one.days[0]).days > DAYS_APART:
                break
            yield one, other


def _merge(facts: dict[str, Facts], scored: list[tuple[float, str, str]], context: Context) -> list[list[str]]:
    """Join from the surest pair down, one event of each document, never two that rule each other out."""
    group = {i: [i] for i in facts}
    for _, a, b in scored:
        one, other = group[a], group[b]
        if one is other or {facts[i].event.doc_id for i in one} & {facts[i].event.doc_id for i in other}:
            continue
        if all(score(facts[i], facts[j], context) > -1.0 for i in one for j in other if (i, j) != (a, b)):
            one.extend(other)
            group.update(dict.fromkeys(other, one))
    return list({id(g): g for g in group.values()}.values())


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
