"""Read the text layer of a PDF.

Takes: bytes. Gives: one RawArticle: lines joined to paragraphs, words hyphenated at a line's end joined again,
right-to-left lines put into reading order, running headers and page numbers as segments. Uses pypdfium2.
Limits: scanned pages have no text layer and are refused with a message; columns are read in the file's own order.
"""

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass

from core.errors import ReadError
from core.model import RawArticle, Segment, Span
from core.read.pdf_lines import PdfLine, page_lines

MAX_PAGES = 2000
_PAGE_NUMBER = re.compile(
    r"^(?:page|p\.|sayfa|s\.|صفحة|صفحه|ص)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|\||من|از)\s*\d{1,4})?$", re.IGNORECASE
)
_SENTENCE_END = (".", "!", "?", "؟", "…", ":", '."', ".”", ".»", "».", '"')
_PREFIXES = {"non", "anti", "pre", "post", "ex", "co", "pro", "cross", "self", "semi", "counter", "vice"}


@dataclass(slots=True)
class _Paragraph:
    """Joined lines and the label of page furniture, if they are that."""

    text: str
    kind: str = ""
    last: PdfLine | None = None


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document's text layer as one article."""
    pages = _pages(data, path)
    if not any(line.text.strip() for page in pages for line in page):
        raise ReadError(f"{path}: the PDF has no text layer (scanned pages are not read).")
    paragraphs = _paragraphs(pages)
    text, segments = _join(paragraphs)
    return [RawArticle(path=path, sha256=sha256, format="pdf", text=text, encoding="pdf", segments=segments)]


def _pages(data: bytes, path: str) -> list[list[PdfLine]]:
    """Return the lines of every page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "protected by a password" if "assword" in str(error) else "damaged"
        raise ReadError(f"{path}: the PDF is {reason}.") from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(f"{path}: the PDF has {len(document)} pages (at most {MAX_PAGES} are read).")
        return [page_lines(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{path}: a page of the PDF is damaged.") from error
    finally:
        document.close()


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
