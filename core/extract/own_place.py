"""Each deed its own place: of two deeds in one sentence the retaliation is not where the attack was.

Takes: weighed links, mentions and triggers. Gives: the links without places that are another deed's, where a deed has one of its own.
Known limit: judged by likelihood and order; a place that no deed has for its own stays with all.
"""

from collections.abc import Sequence

from core.model import Mention, RoleLink, Trigger

_CLEAR = 0.2
"""How much likelier it must be that the other deed was there, where the place stands between both."""


def own_places(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """Return the links, of a deed's several places those that no other deed has a better claim to, if any."""
    by_place: dict[int, list[RoleLink]] = {}
    by_deed: dict[int, list[RoleLink]] = {}
    for link in links:
        if link.role == "location":
            by_place.setdefault(link.mention, []).append(link)
            by_deed.setdefault(link.trigger, []).append(link)
    dropped: set[int] = set()
    for told in by_deed.values():
        claimed = {id(x) for x in told if any(_better(y, x, mentions, triggers) for y in by_place[x.mention] if y is not x)}
        if len(claimed) < len(told):
            dropped |= claimed
    return [x for x in links if id(x) not in dropped]


def _better(other: RoleLink, mine: RoleLink, mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> bool:
    """Tell whether another deed is clearly likelier to have a place that stands between both."""
    place, here, there = mentions[mine.mention].span, triggers[mine.trigger].span, triggers[other.trigger].span
    return (here < place < there or there < place < here) and other.score - mine.score > _CLEAR
