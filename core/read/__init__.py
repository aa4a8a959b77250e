"""Find and read the files of a folder.

Takes: a folder, a file. Gives: paths in a stable order, RawArticle records. Uses one module a format, listed in read/formats.py.
Files are untrusted: sizes are bounded, symbolic links never followed out of the folder, nothing fetched.
"""

import hashlib
import os
from pathlib import Path

from core.errors import ReadError
from core.model import Issue
from core.read.formats import READERS, Found, ending, read_bytes
from core.read.saved_page import page_parts

MAX_BYTES = 64 * 1024 * 1024

_INVISIBLE = " \t\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff"


def list_files(root: Path) -> list[Path]:
    """Return the files below a folder in stable order, without hidden ones; a file given itself is the list."""
    root = Path(root)
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise ReadError(f"There is no folder {root}.")
    found: list[Path] = []
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        found += [Path(folder, n) for n in names if not n.startswith((".", "~$")) and n not in {"Thumbs.db", "desktop.ini"}]
    named = {p.relative_to(root).as_posix(): p for p in found if p.is_file()}
    parts = page_parts(named)
    return [named[name] for name in sorted(named) if name not in parts]


def relative(path: Path, root: Path) -> str:
    """Return a file's path below the folder with '/', or its bare name if it is the root itself."""
    base = root if root.is_dir() else root.parent
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.name


def read_file(path: Path, root: Path) -> Found:
    """Return the articles of one file, and an issue for each file inside it that could not be read; ReadError tells why there are none."""
    path, root = Path(path), Path(root)
    if ending(path.name) not in READERS:
        read_bytes(b"", path.name, "")  # says which kinds are read; the file is not opened
    data = _bytes(path, root)
    found = read_bytes(data, relative(path, root), hashlib.sha256(data).hexdigest())
    articles = [item for item in found if isinstance(item, Issue) or item.text.strip(_INVISIBLE)]
    if not articles:
        raise ReadError(f"{path.name}: there is no text in the file.")
    return articles


def _bytes(path: Path, root: Path) -> bytes:
    """Return a file's bytes after checking that it is inside the folder, of bearable size and not empty."""
    base = (root if root.is_dir() else root.parent).resolve()
    try:
        if not path.resolve().is_relative_to(base):
            raise ReadError(f"{path.name}: the link leads out of the folder and is not followed.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(f"{path.name}: the file is too large ({size // 2**20} MB; at most {MAX_BYTES // 2**20} MB are read).")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"{path.name}: the file cannot be opened ({error.strerror or error}).") from error
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise ReadError(f"{path.name}: the file is empty.")
    return data
