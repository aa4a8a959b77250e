"""The records that flow through Rasad, left to right; every stage takes some of them and returns new ones.

All offsets are Unicode code points into ``Document.text`` (Qt counts UTF-16 units: convert in ``gui`` only).
The words are those of PLOVER and of the output contract. This module imports nothing of ours.
"""

from dataclasses import dataclass, field
from datetime import date

ENTITY_TYPES = ("PERSON", "ORG", "GROUP", "GPE", "LOC", "FAC")
PLACES = ("GPE", "LOC", "FAC")
PARTIES = ("PERSON", "ORG", "GROUP")
"""The kinds of mention that name who acts and nothing else."""
MENTION_KINDS = (*ENTITY_TYPES, "TITLE", "WEAPON", "TIME", "NUMBER")
ROLES = ("actor", "recipient", "location", "time", "attribution", "weapon", "killed", "injured")
AUX = ("historical", "future", "hypothetical", "negation")
SAID_IN_THE_MEETING = "said in the meeting told before"
PLACE_TOLD_BEFORE = "place of a deed told before"
ON_THE_DAY_OF_THE_LEAD = "a reaction, on the day of the lead"
"""Why a verbal act without a day of its own has one; the resolver takes it back where the lead tells an old story."""
BODY_KINDS = ("title", "lead", "body")
SEGMENT_KINDS = (*BODY_KINDS, "dateline", "caption", "menu", "tags", "share", "related", "repeat", "comments", "quoted")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Document.text``: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def encloses(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside and is shorter."""
        return self.contains(other) and self != other


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value was chosen: ``source`` is 'lexicon', 'model', 'grammar', 'gazetteer', 'knowledge', 'document' or 'user';
    ``reason`` an entry id or a short English clause; ``score`` 0 to 1; ``span`` where in the text, if anywhere.
    """

    source: str
    reason: str
    score: float = 1.0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch of the text; ``kind`` is one of SEGMENT_KINDS. Only BODY_KINDS may yield events."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One article as a reader found it: decoded text without markup, and what the file itself says about it.

    ``path`` is relative to the folder, with '/'; ``part`` counts the articles inside one file (0 for a plain file).
    ``hints`` maps 'title', 'published', 'outlet', 'language', 'author', 'url' to (value, basis); basis such as 'html-meta',
    'json-ld', 'mail-header', 'file-name'. ``segments`` are a reader's own knowledge (an HTML <nav>, a <figcaption>).
    """

    path: str
    sha256: str
    format: str
    text: str
    part: int = 0
    encoding: str = ""
    hints: dict[str, tuple[str, str]] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A cleaned article: the whole text, nothing deleted, cut into segments that cover it."""

    doc_id: str
    path: str
    sha256: str
    format: str
    text: str
    segments: tuple[Segment, ...]
    language: str = "und"
    language_confidence: float = 0.0
    title: str = ""
    published: str | None = None
    published_basis: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    part: int = 0
    ocr_confidence: float | None = None

    def body(self) -> tuple[Span, ...]:
        """Return the spans that may yield events, in order."""
        return tuple(s.span for s in self.segments if s.kind in BODY_KINDS)

    def opening(self) -> int:
        """Return where the running text begins, behind title and dateline lines; 0 where nothing is labelled."""
        return next((s.span.start for s in self.segments if s.kind in BODY_KINDS and s.kind != "title"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name, title, weapon, time expression or count in the text, without clitics and case suffixes.

    ``kind`` is one of MENTION_KINDS; an unnamed participant ('three soldiers') is GROUP or PERSON with ``named`` False.
    ``means`` is the name of the place that a common noun ('the capital') takes up.
    """

    span: Span
    text: str
    kind: str
    sentence: int
    named: bool = True
    means: str = ""
    score: float = 1.0
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The word or words that name a deed, with its PLOVER type and, where told, modes and aux."""

    span: Span
    text: str
    event_type: str
    sentence: int
    modes: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    score: float = 1.0
    repeats: float = 0.0
    """Likelihood that this speaks of an event already told (the definite 'the attack')."""
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLink:
    """A mention plays a role (one of ROLES) for a trigger; both by index into the document's lists."""

    trigger: int
    mention: int
    role: str
    score: float = 1.0
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as the text tells it: one deed, all its triggers and quotes, its mentions by role; nothing resolved yet."""

    event_type: str
    triggers: tuple[Trigger, ...]
    quotes: tuple[Span, ...]
    roles: dict[str, tuple[Mention, ...]]
    modes: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    score: float = 1.0
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeValue:
    """When: ISO dates, inclusive. ``granularity`` is day, week, month, season, year, interval or unknown.

    Both ends None: the words are kept but cannot be resolved. ``calendar`` is gregorian, hijri or jalali as written.
    ``basis`` says what it was resolved against: 'absolute', 'published', 'previous event', 'dateline'.
    """

    earliest: str | None
    latest: str | None
    granularity: str
    text: str = ""
    span: Span | None = None
    calendar: str = "gregorian"
    basis: str = "absolute"
    why: tuple[Evidence, ...] = ()

    def days(self) -> tuple[date, date] | None:
        """Return the first and last day, None where either is unknown."""
        return (date.fromisoformat(self.earliest), date.fromisoformat(self.latest)) if self.earliest and self.latest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: ``country`` ISO 3166 alpha-2, ``precision`` exact, near, region or country (as ACLED grades it)."""

    text: str
    span: Span | None
    entity_id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "exact"
    feature: str = ""
    within: str | None = None
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor, recipient or source: its words in the text and the entity they stand for."""

    text: str
    span: Span
    entity_id: str
    name: str
    type: str
    score: float = 1.0
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """[least, most] of killed and injured, only as told; None where the text gives no bound or nothing at all."""

    killed: tuple[int | None, int | None] | None = None
    injured: tuple[int | None, int | None] | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded event of one document; ``id`` is stable for the same document, span and type."""

    id: str
    doc_id: str
    event_type: str
    trigger: Span
    quotes: tuple[Span, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    attribution: tuple[Participant, ...] = ()
    time: TimeValue | None = None
    location: Place | None = None
    casualties: Casualties | None = None
    weapon: str | None = None
    summary: str = ""
    confidence: float = 0.0
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something named in the case: ``name`` in Latin script, ``aliases`` the surface forms met.

    ``country`` ISO alpha-2 or None; ``key`` is the cross-script name key that variants share (empty for knowledge-base rows).
    """

    entity_id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    mentions: int = 0
    documents: tuple[str, ...] = ()
    key: str = ""
    why: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Events of several documents that are the same deed; ``disagreements`` are {field, values: [[value, [event ids]]]}."""

    incident_id: str
    event_type: str
    events: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    location: str | None = None
    disagreements: tuple[dict, ...] = ()
    sources: int = 0
    """How many of the documents do not merely repeat another of them: what corroboration is counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision on an event; extraction never overwrites it. ``status``: accepted, rejected or open."""

    event_id: str
    status: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Trouble with one file that a person should know of: ``stage`` read, clean, language, parse, extract, store."""

    path: str
    stage: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """All that one file's article yields: a pure function of its bytes and the resources' versions."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: ``done`` of ``total`` files, the path in work, events so far."""

    done: int
    total: int
    path: str = ""
    events: int = 0
