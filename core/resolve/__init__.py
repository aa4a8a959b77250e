"""From drafts to events: who, where and when, with the reasons.

Takes: a ``Document`` and its ``Extraction``. Gives: a ``DocumentResult``. Uses: the knowledge base and the gazetteer.
Known limits: only what one article tells; what several articles tell together is joined in the case (unify, incidents).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.extract.interfaces import Extraction
from core.model import (
    ON_THE_DAY_OF_THE_LEAD,
    PLACE_TOLD_BEFORE,
    SAID_IN_THE_MEETING,
    Document,
    DocumentResult,
    Event,
    EventDraft,
    Mention,
    Participant,
    TimeValue,
)
from core.ontology import FORCE, TALKS, VERBAL, event_types
from core.resolve.background import BACKGROUND_DAYS, settle_by_clock
from core.resolve.capitals import acting_states
from core.resolve.connections import NOBODY, Connection, connections
from core.resolve.drafts import People, Places, casualties
from core.resolve.entities import link
from core.resolve.places import PlaceContext
from core.resolve.shipped import shipped
from core.resolve.told_times import Times
from core.summary import summarise
from core.textnorm import fold

_DATIVE = re.compile(r"['’][yn]?[ae]\b")
_GENITIVE = re.compile(r"['’]n?[ıiuü]n\b")
_APART = 4
"""Characters between a day and the words that count from another deed."""
_DATELINE = 60
"""Characters of the body within which an outlet signs its report."""
_FROM_BEFORE = (f"location: {SAID_IN_THE_MEETING}", PLACE_TOLD_BEFORE)
"""Reasons of a place that another deed told."""
GAZETTEER = "gn:"
"""Entities that only the gazetteer knows are towns and lands: a place never acts (a capital stands for its state by then)."""


@dataclass(slots=True)
class _Resolvers:
    """What resolving one document needs."""

    document: Document
    times: Times
    people: People
    places: Places


def resolve(document: Document, extraction: Extraction) -> DocumentResult:
    """Give every draft its participants, time, place and counts."""
    knowledge, gazetteer = shipped()
    linked = extraction.linked or link(document, extraction.mentions, knowledge, gazetteer)
    people = People(linked, extraction.mentions, document.language, knowledge)
    places = Places(gazetteer, PlaceContext.of(document, extraction.mentions, gazetteer), document.language, document.text)
    resolvers = _Resolvers(document, Times.of(document), people, places)
    drafts = sorted(extraction.drafts, key=lambda d: d.triggers[0].span)
    connected = _connected(drafts, resolvers.times, document)
    told = [m for m in extraction.mentions if m.kind == "TIME"]
    drafts = list(_without_connecting(drafts, connected, told, document.text))
    events: list[Event] = []
    for draft, time in zip(drafts, _dated(drafts, resolvers.times), strict=True):
        event = _event(draft, resolvers, time)
        events.append(event)
        people.remember(event.actor, event.recipient)
    for connection in (c for c in connected if c.main != NOBODY):
        _date_by_each_other(events, connection, resolvers.times)
    settled = settle_by_clock(events, document, resolvers.times.lead)
    done = tuple(replace(event, summary=summarise(event)) for event in settled)
    return DocumentResult(document=document, mentions=extraction.mentions, entities=acting_states(linked, people, events), events=done)


def _dated(drafts: Sequence[EventDraft], times: Times) -> list[TimeValue | None]:
    """Return the time of each draft; what counts from the deed before counts from the nearest telling of one before the words."""
    out: list[TimeValue | None] = [None] * len(drafts)
    told: list[tuple[int, tuple[date, date]]] = []
    for index in sorted(range(len(drafts)), key=lambda i: _told_at(drafts[i])):
        draft = drafts[index]
        at = _told_at(draft)
        before = max(((start, days) for start, days in told if start < at), default=None)
        out[index] = value = times.value(draft.roles.get("time", ()), before and before[1], draft.aux)
        if value and (days := value.days()):
            told += [(trigger.span.start, days) for trigger in draft.triggers]
    return out


def _told_at(draft: EventDraft) -> int:
    """Return where the words for a draft's time stand, or else the draft."""
    words = draft.roles.get("time", ())
    return words[0].span.start if words else draft.triggers[0].span.start


def _connected(drafts: Sequence[EventDraft], times: Times, document: Document) -> list[Connection]:
    """Return the connections between drafts, by their indexes."""
    owners = [(trigger.span, index) for index, draft in enumerate(drafts) for trigger in draft.triggers]
    found = connections([span for span, _ in owners], times.expressions, document.text, document.language)
    moved = (replace(c, main=c.main if c.main == NOBODY else owners[c.main][1], anchor=owners[c.anchor][1]) for c in found)
    return [_as_linked(c, drafts) for c in moved if c.main != c.anchor]


def _as_linked(connection: Connection, drafts: Sequence[EventDraft]) -> Connection:
    """Return a connection with the deed that the words were linked to, where that is another one ('günler önce … engellemekle suçladı')."""
    words = connection.expression.span
    linked = [i for i, draft in enumerate(drafts) if any(m.span.overlaps(words) for m in draft.roles.get("time", ()))]
    if connection.main in linked or len(linked) != 1 or linked[0] == connection.anchor:
        return connection
    return replace(connection, main=linked[0])


def _without_connecting(drafts: list[EventDraft], connected: list[Connection], times: Sequence[Mention], text: str) -> Iterator[EventDraft]:
    """Yield the drafts; those dated by each other without the words between them, and the anchor without the main deed's own day.

    A day right before the words is the main deed's: 'on 3 January, a day after they stormed the embassy, it cut the ties'.
    """
    for index, draft in enumerate(drafts):
        told = draft.roles.get("time", ())
        for c in connected:
            if index not in (c.main, c.anchor):
                continue
            told = tuple(m for m in told if not m.span.overlaps(c.expression.span))
            at = c.expression.span.start
            mains = [m for m in times if m.span.end <= at <= m.span.end + _APART and not text[m.span.end : at].strip(" ،,")]
            if c.main == NOBODY:
                continue
            if index == c.anchor:
                others = {m.span for m in drafts[c.main].roles.get("time", ())} | {m.span for m in mains}
                told = tuple(m for m in told if m.span not in others or m.span.start > at)
            elif not told:
                told = tuple(mains[:1])
        yield replace(draft, roles=draft.roles | {"time": told}) if told != draft.roles.get("time", ()) else draft


def _date_by_each_other(events: list[Event], connection: Connection, times: Times) -> None:
    """Date one of two connected deeds by the other, where one is dated and the other is not."""
    main, anchor = ((time.days() if time else None) for time in (events[connection.main].time, events[connection.anchor].time))
    if bool(main) == bool(anchor):
        return
    index, expression = (connection.anchor, connection.inverted()) if main else (connection.main, connection.expression)
    value = times.counted(expression, main or anchor)
    if value:
        events[index] = replace(events[index], time=value)


def _event(draft: EventDraft, r: _Resolvers, time: TimeValue | None) -> Event:
    trigger = draft.triggers[0]
    roles = {name: draft.roles.get(name, ()) for name in ("actor", "recipient", "attribution", "time", "location", "weapon")}
    if any(e.reason.endswith(ON_THE_DAY_OF_THE_LEAD) for e in draft.why) and _old(time, r.times.published):
        time = None  # the lead tells an old story, and the reaction may be of any day since
    if draft.event_type in VERBAL and r.document.language == "tr":
        roles |= _called_upon(roles, r.document.text)
    actor = tuple(p for p in r.people.participants(roles["actor"], acting=True) if not p.entity_id.startswith(GAZETTEER))
    recipient = r.people.participants(roles["recipient"], acting=True)
    if draft.event_type in VERBAL or event_types()[draft.event_type].two_sided:
        actor, recipient = r.people.spoken_for(actor, r.document.text), r.people.spoken_for(recipient, r.document.text)
    if draft.event_type in ("ASSAULT", "PROTEST") and not recipient:
        recipient = r.people.missions(roles["location"])
    if draft.event_type == "ASSAULT" and not recipient:
        recipient = r.people.states_attacked(roles["location"], actor, r.document.text)
    attribution = tuple(p for p in r.people.participants(roles["attribution"], acting=False) if not _signs(p, r.document))
    if draft.event_type in VERBAL:
        speakers = {p.entity_id for p in actor}
        attribution = tuple(p for p in attribution if p.entity_id not in speakers)
    elif draft.event_type in FORCE:
        tellers = {p.entity_id for p in attribution}
        bodies = [_bare(p.text, r.document.language) for p in attribution]
        # 'the doctors' who tell are no other than 'the committee of doctors'
        actor = tuple(
            p for p in actor
            if p.entity_id not in tellers
            and not (p.entity_id.startswith("x:") and any(_bare(p.text, r.document.language) <= body for body in bodies))
        )  # fmt: skip
    place = r.places.place(roles["location"], r.people)
    if place is None and draft.event_type == "ASSAULT":
        place = r.places.struck(roles["recipient"], r.people)
    if place is not None and draft.event_type in TALKS and any(e.reason in _FROM_BEFORE for e in draft.why):
        place = r.places.town_of_airport(place)
    return Event(
        id=event_id(r.document.doc_id, trigger.span.start, trigger.span.end, draft.event_type),
        doc_id=r.document.doc_id, event_type=draft.event_type, trigger=trigger.span, quotes=draft.quotes, modes=draft.modes,
        aux=draft.aux, actor=actor, recipient=recipient, attribution=attribution, time=time,
        location=place, casualties=casualties(draft, recipient, r.document),
        weapon=roles["weapon"][0].text if roles["weapon"] else None, confidence=round(draft.score, 3), why=draft.why,
    )  # fmt: skip


def _called_upon(roles: Mapping[str, tuple[Mention, ...]], text: str) -> dict[str, tuple[Mention, ...]]:
    """Return place and recipient of a Turkish verbal act: who is called upon in the dative ('Ankara'ya çağrı yaptı') is no place.

    Where no other than a genitive was taken for the recipient ('Irak'ın egemenliğine saygı'), it is the recipient.
    """
    upon = tuple(m for m in roles["location"] if _DATIVE.match(text, m.span.end))
    owners_only = all(_GENITIVE.match(text, m.span.end) for m in roles["recipient"])
    places = tuple(m for m in roles["location"] if m not in upon)
    return {"location": places, "recipient": upon if upon and owners_only else roles["recipient"]}


def _old(time: TimeValue | None, published: date | None) -> bool:
    days = time.days() if time else None
    return bool(days and published and (published - days[1]).days > BACKGROUND_DAYS)


def _signs(source: Participant, document: Document) -> bool:
    """Tell whether a source is the outlet's own name in the dateline, which signs the report and is quoted for nothing."""
    own = fold(document.outlet or "", document.language)
    return source.span.start - document.opening() < _DATELINE and bool(own) and fold(source.text, document.language).strip('«»"') == own


def _bare(text: str, language: str) -> frozenset[str]:
    """Return the folded words of a phrase without the Arabic article."""
    return frozenset(word.removeprefix("ال") for word in fold(text, language).split())


def event_id(doc_id: str, start: int, end: int, event_type: str) -> str:
    """Return the id that the same document, span and type always give."""
    return hashlib.sha256(f"{doc_id}:{start}:{end}:{event_type}".encode()).hexdigest()[:16]
