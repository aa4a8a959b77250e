"""Weigh whether two events of different documents are the same deed: day, place, participants, manner, words, and the two stories.

Takes: the facts of two events and the context of the case. Gives: ``score``.
Known limit: conservative: two tellings that share neither a day, nor a place, nor a rare participant stay apart.
"""

import math
from collections.abc import Callable

from rapidfuzz import fuzz

from core.model import Event, Place
from core.resolve.incident_context import Context
from core.resolve.incident_facts import DESCRIBED, FEW, Facts

Weight = Callable[[str], float]
_GROUPS = (
    {"CONSULT", "AGREE", "COOPERATE"}, {"SUPPORT", "AID", "CONSULT"}, {"CONCEDE", "RETREAT", "AGREE"}, {"REQUEST", "THREATEN"},
    {"ACCUSE", "THREATEN"}, {"ACCUSE", "REJECT"}, {"SANCTION", "COERCE"}, {"COERCE", "ASSAULT"}, {"PROTEST", "ASSAULT"},
    {"MOBILIZE", "ASSAULT"}, {"MOBILIZE", "RETREAT"}, {"SANCTION", "ASSAULT"},
)  # fmt: skip
_TWO_SIDED = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST"}
_PHYSICAL = {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "AID", "RETREAT"}
DAYS_APART = 2
"""Days between the beginnings of two tellings of one deed."""
_ONE_STORY, _ONE_UNDATED, _ONLY_ACT = 0.25, 0.75, 0.15
_COARSE = 0.1
"""What two intervals longer than ten days score when they meet."""
_ELSEWHERE = 0.1
"""What it costs two tellings to stand at opposite ends of their documents."""
_NEAR_KM, _FAR_KM = 30, 80
_SPELT_ALIKE = 85
"""Likeness of the names of two places that no gazetteer holds, 0 to 100."""


def related(one: str, other: str) -> bool:
    """Tell whether two types may be readings of one deed."""
    return one == other or any(one in group and other in group for group in _GROUPS)


def score(one: Facts, other: Facts, context: Context) -> float:
    """Return how likely two events are the same deed; below zero when something rules it out."""
    if _same_victim(one, other):
        return 1.0
    if (
        (time := _time(one, other)) is None
        or (place := _place(one.event, other.event)) is None
        or (people := _participants(one, other, context.weight)) is None
    ):
        return -1.0
    manner, words = _manner(one.event, other.event), _words(one, other)
    story = context.story(one, other)
    one_story = story >= (_ONE_STORY if one.published and other.published else _ONE_UNDATED)
    if time < 0.1 and not one_story and words < 0.2:
        return 0.0  # without a day in common, the rest of the two texts must be one story: the same men meet again and again
    if time <= _COARSE and one_story and context.only_act(one, other):
        people += _ONLY_ACT
    if time < 0.1 and place + people + words + 0.5 * story < 0.6:
        return 0.0
    base = 0.2 if one.event.event_type == other.event.event_type else 0.0
    order = _ELSEWHERE * abs(one.at - other.at)  # reports of one story tell it in much the same order
    return base + time + place + people + manner + words + (0.35 if time < 0.1 else 0.07) * story - order


def _same_victim(one: Facts, other: Facts) -> bool:
    """Tell whether both kill the same single persons: nobody is killed twice, so a place told otherwise is a disagreement."""
    if not one.event.event_type == other.event.event_type == "ASSAULT" or not one.recipients:
        return False
    if one.recipients.keys() != other.recipients.keys() or any(p.type != "PERSON" for f in (one, other) for p in f.event.recipient):
        return False
    if one.days and other.days and abs((one.days[0] - other.days[0]).days) > DAYS_APART:
        return False
    dead = [f.event.casualties.killed if f.event.casualties else None for f in (one, other)]
    return dead[0] == dead[1] == (len(one.recipients), len(one.recipients))


def _time(one: Facts, other: Facts) -> float | None:
    """Score the intervals: a day in common much, a long one containing the other little, apart rules it out."""
    if one.days and other.days:
        gap = max((max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])).days, 0)
        longest = max((f.days[1] - f.days[0]).days for f in (one, other))
        if gap > 1:
            return None
        return (0.3 if longest <= 3 else 0.2 if longest <= 10 else 0.1) - 0.1 * gap
    if one.published and other.published and abs((one.published - other.published).days) > 45 and not (one.days or other.days):
        return None
    known, silent = (one, other) if one.days else (other, one)
    if known.days and silent.published:
        after = (known.days[0] - silent.published).days
        if after > 1 and not {"future", "hypothetical"} & set(silent.event.aux):
            return None
        if -after > 45 and "historical" not in silent.event.aux:
            return None
    return 0.0


def _place(one: Event, other: Event) -> float | None:
    """Score the places: the same, one inside the other or near it; far apart rules a physical deed out."""
    here, there = one.location, other.location
    if not here or not there:
        return 0.0
    if (
        here.name == there.name
        or (here.entity_id and here.entity_id == there.entity_id)
        or there.name == here.within
        or here.name == there.within
    ):
        return 0.2 if here.precision != "country" else 0.1
    if here.country and there.country and here.country != there.country:
        return None if one.event_type in _PHYSICAL else -0.2
    if "country" in (here.precision, there.precision) or "region" in (here.precision, there.precision):
        return 0.08
    apart = distance(here, there)
    if apart is None:
        return 0.15 if fuzz.token_sort_ratio(here.name, there.name) >= _SPELT_ALIKE else -0.1
    return 0.15 if apart <= _NEAR_KM else None if apart > _FAR_KM and one.event_type in _PHYSICAL else -0.2


def distance(one: Place, other: Place) -> float | None:
    """Return the kilometres between two places with coordinates."""
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def _participants(one: Facts, other: Facts, weight: Weight) -> float | None:
    """Score who did it to whom; actors that share nothing rule it out unless a side is not told."""
    if one.event.event_type in _TWO_SIDED and other.event.event_type in _TWO_SIDED:
        whole = _overlap({**one.actors, **one.recipients}, {**other.actors, **other.recipients}, weight)
        crossed = max(_overlap(one.actors, other.recipients, weight), _overlap(one.recipients, other.actors, weight))
        straight = _overlap(one.actors, other.actors, weight)
        if one.event.event_type == "ASSAULT" and crossed > straight >= 0:
            return None  # the other side's attack
        if one.event.event_type == "ASSAULT" and straight == 0:
            return 0.5 * max(whole, 0.0) - 0.35  # who did it is disputed: all else must agree
        return None if whole == 0 and one.actors and other.actors else 0.5 * max(whole, 0.0)
    actors, recipients = _overlap(one.actors, other.actors, weight), _overlap(one.recipients, other.recipients, weight)
    if actors == 0 or (recipients == 0 and one.event.event_type in ("SANCTION", "COERCE", "AID")):
        return None
    return 0.3 * max(actors, 0.0) + 0.25 * max(recipients, 0.0) - (0.25 if recipients == 0 else 0.0)


def _overlap(one: dict[str, str | None], other: dict[str, str | None], weight: Weight) -> float:
    """Return the weighted share of the smaller side found in the other; half for the same state; -1 when a side is not told, or told
    by no name and in other words.
    """
    if not one or not other:
        return -1.0
    small, large = sorted((one, other), key=len)
    found = sum(weight(e) * (1.0 if e in large else 0.5 * any(_same_state(s, t) for t in large.values())) for e, s in small.items())
    if not found and any(all(state == DESCRIBED for state in side.values()) for side in (one, other)):
        return -1.0  # 'three protesters' may be among 'dozens of people'
    return found / len(small)


def _same_state(one: str | None, other: str | None) -> bool:
    """Tell whether two participants stand for one state; two persons do not stand for each other."""
    return bool(one and other) and one.rstrip("*") == other.rstrip("*") and not (one.endswith("*") and other.endswith("*"))


def _manner(one: Event, other: Event) -> float:
    """Score modes, counts of dead and whether it is planned, done or denied."""
    score = 0.0
    if one.modes and other.modes:
        score += 0.06 if set(one.modes) & set(other.modes) else -0.1
    if ("future" in one.aux) != ("future" in other.aux):
        score -= 0.1
    if one.casualties and other.casualties:
        score += _counts(one.casualties.killed, other.casualties.killed) + _counts(one.casualties.injured, other.casualties.injured)
    return score


def _counts(one: tuple[int | None, int | None] | None, other: tuple[int | None, int | None] | None) -> float:
    """Score two ranges of a count: alike speaks for one deed, three times as many against it."""
    if not one or not other:
        return 0.0
    low = [r[0] if r[0] is not None else r[1] or 0 for r in (one, other)]
    high = [r[1] if r[1] is not None else r[0] or 0 for r in (one, other)]
    if max(low) <= min(high):
        return 0.14 if low[0] == low[1] == high[0] == high[1] > FEW else 0.08
    return -0.15 if max(low) > 3 * max(min(high), 1) else 0.0


def _words(one: Facts, other: Facts) -> float:
    """Score how alike the quotes are, where both are in one language."""
    if one.language != other.language or not one.quote or not other.quote:
        return 0.0
    ratio = fuzz.token_set_ratio(one.quote, other.quote)
    return 0.25 if ratio >= 85 else 0.1 if ratio >= 65 else 0.0
