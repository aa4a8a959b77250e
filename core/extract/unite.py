"""Unite what the lexicons and the reader found, and weigh them where they differ.

Takes: mentions, triggers and links of both. Gives: one list of each; ``why`` keeps the evidence of all who agreed.
Grammar is trusted for times and counts, the knowledge base for names it knows in full, the reader for the rest.
Known limit: weights are fixed, not learnt; ``confidence`` is calibrated afterwards.
"""

from collections.abc import Callable
from dataclasses import replace

from core.model import Mention, RoleLink, Span, Trigger

EXACT = ("knowledge", "gazetteer")
RULE_ONLY_BELIEF = 0.25
"""A lexicon trigger that the reader gives less than this is dropped: the word is there, the deed is not."""
READER_ONLY_SCORE = 0.6
"""A trigger that no lexicon knows needs this of the reader."""
AGREED = 0.25
"""What a lexicon's agreement adds to the reader's probability of a role."""
RULE_ROLE = 0.35
"""Probability of a role that the rules alone see."""
ROLE_THRESHOLD = 0.5
COUNTED = ("killed", "injured")
"""Roles that the grammar of counts finds with its own reason; the rules' word stands for them."""


def mentions(rules: list[Mention], reader: list[Mention]) -> list[Mention]:
    """Return non-overlapping mentions, in order of their place."""
    if not reader:
        return rules
    ranked = sorted(
        [(_rank(m, by_rule=True), m) for m in rules] + [(_rank(m, by_rule=False), m) for m in reader], key=lambda x: x[0], reverse=True
    )
    kept: list[Mention] = []
    for _, mention in ranked:
        rivals = [i for i, k in enumerate(kept) if k.span.overlaps(mention.span) and not nested(mention, k)]
        if not rivals:
            kept.append(mention)
        elif len(rivals) == 1 and kept[rivals[0]].span == mention.span:
            kept[rivals[0]] = replace(kept[rivals[0]], why=kept[rivals[0]].why + mention.why, named=kept[rivals[0]].named and mention.named)
    return sorted(kept, key=lambda m: m.span)


def nested(one: Mention, other: Mention) -> bool:
    """Tell whether one may stand inside the other: a count in its group, a known name in a title or a longer name."""
    inner, outer = (one, other) if one.span.end - one.span.start < other.span.end - other.span.start else (other, one)
    if not outer.span.contains(inner.span) or inner.span == outer.span or outer.kind in ("TIME", "NUMBER"):
        return False
    return inner.kind == "NUMBER" or any(e.source in EXACT for e in inner.why)


def _rank(mention: Mention, *, by_rule: bool) -> tuple[float, int]:
    """Order of trust: grammar's times and counts, long exact names, the reader, other rules."""
    length = mention.span.end - mention.span.start
    exact = by_rule and any(e.source in EXACT for e in mention.why)
    if by_rule and mention.kind in ("TIME", "NUMBER"):
        return (4.0, length)
    if exact and " " in mention.text:
        return (3.0, length)
    if not by_rule:
        return (2.0 + min(mention.score, 0.99), length)
    return (1.9 if exact else 1.0, length)


def triggers(rules: list[Trigger], reader: list[Trigger], belief: Callable[[Span, int], dict[str, float]] | None) -> list[Trigger]:
    """Return one trigger per place; the reader's type wins, a lexicon trigger alone needs some belief of the reader."""
    if belief is None:
        return rules
    known = [r.span for r in rules]
    out = [t for t in reader if t.score >= READER_ONLY_SCORE or any(t.span.overlaps(s) for s in known)]
    for rule in rules:
        rivals = [i for i, t in enumerate(out) if t.span.overlaps(rule.span)]
        if rivals:
            other = out[rivals[0]]
            agreed = other.event_type == rule.event_type
            modes = other.modes or (rule.modes if agreed else ())
            score = max(other.score, min(0.98, other.score + 0.15)) if agreed else other.score
            out[rivals[0]] = replace(other, modes=modes, score=score, why=other.why + rule.why)
            continue
        share = belief(rule.span, rule.sentence).get(rule.event_type, 0.0)
        if share >= RULE_ONLY_BELIEF:
            out.append(replace(rule, score=0.5 * rule.score + 0.5 * share))
    return sorted(out, key=lambda t: t.span)


def links(rules: list[RoleLink], reader: list[RoleLink]) -> list[RoleLink]:
    """Return the links worth keeping: the reader's probability, raised where the rules agree."""
    if not reader:
        return rules
    by_rule = {(link.trigger, link.mention, link.role): link for link in rules}
    best: dict[tuple[int, int], RoleLink] = {}
    for link in reader:
        agreed = by_rule.get((link.trigger, link.mention, link.role))
        score = min(0.99, link.score + AGREED) if agreed else link.score
        best[link.trigger, link.mention] = replace(link, score=score, why=link.why + (agreed.why if agreed else ()))
    for (trigger, mention, role), link in by_rule.items():
        if role in COUNTED:
            best[trigger, mention] = replace(link, score=max(link.score, ROLE_THRESHOLD))
        elif (trigger, mention) not in best:
            best[trigger, mention] = replace(link, score=RULE_ROLE)
    return [link for link in best.values() if link.score >= ROLE_THRESHOLD]
