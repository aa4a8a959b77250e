"""Aircraft, guns and vehicles that act for whose they are: 'Israeli warplanes', 'مدفعية الجيش السوري', "Türk İHA'sı", 'توپخانه ارمنستان'.

Takes: mentions and the document. Gives: the mentions, each such phrase as one participant; linking takes it for its owner
(``core.resolve.link_names``). Uses: the lists ``craft`` and ``craft_words`` of groups.toml. Known limit: only an owner told right
beside the noun is seen; whose a ship is its flag does not tell, so that ships other than warships are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from core import lexicon
from core.model import Document, Evidence, Mention, RoleLink, Span, Trigger
from core.resolve.describe_words import OWNED_CRAFT
from core.resolve.shipped import shipped

_OWNERS = ("GPE", "ORG", "GROUP")
_PIECES = ("GROUP", "ORG", "GPE", "PERSON", "NUMBER", "LOC", "FAC")
_BEHIND = ("ar", "fa")
_ENDING = r"(?:['’]?(?:l[ae]r\w{0,6}|s?[ıiuü]\w{0,5}))?"
_REACH = 50
"""Characters beside the noun within which its owner begins or ends."""


def owned_craft(mentions: Sequence[Mention], document: Document) -> list[Mention]:
    """Return the mentions with craft and owner joined; what only repeats a part of both gives way."""
    joined = list(_joined(mentions, document))
    kept = [m for m in mentions if m.kind not in _PIECES or not any(m.span.overlaps(whole.span) for whole in joined)]
    return sorted([*kept, *joined], key=lambda m: m.span)


def is_craft(mention: Mention) -> bool:
    """Tell whether a mention is aircraft, guns or vehicles with their owner."""
    return any(e.reason == OWNED_CRAFT for e in mention.why)


def as_doers(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> list[RoleLink]:
    """Return the links with craft as doers of the attacks that the name of their owner seems to place: 'قصف طائرة تركية' is Turkey's."""
    out = []
    for link in links:
        if link.role == "location" and is_craft(mentions[link.mention]):
            if triggers[link.trigger].event_type != "ASSAULT":
                continue
            link = replace(link, role="actor")
        out.append(link)
    return out


def _joined(mentions: Sequence[Mention], document: Document) -> Iterator[Mention]:
    """Yield each phrase as a mention of the owner's kind."""
    text, language = document.text, document.language
    if language not in ("ar", "fa", "tr", "en"):
        return
    taken = -1
    for found in _craft(language).finditer(text):
        if found.start() < taken:
            continue
        owner = _owner(mentions, found, document)
        if owner is None:
            continue
        span = Span(min(owner.span.start, found.start("craft")), max(owner.span.end, found.end("craft")))
        why = (Evidence("grammar", OWNED_CRAFT, 0.8, owner.span),)
        yield replace(owner, span=span, text=span.of(text), why=why)
        taken = span.end


def _owner(mentions: Sequence[Mention], found: re.Match[str], document: Document) -> Mention | None:
    """Return the state, body or adjective of origin beside the noun."""
    text, language = document.text, document.language
    at = found.end() + 1 if language in _BEHIND else found.start() - 1
    near = [m for m in mentions if m.kind in _OWNERS and m.named and (m.span.start if language in _BEHIND else m.span.end) == at]
    near = [m for m in near if not found.start() <= m.span.start < found.end()]
    if near:
        owner = min(near, key=lambda m: m.span.end - m.span.start)
        return replace(owner, kind="GPE") if _of_origin(owner.text, language) else owner
    if language in _BEHIND:
        word = re.compile(r"[^\W\d_]+").match(text, at)
    else:
        word = re.compile(r"([^\W\d_]+)$").search(text, max(0, at - _REACH), at)
    beside = next((m for m in mentions if m.span.overlaps(Span(found.start(), found.end()))), None)
    if not word or beside is None or not _of_origin(word[0], language):
        return None
    span = Span(word.start(), word.end())
    why = (Evidence("lexicon", "adjective of origin", 0.6, span),)
    return Mention(span=span, text=word[0], kind="GPE", sentence=beside.sentence, named=True, score=0.6, why=why)


def _of_origin(word: str, language: str) -> bool:
    knowledge, _ = shipped()
    return any(c.reason.startswith("demonym") for c in knowledge.lookup(word, language))


@lru_cache(maxsize=4)
def _craft(language: str) -> re.Pattern[str]:
    """Return a pattern of the noun with the words that may stand between it and its owner."""
    groups = lexicon.table(language, "groups")
    nouns, words = (lexicon.any_of(groups.get(name, ())) for name in ("craft", "craft_words"))
    if language in _BEHIND:
        return re.compile(rf"(?<!\w)[وفبل]?(?P<craft>{nouns})(?:[ \u200c]{words})*(?= )")
    if language == "tr":
        return re.compile(rf"(?<= )(?P<craft>(?:{words} )*{nouns}{_ENDING})(?!\w)")
    return re.compile(rf"(?<= )(?P<craft>(?:{words} )*{nouns})(?!\w)")
