"""Find the outlet: what the file's markup says, a source line, a line that is only its name, an inline dateline."""

import re

from core.clean.inline import first_head
from core.clean.lines import Line
from core.clean.page import Page
from core.clean.published import WEAK
from core.clean.tail import is_section
from core.model import RawArticle
from core.textnorm.fold import fold

_PARTS = re.compile(r"\s*(?:[|•·]|\s[-–—]\s)\s*")
_HALVES = re.compile(r"\s+[-–—]\s+|\s*[/:]\s*")
_SHARES = re.compile(r"\s+[+/&]\s+|\s+(?:ve|and)\s+|\s+و(?=ال)")
"""What stands between an outlet and those it shares a report with, or the desk that wrote it."""
_BRACKETED = re.compile(r"\(([^()]{3,40})\)")
_QUOTED = re.compile(r"[«“\"]([^»”\"]{3,40})[»”\"]")


def has_outlet_word(text: str, page: Page) -> bool:
    """Tell whether a short phrase holds a word such as 'agency', 'newspaper', 'Haber'."""
    folded = fold(text, page.language)
    words = page.words["outlet_words"]
    return any(w in words for w in folded.split()) or any(" " in w and w in folded for w in words)


def _named(text: str, page: Page) -> str | None:
    """Return the outlet among the parts of a short line such as 'OUTLET - place' or 'SECTION | OUTLET'."""
    parts = [p.strip() for p in _PARTS.split(text) if p.strip()]
    if not parts or len(parts) > 3 or any(len(p.split()) > 5 for p in parts):
        return None
    hits = [p for p in parts if has_outlet_word(p, page) and not is_section(fold(p, page.language), page)]
    if hits:
        return _own_name(hits[0], page)
    return None


def _own_name(text: str, page: Page) -> str:
    """Leave out the desk and agencies beside an outlet's name ('X / Foreign desk', 'X + agencies', 'X News Desk')."""
    parts = [p for p in _SHARES.split(text) if p]
    if len(parts) > 1 and all(_is_desk(p, page) or is_agency(p, page) for p in parts[1:]):
        return parts[0]
    words = text.split()
    desk = next((i for i in range(1, len(words)) if fold(" ".join(words[i:]), page.language).strip() in page.words["byline_words"]), None)
    return " ".join(words[:desk]) if desk and desk > 1 else text


def _is_desk(text: str, page: Page) -> bool:
    """Tell whether a part of a byline names a desk or section, and no outlet."""
    folded = fold(text, page.language).strip()
    return folded in page.words["byline_words"] or is_section(folded, page) or bool(page.words["desk_words"] & set(folded.split()))


def _is_place(text: str, page: Page) -> bool:
    """Tell whether a part of a byline is a place that reports are dated from."""
    return fold(text, page.language).strip() in page.words["places"]


def _place_and_outlet(text: str, page: Page, after_title: bool) -> str | None:
    """Return the outlet of a short 'place - outlet', 'outlet - desk' or 'author / outlet' line; above the title if quoted or known."""
    parts = [_own_name(p.strip(), page) for p in _HALVES.split(text)]
    if len(parts) != 2 or re.search(r"\d", text) or not 1 <= len(parts[0].split()) <= 3 or not 1 <= len(parts[1].split()) <= 3:
        return None
    for part in parts:
        if _QUOTED.fullmatch(part) or is_agency(part, page):
            return part.strip('«»“”"')
    others = [p for p in parts if not _is_place(p, page) and not _is_desk(p, page)]
    if not after_title or not others or ":" in text:
        return None
    if "/" in text:  # who wrote, and for whom or from where
        named = others == parts and len(parts[1].split()) > 1 and not parts[1].isupper()
        return parts[1] if named or others == parts[1:] else None
    if len(others) == 1:
        return others[0]
    return parts[0] if parts[1].isupper() and not parts[0].isupper() else parts[1]  # a place is set in capitals, or stands first


def is_agency(text: str, page: Page) -> bool:
    """Tell whether a phrase is an agency's name."""
    return fold(text, page.language).strip(" ()[]") in page.words["agencies"]


def _section_and_outlet(text: str, page: Page) -> str | None:
    """Return the part of a 'SECTION | OUTLET' line that is no section."""
    parts = [p.strip() for p in re.split(r"\s*[|•·]\s*", text) if p.strip()]
    others = [p for p in parts if not is_section(fold(p, page.language), page)]
    return others[0] if len(parts) == 2 and len(others) == 1 and len(others[0].split()) <= 4 else None


def _before_menu(text: str, page: Page) -> str | None:
    """Return the first part of 'OUTLET | SECTION | SECTION …', where all others are sections."""
    first, *others = [p.strip() for p in re.split(r"\s*[|•·]\s*", text) if p.strip()] or [""]
    named = len(first.split()) <= 4 and not is_section(fold(first, page.language), page)
    return first if first and named and len(others) >= 2 and all(is_section(fold(p, page.language), page) for p in others) else None


def is_outlet_line(lines: list[Line], index: int, page: Page) -> bool:
    """Tell whether a header line holds nothing but the outlet's name (and perhaps a place or section)."""
    return outlet_of(lines, index, page) is not None


def outlet_of(lines: list[Line], index: int, page: Page) -> tuple[str, str] | None:
    """Return the outlet a header line names, and on what ground."""
    line = lines[index]
    bare = line.text.rstrip(" :")
    if line.sentence or line.words > (12 if line.kind == "menu" else 7) or line.kind not in {"", "dateline", "menu"}:
        return None
    if re.search(r"\d", line.text):
        return None
    after_title = any(x.kind == "title" for x in lines[:index])
    found = (_named(bare, page) or _place_and_outlet(bare, page, after_title)) if line.kind != "menu" and line.words <= 6 else None
    if found and not bare.endswith(("؟", "?")):
        return found, "dateline"
    if line.text.endswith(("؟", "?", ":")) or line.text.startswith("©"):
        return None
    other = _section_and_outlet(line.text, page) or (_before_menu(line.text, page) if index == 0 else None)
    if other and (line.kind == "menu" or index == 0):
        return other, "dateline"
    if line.kind == "menu":
        return None
    if after_title and is_agency(line.text, page):
        return line.text.strip(" ()[]"), "dateline"
    if index == 0 and line.words <= 4 and _heads_page(line, lines[1:9], page):
        return line.text, "first line"
    return None


def _heads_page(line: Line, following: list[Line], page: Page) -> bool:
    """Tell whether a short first line stands over a menu or headline and has no word in common with what follows."""
    title = next((x for x in following if x.kind in {"", "title"}), None)
    if title is None or title.paragraph or title.words < 4 or (following[0] is title and title.after_blank):
        return False
    own = set(line.text.split())

    def said(text: str) -> str:
        """Leave out the outlet's name, or a part of it, in quotation marks: a byline that names it so speaks for it."""
        return _QUOTED.sub(lambda name: "" if set(name[1].split()) <= own else name[0], text)

    later = {w[:4] for x in following if x.kind in {"", "title"} for w in re.findall(r"\w{4,}", fold(said(x.text), page.language))}
    return not later & {w[:4] for w in re.findall(r"\w{4,}", line.folded)}


def find_outlet(lines: list[Line], page: Page, raw: RawArticle) -> tuple[str | None, str | None]:
    """Return the outlet and its basis, or (None, None)."""
    value, basis = raw.hints.get("outlet", ("", ""))
    if value and basis not in WEAK:
        return value, basis
    if raw.format in {"pdf", "docx", "odt", "rtf"} and (head := _running_head(lines, page)):
        return head, "page header"
    for finder in (_from_source, _from_header, _from_caption, _from_inline, _beside_date, _from_own_mention, _from_end):
        found = finder(lines, page)
        if found:
            return found
    return (value, basis) if value else (None, None)


def _running_head(lines: list[Line], page: Page) -> str | None:
    """Return the outlet that a printed page's running head names."""
    heads = (x.text for x in lines if x.kind == "menu" and x.why == "markup" and x.words <= 6 and not re.search(r"\d", x.text))
    return next((named for head in heads if (named := _named(head, page))), None)


def _from_source(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read 'Source: X'."""
    for line in lines:
        if line.kind != "dateline" or ":" not in line.text:
            continue
        label, value = line.text.split(":", 1)
        labelled = fold(label, page.language).strip() in page.words["outlet_labels"]
        generic = fold(value, page.language).strip() in page.words["byline_words"]
        if labelled and not generic and 0 < len(value.split()) <= 6:
            return _own_name(value.strip(), page), "source line"
    return None


def _from_header(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read a header line that is the outlet's name; one with an outlet's word goes before others."""
    for i, line in enumerate(lines[:60]):
        if line.kind in {"", "body"} and line.paragraph:
            return None
        if found := outlet_of(lines, i, page):
            return found
    return None


def _from_caption(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read a template's leftover such as 'OUTLET caption'."""
    for line in lines:
        if line.kind == "caption" and line.why.endswith("caption-end"):
            return line.text.rsplit(" ", 1)[0].strip(), "caption"
    return None


def _from_inline(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read 'PLACE (OUTLET) -' or 'OUTLET/' at the beginning of the text."""
    head = first_head(lines, page)
    if not head:
        return None
    if head.agency:
        return None if re.search(r"\d", head.agency) else (head.agency, "inline dateline")
    place = head.place.of(head.text)
    return (place, "inline dateline") if _named(place, page) or is_agency(place, page) else None


def _beside_date(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read an agency's or outlet's name that stands in a line with the date."""
    for line in lines:
        if line.kind != "dateline":
            continue
        if named := next((b.strip() for b in _BRACKETED.findall(line.text) if has_outlet_word(b, page)), None):
            return named, "dateline"
        for part in re.split(r"\s*[|,،•]\s*|\s+[-–—]\s+", line.text):
            if not re.search(r"\d", part) and 1 <= len(part.split()) <= 3 and is_agency(part.split()[0], page):
                return part.strip(), "dateline"
    return None


def _from_own_mention(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read a name in quotation marks in a byline or share line."""
    names = [m for line in lines if line.kind in {"share", "dateline"} for m in _QUOTED.findall(line.text)]
    return (names[0], "byline") if names else None


def _from_end(lines: list[Line], page: Page) -> tuple[str, str] | None:
    """Read an agency's name that stands alone in or after the text."""
    for line in lines:
        if line.kind == "dateline" and is_agency(line.text, page):
            return line.text.strip(" ()[]"), "credit"
    return None
