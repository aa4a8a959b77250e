"""Unnamed people told whole: 'مصدر عسكري مطلع على سير العمليات', 'سياسي مقرب من تحالف الفتح', 'یک مقام ارشد امنیتی'.

Takes: mentions and the document. Gives: the mentions, each such noun joined with the adjectives behind it and with whom it is close
to, works for or knows of. Names inside stay mentions of their own. Uses: the lists of resources/knowledge/describe.toml.
Known limit: Arabic and Persian, where the noun comes first; what adds a clause ('who asked not to be named') is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core import lexicon
from core.extract import np_arabic
from core.model import Document, Evidence, Mention, Span
from core.resolve.describe_words import exact, inflected, parts
from core.textnorm import fold

_PEOPLE = ("PERSON", "GROUP", "TITLE")
_WORD = re.compile(r"[ \u200c]([^\W\d_]+(?:\u200c[^\W\d_]+)*)")
_WITHIN = {"ar": "في", "fa": "در"}
_BODIES = ("ORG", "GROUP")
_SPEAKS_FOR = " باسم"
_ADJECTIVES = ("modifier", "first", "nation")
_REACH = 40
"""Characters before a name within which the noun stands of who is close to it."""
_LONGEST_OBJECT = 3
"""Words that may name what somebody is informed of."""


def whole_people(mentions: Sequence[Mention], document: Document) -> list[Mention]:
    """Return the mentions with unnamed people told whole; what only repeats a part of them gives way."""
    if document.language not in _WITHIN:
        return list(mentions)
    starts = {m.span.start: m for m in sorted(mentions, key=lambda m: m.span.end)}
    mentions = [_in_whose_name(m, starts, document) for m in mentions]
    whole = [found for m in mentions if m.kind in _PEOPLE and (found := _whole(m, starts, document))]
    whole += _close_to(mentions, starts, document)
    kept = [m for m in mentions if not any(_gives_way(m, w) for w in whole)]
    return sorted([*kept, *whole], key=lambda m: m.span)


def _close_to(mentions: Sequence[Mention], starts: dict[int, Mention], document: Document) -> Iterator[Mention]:
    """Yield those nobody has seen who are told by whom they are close to: 'سياسي مقرب من تحالف الفتح'."""
    heads = _heads(document.language)
    for body in mentions:
        if body.kind not in _BODIES or not body.named:
            continue
        before = max(0, body.span.start - _REACH)
        for word in re.finditer(r"(?<!\w)[^\W\d_]+", document.text[before : body.span.start]):
            start, end = before + word.start(), before + word.end()
            if fold(word[0], document.language) not in heads or any(m.span.overlaps(Span(start, end)) for m in mentions):
                continue
            if _qualified(end, starts, document) == body.span.end:
                span, why = Span(start, body.span.end), Evidence("grammar", "unnamed people told by whom they belong to", 0.7, body.span)
                yield replace(body, span=span, text=span.of(document.text), kind="PERSON", named=False, score=0.7, why=(why,))
                break


def _in_whose_name(mention: Mention, starts: dict[int, Mention], document: Document) -> Mention:
    """Return a spokesman with the body in whose name he speaks: 'متحدث باسم' and 'وزارة الدفاع' behind it."""
    body = starts.get(mention.span.end + 1)
    if mention.kind != "TITLE" or not mention.text.endswith(_SPEAKS_FOR) or body is None or body.kind not in _BODIES:
        return mention
    span = Span(mention.span.start, body.span.end)
    return replace(mention, span=span, text=span.of(document.text))


def _gives_way(mention: Mention, whole: Mention) -> bool:
    """Only names of bodies and states stand inside the whole as mentions of their own."""
    inside = whole.span.encloses(mention.span) and mention.kind in ("ORG", "GROUP", "GPE") and mention.named
    return whole.span.overlaps(mention.span) and not (inside and mention.span.start > whole.span.start)


def _whole(mention: Mention, starts: dict[int, Mention], document: Document) -> Mention | None:
    """Return a mention stretched to all that belongs to its noun; None where nothing is to be added."""
    language, text = document.language, document.text
    heads = _heads(language)
    head = next((w for w in re.finditer(r"[^\W\d_]+", mention.text) if fold(w[0], language) in heads), None)
    if head is None:
        return None
    end = _qualified(mention.span.start + head.end(), starts, document)
    if end <= mention.span.end:
        return None
    span = Span(mention.span.start, end)
    why = (*mention.why, Evidence("grammar", "unnamed people told whole", 0.7, span))
    return replace(mention, span=span, text=span.of(text), kind="GROUP" if mention.kind == "GROUP" else "PERSON", named=False, why=why)


def _heads(language: str) -> frozenset[str]:
    return frozenset(lexicon.folded_lists(language, "groups").get("informants", ()))


def _qualified(at: int, starts: dict[int, Mention], document: Document) -> int:
    """Return where the adjectives and the complement end that follow a noun ending at ``at``."""
    text, language = document.text, document.language
    while word := _WORD.match(text, at):
        form, after = fold(word[1], language), _WORD.match(text, word.end())
        if after and f"{form} {fold(after[1], language)}" in parts(language, "bound"):
            return _object(after.end(), starts, document) or at
        if form == _WITHIN[language]:
            body = starts.get(word.end() + 1)
            return body.span.end if body and body.kind in _BODIES else at
        if after and any(w.part in _ADJECTIVES for w in exact(f"{form} {fold(after[1], language)}", language)):
            at = after.end()
        elif _adjective(form, language):
            at = word.end()
        else:
            return at
    return at


def _adjective(form: str, language: str) -> bool:
    if language == "ar" and form.startswith("ال"):
        return False
    return form in _nations(language) or any(w.part in _ADJECTIVES for w in exact(form, language) or inflected(form, language))


def _nations(language: str) -> frozenset[str]:
    return np_arabic.lists(language).demonyms


def _object(at: int, starts: dict[int, Mention], document: Document) -> int:
    """Return where the name or the definite noun behind a preposition ends; 0 where there is none."""
    known = starts.get(at + 1)
    if known:
        return known.span.end
    end = 0
    for _ in range(_LONGEST_OBJECT):
        word = _WORD.match(document.text, end or at)
        if not word or (end and not fold(word[1], document.language).startswith("ال")):
            break
        end = word.end()
    return end
