"""Tell the parts of a saved web page from articles: a browser's 'save complete' writes X.html and a folder X_files beside it.

Takes: the names of files. Gives: those that are parts of a page: pictures, scripts, frames. Documents that someone put
into such a folder are not parts.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from core.textnorm.fold import fold

_FOLDERS = ("_files", ".files", "_dosyalar", "_ملفات", "_پرونده‌ها", "_fichiers", "-dateien", "_archivos")
_PAGES = {".html", ".htm", ".xhtml", ".mht", ".mhtml", ".shtml", ".php", ".asp", ".aspx", ""}
_NEVER_PARTS = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".eml", ".msg", ".mbox", ".xlsx", ".csv", ".zip", ".epub", ".mht", ".mhtml"}


def page_parts(names: Iterable[str]) -> set[str]:
    """Return those of some paths (with '/') that are parts of a page saved beside their folder."""
    paths = [PurePosixPath(name) for name in names]
    pages = {(path.parent, fold(path.stem)) for path in paths if fold(path.suffix) in _PAGES}
    parts: set[str] = set()
    for path in paths:
        if fold(path.suffix) not in _NEVER_PARTS and any(_belongs(folder, pages) for folder in path.parents):
            parts.add(str(path))
    return parts


def _belongs(folder: PurePosixPath, pages: set[tuple[PurePosixPath, str]]) -> bool:
    """Tell whether a folder holds the parts of a page beside it."""
    name = fold(folder.name)
    return any(name.endswith(fold(end)) and (folder.parent, name[: -len(fold(end))]) in pages for end in _FOLDERS)
