"""The schema of a case file, as the steps that lead to it; a step that has been released is never edited."""

import sqlite3
from pathlib import Path

from core.errors import CaseError
from core.store.db import APPLICATION_ID, Store

_FIRST = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, version TEXT NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, part INTEGER NOT NULL,
    sha256 TEXT NOT NULL, format TEXT NOT NULL, language TEXT NOT NULL, language_confidence REAL NOT NULL,
    title TEXT NOT NULL, published TEXT, published_basis TEXT, outlet TEXT, outlet_basis TEXT,
    ocr_confidence REAL, segments TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (path, part)
);
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
    sentence INTEGER NOT NULL, named INTEGER NOT NULL, score REAL NOT NULL, why TEXT NOT NULL
);
CREATE INDEX mentions_doc ON mentions (doc_id);

CREATE TABLE entities (
    doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE, entity_id TEXT NOT NULL,
    name TEXT NOT NULL, type TEXT NOT NULL, country TEXT, key TEXT NOT NULL, mentions INTEGER NOT NULL,
    why TEXT NOT NULL, PRIMARY KEY (doc_id, entity_id)
) WITHOUT ROWID;
CREATE INDEX entities_id ON entities (entity_id);
CREATE TABLE entity_aliases (
    id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE,
    entity_id TEXT NOT NULL, alias TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX entity_aliases_doc ON entity_aliases (doc_id);
CREATE INDEX entity_aliases_folded ON entity_aliases (folded);
CREATE TABLE entity_links (entity_id TEXT PRIMARY KEY, canonical_id TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE events (
    id INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL REFERENCES documents (doc_id) ON DELETE CASCADE, position INTEGER NOT NULL,
    incident_id TEXT, event_type TEXT NOT NULL, modes TEXT NOT NULL, aux TEXT NOT NULL,
    time_earliest TEXT, time_latest TEXT, time_text TEXT NOT NULL, granularity TEXT NOT NULL,
    actor TEXT NOT NULL, recipient TEXT NOT NULL, location TEXT NOT NULL, country TEXT,
    attribution TEXT NOT NULL, killed TEXT NOT NULL, injured TEXT NOT NULL, outlet TEXT NOT NULL,
    path TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, confidence REAL NOT NULL,
    status TEXT NOT NULL DEFAULT 'open', summary TEXT NOT NULL,
    actor_key TEXT NOT NULL, recipient_key TEXT NOT NULL, location_key TEXT NOT NULL,
    attribution_key TEXT NOT NULL, outlet_key TEXT NOT NULL, title_key TEXT NOT NULL,
    killed_least INTEGER, injured_least INTEGER,
    actor_words TEXT NOT NULL, recipient_words TEXT NOT NULL, place_words TEXT NOT NULL
);
CREATE INDEX events_doc ON events (doc_id, position);
CREATE INDEX events_incident ON events (incident_id);
CREATE INDEX events_type ON events (event_type, time_earliest);
CREATE INDEX events_time ON events (time_earliest, time_latest);
CREATE INDEX events_actor ON events (actor_key);
CREATE INDEX events_recipient ON events (recipient_key);
CREATE INDEX events_location ON events (location_key);
CREATE INDEX events_attribution ON events (attribution_key);
CREATE INDEX events_country ON events (country);
CREATE INDEX events_outlet ON events (outlet_key);
CREATE INDEX events_title ON events (title_key);
CREATE INDEX events_summary ON events (summary);
CREATE INDEX events_path ON events (path);
CREATE INDEX events_language ON events (language);
CREATE INDEX events_confidence ON events (confidence);
CREATE INDEX events_status ON events (status);
CREATE INDEX events_killed ON events (killed_least);
CREATE INDEX events_injured ON events (injured_least);
CREATE TABLE event_payloads (
    id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE, payload TEXT NOT NULL
);
CREATE TABLE event_entities (
    entity_id TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, role TEXT NOT NULL,
    PRIMARY KEY (entity_id, event, role)
) WITHOUT ROWID;
CREATE INDEX event_entities_event ON event_entities (event);

CREATE TABLE incidents (incident_id TEXT PRIMARY KEY, position INTEGER NOT NULL, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE incident_events (
    event_id TEXT PRIMARY KEY REFERENCES events (event_id) ON DELETE CASCADE,
    incident_id TEXT NOT NULL REFERENCES incidents (incident_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX incident_events_incident ON incident_events (incident_id);

CREATE TABLE reviews (
    event_id TEXT PRIMARY KEY, status TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE issues (id INTEGER PRIMARY KEY, path TEXT NOT NULL, stage TEXT NOT NULL, message TEXT NOT NULL);
CREATE INDEX issues_path ON issues (path);

CREATE VIRTUAL TABLE document_words USING fts5 (plain, stems, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER documents_words AFTER DELETE ON documents BEGIN DELETE FROM document_words WHERE rowid = old.id; END;
CREATE VIRTUAL TABLE event_words USING fts5 (plain, stems, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER events_words AFTER DELETE ON events BEGIN DELETE FROM event_words WHERE rowid = old.id; END;
"""

_SECOND = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY, correction_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, payload TEXT NOT NULL,
    at TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE event_shown (
    entity_id TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, PRIMARY KEY (entity_id, event)
) WITHOUT ROWID;
CREATE INDEX event_shown_event ON event_shown (event);
INSERT OR IGNORE INTO event_shown (entity_id, event)
    SELECT coalesce(l.canonical_id, e.entity_id), e.event FROM event_entities e LEFT JOIN entity_links l USING (entity_id);
CREATE TABLE clusters (
    event_id TEXT PRIMARY KEY REFERENCES events (event_id) ON DELETE CASCADE, cluster TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO clusters (event_id, cluster) SELECT event_id, incident_id FROM incident_events;
"""

_THIRD = """
CREATE TABLE copies (
    doc_id TEXT PRIMARY KEY REFERENCES documents (doc_id) ON DELETE CASCADE, original TEXT NOT NULL, likeness REAL NOT NULL
) WITHOUT ROWID;
"""

_FOURTH = """
CREATE TABLE event_names (words TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO event_names SELECT actor_words FROM events UNION SELECT recipient_words FROM events UNION SELECT place_words FROM events;
CREATE TRIGGER events_named AFTER INSERT ON events BEGIN
    INSERT OR IGNORE INTO event_names VALUES (new.actor_words), (new.recipient_words), (new.place_words);
END;
CREATE TRIGGER events_renamed AFTER UPDATE OF actor_words, recipient_words, place_words ON events BEGIN
    INSERT OR IGNORE INTO event_names VALUES (new.actor_words), (new.recipient_words), (new.place_words);
END;
CREATE INDEX events_actor_words ON events (actor_words);
CREATE INDEX events_recipient_words ON events (recipient_words);
CREATE INDEX events_place_words ON events (place_words);
"""

MIGRATIONS = (_FIRST, _SECOND, _THIRD, _FOURTH)
VERSION = len(MIGRATIONS)


def migrate(store: Store) -> None:
    """Bring the schema up to date, with a copy of the file set aside before it changes."""
    found = store.value("PRAGMA user_version")
    if found > VERSION:
        raise CaseError(f"{store.name}: written by a newer Rasad (schema {found}, here {VERSION}). Update Rasad to open it.")
    if 0 < found < VERSION and store.path:
        copy_to(store, store.path.with_name(f"{store.path.name}.before-schema-{VERSION}"))
    for number, script in enumerate(MIGRATIONS[found:], start=found + 1):
        # executescript would commit what is open: the transaction is part of the script, so a step happens wholly or not at all
        header = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
        store.db.conn.executescript(f"BEGIN IMMEDIATE; {script} {header} COMMIT;")


def copy_to(store: Store, path: Path) -> None:
    """Write a consistent copy of an open case, replacing ``path`` only once the copy is whole."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with store.plain_errors():
            target = sqlite3.connect(partial)
            try:
                store.db.conn.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            finally:
                target.close()
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
