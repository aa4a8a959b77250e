"""Read the head that agencies set before the first sentence: place, perhaps the day, and the agency.

Takes: the first paragraph. Gives: what of it is the head, the place, the agency. The shapes are those that agencies print:
'PLACE, July 24, 2021 (AGENCY) -', 'الكويت - 16 - 10 (كونا) --', 'أبوظبي في 16 أكتوبر 2016 / وام /', 'إسطنبول/ كاتب/ الأناضول',
'الرياض 28 شعبان 1445 هـ الموافق 09 مارس 2024 م واس', 'دمشق-سانا', 'جدة - «عكاظ»:'.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.clean.lines import Line
from core.clean.page import Page
from core.model import Span
from core.textnorm.fold import fold

_REACH = 160
"""Characters at the beginning of a paragraph within which its head ends."""
_DASH = r"[-–—ـ]{1,2}"
_FRONT = r"(?P<front>[^\n!?؟()«»]{2,90}?)"
_BRACKETED = re.compile(rf"{_FRONT}\s*\((?P<agency>[^()\n]{{1,40}})\)\s*(?:{_DASH}|:)\s*(?=\S)")
_SLASHED = re.compile(rf"{_FRONT}\s*/\s*(?P<agency>[^/\n.()]{{2,30}}?)\s*/{_DASH}?\s+(?=\S)")
_AUTHORED = re.compile(rf"{_FRONT}\s*/\s*[^/\n.()]{{2,40}}?\s*/\s*(?=\S)")
_QUOTED = re.compile(rf"{_FRONT}\s*(?:{_DASH}|[/:])\s*[«“\"](?P<agency>[^»”\"\n]{{2,30}})[»”\"]\s*(?:{_DASH}|:)\s*(?=\S)")
_DASHED = re.compile(rf"{_FRONT}\s*(?:{_DASH}|/)\s+(?P<agency>[^\n.!?؟():،,]{{2,30}}?)\s*(?:{_DASH}|/)\s+(?=\S)")
_BARE = re.compile(r"(?P<front>[^\n.!?؟():]{2,60}?)\s*[-–—ـ/]{1,2}\s+(?=\S)")
_DATED = re.compile(rf"(?P<front>[^\n.!?؟():]{{2,60}}?\d)\s*{_DASH}\s*(?=\S)")
_CLOSED = re.compile(rf"{_FRONT}(?:\s*{_DASH}\s*|\s+)$")
_AGENCY_FROM = re.compile(rf"{_DASH}\s*|(?<=\s)")
_DATE_FROM = re.compile(r"(?:\s(?:في|on|le))?[\s,،/-]*\d.*$")
_MONTH_BEFORE = re.compile(r"[\s,،]+[^\W\d_]+\.?$")
_PLACE = re.compile(r"[^\W\d_][\w\s'’./،,-]{1,40}$")
_TRIMMED = " «»\"'“”،,-–—/:"


@dataclass(frozen=True, slots=True)
class InlineHead:
    """The head of a paragraph: its words, the span of the place in them, the agency where one is named."""

    text: str
    place: Span
    agency: str | None


def inline_head(paragraph: str, page: Page) -> InlineHead | None:
    """Return the head of a paragraph, or None where it begins with its first sentence."""
    text = paragraph[:_REACH]
    if head := _authored(text, page):
        return head
    for shape in (_BRACKETED, _SLASHED, _QUOTED, _DASHED):
        found = shape.match(text)
        sure = shape in (_BRACKETED, _QUOTED)
        if found and len(found["agency"].split()) <= 4 and (place := _place(found["front"], page, sure=sure)):
            return InlineHead(found.group(), place, found["agency"].strip(_TRIMMED))
    if head := _with_known_agency(text, page):
        return head
    for shape in (_DATED, _BARE):
        found = shape.match(text)
        if found and (place := _place(found["front"], page, sure=False)):
            return InlineHead(found.group(), place, None)
    return None


def first_head(lines: Sequence[Line], page: Page) -> InlineHead | None:
    """Return the head of an article's first paragraph."""
    first = next((line for line in lines if line.kind in {"", "body"} and line.paragraph), None)
    return inline_head(first.text, page) if first else None


def _authored(text: str, page: Page) -> InlineHead | None:
    """Read 'PLACE/ author/ AGENCY'."""
    found = _AUTHORED.match(text)
    return _ending_in_agency(text, found.end(), found["front"], page) if found else None


def _with_known_agency(text: str, page: Page) -> InlineHead | None:
    """Read heads that end in an agency's name and nothing else: 'دمشق-سانا', '… 2024 م واس'."""
    for start in (m.end() for m in _AGENCY_FROM.finditer(text) if m.end() > 1):
        closed = _CLOSED.match(text[:start])
        if closed and (head := _ending_in_agency(text, start, closed["front"], page)):
            return head
    return None


def _ending_in_agency(text: str, start: int, front: str, page: Page) -> InlineHead | None:
    """Return the head that an agency's name ends, behind a dash or slash or a day."""
    agency = _agency_at(text, start, page)
    joined = text[:start].rstrip()[-1:] in "-–—ـ/"
    if agency and (joined or re.search(r"\d", front)) and (place := _place(front, page, sure=True)):
        return InlineHead(text[: start + len(agency)], place, agency)
    return None


def _agency_at(text: str, start: int, page: Page) -> str | None:
    """Return the agency's name that stands at a place of the text, the longest."""
    words = re.match(r"[^\s/:،,]+(?: [^\s/:،,]+){0,2}", text[start:])
    for count in (3, 2, 1) if words else ():
        name = " ".join(words.group().split(" ")[:count])
        if fold(name, page.language).strip(" .-–—") in page.words["agencies"]:
            return name
    return None


def _place(front: str, page: Page, *, sure: bool) -> Span | None:
    """Return the place of a head without its day; where no agency vouches for it, it is one or two words without small letters."""
    place = _DATE_FROM.sub("", front)
    if place != front and _is_month(last := _MONTH_BEFORE.search(place), page):
        place = place[: last.start()]
    place = place.rstrip(_TRIMMED)
    words = place.split()
    if not words or len(words) > 4 or not _PLACE.match(place) or (not sure and (not _shouted(place) or len(words) > 2)):
        return None
    return Span(0, len(place))


def _is_month(found: re.Match[str] | None, page: Page) -> bool:
    """Tell whether a word is a month's name: 'CAIRO, Oct. 16'."""
    name = fold(found.group(), page.language).strip(" ,،.") if found else ""
    return any(name == month for months in page.months.values() for month, _ in months)


def _shouted(place: str) -> bool:
    """Tell whether a place is set in capitals, or in a script without them."""
    letters = [c for c in place if c.isalpha()]
    return bool(letters) and all(not c.islower() for c in letters)
