"""Carry the day, the place, the actor and the teller that a passage has told over to the deeds that follow in it.

Takes: mentions, triggers and links. Gives: the links and those that the passage warrants; every carried link says so. With the
reader a fitted model weighs each (resources/models/links.json, by tools/train/fit_links.py); without it only the day of the clause
before, and the day and place of the same speaker's act just before, are carried.
Known limit: nothing is carried backwards, and never between background, plans and the news itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.extract.weigh import fitted, probability
from core.model import Evidence, Mention, RoleLink, Trigger
from core.textnorm import fold

VERBAL = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE")
ROLES = ("time", "location", "actor", "attribution")
CARRIED = 0.55
_REACH = 3
"""Sentences back from which a day or a place may still hold; the lead's holds from everywhere."""
_LEAD = 2
_WORDS = {"time": "day", "location": "place", "actor": "actor", "attribution": "teller"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A day, place or actor of an earlier deed (``source``) that may hold for ``trigger`` too; ``mention`` is the first filler."""

    trigger: int
    source: int
    mention: int
    role: str


def carry(
    language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], reader: Sequence[RoleLink] = ()
) -> list[RoleLink]:
    """Return the links with those carried from an earlier deed."""
    told = by_trigger(links, mentions)
    best: dict[tuple[int, str], tuple[float, Offer]] = {}
    weights, thresholds = fitted()
    for offer in offers(mentions, triggers, links):
        if reader:
            row = features(offer, language, mentions, triggers, told, reader)
            score = probability(weights[f"carried {offer.role}"], row)
            wanted = thresholds[f"carried {offer.role}"]
        else:
            score, wanted = (CARRIED if _warranted(offer, language, mentions, triggers, told) else 0.0), CARRIED
        place = (offer.trigger, offer.role)
        if score >= wanted and score > best.get(place, (0.0, None))[0]:
            best[place] = (score, offer)
    return [*links, *(x for score, offer in best.values() for x in _links(offer, round(score, 3), mentions, told))]


def _links(offer: Offer, score: float, mentions: Sequence[Mention], told: dict[int, dict[str, list[int]]]) -> list[RoleLink]:
    """Return the carried link; actors and tellers go over together, except who plays another part."""
    fillers = told[offer.source][offer.role] if offer.role in ("actor", "attribution") else [offer.mention]
    taken = {m for role in ("actor", "recipient") for m in told.get(offer.trigger, {}).get(role, ())}
    fillers = [m for m in fillers if m not in taken]
    reason = f"{_WORDS[offer.role]} of a deed told before"
    return [
        RoleLink(
            trigger=offer.trigger, mention=m, role=offer.role, score=score, why=(Evidence("document", reason, score, mentions[m].span),)
        )
        for m in fillers
    ]


def offers(mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink]) -> list[Offer]:
    """Return, for each deed without a day or place, those of the nearest deeds before it and of the lead."""
    told = by_trigger(links, mentions)
    order = sorted(range(len(triggers)), key=lambda i: triggers[i].span)
    out = []
    for at, here in enumerate(order):
        for role in ROLES:
            if role not in told.get(here, {}):
                sources = _sources(order[:at], here, role, triggers, told)
                out += [Offer(here, source, told[source][role][0], role) for source in sources]
    return out


def _sources(before: Sequence[int], here: int, role: str, triggers: Sequence[Trigger], told: dict[int, dict[str, list[int]]]) -> list[int]:
    """Return the nearest earlier deed of the same footing that tells the role, and the first one of the lead."""
    if role in ("actor", "attribution"):
        return [i for i in before if role in told.get(i, {}) and triggers[here].sentence - triggers[i].sentence < _REACH][-1:]
    fit = [i for i in before if role in told.get(i, {}) and set(triggers[i].aux) == set(triggers[here].aux)]
    near = next((i for i in reversed(fit) if triggers[here].sentence - triggers[i].sentence <= _REACH), None)
    lead = next((i for i in fit if 0 < triggers[i].sentence <= _LEAD), None)
    return list(dict.fromkeys(i for i in (near, lead) if i is not None))


def features(
    offer: Offer, language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], told: dict[int, dict[str, list[int]]],
    reader: Sequence[RoleLink],
) -> dict[str, float]:  # fmt: skip
    """Return what speaks for and against carrying a day or place over."""
    here, source = triggers[offer.trigger], triggers[offer.source]
    said = next((x for x in reader if x.trigger == offer.trigger and x.mention == offer.mention), None)
    p = min(0.99, max(0.05, said.score)) if said and said.role == offer.role else 0.05
    gap = here.sentence - source.sentence
    mine, theirs = told.get(offer.trigger, {}), told.get(offer.source, {})
    return {
        "bias": 1.0, "reader": math.log(p / (1 - p)), "reader otherwise": float(said is not None and said.role != offer.role),
        "one sentence": float(gap == 0), "next sentence": float(gap == 1), "gap": math.log1p(gap), "lead": float(source.sentence <= _LEAD),
        "same actor": float(_share(mine, theirs, mentions, language)), "nobody": float("actor" not in mine),
        "verbal": float(here.event_type in VERBAL), "same type": float(here.event_type == source.event_type),
        "meeting before": float(source.event_type == "CONSULT"), "news": float(not here.aux), "repeats": here.repeats,
        "told else": float(any(r in mine for r in ("time", "location") if r != offer.role)), "has recipient": float("recipient" in mine),
        "same aux": float(set(here.aux) == set(source.aux)), f"type {here.event_type}": 1.0,
    }  # fmt: skip


def _share(mine: dict[str, list[int]], theirs: dict[str, list[int]], mentions: Sequence[Mention], language: str) -> bool:
    """Tell whether somebody acts in both deeds."""
    words = [
        {w for r in ("actor", "recipient") for i in side.get(r, ()) for w in fold(mentions[i].text, language).split() if len(w) > 2}
        for side in (mine, theirs)
    ]
    return bool(words[0] & words[1])


def by_trigger(links: Sequence[RoleLink], mentions: Sequence[Mention]) -> dict[int, dict[str, list[int]]]:
    """Return the fillers of each trigger by role, without times that tell no day."""
    out: dict[int, dict[str, list[int]]] = {}
    for link in links:
        if link.role != "time" or dated(mentions[link.mention]):
            out.setdefault(link.trigger, {}).setdefault(link.role, []).append(link.mention)
    return out


def dated(mention: Mention) -> bool:
    """Tell whether the time grammar reads a mention: 'in the evening' alone tells no day."""
    return any(e.source == "grammar" for e in mention.why)


def _warranted(
    offer: Offer, language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], told: dict[int, dict[str, list[int]]]
) -> bool:
    """Without the reader: the day within one sentence, day and place in the same speaker's next words."""
    here, source = triggers[offer.trigger], triggers[offer.source]
    gap = here.sentence - source.sentence
    if gap == 0 or offer.role in ("actor", "attribution"):
        return offer.role == "time"
    mine = told.get(offer.trigger, {})
    goes_on = "actor" not in mine or _share(mine, told.get(offer.source, {}), mentions, language)
    return gap == 1 and here.event_type in VERBAL and "actor" in told.get(offer.source, {}) and goes_on
