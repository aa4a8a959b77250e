"""Read articles kept as records: .json, .jsonl and .csv.

Takes: bytes. Gives: one RawArticle for every record that has a text; its other fields become hints.
Uses the field names below, in the languages that exports come in. Limit: a table without a header row is not read.
"""

import csv
import io
import json
from collections.abc import Iterator

from core.errors import ReadError
from core.model import RawArticle, Segment, Span
from core.read.html import page_article
from core.read.plain import decode, tidy
from core.textnorm.fold import fold

MAX_RECORDS = 50_000
_FIELDS = {
    "text": ("text", "body", "content", "articlebody", "article_body", "article", "maintext", "full_text", "fulltext", "story",
             "content_text", "نص", "النص", "metin", "icerik", "متن"),
    "title": ("title", "headline", "heading", "name", "عنوان", "العنوان", "baslik", "تيتر"),
    "published": ("published", "date", "published_at", "publish_date", "datepublished", "date_publish", "pubdate", "published_date",
                  "publication_date", "date_published", "time", "تاريخ", "التاريخ", "tarih"),
    "outlet": ("outlet", "source", "publisher", "site", "newspaper", "source_name", "source_domain", "domain", "المصدر", "kaynak"),
    "language": ("language", "lang"),
    "author": ("author", "byline", "authors"),
    "url": ("url", "link", "uri"),
}  # fmt: skip
_LISTS = ("articles", "documents", "docs", "items", "results", "data", "news", "hits", "records")


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
    return _articles(_rows(content), path, sha256, "json", encoding)


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
    return _articles(rows, path, sha256, "jsonl", encoding)


def read_csv(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of a table with a header row."""
    text, encoding = decode(data, path)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    csv.field_size_limit(2**26)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReadError(f"{path}: the table is damaged ({error}).") from error
    return _articles(rows, path, sha256, "csv", encoding)


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


def _articles(rows: list, path: str, sha256: str, kind: str, encoding: str) -> list[RawArticle]:
    """Turn records into articles; those without a text are passed over."""
    if len(rows) > MAX_RECORDS:
        raise ReadError(f"{path}: {len(rows)} records are too many for one file (at most {MAX_RECORDS}).")
    basis = "csv-column" if kind == "csv" else "json-field"
    found = [a for part, row in enumerate(rows) if (a := _article(row, part, path, sha256, kind, encoding, basis))]
    if not found:
        wanted = ", ".join(_FIELDS["text"][:5])
        raise ReadError(f"{path}: no record has a text field (looked for {wanted} …).")
    return found


def _article(row: object, part: int, path: str, sha256: str, kind: str, encoding: str, basis: str) -> RawArticle | None:
    """Return the article of one record, or None without a text."""
    if not isinstance(row, dict):
        return None
    values = dict(_values(row))
    body = values.pop("text", "")
    if not body:
        return None
    hints = {field: (value, basis) for field, value in values.items()}
    if "<p" in body or "<br" in body or "<div" in body:
        page = page_article(f"<article>{body}</article>", path, sha256, encoding)
        body, segments = page.text, page.segments
    else:
        body, segments = tidy(body).strip(), ()
    title = values.get("title", "")
    if title and not fold(body).startswith(fold(title)):
        shift = len(title) + 2
        body = f"{title}\n\n{body}"
        segments = tuple(Segment(s.kind, Span(s.span.start + shift, s.span.end + shift)) for s in segments)
    return RawArticle(path=path, sha256=sha256, format=kind, text=body, part=part, encoding=encoding, hints=hints, segments=segments)


def _values(row: dict) -> Iterator[tuple[str, str]]:
    """Yield our field names with the record's values, the best-named source of each."""
    folded = {fold(str(key)).strip(): value for key, value in row.items() if key is not None}
    for field, names in _FIELDS.items():
        for name in names:
            value = folded.get(fold(name))
            if isinstance(value, dict):
                value = value.get("name") or value.get("title")
            if isinstance(value, list) and all(isinstance(v, str) for v in value):
                value = "\n\n".join(value) if field == "text" else ", ".join(value)
            if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
                yield field, str(value).strip()
                break
