"""Work that memory need not hold: a database on disk without a name, which is gone when it is closed, whatever happens.

Takes and gives plain values and records. What is in memory is bounded, however many rows there are; the disk holds the rest, where
the system keeps temporary files.
"""

import functools
import itertools
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from core.store.db import Store

_CACHE = 8 * 1024  # kilobytes
Record = TypeVar("Record")


class Scratch(Store):
    """One such database; what it hands out lives as long as it is open."""

    def __init__(self) -> None:
        self.path, self.name = None, "temporary file"
        self._tables = itertools.count()
        with self.plain_errors():
            connection = sqlite3.connect("", isolation_level=None)  # what SQLite calls a private database on disk
            self.db = Database(connection)
            for statement in (f"PRAGMA cache_size = -{_CACHE}", "PRAGMA journal_mode = OFF", "PRAGMA temp_store = FILE", "BEGIN"):
                connection.execute(statement)

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *_: object) -> None:
        self.db.conn.close()

    def table(self, columns: str) -> str:
        """Make a table and return its name."""
        name = f"t{next(self._tables)}"
        self.execute(f"CREATE TABLE {name} ({columns})")
        return name

    def in_order(self, rows: Iterable[Sequence[Any]], width: int) -> Iterator[tuple]:
        """Take all rows of so many plain values, and return them sorted (None first)."""
        names = [f"c{number}" for number in range(width)]
        table = self.table(", ".join(names))
        self.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
        return self.execute(f"SELECT * FROM {table} ORDER BY {', '.join(names)}")


class Shelf(Generic[Record]):
    """Records by number, in the order they were put there; the last ones read are held."""

    def __init__(self, scratch: Scratch, held: int) -> None:
        self._scratch, self._table, self._numbers = scratch, scratch.table("number INTEGER PRIMARY KEY, record BLOB"), 0
        self.read: Callable[[int], Record] = functools.lru_cache(held)(functools.partial(_read, scratch, self._table))

    def put(self, record: Record) -> int:
        """Put a record at the end and return its number."""
        number, self._numbers = self._numbers, self._numbers + 1
        data = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        self._scratch.execute(f"INSERT INTO {self._table} VALUES (?, ?)", (number, data))
        return number

    def __len__(self) -> int:
        return self._numbers

    def __iter__(self) -> Iterator[Record]:
        for (data,) in self._scratch.execute(f"SELECT record FROM {self._table} ORDER BY number"):
            yield pickle.loads(data)


def _read(scratch: Scratch, table: str, number: int) -> Any:
    return pickle.loads(scratch.value(f"SELECT record FROM {table} WHERE number = ?", (number,)))


class Tally:
    """How often each of many names was counted; the last ones asked for are held."""

    def __init__(self, scratch: Scratch, held: int) -> None:
        self._scratch, self._table = scratch, scratch.table("name TEXT PRIMARY KEY, count INTEGER")
        self.of: Callable[[str], int] = functools.lru_cache(held)(functools.partial(_count, scratch, self._table))

    def add(self, names: Iterable[str]) -> None:
        """Count each name once more."""
        sql = f"INSERT INTO {self._table} VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1"
        self._scratch.executemany(sql, ((name,) for name in names))


def _count(scratch: Scratch, table: str, name: str) -> int:
    return scratch.value(f"SELECT count FROM {table} WHERE name = ?", (name,)) or 0
