"""The whole document: page frame, title block, sections, marking in header and footer, outline, metadata."""

from functools import partial
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer, Table, TableStyle

from core.brief.model import Briefing, Para, Text
from core.brief.render.blocks import Builder
from core.brief.render.canvas import BriefCanvas
from core.brief.render.palette import ACCENT, BLACK, RULE, TLP
from core.errors import BriefError

_SIDE = 45.0
_TOP = 66.0
_BOTTOM = 64.0


def write(briefing: Briefing, path: Path, *, strict: bool) -> None:
    """Lay out and write; the same briefing gives the same bytes."""
    width = A4[0] - 2 * _SIDE
    builder = Builder(briefing, width, strict)
    story: list[Flowable] = _title_block(builder)
    for section in briefing.sections:
        story += builder.section(section)
    try:
        with path.open("wb") as file:
            template = BaseDocTemplate(file, pagesize=A4, title=briefing.title, author="", creator="Rasad", invariant=1, pageCompression=1)
            frame = Frame(_SIDE, _BOTTOM, width, A4[1] - _TOP - _BOTTOM, 0, 0, 0, 0)
            template.addPageTemplates(PageTemplate(frames=[frame], onPage=partial(_prepare, briefing)))
            template.build(story, canvasmaker=partial(BriefCanvas, furnish=partial(_furnish, builder)))
    except OSError as error:
        raise BriefError(f"cannot write {path.name}: {error.strerror}") from error


def _title_block(builder: Builder) -> list[Flowable]:
    """Return kicker, title and the lines of facts."""
    briefing = builder.briefing
    title = builder.text(briefing.title, "title")
    out: list[Flowable] = [builder.text(briefing.kicker, "kicker"), title, Spacer(0, 3)]
    cells = [[[builder.text(label, "figurelabel"), builder.text(value, "cell")] for label, value in briefing.facts]]
    if builder.rtl:
        cells[0].reverse()
    style = TableStyle(
        [
            ("LINEABOVE", (0, 0), (-1, 0), 0.6, RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return [*out, Table(cells, colWidths=[builder.width / len(briefing.facts)] * len(briefing.facts), style=style)]


def _prepare(briefing: Briefing, canvas: BriefCanvas, _template: BaseDocTemplate) -> None:
    """Set what belongs to the document as a whole."""
    canvas._doc.Catalog.Lang = pdfdoc.PDFString(briefing.language)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def _furnish(builder: Builder, canvas: BriefCanvas, page: int, pages: int) -> None:
    """Draw the marking, the running title and the page number."""
    briefing = builder.briefing
    for y in (A4[1] - 33.0, 19.0):
        _marking(builder, canvas, y)
    number = briefing.words["page"].format(page=page, pages=pages)
    _sides(builder, canvas, A4[1] - 47.0, briefing.title if page > 1 else "", briefing.footer if page > 1 else "")
    _sides(builder, canvas, 41.0, briefing.kicker, number)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.6)
    for y in (A4[1] - 53.0, 52.0):
        canvas.line(_SIDE, y, A4[0] - _SIDE, y)


def _marking(builder: Builder, canvas: BriefCanvas, y: float) -> None:
    """Draw the marking as its standard prescribes: its colour on black, in the middle."""
    label = builder.paragraph(Para((Text(builder.briefing.marking, bold=True),), "marking", "ltr"))
    width = label.natural_width()
    label.wrap(width + 1, 20)
    x = (A4[0] - width) / 2
    canvas.setFillColor(BLACK)
    canvas.rect(x - 7, y - 2.5, width + 14, 17, stroke=0, fill=1)
    canvas.draw_line(label.first_line(), x, y + 1.6, TLP[builder.briefing.tlp])


def _sides(builder: Builder, canvas: BriefCanvas, y: float, start: str, end: str) -> None:
    """Draw a text at each side, cut to one line."""
    width = A4[0] - 2 * _SIDE
    for text, at_start, room in ((start, True, width * 0.72), (end, False, width * 0.28)):
        if not text:
            continue
        paragraph = builder.text(text, "furniture")
        paragraph.wrap(room, 20)
        line = paragraph.first_line()
        left = at_start != builder.rtl
        canvas.draw_line(line, _SIDE if left else A4[0] - _SIDE - line.width, y, paragraph.style.color)
