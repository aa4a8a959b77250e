"""Make a large folder of articles out of the samples: ``python -m tools.bench_corpus FOLDER [--articles N]``.

Each article takes its headline, date line and paragraphs from several samples of one language, so no two are alike, and is written
in one of the formats below in turn. The same number gives the same bytes.
"""

import argparse
import email.message
import email.policy
import html
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from core.paths import resource

_DAY = date(2019, 1, 1)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_CODE_PAGES = {"ar": "cp1256", "fa": "cp1256", "tr": "cp1254", "en": "cp1254"}


@dataclass(frozen=True, slots=True)
class Article:
    """One made-up article."""

    number: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    day: date

    @property
    def text(self) -> str:
        """The article as plain text."""
        return "\n\n".join((self.title, *self.paragraphs)) + "\n"


def samples() -> dict[str, list[list[str]]]:
    """Return the paragraphs of the plain samples by language; the first of each is its headline."""
    found: dict[str, list[list[str]]] = {}
    for path in sorted(resource("samples").glob("*.txt")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found.setdefault(path.name[:2], []).append(lines)
    return found


def articles(count: int, seed: int = 5) -> Iterator[Article]:
    """Yield articles, the languages in turn."""
    chance, known = random.Random(seed), samples()
    languages = sorted(known)
    for number in range(count):
        language = languages[number % len(languages)]
        paragraphs = [line for lines in known[language] for line in lines[1:]]
        chosen = chance.sample(paragraphs, min(len(paragraphs), chance.randint(4, 9)))
        title = chance.choice(known[language])[0]
        yield Article(number, language, f"{title} ({number})", tuple(chosen), _DAY + timedelta(days=chance.randrange(1800)))


def page(article: Article) -> bytes:
    """Return a page with a menu and related links around the article."""
    title, body = html.escape(article.title), "".join(f"<p>{html.escape(p)}</p>" for p in article.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{article.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{article.day}T08:00:00Z"><meta property="og:site_name" content="Bench"></head>'
        f'<body><nav><a href="/1">1</a> <a href="/2">2</a></nav><article><h1>{title}</h1>{body}</article>'
        '<aside><a href="/3">More</a></aside></body></html>'
    ).encode()


def letter(article: Article) -> bytes:
    """Return the article as a mail."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"], message["From"] = article.title, "bench@example.org"
    message["Date"] = f"{article.day:%d %b %Y} 08:00:00 +0000"
    message.set_content("\n\n".join(article.paragraphs), cte="base64")
    return message.as_bytes()


def archive(members: dict[str, str | bytes]) -> bytes:
    """Return a zip archive with the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def word(article: Article) -> bytes:
    """Return the article as a Word file."""
    lines = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in (article.title, *article.paragraphs))
    kind = '<Default Extension="xml" ContentType="application/xml"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{kind}</Types>'
    return archive(
        {"[Content_Types].xml": types, "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{lines}</w:body></w:document>'}
    )


def opendocument(article: Article) -> bytes:
    """Return the article as an OpenDocument text."""
    lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in (article.title, *article.paragraphs))
    names = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    content = f"<office:document-content {names}><office:body><office:text>{lines}</office:text></office:body></office:document-content>"
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rich_text(article: Article) -> bytes:
    """Return the article as RTF."""
    lines = ("".join(c if " " <= c < "\x7f" and c not in "\\{}" else f"\\u{ord(c)}?" for c in line) for line in article.text.splitlines())
    return ("{\\rtf1\\ansi " + "\\par\n".join(lines) + "}").encode("ascii")


def pdf(article: Article) -> bytes:
    """Return a PDF of plain Latin letters, one line a line."""
    shown = article.text.encode("latin-1", "replace").decode("latin-1")
    lines = [line[at : at + 90] for line in shown.splitlines() for at in range(0, len(line) or 1, 90)][:55]
    drawn = " T* ".join(f"({line.translate(str.maketrans({'(': '', ')': '', chr(92): ''}))}) Tj" for line in lines)
    stream = f"BT /F 10 Tf 50 790 Td 13 TL {drawn} ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


def record(article: Article) -> dict[str, str]:
    """Return the article as a record."""
    body = "\n\n".join(article.paragraphs)
    return {"title": article.title, "date": article.day.isoformat(), "source": "Bench", "text": body}


def table(article: Article) -> bytes:
    """Return the article as a table of one row."""
    cells = record(article)
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells.values())
    return f"{','.join(cells)}\n{row}\n".encode("utf-8-sig")


FORMATS: dict[str, Callable[[Article], bytes]] = {
    ".txt": lambda a: a.text.encode(),
    ".html": page,
    ".cp.txt": lambda a: a.text.encode(_CODE_PAGES[a.language], "replace"),
    ".eml": letter,
    ".docx": word,
    ".16.txt": lambda a: a.text.encode("utf-16"),
    ".json": lambda a: json.dumps(record(a), ensure_ascii=False).encode(),
    ".odt": opendocument,
    ".csv": table,
    ".rtf": rich_text,
    ".jsonl": lambda a: json.dumps(record(a)).encode() + b"\n",
    ".pdf": pdf,
}
_LATIN_ONLY = {".pdf": "en"}


def write_corpus(folder: Path, count: int) -> int:
    """Write articles, a hundred to a folder, and return how many words they have."""
    endings, words = list(FORMATS), 0
    for article in articles(count):
        ending = endings[article.number // 4 % len(endings)]
        if _LATIN_ONLY.get(ending, article.language) != article.language:
            ending = ".txt"
        path = folder / f"{article.number // 100:03}" / f"{article.language}-{article.number:05}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FORMATS[ending](article))
        words += len(article.text.split())
    return words


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    print(f"{write_corpus(options.folder, options.articles)} words")
