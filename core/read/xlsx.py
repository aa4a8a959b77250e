"""Read articles kept in an Excel workbook (.xlsx, .xlsm): every sheet that has a text column.

Takes: bytes. Gives: one RawArticle for every row that has a text (read/records.py). Uses openpyxl, which reads row by row.
Limits: formulas give the value they had when the workbook was saved; old .xls files are not read.
"""

import io
import itertools
import warnings
import zipfile
import zlib
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from core.errors import ReadError
from core.model import RawArticle
from core.read.archive import opened
from core.read.properties import office_hints
from core.read.records import articles, grid_rows

_WHAT = "Excel workbook"
_MAX_COLUMNS = 200
_MAX_ROWS = 200_000
_MAX_SHEETS = 200
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError, ParseError, zlib.error,
           zipfile.BadZipFile, NotImplementedError)  # fmt: skip


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of the workbook; its properties speak only of a workbook with one article."""
    with opened(data, path, _WHAT) as archive:
        hints = office_hints(archive, path, _WHAT)
    try:
        with warnings.catch_warnings(action="ignore"):
            rows, seen = _rows(data, path)
    except _DAMAGE as error:
        raise ReadError(f"{path}: the {_WHAT} is damaged or of another kind than its name says ({error}).") from error
    found = articles(rows, path, sha256, "xlsx", "utf-8", seen)
    return [replace(found[0], hints=hints | found[0].hints)] if len(found) == 1 else found


def _rows(data: bytes, path: str) -> tuple[list[dict], list[str]]:
    """Return the records of all sheets, and the column names seen on one that names no text."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    rows: list[dict] = []
    seen: list[str] = []
    try:
        for sheet in book.worksheets[:_MAX_SHEETS]:
            sheet.reset_dimensions()
            found, names = grid_rows(itertools.islice(sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS), _MAX_ROWS), path)
            rows += found
            seen = seen or names
    finally:
        book.close()
    return rows, seen
