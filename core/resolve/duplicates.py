"""Find articles that tell the same text: copied whole, or one agency's report that papers shortened, retitled and signed.

Takes: documents. Gives: for every document that repeats another, which one and how far. Uses no lexicon: runs of folded words.
Known limits: a report retold in other words, or translated, is a telling of its own; articles of under 20 words are not compared.
"""

import hashlib
import re
from collections import Counter, defaultdict
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
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document repeats ``original``; ``likeness`` is the share of the shorter one's word runs that both have."""

    original: str
    likeness: float


def find_copies(documents: Iterable[Document]) -> dict[str, Copy]:
    """Return the documents that repeat an earlier (or, on one day, a longer) one, by id; no original is itself a copy."""
    order = sorted(documents, key=lambda d: (d.published or "9999", -len(d.text), d.path, d.part))
    runs: dict[str, np.ndarray] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    copies: dict[str, Copy] = {}
    for document in order:
        own = _runs(document)
        if len(own) < _LEAST_RUNS:
            continue
        best = _most_alike(own, runs, holders)
        if best:
            copies[document.doc_id] = best
            continue
        runs[document.doc_id] = own
        for run in (own if len(own) < _SHORT else own[own % _SAMPLE == 0]).tolist():
            if len(holders[run]) < _MOST_SHARED:
                holders[run].append(document.doc_id)
    return copies


def independent(documents: Iterable[Document]) -> int:
    """Count the documents that do not merely repeat another of them."""
    found = list(documents)
    return len(found) - len(find_copies(found)) if len(found) > 1 else len(found)


def _most_alike(own: np.ndarray, runs: dict[str, np.ndarray], holders: dict[int, list[str]]) -> Copy | None:
    """Return the original that holds most of these word runs, if any holds enough."""
    met = Counter(doc_id for run in own.tolist() for doc_id in holders.get(run, ()))
    best: Copy | None = None
    for doc_id, _ in met.most_common(5):
        other = runs[doc_id]
        both = len(np.intersect1d(own, other, assume_unique=True))
        likeness = round(both / min(len(own), len(other)), 3)
        if likeness >= ENOUGH and (best is None or likeness > best.likeness):
            best = Copy(doc_id, likeness)
    return best


def _runs(document: Document) -> np.ndarray:
    """Return a mark for every run of words in a document's body, the same in every process, in order of size."""
    words = _WORD.findall(fold(" ".join(span.of(document.text) for span in document.body()), document.language))
    joined = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    marks = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in joined)
    return np.unique(np.frombuffer(marks, dtype=np.uint64))
