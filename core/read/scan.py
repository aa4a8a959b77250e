"""Make an article of scanned pages: pictures (.png, .jpg, .tif), and PDFs without a text layer.

Takes: bytes of a picture, or pictures of pages. Gives: one RawArticle with the confidence of its words, and an Issue if not all pages
could be read in time. Without Tesseract: ReadError 'a scan that awaits OCR'. Limit: columns and tables are told apart by Tesseract.
"""

import io
import struct
import warnings
from collections.abc import Iterable, Iterator

from PIL import Image, ImageOps, ImageSequence

from core.errors import ReadError
from core.model import Issue, RawArticle
from core.read.ocr import AWAITS, HOW, engine, recognise

MAX_PAGES = 200
_MAX_PIXELS = 60_000_000
_SMALLEST = 200
_FINE_ENOUGH = 1400  # pixels of width below which a picture is enlarged: letters of a small clipping are too small to read
_LEAST_LETTERS = 20
_LEAST_CONFIDENCE = 0.35
_FORMATS = ("PNG", "JPEG", "TIFF")
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, OverflowError, ZeroDivisionError, struct.error,
           Image.DecompressionBombError)  # fmt: skip

Found = list[RawArticle | Issue]


def read(data: bytes, path: str, sha256: str) -> Found:
    """Return the words of a picture as one article."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            frames = getattr(picture, "n_frames", 1)
            if min(width, height) < _SMALLEST:
                raise ReadError(f"{path}: the picture is too small to hold an article ({width} by {height} pixels).")
            if width * height > _MAX_PIXELS:
                raise ReadError(f"{path}: the picture is too large ({width} by {height} pixels).")
            return scanned_article(_frames(picture), frames, path, sha256, "image")
    except _DAMAGE as error:
        raise ReadError(f"{path}: the picture is damaged or of another kind than its name says.") from error


def _frames(picture: Image.Image) -> Iterator[bytes]:
    """Yield the pages of a picture, upright and grey."""
    for frame in ImageSequence.Iterator(picture):
        if frame.width * frame.height > _MAX_PIXELS:
            return
        grey = ImageOps.exif_transpose(frame).convert("L")
        if grey.width < _FINE_ENOUGH:
            grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
        yield png(grey)


def png(picture: Image.Image) -> bytes:
    """Return a picture in a form that Tesseract reads."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def scanned_article(
    pages: Iterable[bytes], count: int, path: str, sha256: str, kind: str, hints: dict[str, tuple[str, str]] | None = None
) -> Found:
    """Return the article of some scanned pages."""
    found = engine()
    if found is None:
        raise ReadError(f"{path}: {AWAITS}; {HOW}.")
    read_pages = [page for page, _ in zip(recognise(pages, found), range(MAX_PAGES), strict=False)]
    letters = sum(page.letters for page in read_pages)
    sure = sum(page.confidence * page.letters for page in read_pages) / max(letters, 1)
    if letters < _LEAST_LETTERS or sure < _LEAST_CONFIDENCE:
        why = "time was up or Tesseract failed" if not read_pages else "it may be a photograph, or too faint"
        raise ReadError(f"{path}: no words were recognised in the scan ({why}).")
    text = "\n\n".join(page.text for page in read_pages if page.text)
    article = RawArticle(path=path, sha256=sha256, format=kind, text=text, encoding="ocr", hints=hints or {}, ocr_confidence=round(sure, 3))
    if len(read_pages) >= count:
        return [article]
    words = f"only the first {len(read_pages)} of {count} scanned pages were recognised in the time that a file may take; divide the file."
    return [article, Issue(path=path, stage="read", message=f"{path}: {words}")]
