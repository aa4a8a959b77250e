"""Find the killed and the injured that a sentence counts.

Takes: a sentence and its language. Gives: casualty counts with the spans of the figure and of the words around it.
Lexicons: resources/lexicons/<code>/casualties.toml, and numbers.toml through core.numerals. Known limits: named dead are not
counted; figures of different sources in one sentence are all returned, in order.
"""

import re
from dataclasses import dataclass

from core.model import Span
from core.numerals import parse_count
from core.numerals.counts import BREAKS, PAUSES, Group, Reader, read_group

__all__ = ["CasualtyCount", "find_casualties", "parse_count"]

_POINTED = re.compile(r"\b([A-Z])\.([A-Z])\.")
_REACH = {"ar": (6, 3), "tr": (1, 9), "fa": (3, 8), "en": (4, 7)}
_FIRST = {"ar": "before", "tr": "after", "fa": "after", "en": "before"}
_ASIDES = {"en": (("including",), ("among", "them")), "fa": (("از", "جمله"), ("شامل",))}
_PASSIVE = frozenset(("was", "were", "are", "is", "have", "has", "had"))
"""With these the English sentence goes on; 'arrested 50, including two, and killed three' begins another deed."""
_ASIDE = 10
"""The longest count of a part of the dead, in tokens with its commas."""


@dataclass(frozen=True, slots=True)
class CasualtyCount:
    """How many were killed or injured: ``span`` covers deed, figure and people, ``number_span`` the figure."""

    kind: str
    least: int | None
    most: int | None
    span: Span
    number_span: Span


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word of killing or injuring: tokens [start, end), kind, on which side its count stands, and whether it is weak."""

    start: int
    end: int
    kind: str
    side: str
    weak: bool = False


def _groups(reader: Reader) -> list[Group]:
    """Return all figures of the sentence."""
    out, at = [], 0
    while at < len(reader.tokens):
        group = read_group(reader, at) or _lone(reader, at)
        if group is None:
            at += 1
            continue
        if not out or group.start >= out[-1].number[1]:
            out.append(group)
        at = max(group.end, at + 1)
    return out


def _lone(reader: Reader, at: int) -> Group | None:
    """Read an Arabic singular that a deed governs ('مقتل جندي') as one."""
    if reader.language != "ar" or at == 0 or not reader.match("person.one", at) or reader.tokens[at].text.startswith("ال"):
        return None
    governed = any(reader.match(f"{kind}.{key}", at - 1) for kind in ("killed", "injured") for key in ("deeds", "weak"))
    if not governed and not _governed_at_distance(reader, at):
        return None
    return Group(at, at + 1, (at, at + 1), (1, 1), "person")


def _governed_at_distance(reader: Reader, at: int) -> bool:
    """Tell 'أودت بمتعاقد' (the preposition belongs to the deed)."""
    return reader.tokens[at].text.startswith("ب") and any(reader.match("killed.deeds", at - 1 - i) for i in range(2) if at - 1 - i >= 0)


def _deeds(reader: Reader) -> list[_Deed]:
    """Return all words of killing and injuring."""
    out = []
    for at in reader.places:
        for kind in ("killed", "injured"):
            for key, side in (("after", "before"), ("deeds", "after"), ("weak", "after")):
                used = reader.match(f"{kind}.{key}", at)
                if used:
                    out.append(_Deed(at, at + used, kind, side, key == "weak"))
    return out


def _distance(reader: Reader, group: Group, deed: _Deed, groups: list[Group]) -> int | None:
    """Return the words between a figure and a deed on its proper side, None if something stands between."""
    if deed.side == "after":
        first, last = deed.end, group.start
    else:
        first, last = _behind_aside(reader, group.end), deed.start
    if last < first:
        inside = deed.start >= group.end - 1 or deed.end <= group.start + 1
        return 0 if inside and last >= first - 1 and group.noun in ("person", "") else None
    between = reader.tokens[first:last]
    if any(t.text in BREAKS for t in between) or any(t.text in PAUSES for t in between):
        return None
    if reader.language == "en" and deed.side == "after" and [t.text for t in between] == ["and"]:
        return None  # 'he was shot dead and three others were hurt' begins another clause
    if any(first <= g.number[0] < last for g in groups if g is not group):
        return None
    left, right = _REACH[reader.language]
    return last - first if last - first <= (left if deed.side == "after" else right) else None


def _behind_aside(reader: Reader, at: int) -> int:
    """Return where the sentence goes on behind ', including four children,', if with what happened to those counted before it."""
    texts = [t.text for t in reader.tokens[at : at + _ASIDE]]
    opens = _ASIDES.get(reader.language, ())
    if texts[:1] != [","] and texts[:1] != ["،"] or not any(texts[1 : 1 + len(o)] == list(o) for o in opens):
        return at
    end = next((i + 1 for i, text in enumerate(texts) if i and text in PAUSES), 0)
    behind = texts[end : end + 1]
    goes_on = behind != ["و"] if reader.language == "fa" else bool(_PASSIVE.intersection(behind))
    return at + end if end and goes_on else at


def find_casualties(text: str, language: str) -> list[CasualtyCount]:
    """Return the killed and injured that a sentence counts, in order."""
    if language not in _REACH or not text:
        return []
    reader = Reader(_POINTED.sub(r"\1_\2_", text), language)  # the points of 'U.S.' end no clause; every place stays
    deeds = _deeds(reader)
    groups = _groups(reader)
    told = [(group, *_kind(reader, group, deeds, groups)) for group in groups]
    for i in (*range(1, len(told)), *range(len(told) - 2, -1, -1)):
        told[i] = _shared(reader, told, i)
    out = [_count(reader, group, kind, deed) for group, kind, deed in told if kind]
    return sorted(out + _zeros(reader), key=lambda c: c.span.start)


def _shared(reader: Reader, told: list[tuple[Group, str | None, _Deed | None]], i: int) -> tuple[Group, str | None, _Deed | None]:
    """Give a figure without a deed that of its coordinated neighbour ('3 asker ve 2 polis şehit oldu')."""
    group, kind, deed = told[i]
    if kind is None and i and told[i - 1][1] and _coordinated(reader, told[i - 1][0], group):
        return group, told[i - 1][1], None
    following = told[i + 1] if i + 1 < len(told) else None
    if kind is None and following and following[1] and group.noun == "person" and _coordinated(reader, group, following[0]):
        return group, following[1], None
    return group, kind, deed


def _kind(reader: Reader, group: Group, deeds: list[_Deed], groups: list[Group]) -> tuple[str | None, _Deed | None]:
    """Decide whether a figure counts killed or injured: its noun, else the nearest deed on the proper side."""
    if group.noun in ("killed", "injured"):
        return group.noun, None
    if group.noun == "thing":
        return None, None
    best: tuple[tuple[int, int], _Deed] | None = None
    for deed in deeds:
        distance = _distance(reader, group, deed, groups)
        if distance is None or (group.noun == "" and (distance > 0 or deed.weak)):
            continue
        side = "before" if deed.side == "after" else "after"
        rank = (2 * distance + (0 if side == _FIRST[reader.language] else 1), -(deed.end - deed.start))
        if best is None or rank < best[0]:
            best = (rank, deed)
    return (best[1].kind, best[1]) if best else (None, None)


def _coordinated(reader: Reader, one: Group, two: Group) -> bool:
    """Tell whether the second figure continues the first ('10 civilians and 3 soldiers')."""
    if two.noun != "person":
        return False
    between = [t.text for t in reader.tokens[one.end : two.start]]
    if reader.language == "ar":
        return between == ["و"] or (not between and reader.tokens[two.start].text.startswith("و"))
    return between in (["and"], ["ve"], ["ile"], ["و"])


def _count(reader: Reader, group: Group, kind: str, deed: _Deed | None) -> CasualtyCount:
    """Build the result with the spans of figure and words."""
    start = min(group.start, deed.start) if deed else group.start
    end = max(group.end, deed.end) if deed else group.end
    return CasualtyCount(kind, group.bounds[0], group.bounds[1], reader.span(start, end), reader.span(group.number[0], group.number[1]))


def _zeros(reader: Reader) -> list[CasualtyCount]:
    """Read 'there were no deaths' as zero."""
    out = []
    for at in reader.places:
        for kind in ("killed", "injured"):
            used = reader.match(f"none.{kind}", at)
            if used:
                span = reader.span(at, at + used)
                out.append(CasualtyCount(kind, 0, 0, span, span))
    return out
