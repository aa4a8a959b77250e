"""Governments told by the name of who leads them: 'حكومة نتنياهو', 'دولت ترامپ', 'Sudani hükümeti', 'the Trump administration'.

Takes: mentions and the document. Gives: the mentions, noun and name joined into one body that acts; the person stays inside it as a
name. Uses: the nouns of resources/knowledge/describe.toml. Known limit: only the noun right beside the name is seen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.model import Document, Evidence, Mention, Span
from core.resolve.describe import head_noun
from core.resolve.describe_words import GOVERNMENTS

_REACH = 20
"""Characters before a name within which its noun begins."""
_BEFORE = re.compile(r"(?<!\w)([وفبلك]?)(\w{3,}) $")
_OF = re.compile(r"(?<!\w)(\w{5,}) of $")
_BEHIND = {"tr": re.compile(r"(?:['’]\w{1,4})? (\w{5,})"), "en": re.compile(r"(?:['’]s?)? (\w{5,})")}


def governments(mentions: Sequence[Mention], document: Document) -> list[Mention]:
    """Return the mentions with governments joined; a mention of the noun alone gives way."""
    joined = [found for m in mentions if m.kind == "PERSON" and m.named and (found := _joined(m, document))]
    spans = [j.span for j in joined]
    kept = [m for m in mentions if m.kind == "PERSON" or not any(span.contains(m.span) for span in spans)]
    whole = {m.span for m in kept}
    return sorted([*kept, *(j for j in joined if j.span not in whole)], key=lambda m: m.span)


def _joined(person: Mention, document: Document) -> Mention | None:
    span = _behind(person.span, document) if document.language in _BEHIND else _before(person.span, document)
    if span is None:
        return None
    why = (Evidence("grammar", "a government by the name of who leads it", 0.8, span), *person.why)
    return replace(person, span=span, text=span.of(document.text), kind="ORG", why=why)


def _behind(name: Span, document: Document) -> Span | None:
    """Return name and noun: 'Trump yönetimi', "Trump's government"; in English also 'the government of Trump'."""
    of = _OF.search(document.text, max(0, name.start - _REACH), name.start) if document.language == "en" else None
    if of and of[1] in GOVERNMENTS:
        return Span(of.start(), name.end)
    found = _BEHIND[document.language].match(document.text, name.end)
    return Span(name.start, found.end()) if found and head_noun(found[1], document.language) in GOVERNMENTS else None


def _before(name: Span, document: Document) -> Span | None:
    """Return noun and name; a particle may be written together with the noun, the article may not."""
    found = _BEFORE.search(document.text, max(0, name.start - _REACH), name.start)
    forms = {found[1] + found[2]: found.start(1), found[2]: found.start(2)} if found else {}
    fit = (at for word, at in forms.items() if not word.startswith("ال") and head_noun(word, document.language) in GOVERNMENTS)
    at = next(fit, None)
    return None if at is None else Span(at, name.end)
