"""The Unicode Bidirectional Algorithm (UAX #9), for layout that draws its own lines.

Takes: logical text and a base direction (0 left to right, 1 right to left, None: first strong character).
Gives: an embedding level for each character, and the visual order of the runs of a line. Mirroring is left to the shaper.
Uses the character classes of ``unicodedata``. Known limit: deeper than 125 levels is ignored, as the standard says.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
MAX_DEPTH = 125
_ISOLATES = {"LRI", "RLI", "FSI"}
_EMBEDS = {"LRE": (0, None), "RLE": (1, None), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_TRAILING = {"WS", "LRI", "RLI", "FSI", "PDI"} | _REMOVED
_STRONG_NUMBER = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_TURNING = frozenset(("R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"))
_IRREGULAR_BRACKETS = {"⦍": "⦐", "⦏": "⦎"}  # 298D-2990 close crosswise


@lru_cache(maxsize=4096)
def _class(char: str) -> str:
    """Return the Bidi_Class; an unassigned character counts as L, as in the default of most blocks."""
    return unicodedata.bidirectional(char) or "L"


@lru_cache(maxsize=1)
def _brackets() -> tuple[dict[str, str], dict[str, str]]:
    """Return (open to close, close to canonical open): mirrored ON characters of category Ps and the Pe that follows."""
    opens: dict[str, str] = {}
    for code in (*range(0x20, 0x100), *range(0x0F00, 0x1800), *range(0x2000, 0x3100), *range(0xFE00, 0x10000)):
        char = chr(code)
        if unicodedata.category(char) != "Ps" or not unicodedata.mirrored(char) or _class(char) != "ON":
            continue
        nearby = (_IRREGULAR_BRACKETS.get(char), chr(code + 1), chr(code + 2))
        close = next((c for c in nearby if c and unicodedata.category(c) == "Pe" and unicodedata.mirrored(c)), None)
        if close:
            opens[char] = close
    canonical = {o: unicodedata.normalize("NFD", o) for o in opens}
    return opens, {close: canonical[o] for o, close in opens.items()}


def _matching_pdi(classes: Sequence[str]) -> dict[int, int]:
    """Return the index of the PDI that closes each isolate initiator (BD9)."""
    stack: list[int] = []
    found: dict[int, int] = {}
    for i, kind in enumerate(classes):
        if kind in _ISOLATES:
            stack.append(i)
        elif kind == "PDI" and stack:
            found[stack.pop()] = i
    return found


def _first_strong(classes: Sequence[str], start: int, end: int, pdi: dict[int, int]) -> int | None:
    """Return the level of the first strong character outside isolates (P2, P3), or None."""
    i = start
    while i < end:
        kind = classes[i]
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
        i = pdi.get(i, end) if kind in _ISOLATES else i + 1
    return None


def base_level(text: str, default: int = 0) -> int:
    """Return 0 or 1 after the first strong character; ``default`` where there is none."""
    classes = [_class(c) for c in text]
    found = _first_strong(classes, 0, len(classes), _matching_pdi(classes))
    return default if found is None else found


@dataclass
class _Explicit:
    """State of the explicit pass (X1 to X8)."""

    base: int
    stack: list[tuple[int, str | None, bool]] = field(init=False)
    overflow_isolates: int = 0
    overflow_embeds: int = 0
    valid_isolates: int = 0

    def __post_init__(self) -> None:
        self.stack = [(self.base, None, False)]

    def _next(self, direction: int) -> int:
        """Return the least level above the present one with the parity of ``direction``."""
        level = self.stack[-1][0] + 1
        return level if level % 2 == direction else level + 1

    def embed(self, kind: str) -> None:
        """Enter an embedding or override (X2 to X5)."""
        direction, override = _EMBEDS[kind]
        level = self._next(direction)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeds:
            self.stack.append((level, override, False))
        elif not self.overflow_isolates:
            self.overflow_embeds += 1

    def isolate(self, direction: int) -> None:
        """Enter an isolate (X5a to X5c)."""
        level = self._next(direction)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeds:
            self.valid_isolates += 1
            self.stack.append((level, None, True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self) -> None:
        """Leave an isolate (X6a)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeds = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1

    def end_embed(self) -> None:
        """Leave an embedding (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeds:
            self.overflow_embeds -= 1
        elif not self.stack[-1][2] and len(self.stack) >= 2:
            self.stack.pop()


def _inner_direction(kinds: Sequence[str], i: int, pdi: dict[int, int]) -> int:
    """Return the direction inside the isolate that begins at ``i``."""
    if kinds[i] == "FSI":
        return _first_strong(kinds, i + 1, pdi.get(i, len(kinds)), pdi) or 0
    return int(kinds[i] == "RLI")


def _explicit(kinds: list[str], base: int, pdi: dict[int, int]) -> list[int]:
    """Assign explicit levels and apply overrides to ``kinds`` in place (X1 to X8)."""
    state = _Explicit(base)
    levels = [base] * len(kinds)
    for i, kind in enumerate(tuple(kinds)):
        if kind == "PDI":
            state.end_isolate()
        level, override, _ = state.stack[-1]
        levels[i] = level
        if kind in _ISOLATES:
            state.isolate(_inner_direction(kinds, i, pdi))
        elif kind in _EMBEDS:
            state.embed(kind)
        elif kind == "PDF":
            state.end_embed()
        elif kind == "B":
            levels[i] = base
            continue
        if override and kind not in _REMOVED:
            kinds[i] = override
    return levels


def _sequences(kinds: list[str], original: list[str], levels: list[int], pdi: dict[int, int]) -> Iterable[list[int]]:
    """Yield the isolating run sequences as lists of indices, without the characters X9 removes (BD13, X10)."""
    kept = [i for i, kind in enumerate(original) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for i in kept:
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    run_at = {run[0]: run for run in runs}
    closers = set(pdi.values())
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in closers:
            continue
        sequence = list(run)
        while original[sequence[-1]] in _ISOLATES and sequence[-1] in pdi:
            sequence += run_at[pdi[sequence[-1]]]
        yield sequence


def _weak(seq: list[int], kinds: list[str], sos: str) -> None:
    """Resolve weak types of one sequence in place (W1 to W7)."""
    previous, strong = sos, sos
    for i in seq:  # W1, W2, W3 (AL is kept for the look-back, then turned to R below)
        kind = kinds[i]
        if kind == "NSM":
            kind = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[i] = kind
    for i in seq:
        if kinds[i] == "AL":
            kinds[i] = "R"
    for a, b, c in zip(seq, seq[1:], seq[2:], strict=False):  # W4
        pair = (kinds[a], kinds[c])
        if (kinds[b] in ("ES", "CS") and pair == ("EN", "EN")) or (kinds[b] == "CS" and pair == ("AN", "AN")):
            kinds[b] = kinds[a]
    _terminators(seq, kinds)
    strong = sos
    for i in seq:  # W6, W7
        if kinds[i] in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kinds[i] in ("L", "R"):
            strong = kinds[i]
        elif kinds[i] == "EN" and strong == "L":
            kinds[i] = "L"


def _terminators(seq: list[int], kinds: list[str]) -> None:
    """Turn European terminators next to European numbers into numbers (W5)."""
    for order in (seq, seq[::-1]):
        beside = False
        for i in order:
            if kinds[i] == "ET" and beside:
                kinds[i] = "EN"
            else:
                beside = kinds[i] == "EN"


def _pairs(seq: list[int], text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Return the bracket pairs of a sequence as positions in it, by opening (BD16)."""
    opens, closes = _brackets()
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for position, i in enumerate(seq):
        char = text[i]
        if kinds[i] != "ON":
            continue
        if char in opens:
            if len(stack) == 63:
                return []
            stack.append((unicodedata.normalize("NFD", char), position))
        elif char in closes:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == closes[char]:
                    found.append((stack[depth][1], position))
                    del stack[depth:]
                    break
    return sorted(found)


def _bracket_pairs(seq: list[int], text: str, kinds: list[str], original: list[str], sos: str, level: int) -> None:
    """Give paired brackets the direction of what they hold, or of what stands before them (N0)."""
    embedding = "R" if level % 2 else "L"
    for start, end in _pairs(seq, text, kinds):
        inside = {_STRONG_NUMBER.get(kinds[seq[p]]) for p in range(start + 1, end)} - {None}
        if embedding in inside:
            direction = embedding
        elif inside:
            before = (_STRONG_NUMBER.get(kinds[seq[p]]) for p in range(start - 1, -1, -1))
            context = next((d for d in before if d), sos)
            direction = context if context != embedding else embedding
        else:
            continue
        for position in (start, end):
            kinds[seq[position]] = direction
            for i in seq[position + 1 :]:  # marks on a bracket follow it
                if original[i] != "NSM":
                    break
                kinds[i] = direction


def _neutrals(seq: list[int], kinds: list[str], sos: str, eos: str, level: int) -> None:
    """Resolve neutrals from both sides (N1), else to the embedding direction (N2)."""
    embedding = "R" if level % 2 else "L"
    position = 0
    while position < len(seq):
        if kinds[seq[position]] not in _NEUTRAL:
            position += 1
            continue
        stop = position
        while stop < len(seq) and kinds[seq[stop]] in _NEUTRAL:
            stop += 1
        before = _STRONG_NUMBER[kinds[seq[position - 1]]] if position else sos
        after = _STRONG_NUMBER[kinds[seq[stop]]] if stop < len(seq) else eos
        for i in seq[position:stop]:
            kinds[i] = before if before == after else embedding
        position = stop


def _edges(seq: list[int], original: list[str], levels: list[int], pdi: dict[int, int], base: int) -> tuple[str, str]:
    """Return the directions at start and end of a sequence (X10)."""
    before = next((levels[i] for i in range(seq[0] - 1, -1, -1) if original[i] not in _REMOVED), base)
    last = seq[-1]
    if original[last] in _ISOLATES and last not in pdi:
        after = base
    else:
        after = next((levels[i] for i in range(last + 1, len(levels)) if original[i] not in _REMOVED), base)
    level = levels[seq[0]]
    return "LR"[max(level, before) % 2], "LR"[max(level, after) % 2]


def _paragraph_levels(text: str, original: list[str], base: int) -> list[int]:
    """Resolve the levels of one paragraph, up to and without rule L1."""
    kinds = list(original)
    pdi = _matching_pdi(original)
    levels = _explicit(kinds, base, pdi)
    resolved = list(levels)
    for seq in _sequences(kinds, original, levels, pdi):
        level = levels[seq[0]]
        sos, eos = _edges(seq, original, levels, pdi, base)
        _weak(seq, kinds, sos)
        _bracket_pairs(seq, text, kinds, original, sos, level)
        _neutrals(seq, kinds, sos, eos, level)
        for i in seq:  # I1, I2
            if level % 2:
                resolved[i] = level + (kinds[i] != "R")
            else:
                resolved[i] = level + {"L": 0, "R": 1}.get(kinds[i], 2)
    for i, kind in enumerate(original):  # characters X9 removes take the level before them
        if kind in _REMOVED:
            resolved[i] = resolved[i - 1] if i else base
    return resolved


def _reset_separators(original: list[str], levels: list[int], base: int, start: int, end: int) -> None:
    """Put separators and the white space before them or at the end of a line to the base level (L1)."""
    trailing = True
    for i in range(end - 1, start - 1, -1):
        if original[i] in ("B", "S"):
            trailing = True
            levels[i] = base
        elif original[i] in _TRAILING:
            if trailing:
                levels[i] = base
        else:
            trailing = False


def levels(text: str, base: int | None = None) -> list[int]:
    """Return the embedding level of each character; a paragraph separator ends all embedding, the base stays (P1)."""
    original = [_class(c) for c in text]
    if base != 1 and _TURNING.isdisjoint(original):
        return [0] * len(text)  # nothing in it turns: the common case of European text
    if base is None:
        base = _first_strong(original, 0, len(original), _matching_pdi(original)) or 0
    resolved: list[int] = []
    while len(resolved) < len(text):
        start = len(resolved)
        end = original.index("B", start) + 1 if "B" in original[start:] else len(text)
        resolved += _paragraph_levels(text[start:end], original[start:end], base)
    _reset_separators(original, resolved, base, 0, len(text))
    return resolved


def visual_runs(text: str, level: Sequence[int], start: int, end: int, base: int) -> list[tuple[int, int, int]]:
    """Return the runs (start, end, level) of one line in visual order, left to right (L1, L2)."""
    if base == 0 and start < end and not any(level[start:end]):
        return [(start, end, 0)]
    line = list(level[start:end])
    _reset_separators([_class(c) for c in text[start:end]], line, base, 0, end - start)
    runs: list[tuple[int, int, int]] = []
    for i, value in enumerate(line, start):
        if runs and runs[-1][2] == value:
            runs[-1] = (runs[-1][0], i + 1, value)
        else:
            runs.append((i, i + 1, value))
    for threshold in range(max(line, default=0), 0, -1):
        runs = _reverse_at(runs, threshold)
    return runs


def _reverse_at(runs: list[tuple[int, int, int]], threshold: int) -> list[tuple[int, int, int]]:
    """Reverse every stretch of runs at or above ``threshold`` (one step of L2)."""
    out: list[tuple[int, int, int]] = []
    stretch: list[tuple[int, int, int]] = []
    for run in runs:
        if run[2] >= threshold:
            stretch.insert(0, run)
        else:
            out += [*stretch, run]
            stretch = []
    return out + stretch


def without_controls(text: str) -> str:
    """Return foreign text without embeddings, overrides and isolates, which could reorder what stands around it."""
    return text.translate(_CONTROLS)


def isolate(text: str, direction: str | None = None) -> str:
    """Wrap ``text`` so that it keeps its own order in any surroundings: 'ltr', 'rtl', or None for its first strong letter."""
    return {"ltr": LRI, "rtl": RLI, None: FSI}[direction] + text + PDI
