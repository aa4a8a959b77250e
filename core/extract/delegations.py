"""Delegations and representatives by whom they come from: in 'وفدين من السعودية وإيران' the two states take part, not a third party.

Takes: links, mentions, the parsed doc. Gives: the links with the states or bodies named behind (in Turkish before) such a noun in its
place. Uses: the lists of lexicons delegations. Known limit: the names stand right beside the preposition, joined by 'and' or commas.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.model import Document, Evidence, Mention, RoleLink
from core.textnorm import fold

_ROLES = ("actor", "recipient")
_PARTIES = ("GPE", "ORG", "GROUP")
_JOINT = re.compile(r"\s*(?:[,،]\s*)?(?:و\s?|and\s+|ve\s+)?(?:(?:من|عن|از|from)\s+)?(?:the\s+)?")
_ADJECTIVES = 2
"""Adjectives that may stand between the noun and its preposition: 'وفدين رفيعين من'."""
_ABLATIVE = re.compile(r"['’]?[dt][ae]n\s+")


def from_where(links: Sequence[RoleLink], mentions: Sequence[Mention], doc: Doc) -> list[RoleLink]:
    """Return the links with those who sent a delegation in its place."""
    document: Document = doc.user_data["document"]
    senders = {i: found for i in {x.mention for x in links if x.role in _ROLES} if (found := _senders(i, mentions, document))}
    out: dict[tuple[int, int], RoleLink] = {}
    for link in links:
        sent = senders.get(link.mention, ()) if link.role in _ROLES else ()
        if not sent:
            out.setdefault((link.trigger, link.mention), link)
        for index in sent:
            why = Evidence("grammar", f"'{mentions[link.mention].text}' come from them", link.score, mentions[index].span)
            old = out.get((link.trigger, index))
            if old is None or old.role not in _ROLES:
                out[link.trigger, index] = replace(link, mention=index, why=(*link.why, why))
    return list(out.values())


def _senders(index: int, mentions: Sequence[Mention], document: Document) -> list[int]:
    """Return whom a delegation comes from, nobody where it is none or the text names no one."""
    group, language = mentions[index], document.language
    if group.named or group.kind not in ("GROUP", "PERSON", "TITLE", "ORG"):
        return []
    words = list(re.finditer(r"[^\W_]+(?:\u200c[^\W_]+)*", document.text[group.span.start : group.span.start + 60]))
    head = next((k for k, w in enumerate(words[:2]) if _is(w[0], "heads", language)), None)
    if language == "tr":
        return _before(group, mentions, document) if head is not None or _is(group.text.split()[-1], "heads", language) else []
    sort = "heads"
    if head is None:
        head, sort = next((k for k, w in enumerate(words[:2]) if _is(w[0], "people", language)), None), "people"
    if head is None:
        return []
    for word in words[head + 1 : head + 2 + _ADJECTIVES]:
        if _is(word[0], "from", language):
            found = _list(group.span.start + word.end(), mentions, document)
            return found if sort == "heads" or len(found) > 1 else []
        if group.span.start + word.start() in {m.span.start for m in mentions if m.named}:
            break
    return []


def _list(at: int, mentions: Sequence[Mention], document: Document) -> list[int]:
    """Return the states and bodies listed from a place of the text on."""
    out: list[int] = []
    parties = sorted(
        (i for i, m in enumerate(mentions) if m.kind in _PARTIES and m.named), key=lambda i: (mentions[i].span.start, -mentions[i].span.end)
    )
    while (joint := _JOINT.match(document.text, at)) and (out == [] or joint[0].strip()):
        following = next(
            (i for i in parties if mentions[i].span.start in (joint.end(), joint.end() - 1) and mentions[i].span.start >= at), None
        )
        if following is None:
            break
        out.append(following)
        at = mentions[following].span.end
    return out


def _before(group: Mention, mentions: Sequence[Mention], document: Document) -> list[int]:
    """Return the Turkish names before a delegation: "Suudi Arabistan ve İran'dan heyetler"."""
    names = sorted(
        (i for i, m in enumerate(mentions) if m.kind in _PARTIES and m.named and m.span.end <= group.span.start),
        key=lambda i: mentions[i].span,
        reverse=True,
    )
    if not names or not _ABLATIVE.fullmatch(document.text, mentions[names[0]].span.end, group.span.start):
        return []
    out = names[:1]
    for other in names[1:]:
        joint = document.text[mentions[other].span.end : mentions[out[-1]].span.start]
        if not joint.strip() or not _JOINT.fullmatch(joint):
            break
        out.append(other)
    return out[::-1]


def _is(word: str, name: str, language: str) -> bool:
    return fold(word, language) in _forms(language, name)


@lru_cache(maxsize=16)
def _forms(language: str, name: str) -> frozenset[str]:
    rows = lexicon.table(language, "delegations").get(name, ())
    forms = {fold(row, language) for row in rows}
    if language == "ar" and name != "from":
        forms |= {p + f for f in forms for p in ("و", "ال", "وال")}
    return frozenset(forms)
