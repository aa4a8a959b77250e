"""Read a zip archive of articles: every file in it by its own reader.

Takes: bytes. Gives: the articles of its files, each with its name inside as a hint, and an Issue for each file that was not read.
Nothing is unpacked to disk. Members, sizes, density and depth are bounded (read/archive.py, read/formats.py).
"""

import contextlib
import zipfile
from collections.abc import Callable

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read.archive import member, opened
from core.read.saved_page import page_parts

_WHAT = "zip archive"
_NO_ARTICLES = {"thumbs.db", "desktop.ini", "mimetype"}

Found = list[RawArticle | Issue]


def read(data: bytes, path: str, sha256: str, inner: Callable[[bytes, str], Found]) -> Found:
    """Return the articles of an archive's files."""
    found: Found = []
    with opened(data, path, _WHAT) as archive:
        members = _members(archive)
        if not members:
            raise ReadError(f"{path}: the {_WHAT} holds no files.")
        for name, info in members:
            try:
                content = member(archive, info, f"{path} › {name}", _WHAT)
            except ReadError as error:
                found.append(Issue(path=path, stage="read", message=str(error)))
                continue
            found += inner(content, name)
    return found


def _members(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the files of an archive by name, without hidden ones and the parts of saved pages."""
    named = {_name(info): info for info in archive.infolist() if not info.is_dir()}
    parts = page_parts(named)
    kept = [
        (name, info)
        for name, info in named.items()
        if name not in parts and not any(part.startswith((".", "__MACOSX", "~$")) for part in name.split("/"))
    ]
    return sorted((name, info) for name, info in kept if name.rsplit("/", 1)[-1].lower() not in _NO_ARTICLES)  # ascii: fixed names


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; where the archive does not say its encoding, UTF-8 is tried, as most programs write that."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
