"""Read articles kept as records: .json, .jsonl, .csv and .tsv.

Takes: bytes. Gives: one RawArticle for every record that has a text (read/records.py).
Limit: a table without a header row is not read.
"""

import csv
import io
import json

from core.errors import ReadError
from core.model import RawArticle
from core.read.plain import decode
from core.read.records import articles, grid_rows

_LISTS = ("articles", "documents", "docs", "items", "results", "data", "news", "hits", "records")
_LONGEST_CELL = 2**26


def read_json(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of a JSON file: one object, a list, or an object that holds a list."""
    text, encoding = decode(data, path)
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise ReadError(f"{path}: the JSON is nested too deeply.") from error
    except ValueError as error:
        if "\n{" in text.strip():
            return read_jsonl(data, path, sha256)
        raise ReadError(f"{path}: this is not valid JSON ({error}).") from error
    return articles(_rows(content), path, sha256, "json", encoding)


def read_jsonl(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of a file with one JSON object a line."""
    text, encoding = decode(data, path)
    rows = []
    for number, line in enumerate(text.splitlines() if "\u2028" not in text else text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise ReadError(f"{path}: line {number} is not valid JSON ({error}).") from error
    return articles(rows, path, sha256, "jsonl", encoding)


def read_csv(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of a table with a header row."""
    return _read_grid(data, path, sha256, "csv", ",;\t|")


def read_tsv(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of a table whose columns are parted by tabs."""
    return _read_grid(data, path, sha256, "tsv", "\t,;|")


def _read_grid(data: bytes, path: str, sha256: str, kind: str, delimiters: str) -> list[RawArticle]:
    """Return the articles of a table; spreadsheets may say 'sep=;' in the first line."""
    text, encoding = decode(data, path)
    header, _, rest = text.partition("\n")
    if header.strip().strip('"').startswith("sep=") and len(header.strip().strip('"')) <= 5:
        text, delimiter = rest, header.strip().strip('"')[4:] or "\t"
    else:
        delimiter = max(delimiters, key=header.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows, seen = grid_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), path)
    except csv.Error as error:
        raise ReadError(f"{path}: the table is damaged ({error}).") from error
    return articles(rows, path, sha256, kind, encoding, seen)


def _rows(content: object) -> list:
    """Return the records of a parsed JSON file."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        for key in _LISTS:
            if isinstance(content.get(key), list):
                return content[key]
        return [content]
    return []
