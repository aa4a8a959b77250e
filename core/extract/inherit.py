"""What the text lets one infer for a deed that tells no day or place of its own: where and when it was said, who did it just before.

Takes: event drafts in order of their first trigger. Gives: the same with times and places filled; each filling says so.
Known limit: nothing is taken from a sentence further back than the one before, but from a meeting and from the lead.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from core import lexicon
from core.extract.context import dated
from core.extract.elsewhere import on_the_way
from core.extract.identity import Days, Identity
from core.extract.lasting import at_that_time, habitual, lasting
from core.extract.noun_days import owner
from core.extract.object_days import in_object
from core.extract.own_days import of_another
from core.model import ON_THE_DAY_OF_THE_LEAD, SAID_IN_THE_MEETING, Document, EventDraft, Evidence, Mention, Span, Trigger
from core.ontology import SAID
from core.textnorm import fold

_LEAD = 2
_BESIDE = 80
"""Characters between a deed and a day of its sentence that nobody else has."""
_THEN = 2
"""Sentences back from which a day is that of 'at the time'."""
_DURING = 30
"""Characters before a visit or meeting in which stands that something was said during it."""
_ELSEWHERE = {
    "ar": re.compile(r"؛|(?<!\w)(?:فيما|بينما|في حين|أما|التي|الذي|الذين|قبل أن|بعد أن)(?!\w)"),
    "tr": re.compile(r";|\b(?:ise|iken|oysa)\b"),
    "fa": re.compile(r"؛|(?<!\w)(?:در حالی|حال آنکه|اما|که)(?!\w)"),
    "en": re.compile(r";|\b(?:while|whereas|which|who|whose|that|before|after)\b"),
}
"""What sets a clause apart, so that the day told before need not hold in it."""


def with_inherited(events: list[EventDraft], document: Document, identity: Identity, mentions: Sequence[Mention] = ()) -> list[EventDraft]:
    """Fill what the text lets one infer: a word said in a meeting has its place and day, a reaction the day of the lead.

    A lead of an earlier day than the article's dates no reaction: some came that day, some later.
    """
    out: list[EventDraft] = []
    left = _days_left(events, mentions, identity, document)
    for index, event in enumerate(events):
        if index in left:
            event = _on_the_day_left(event, left[index])
        meeting = next(
            (
                e
                for e in reversed(out)
                if e.event_type == "CONSULT"
                and "location" in e.roles
                and not _to_come(e, document)
                and _meets(e, event, document.language)
                and not _on_other_days(e, event, identity)
            ),
            None,
        )
        if meeting is None:
            meeting = next((e for e in events if e.event_type == "CONSULT" and _said_during(event, e, document)), None)
        if meeting is not None and event.event_type in SAID:
            names = ("location",) if event.aux else ("location", "time")  # of background the days are told loosely
            event = _filled(event, meeting, names, SAID_IN_THE_MEETING)
        then = event.event_type in SAID and not event.aux and "time" not in event.roles and at_that_time(event.triggers[0], document)
        event = _at_that_time(event, out) if then else _in_one_breath(event, out, document)
        lead = next((e for e in out if e.triggers[0].sentence <= _LEAD and _has(e, "time") and not e.aux), None)
        news = lead is not None and _is_news(identity.days(lead.roles["time"], ()), document.published)
        if news and event.event_type in SAID and not event.aux and not then and not lasting(event, document):
            event = _filled(event, lead, ("time",), ON_THE_DAY_OF_THE_LEAD)
        out.append(event)
    return out


def _days_left(events: Sequence[EventDraft], mentions: Sequence[Mention], identity: Identity, document: Document) -> dict[int, Mention]:
    """Return the days that no deed of their sentence has, by the index of a deed without one.

    'The next day' is that of the nearest, a verbal one first; "Wednesday's" of the noun behind it.
    """
    taken = [m.span for event in events for m in event.roles.get("time", ())]
    out: dict[int, Mention] = {}
    for day in mentions:
        if day.kind != "TIME" or any(day.span.overlaps(s) for s in taken):
            continue
        if not identity.counts_on(day):
            whose = owner(document.text, day.span, document.language)
            index = next((i for i, e in enumerate(events) if whose and _named_by(e, whose.span)), None)
            if index is not None:
                out.setdefault(index, day)
            continue
        near = [
            (event.event_type not in SAID, abs(trigger.span.start - day.span.start), index)
            for index, event in enumerate(events)
            for trigger in event.triggers
            if trigger.sentence == day.sentence and "time" not in event.roles
        ]
        if near and min(near)[1] <= _BESIDE:
            out.setdefault(min(near)[2], day)
    return out


def _named_by(event: EventDraft, noun: Span) -> bool:
    """Tell whether a deed that tells no day is named by the noun."""
    return not _has(event, "time") and any(noun.overlaps(t.span) for t in event.triggers)


def _on_the_day_left(event: EventDraft, day: Mention) -> EventDraft:
    why = Evidence("document", "time: the day that no other deed of the sentence has", 0.5, day.span)
    return replace(event, roles=event.roles | {"time": (day,)}, why=(*event.why, why))


def _in_one_breath(event: EventDraft, before: Sequence[EventDraft], document: Document) -> EventDraft:
    """Fill in the day of the deed told just before: in the sentence, or of the same actor in the sentence before a verbal act.

    A deed with words of its own for its time ('in the following days') keeps them.
    """
    if "time" in event.roles or event.event_type in SAID and habitual(event.triggers[0], document):
        return event
    near: list[tuple[int, EventDraft]] = []
    for trigger in event.triggers:
        for other in before:
            if not _has(other, "time") or set(other.aux) != set(event.aux):
                continue
            for told in other.triggers:
                gap = trigger.sentence - told.sentence
                own = any(m.sentence == told.sentence for m in other.roles["time"] if dated(m))
                if gap == 0 and _elsewhere(other.roles["time"], trigger, document):
                    continue
                if told.sentence == 0 or not own or told.span.start > trigger.span.start:
                    continue
                apart = _ELSEWHERE[document.language].search(document.text, told.span.end, trigger.span.start)
                goes_on = _share_actor(other, event, document.language)
                later = gap == 1 and goes_on and event.event_type in SAID and not lasting(event, document)
                if gap == 0 and (goes_on or not apart) or later:
                    near.append((told.span.start, other))
    return _filled(event, max(near, key=lambda n: n[0])[1], ("time",), "told in one breath with it") if near else event


def _at_that_time(event: EventDraft, before: Sequence[EventDraft]) -> EventDraft:
    """Fill in the day of the deed that the story told last ('آنذاك', 'at the time'), whatever the day of the news."""
    at = event.triggers[0].sentence
    near = [
        (t.span.start, e)
        for e in before
        for t in e.triggers
        if _has(e, "time") and t.sentence > 0 and 0 <= at - t.sentence <= _THEN and any(m.sentence == t.sentence for m in e.roles["time"])
    ]
    return _filled(event, max(near, key=lambda n: n[0])[1], ("time",), "at the time of the deed told before") if near else event


def _elsewhere(days: Sequence[Mention], trigger: Trigger, document: Document) -> bool:
    """Tell whether a day of the sentence is that of a noun or clause beside the deed: 'condemned Wednesday's attack'."""
    text, language = document.text, document.language
    return any(
        m.sentence == trigger.sentence
        and (
            of_another(text, m.span, trigger.span, language)
            or trigger.event_type in SAID
            and in_object(text, m.span, trigger.span, language)
        )
        for m in days
    )


def _share_actor(one: EventDraft, other: EventDraft, language: str) -> bool:
    """Tell whether the actors of two deeds have a word in common."""
    words = [{w for m in event.roles.get("actor", ()) for w in fold(m.text, language).split() if len(w) > 2} for event in (one, other)]
    return bool(words[0] & words[1])


def _is_news(days: Days | None, published: str | None) -> bool:
    """Tell whether these are the days on which the article appeared; nothing else is known of an undated one."""
    return days is None or published is None or days[0] <= date.fromisoformat(published) <= days[1]


def _meets(meeting: EventDraft, event: EventDraft, language: str) -> bool:
    """The speaker is one of those who met, in this sentence or one of the two before, or anywhere where the meeting is the news."""
    near = 0 <= event.triggers[0].sentence - meeting.triggers[-1].sentence <= 2
    news = meeting.triggers[0].sentence <= _LEAD and not meeting.aux
    background = near and bool(event.aux) and set(event.aux) == set(meeting.aux) == {"historical"}
    if not background and (event.aux or not (near or news)):
        return False
    met = (*meeting.roles.get("actor", ()), *meeting.roles.get("recipient", ()))
    people = [{w for m in told for w in fold(m.text, language).split() if len(w) > 2} for told in (met, event.roles.get("actor", ()))]
    return bool(people[0] & people[1])


def _on_other_days(meeting: EventDraft, event: EventDraft, identity: Identity) -> bool:
    """Tell whether both tell their days, and none in common: what was said on Sunday was not said in Tuesday's meeting."""
    if any(identity.counts_on(m) for m in event.roles.get("time", ())):
        return False  # 'the same day' may be that of the meeting
    one, other = (identity.days(e.roles.get("time", ()), e.aux) for e in (meeting, event))
    return bool(one and other) and (one[1] < other[0] or other[1] < one[0])


def _to_come(meeting: EventDraft, document: Document) -> bool:
    """Tell whether a visit or meeting had not begun: nothing was said there yet."""
    return on_the_way(meeting.roles["location"][0].span, document.text, document.language)


def _said_during(event: EventDraft, meeting: EventDraft, document: Document) -> bool:
    """Tell whether a word was said during a visit or meeting that the sentence tells after it: 'he vowed …, on a visit to Naqoura'."""
    word = event.triggers[0]
    if event.aux or meeting.aux or "location" not in meeting.roles:
        return False
    visit = next((t.span for t in meeting.triggers if t.sentence == word.sentence and t.span.start > word.span.end), None)
    if visit is None:
        return False
    before = fold(document.text[max(word.span.end, visit.start - _DURING) : visit.start], document.language).split()
    return any(" ".join(before[-n:]) in _during(document.language) for n in (1, 2, 3))


@lru_cache(maxsize=4)
def _during(language: str) -> frozenset[str]:
    """Return the words in front of a visit or meeting that say that something was done in it."""
    return frozenset(fold(w, language) for w in lexicon.table(language, "places").get("meeting", {}).get("during", ()))


def _filled(event: EventDraft, source: EventDraft, names: tuple[str, ...], reason: str) -> EventDraft:
    """Take missing roles from another event."""
    new = {n: source.roles[n] for n in names if not _has(event, n) and n in source.roles}
    why = tuple(Evidence("document", f"{n}: {reason}", 0.5, m[0].span) for n, m in new.items())
    roles = {n: (*event.roles.get(n, ()), *m) for n, m in new.items()}
    return replace(event, roles=event.roles | roles, why=event.why + why) if new else event


def _has(event: EventDraft, role: str) -> bool:
    """Tell whether an event has a role; a part of the day without the day counts for none."""
    return any(role != "time" or dated(m) for m in event.roles.get(role, ()))
