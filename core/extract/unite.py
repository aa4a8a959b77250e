"""Unite what the lexicons and the reader found, and weigh them where they differ.

Takes: mentions, triggers and links of both. Gives: one list of each; ``why`` keeps the evidence of all who agreed.
Grammar is trusted for times and counts, the knowledge base for names it knows in full, the reader for the rest.
Known limit: mentions and triggers are weighed by fixed rules of precedence; roles by a fitted model (``weigh``).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.extract.weigh import COUNTED, likeliest, weigh
from core.model import AUX, Mention, RoleLink, Span, Trigger
from core.ontology import VERBAL
from core.resolve.user_entities import own_entities

EXACT = ("knowledge", "gazetteer")
RULE_ONLY_BELIEF = 0.25
"""A lexicon trigger that the reader gives less than this is dropped: the word is there, the deed is not."""
READER_ONLY_SCORE = 0.6
"""A trigger that no lexicon knows needs this of the reader."""
MARGIN = {"time": 0.0, "location": 0.2}
"""How much less likely than the likeliest another filler of the role may be."""
COUNT_MARGIN = 0.15
_DEFINITE, _DEFINITE_ADJECTIVE = re.compile(r"ال\w{3}"), re.compile(r"ال\w+(?:ي|ية|ين|يين|يون)")
_AND_PLACE = re.compile(r"(?<=\w{3}) و(?P<second>\w{3,})")
SUBJECT = 0.75
"""How sure the grammar is of a subject right behind its verb: a verbal act that nobody else does is its own."""


def mentions(rules: list[Mention], reader: list[Mention], language: str = "") -> list[Mention]:
    """Return mentions in order of their place; one stands inside another only where both may be meant."""
    if not reader:
        return rules
    reader = [part for m in reader for part in (_each_place(m, rules) if language == "ar" else (m,))]
    reader = [_without_object(m, rules) for m in reader]
    seen = [m.span for m in reader]
    own = own_entities()
    rules = [m for m in rules if language == "fa" or not _by_form(m) or any(s.overlaps(m.span) for s in seen) or own.find(m.text, language)]
    ranked = sorted(
        [(_rank(m, by_rule=True), m) for m in rules] + [(_rank(m, by_rule=False), m) for m in reader], key=lambda x: x[0], reverse=True
    )
    kept: list[Mention] = []
    for _, mention in ranked:
        rivals = [i for i, k in enumerate(kept) if k.span.overlaps(mention.span)]
        same = next((i for i in rivals if kept[i].span == mention.span), None)
        if same is not None:
            kept[same] = _joined(kept[same], mention)
        elif longer := [i for i in rivals if _fuller_group(mention, kept[i])]:
            kept[longer[0]] = replace(mention, score=max(mention.score, kept[longer[0]].score), why=mention.why + kept[longer[0]].why)
        elif all(nested(mention, kept[i]) for i in rivals):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _each_place(place: Mention, rules: list[Mention]) -> list[Mention]:
    """Take apart Arabic places joined by the one-letter 'and' ('بقيق وخريص'); not a name that is known whole ('البوسنة والهرسك')."""
    joint = _AND_PLACE.search(place.text) if place.kind in ("GPE", "LOC") else None
    if joint is None or any(m.span.contains(place.span) and _exact(m) for m in rules):
        return [place]
    first, second = place.span.start + joint.start(), place.span.start + joint.start("second")
    if any(m.span.start == second - 1 and _exact(m) for m in rules):
        second -= 1  # the letter is the name's own: 'واسط'
    spans = (Span(place.span.start, first), Span(second, place.span.end))
    return [replace(place, span=s, text=place.text[s.start - place.span.start : s.end - place.span.start]) for s in spans]


def _without_object(title: Mention, rules: list[Mention]) -> Mention:
    """Cut off an Arabic title what stands behind its definite noun: in 'دعا الرئيس التركي روسيا' Russia is called upon."""
    if title.kind != "TITLE":
        return title
    object_ = next((m for m in rules if m.span.end == title.span.end and title.span.encloses(m.span) and _exact(m)), None)
    before = title.text[: object_.span.start - title.span.start].split() if object_ else []
    if len(before) < 2 or not _DEFINITE.match(before[-1]) or _DEFINITE_ADJECTIVE.fullmatch(object_.text):
        return title
    span = Span(title.span.start, title.span.start + title.text.index(before[-1], len(before[0])) + len(before[-1]))
    return replace(title, span=span, text=title.text[: span.end - span.start])


def _by_form(mention: Mention) -> bool:
    """Tell whether a person is seen for the form alone (a capital, the place behind a title, a name that is a word too).

    Of those that the reader, who was told of them, does not see most are none: 'صدر', 'جهوده', 'Kararı'; in Persian they mostly are.
    """
    if mention.kind != "PERSON" or any(e.source == "document" for e in mention.why):
        return False
    return " " not in mention.text or not _exact(mention)


def _joined(kept: Mention, other: Mention) -> Mention:
    """Join two finds of one span; what the rules know as people is no count of dead."""
    kind = "GROUP" if {kept.kind, other.kind} == {"NUMBER", "GROUP"} and not _counted(kept) and not _counted(other) else kept.kind
    return replace(kept, kind=kind, why=kept.why + other.why, named=kept.named and other.named)


def _counted(mention: Mention) -> bool:
    return any(e.source == "grammar" for e in mention.why)


def _fuller_group(mention: Mention, kept: Mention) -> bool:
    """'supporters of X' by the rules' noun phrase holds the reader's 'supporters'."""
    return not mention.named and mention.kind == "GROUP" == kept.kind and mention.span.contains(kept.span) and not _exact(kept)


def _exact(mention: Mention) -> bool:
    return any(e.source in EXACT for e in mention.why)


def nested(one: Mention, other: Mention) -> bool:
    """Tell whether one may stand inside the other: a count or name in a group or title, a place in the name of a body or building."""
    inner, outer = (one, other) if one.span.end - one.span.start < other.span.end - other.span.start else (other, one)
    if not outer.span.encloses(inner.span) or outer.kind in ("TIME", "NUMBER"):
        return False
    if inner.kind == "NUMBER":
        return outer.kind == "GROUP"
    if outer.kind == "TITLE" or not outer.named:
        return _exact(inner) or inner.kind in ("ORG", "GROUP", "GPE", "PERSON")
    if outer.kind in ("FAC", "LOC", "ORG", "GROUP"):
        return _exact(inner) and (inner.kind in ("GPE", "LOC") or (inner.kind != "PERSON" and outer.kind == "FAC"))
    return False


def _rank(mention: Mention, *, by_rule: bool) -> tuple[float, int]:
    """Order of trust: grammar's times and counts, long exact names, the reader, other rules."""
    length = mention.span.end - mention.span.start
    if by_rule and mention.kind in ("TIME", "NUMBER"):
        return (4.0, length)
    if by_rule and _exact(mention) and " " in mention.text:
        return (3.0, length)
    if not by_rule:
        return (2.0 + min(mention.score, 0.99), length)
    return (1.9 if _exact(mention) else 1.0, length)


def triggers(
    rules: list[Trigger],
    reader: list[Trigger],
    belief: Callable[[Span, int], dict[str, float]] | None,
    *,
    past_perfect: bool = False,
) -> list[Trigger]:
    """Return one trigger per place; the reader's type wins, a lexicon trigger alone needs some belief of the reader.

    ``past_perfect`` tells that the language has a tense of its own for background ('kınamıştı'), in which the grammar is believed.
    """
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
            aux = tuple(a for a in AUX if a in other.aux or (a == "historical" and a in rule.aux and past_perfect))
            out[rivals[0]] = replace(other, modes=modes, aux=aux, score=score, why=other.why + rule.why)
            continue
        share = belief(rule.span, rule.sentence).get(rule.event_type, 0.0)
        if share >= RULE_ONLY_BELIEF:
            out.append(replace(rule, score=0.5 * rule.score + 0.5 * share))
    return sorted(out, key=lambda t: t.span)


def links(rules: list[RoleLink], reader: list[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """Return the links worth keeping, weighed by what both say; without the reader those of the rules."""
    if not reader:
        return rules
    best = {(x.trigger, x.mention): x for x in weigh(rules, reader, mentions, triggers)}
    # the grammar of counts knows whose dead a figure counts
    counted = {x.mention for x in rules if x.role in COUNTED}
    best = {k: x for k, x in best.items() if x.role not in COUNTED or x.mention not in counted}
    best |= {(x.trigger, x.mention): replace(x, score=max(x.score, 0.5)) for x in rules if x.role in COUNTED}
    best |= {(x.trigger, x.mention): x for x in rules if x.role == "attribution" and (x.trigger, x.mention) not in best}
    acted = {x.trigger for x in best.values() if x.role == "actor"}
    taken = {(x.trigger, x.mention) for x in best.values()}
    subjects = (x for x in rules if x.role == "actor" and x.trigger not in acted and (x.trigger, x.mention) not in taken)
    best |= {(x.trigger, x.mention): x for x in subjects if _agent(x) or (x.score >= SUBJECT and triggers[x.trigger].event_type in VERBAL)}
    return _one_count_each(_one_time(_outermost(list(best.values()), mentions)))


def _agent(link: RoleLink) -> bool:
    """Tell whether the grammar marks the doer ('by X', 'على يد', 'tarafından'): then the deed is not left without one."""
    return any(e.reason.startswith("agent behind") for e in link.why)


def _outermost(links: list[RoleLink], mentions: Sequence[Mention]) -> list[RoleLink]:
    """Drop a filler that stands inside another filler of the same deed: the body in a title, the people in 'the people's supporters'."""
    spans: dict[int, list[Span]] = {}
    for link in links:
        spans.setdefault(link.trigger, []).append(mentions[link.mention].span)
    return [
        link
        for link in links
        if link.role in (*COUNTED, "weapon") or not any(other.encloses(mentions[link.mention].span) for other in spans[link.trigger])
    ]


def _one_time(links: list[RoleLink]) -> list[RoleLink]:
    """Keep the likeliest time of each deed, and of its places those nearly as likely as the likeliest."""
    best = likeliest(links, lambda x: (x.trigger, x.role))
    return [x for x in links if x.role not in MARGIN or x.score >= best[x.trigger, x.role] - MARGIN[x.role]]


def _one_count_each(links: list[RoleLink]) -> list[RoleLink]:
    """Leave a count of dead or injured with the deeds that it most likely belongs to."""
    best = likeliest((x for x in links if x.role in COUNTED), lambda x: x.mention)
    return [link for link in links if link.role not in COUNTED or link.score >= best[link.mention] - COUNT_MARGIN]
