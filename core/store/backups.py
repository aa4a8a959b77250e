"""Copies of a case beside it: three that roll, and one from before each change of its schema.

``case.rasad.backup-1`` is the newest of the three. A copy is made before a run writes, and when a window opens the case, but not
more often than once an hour, only if something changed, and never of a damaged case: that would push a sound copy out.
"""

import contextlib
import logging
import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import CaseError, DamagedCase
from core.store.db import APPLICATION_ID, Store
from core.store.migrations import copy_to

log = logging.getLogger(__name__)

KEPT = 3
SPACING = 3600.0
"""Seconds between two copies."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a case and when it was made."""

    path: Path
    made: datetime


def backups(path: Path) -> list[Backup]:
    """Return the copies of a case that are there, newest first, sound or not."""
    patterns = (f"{_literal(path.name)}.backup-[0-9]", f"{_literal(path.name)}.before-schema-*")
    found = [copy for pattern in patterns for copy in path.parent.glob(pattern) if copy.suffix != ".partial"]
    made = [Backup(copy, datetime.fromtimestamp(copy.stat().st_mtime, UTC)) for copy in found]
    return sorted(made, key=lambda backup: backup.made, reverse=True)


def _literal(name: str) -> str:
    """Return a name as a pattern that matches it alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def roll(store: Store, spacing: float = SPACING) -> Path | None:
    """Copy a case and push the oldest of three copies out; return the copy, or None if none was due.

    A copy that cannot be written (a full disk, a folder that may not be written to) is told in the log and stops nothing.
    """
    path = store.path
    if not path or not _due(path, spacing):
        return None
    fresh = path.with_name(f"{path.name}.backup-0")
    try:
        copy_to(store, fresh)
        if trouble := damage(fresh):
            fresh.unlink()
            raise DamagedCase(f"{path.name}: the file is damaged ({trouble}).")
        for number in range(KEPT, 0, -1):
            older = path.with_name(f"{path.name}.backup-{number - 1}")
            if older.exists():
                older.replace(path.with_name(f"{path.name}.backup-{number}"))
    except DamagedCase:
        raise
    except (CaseError, OSError) as error:
        log.warning("no copy of the case could be made: %s", error)
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        return None
    return path.with_name(f"{path.name}.backup-1")


def _due(path: Path, spacing: float) -> bool:
    """Tell whether the case changed since its newest rolling copy, and that is old enough."""
    newest = path.with_name(f"{path.name}.backup-1")
    try:
        if not path.stat().st_size:
            return False
        if not newest.exists():
            return True
        made = newest.stat().st_mtime
        parts = (path, path.with_name(f"{path.name}-wal"))
        changed = max(part.stat().st_mtime for part in parts if part.exists())
        return changed > made and abs(time.time() - made) >= spacing
    except OSError:
        return False


def damage(path: Path) -> str:
    """Return what is wrong with a case file, in SQLite's words, or nothing; the file is only read."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=15)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "not a Rasad case"
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return "" if found == "ok" else str(found)
    except sqlite3.Error as error:
        return str(error)
