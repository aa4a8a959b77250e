"""Label what a line's own words tell, what follows the article, and what is said twice."""

import re

from core.clean.lines import Line
from core.clean.page import Page, find_cue
from core.textnorm.fold import fold

_SPLIT = re.compile(r"\s*(?:[|•·>»›/,،#]|\s-\s|\s{2,}|\.{2,})\s*")
_GLUE = re.compile(r"(?<=[a-zçğıöşü])(?=[A-ZÇĞİÖŞÜ\u0621-\u064a])")
_TRAIL = re.compile(r"\s*[>»›|/•·]\s*")
_ARROW = re.compile(r"\s+[>»›]\s+")
_HOME = frozenset(("home", "ana sayfa", "anasayfa", "الرئيسيه", "الصفحه الرئيسيه", "صفحه اصلي", "صفحه نخست", "خانه"))
"""What the first part of a trail to the page is called, folded."""
_OPEN_ENDED = {"related", "comments", "tags"}


def mark_cues(lines: list[Line], page: Page) -> None:
    """Label the lines that a cue, a row of section names, platforms or hashtags gives away."""
    for line in lines:
        if line.kind:
            continue
        found = find_cue(line.folded, page, line.sentence) or find_cue(unglued(line.text, page), page, line.sentence)
        kind = _list_kind(line, page)
        if kind and not (found and found[0].kind == "comments"):
            line.mark(kind, "list")
        elif found and not (line.paragraph and found[0].match != "boilerplate" and found[0].kind not in _OPEN_ENDED):
            cue, line.rest = found
            line.mark(cue.kind, cue.id)


def unglued(text: str, page: Page) -> str:
    """Return a folded line with a space where a template left words stuck together ('onNovember', 'noتعليق')."""
    return fold(_GLUE.sub(" ", text), page.language).strip()


def _list_kind(line: Line, page: Page) -> str:
    """Return the label of a line that is only a list of sections, platforms or hashtags, else ''."""
    tokens = line.folded.split()
    if not re.search(r"[^\W_]{2}", line.folded):
        return "menu"
    if tokens and all(t.startswith("#") for t in tokens):
        return "tags"
    if line.paragraph:
        return ""
    parts = [p for p in _SPLIT.split(line.folded) if p]
    if is_share(line.folded, parts, page):
        return "share"
    trail = _TRAIL.split(line.text)
    if len(trail) > 1 and fold(trail[0].strip(), page.language) in _HOME and all(len(p.split()) <= 5 for p in trail):
        return "menu"
    arrows = [fold(p.strip(), page.language) for p in _ARROW.split(line.text)]
    if len(arrows) > 1 and "«" not in line.text and is_section(arrows[0], page) and all(1 <= len(p.split()) <= 4 for p in arrows):
        return "menu"
    sections = [p for p in parts if is_section(p, page)]
    short = all(len(p.split()) <= 3 for p in parts)
    if parts and len(sections) == len(parts):
        return "menu"
    return "menu" if len(parts) >= 3 and short and len(sections) * 2 >= len(parts) else ""


def is_share(folded: str, parts: list[str], page: Page) -> bool:
    """Tell whether a line names nothing but platforms and share buttons."""
    share = page.words["share_words"]
    bare = [re.sub(r"[\d()\s:]+$", "", p) for p in parts]
    return any(bare) and all(p in share or all(w in share for w in p.split()) for p in bare if p) and bare[0] != ""


def is_section(folded: str, page: Page) -> bool:
    """Tell whether a folded phrase is made of nothing but names of sections, joined by 'and' or not."""
    sections = page.words["sections"]
    words = [w for w in folded.strip(" :").split() if w not in {"ve", "and", "و", "&"}]
    words = [w[1:] if w.startswith("و") and w[1:] in sections else w for w in words]
    at = 0
    while at < len(words):
        step = next((n for n in (3, 2, 1) if " ".join(words[at : at + n]) in sections), 0)
        if not step:
            return False
        at += step
    return bool(words)


def mark_tail(lines: list[Line], page: Page) -> None:
    """Label teasers after a bare 'read also', readers' comments, and a stray section name at the end."""
    last_body = -1
    for i, line in enumerate(lines):
        if line.kind in _OPEN_ENDED and not line.rest and line.why != "markup" and not line.why.startswith("after") and last_body >= 0:
            _mark_following(lines, i, last_body)
        if not line.kind:
            last_body = i
    _mark_end(lines, page)


def _mark_following(lines: list[Line], cue: int, last_body: int) -> None:
    """Label what follows a bare cue: all of it after the article's own tail, else up to where the article goes on."""
    ended = any(line.kind in {"tags", "share"} or (line.rest and line.kind == "dateline") for line in lines[last_body:cue])
    own = _names(lines[: cue + 1])
    teaser: set[str] = set()
    for i in range(cue + 1, len(lines)):
        line = lines[i]
        if line.kind and line.kind != lines[cue].kind:
            if line.kind in {"tags", "share", "menu"}:
                continue
        elif not ended and _stands_apart(line, lines[cue].kind, i - cue, own, teaser):
            return
        else:
            line.mark(lines[cue].kind, "after " + lines[cue].why)
            teaser |= _stems(line)


def _stands_apart(line: Line, kind: str, distance: int, own: set[str], teaser: set[str]) -> bool:
    """Tell whether a line at some distance after a bare cue no longer belongs to it."""
    if kind == "tags":
        return line.words > 4 or line.sentence
    return kind == "related" and distance > 1 and line.sentence and _goes_on(line, own, teaser)


def _stems(line: Line) -> set[str]:
    """Return the beginnings of a line's longer words."""
    return {w.strip(".,،:؛;\"'()«»")[:5] for w in line.folded.split() if len(w) > 4}


def _names(lines: list[Line]) -> set[str]:
    """Return the beginnings of the longer words of the article's own lines."""
    return set().union(*(_stems(line) for line in lines if not line.kind or line.kind == "title"))


def _goes_on(line: Line, own: set[str], teaser: set[str]) -> bool:
    """Tell whether a sentence after teasers belongs to the article rather than to them, by the words it shares."""
    stems = _stems(line)
    return not stems & teaser or len(stems & own) > 2 * len(stems & teaser)


def _mark_end(lines: list[Line], page: Page) -> None:
    """Label short unpunctuated lines after the last sentence as leftovers of the page."""
    for line in reversed(lines):
        if line.kind:
            continue
        if line.sentence or line.words > 4 or len(line.text) > 40 or not any(x.sentence for x in lines if not x.kind):
            return
        bare = line.folded.strip(" ()[]-")
        line.mark("dateline" if bare in page.words["agencies"] else "menu", "stray at the end")


def mark_repeats(lines: list[Line]) -> None:
    """Label the second copy of the title or of a paragraph."""
    seen: dict[str, Line] = {}
    for line in lines:
        if line.kind not in {"", "title"}:
            continue
        key = re.sub(r"\W+", "", fold(line.text))
        if key in seen and (len(line.text) >= 40 or seen[key].kind == "title"):
            line.kind, line.why = "repeat", "said before"
        elif key:
            seen[key] = line
    for line in lines:
        line.mark("body", "running text")
