"""Reviews, the audit log that only grows, and the settings of a case."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.model import Review
from core.store.db import Store

STATUSES = ("accepted", "rejected", "open")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log; ``detail`` holds what was before and after."""

    id: int
    at: str
    action: str
    subject: str
    detail: dict[str, Any]


def now() -> str:
    """Return the time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def set_review(store: Store, review: Review) -> Review:
    """Write a person's decision and log what it was before."""
    if review.status not in STATUSES:
        raise ValueError(f"unknown review status {review.status!r}")
    before = store.execute("SELECT status, note FROM reviews WHERE event_id = ?", (review.event_id,)).fetchone()
    stamped = review if review.at else replace(review, at=now())
    store.execute(
        "INSERT OR REPLACE INTO reviews (event_id, status, note, at) VALUES (?, ?, ?, ?)",
        (stamped.event_id, stamped.status, stamped.note, stamped.at),
    )
    store.execute("UPDATE events SET status = ? WHERE event_id = ?", (stamped.status, stamped.event_id))
    old = {"status": before[0], "note": before[1]} if before else {"status": "open", "note": ""}
    log(store, "review", stamped.event_id, {"before": old, "after": {"status": stamped.status, "note": stamped.note}})
    return stamped


DECISIONS = {
    "reviews": ("event_id", "status", "note", "at"),
    "corrections": ("correction_id", "id", "kind", "payload", "at", "active"),
}
"""The tables that hold what a person decided, with their columns; the first is the key."""


def take_rows(store: Store, rows: Mapping[str, Iterable[tuple]]) -> int:
    """Write decisions in place of those with the same key and return how many changed something."""
    changed = 0
    for table, found in rows.items():
        names = DECISIONS[table]
        fields, marks = ", ".join(names), ", ".join("?" * len(names))
        for row in found:
            if store.execute(f"SELECT {fields} FROM {table} WHERE {names[0]} = ?", row[:1]).fetchone() != tuple(row):
                store.execute(f"INSERT OR REPLACE INTO {table} ({fields}) VALUES ({marks})", row)
                changed += 1
    store.execute("UPDATE events SET status = r.status FROM reviews r WHERE r.event_id = events.event_id AND events.status <> r.status")
    return changed


def reviews(store: Store) -> list[Review]:
    """Return every decision, by event."""
    rows = store.execute("SELECT event_id, status, note, at FROM reviews ORDER BY event_id")
    return [Review(event_id=event_id, status=status, note=note, at=at) for event_id, status, note, at in rows]


def review(store: Store, event_id: str) -> Review | None:
    """Return the decision on an event, or None."""
    row = store.execute("SELECT status, note, at FROM reviews WHERE event_id = ?", (event_id,)).fetchone()
    return Review(event_id=event_id, status=row[0], note=row[1], at=row[2]) if row else None


def log(store: Store, action: str, subject: str, detail: dict[str, Any]) -> None:
    """Add a line to the audit log."""
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    store.execute("INSERT INTO audit (at, action, subject, detail) VALUES (?, ?, ?, ?)", (now(), action, subject, text))


def audit_log(store: Store) -> list[AuditEntry]:
    """Return the audit log, oldest first."""
    rows = store.execute("SELECT id, at, action, subject, detail FROM audit ORDER BY id")
    return [AuditEntry(number, at, action, subject, json.loads(detail)) for number, at, action, subject, detail in rows]


def setting(store: Store, key: str, default: Any = None) -> Any:
    """Return a setting of the case."""
    text = store.value("SELECT value FROM settings WHERE key = ?", (key,))
    return default if text is None else json.loads(text)


def set_setting(store: Store, key: str, value: Any) -> None:
    """Write a setting of the case."""
    store.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False)))
