"""What this Rasad is called, and what state of code and resources an extraction was made with."""

import functools
import hashlib
from pathlib import Path

from core.paths import ROOT

VERSION = "0.1.0"

_WHOLE = 4 * 1024 * 1024  # a larger file is told apart by its size and its two ends
_PARTS = ("lexicons", "knowledge", "models")  # and what lies beside them: gazetteer and knowledge base
_KINDS = {".toml", ".tsv", ".sqlite", ".db", ".json", ".onnx", ".txt", ".bin"}


@functools.cache
def extraction_version() -> str:
    """Return a short mark that changes whenever the same file could yield something else."""
    digest = hashlib.sha256(VERSION.encode())
    for path in _decisive_files():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(_content(path))
    return f"{VERSION}+{digest.hexdigest()[:12]}"


def _decisive_files() -> list[Path]:
    """Return the resources that extraction uses and, in a checkout, its code."""
    resources = ROOT / "resources"
    found = [path for path in resources.rglob("*") if path.suffix in _KINDS and _is_decisive(path.relative_to(resources))]
    code = [path for path in (ROOT / "core").rglob("*.py") if not {"store", "brief"} & set(path.parts)]
    return sorted(found + code)


def _is_decisive(path: Path) -> bool:
    """Tell whether a resource can change what is extracted."""
    return path.parts[0] in _PARTS or len(path.parts) == 1


def _content(path: Path) -> bytes:
    """Return enough of a file to tell its states apart."""
    size = path.stat().st_size
    if size <= _WHOLE:
        return path.read_bytes()
    with path.open("rb") as file:
        head = file.read(_WHOLE // 4)
        file.seek(-_WHOLE // 4, 2)
        return str(size).encode() + head + file.read()
