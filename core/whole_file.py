"""Write a file so that nobody ever sees half of it.

Takes: a path. Gives: a text file to write to; it takes the path's place once it was closed without trouble.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path, *, encoding: str = "utf-8", newline: str | None = None) -> Iterator[TextIO]:
    """Open a new file beside ``path`` and put it in its place at the end; its folder is made if need be. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding=encoding, newline=newline) as file:
        yield file
    partial.replace(path)
