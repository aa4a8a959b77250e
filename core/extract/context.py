"""Carry what a passage has already told over to the deeds that follow in it.

Takes: mentions, triggers and links. Gives: the links and those that the passage warrants: the day of the clause before in one
sentence, and for a verbal act the day and place of the same speaker's act just before. Every carried link says so.
Known limit: nothing is carried backwards, and never between background, plans and the news itself.
"""

from collections.abc import Sequence

from core.model import Evidence, Mention, RoleLink, Trigger
from core.textnorm import fold

VERBAL = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE")
CARRIED = 0.55


def carry(language: str, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink]) -> list[RoleLink]:
    """Return the links with those carried from the clause or the act before."""
    out = list(links)
    by_trigger: dict[int, dict[str, list[int]]] = {}
    for link in out:
        by_trigger.setdefault(link.trigger, {}).setdefault(link.role, []).append(link.mention)
    order = sorted(range(len(triggers)), key=lambda i: triggers[i].span)
    for before, here in zip(order, order[1:], strict=False):
        for role, reason in _warranted(
            triggers[before], triggers[here], _told(by_trigger.get(before, {}), mentions), _told(by_trigger.get(here, {}), mentions),
            mentions, language,
        ):  # fmt: skip
            for mention in _told(by_trigger[before], mentions)[role]:
                why = (Evidence("document", reason, CARRIED, mentions[mention].span),)
                out.append(RoleLink(trigger=here, mention=mention, role=role, score=CARRIED, why=why))
                by_trigger.setdefault(here, {}).setdefault(role, []).append(mention)
    return out


def dated(mention: Mention) -> bool:
    """Tell whether the time grammar reads a mention: 'in the evening' alone tells no day."""
    return any(e.source == "grammar" for e in mention.why)


def _told(roles: dict[str, list[int]], mentions: Sequence[Mention]) -> dict[str, list[int]]:
    """Return the roles without times that tell no day."""
    return {r: kept for r, found in roles.items() if (kept := [m for m in found if r != "time" or dated(mentions[m])])}


def _warranted(before: Trigger, here: Trigger, told: dict, mine: dict, mentions: Sequence[Mention], language: str) -> list[tuple[str, str]]:
    if set(before.aux) != set(here.aux):
        return []
    if before.sentence == here.sentence:
        return [("time", "day of the clause before")] if "time" in told and "time" not in mine else []
    near = here.sentence - before.sentence == 1 and here.event_type in VERBAL
    if not near or not _same_speaker(told.get("actor", ()), mine.get("actor", ()), mentions, language):
        return []
    return [
        (role, f"{word} of the same speaker's act before")
        for role, word in (("time", "day"), ("location", "place"))
        if role in told and role not in mine
    ]


def _same_speaker(before: Sequence[int], here: Sequence[int], mentions: Sequence[Mention], language: str) -> bool:
    """Tell whether the acts share a speaker; an act without one goes on with the speaker before."""
    if not before:
        return False
    names = {w for i in before for w in fold(mentions[i].text, language).split() if len(w) > 2}
    return not here or any(w in names for i in here for w in fold(mentions[i].text, language).split())
