"""Documents, their mentions, the files they came from, and the issues of those files."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from core.model import Document, Evidence, Issue, Mention, Segment, Span
from core.store import codec
from core.store.db import Store
from core.store.search import index_document

_DOCUMENT_FIELDS = (
    "doc_id", "path", "part", "sha256", "format", "language", "language_confidence", "title", "published",
    "published_basis", "outlet", "outlet_basis", "ocr_confidence", "segments", "text",
)  # fmt: skip
_COLUMNS = ", ".join(_DOCUMENT_FIELDS)


class DocumentRow(NamedTuple):
    """One line of a list of documents; ``missing`` tells that its file was not there at the last run."""

    doc_id: str
    path: str
    title: str
    language: str
    published: str | None
    outlet: str | None
    events: int
    missing: bool
    copy_of: str | None = None
    """The document whose text this one repeats."""


def insert(store: Store, document: Document, mentions: Iterable[Mention]) -> None:
    """Write a document with its mentions and its words, in place of an earlier one."""
    store.execute("DELETE FROM documents WHERE doc_id = ? OR (path = ? AND part = ?)", (document.doc_id, document.path, document.part))
    row = [getattr(document, name) for name in _DOCUMENT_FIELDS]
    row[_DOCUMENT_FIELDS.index("segments")] = codec.dumps(document.segments)
    marks = ", ".join("?" * len(row))
    cursor = store.execute(f"INSERT INTO documents ({_COLUMNS}) VALUES ({marks})", row)
    index_document(store, cursor.lastrowid or 0, document.title, document.text)
    store.executemany(
        'INSERT INTO mentions (doc_id, start, "end", text, kind, sentence, named, score, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ((document.doc_id, m.span.start, m.span.end, m.text, m.kind, m.sentence, m.named, m.score, codec.dumps(m.why)) for m in mentions),
    )


def document(store: Store, doc_id: str) -> Document | None:
    """Return a document, or None."""
    row = store.execute(f"SELECT {_COLUMNS} FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    return _document(row) if row else None


def in_order(store: Store) -> list[str]:
    """Return the id of every document, by path: what reads a case document by document goes through these."""
    return [doc_id for (doc_id,) in store.execute("SELECT doc_id FROM documents ORDER BY path, part").fetchall()]


def documents(store: Store) -> Iterator[Document]:
    """Yield every document by path; one at a time is in memory."""
    for doc_id in in_order(store):
        found = document(store, doc_id)
        if found:
            yield found


def document_rows(store: Store) -> list[DocumentRow]:
    """Return the light list of documents by path."""
    rows = store.execute(
        "SELECT d.doc_id, d.path, d.title, d.language, d.published, d.outlet,"
        " (SELECT count(*) FROM events e WHERE e.doc_id = d.doc_id), coalesce(f.missing, 0), c.original"
        " FROM documents d LEFT JOIN files f ON f.path = d.path LEFT JOIN copies c ON c.doc_id = d.doc_id ORDER BY d.path, d.part"
    )
    return [DocumentRow(*row[:-2], bool(row[-2]), row[-1]) for row in rows]


def set_copies(store: Store, found: Iterable[tuple[str, str, float]]) -> None:
    """Note which documents repeat another one and how far, in place of what was known."""
    store.execute("DELETE FROM copies")
    store.executemany("INSERT INTO copies (doc_id, original, likeness) SELECT doc_id, ?2, ?3 FROM documents WHERE doc_id = ?1", found)


def copies(store: Store) -> dict[str, tuple[str, float]]:
    """Return which document each copy repeats and how far."""
    return {doc_id: (original, likeness) for doc_id, original, likeness in store.execute("SELECT doc_id, original, likeness FROM copies")}


def doc_ids(store: Store) -> dict[tuple[str, int], str]:
    """Return the document that stands at each path and part."""
    return {(path, part): doc_id for path, part, doc_id in store.execute("SELECT path, part, doc_id FROM documents")}


def mentions(store: Store, doc_id: str) -> list[Mention]:
    """Return the mentions of a document in the order they were found."""
    rows = store.execute(
        'SELECT start, "end", text, kind, sentence, named, score, why FROM mentions WHERE doc_id = ? ORDER BY id', (doc_id,)
    )
    return [
        Mention(
            span=Span(start, end), text=text, kind=kind, sentence=sentence, named=bool(named), score=score,
            why=codec.decode(tuple[Evidence, ...], json.loads(why)),
        )
        for start, end, text, kind, sentence, named, score, why in rows
    ]  # fmt: skip


def _document(row: tuple[Any, ...]) -> Document:
    """Return the document of a row."""
    values = dict(zip(_DOCUMENT_FIELDS, row, strict=True))
    values["segments"] = codec.decode(tuple[Segment, ...], json.loads(values["segments"]))
    return Document(**values)


def set_file(store: Store, path: str, sha256: str, version: str) -> None:
    """Note that a file was processed in this state by this version."""
    store.execute("INSERT OR REPLACE INTO files (path, sha256, version) VALUES (?, ?, ?)", (path, sha256, version))


def is_current(store: Store, path: str, sha256: str, version: str) -> bool:
    """Tell whether a file was processed in this state by this version."""
    found = store.execute("SELECT sha256, version FROM files WHERE path = ?", (path,)).fetchone()
    return found == (sha256, version)


def file_states(store: Store) -> dict[str, tuple[str, str]]:
    """Return (sha256, version) of every file that was processed."""
    return {path: (sha256, version) for path, sha256, version in store.execute("SELECT path, sha256, version FROM files")}


def mark_missing(store: Store, present: set[str]) -> int:
    """Mark files that are no longer in the folder, unmark those that are back, and return how many are missing."""
    known = [path for (path,) in store.execute("SELECT path FROM files")]
    store.executemany(
        "UPDATE files SET missing = ? WHERE path = ? AND missing <> ?", ((m := path not in present, path, m) for path in known)
    )
    return sum(path not in present for path in known)


def outdate(store: Store, paths: Iterable[str]) -> None:
    """Let files count as processed by no version."""
    store.executemany("UPDATE files SET version = '' WHERE path = ?", ((path,) for path in paths))


def drop_other_parts(store: Store, path: str, doc_ids: Iterable[str]) -> None:
    """Delete articles that a changed file no longer holds."""
    kept = list(doc_ids)
    store.execute("DELETE FROM documents WHERE path = ? AND doc_id NOT IN (SELECT value FROM json_each(?))", [path, json.dumps(kept)])


def issues(store: Store) -> list[Issue]:
    """Return the troubles with files, by path."""
    rows = store.execute("SELECT path, stage, message FROM issues ORDER BY path, id")
    return [Issue(path=path, stage=stage, message=message) for path, stage, message in rows]


def replace_issues(store: Store, path: str, found: Iterable[Issue]) -> None:
    """Write the troubles of a file in place of its earlier ones."""
    store.execute("DELETE FROM issues WHERE path = ?", (path,))
    add_issues(store, found)


def add_issues(store: Store, found: Iterable[Issue]) -> None:
    """Write troubles, each once."""
    store.executemany(
        "INSERT INTO issues (path, stage, message) SELECT ?1, ?2, ?3"
        " WHERE NOT EXISTS (SELECT 1 FROM issues WHERE path = ?1 AND stage = ?2 AND message = ?3)",
        ((issue.path, issue.stage, issue.message) for issue in found),
    )
