"""Lines of mixed-direction text: bidi levels, faces, shaping and line breaking; knows nothing of PDF.

Takes: runs of styled text and a width. Gives: lines of positioned glyphs in visual order, each glyph with the text it stands for.
Lines are broken in logical order and put into visual order one by one (UAX #9, L1 and L2).
Known limits: no justification, no hyphenation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz

from core.brief import fonts
from core.brief.fonts import Face
from core.brief.model import Text
from core.textnorm import bidi

_CONTEXT = 4
_BREAK_AFTER = " -–—/"
_WORD = re.compile(r"\s+|\S+")
_ISOLATE_SCRIPT = {bidi.LRI: "other", bidi.RLI: "arab", bidi.FSI: ""}
_SPACE_LIKE = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u2028": " ", "\u2029": " ", "\u00ad": None, "\ufeff": None})


class Glyph(NamedTuple):
    """A glyph in thousandths of an em: ``text`` is what it stands for, empty for marks and for the rest of a cluster."""

    gid: int
    advance: float
    dx: float
    dy: float
    text: str


class Cluster(NamedTuple):
    """The glyphs of an indivisible stretch of text, in visual order; offsets into the shaped string."""

    start: int
    end: int
    glyphs: tuple[Glyph, ...]
    advance: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line with one face, size and style, its glyphs in visual order; ``width`` in points."""

    face: Face
    size: float
    run: Text
    glyphs: tuple[Glyph, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One laid out line, left to right."""

    segments: tuple[Segment, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch with one level, run and face; ``clusters`` in logical order with paragraph offsets."""

    start: int
    end: int
    level: int
    run: Text
    face: Face
    size: float
    clusters: tuple[Cluster, ...]


@lru_cache(maxsize=20000)
def _shape(face: Face, before: str, text: str, after: str, rtl: bool, language: str) -> tuple[Cluster, ...]:
    """Shape ``text``; its neighbours only influence how letters join. Clusters come in logical order."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = language
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.hb_font, buffer, {"kern": True, "liga": True})
    factor = 1000 / face.units
    grouped: dict[int, list[Glyph]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyph = Glyph(info.codepoint, position.x_advance * factor, position.x_offset * factor, position.y_offset * factor, "")
        grouped.setdefault(info.cluster - len(before), []).append(glyph)
    starts = sorted(grouped)
    return tuple(_cluster(start, end, text[start:end], grouped[start]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True))


def _cluster(start: int, end: int, text: str, glyphs: list[Glyph]) -> Cluster:
    """Give the cluster's text to its first glyph that advances, so that it is extracted once and as a whole."""
    carrier = next((i for i, glyph in enumerate(glyphs) if glyph.advance > 0), 0)
    first = glyphs[carrier]
    glyphs[carrier] = Glyph(first.gid, first.advance, first.dx, first.dy, text)
    return Cluster(start, end, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def clean(text: str) -> str:
    """Return ``text`` on one line, without characters that only have meaning in other media."""
    return text.translate(_SPACE_LIKE)


@lru_cache(maxsize=2048)
def layout(runs: tuple[Text, ...], *, size: float, rtl: bool | None, language: str, voice: str, strict: bool) -> "Layout":
    """Return the layout of a paragraph, made once for texts that come again and again, as in tables."""
    return Layout(runs, size=size, rtl=rtl, language=language, voice=voice, strict=strict)


class Layout:
    """A paragraph ready to be broken into lines of any width."""

    def __init__(
        self,
        runs: Sequence[Text],
        *,
        size: float,
        rtl: bool | None = None,
        language: str = "en",
        voice: str = "text",
        strict: bool = False,
    ) -> None:
        """Shape ``runs``; ``rtl`` None takes the direction of the first strong letter."""
        self.runs = [Text(clean(run.text), bold=run.bold, tone=run.tone, link=run.link) for run in runs]
        self.text = "".join(run.text for run in self.runs)
        self.base = bidi.base_level(self.text) if rtl is None else int(rtl)
        self._levels = bidi.levels(self.text, self.base)
        self._items = list(self._itemise(size, language, voice, strict))
        self._clusters = [(cluster, item) for item in self._items for cluster in item.clusters]
        self._may_break = self._break_marks()
        self._advance = [cluster.advance * item.size / 1000 for cluster, item in self._clusters]

    def _scripts(self) -> list[str]:
        """Return a script for each character; digits, spaces and signs take that of their neighbours."""
        found = [fonts.script(char) for char in self.text]
        current = next((s for s in found if s), "arab" if self.base else "other")
        outside: list[str] = []
        out = []
        for char, name, level in zip(self.text, found, self._levels, strict=True):
            if char in _ISOLATE_SCRIPT:
                outside.append(current)
                current = _ISOLATE_SCRIPT[char] or current
            elif char == bidi.PDI and outside:
                current = outside.pop()
            current = name or current
            latin_sign = name is None and level == 0 and not char.isdecimal()
            out.append("other" if latin_sign else current)
        return out

    def _itemise(self, size: float, language: str, voice: str, strict: bool) -> Iterator[_Item]:
        """Cut the paragraph where level, run or face changes, and shape each piece."""
        keys: list[tuple[int, int, Face] | None] = []
        scripts = self._scripts()
        position = 0
        for number, run in enumerate(self.runs):
            for char in run.text:
                if char in "\u200b\u200e\u200f\u061c" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
                    keys.append(None)  # their work is done in the levels; nothing is drawn or copied
                else:
                    chosen = fonts.choose(char, scripts[position], voice, run.bold, strict=strict)
                    if keys and char.isspace() and keys[-1] and keys[-1][:2] == (self._levels[position], number):
                        chosen = keys[-1][2]
                    keys.append((self._levels[position], number, chosen))
                position += 1
        start = 0
        for end in range(1, len(keys) + 1):
            if end == len(keys) or keys[end] != keys[start]:
                if keys[start] is not None:
                    yield self._item(start, end, keys[start], size, language)
                start = end

    def _item(self, start: int, end: int, key: tuple[int, int, Face], size: float, language: str) -> _Item:
        """Shape one stretch word by word, so that words that come again are shaped once."""
        level, number, chosen = key
        clusters: list[Cluster] = []
        for word in _WORD.finditer(self.text, start, end):
            a, b = word.span()
            before = "" if a > start else self.text[max(0, a - _CONTEXT) : a]
            after = "" if b < end else self.text[b : b + _CONTEXT]
            shaped = _shape(chosen, before, word.group(), after, level % 2 == 1, language)
            clusters += [Cluster(c.start + a, c.end + a, c.glyphs, c.advance) for c in shaped]
        return _Item(start, end, level, self.runs[number], chosen, size * chosen.scale, tuple(clusters))

    def _break_marks(self) -> list[bool]:
        """Tell for each cluster whether a line may end after it: at spaces, dashes, and invisible break marks."""
        marks = []
        following = [cluster.start for cluster, _ in self._clusters[1:]] + [len(self.text)]
        for (cluster, _), start in zip(self._clusters, following, strict=False):
            marks.append(self.text[cluster.end - 1] in _BREAK_AFTER or "\u200b" in self.text[cluster.end : start])
        return marks

    def natural_width(self) -> float:
        """Return the width of the paragraph on one line, in points."""
        return sum(self._advance)

    def lines(self, width: float) -> list[Line]:
        """Break into lines no wider than ``width``; a word wider than a line is cut between clusters."""
        return [self._line(a, b) for a, b in self._breaks(width)]

    def _breaks(self, width: float) -> Iterator[tuple[int, int]]:
        """Yield the lines as ranges of clusters."""
        start = 0
        opportunity = 0
        used = 0.0
        i = 0
        while i < len(self._clusters):
            cluster, _ = self._clusters[i]
            if used + self._advance[i] > width + 0.01 and not self._is_space(cluster) and i > start:
                stop = opportunity if opportunity > start else i
                yield start, stop
                start, i, used = stop, stop, 0.0
                continue
            used += self._advance[i]
            i += 1
            if self._may_break[i - 1]:
                opportunity = i
        if start < len(self._clusters):
            yield start, len(self._clusters)

    def _is_space(self, cluster: Cluster) -> bool:
        """Tell whether a cluster is white space and nothing else (a mark can stand on a space)."""
        return self.text[cluster.start : cluster.end].isspace()

    def _line(self, first: int, last: int) -> Line:
        """Put one range of clusters into visual order, without the spaces at its end."""
        while last > first and self._is_space(self._clusters[last - 1][0]):
            last -= 1
        chosen = self._clusters[first:last]
        if not chosen:
            return Line((), 0.0)
        start, end = chosen[0][0].start, chosen[-1][0].end
        segments: list[Segment] = []
        for a, b, level in bidi.visual_runs(self.text, self._levels, start, end, self.base):
            inside = [(c, item) for c, item in chosen if a <= c.start < b]
            segments += self._segments(inside[::-1] if level % 2 else inside)
        return Line(tuple(segments), sum(segment.width for segment in segments))

    def _segments(self, ordered: list[tuple[Cluster, _Item]]) -> Iterator[Segment]:
        """Join neighbouring clusters of the same item into segments."""
        start = 0
        for end in range(1, len(ordered) + 1):
            if end == len(ordered) or ordered[end][1] is not ordered[start][1]:
                item = ordered[start][1]
                glyphs = tuple(glyph for cluster, _ in ordered[start:end] for glyph in cluster.glyphs)
                width = sum(glyph.advance for glyph in glyphs) * item.size / 1000
                yield Segment(item.face, item.size, item.run, glyphs, width)
                start = end
