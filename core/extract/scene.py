"""One place for what goes on in one sentence or the next: protesters march to the parliament, some break in, the police disperse them.

Takes: links, mentions and triggers. Gives: the links, with the place of a protest for the deeds of force around it, and the reverse,
that tell none; what was done 'at the scene' has the place of the attack told last. Known limit: else only where
a protest is among the deeds; two attacks in one sentence may be of two places.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from core import lexicon
from core.extract.context import dated
from core.model import PARTIES, PLACES, Document, Evidence, Mention, RoleLink, Trigger
from core.textnorm import fold

_CROWD = frozenset(("PROTEST", "ASSAULT", "COERCE"))
_SCORE = 0.5
_BESIDE = 60
"""Characters beside a deed in which stands that it was done at the scene."""
_CLAUSE = r"[.;!?؟؛\n]"


def whole_scene(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """Return the links with those places that a protest shares with what goes on beside it."""
    placed: dict[int, list[RoleLink]] = {}
    days: dict[int, set[str]] = {}
    actors: dict[int, set[int]] = {}
    for link in links:
        if link.role == "location":
            placed.setdefault(link.trigger, []).append(link)
        elif link.role == "time" and dated(mentions[link.mention]):
            days.setdefault(link.trigger, set()).add(mentions[link.mention].text)
        elif link.role == "actor":
            actors.setdefault(link.trigger, set()).add(link.mention)
    out = list(links)
    places = _places(mentions)
    order = sorted(range(len(triggers)), key=lambda i: triggers[i].span)
    for here in order:
        if here in placed:
            continue
        near = [
            i for i in order
            if i in placed and _goes_on(triggers[here], triggers[i], places)
            and _same_day(days.get(here, set()), days.get(i, set()), triggers[here].sentence - triggers[i].sentence)
            and (triggers[here].event_type in _CROWD or actors.get(here, set()) & actors.get(i, set()))
        ]  # fmt: skip
        if near:
            source = min(near, key=lambda i: abs(triggers[i].span.start - triggers[here].span.start))
            placed[here] = [_shared(link, here, mentions[link.mention]) for link in placed[source]]
            out += placed[here]
    return out


def on_the_scene(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], document: Document) -> list[RoleLink]:
    """Return the links with the place of the attack told before for what was done 'at the scene'."""
    told: dict[int, list[RoleLink]] = {}
    for link in links:
        if link.role == "location":
            told.setdefault(link.trigger, []).append(link)
    out = list(links)
    for here, deed in enumerate(triggers):
        if here in told or not _at_the_scene(deed, document):
            continue
        before = [i for i in told if triggers[i].event_type == "ASSAULT" and triggers[i].span < deed.span and triggers[i].sentence]
        if before:
            source = max(before, key=lambda i: triggers[i].span)
            out += [_shared(link, here, mentions[link.mention]) for link in told[source]]
    return out


def _at_the_scene(deed: Trigger, document: Document) -> bool:
    """Tell whether the words beside a deed say that it was done where the attack was."""
    text = document.text
    before, behind = (
        re.split(_CLAUSE, part)
        for part in (text[max(0, deed.span.start - _BESIDE) : deed.span.start], text[deed.span.end : deed.span.end + _BESIDE])
    )
    around = (fold(before[-1], document.language), fold(behind[0], document.language))
    return any(_on_the_spot(document.language).search(part) for part in around)


@lru_cache(maxsize=4)
def _on_the_spot(language: str) -> re.Pattern[str]:
    forms = lexicon.table(language, "places").get("scene", {}).get("words", ())
    return re.compile(rf"(?<!\w){lexicon.any_of(fold(w, language) for w in forms)}(?!\w)")


def _shared(link: RoleLink, here: int, place: Mention) -> RoleLink:
    why = (Evidence("document", "place of what goes on in the same passage", _SCORE, place.span),)
    return RoleLink(trigger=here, mention=link.mention, role="location", score=_SCORE, why=why)


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the places named by themselves, not in the name of a body ('the security forces of Iraq')."""
    bodies = [m.span for m in mentions if m.kind in PARTIES and m.kind != "GPE"]
    return [m for m in mentions if m.kind in PLACES and m.named and not any(b.encloses(m.span) for b in bodies)]


def _same_day(mine: set[str], other: set[str], gap: int) -> bool:
    """Tell whether no day sets two deeds apart; a sentence with a day of its own goes on with nothing."""
    return not mine or bool(mine & other) or gap == 0 and not other


def _goes_on(here: Trigger, other: Trigger, places: Sequence[Mention]) -> bool:
    """Tell whether one of two deeds is a protest, and the later one goes on with it: in its sentence, or in the next without a place.

    A demand goes on with a protest in its own sentence.
    """
    if "PROTEST" not in (here.event_type, other.event_type) or set(here.aux) != set(other.aux) or other.event_type not in _CROWD:
        return False
    gap = here.sentence - other.sentence
    if gap == 0:
        low, high = sorted((here.span, other.span))
        return here.span < other.span or not any(low.end <= m.span.start < high.start for m in places)
    return gap == 1 and here.event_type in _CROWD and not any(m.sentence == here.sentence for m in places)
