"""Full-text search that folds Arabic, Persian and Turkish spellings, over documents and over events.

Takes: text as written. Gives: shadow text of plain words and of stems (words without Arabic article and proclitics), FTS5
queries folded alike, and hits with spans into the original text. Known limit: a stem may cut a letter that belongs to the word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.model import Span
from core.store.db import Store
from core.textnorm import fold, fold_map

_WORD = re.compile(r"\w+")
_QUERY_PART = re.compile(r'"([^"]*)"|(\S+)')
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+$")
_ARTICLE = re.compile(r"[وف]?[بكل]?ال(?=..)|[وف]?لل(?=..)")
_PROCLITIC = re.compile(r"[وفبكل](?=...)")
_CONTEXT = 60  # characters of text on either side of the first hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers a search: ``spans`` are into Document.text, ``snippet_spans`` into ``snippet``."""

    doc_id: str
    path: str
    title: str
    language: str
    snippet: str
    snippet_spans: tuple[Span, ...]
    spans: tuple[Span, ...]


class _Letters(dict):
    """A table for str.translate that learns each letter's folded form when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold(chr(code)).replace("ı", "i")
        return folded


_LETTERS = _Letters()


def search_fold(text: str) -> str:
    """Fold text so that a query needs no language: as ``fold``, and Turkish dotless ı becomes i."""
    return text.translate(_LETTERS)


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """Return the shorter forms under which a folded word is also found."""
    if not _ARABIC_WORD.match(word):
        return ()
    article = _ARTICLE.match(word)
    if article:
        return (word[article.end() :], "ال" + word[article.end() :])
    proclitic = _PROCLITIC.match(word)
    return (word[1:],) if proclitic else ()


def shadow(text: str) -> tuple[str, str]:
    """Return the folded words of a text in order, and their stems."""
    words = _WORD.findall(search_fold(text))
    return " ".join(words), " ".join(dict.fromkeys(stem for word in words for stem in stems(word)))


def terms(query: str) -> list[tuple[list[str], bool]]:
    """Return the folded words of each part of a query, and whether they are a phrase to be found as it stands."""
    parts = []
    for quoted, plain in _QUERY_PART.findall(query):
        words = _WORD.findall(search_fold(quoted or plain))
        if words:
            parts.append((words, bool(quoted) or len(words) > 1))
    return parts


def match_expression(query: str) -> str:
    """Return the FTS5 expression of a query: every part must be found; words also match as beginnings of words."""
    clauses = []
    for words, phrase in terms(query):
        if phrase:
            clauses.append(f'plain : "{" ".join(words)}"')
            continue
        star = "*" if len(words[0]) > 2 else ""
        clauses.append("(" + " OR ".join(f'"{form}"{star}' for form in _forms(words[0])) + ")")
    return " AND ".join(clauses)


def _forms(word: str) -> tuple[str, ...]:
    """Return a query word and, if it has the article, its bare form."""
    return (word, *(stems(word)[:1] if _ARTICLE.match(word) else ()))


def index_document(store: Store, row: int, title: str, text: str) -> None:
    """Index a document's words under its row number."""
    store.execute("INSERT INTO document_words (rowid, plain, stems) VALUES (?, ?, ?)", (row, *shadow(f"{title}\n{text}")))


def search(store: Store, query: str, limit: int = 100) -> list[Hit]:
    """Return the documents that hold every word of the query, best first."""
    expression = match_expression(query)
    if not expression:
        return []
    rows = store.execute(
        "SELECT d.doc_id, d.path, d.title, d.language, d.text FROM document_words w JOIN documents d ON d.id = w.rowid"
        " WHERE document_words MATCH ? ORDER BY w.rank, d.path LIMIT ?",
        (expression, limit),
    )
    parts = terms(query)
    return [_hit(*row, parts) for row in rows]


def _hit(doc_id: str, path: str, title: str, language: str, text: str, parts: list[tuple[list[str], bool]]) -> Hit:
    """Return a hit with its spans and the text around the first of them."""
    spans = find_spans(text, parts)
    first = spans[0] if spans else Span(0, 0)
    start, end = max(0, first.start - _CONTEXT), min(len(text), first.end + _CONTEXT)
    inside = tuple(Span(s.start - start, s.end - start) for s in spans if start <= s.start and s.end <= end)
    return Hit(doc_id, path, title, language, text[start:end], inside, spans)


def find_spans(text: str, parts: list[tuple[list[str], bool]]) -> tuple[Span, ...]:
    """Return where the parts of a query stand in a text."""
    folded, source = fold_map(text)
    places = list(_WORD.finditer(folded.replace("ı", "i")))
    words = [place.group() for place in places]
    found = set()
    for wanted, phrase in parts:
        first, size = wanted[0], len(wanted)
        for index, word in enumerate(words):
            if words[index : index + size] == wanted if phrase else _answers(word, first):
                found.add(Span(source[places[index].start()], source[places[index + size - 1].end() - 1] + 1))
    return tuple(sorted(found))


@lru_cache(maxsize=65536)
def _answers(word: str, wanted: str) -> bool:
    """Tell whether a folded word of a text answers a word of a query."""
    forms = _forms(wanted)
    candidates = (word, *stems(word))
    if len(wanted) > 2:
        return any(candidate.startswith(form) for candidate in candidates for form in forms)
    return any(candidate in forms for candidate in candidates)
