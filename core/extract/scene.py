"""One place for what goes on in one sentence or the next: protesters march to the parliament, some break in, the police disperse them.

Takes: links, mentions and triggers. Gives: the links, with the place of a protest for the deeds of force around it, and the reverse,
that tell none. Known limit: only where a protest is among the deeds; two attacks in one sentence may be of two places.
"""

from collections.abc import Sequence

from core.model import Evidence, Mention, RoleLink, Trigger

_CROWD = frozenset(("PROTEST", "ASSAULT", "COERCE"))
_SCORE = 0.5
_PLACES = ("GPE", "LOC", "FAC")


def whole_scene(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """Return the links with those places that a protest shares with what goes on beside it."""
    placed: dict[int, list[RoleLink]] = {}
    days: dict[int, set[str]] = {}
    for link in links:
        if link.role == "location":
            placed.setdefault(link.trigger, []).append(link)
        elif link.role == "time":
            days.setdefault(link.trigger, set()).add(mentions[link.mention].text)
    out = list(links)
    order = sorted((i for i, t in enumerate(triggers) if t.event_type in _CROWD), key=lambda i: triggers[i].span)
    for here in order:
        if here in placed:
            continue
        near = [i for i in order if i in placed and _goes_on(triggers[here], triggers[i], mentions)]
        near = [i for i in near if not (days.get(i) and days.get(here) and days[i].isdisjoint(days[here]))]
        if near:
            source = min(near, key=lambda i: abs(triggers[i].span.start - triggers[here].span.start))
            placed[here] = [_shared(link, here, mentions[link.mention]) for link in placed[source]]
            out += placed[here]
    return out


def _shared(link: RoleLink, here: int, place: Mention) -> RoleLink:
    why = (Evidence("document", "place of what goes on in the same passage", _SCORE, place.span),)
    return RoleLink(trigger=here, mention=link.mention, role="location", score=_SCORE, why=why)


def _goes_on(here: Trigger, other: Trigger, mentions: Sequence[Mention]) -> bool:
    """Tell whether one of two deeds is a protest, and the later one goes on with it: in its sentence, or in the next without a place."""
    if "PROTEST" not in (here.event_type, other.event_type) or set(here.aux) != set(other.aux):
        return False
    gap = here.sentence - other.sentence
    if gap == 0:
        low, high = sorted((here.span, other.span))
        return not any(m.kind in _PLACES and m.named and low.end <= m.span.start < high.start for m in mentions if here.span > other.span)
    own = (m for m in mentions if m.sentence == here.sentence and m.kind in _PLACES and m.named)
    return gap == 1 and not any(own)
