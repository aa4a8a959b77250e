"""Known names as token sequences: from the knowledge base, and places from the gazetteer.

Takes: a language. Gives: a ``NameIndex`` that tells the longest known name at a token. Both sources are optional, so that a
test may pass a few names of its own. Known limit: a form written with a clitic that the tokeniser kept is not found.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.parse import Word
from core.textnorm import fold

_TOKEN = re.compile(r"\d+|[^\W\d_](?:\w|-(?=\w))*|[^\w\s]")


def name_tokens(form: str, language: str) -> tuple[str, ...]:
    """Cut a name the way the tokeniser cuts running text, folded, without quotes."""
    return tuple(t for t in _TOKEN.findall(fold(form, language)) if t not in "\"'")


@dataclass(slots=True)
class NameIndex:
    """Names by their first token; ``place`` answers whether a surface is a place in the gazetteer."""

    language: str
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    place: Callable[[str], bool] = lambda surface: False

    def add(self, form: str, kind: str) -> None:
        """Add one name."""
        tokens = name_tokens(form, self.language)
        if tokens and len("".join(tokens)) > 1:
            self.by_first.setdefault(tokens[0], []).append((tokens, kind))

    def finish(self) -> "NameIndex":
        """Put longer names first."""
        for rows in self.by_first.values():
            rows.sort(key=lambda r: -len(r[0]))
        return self

    def at(self, words: Sequence[Word], i: int) -> tuple[int, str] | None:
        """Return (end, kind) of the longest known name that starts at word ``i``; quotes inside are skipped."""
        for tokens, kind in self.by_first.get(words[i].fold, ()):
            end = _match(words, i, tokens)
            if end:
                return end, kind
        return None


def _match(words: Sequence[Word], i: int, tokens: tuple[str, ...]) -> int:
    at, taken = i, 0
    while taken < len(tokens):
        if at >= len(words):
            return 0
        word = words[at]
        if word.fold == tokens[taken] or (taken == len(tokens) - 1 and taken and _same_with_suffix(word, tokens[taken])):
            taken += 1
        elif word.fold not in "\"'" or not taken:
            return 0
        at += 1
    return at


def _same_with_suffix(word: Word, want: str) -> bool:
    """A Turkish compound's last word may carry a case without an apostrophe ('Bakanlığının')."""
    return bool(word.case) and len(want) > 4 and word.fold.startswith(want) and len(word.fold) - len(want) <= 4


@lru_cache(maxsize=8)
def known_names(language: str) -> NameIndex:
    """Build (once) the index of a language from the knowledge base and the gazetteer."""
    from core.resolve.entities import KnowledgeBase
    from core.resolve.places import Gazetteer

    gazetteer = Gazetteer.open()
    index = NameIndex(language, place=lru_cache(maxsize=20000)(lambda surface: bool(gazetteer.lookup(surface, language))))
    for form, _, kind in KnowledgeBase.open().forms(language):
        index.add(form, kind)
    return index.finish()


def index_of(language: str, names: Iterable[tuple[str, str]]) -> NameIndex:
    """Build an index of given (name, kind) pairs, for tests and small uses."""
    index = NameIndex(language)
    for form, kind in names:
        index.add(form, kind)
    return index.finish()
