"""Find and read the files of a folder.

Takes: a folder, a file. Gives: paths in a stable order, RawArticle records. Uses one module a format, listed in read/formats.py.
Files are untrusted: sizes are bounded, symbolic links never followed out of the folder, nothing fetched.
"""

import hashlib
import os
import stat
from pathlib import Path

from core.errors import ReadError
from core.filenames import relative
from core.model import Issue
from core.read.formats import READERS, Found, ending, read_bytes
from core.read.ocr import time_limit
from core.read.saved_page import page_parts

MAX_BYTES = 64 * 1024 * 1024

_INVISIBLE = " \t\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\ufeff"


def list_files(root: Path) -> list[Path]:
    """Return all that a folder holds in stable order, without hidden files; a file given itself is the list.

    Links, pipes and folders that cannot be opened are in the list too: reading them says why they are not read.
    """
    root = Path(root)
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise ReadError(f"There is no folder {root}.")
    found: list[Path] = []

    def closed(error: OSError) -> None:
        if error.filename and Path(error.filename) != root:
            found.append(Path(error.filename))

    for folder, folders, names in os.walk(root, onerror=closed, followlinks=False):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        found += [Path(folder, n) for n in folders if os.path.islink(Path(folder, n))]
        found += [Path(folder, n) for n in names if not n.startswith((".", "~$")) and n not in {"Thumbs.db", "desktop.ini"}]
    named = {p.relative_to(root).as_posix(): p for p in found}
    parts = page_parts(named)
    return [named[name] for name in sorted(named) if name not in parts]


def read_file(path: Path, root: Path) -> Found:
    """Return the articles of one file, and an issue for each file inside it that could not be read; ReadError tells why there are none."""
    path, root = Path(path), Path(root)
    _check_kind(path)
    if ending(path.name) not in READERS:
        read_bytes(b"", path.name, "")  # says which kinds are read; the file is not opened
    data = _bytes(path, root)
    with time_limit():
        found = read_bytes(data, relative(path, root), hashlib.sha256(data).hexdigest())
    articles = [item for item in found if isinstance(item, Issue) or item.text.strip(_INVISIBLE)]
    if not articles:
        raise ReadError(f"{path.name}: there is no text in the file.")
    return articles


def _check_kind(path: Path) -> None:
    """Raise ReadError for what is no file: opening a pipe or a device could wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ReadError(f"{path.name}: the file cannot be opened ({error.strerror or error}).") from error
    if stat.S_ISDIR(mode):
        what = "a link to a folder, which is not followed" if path.is_symlink() else "a folder that cannot be opened"
        raise ReadError(f"{path.name}: this is {what}.")
    if not stat.S_ISREG(mode):
        raise ReadError(f"{path.name}: this is a pipe or a device, not a file.")


def _bytes(path: Path, root: Path) -> bytes:
    """Return a file's bytes after checking that it is inside the folder, of bearable size and not empty."""
    base = os.path.realpath(root if root.is_dir() else root.parent)
    try:
        if not Path(os.path.realpath(path)).is_relative_to(base):
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
