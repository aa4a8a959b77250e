"""Bring a damaged case back: its newest sound copy, and whatever a person decided that can still be read from the damaged file.

What the program found can be found again from the folder; what a person decided cannot. Nothing is deleted: the damaged file is
set aside beside the new one.
"""

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import CaseError
from core.store import Case
from core.store.backups import Backup, backups, damage
from core.store.reviews import DECISIONS

_DECISIONS = "SELECT event_id, status, note, at FROM reviews"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it: the copy that was brought back (None: an empty case), decisions carried over, where the damaged file is."""

    copy: Backup | None
    decisions: int
    set_aside: Path


def sound_backups(path: Path) -> list[Backup]:
    """Return the copies of a case that can be brought back, newest first."""
    return [backup for backup in backups(path) if not damage(backup.path)]


def recover(path: Path, copy: Backup | None = None) -> Recovered:
    """Put the newest sound copy (or the one told) in a damaged case's place, with the decisions that can still be read."""
    path = Path(path)
    if path.exists() and not damage(path):
        raise CaseError(f"{path.name}: the case is sound; there is nothing to recover.")
    found = sound_backups(path)
    if not found and not path.exists():
        raise CaseError(f"{path.name}: there is neither such a case nor a copy of it.")
    copy = copy or (found[0] if found else None)
    try:
        decisions = {table: _rows(path, table, columns) for table, columns in DECISIONS.items()} if path.exists() else {}
        aside = _set_aside(path)
        if copy:
            shutil.copyfile(copy.path, path)
        with Case.open_or_create(path) as case:
            carried = case.take_decisions(decisions)
            case.log("recovered", path.name, copy=copy.path.name if copy else "", decisions=carried, set_aside=aside.name)
    except OSError as error:
        raise CaseError(f"{path.name}: the case cannot be recovered ({error.strerror or error}).") from error
    return Recovered(copy, carried, aside)


def _rows(path: Path, table: str, columns: tuple[str, ...]) -> list[tuple]:
    """Return the rows of a table of a damaged case as far as they can be read, from the front and then from the back."""
    found: dict[object, tuple] = {}
    for order in ("", f" ORDER BY {columns[0]} DESC"):
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as old,
        ):
            for row in old.execute(f"SELECT {', '.join(columns)} FROM {table}{order}"):
                found[row[0]] = row
    return list(found.values())


def _set_aside(path: Path) -> Path:
    """Move a damaged case with its log out of the way."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.replace(aside.with_name(aside.name + end))
    return aside
