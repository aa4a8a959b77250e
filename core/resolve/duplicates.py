"""Find articles that tell the same text: copied whole, or one agency's report that papers shortened, retitled and signed.

Takes: documents. Gives: for every document that repeats another, which one and how far. Uses no lexicon: runs of folded words.
Known limits: a report retold in other words, or translated, is a telling of its own; articles of under 20 words are not compared.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from core.model import Document
from core.store.scratch import Scratch, Shelf
from core.textnorm import fold

ENOUGH = 0.5
"""Share of the shorter text's word runs that the other must hold."""
WHOLE = 0.9
_RUN = 4  # words in a run
_LEAST_RUNS = 17
_SHORT, _SAMPLE = 96, 8  # of a text with more runs than this, one run in so many can be looked up; all are compared
_MOST_SHARED = 200  # a run in more articles than this (a paper's boilerplate) points at nothing
_LOOKED_AT = 10 * _MOST_SHARED  # copies stand among them
_HELD = 500  # documents whose runs are in memory
_WORD = re.compile(r"\w+")
_Text = tuple[str, np.ndarray]
"""The id of a document and the marks of its word runs."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document repeats ``original``; ``likeness`` is the share of the shorter one's word runs that both have."""

    original: str
    likeness: float


def find_copies(documents: Iterable[Document]) -> dict[str, Copy]:
    """Return the documents that repeat an earlier (or, on one day, a longer) one, by id; no original is itself a copy."""
    return dict(each_copy(documents))


def each_copy(documents: Iterable[Document]) -> Iterator[tuple[str, Copy]]:
    """Yield the same one by one. Of a document that went by only the marks of its word runs are kept, on disk."""
    with Scratch() as scratch:
        texts, index = Shelf[_Text](scratch, held=_HELD), _Index(scratch)
        told = ((d.published or "9999", -len(d.text), d.path, d.part, texts.put((d.doc_id, own)))
                for d in documents if len(own := _runs(d)) >= _LEAST_RUNS)  # fmt: skip
        for *_, number in scratch.in_order(told, width=5):
            doc_id, own = texts.read(number)
            best = _most_alike(own, texts, index.originals(own))
            if best:
                yield doc_id, best
            index.add(own if len(own) < _SHORT else own[own % _SAMPLE == 0], None if best else number)


class _Index:
    """Which of the documents so far hold a run, on disk: only originals are told, a run found everywhere points at the first of them."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._table = scratch.table("run INTEGER PRIMARY KEY, holders INTEGER, originals INTEGER, told TEXT")

    def originals(self, runs: np.ndarray) -> list[int]:
        """Return the numbers of the originals that hold some runs, once for each run, in the order of the runs and then of time."""
        sql = f"SELECT told FROM {self._table} WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run"
        return [int(number) for (told,) in self._scratch.execute(sql, (json.dumps(_keys(runs)),)) for number in told.split()]

    def add(self, runs: np.ndarray, original: int | None) -> None:
        """Take in one more holder of some runs: the number of an original, or a copy."""
        pointed = f"originals < {_MOST_SHARED} AND holders < {_LOOKED_AT}"
        sql = (
            f"INSERT INTO {self._table} VALUES (?1, 1, ?2, ?3) ON CONFLICT DO UPDATE SET holders = holders + 1,"
            f" originals = originals + ?2, told = told || CASE WHEN {pointed} THEN ?3 ELSE '' END"
        )
        number = (0, "") if original is None else (1, f"{original} ")
        self._scratch.executemany(sql, ((run, *number) for run in _keys(runs)))


def _keys(runs: np.ndarray) -> list[int]:
    """Return marks as the database can hold them, in the same order: whole numbers with a sign."""
    return (runs ^ np.uint64(1 << 63)).view(np.int64).tolist()


def independent(documents: Iterable[Document]) -> int:
    """Count the documents that do not merely repeat another of them."""
    found = list(documents)
    return len(found) - len(find_copies(found)) if len(found) > 1 else len(found)


def _most_alike(own: np.ndarray, texts: Shelf[_Text], holders: list[int]) -> Copy | None:
    """Return what these word runs repeat: of the originals that hold most of them the likest one, if it is like enough."""
    best: Copy | None = None
    for number, _ in Counter(holders).most_common(5):
        doc_id, other = texts.read(number)
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
