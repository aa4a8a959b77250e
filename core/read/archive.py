"""Open the zip archives that documents and bundles come in, within bounds.

Takes: bytes. Gives: an open archive whose size was looked at, the bytes of one of its members.
Limit: archives within archives are the business of read/bundle.py.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import ReadError

MAX_MEMBERS = 10_000
MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_RATIO = 300
_SMALL = 4 * 1024 * 1024  # a member this small may be as dense as it likes: blank sheets and styles are

_DAMAGE = (KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error, lzma.LZMAError, OSError, ValueError)


@contextmanager
def opened(data: bytes, path: str, what: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive after looking at how many members it has, and how large and how dense they say they are."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        raise ReadError(f"{path}: the {what} is damaged, protected by a password, or of another kind than its name says.") from error
    with archive:
        _check(archive.infolist(), path, what)
        yield archive


def _check(members: list[zipfile.ZipInfo], path: str, what: str) -> None:
    """Refuse an archive that would unfold beyond bounds."""
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"{path}: the {what} has {len(members)} members (at most {MAX_MEMBERS} are read).")
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL:
        raise ReadError(f"{path}: the {what} would unfold to {total // 2**20} MB (at most {MAX_TOTAL // 2**20} MB are read).")
    for member in members:
        if member.file_size > max(_SMALL, member.compress_size * MAX_RATIO):
            raise ReadError(f"{path}: the {what} is packed so densely ({member.filename}) that it looks like a bomb and is not read.")


def member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, path: str, what: str) -> bytes:
    """Return the bytes of one member; it never yields more than its directory entry said."""
    info = name
    try:
        info = archive.getinfo(name) if isinstance(name, str) else name
        if info.file_size > MAX_MEMBER:
            raise ReadError(f"{path}: a part of the {what} is too large ({info.filename}, {info.file_size // 2**20} MB).")
        return archive.read(info)
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        locked = isinstance(info, zipfile.ZipInfo) and info.flag_bits & 1
        reason = "protected by a password" if locked else f"damaged ({error})"
        raise ReadError(f"{path}: the {what} is {reason}.") from error
