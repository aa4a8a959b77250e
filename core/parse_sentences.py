"""Cut a segment into sentences.

Takes: text, a body span, the language's abbreviations. Gives: sentence spans without outer white space, never beyond the span.
No cut at an Arabic comma, inside a number, after an abbreviation or an ordinal ('15. yıl'), nor before a closing quote.
Known limits: a quotation of several sentences is cut at its inner full stops.
"""

import re
from collections.abc import Collection, Iterator

from core.model import Span
from core.textnorm import fold

_END = re.compile(r"[.!?؟…۔]+[\"'”’»)\]]*(?=\s|$|[\"“«])|\n+")
_LAST_WORD = re.compile(r"[^\s\"'“«(\[]+$")
_WRAP_WIDTH = 50


def sentence_spans(text: str, within: Span, language: str, abbreviations: Collection[str]) -> Iterator[Span]:
    """Yield the sentences of ``text`` inside ``within``, in order."""
    start = within.start
    for end in _END.finditer(text, within.start, within.end):
        if end.start() < start or not _is_end(text, start, end, within.end, language, abbreviations):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, within.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


def _is_end(text: str, start: int, end: re.Match[str], limit: int, language: str, abbreviations: Collection[str]) -> bool:
    following = text[end.end() : limit].lstrip()
    if end[0].startswith("\n"):
        return _ends_line(text, start, end, following)
    if not following:
        return True
    if end[0][0] != ".":
        return not following[0].islower()
    found = _LAST_WORD.search(text, start, end.start())
    word = fold(found[0], language) if found else ""
    if word in abbreviations or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return False
    if word.isdecimal() and len(word) <= 3:
        return not (following[0].islower() or (language == "tr" and not following[0].isdecimal() and len(word) <= 2))
    return not following[0].islower()


def _ends_line(text: str, start: int, end: re.Match[str], following: str) -> bool:
    """A line break ends a sentence unless the line is merely wrapped."""
    before = text[start : end.start()].rstrip()
    if end[0].count("\n") > 1 or not before or not following:
        return True
    if before[-1] in '.!?؟…:;۔"”»':
        return before[-1] not in ":;" or len(before) < _WRAP_WIDTH
    line = before.rsplit("\n", 1)[-1]
    if len(line) < _WRAP_WIDTH:
        return not (following[0].islower() and len(line) > _WRAP_WIDTH // 2)
    return following[0].isupper() if following[0].isalpha() and following[0].lower() != following[0].upper() else False
