"""Names of files as a case and a person can bear them: below the folder, with '/', every byte of them text, nothing that hides.

Takes: paths of the file system, whose names may hold any byte. Gives: text that any database, terminal and window can show.
"""

import unicodedata
from pathlib import Path

_HIDING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # Persian and Arabic words are written with them


def relative(path: Path, root: Path) -> str:
    """Return a file's path below the folder with '/', or its bare name if it is the root itself; stray bytes are written out."""
    base = root if root.is_dir() else root.parent
    name = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
    return sound(name)


def sound(text: str) -> str:
    """Return a name, or words that quote it, with those bytes that were no text written out."""
    if any("\ud800" <= c <= "\udfff" and not "\udc80" <= c <= "\udcff" for c in text):
        return scrubbed(text)
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def scrubbed(text: str) -> str:
    """Return a text of the same length with a sign in place of each half of a broken pair, which nothing can store."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def shown(name: str) -> str:
    """Return a name for a terminal or a list: marks that break a line, turn the direction or steer the terminal are written out."""
    return "".join(c if unicodedata.category(c) not in _HIDING or c in _JOINERS else f"<U+{ord(c):04X}>" for c in name)
