"""Open a case file: pragmas, the checks that it is ours, transactions, and database errors in plain words."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from core.errors import CaseError, DamagedCase

APPLICATION_ID = 0x52534144  # 'RSAD', in the file's header
_MAGIC = b"SQLite format 3\x00"
_PLAIN_WORDS = (
    ("disk is full", "there is no space left on the disk"),
    ("disk I/O error", "the disk reports an error"),
    ("readonly", "the file or its folder may not be written to"),
    ("locked", "another program is writing to it"),
    ("malformed", "the file is damaged"),
    ("not a database", "the file is damaged or is not a Rasad case"),
    ("unable to open", "the file cannot be opened here; does its folder exist, and may you write to it?"),
)
_DAMAGE = ("malformed", "not a database")


class Store:
    """One connection to one case file, used only in the thread that opened it."""

    def __init__(self, path: Path | None) -> None:
        from sqlite_utils import Database  # brings numpy along, which a window that shows no case yet need not wait for

        self.path = path
        self.name = path.name if path else "case in memory"
        with self.plain_errors():
            connection = sqlite3.connect(str(path) if path else ":memory:", timeout=15)
            self.db = Database(connection)
            for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -65536", "wal_autocheckpoint = 8000"):
                connection.execute(f"PRAGMA {pragma}")

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with self.plain_errors():
            return self.db.conn.execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        with self.plain_errors():
            self.db.conn.executemany(sql, rows)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def use_log(self) -> None:
        """Switch the file to write-ahead logging, so that reading goes on while a run writes."""
        self.execute("PRAGMA journal_mode = WAL")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing of it; a block inside a block joins the outer one."""
        if self.db.conn.in_transaction:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.conn.rollback()
            raise
        self.execute("COMMIT")

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        with contextlib.suppress(sqlite3.Error):
            self.db.conn.execute("PRAGMA optimize")
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.conn.close()

    @contextlib.contextmanager
    def plain_errors(self) -> Iterator[None]:
        """Say what is wrong with the file in words that a person understands."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a mistake of ours, such as a connection used in another thread
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            for clue, words in _PLAIN_WORDS:
                if clue in str(error):
                    raise _kind(clue)(f"{self.name}: {words}.") from error
            raise


def _kind(clue: str) -> type[CaseError]:
    """Return which error a clue is of."""
    return DamagedCase if clue in _DAMAGE else CaseError


def check_header(path: Path) -> None:
    """Raise CaseError unless the file is a database (or empty, as a creation cut short leaves it)."""
    if not path.is_file():
        raise CaseError(f"{path.name}: there is no such case file.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise CaseError(f"{path.name}: the file cannot be read ({error.strerror}).") from error
    if not header and path.with_name(f"{path.name}.backup-1").exists():
        raise DamagedCase(f"{path.name}: the file is empty, though there are copies of it.")
    if header and (len(header) < 100 or not header.startswith(_MAGIC)):
        kind = DamagedCase if path.with_name(f"{path.name}.backup-1").exists() else CaseError  # without copies it was hardly ours
        raise kind(f"{path.name}: the file is damaged or is not a Rasad case.")


def check_owner(store: Store) -> None:
    """Raise CaseError if the database belongs to another program; nothing is changed."""
    if store.value("PRAGMA application_id") == APPLICATION_ID:
        return
    if store.value("SELECT count(*) FROM sqlite_master"):
        raise CaseError(f"{store.name}: this is a database, but not a Rasad case.")
