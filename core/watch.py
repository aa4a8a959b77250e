"""Keep a folder in view by looking again and again: no system service, and network drives and sticks do as well as disks.

Takes: a folder. Gives: whether something in it changed and has come to rest. Known limit: a file that is rewritten with the same size
within the clock's grain is seen at the next change only.
"""

import os
from pathlib import Path

from core.errors import AppError

Seen = dict[str, tuple[int, int]]


def look(folder: Path) -> Seen:
    """Return size and time of every file below a folder, by its path; what cannot be looked at is left out."""
    from core.read import list_files

    found: Seen = {}
    try:
        paths = list_files(folder)
    except (AppError, OSError):  # a stick that was pulled out: nothing to be seen until it is back
        return found
    for path in paths:
        try:
            known = os.stat(path)
        except OSError:
            continue
        found[str(path)] = (known.st_size, known.st_mtime_ns)
    return found


class Watch:
    """What was seen in a folder; ask ``changed`` every few seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._done = self._last = look(folder)

    def changed(self) -> bool:
        """Tell, once for each change, that files came, went or changed and that none of them changed since the look before."""
        before, self._last = self._last, look(self.folder)
        if self._last == self._done or self._last != before or not self.folder.is_dir():
            return False
        self._done = self._last
        return True
