"""The case file: everything a run found and a person decided, in one SQLite file that needs none of its sources.

A Case belongs to the thread that opened it; another thread or process opens the same path for itself and sees what was committed.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import CaseError
from core.model import Document, DocumentResult, Entity, Event, Incident, Issue, Mention, Review
from core.store import backups as _backups
from core.store import corrections as _corrections
from core.store import documents as _documents
from core.store import entities as _entities
from core.store import events as _events
from core.store import incidents as _incidents
from core.store import reviews as _reviews
from core.store.corrections import Correction
from core.store.db import Store, check_header, check_owner
from core.store.documents import DocumentRow
from core.store.migrations import copy_to, migrate
from core.store.naming import Naming
from core.store.query import EventQuery, EventRow
from core.store.reviews import AuditEntry
from core.store.search import Hit, search
from core.store.search import search_fold as fold_for_search

__all__ = ["AuditEntry", "Case", "Correction", "Counts", "DocumentRow", "EventQuery", "EventRow", "Hit", "fold_for_search"]

SUFFIX = ".rasad"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a case holds."""

    documents: int
    events: int
    entities: int
    incidents: int
    reviews: int
    issues: int


class Case:
    """One open case; use ``Case.create``, ``Case.open`` or ``Case.in_memory``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cached_names: tuple[int, Naming] = (-1, Naming())

    # -- opening and closing

    @classmethod
    def create(cls, path: Path | str) -> "Case":
        """Make a new case file; an existing one is never overwritten."""
        path = Path(path)
        if path.exists() and path.stat().st_size:
            raise CaseError(f"{path.name}: the file exists already.")
        case = cls._opened(Store(path))
        with case._store.transaction():
            _reviews.log(case._store, "created", path.name, {})
        return case

    @classmethod
    def open(cls, path: Path | str) -> "Case":
        """Open a case file and bring its schema up to date."""
        path = Path(path)
        check_header(path)
        return cls._opened(Store(path))

    @classmethod
    def open_or_create(cls, path: Path | str) -> "Case":
        """Open the case if the file is there, else make it."""
        return cls.open(path) if Path(path).exists() else cls.create(path)

    @classmethod
    def in_memory(cls) -> "Case":
        """Make a case that is gone when it is closed."""
        return cls._opened(Store(None))

    @classmethod
    def _opened(cls, store: Store) -> "Case":
        try:
            check_owner(store)
            migrate(store)
            store.use_log()
        except BaseException:
            store.db.conn.close()
            raise
        return cls(store)

    @property
    def path(self) -> Path | None:
        """The file, or None in memory."""
        return self._store.path

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> "Case":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self) -> list[str]:
        """Return what is wrong inside the file; an empty list is good."""
        found = [row[0] for row in self._store.execute("PRAGMA integrity_check")]
        broken = [f"broken reference in {row[0]}" for row in self._store.execute("PRAGMA foreign_key_check")]
        return [line for line in found if line != "ok"] + broken

    def backup(self, path: Path | str) -> None:
        """Write a whole copy of the case to another file."""
        copy_to(self._store, Path(path))

    def keep_backup(self, spacing: float = _backups.SPACING) -> Path | None:
        """Make a rolling copy beside the case if one is due; a damaged case raises DamagedCase instead of pushing a sound copy out."""
        return _backups.roll(self._store, spacing)

    # -- what a run writes

    def save(self, result: DocumentResult, version: str = "") -> None:
        """Write one article in place of what was known of it; reviews stay as they are."""
        with self._store.transaction():
            self._write(result)
            _documents.replace_issues(self._store, result.document.path, result.issues)
            _reviews.set_setting(self._store, "unclustered", True)
            _documents.set_file(self._store, result.document.path, result.document.sha256, version)

    def save_file(self, path: str, sha256: str, version: str, results: Iterable[DocumentResult | Issue]) -> None:
        """Write all that a file yields, in place of what it yielded before, in one transaction."""
        found = list(results)
        articles = [item for item in found if isinstance(item, DocumentResult)]
        issues = [item for item in found if isinstance(item, Issue)] + [issue for item in articles for issue in item.issues]
        with self._store.transaction():
            _documents.drop_other_parts(self._store, path, [item.document.doc_id for item in articles])
            for item in articles:
                self._write(item)
            _documents.replace_issues(self._store, path, issues)
            _reviews.set_setting(self._store, "unclustered", True)
            _documents.set_file(self._store, path, sha256, version)

    def _write(self, result: DocumentResult) -> None:
        document = result.document
        _documents.insert(self._store, document, result.mentions)
        _entities.insert(self._store, document.doc_id, result.entities)
        _events.insert(self._store, document, result.events, self._names())

    def is_current(self, path: str, sha256: str, version: str) -> bool:
        """Tell whether a file was saved in this state by this version of the extraction."""
        return _documents.is_current(self._store, path, sha256, version)

    def file_states(self) -> dict[str, tuple[str, str]]:
        """Return (sha256, version) of every file that was saved."""
        return _documents.file_states(self._store)

    def forget_missing(self, present: Iterable[str]) -> int:
        """Mark files that are gone from the folder, keep all that they yielded, and return how many are marked."""
        with self._store.transaction():
            return _documents.mark_missing(self._store, set(present))

    def rename_entities(self, mapping: Mapping[str, str]) -> None:
        """Unify entities: each old id is shown as its new one from now on; the mapping replaces the one before."""
        with self._store.transaction():
            before = self._names()
            _entities.set_links(self._store, mapping)
            self._show_anew(before)

    def _show_anew(self, before: Naming) -> list[str]:
        """Rewrite the events whose entities are shown otherwise than before, and return their ids."""
        _reviews.set_setting(self._store, "unifications", self.setting("unifications", 0) + 1)
        after = self._names()
        return _events.refresh(self._store, sorted(after.differing(before)), after)

    def save_article(self, result: DocumentResult) -> None:
        """Write one article in place of what was known of it, without a word on its file."""
        with self._store.transaction():
            self._write(result)
            _reviews.set_setting(self._store, "unclustered", True)

    def save_clusters(self, found: Iterable[Incident]) -> None:
        """Keep which events clustering found to belong together; a person's corrections go over them."""
        with self._store.transaction():
            _incidents.set_clusters(self._store, found)

    def save_incidents(self, incidents: Iterable[Incident]) -> None:
        """Write the incidents in place of the earlier ones."""
        with self._store.transaction():
            _incidents.replace_all(self._store, incidents)
            _reviews.set_setting(self._store, "unclustered", False)

    def read_again(self, paths: Iterable[str]) -> None:
        """Let the next run read some files again though they have not changed."""
        with self._store.transaction():
            _documents.outdate(self._store, paths)

    def replace_issues(self, path: str, issues: Iterable[Issue]) -> None:
        """Write the troubles with a file in place of its earlier ones."""
        with self._store.transaction():
            _documents.replace_issues(self._store, path, issues)

    @property
    def unclustered(self) -> bool:
        """Whether documents were saved since incidents were last written."""
        return bool(self.setting("unclustered", False))

    def save_copies(self, found: Iterable[tuple[str, str, float]]) -> None:
        """Write which documents repeat another one: (copy, original, likeness), in place of the earlier ones."""
        with self._store.transaction():
            _documents.set_copies(self._store, found)

    def copies(self) -> dict[str, tuple[str, float]]:
        """Return, for each document that repeats another, that one's id and how far."""
        return _documents.copies(self._store)

    def save_issue(self, issue: Issue) -> None:
        """Write one trouble."""
        self.save_issues([issue])

    def save_issues(self, issues: Iterable[Issue]) -> None:
        """Write troubles, each once."""
        with self._store.transaction():
            _documents.add_issues(self._store, issues)

    # -- what is read back

    def document(self, doc_id: str) -> Document | None:
        """Return a document, or None."""
        return _documents.document(self._store, doc_id)

    def documents(self) -> list[Document]:
        """Return every document, by path."""
        return list(self.each_document())

    def each_document(self) -> Iterator[Document]:
        """Yield the same one by one."""
        return _documents.documents(self._store)

    def document_rows(self) -> list[DocumentRow]:
        """Return the light list of documents, by path."""
        return _documents.document_rows(self._store)

    def doc_ids(self) -> dict[tuple[str, int], str]:
        """Return the document that stands at each path and part of a file."""
        return _documents.doc_ids(self._store)

    def mentions(self, doc_id: str) -> list[Mention]:
        """Return the mentions of a document."""
        return _documents.mentions(self._store, doc_id)

    def event(self, event_id: str) -> Event | None:
        """Return an event, or None."""
        return _events.event(self._store, event_id, self._names())

    def events(self, doc_id: str | None = None) -> list[Event]:
        """Return every event, or those of a document, in the order of path and text."""
        return list(self.each_event(doc_id))

    def each_event(self, doc_id: str | None = None) -> Iterator[Event]:
        """Yield the same one by one: few are in memory at a time."""
        return _events.events(self._store, self._names(), doc_id)

    def event_rows(self, query: EventQuery | None = None) -> list[EventRow]:
        """Return a page of the event table."""
        return _events.event_rows(self._store, query or EventQuery())

    def event_keys(self, query: EventQuery | None = None) -> list[int]:
        """Return the keys of all rows of a query in its order: cheap, for a table that fetches rows as they come into view."""
        return list(_events.event_keys(self._store, query or EventQuery()))

    def find_event_keys(self, query: EventQuery | None = None) -> Generator[int]:
        """Return the same one by one, for a window that takes in a million of them bit by bit; who stops before the end closes it.

        A file is read through a connection of its own: what is read meanwhile through the case's is never older than this search.
        """
        return _events.keys_apart(self._store, query or EventQuery())

    def rows_by_key(self, keys: Iterable[int]) -> list[EventRow]:
        """Return the rows of some keys, in their order."""
        return _events.rows_by_key(self._store, list(keys))

    def count_events(self, query: EventQuery | None = None) -> int:
        """Return how many events answer a query."""
        return _events.count(self._store, query or EventQuery())

    def facet(self, column: str, query: EventQuery | None = None) -> list[tuple[str, int]]:
        """Return the values of a column of EventRow with their counts, for filter lists."""
        return _events.facet(self._store, column, query or EventQuery())

    def entities(self, unified: bool = True) -> list[Entity]:
        """Return the entities, most mentioned first; ``unified=False`` gives them as the documents found them."""
        return _entities.entities(self._store, self._names() if unified else Naming())

    def each_entity_found(self) -> Iterator[Entity]:
        """Yield the entities as the documents found them, by id, without reasons and documents; one at a time is in memory."""
        return _entities.each_found(self._store)

    def clusters(self) -> list[list[str]]:
        """Return the event ids of each incident as clustering found it."""
        return _incidents.clusters(self._store)

    def incidents(self) -> list[Incident]:
        """Return the incidents."""
        return _incidents.incidents(self._store)

    def incident(self, incident_id: str) -> Incident | None:
        """Return an incident, or None."""
        return _incidents.incident(self._store, incident_id)

    def issues(self) -> list[Issue]:
        """Return the troubles with files."""
        return _documents.issues(self._store)

    def counts(self) -> Counts:
        """Return how much the case holds."""
        tables = ("documents", "events", "incidents", "reviews", "issues")
        found = {table: self._store.value(f"SELECT count(*) FROM {table}") for table in tables}
        if _corrections.corrections(self._store, "entity."):
            return Counts(entities=len(self.entities()), **found)
        entities = self._store.value(
            "SELECT count(DISTINCT coalesce(l.canonical_id, e.entity_id)) FROM entities e LEFT JOIN entity_links l USING (entity_id)"
        )
        return Counts(entities=entities, **found)

    def search(self, text: str, limit: int = 100) -> list[Hit]:
        """Return the documents that hold every word of a search, best first."""
        return search(self._store, text, limit)

    # -- what a person decides

    def set_review(self, review: Review) -> Review:
        """Write a decision on an event, with the time, and log what it was before."""
        with self._store.transaction():
            return _reviews.set_review(self._store, review)

    def review(self, event_id: str) -> Review | None:
        """Return the decision on an event, or None."""
        return _reviews.review(self._store, event_id)

    def take_decisions(self, rows: Mapping[str, Iterable[tuple]]) -> int:
        """Write what a person decided in another state of this case, table by table, and return how much of it was new or different."""
        with self._store.transaction():
            before = self._names()
            taken = _reviews.take_rows(self._store, rows)
            self._show_anew(before)
            return taken

    def reviews(self) -> list[Review]:
        """Return every decision."""
        return _reviews.reviews(self._store)

    def corrections(self, prefix: str = "") -> list[Correction]:
        """Return a person's corrections that stand, of all kinds or of those that begin with ``prefix``, in their order."""
        return _corrections.corrections(self._store, prefix)

    def members(self, entity_id: str) -> list[str]:
        """Return the entity ids as found that are shown as an entity."""
        return sorted(found for found, shown in self._names().ids.items() if shown[0] == entity_id != found)

    def correct(self, found: Iterable[Correction], *, stand: bool = True) -> list[str]:
        """Let corrections stand, or take them back; names change at once. Return the ids of the events that are shown otherwise."""
        with self._store.transaction():
            before = self._names()
            (_corrections.add if stand else _corrections.take_back)(self._store, found)
            return self._show_anew(before)

    def log(self, action: str, subject: str = "", **detail: Any) -> None:
        """Add a line to the audit log."""
        with self._store.transaction():
            _reviews.log(self._store, action, subject, detail)

    def audit_log(self) -> list[AuditEntry]:
        """Return the audit log, oldest first."""
        return _reviews.audit_log(self._store)

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting of the case."""
        return _reviews.setting(self._store, key, default)

    def set_setting(self, key: str, value: Any) -> None:
        """Write a setting of the case."""
        with self._store.transaction():
            _reviews.set_setting(self._store, key, value)

    def _names(self) -> Naming:
        """Return what entities are shown as, computed anew only when they were unified or corrected again, here or by another opener."""
        count = self.setting("unifications", 0)
        if self._cached_names[0] != count:
            self._cached_names = (count, _entities.naming(self._store))
        return self._cached_names[1]
