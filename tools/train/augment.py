"""Vary the training text: other names in a known sentence, and word pieces hidden from the encoder.

The corpus is small, so the same names come again in every pass; a reader that learnt 'Hariri' and not the sentence fails on
the next minister. Only people, organisations and groups are exchanged: a place that acts is told by the place it is.
"""

import random
from collections import defaultdict
from dataclasses import replace

from torch import Tensor, rand, where

from core.neural.labels import EVENT_TYPES
from core.neural.pieces import EOS, UNKNOWN
from tools.train.examples import Example

SWAPPED = ("PERSON", "ORG", "GROUP")
SWAP_SHARE = 0.3
"""Share of an article's names that are exchanged."""
HIDDEN_SHARE = 0.06
"""Share of word pieces shown as unknown."""
HIDDEN_WORDS = 0.15
"""Share of those in a word that the trigger lexicons know: what is learnt from the lexicons' word holds for words never seen."""
FORGOTTEN = 0.1
"""Share of pieces that come without their hints."""
_AFTER = " .,،؛:؟?!)»”\"'’"

Names = dict[tuple[str, str], list[str]]


def names_of(examples: list[Example]) -> Names:
    """Return the names by (language, kind), each as often as it stands in the text."""
    found: Names = defaultdict(list)
    for e in examples:
        for s, a, b, kind in e.mentions:
            if kind in SWAPPED:
                found[e.language, kind].append(e.sentences[s][a:b])
    return found


def swap_names(example: Example, names: Names, rng: random.Random) -> Example:
    """Return the example with some names exchanged, the same name alike in every sentence."""
    chosen: dict[str, str] = {}
    for s, a, b, kind in example.mentions:
        if kind in SWAPPED and rng.random() < SWAP_SHARE:
            chosen.setdefault(example.sentences[s][a:b], rng.choice(names[example.language, kind]))
    out = replace(example, sentences=list(example.sentences), mentions=list(example.mentions))
    if example.triggers is not None:
        out.triggers = [(s, replace(t)) for s, t in example.triggers]
    out.hints = list(example.hints)
    for index, (s, _, _, kind) in enumerate(example.mentions):
        _, a, b, _ = out.mentions[index]
        new = chosen.get(out.sentences[s][a:b]) if kind in SWAPPED else None
        if new and _alone(out, s, a, b, index):
            _put(out, s, a, b, index, new)
    return out


def _alone(example: Example, s: int, a: int, b: int, index: int) -> bool:
    """Tell whether a name is a word of its own with no other span inside, around or across it."""
    text = example.sentences[s]
    if (a and text[a - 1] not in ' "«“(') or (b < len(text) and text[b] not in _AFTER):
        return False
    others = [(x, y) for i, (t, x, y, _) in enumerate(example.mentions) if t == s and i != index]
    others += [(t.start, t.end) for at, t in example.triggers or () if at == s]
    return not any(x < b and a < y for x, y in others)


def _put(example: Example, s: int, a: int, b: int, index: int, new: str) -> None:
    """Write ``new`` over [a, b) of sentence ``s`` and move what stands behind it."""
    shift = len(new) - (b - a)
    example.sentences[s] = example.sentences[s][:a] + new + example.sentences[s][b:]
    for i, (t, x, y, kind) in enumerate(example.mentions):
        if t == s and (x >= b or i == index):
            example.mentions[i] = (t, x + shift * (i != index), y + shift, kind)
    for t, trigger in example.triggers or ():
        if t == s and trigger.start >= b:
            trigger.start += shift
            trigger.end += shift
    for i, (t, x, y, channel) in enumerate(example.hints):
        if t == s and y > a:
            example.hints[i] = (t, x + shift * (x >= b), max(y + shift, x + 1 + shift * (x >= b)), channel)


def hide(ids: Tensor, hints: Tensor) -> Tensor:
    """Return ids [B, L] with some pieces unknown; specials stay."""
    known = hints[:, :, : len(EVENT_TYPES)].any(-1)
    return where((rand(ids.shape) < where(known, HIDDEN_WORDS, HIDDEN_SHARE)) & (ids > EOS), UNKNOWN, ids)


def forget(hints: Tensor) -> Tensor:
    """Return hints [B, L, channels] with those of some pieces left out."""
    return hints * (rand(hints.shape[:2]) >= FORGOTTEN)[..., None]
