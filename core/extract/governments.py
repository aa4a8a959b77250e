"""Governments told by the name of who leads them: 'حكومة نتنياهو', 'دولت ترامپ', 'Sudani hükümeti', 'the Trump administration'.

Takes: mentions and the document. Gives: the mentions, noun and name joined into one body that acts; the person stays inside it as a
name. Uses: the nouns of resources/knowledge/describe.toml. Known limit: only the noun right beside the name is seen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.model import Document, Evidence, Mention, Span
from core.resolve.describe import noun
from core.resolve.describe_words import GOVERNMENTS
from core.resolve.shipped import shipped

_REACH = 40
"""Characters before a name within which its noun and the word before that begin."""
_BEFORE = re.compile(r"(?:(?<!\w)(?P<before>\w+)[ \u200c])?(?<!\w)([وفبلك]?)(\w{3,}) $")
_OF = re.compile(r"(?<!\w)(\w{5,}) of $")
_BEHIND = {
    "tr": re.compile(r"(?P<whose>['’]\w{1,4})? (?P<noun>\w{5,})"),
    "en": re.compile(r"(?P<whose>['’]s?)? (?P<noun>\w{5,})(?! (?:forces|troops|soldiers|army|militias?|buildings?)\b)"),
}
_POSSESSED = re.compile(r"(?:hükümet|yönetim|rejim)in(?:in?|e|den?)|(?:hükümet|yönetim|rejim)i(?:yle|nce)|kabinesi\w*")
_EITHER = ("hükümeti", "yönetimi", "rejimi")
_DEFINITE = ("ال", "لل", "وال", "بال", "فال", "كال")
_POSTS = frozenset(("spokesman", "spokesperson", "minister", "president", "prime minister", "head", "member", "leader", "deputy"))


def governments(mentions: Sequence[Mention], document: Document) -> list[Mention]:
    """Return the mentions with governments joined; a mention of the noun alone gives way."""
    titles = [m.span for m in mentions if m.kind == "TITLE"]
    joined = [found for m in mentions if m.kind == "PERSON" and m.named and (found := _joined(m, document, titles))]
    spans = [j.span for j in joined]
    kept = [m for m in mentions if m.kind == "PERSON" or not any(span.contains(m.span) for span in spans)]
    whole = {m.span for m in kept}
    return sorted([*kept, *(j for j in joined if j.span not in whole)], key=lambda m: m.span)


def _joined(person: Mention, document: Document, titles: Sequence[Span]) -> Mention | None:
    span = _behind(person.span, document) if document.language in _BEHIND else _before(person.span, document)
    if span is None or any(t.overlaps(span) and not t.encloses(span) and not t.contains(person.span) for t in titles):
        return None  # 'the spokesman of the government, X': the noun is part of the title
    why = (Evidence("grammar", "a government by the name of who leads it", 0.8, span), *person.why)
    return replace(person, span=span, text=span.of(document.text), kind="ORG", why=why)


def _behind(name: Span, document: Document) -> Span | None:
    """Return name and noun: 'Trump yönetimi', "Trump's government"; in English also 'the government of Trump'."""
    of = _OF.search(document.text, max(0, name.start - _REACH), name.start) if document.language == "en" else None
    if of and of[1] in GOVERNMENTS:
        return Span(of.start(1), name.end)
    found = _BEHIND[document.language].match(document.text, name.end)
    if not found or noun(found["noun"], document.language) not in GOVERNMENTS:
        return None
    if document.language == "tr" and not found["whose"] and not _possessed(found["noun"], name.of(document.text)):
        return None
    return Span(name.start, found.end("noun"))


def _possessed(word: str, name: str) -> bool:
    """Tell whether a Turkish noun is somebody's; 'X hükümeti' may be the one that X criticises: only who leads one has one."""
    return bool(_POSSESSED.fullmatch(word)) or (word in _EITHER and _leads(name))


def _leads(name: str) -> bool:
    """Tell whether the knowledge base knows a head of state or government by a name."""
    knowledge, _ = shipped()
    return any(c.type == "PERSON" and knowledge.led(c.entity_id) for c in knowledge.lookup(name, "tr"))


def _before(name: Span, document: Document) -> Span | None:
    """Return noun and name; a particle may be written together with the noun, the article may not, and no post stands before it."""
    found = _BEFORE.search(document.text, max(0, name.start - _REACH), name.start)
    if not found or _POSTS.intersection([noun(found["before"] or "", document.language)]):
        return None
    forms = {found[2] + found[3]: found.start(2), found[3]: found.start(3)}
    fit = (at for word, at in forms.items() if not word.startswith(_DEFINITE) and noun(word, document.language) in GOVERNMENTS)
    at = next(fit, None)
    return None if at is None else Span(at, name.end)
