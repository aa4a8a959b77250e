"""Which reader reads which kind of file, and how files within files are read.

Takes: bytes and a name. Gives: RawArticle records, and an Issue for every file inside that could not be read.
To add a format: a module with ``read(data, path, sha256)`` and its endings here; one that holds other files takes ``inner`` too.
"""

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read import bundle, doc, docx, epub, feed, html, mail, mhtml, msg, odt, pdf, plain, rtf, scan, table, xlsx

Found = list[RawArticle | Issue]
Reader = Callable[[bytes, str, str], Found]
Inner = Callable[[bytes, str], Found]
"""Reads a file inside a file, given its bytes and its name there."""

MAX_DEPTH = 3
INSIDE = " › "

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": plain.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".mhtml": mhtml.read,
    ".mht": mhtml.read,
    ".xml": feed.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".rdf": feed.read,
    ".eml": mail.read,
    ".mbox": mail.read_mbox,
    ".msg": msg.read,
    ".doc": doc.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".fodt": odt.read,
    ".rtf": rtf.read,
    ".epub": epub.read,
    ".pdf": pdf.read,
    ".png": scan.read,
    ".jpg": scan.read,
    ".jpeg": scan.read,
    ".tif": scan.read,
    ".tiff": scan.read,
    ".json": table.read_json,
    ".jsonl": table.read_jsonl,
    ".csv": table.read_csv,
    ".tsv": table.read_tsv,
    ".xlsx": xlsx.read,
    ".xlsm": xlsx.read,
    ".zip": bundle.read,
}
_CONTAINERS: tuple[Callable[..., Found], ...] = (bundle.read, mail.read, mail.read_mbox, msg.read)  # readers of files that hold other files


def ending(name: str) -> str:
    """Return the ending of a file's name that tells its format."""
    return PurePosixPath(name.rstrip(". ")).suffix.lower()  # ascii: endings are


def read_bytes(data: bytes, path: str, sha256: str, depth: int = 0) -> Found:
    """Return the articles of a file's bytes."""
    reader = READERS.get(ending(path))
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(f"{path.rsplit('/', 1)[-1]}: this kind of file is not read ({ending(path) or 'no ending'}); known are {known}.")
    if reader in _CONTAINERS:
        return _numbered(reader(data, path, sha256, functools.partial(_inner, path, sha256, depth)))
    return list(reader(data, path, sha256))


def _inner(outer: str, sha256: str, depth: int, data: bytes, name: str) -> Found:
    """Return the articles of a file inside another; its trouble is an issue of the file that holds it."""
    path = f"{outer}{INSIDE}{name}"
    try:
        if depth >= MAX_DEPTH:
            raise ReadError(f"{path}: files inside files are read {MAX_DEPTH} deep, not deeper.")
        found = read_bytes(data, path, sha256, depth + 1)
    except ReadError as error:
        return [Issue(path=outer, stage="read", message=str(error))]
    return [replace(item, path=outer, **_with_member(item, name)) for item in found]


def _with_member(item: RawArticle | Issue, name: str) -> dict:
    """Return what changes in an article that was found inside: its hints name the file it was in."""
    if isinstance(item, Issue):
        return {}
    inner = item.hints.get("member", ("", ""))[0]
    return {"hints": item.hints | {"member": (f"{name}/{inner}" if inner else name, "inside")}}


def _numbered(found: Found) -> Found:
    """Return the articles of a file with many parts, counted through."""
    out: Found = []
    part = 0
    for item in found:
        if isinstance(item, RawArticle):
            item, part = replace(item, part=part), part + 1
        out.append(item)
    return out
