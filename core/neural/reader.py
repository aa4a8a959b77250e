"""Run the network over a document's sentences.

Takes: the text and its sentence spans. Gives: a ``Reading``: tagged runs and the states of every window, from which
``describe`` and ``roles`` judge any trigger and mention, whoever found them. Uses resources/models (see its model card).
Known limits: a window holds at most LIMIT word pieces, so roles never reach further than that.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.errors import ResourceError
from core.model import MENTION_KINDS, Span
from core.neural.labels import (
    EVENT_TYPES,
    FLAGS,
    HINTS,
    MENTION_TAGS,
    MODES,
    ROLE_TAGS,
    TRIGGER_TAGS,
    distances,
    orders,
)  # fmt: skip
from core.neural.pieces import BOS, EOS, PAD, WordPieces

_UNIT = re.compile(r"\w+|[^\w\s]")
LIMIT = 440
"""Word pieces of a window: sentences are packed up to this."""
OVERLAP = 3
"""Sentences of the window before that a window shows again, so that its first own sentence has company."""
BATCH = 4
_HIDDEN = 384
"""Numbers of a word piece in the table."""


@dataclass(frozen=True, slots=True)
class Run:
    """A tagged stretch: ``label`` a mention kind or event type, ``score`` the mean probability of that label."""

    span: Span
    label: str
    score: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences as the network saw them; ``spans`` are absolute code points of each piece (specials: -1, -1)."""

    first: int
    last: int
    ids: list[int]
    spans: list[tuple[int, int]]
    sentences: list[int]


@dataclass(slots=True)
class Reading:
    """What the network made of one document; ``home`` maps a sentence to the window that sees most before it."""

    windows: list[Window]
    states: list[np.ndarray]
    beliefs: list[np.ndarray]
    home: dict[int, int]
    mentions: list[Run]
    triggers: list[Run]
    bounds: list[np.ndarray]

    def pieces(self, w: int, span: Span) -> slice | None:
        """Return the pieces of window ``w`` that a span overlaps, None where there are none."""
        if w < 0:
            return None
        hit = np.flatnonzero((self.bounds[w][0] < span.end) & (self.bounds[w][1] > span.start))
        return slice(int(hit[0]), int(hit[-1]) + 1) if len(hit) else None

    def belief(self, span: Span, sentence: int) -> dict[str, float]:
        """Return the mean probability of each event type over the pieces of ``span``; empty outside every window."""
        w = self.home.get(sentence, -1)
        hit = self.pieces(w, span)
        if hit is None:
            return {}
        row = self.beliefs[w][hit].mean(0)
        return {t: float(row[1 + 2 * i] + row[2 + 2 * i]) for i, t in enumerate(EVENT_TYPES)}


@dataclass(frozen=True, slots=True)
class Description:
    """Probabilities of a trigger's flags and modes."""

    flags: dict[str, float]
    modes: dict[str, float]


def _look_at_words(folder: Path, card: dict) -> None:
    """See that the table of word pieces, which set-up builds, is the one of this model; a FileNotFoundError or ValueError if not."""
    if "words" in card and (folder / "words.bin").stat().st_size != card["pieces"] * _HIDDEN:
        raise ValueError("words.bin is of another model; python -m tools.build_words builds it")


class Reader:
    """The two ONNX graphs and the vocabulary of one model folder."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        import onnxruntime  # here, so that the lexicon-only mode starts without it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            self.card = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            _look_at_words(folder, self.card)
            self._pieces = WordPieces.load(folder / "vocabulary.json")
            self._tagger, self._relations = (
                onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in ("tagger.onnx", "relations.onnx")
            )
        except Exception as error:  # onnxruntime's own errors share no other base
            raise ResourceError(f"the reader's model in {folder} cannot be opened: {error}") from error
        self.threshold = float(self.card.get("trigger_threshold", 0.5))

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        units: Sequence[tuple[int, int]] | None = None,
        hints: Sequence[tuple[int, int, int]] = (),
    ) -> Reading:
        """Tag every sentence.

        ``units`` are the tokens that a span may begin and end at (words and marks where not given); ``hints`` are what the lexicons
        know: start, end, channel of ``labels.HINTS``.
        """
        units = units or [(m.start(), m.end()) for m in _UNIT.finditer(text)]
        windows = self._windows(text, sentences)
        states: list[np.ndarray] = [np.zeros(0)] * len(windows)
        tagged: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros(0), np.zeros(0))] * len(windows)
        bounds = [np.array(w.spans).T for w in windows]
        starts, ends, channels = np.array(hints, int).reshape(-1, 3).T[..., None]
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            width = max(len(windows[i].ids) for i in chosen)
            ids = np.full((len(chosen), width), PAD, np.int64)
            told = np.zeros((len(chosen), width, len(HINTS)), np.float32)
            for row, i in enumerate(chosen):
                ids[row, : len(windows[i].ids)] = windows[i].ids
                hint, piece = np.nonzero((bounds[i][0] < ends) & (bounds[i][1] > starts))
                told[row, piece, channels[hint, 0]] = 1
            feed = {"ids": ids, "attention": (ids != PAD).astype(np.int64), "hints": told}
            mention, trigger, hidden = self._tagger.run(None, feed)
            for row, i in enumerate(chosen):
                length = len(windows[i].ids)
                states[i] = hidden[row, :length]
                tagged[i] = softmax(mention[row, :length]), softmax(trigger[row, :length])
        home: dict[int, int] = {}
        for i, window in enumerate(windows):
            for s in range(window.first, window.last):
                home.setdefault(s, i)
        reading = Reading(windows, states, [t for _, t in tagged], home, [], [], bounds)
        for i, window in enumerate(windows):
            wanted = {s for s, w in home.items() if w == i}
            mine = _units_of(window, units, wanted)
            reading.mentions += _runs(mine, tagged[i][0], MENTION_TAGS, 0.5)
            reading.triggers += _runs(mine, tagged[i][1], TRIGGER_TAGS, self.threshold)
        reading.mentions.sort(key=lambda r: r.span)
        reading.triggers.sort(key=lambda r: r.span)
        return reading

    def _windows(self, text: str, sentences: Sequence[Span]) -> list[Window]:
        encoded = []
        for s in sentences:
            ids, spans = self._pieces.encode(s.of(text))
            encoded.append((ids[:LIMIT], [(a + s.start, b + s.start) for a, b in spans[:LIMIT]]))
        windows, first = [], 0
        while first < len(encoded):
            window = Window(first, first, [BOS], [(-1, -1)], [-1])
            last = first
            while last < len(encoded) and (last == first or len(window.ids) + len(encoded[last][0]) < LIMIT):
                ids, spans = encoded[last]
                window.ids.extend([*ids, EOS])
                window.spans.extend([*spans, (-1, -1)])
                window.sentences.extend([last] * len(ids) + [-1])
                last += 1
            windows.append(Window(first, last, window.ids, window.spans, window.sentences))
            if last >= len(encoded):
                break
            first = max(first + 1, last - OVERLAP) if last - first > 1 else last
        return windows

    def describe(self, reading: Reading, triggers: Sequence[tuple[Span, int]]) -> list[Description]:
        """Return flags and modes of triggers given as (span, sentence); a trigger without a window has none."""
        vectors = [self._vector(reading, reading.home.get(s, -1), span) for span, s in triggers]
        known = [v for v in vectors if v is not None]
        if not known:
            return [Description({}, {}) for _ in triggers]
        states = np.stack([v[0] for v in known])
        flags, modes = self._relations.run(["flags", "modes"], self._feed(states, states[:1]))
        rows = iter(zip(sigmoid(flags), sigmoid(modes), strict=True))
        out = []
        for v in vectors:
            flag, mode = next(rows) if v is not None else ((), ())
            out.append(Description(dict(zip(FLAGS, map(float, flag), strict=False)), dict(zip(MODES, map(float, mode), strict=False))))
        return out

    def roles(
        self, reading: Reading, triggers: Sequence[tuple[Span, int, str]], mentions: Sequence[tuple[Span, int, str]]
    ) -> list[tuple[int, int, dict[str, float]]]:
        """Return (trigger, mention, probability by role) for every pair in one window; sides are (span, sentence, label)."""
        out = []
        for w, window in enumerate(reading.windows):
            mine = [i for i, t in enumerate(triggers) if reading.home.get(t[1]) == w]
            near = [j for j, m in enumerate(mentions) if window.first <= m[1] < window.last]
            out += self._window_roles(reading, w, mine, near, triggers, mentions)
        return out

    def _window_roles(self, reading: Reading, w: int, mine: list[int], near: list[int], triggers: Sequence, mentions: Sequence) -> list:
        t_vectors = {i: self._vector(reading, w, triggers[i][0]) for i in mine}
        m_vectors = {j: self._vector(reading, w, mentions[j][0]) for j in near}
        mine = [i for i in mine if t_vectors[i] is not None]
        near = [j for j in near if m_vectors[j] is not None]
        if not mine or not near:
            return []
        heads, places = np.array([t_vectors[i][1] for i in mine]), np.array([m_vectors[j][1] for j in near])
        same = np.array([[triggers[i][1] == mentions[j][1] for j in near] for i in mine])
        feed = self._feed(
            np.stack([t_vectors[i][0] for i in mine]),
            np.stack([m_vectors[j][0] for j in near]),
            event_type=np.array([EVENT_TYPES.index(triggers[i][2]) for i in mine]),
            kind=np.array([MENTION_KINDS.index(mentions[j][2]) for j in near]),
            distance=distances(heads, places),
            order=orders(heads, places, same),
        )
        roles = softmax(self._relations.run(["roles"], feed)[0])
        return [
            (i, j, dict(zip(ROLE_TAGS, map(float, roles[row, column]), strict=True)))
            for row, i in enumerate(mine)
            for column, j in enumerate(near)
        ]

    @staticmethod
    def _feed(triggers: np.ndarray, mentions: np.ndarray, **told: np.ndarray) -> dict[str, np.ndarray]:
        """Return the inputs of the relations graph; what is not told is zero."""
        t, m = len(triggers), len(mentions)
        shapes = {"event_type": (t,), "kind": (m,), "distance": (t, m), "order": (t, m)}
        numbers = {name: told.get(name, np.zeros(shape)).astype(np.int64) for name, shape in shapes.items()}
        return {"triggers": triggers, "mentions": mentions} | numbers

    @staticmethod
    def _vector(reading: Reading, w: int, span: Span) -> tuple[np.ndarray, int] | None:
        """Return the mean state of the pieces that a span overlaps, and the first of them."""
        hit = reading.pieces(w, span)
        return (reading.states[w][hit].mean(0), hit.start) if hit else None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A token with the word pieces that lie in it and its sentence."""

    span: tuple[int, int]
    pieces: list[int]
    sentence: int


def _units_of(window: Window, units: Sequence[tuple[int, int]], wanted: set[int]) -> list[_Unit]:
    """Give every piece of the wanted sentences to the token that holds most of it."""
    held: dict[int, list[int]] = {}
    at = 0
    for i, (start, end) in enumerate(window.spans):
        if window.sentences[i] not in wanted or end <= start:
            continue
        while at and units[at][0] > start:
            at -= 1
        while at < len(units) and units[at][1] <= start:
            at += 1
        near = [k for k in range(at, min(at + 4, len(units))) if units[k][0] < end]
        if near:
            held.setdefault(max(near, key=lambda k: min(end, units[k][1]) - max(start, units[k][0])), []).append(i)
    return [_Unit(units[k], pieces, window.sentences[pieces[0]]) for k, pieces in sorted(held.items())]


def _runs(units: list[_Unit], probability: np.ndarray, names: tuple[str, ...], threshold: float) -> list[Run]:
    """Label each token by the mean of its pieces and join neighbours; a new run begins where 'begin' beats 'inside'."""
    out: list[Run] = []
    scores: list[float] = []
    last_unit = -2
    for k, unit in enumerate(units):
        mean = probability[unit.pieces].mean(0)
        kinds = mean[1::2] + mean[2::2]
        if kinds.sum() <= threshold:
            continue
        best = int(kinds.argmax())
        label = names[1 + 2 * best][2:]
        first = probability[unit.pieces[0]]
        joins = (
            last_unit == k - 1
            and out
            and out[-1].label == label
            and out[-1].sentence == unit.sentence
            and first[1 + 2 * best] < first[2 + 2 * best]
        )
        if joins:
            scores.append(float(kinds[best]))
            out[-1] = Run(Span(out[-1].span.start, unit.span[1]), label, sum(scores) / len(scores), unit.sentence)
        else:
            scores = [float(kinds[best])]
            out.append(Run(Span(*unit.span), label, scores[0], unit.sentence))
        last_unit = k
    return out


def softmax(x: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return element-wise probabilities."""
    return 1 / (1 + np.exp(-x))
