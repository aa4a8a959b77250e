"""Carry the day, the place, the actor and the teller that a passage has told over to the deeds that follow in it.

Takes: mentions, triggers and links. Gives: the links and those that the passage warrants; every carried link says so. With the
reader a fitted model weighs each (resources/models/links.json, by tools/train/fit_links.py); without it only the day of the clause
before, and the day and place of the same speaker's act just before, are carried.
Known limit: nothing is carried backwards, and never between background, plans and the news itself.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.extract.fitted import fitted, log_odds, probability
from core.model import PLACE_TOLD_BEFORE, Evidence, Mention, RoleLink, Trigger
from core.ontology import FORCE, SAID, TALKS
from core.textnorm import fold

ROLES = ("time", "location", "actor", "attribution")
CARRIED = 0.55
_REACH = 3
"""Sentences back from which a day or a place may still hold; the lead's holds from everywhere."""
_LEAD = 2
_WORDS = {"time": "day", "actor": "actor", "attribution": "teller"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A day, place or actor of an earlier deed (``source``) that may hold for ``trigger`` too; ``mention`` is the first filler."""

    trigger: int
    source: int
    mention: int
    role: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What an article tells so far: ``told`` the fillers of each trigger by role, ``said`` the reader's word on (trigger, mention)."""

    language: str
    mentions: Sequence[Mention]
    triggers: Sequence[Trigger]
    told: Mapping[int, Mapping[str, list[int]]]
    said: Mapping[tuple[int, int], RoleLink]

    @classmethod
    def of(
        cls, language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], reader: Sequence[RoleLink]
    ) -> "Passage":
        """Gather the links, without times that tell no day."""
        told: dict[int, dict[str, list[int]]] = {}
        for link in links:
            if link.role != "time" or dated(mentions[link.mention]):
                told.setdefault(link.trigger, {}).setdefault(link.role, []).append(link.mention)
        return cls(language, mentions, triggers, told, {(x.trigger, x.mention): x for x in reader})

    def roles(self, trigger: int) -> Mapping[str, list[int]]:
        """Return the fillers of a trigger by role."""
        return self.told.get(trigger, {})


def carry(
    language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], reader: Sequence[RoleLink] = ()
) -> list[RoleLink]:
    """Return the links with those carried from an earlier deed."""
    passage = Passage.of(language, mentions, triggers, links, reader)
    weights, thresholds = fitted("links", "weights", "thresholds")
    best: dict[tuple[int, str], tuple[float, Offer]] = {}
    for offer in offers(passage):
        if reader:
            name = f"carried {offer.role}"
            score, wanted = probability(weights[name], features(offer, passage)), thresholds[name]
        else:
            score, wanted = (CARRIED if _warranted(offer, passage) else 0.0), CARRIED
        place = (offer.trigger, offer.role)
        if score >= wanted and score > best.get(place, (0.0, None))[0]:
            best[place] = (score, offer)
    return [*links, *(x for score, offer in best.values() for x in _links(offer, round(score, 3), passage))]


def _links(offer: Offer, score: float, passage: Passage) -> list[RoleLink]:
    """Return the carried link; actors and tellers go over together, except who plays another part."""
    fillers = passage.roles(offer.source)[offer.role] if offer.role in ("actor", "attribution") else [offer.mention]
    taken = {m for role in ("actor", "recipient") for m in passage.roles(offer.trigger).get(role, ())}
    reason = PLACE_TOLD_BEFORE if offer.role == "location" else f"{_WORDS[offer.role]} of a deed told before"
    return [
        RoleLink(
            trigger=offer.trigger, mention=m, role=offer.role, score=score,
            why=(Evidence("document", reason, score, passage.mentions[m].span),),
        )
        for m in fillers
        if m not in taken
    ]  # fmt: skip


def offers(passage: Passage) -> list[Offer]:
    """Return, for each deed without a day, place, actor or teller, those of the nearest deeds before it and of the lead."""
    order = sorted(range(len(passage.triggers)), key=lambda i: passage.triggers[i].span)
    out = []
    for at, here in enumerate(order):
        for role in ROLES:
            if role not in passage.roles(here):
                sources = _sources(order[:at], here, role, passage)
                out += [Offer(here, source, passage.roles(source)[role][0], role) for source in sources]
    return [o for o in out if o.role != "location" or _one_scene(o, passage)]


def _one_scene(offer: Offer, passage: Passage) -> bool:
    """Tell whether two deeds can have one place: nobody talks where force was used, unless protesters speak, nor the reverse."""
    here, source = (passage.triggers[i].event_type for i in (offer.trigger, offer.source))
    if here in FORCE and source in TALKS:
        return False
    return not (here in TALKS and source in FORCE) or source == "PROTEST" and _share(offer, passage)


def _sources(before: Sequence[int], here: int, role: str, passage: Passage) -> list[int]:
    """Return the nearest earlier deed of the same footing that tells the role, and the first one of the lead."""
    triggers = passage.triggers
    telling = [i for i in before if role in passage.roles(i)]
    if role in ("actor", "attribution"):
        return [i for i in telling if triggers[here].sentence - triggers[i].sentence < _REACH][-1:]
    fit = [i for i in telling if set(triggers[i].aux) == set(triggers[here].aux)]
    near = next((i for i in reversed(fit) if triggers[here].sentence - triggers[i].sentence <= _REACH), None)
    lead = next((i for i in fit if 0 < triggers[i].sentence <= _LEAD), None)
    return list(dict.fromkeys(i for i in (near, lead) if i is not None))


def features(offer: Offer, passage: Passage) -> dict[str, float]:
    """Return what speaks for and against carrying a filler over."""
    here, source = passage.triggers[offer.trigger], passage.triggers[offer.source]
    said = passage.said.get((offer.trigger, offer.mention))
    gap = here.sentence - source.sentence
    mine = passage.roles(offer.trigger)
    return {
        "bias": 1.0, "reader": log_odds(said.score if said and said.role == offer.role else 0.0, 0.05),
        "reader otherwise": float(said is not None and said.role != offer.role),
        "one sentence": float(gap == 0), "next sentence": float(gap == 1), "gap": math.log1p(gap), "lead": float(source.sentence <= _LEAD),
        "same actor": float(_share(offer, passage)), "nobody": float("actor" not in mine),
        "verbal": float(here.event_type in SAID), "same type": float(here.event_type == source.event_type),
        "meeting before": float(source.event_type == "CONSULT"), "news": float(not here.aux), "repeats": here.repeats,
        "told else": float(any(r in mine for r in ("time", "location") if r != offer.role)), "has recipient": float("recipient" in mine),
        "same aux": float(set(here.aux) == set(source.aux)), f"type {here.event_type}": 1.0,
    }  # fmt: skip


def _share(offer: Offer, passage: Passage) -> bool:
    """Tell whether somebody takes part in both deeds."""
    words = [
        {
            w
            for role in ("actor", "recipient")
            for i in passage.roles(side).get(role, ())
            for w in fold(passage.mentions[i].text, passage.language).split()
            if len(w) > 2
        }
        for side in (offer.trigger, offer.source)
    ]
    return bool(words[0] & words[1])


def dated(mention: Mention) -> bool:
    """Tell whether the time grammar reads a mention: 'in the evening' alone tells no day."""
    return any(e.source == "grammar" for e in mention.why)


def _warranted(offer: Offer, passage: Passage) -> bool:
    """Without the reader: the day within one sentence, day and place in the same speaker's next words."""
    here, source = passage.triggers[offer.trigger], passage.triggers[offer.source]
    gap = here.sentence - source.sentence
    if gap == 0 or offer.role in ("actor", "attribution"):
        return offer.role == "time"
    goes_on = "actor" not in passage.roles(offer.trigger) or _share(offer, passage)
    return gap == 1 and here.event_type in SAID and "actor" in passage.roles(offer.source) and goes_on
