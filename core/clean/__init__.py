"""Cut a raw article into labelled segments and find its title, date and outlet.

Takes: RawArticle, language, confidence. Gives: Document; its segments cover the whole text, nothing is deleted.
Uses lexicons/<code>/page.toml (what outlets print around an article) and what the reader learned from the file's markup.
Limits: furniture without any cue, position or repetition to tell it by stays in the body.
"""

import hashlib

from core.clean.header import mark_header
from core.clean.lines import Line, cut_lines, mark_reader
from core.clean.outlet import find_outlet
from core.clean.page import load_page
from core.clean.published import find_published
from core.clean.tail import mark_cues, mark_repeats, mark_tail
from core.clean.title import mark_title
from core.model import Document, RawArticle, Segment, Span


def doc_id(raw: RawArticle) -> str:
    """Return the short stable id of an article: the same file at the same place keeps it."""
    return hashlib.sha256(f"{raw.path}\n{raw.part}\n{raw.sha256}".encode()).hexdigest()[:12]


def clean(raw: RawArticle, language: str, confidence: float) -> Document:
    """Return the article with every stretch of its text labelled."""
    page = load_page(language)
    lines = cut_lines(raw.text, language)
    mark_reader(lines, raw.segments)
    mark_cues(lines, page)
    title = mark_title(lines, page, raw.hints)
    mark_header(lines, page)
    mark_tail(lines, page)
    mark_repeats(lines)
    published, published_basis = find_published(lines, page, raw)
    outlet, outlet_basis = find_outlet(lines, page, raw)
    return Document(
        doc_id=doc_id(raw),
        path=raw.path,
        sha256=raw.sha256,
        format=raw.format,
        text=raw.text,
        segments=_segments(lines, len(raw.text)),
        language=language,
        language_confidence=confidence,
        title=title,
        published=published,
        published_basis=published_basis,
        outlet=outlet,
        outlet_basis=outlet_basis,
        part=raw.part,
        ocr_confidence=raw.ocr_confidence,
    )


def _segments(lines: list[Line], length: int) -> tuple[Segment, ...]:
    """Return one segment a line, each reaching to the next line's beginning; the first body line is the lead."""
    out: list[Segment] = []
    lead = next((i for i, line in enumerate(lines) if line.kind == "body"), -1)
    for i, line in enumerate(lines):
        start = line.span.start if i else 0
        end = lines[i + 1].span.start if i + 1 < len(lines) else length
        out.append(Segment("lead" if i == lead else line.kind or "body", Span(start, end)))
    return tuple(out)
