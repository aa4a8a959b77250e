"""The briefing: records to plain data (``build``), plain data to PDF (``write_pdf``).

A new part is a module in ``sections/`` with ``build(material) -> Section | None`` and an entry in SECTIONS.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core.brief.material import BriefOptions, BriefSource, Material, collect
from core.brief.model import TLP, Briefing, Section
from core.brief.phrases import span_of_days
from core.brief.sections import bluf, contested, details, events, figures, gaps, method, names, sources
from core.textnorm.bidi import isolate

__all__ = ["SECTIONS", "TLP", "BriefOptions", "BriefSource", "Briefing", "build", "write_pdf"]

SECTIONS: tuple[Callable[[Material], Section | None], ...] = (
    bluf.build,
    figures.build,
    contested.build,
    events.build,
    details.build,
    names.build,
    gaps.build,
    sources.build,
    method.build,
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def build(case: BriefSource, options: BriefOptions) -> Briefing:
    """Choose and arrange what the briefing says; the same input gives the same data."""
    material = collect(case, options)
    words = material.words
    title = options.title or words.text("brief.default_title")
    return Briefing(
        language=options.language,
        direction=words.direction,
        title=title,
        kicker=words.text("brief.kicker"),
        tlp=options.tlp,
        marking=f"TLP:{options.tlp}",
        facts=_facts(material),
        sections=tuple(section for make in SECTIONS if (section := make(material))),
        footer=isolate(date_time_group(options.generated_at), "ltr") if options.generated_at else "",
        words={"page": words.text("brief.page")},
    )


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    """Return the lines of the title block."""
    words, options = material.words, material.options
    cited = material.cited()
    outlets = words.count("count.outlets", material.outlets(material.events.values()))
    facts = [
        ("period", span_of_days(words, options.period_from, options.period_to) or words.text("brief.fact.all")),
        ("sources", words.text("brief.fact.counts", documents=words.count("count.documents", len(cited)), outlets=outlets)),
        ("languages", words.text("brief.comma").join(_languages(material))),
        ("dtg", isolate(date_time_group(options.generated_at), "ltr") if options.generated_at else ""),
    ]
    return tuple((words.text(f"brief.fact.{name}"), value) for name, value in facts if value)


def _languages(material: Material) -> list[str]:
    """Return the languages of the sources in words, most frequent first."""
    codes = [d.language for d in material.cited()]
    order = sorted(set(codes), key=lambda code: (-codes.count(code), code))
    return [material.words.text(f"language.{c}") if material.words.has(f"language.{c}") else c for c in order]


def date_time_group(moment: str) -> str:
    """Return an ISO moment as a military date-time group ('191200Z FEB 2024'); a zone other than UTC is told as an offset."""
    parsed = datetime.fromisoformat(moment)
    offset = parsed.utcoffset()
    zone = "" if offset is None else "Z" if not offset else parsed.strftime("%z")
    return f"{parsed:%d%H%M}{zone} {_MONTHS[parsed.month - 1]} {parsed.year}"


def write_pdf(briefing: Briefing, path: Path, *, strict: bool = False) -> None:
    """Write the PDF; ``strict`` turns a character that no bundled font has into a BriefError."""
    from core.brief.render.document import write  # reportlab takes its time to load

    write(briefing, path, strict=strict)
