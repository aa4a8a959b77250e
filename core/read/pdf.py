"""Read the text layer of a PDF.

Takes: bytes. Gives: one RawArticle: lines joined to paragraphs, words hyphenated at a line's end joined again,
right-to-left lines put into reading order, running headers and page numbers as segments. Uses pypdfium2.
A file without a text layer is a scan (read/scan.py); scanned pages among others are named in an Issue.
Limit: columns are read in the file's own order.
"""

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from core.errors import ReadError
from core.model import Issue, RawArticle, Segment, Span
from core.read.ocr import AWAITS, HOW, engine
from core.read.pdf_lines import PdfLine, page_lines
from core.read.properties import Hints, pdf_hints
from core.read.scan import png, scanned_article

MAX_PAGES = 2000
_DOTS = 300  # an inch
_MAX_PIXELS = 40_000_000
_PAGE_NUMBER = re.compile(
    r"^(?:page|p\.|sayfa|s\.|صفحة|صفحه|ص)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|\||من|از)\s*\d{1,4})?$", re.IGNORECASE
)
_SENTENCE_END = (".", "!", "?", "؟", "…", ":", '."', ".”", ".»", "».", '"')
_PREFIXES = {"non", "anti", "pre", "post", "ex", "co", "pro", "cross", "self", "semi", "counter", "vice"}

Found = list[RawArticle | Issue]


@dataclass(slots=True)
class _Paragraph:
    """Joined lines and the label of page furniture, if they are that."""

    text: str
    kind: str = ""
    last: PdfLine | None = None


def read(data: bytes, path: str, sha256: str) -> Found:
    """Return the document's text layer as one article, or what is recognised on its scanned pages."""
    with _opened(data, path) as document:
        pages = [page_lines(document, number) for number in range(len(document))]
        hints = pdf_hints(_properties(document))
        if not any(line.text.strip() for page in pages for line in page):
            return _scanned(document, path, sha256, hints)
        bare = [n + 1 for n, page in enumerate(pages) if not page and _is_picture(document, n)]
    text, segments = _join(_paragraphs(pages))
    article = RawArticle(path=path, sha256=sha256, format="pdf", text=text, encoding="pdf", hints=hints, segments=segments)
    return [article, _bare_pages(bare, path)] if bare else [article]


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a document of bearable length."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "protected by a password" if "assword" in str(error) else "damaged"
        raise ReadError(f"{path}: the PDF is {reason}.") from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(f"{path}: the PDF has {len(document)} pages (at most {MAX_PAGES} are read).")
        yield document
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{path}: a page of the PDF is damaged.") from error
    finally:
        document.close()


def _properties(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Return what the document says of itself."""
    return {key: value for key, value in document.get_metadata_dict().items() if isinstance(value, str)}


def _scanned(document: pypdfium2.PdfDocument, path: str, sha256: str, hints: Hints) -> Found:
    """Return the article of a document that is pictures of pages."""
    if engine() is None:
        raise ReadError(f"{path}: the PDF has no text layer: {AWAITS}; {HOW}.")
    return scanned_article(_pictures(document), len(document), path, sha256, "pdf", hints)


def _pictures(document: pypdfium2.PdfDocument) -> Iterator[bytes]:
    """Yield the pages as pictures, fine enough for small print and no larger than is bearable."""
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        scale = min(_DOTS / 72, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        yield png(page.render(scale=scale, grayscale=True).to_pil())
        page.close()


def _is_picture(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Tell whether a page is mostly one picture."""
    page = document[number]
    width, height = page.get_size()
    boxes = (image.get_bounds() for image in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    return any((right - left) * (top - bottom) > 0.5 * width * height for left, bottom, right, top in boxes)


def _bare_pages(bare: list[int], path: str) -> Issue:
    """Return the issue of scanned pages in a document that otherwise has a text layer."""
    listed = ", ".join(map(str, bare[:20])) + (" …" if len(bare) > 20 else "")
    return Issue(path=path, stage="read", message=f"{path}: pages without a text layer were not read, they are scans: {listed}.")


def _masked(line: PdfLine) -> str:
    """Return a line with its figures masked, for comparing pages."""
    return "".join("#" if c.isdecimal() else c for c in " ".join(line.text.split()))


def _furniture(pages: list[list[PdfLine]]) -> set[tuple[int, int]]:
    """Return (page, line) of running headers, footers and page numbers."""
    edges = [(p, i) for p, page in enumerate(pages) for i in _edge(page)]
    counts = Counter(_masked(pages[p][i]) for p, i in edges)
    found = set()
    for p, i in edges:
        line = pages[p][i]
        if _PAGE_NUMBER.match(line.text.strip()) or (len(pages) > 1 and counts[_masked(line)] > len(pages) / 2 and line.edge):
            found.add((p, i))
    return found


def _edge(page: list[PdfLine]) -> list[int]:
    """Return the indices of the lines at the upper and lower edge of a page."""
    return sorted({i for i, line in enumerate(page) if line.edge})


def _paragraphs(pages: list[list[PdfLine]]) -> list[_Paragraph]:
    """Join lines to paragraphs; page furniture goes before the text on page one, after everything else later on."""
    furniture = _furniture(pages)
    words = Counter(w for page in pages for line in page for w in line.text.split())
    pitch = _usual_pitch(pages)
    out: list[_Paragraph] = []
    later: list[_Paragraph] = []
    for p, page in enumerate(pages):
        for i, line in enumerate(page):
            if (p, i) in furniture:
                (later if out else out).append(_Paragraph(line.text, "menu"))
                continue
            previous = out[-1] if out and not out[-1].kind else None
            if previous and previous.last and _continues(previous, line, pitch):
                previous.text = _glue(previous.text, line.text, words)
                previous.last = line
            else:
                out.append(_Paragraph(line.text, last=line))
    return out + later


def _usual_pitch(pages: list[list[PdfLine]]) -> float:
    """Return the usual distance between lines, in line heights."""
    pitches = [(a.y - b.y) / max(a.height, 1.0) for page in pages for a, b in itertools.pairwise(page) if 0 < a.y - b.y < 4 * a.height]
    return statistics.median_low(pitches) if pitches else 1.2


def _continues(paragraph: _Paragraph, line: PdfLine, pitch: float) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    last = paragraph.last
    if last is None or abs(last.height - line.height) > 0.12 * max(last.height, line.height) or last.bold != line.bold:
        return False
    ended = paragraph.text.rstrip().endswith(_SENTENCE_END)
    if last.page != line.page:
        return not ended and last.width > 0.6
    gap = (last.y - line.y) / max(last.height, 1.0)
    if gap <= 0 or gap > pitch * 1.25 + 0.1:
        return False
    return last.width > 0.75 or not (ended or last.width < 0.5)


def _glue(text: str, following: str, words: Counter[str]) -> str:
    """Join two lines of a paragraph; a hyphen at the end goes unless the word is written with one."""
    following = following.lstrip()
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if not text.endswith(("-", "\u2010")) or len(text) < 2 or not text[-2].isalpha() or not following[:1].islower():
        return f"{text.rstrip()} {following}"
    head, tail = text.split()[-1][:-1], following.split()[0]
    compound = words[f"{head}-{tail}"] or head[:1].isupper() or head in _PREFIXES
    return text + following if compound and not words[head + tail] else text[:-1] + following


def _join(paragraphs: list[_Paragraph]) -> tuple[str, tuple[Segment, ...]]:
    """Put the paragraphs together with blank lines between and note the page furniture."""
    text = ""
    segments = []
    for paragraph in paragraphs:
        line = unicodedata.normalize("NFC", " ".join(paragraph.text.split()))
        if not line:
            continue
        start = len(text)
        text += line + "\n\n"
        if paragraph.kind:
            segments.append(Segment(paragraph.kind, Span(start, start + len(line))))
    return text, tuple(segments)
