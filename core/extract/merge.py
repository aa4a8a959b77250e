"""Turn linked triggers into event drafts: one draft for a deed however often the article tells it.

Takes: a parsed doc, mentions, triggers, links of any source. Gives: ``EventDraft`` records in order of their first trigger.
Repeated tellings are those of one type whose modes, people, places and times do not contradict: a title and its lead, a
definite 'the attack' later. Missing roles are filled from the other tellings of the same deed, and a word said inside a
meeting, or in reaction to the lead, takes its place and day from there.
Known limits: two like deeds of the same people on one day, told without time or place, are taken for one.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from core.extract.confidence import confidence
from core.extract.identity import Days, Identity
from core.extract.inherit import with_inherited
from core.extract.same_deed import Side, probability, side
from core.extract.sentence import quote_of, views
from core.model import EventDraft, Evidence, Mention, RoleLink, Span, Trigger
from core.resolve.casualty_words import is_killing
from core.textnorm import fold

_VOTED = ("actor", "recipient")
_SUPPORT = 0.5
"""Share of the best supported filler's votes that another one needs."""
_TELLS = 0.25
"""A source is kept that stands with more than this share of a deed's tellings; of many that each stand with one, all are."""
_PLAIN = 0.5
"""Share of the tellings after the title, the first among them, from which on the report tells the deed in its own name."""
_UNNAMED = 0.9
"""A clarity up to this names nobody."""
_NEAR = 90
"""Characters between two words for one deed in a sentence."""
_CARRIED = ("actor", "recipient", "location", "time", "attribution", "weapon", "killed", "injured")


KEPT, SURE = 0.45, 0.7
"""Confidence from which an event is written; one that the headline alone tells must be surer."""
LIKELY = 0.5
"""From this probability on two tellings are taken for one deed."""


@dataclass(slots=True)
class Telling:
    """One trigger with its mentions by role."""

    trigger: Trigger
    quote: Span
    roles: dict[str, list[Mention]] = field(default_factory=dict)
    why: list[Evidence] = field(default_factory=list)
    side: Side | None = None
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    votes: dict[str, dict[Span, tuple[str, float]]] = field(default_factory=dict)
    """For actor and recipient, by the span of a filler: whom it names, and how likely it fills the role."""
    days: Days | None = None
    lasts: bool = False
    """Its time is a stretch, in which the deed went on or was repeated."""
    killing: bool = False
    headline: bool = False
    """Told in the title, which names no sources."""


def drafts(
    doc: Doc, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], identity: Identity
) -> list[EventDraft]:
    """Return the events of a document."""
    document = doc.user_data["document"]
    reader = "reading" in doc.user_data
    judged = [(confidence(g, reader=reader), g) for g in groups(doc, mentions, triggers, links, identity)]
    return with_inherited([_draft(g, score, document.language) for score, g in judged if _told(g, score)], document, identity, mentions)


def groups(
    doc: Doc, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], identity: Identity
) -> list[list[Telling]]:
    """Return the tellings of each deed, the first one first."""
    found: list[list[Telling]] = []
    apart = identity.apart(triggers)
    for telling in _tellings(doc, mentions, triggers, links, identity):
        if not _complete(telling):
            continue
        others = apart.get(telling.trigger.span, set())
        home = _home(telling, [g for g in found if not any(t.trigger.span in others for t in g)])
        if home is not None:
            home.append(telling)
        else:
            found.append([telling])
    return found


def _home(telling: Telling, groups: list[list[Telling]]) -> list[Telling] | None:
    """Return the earlier deed that a telling speaks of: one that the rules are sure of, else the likeliest by the fitted model."""
    possible = [g for g in groups if _may_be(telling, g)]
    certain = next((g for g in reversed(possible) if _same_deed(telling, g)), None)
    if certain is not None:
        return certain
    rivals = [g for g in possible if not _clash(telling.names["recipient"], _all(g, "recipient"))]
    judged = [(probability(telling.side, [t.side for t in g], len(rivals), g is rivals[-1]), g) for g in rivals]
    best = max(judged, key=lambda j: j[0], default=(0.0, None))
    return best[1] if best[0] > LIKELY else None


def _may_be(telling: Telling, group: list[Telling]) -> bool:
    """Tell whether nothing rules out that both are one deed: another type or day, a visit beside a meeting."""
    alike = telling.trigger.event_type == group[0].trigger.event_type
    return alike and not _other_days(telling, group) and not _visit_or_meeting(telling, group)


def _visit_or_meeting(telling: Telling, group: list[Telling]) -> bool:
    """Tell whether one is a visit and the other a meeting with somebody new: the contract keeps these apart."""
    visits = ["visit" in telling.trigger.modes, any("visit" in t.trigger.modes for t in group)]
    met, known = telling.names["actor"], _all(group, "actor")
    return telling.trigger.event_type == "CONSULT" and visits[0] != visits[1] and bool(met ^ known) and bool(met) and bool(known)


def _other_days(telling: Telling, group: list[Telling]) -> bool:
    """Tell whether both tell days and no day is shared."""
    told = [t.days for t in group if t.days]
    return bool(telling.days and told) and not any(_meet(telling.days, d) for d in told)


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _all(group: list[Telling], role: str) -> frozenset[str]:
    return frozenset().union(*(t.names[role] for t in group))


def _tellings(
    doc: Doc, mentions: Sequence[Mention], triggers: Sequence[Trigger], links: Sequence[RoleLink], identity: Identity
) -> list[Telling]:
    by_number = {v.number: v for v in views(doc, mentions)}
    document = doc.user_data["document"]  # a Doc would put its text together anew each time it is asked for it
    titles = [segment.span for segment in document.segments if segment.kind == "title"]
    out = [Telling(t, quote_of(by_number[t.sentence], t.span)) for t in triggers]
    for link in links:
        telling = out[link.trigger]
        mention = mentions[link.mention]
        telling.roles.setdefault(link.role, []).append(mention)
        telling.why.extend(link.why)
        if link.role in _VOTED:
            named = min(identity.names((mention,)), default=fold(mention.text, document.language))
            telling.votes.setdefault(link.role, {})[mention.span] = (named, link.score)
    for telling in out:
        before = document.text[max(0, telling.trigger.span.start - 30) : telling.trigger.span.start].split()
        telling.names = {r: identity.names(telling.roles.get(r, ())) for r in ("actor", "recipient", "location")}
        telling.days = identity.days(telling.roles.get("time", ()), telling.trigger.aux)
        telling.lasts = identity.lasts(telling.roles.get("time", ()), telling.trigger.aux)
        telling.killing = is_killing(telling.trigger.text, document.language)
        telling.headline = any(title.contains(telling.trigger.span) for title in titles)
        telling.side = side(telling.trigger, telling.roles, before[-1] if before else "", document.language)
    return out


def _complete(telling: Telling) -> bool:
    """A telling without any participant is kept only for what needs none (a blast with place, a count)."""
    roles = telling.roles
    if "actor" in roles or "recipient" in roles:
        return True
    return telling.trigger.event_type in ("ASSAULT", "COERCE", "PROTEST", "RETREAT", "CONSULT", "AGREE", "SANCTION", "CONCEDE") and bool(
        {"location", "killed", "injured", "time"} & set(roles)
    )


def _told(group: list[Telling], score: float) -> bool:
    """Keep what is likely enough; a deed of the headline alone must say who did it and more."""
    only_headline = all(t.trigger.sentence == 0 for t in group) and len(group[0].roles) < 2
    return score >= (SURE if only_headline else KEPT)


def _clash(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _same_deed(telling: Telling, group: list[Telling]) -> bool:
    """Tell whether the rules are sure that a telling, which may be of a deed, is of it."""
    first = group[0]
    if ("negation" in telling.trigger.aux) != ("negation" in first.trigger.aux):
        return False
    if _victim(telling, group):
        return True
    if _clash(frozenset(telling.trigger.modes), frozenset(m for t in group for m in t.trigger.modes)):
        return False
    mine, theirs = telling.names, {r: _all(group, r) for r in telling.names}
    shared = sum(bool(mine[r] & theirs[r]) for r in mine) + bool(telling.days and any(t.days for t in group))
    if _headline(telling, first) and shared:
        return True
    if _clash(mine["actor"], theirs["actor"]) or _clash(mine["recipient"], theirs["recipient"]):
        return False
    if any(t.trigger.sentence == telling.trigger.sentence for t in group):
        return _same_sentence(telling, group, shared)
    if _clash(mine["location"], theirs["location"]):
        return False
    same_actor = bool(mine["actor"] & theirs["actor"])
    if "visit" in telling.trigger.modes and same_actor:
        return True
    repeats, bare = telling.trigger.repeats, sum(map(bool, mine.values())) + bool(telling.days) <= 1
    return shared >= 2 or (repeats >= 0.5 and (bare or shared >= 1)) or (repeats >= 0.3 and same_actor and not mine["location"])


def _victim(telling: Telling, group: list[Telling]) -> bool:
    """Tell whether an attack and the killing that it was stand in one sentence ('shot down an airliner, killing 176')."""
    near = [t for t in group if _near(telling, t)]
    if telling.trigger.event_type != "ASSAULT" or not near:
        return False
    if telling.names["recipient"] & _all(near, "recipient"):
        return True
    return telling.killing != any(t.killing for t in near) and not _clash(telling.names["actor"], _all(near, "actor"))


def _near(one: Telling, other: Telling) -> bool:
    return one.trigger.sentence == other.trigger.sentence and abs(one.trigger.span.start - other.trigger.span.start) < _NEAR


def _headline(telling: Telling, first: Telling) -> bool:
    """The title tells what one of the first sentences tells."""
    return first.trigger.sentence == 0 and 0 < telling.trigger.sentence <= 4


def _same_sentence(telling: Telling, group: list[Telling], shared: int) -> bool:
    """In one sentence a second word for the deed ('a strike that killed …') is the same deed, a second verb another."""
    near = any(_near(telling, t) for t in group)
    if telling.trigger.event_type == "ASSAULT":
        return near
    return near and (shared >= 1 or not telling.roles.get("actor"))


def _draft(group: list[Telling], score: float, language: str) -> EventDraft:
    roles: dict[str, tuple[Mention, ...]] = {}
    for role in _CARRIED:
        chosen = fillers(group, role, language)
        if chosen:
            roles[role] = tuple(chosen)
    actors = {m.span for m in roles.get("actor", ())}
    if "recipient" in roles:
        left = tuple(m for m in roles["recipient"] if m.span not in actors)
        roles = {k: v for k, v in (roles | {"recipient": left}).items() if v}
    best = max(group, key=lambda t: t.trigger.score)
    roles = _both_sides(best.trigger.event_type, roles, group)
    modes = tuple(dict.fromkeys(m for t in group for m in t.trigger.modes))
    if "phone" in modes:
        roles.pop("location", None)  # a call has two places and happens at neither
    quotes = tuple(dict.fromkeys(t.quote for t in group))
    return EventDraft(
        event_type=best.trigger.event_type,
        triggers=tuple(t.trigger for t in group),
        quotes=quotes,
        roles=roles,
        modes=modes,
        aux=_aux(group),
        score=score,
        why=tuple(e for t in group for e in (*t.trigger.why, *t.why)),
    )


def _both_sides(event_type: str, roles: dict[str, tuple[Mention, ...]], group: list[Telling]) -> dict[str, tuple[Mention, ...]]:
    """Those who meet all act; only a visit has a host who receives (the contract's reading of two-sided acts)."""
    visit = any("visit" in t.trigger.modes for t in group)
    if event_type != "CONSULT" or visit or "recipient" not in roles:
        return roles
    return {k: v for k, v in roles.items() if k != "recipient"} | {"actor": (*roles.get("actor", ()), *roles["recipient"])}


def fillers(group: list[Telling], role: str, language: str) -> list[Mention]:
    """Return a role's fillers: actors and recipients by election, tellers who tell it often, else those of the telling that names best."""
    if role == "attribution":
        return _tellers(group, language)
    having = [t for t in group if t.roles.get(role)]
    if not having:
        return []
    if role in _VOTED and len(having) > 1:
        return _elected(having, role)
    if role == "time":
        return having[0].roles[role] if having[0].lasts else min(having, key=_width).roles[role]
    if role == "location":
        having = [t for t in having if not t.headline] or having  # a headline's grammar is too terse for places
    return max(having, key=lambda t: (_clarity(t.roles[role]), -having.index(t))).roles[role]


def _width(telling: Telling) -> int:
    """Return how many days a telling leaves open: of two tellings that agree the narrower one says more ('last week', 'on Thursday')."""
    return (telling.days[1] - telling.days[0]).days if telling.days else sys.maxsize


def _tellers(group: list[Telling], language: str) -> list[Mention]:
    """Return the sources of a deed in the order in which they are told first; none where the report itself tells it."""
    body = [t for t in group if not t.headline]
    plain = [t for t in body if not t.roles.get("attribution")]
    if len(body) > 2 and plain[:1] == body[:1] and len(plain) >= _PLAIN * len(body):
        return []
    first: dict[str, Mention] = {}
    told: Counter[str] = Counter()
    for telling in group:
        own = {fold(m.text, language): m for m in telling.roles.get("attribution", ())}
        told.update(own.keys())
        first = own | first
    often = [first[name] for name in told if told[name] > _TELLS * len(group)]
    return often if often or len(told) < 2 else [first[name] for name in told]


def _elected(having: list[Telling], role: str) -> list[Mention]:
    """Return whom the tellings that name somebody agree on: one that a single telling adds to what the others say is left out."""
    naming = [t for t in having if _clarity(t.roles[role]) > _UNNAMED] or having
    support: dict[str, float] = {}
    for telling in naming:
        own: dict[str, float] = {}
        for named, score in telling.votes[role].values():
            own[named] = max(own.get(named, 0.0), score)
        for named, score in own.items():
            support[named] = support.get(named, 0.0) + score
    least = _SUPPORT * max(support.values())
    out: dict[str, Mention] = {}
    for telling in sorted(naming, key=lambda t: -_clarity(t.roles[role])):
        for mention in telling.roles[role]:
            named = telling.votes[role][mention.span][0]
            if support[named] >= least:
                out.setdefault(named, mention)
    return list(out.values())


def _clarity(mentions: Sequence[Mention]) -> float:
    named = sum(m.named and m.kind != "TITLE" for m in mentions)
    return named + 0.1 * len(mentions) - sum(0.5 for m in mentions if any(e.reason == "adjective of origin" for e in m.why))


def _aux(group: list[Telling]) -> tuple[str, ...]:
    """Once a telling shows the deed done, it is neither planned nor feared."""
    all_aux = [set(t.trigger.aux) for t in group]
    kept = set().union(*all_aux)
    if any(not a & {"future", "hypothetical"} for a in all_aux):
        kept -= {"future", "hypothetical"}
    if any("historical" not in a for a in all_aux):
        kept -= {"historical"}
    return tuple(a for a in ("historical", "future", "hypothetical", "negation") if a in kept)
