"""What one name of a list plays, the others play too: 'Britain, France and Germany', 'السعودية وإيران', 'Rusya ve Çin'.

Takes: the text, mentions and weighed links. Gives: the links with those of the neighbours in the same list; ``why`` says so.
Known limit: lists written with commas and 'and' only; a clause between two names ends the list.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.model import Evidence, Mention, RoleLink, Span

_ROLES = ("actor", "recipient")
_PARTY_ROLES = (*_ROLES, "attribution")
_LISTED = ("PERSON", "ORG", "GROUP", "GPE")
_WITH = r"و?(?:معه|معها|معهما|معهم|برفقته|برفقتها)\s|(?:along|together) with\s|(?:به همراه|همراه با|و همراهش)\s"
"""What names a companion: 'قُتل سليماني ومعه المهندس'."""
_AND = re.compile(rf"\s*(?:[,،]\s*)?(?:{_WITH}|و|ve\s|ile\s|and\s|و\s)?\s*(?:the\s|کشور\s)?")
_COUNT = re.compile(r"\d[\d.,]* \w+")
_OWNS, _CASE = re.compile(r"['’](?:s|n?[ıiuü]n) "), re.compile(r"['’]\w")
_SHARE = 0.9
"""A name of the list is believed this much less than the one whose role it shares."""


def share_roles(text: str, mentions: Sequence[Mention], links: Sequence[RoleLink]) -> list[RoleLink]:
    """Return the links, completed along each list of names; a name keeps a role of its own."""
    lists = _lists(text, mentions)
    if not lists:
        return list(links)
    out = list(links)
    taken = {(x.trigger, x.mention) for x in links}
    for link in links:
        if link.role not in _ROLES:
            continue
        for other in lists.get(link.mention, ()):
            if (link.trigger, other) not in taken:
                taken.add((link.trigger, other))
                why = (Evidence("grammar", f"listed with '{mentions[link.mention].text}'", _SHARE, mentions[other].span),)
                out.append(replace(link, mention=other, score=round(link.score * _SHARE, 3), why=(*link.why, *why)))
    return out


def _lists(text: str, mentions: Sequence[Mention]) -> dict[int, list[int]]:
    """Return for every mention of a list the other ones; a title before a name belongs to the name."""
    near: dict[int, list[Span]] = {}
    for m in mentions:
        near.setdefault(m.sentence, []).append(m.span)
    outer = [i for i, m in enumerate(mentions) if not any(span.encloses(m.span) for span in near[m.sentence])]
    order = sorted((i for i in outer if mentions[i].kind in (*_LISTED, "TITLE")), key=lambda i: mentions[i].span)
    runs: list[list[int]] = []
    previous: int | None = None
    closed = False  # 'A, B and C, D …': behind its 'and' a comma begins something else
    for i in order:
        joins = (
            previous is not None and mentions[previous].sentence == mentions[i].sentence and _joined(text, mentions[previous], mentions[i])
        )
        comma = previous is not None and text[mentions[previous].span.end : mentions[i].span.start].strip() in (",", "،")
        if not joins or comma and closed:
            runs.append([])
            closed = False
        elif mentions[i].kind != "TITLE" or not comma:
            closed = closed or bool(text[mentions[previous].span.end : mentions[i].span.start].strip()) and not comma
        if mentions[i].kind != "TITLE":
            runs[-1].append(i)
        previous = i
    return {i: [j for j in run if j != i] for run in runs if len(run) > 1 for i in run}


def _joined(text: str, before: Mention, here: Mention) -> bool:
    gap = text[before.span.end : here.span.start]
    if before.kind == "TITLE" and here.kind == "PERSON" and not gap.strip():
        return True
    if _COUNT.fullmatch(before.text) and here.named:
        return False  # '50 held, and Ankara accuses': a count may end a list, it does not begin one of names
    return bool(gap.strip()) and _AND.fullmatch(gap) is not None


def whole_bodies(links: Sequence[RoleLink], mentions: Sequence[Mention], text: str) -> list[RoleLink]:
    """Return the links with the body in place of whose it is: 'Yemen' in 'Yemen's government', and who leads one, act as the government;
    in 'Özersay'ın Halkın Partisi çekildi' the party acts.
    """
    bodies: dict[int, list[tuple[int, Mention]]] = {}
    for i, m in enumerate(mentions):
        if m.kind in ("ORG", "GROUP") and m.named:
            bodies.setdefault(m.sentence, []).append((i, m))
    out: dict[tuple[int, int], RoleLink] = {}
    for link in links:
        inner = mentions[link.mention]
        if link.role in _PARTY_ROLES and inner.kind in ("GPE", "PERSON"):
            near = bodies.get(inner.sentence, ())
            link = next((replace(link, mention=i) for i, m in near if m.span.encloses(inner.span)), link)
            if link.role == "actor" and inner.kind == "PERSON":
                link = next((replace(link, mention=i) for i, m in near if _owned(m, inner, text)), link)
        out.setdefault((link.trigger, link.mention), link)
    return list(out.values())


def _owned(body: Mention, person: Mention, text: str) -> bool:
    """Tell whether a body stands right behind the one whose it is, itself without an ending."""
    behind = _OWNS.fullmatch(text, person.span.end, body.span.start)
    return bool(behind) and not _CASE.match(text, body.span.end)
