"""Turn records into articles: rows of a table, objects of a JSON file, items of a feed.

Takes: names and values. Gives: one RawArticle for every record that has a text; its other fields become hints.
Uses the field names below, in the languages that exports come in. Limit: a table without a header row is not read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from core.errors import ReadError
from core.model import RawArticle, Segment, Span
from core.read.html import page_article
from core.read.plain import tidy
from core.textnorm.fold import fold

MAX_RECORDS = 50_000
_HEADER_ROWS = 20
_FIELDS = {
    "text": ("text", "body", "content", "article body", "article", "main text", "full text", "story", "body text", "content text",
             "paragraphs", "النص", "نص", "نص الخبر", "نص المقال", "المحتوى", "محتوى", "المتن", "متن", "متن خبر", "متن کامل", "محتوا",
             "تفاصيل", "التفاصيل", "المقال", "الخبر", "metin", "haber metni", "icerik", "haber icerigi", "govde", "tam metin", "haber",
             "texte", "contenu", "corps"),
    "lead": ("description", "summary", "abstract", "excerpt", "lead", "snippet", "الملخص", "ملخص", "المقدمة", "خلاصه", "چکیده", "لید",
             "ozet", "spot", "resume"),
    "title": ("title", "headline", "heading", "name", "subject", "العنوان", "عنوان", "عنوان الخبر", "عنوان المقال", "عنوان خبر", "تيتر",
              "baslik", "haber basligi", "manset", "titre"),
    "published": ("published", "date", "published at", "publish date", "date published", "date publish", "pub date", "published date",
                  "publication date", "published on", "time", "datetime", "timestamp", "created at", "تاريخ", "التاريخ", "تاريخ النشر",
                  "تاريخ الخبر", "تاریخ انتشار", "زمان", "tarih", "yayin tarihi", "yayinlanma tarihi", "haber tarihi"),
    "outlet": ("outlet", "source", "publisher", "site", "newspaper", "source name", "source domain", "domain", "media", "site name",
               "المصدر", "مصدر", "الصحيفة", "الجريدة", "الموقع", "الوكالة", "منبع", "رسانه", "خبرگزاری", "روزنامه",
               "kaynak", "haber kaynagi", "gazete", "yayin", "ajans"),
    "language": ("language", "lang", "اللغة", "لغة", "زبان", "dil", "langue"),
    "author": ("author", "byline", "authors", "writer", "creator", "الكاتب", "كاتب", "المؤلف", "المراسل", "نویسنده", "خبرنگار", "yazar",
               "muhabir", "auteur"),
    "url": ("url", "link", "uri", "href", "web url", "الرابط", "رابط", "لینک", "پیوند", "baglanti", "adres", "haber linki"),
}  # fmt: skip


def _key(name: object) -> str:
    """Return a field's name without case, marks and what stands between its words."""
    return re.sub(r"[\W_]+", "", fold(str(name)).replace("ı", "i"))


_KEYS = {field: tuple(dict.fromkeys(map(_key, names))) for field, names in _FIELDS.items()}
_BODIES = {*_KEYS["text"], *_KEYS["lead"]}


def grid_rows(rows: Iterable[Sequence[object]], path: str) -> tuple[list[dict], list[str]]:
    """Return the records of a table below the first row that names a text column, and the names seen if there is none."""
    header: list[str] | None = None
    seen: list[str] = []
    out: list[dict] = []
    looked = 0
    for row in rows:
        values = ["" if value is None else value for value in row]
        if not any(str(value).strip() for value in values):
            continue
        if header is None:
            names = [str(value) for value in values]
            header = names if any(_key(name) in _BODIES for name in names) else None
            seen = seen or [name.strip()[:40] for name in names if name.strip()]
            looked += 1
            if header is None and looked >= _HEADER_ROWS:
                break
            continue
        if len(out) >= MAX_RECORDS:
            raise _too_many(path)
        out.append({name: value for name, value in zip(header, values, strict=False) if name.strip()})
    return out, [] if header else seen


def _too_many(path: str) -> ReadError:
    """Return the error of a file with more records than are read."""
    return ReadError(f"{path}: the file has more than {MAX_RECORDS} records; divide it.")


def articles(rows: list, path: str, sha256: str, kind: str, encoding: str, seen: Sequence[str] = ()) -> list[RawArticle]:
    """Turn records into articles; those without a text are passed over."""
    if len(rows) > MAX_RECORDS:
        raise _too_many(path)
    basis = "json-field" if kind in {"json", "jsonl"} else f"{kind}-column"
    found = [a for part, row in enumerate(rows) if (a := article(row, part, path, sha256, kind, encoding, basis))]
    if not found:
        names = list(seen) or list(dict.fromkeys(str(name) for row in rows[:20] if isinstance(row, dict) for name in row))
        there = f"; found {', '.join(names[:12])}" if names else ""
        raise ReadError(f"{path}: no record has a text field (looked for {', '.join(_FIELDS['text'][:5])}, النص, metin, متن …{there}).")
    return found


def article(row: object, part: int, path: str, sha256: str, kind: str, encoding: str, basis: str) -> RawArticle | None:
    """Return the article of one record, or None without a text."""
    if not isinstance(row, dict):
        return None
    values = dict(_values(row))
    lead = values.pop("lead", "")
    body = values.pop("text", "") or lead
    if not body:
        return None
    hints = {field: (value, basis) for field, value in values.items()}
    if re.search(r"<(?:p|br|div|span|a)\b|&(?:nbsp|quot|amp|#\d+);", body):
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
    keyed: dict[str, object] = {}
    for name, value in row.items():
        if name is not None and not _blank(value):
            keyed.setdefault(_key(name), value)
    for field, names in _KEYS.items():
        for name in names:
            if name in keyed and (value := _written(keyed[name], field)):
                yield field, value
                break


def _blank(value: object) -> bool:
    """Tell whether a value says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _written(value: object, field: str) -> str:
    """Return a value as text; '' if it is of a kind that the field cannot be."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = "\n\n".join(value) if field == "text" else ", ".join(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat() if field == "published" else ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return _stamp(str(value).strip()) if field == "published" else str(value).strip()


def _stamp(value: str) -> str:
    """Return the day of a moment counted in seconds or milliseconds since 1970, any other date as it stands."""
    if not re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return value
    return datetime.fromtimestamp(int(value[:10]), UTC).date().isoformat()
