"""Our own corpus as training examples, split into train and a frozen test part by article."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

from core.neural.labels import FLAGS
from tools.corpus.format import KINDS, Article, EventLine, read_file
from tools.train.examples import Example, TriggerSpan

CORPUS = Path(os.environ.get("RASAD_CORPUS", Path(__file__).parents[2] / "resources" / "corpus"))
TEST_SHARE = 12
"""Percent of the articles that are held out; an article's id alone decides, so that the test part stays the same as the corpus grows."""


def is_test(article_id: str) -> bool:
    """Tell whether an article belongs to the frozen test part."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 100 < TEST_SHARE


def _flags(event: EventLine) -> tuple[str, ...]:
    extra = ("repeats",) * bool(event.same) + ("minor",) * event.minor
    return tuple(f for f in (*event.aux, *extra) if f in FLAGS)


def _root(event: EventLine, events: dict[str, EventLine]) -> EventLine:
    seen = set()
    while event.same and event.same in events and event.id not in seen:
        seen.add(event.id)
        event = events[event.same]
    return event


def to_example(article: Article) -> Example:
    """Turn an article into one example of all its sentences; a repeated telling takes type and aux of the first."""
    mentions, index = [], {}
    for s, sentence in enumerate(article.sentences):
        for m in sentence.mentions:
            index[m.id] = len(mentions)
            mentions.append((s, m.start, m.end, KINDS[m.id[:3]]))
    events = {e.id: e for e in article.events}
    triggers = []
    for s, sentence in enumerate(article.sentences):
        for t in sentence.triggers:
            event, root = events[t.id], _root(events[t.id], events)
            roles = [(index[i], role) for role, ids in event.roles.items() for i in ids]
            flags = _flags(event) + tuple(a for a in root.aux if a not in event.aux)
            triggers.append((s, TriggerSpan(t.start, t.end, root.type, event.modes or root.modes, flags, roles)))
    return Example(article.language, [s.text for s in article.sentences], mentions, triggers, source=article.id, hints=hints(article))


@lru_cache(maxsize=1)
def _told(path: str, _changed: int) -> dict[str, list[tuple[int, int, int, int]]]:
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    return {name: [tuple(row) for row in told] for name, told in rows.items()}


def hints(article: Article) -> list[tuple[int, int, int, int]]:
    """Return what the lexicons say of an article: (sentence, start, end, channel), by the file that ``tools.train.hints`` wrote.

    Without RASAD_HINTS there are none; an article that the named file lacks is a KeyError, since it would be learnt wrongly.
    """
    path = os.environ.get("RASAD_HINTS")
    return _told(path, Path(path).stat().st_mtime_ns)[article.id] if path else []


def load() -> tuple[list[Example], list[Example]]:
    """Return (train, test) examples of every corpus file."""
    train, test = [], []
    for path in sorted(CORPUS.rglob("*.rasad.txt")):
        for article in read_file(path):
            (test if is_test(article.id) else train).append(to_example(article))
    return train, test
