"""What a briefing is made from: the chosen events, grouped into stories, and their numbered sources.

Takes: a source of records and the options. Gives: ``Material``, which every section reads.
Chosen are events that no person rejected (or only those accepted), inside the period. An event without a date counts by the
publication date of its document; one without either stays in, and the gaps section names it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Protocol

from core.brief.model import TLP
from core.errors import BriefError
from core.i18n import Catalogue
from core.model import Document, Entity, Event, Incident, Review
from core.ontology import event_types
from core.resolve.duplicates import Copy, find_copies
from core.textnorm import fold

Range = tuple[int | None, int | None]
_LATIN = str.maketrans(
    dict(zip("بتجحدرزسصضطظفقكلمنهپگ", "btjhdrzssdtzfqklmnhpg", strict=True))
    | {"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "چ": "ch", "ژ": "zh"}
)
_UNREAL = {"hypothetical", "negation"}


class BriefSource(Protocol):
    """Where the records come from: an open case or a finished run."""

    def documents(self) -> Iterable[Document]:
        """Return all documents."""
        ...

    def events(self) -> Iterable[Event]:
        """Return all events."""
        ...

    def entities(self) -> Iterable[Entity]:
        """Return all entities."""
        ...

    def incidents(self) -> Iterable[Incident]:
        """Return all incidents."""
        ...

    def reviews(self) -> Iterable[Review]:
        """Return the reviews."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """``generated_at`` ('2024-02-19T12:00Z') is the caller's, so that the same input gives the same bytes."""

    language: str = "en"
    title: str = ""
    tlp: str = "AMBER"
    period_from: str | None = None
    period_to: str | None = None
    accepted_only: bool = False
    generated_at: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        """Refuse a marking that does not exist and dates that are none."""
        if self.tlp not in TLP:
            raise BriefError(f"unknown marking {self.tlp!r}; there are {', '.join(TLP)}")
        for value, parse in ((self.period_from, date), (self.period_to, date), (self.generated_at, datetime)):
            try:
                parse.fromisoformat(value or "2000-01-01")
            except ValueError as error:
                raise BriefError(f"not an ISO date: {value!r}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One deed in the world as the documents tell it; ``lead`` is the fullest account."""

    number: int
    lead: Event
    events: tuple[Event, ...]
    incident: Incident | None = None

    @property
    def anchor(self) -> str:
        """Return the name of the place in the briefing where the story is told."""
        return f"event{self.number}"

    @property
    def label(self) -> str:
        """Return the short name used to refer to the story."""
        return f"E{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What came in and what was left out."""

    documents: int
    events: int
    rejected: int = 0
    unreviewed: int = 0
    outside: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The chosen records; ``references`` numbers the cited documents from 1."""

    options: BriefOptions
    words: Catalogue
    stories: tuple[Story, ...]
    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    reviews: Mapping[str, Review]
    references: Mapping[str, int]
    counts: Counts
    events: Mapping[str, Event] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    """A place's name in the briefing's language, where a source in that language gives it: entity id to form."""
    forms: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The usual form of an entity's name met in a language: (entity id, language) to form."""
    persian: frozenset[str] = frozenset()
    """Forms met in Persian documents and in no Arabic one."""
    copies: Mapping[str, Copy] = field(default_factory=dict)
    """Which cited documents repeat the text of another."""

    def cited(self) -> list[Document]:
        """Return the cited documents in the order of their numbers."""
        return [self.documents[doc_id] for doc_id in self.references]

    def outlets(self, events: Iterable[Event]) -> int:
        """Count the independent outlets of some events: one text in ten papers is one; documents that name none count as one each."""
        told = {self.copies[e.doc_id].original if e.doc_id in self.copies else e.doc_id for e in events}
        return len({self.documents[doc_id].outlet or doc_id for doc_id in told})

    def repeats(self, events: Iterable[Event]) -> int:
        """Count the documents of some events that repeat the text of another cited one."""
        return len({e.doc_id for e in events} & self.copies.keys())


def collect(source: BriefSource, options: BriefOptions) -> Material:
    """Choose, group and number."""
    documents = {d.doc_id: d for d in source.documents()}
    reviews = {review.event_id: review for review in source.reviews()}
    found = [e for e in source.events() if e.doc_id in documents]
    chosen, counts = _choose(found, documents, reviews, options)
    stories = _stories(chosen, source.incidents())
    order = sorted({e.doc_id for e in chosen}, key=lambda i: (documents[i].published or "9999", documents[i].path, documents[i].part))
    return Material(
        options=options,
        words=Catalogue(options.language),
        stories=stories,
        documents=documents,
        entities={e.entity_id: e for e in source.entities()},
        reviews=reviews,
        references={doc_id: n for n, doc_id in enumerate(order, 1)},
        counts=counts,
        events={e.id: e for e in chosen},
        copies=find_copies(documents[doc_id] for doc_id in order),
        forms=_forms(chosen, documents),
        persian=_met_in(chosen, documents, "fa") - _met_in(chosen, documents, "ar"),
        places=_place_forms(chosen, documents, options.language),
    )


def _choose(
    events: list[Event], documents: Mapping[str, Document], reviews: Mapping[str, Review], options: BriefOptions
) -> tuple[list[Event], Counts]:
    """Return the events to show and the account of the others."""
    status = {e.id: reviews[e.id].status if e.id in reviews else "open" for e in events}
    kept = [e for e in events if status[e.id] != "rejected"]
    accepted = [e for e in kept if not options.accepted_only or status[e.id] == "accepted"]
    inside = [e for e in accepted if _in_period(e, documents[e.doc_id], options)]
    counts = Counts(
        documents=len(documents),
        events=len(events),
        rejected=len(events) - len(kept),
        unreviewed=len(kept) - len(accepted),
        outside=len(accepted) - len(inside),
        shown=len(inside),
    )
    return inside, counts


def _in_period(event: Event, document: Document, options: BriefOptions) -> bool:
    """Tell whether an event touches the period."""
    earliest, latest = bounds(event)
    earliest, latest = earliest or latest or document.published, latest or earliest or document.published
    if earliest is None or latest is None:
        return True
    return (options.period_from or "") <= latest and earliest <= (options.period_to or "9999")


def bounds(event: Event) -> tuple[str | None, str | None]:
    """Return the earliest and latest day of an event."""
    return (event.time.earliest, event.time.latest) if event.time else (None, None)


def _stories(events: list[Event], incidents: Iterable[Incident]) -> tuple[Story, ...]:
    """Group events by incident; an event without one is a story of its own. Sorted by date, then gravity."""
    by_id = {e.id: e for e in events}
    groups: list[tuple[list[Event], Incident | None]] = []
    grouped: set[str] = set()
    for incident in incidents:
        members = [by_id[i] for i in incident.events if i in by_id and i not in grouped]
        if members:
            groups.append((members, incident))
            grouped.update(e.id for e in members)
    groups += [([e], None) for e in events if e.id not in grouped]
    leads = [(max(members, key=_fullness), members, incident) for members, incident in groups]
    leads.sort(key=lambda row: (bounds(row[0])[0] or bounds(row[0])[1] or "9999", -gravity(row[0]), row[0].id))
    return tuple(
        Story(number=n, lead=lead, events=(lead, *(e for e in members if e is not lead)), incident=incident)
        for n, (lead, members, incident) in enumerate(leads, 1)
    )


def _met_in(events: Iterable[Event], documents: Mapping[str, Document], language: str) -> frozenset[str]:
    """Return the forms of participants met in documents of one language."""
    spoken = (e for e in events if documents[e.doc_id].language == language)
    return frozenset(who.text for e in spoken for who in (*e.actor, *e.recipient, *e.attribution))


def _forms(events: Iterable[Event], documents: Mapping[str, Document]) -> dict[tuple[str, str], str]:
    """Return the usual form of each participant in each language: a person's likest to the name, of others the most frequent."""
    met: dict[tuple[str, str], Counter[str]] = {}
    people: dict[str, str] = {}
    for event in events:
        language = documents[event.doc_id].language
        for who in (*event.actor, *event.recipient, *event.attribution):
            met.setdefault((who.entity_id, language), Counter())[who.text] += 1
            if who.type == "PERSON":
                people[who.entity_id] = who.name
    return {key: _usual(counted, people.get(key[0])) for key, counted in met.items()}


def _usual(counted: Counter[str], person: str | None) -> str:
    """Return the form to show; a person may also be met as 'the commander', so there the sound of the name decides."""
    if person is None:
        return min(counted, key=lambda form: (-counted[form], -len(form), form))
    return min(counted, key=lambda form: (-likeness(form, person), -len(form), form))


def _place_forms(events: Iterable[Event], documents: Mapping[str, Document], language: str) -> dict[str, str]:
    """Return the longest form of each place in sources of ``language``; for Arabic, Persian spelling serves where there is no other."""
    accepted = [language, "fa"] if language == "ar" else [language] if language != "en" else []
    best: dict[str, tuple[int, int, str]] = {}
    for event in events:
        spoken = documents[event.doc_id].language
        if event.location and event.location.text and spoken in accepted:
            form = (accepted.index(spoken), -len(event.location.text), event.location.text)
            best[event.location.entity_id] = min(best.get(event.location.entity_id, form), form)
    return {entity_id: form for entity_id, (_, _, form) in best.items()}


def _fullness(event: Event) -> tuple[int, float, str]:
    """Order accounts of one deed by how much they tell, then by confidence."""
    told = (event.actor, event.recipient, event.time, event.location, event.casualties)
    return sum(bool(x) for x in told), event.confidence, event.id


def gravity(event: Event) -> float:
    """Return how grave a deed is: the ontology's scale and the dead and injured that are told."""
    kind = event_types().get(event.event_type)
    scale = max([abs(kind.scale), *(abs(kind.modes.get(m, 0.0)) for m in event.modes)]) if kind else 0.0
    harm = 0.0
    if event.casualties:
        killed = max((v for v in event.casualties.killed or () if v is not None), default=0)
        injured = max((v for v in event.casualties.injured or () if v is not None), default=0)
        harm = min(killed, 50) * 0.4 + min(injured, 100) * 0.05
    return (2.0 if kind and kind.quad == 4 else 1.0) * scale + harm


def is_fact(event: Event) -> bool:
    """Tell whether the source presents the deed as done, and as news."""
    return not (_UNREAL | {"historical", "future"}) & set(event.aux)


def harm_range(story: Story, name: str) -> Range | None:
    """Return the least and the most that any account tells; no upper bound where one account has none."""
    counts = [e.casualties for e in story.events if e.casualties]
    told = [r for c in counts if (r := getattr(c, name)) and r != (None, None)]
    if not told:
        return None
    lows = [low for low, _ in told if low is not None]
    highs = [high for _, high in told]
    return (min(lows) if len(lows) == len(told) else None, None if None in highs else max(highs))


def likeness(form: str, name: str) -> float:
    """Return how alike two spellings of a name sound, from 0 to 1, by their consonants in Latin letters."""
    return SequenceMatcher(None, _consonants(form), _consonants(name), autojunk=False).ratio()


def _consonants(text: str) -> str:
    """Return the consonants of Arabic or Latin text in Latin letters."""
    return "".join(c for c in fold(text).translate(_LATIN) if c.isascii() and c.isalpha() and c not in "aeiouwy")
