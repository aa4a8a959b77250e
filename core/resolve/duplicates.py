"""Find articles that tell the same text: copied whole, or one agency's report that papers shortened, retitled and signed.

Takes: documents. Gives: for every document that repeats another, which one and how far. Uses no lexicon: runs of folded words.
Known limits: a report retold in other words, or translated, is a telling of its own; articles of under 20 words are not compared.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.model import Document
from core.textnorm import fold

ENOUGH = 0.5
"""Share of the shorter text's word runs that the other must hold."""
WHOLE = 0.9
_RUN = 4  # words in a run
_LEAST_RUNS = 17
_SHORT, _SAMPLE = 96, 8  # of a text with more runs than this, one run in so many can be looked up; all are compared
_MOST_SHARED = 200  # a run in more articles than this (a paper's boilerplate) points at nothing
_LOOKED_AT = 10 * _MOST_SHARED  # copies stand among them
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document repeats ``original``; ``likeness`` is the share of the shorter one's word runs that both have."""

    original: str
    likeness: float


def find_copies(documents: Iterable[Document]) -> dict[str, Copy]:
    """Return the documents that repeat an earlier (or, on one day, a longer) one, by id; no original is itself a copy.

    Of a document that went by only the marks of its word runs are kept.
    """
    told = [(d.published or "9999", -len(d.text), d.path, d.part, d.doc_id, own) for d in documents if len(own := _runs(d)) >= _LEAST_RUNS]
    told.sort(key=lambda row: row[:4])
    runs = [row[5] for row in told]
    looked_up = [own if len(own) < _SHORT else own[own % _SAMPLE == 0] for own in runs]
    marks = np.concatenate([*looked_up, np.empty(0, np.uint64)])
    holders = np.repeat(np.arange(len(runs)), [len(own) for own in looked_up])
    order = np.argsort(marks, kind="stable")  # the holders of one run stay in order of time
    index = _Index(marks[order], holders[order])
    original = np.ones(len(runs), bool)
    copies: dict[str, Copy] = {}
    for at, own in enumerate(runs):
        best = _most_alike(own, runs, index.holders(own, original[:at]))
        if best:
            original[at] = False
            copies[told[at][4]] = Copy(told[best[0]][4], best[1])
    return copies


@dataclass(frozen=True, slots=True)
class _Index:
    """Which documents hold a run: ``marks`` in order, each with its holder."""

    marks: np.ndarray
    documents: np.ndarray

    def holders(self, runs: np.ndarray, original: np.ndarray) -> list[int]:
        """Return the numbers of the originals among the first documents that hold some of the runs, once for each run."""
        first, last = np.searchsorted(self.marks, runs, "left"), np.searchsorted(self.marks, runs, "right")
        last = np.minimum(last, first + _LOOKED_AT)
        out: list[int] = []
        for a, b in zip(first.tolist(), last.tolist(), strict=True):
            some = self.documents[a:b]
            some = some[: np.searchsorted(some, len(original))]  # in order of time: none that comes later
            out += some[original[some]][:_MOST_SHARED].tolist()
        return out


def independent(documents: Iterable[Document]) -> int:
    """Count the documents that do not merely repeat another of them."""
    found = list(documents)
    return len(found) - len(find_copies(found)) if len(found) > 1 else len(found)


def _most_alike(own: np.ndarray, runs: list[np.ndarray], holders: list[int]) -> tuple[int, float] | None:
    """Return the number of the original that holds most of these word runs and the share, if any holds enough."""
    best: tuple[int, float] | None = None
    for number, _ in Counter(holders).most_common(5):
        other = runs[number]
        both = len(np.intersect1d(own, other, assume_unique=True))
        likeness = round(both / min(len(own), len(other)), 3)
        if likeness >= ENOUGH and (best is None or likeness > best[1]):
            best = number, likeness
    return best


def _runs(document: Document) -> np.ndarray:
    """Return a mark for every run of words in a document's body, the same in every process, in order of size."""
    words = _WORD.findall(fold(" ".join(span.of(document.text) for span in document.body()), document.language))
    joined = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    marks = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in joined)
    return np.unique(np.frombuffer(marks, dtype=np.uint64))
