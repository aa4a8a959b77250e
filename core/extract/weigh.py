"""How likely a mention plays a role, from what the reader and the rules say of it: a small logistic model for each role.

Takes: the links of both, mentions and triggers. Gives: each proposed link with its probability. Uses: resources/models/links.json,
fitted by tools/train/fit_links.py on articles that the reader was not trained on. Known limit: a link that neither proposes is not
weighed.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from core.extract.craft import is_craft
from core.extract.fitted import fitted, log_odds, probability
from core.model import Mention, RoleLink, Trigger
from core.ontology import VERBAL
from core.resolve.casualty_words import counted

_TWO_SIDED = ("CONSULT", "AGREE", "COOPERATE")
COUNTED = ("killed", "injured")
"""Roles that the grammar of counts finds with its own reason; the rules' word stands for them."""
_SECOND = 0.5
_LEAST = 0.05
"""A belief below this is taken as this."""
PERPETRATOR = 0.62
"""Nobody is named as an attacker who is not more likely than not: a false one is worse than none."""
_PEOPLE = ("PERSON", "ORG", "GROUP", "GPE", "TITLE", "FAC")
FILLS = {
    "actor": _PEOPLE, "recipient": _PEOPLE, "attribution": _PEOPLE, "location": ("GPE", "LOC", "FAC", "ORG"), "time": ("TIME",),
    "weapon": ("WEAPON",), "killed": ("NUMBER", "GROUP", "PERSON"), "injured": ("NUMBER", "GROUP", "PERSON"),
}  # fmt: skip
"""The kinds of mention that may fill a role."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A role of one mention for one trigger, and who proposes it; ``rank`` counts likelier fillers by the reader."""

    trigger: int
    mention: int
    role: str
    reader: RoleLink | None
    rule: RoleLink | None
    reader_other: bool
    rule_other: bool
    rank: int

    def link(self, score: float) -> RoleLink:
        """Return the proposal as a link with all its evidence."""
        told = [x for x in (self.reader, self.rule) if x]
        return replace(told[0], score=score, why=tuple(e for x in told for e in x.why))


def proposals(rules: Sequence[RoleLink], reader: Sequence[RoleLink], mentions: Sequence[Mention]) -> list[Proposal]:
    """Return every role that somebody proposes for a mention of a kind that may fill it, in order of trigger and mention."""
    by_reader = {(x.trigger, x.mention): _as_counted(x, mentions[x.mention]) for x in reader}
    by_rule: dict[tuple[int, int], RoleLink] = {}
    for link in rules:
        by_rule.setdefault((link.trigger, link.mention), link)
    better: dict[tuple[int, str], list[float]] = {}
    for link in by_reader.values():
        better.setdefault((link.trigger, link.role), []).append(link.score)
    out = []
    for pair in sorted(by_reader.keys() | by_rule.keys()):
        one, other = by_reader.get(pair), by_rule.get(pair)
        for role in dict.fromkeys(x.role for x in (one, other) if x and mentions[pair[1]].kind in FILLS[x.role]):
            mine = one if one and one.role == role else None
            ruled = other if other and other.role == role else None
            score = mine.score if mine else 0.0
            rank = sum(s > score for s in better.get((pair[0], role), ()))
            out.append(Proposal(*pair, role, mine, ruled, bool(one and not mine), bool(other and not ruled), rank))
    return out


def _as_counted(link: RoleLink, figure: Mention) -> RoleLink:
    """Return a link of a figure with what the grammar of counts read it to count: the reader often takes injured for killed."""
    read = counted(figure)
    return replace(link, role=read.pop()) if link.role in COUNTED and len(read) == 1 else link


def features(proposal: Proposal, trigger: Trigger, mention: Mention, rivals: dict[str, float]) -> dict[str, float]:
    """Return what speaks for and against a proposal; ``rivals`` as ``all_rivals`` gives them."""
    far = abs(trigger.sentence - mention.sentence)
    kind = "two-sided" if trigger.event_type in _TWO_SIDED else "verbal" if trigger.event_type in VERBAL else "deed"
    return {
        "bias": 1.0, "reader": _belief(proposal), "mention": log_odds(mention.score, _LEAST),
        "reader silent": float(proposal.reader is None),
        "reader otherwise": float(proposal.reader_other), "rule": float(proposal.rule is not None),
        "rule sure": float(proposal.rule is not None and proposal.rule.score >= 0.6), "rule otherwise": float(proposal.rule_other),
        "second": float(proposal.rank == 1), "later": float(proposal.rank > 1), "near": float(far == 1), "far": math.log1p(max(0, far - 1)),
        "behind": float(mention.sentence > trigger.sentence), "unnamed": float(not mention.named),
        f"kind {mention.kind}": 1.0, f"event {kind}": 1.0, f"rule {kind}": float(proposal.rule is not None),
    } | rivals  # fmt: skip


def _belief(proposal: Proposal) -> float:
    """Return the reader's score as log odds."""
    return log_odds(proposal.reader.score if proposal.reader else 0.0, _LEAST)


def all_rivals(found: Sequence[Proposal], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[dict[str, float]]:
    """Return of each proposal what else is proposed: longer mentions around its own for the same trigger ('inside'), other fillers of
    the role ('margin', 'alone'), and the mention's like role in other deeds, likelier ('elsewhere') or closer by ('elsewhere nearer').
    """
    by_filler: dict[tuple[int, str], list[Proposal]] = {}
    by_role: dict[tuple[int, str], list[Proposal]] = {}
    for p in found:
        by_filler.setdefault((p.mention, p.role), []).append(p)
        by_role.setdefault((p.trigger, p.role), []).append(p)
    out = []
    for p, inside in zip(found, _insides(found, mentions), strict=True):
        at, mine = mentions[p.mention].span.start, _belief(p)
        distance = abs(triggers[p.trigger].span.start - at)
        deeds = [q for q in by_filler[p.mention, p.role] if q is not p]
        fillers = [_belief(q) for q in by_role[p.trigger, p.role] if q is not p and q.reader]
        out.append({
            "inside": float(inside),
            "elsewhere": float(any(_belief(q) > mine for q in deeds)),
            "elsewhere nearer": float(any(abs(triggers[q.trigger].span.start - at) < distance for q in deeds)),
            "margin": mine - max(fillers, default=log_odds(0.0, _LEAST)),
            "alone": float(not fillers),
        })  # fmt: skip
    return out


def _insides(found: Sequence[Proposal], mentions: Sequence[Mention]) -> list[bool]:
    """Tell of each proposal whether a longer mention around its own is proposed for the same trigger."""
    by_trigger: dict[int, list[int]] = {}
    for p in found:
        by_trigger.setdefault(p.trigger, []).append(p.mention)
    spans = {t: [mentions[m].span for m in held] for t, held in by_trigger.items()}
    return [any(s.encloses(mentions[p.mention].span) for s in spans[p.trigger]) for p in found]


def weigh(
    rules: Sequence[RoleLink], reader: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]
) -> list[RoleLink]:
    """Return the links that are likely enough; a mention keeps its likeliest role for a trigger."""
    weights, thresholds = fitted("links", "weights", "thresholds")
    found = proposals(rules, reader, mentions)
    best: dict[tuple[int, int], RoleLink] = {}
    for proposal, rivals in zip(found, all_rivals(found, mentions, triggers), strict=True):
        row = features(proposal, triggers[proposal.trigger], mentions[proposal.mention], rivals)
        score = probability(weights[proposal.role], row)
        pair = (proposal.trigger, proposal.mention)
        wanted = thresholds[proposal.role]
        if proposal.role == "actor" and triggers[proposal.trigger].event_type == "ASSAULT" and not is_craft(mentions[proposal.mention]):
            wanted = max(wanted, PERPETRATOR)
        if score >= wanted and (pair not in best or best[pair].score < score):
            best[pair] = proposal.link(round(score, 3))
    return _one_phrase(list(best.values()), triggers)


def likeliest(links: Iterable[RoleLink], key: Callable[[RoleLink], Hashable]) -> dict[Hashable, float]:
    """Return the highest score among the links of each key."""
    best: dict[Hashable, float] = {}
    for link in links:
        best[key(link)] = max(best.get(key(link), 0.0), link.score)
    return best


def _one_phrase(links: list[RoleLink], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """A clause has one subject and one object: a second filler, unless of a two-sided act, must be likelier than not."""
    top = likeliest(links, lambda x: (x.trigger, x.role))
    return [
        x
        for x in links
        if x.role not in ("actor", "recipient")
        or triggers[x.trigger].event_type in _TWO_SIDED
        or x.score >= min(_SECOND, top[x.trigger, x.role])
    ]
