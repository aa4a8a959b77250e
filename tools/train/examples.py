"""Training examples: a text of one or more sentences with character spans, and how it becomes pieces and labels.

``covered`` tells which mention kinds the annotators of a data set marked: a word they left unmarked may still be of a kind
that they did not know, so the loss then accepts 'O' or any uncovered kind (see ``loss.partial_tags``).
"""

import random
from dataclasses import dataclass, field

import numpy as np

from core.model import MENTION_KINDS
from core.neural.labels import EVENT_TYPES, FLAGS, MENTION_TAGS, MODES, ROLE_TAGS, TRIGGER_TAGS, distances, orders
from core.neural.pieces import BOS, EOS, WordPieces


@dataclass(slots=True)
class TriggerSpan:
    """A trigger in an example; ``roles`` are (mention index, role)."""

    start: int
    end: int
    type: str
    modes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    roles: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """Sentences in order; spans are (sentence, start, end); ``triggers`` is None where events were not annotated.

    ``hints`` are (sentence, start, end, channel): what the lexicons say of the text (``tools.train.hints``).
    """

    language: str
    sentences: list[str]
    mentions: list[tuple[int, int, int, str]]
    triggers: list[tuple[int, TriggerSpan]] | None = None
    covered: frozenset[str] = frozenset(MENTION_KINDS)
    source: str = ""
    hints: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Encoded:
    """Pieces and labels of one window; ``roles``, ``distances`` and ``orders`` are [triggers, mentions]; hints are runs and channels."""

    ids: list[int]
    mention_tags: list[int]
    trigger_tags: list[int] | None
    covered: frozenset[str]
    mentions: list[tuple[int, int, int]]
    triggers: list[tuple[int, int, int, list[int], list[int]]]
    roles: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), int))
    distances: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), int))
    orders: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), int))
    hints: list[tuple[int, int, int]] = field(default_factory=list)
    language: str = ""


def _cover(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the run of pieces that overlap [start, end)."""
    hit = [i for i, (a, b) in enumerate(spans) if a < end and start < b]
    return (hit[0], hit[-1] + 1) if hit else None


def _tag(tags: list[int], first: int, last: int, kind: str, names: tuple[str, ...]) -> None:
    tags[first:last] = [names.index(f"B-{kind}")] + [names.index(f"I-{kind}")] * (last - first - 1)


def encode(example: Example, pieces: WordPieces, first: int, last: int) -> Encoded:
    """Encode sentences ``first`` to ``last`` - 1 as one window."""
    ids, sentence_of, starts, offsets = [BOS], [-1], {}, {}
    for s in range(first, last):
        found, spans = pieces.encode(example.sentences[s])
        starts[s], offsets[s] = len(ids), spans
        ids += [*found, EOS]
        sentence_of += [s] * len(found) + [-1]
    mention_tags = [-100 if s < 0 else 0 for s in sentence_of]
    trigger_tags = list(mention_tags) if example.triggers is not None else None
    placed: dict[int, tuple[int, int, int]] = {}
    # the longest first, so that a nested name does not cut the one around it
    for index in sorted(range(len(example.mentions)), key=lambda i: example.mentions[i][2] - example.mentions[i][1], reverse=True):
        s, a, b, kind = example.mentions[index]
        run = _cover(offsets[s], a, b) if s in offsets else None
        if run is None:
            continue
        run = (run[0] + starts[s], run[1] + starts[s])
        placed[index] = (*run, MENTION_KINDS.index(kind))
        if not any(mention_tags[run[0] : run[1]]):
            _tag(mention_tags, *run, kind, MENTION_TAGS)
    order = list(placed)
    roles = {name: number for number, name in enumerate(ROLE_TAGS)}
    triggers, grid = [], []
    for s, trigger in example.triggers or ():
        run = _cover(offsets[s], trigger.start, trigger.end) if s in offsets else None
        if run is None:
            continue
        run = (run[0] + starts[s], run[1] + starts[s])
        _tag(trigger_tags, *run, trigger.type, TRIGGER_TAGS)
        triggers.append(
            (*run, EVENT_TYPES.index(trigger.type), [MODES.index(m) for m in trigger.modes], [FLAGS.index(f) for f in trigger.flags])
        )
        played = dict(trigger.roles)
        grid.append([roles[played.get(index, "none")] for index in order])
    told = []
    for s, a, b, channel in example.hints:
        run = _cover(offsets[s], a, b) if s in offsets else None
        if run:
            told.append((run[0] + starts[s], run[1] + starts[s], channel))
    heads, places = np.array([t[0] for t in triggers], int), np.array([placed[i][0] for i in order], int)
    sentence = np.array(sentence_of)
    same = sentence[heads][:, None] == sentence[places][None]
    return Encoded(
        ids, mention_tags, trigger_tags, example.covered, [placed[i] for i in order], triggers,
        np.array(grid, int).reshape(len(triggers), len(order)), distances(heads, places),
        orders(heads, places, same), told, example.language,
    )  # fmt: skip


def windows(example: Example, pieces: WordPieces, limit: int, rng: random.Random | None) -> list[Encoded]:
    """Cut an example into windows of at most ``limit`` pieces, one sentence of overlap; ``rng`` varies the cuts."""
    lengths = [len(pieces.encode(s)[0]) + 1 for s in example.sentences]
    out, first = [], 0
    while first < len(lengths):
        budget = limit if rng is None else rng.randint(limit // 3, limit)
        last, used = first, 1
        while last < len(lengths) and (last == first or used + lengths[last] <= budget):
            used += lengths[last]
            last += 1
        window = encode(example, pieces, first, last)
        if len(window.ids) <= 500:
            out.append(window)
        if last >= len(lengths):
            break
        first = last - 1 if last - 1 > first else last
    return out
