"""The numbered sources: outlet, title in its own script, date, language, file and the beginning of its hash."""

from core.brief.material import Material
from core.brief.model import Para, Section, Table, Text
from core.languages import direction
from core.model import Document
from core.textnorm.bidi import isolate, without_controls

LONGEST_TITLE = 220
COLUMNS = ("number", "source", "date", "language", "file")


def build(material: Material) -> Section | None:
    """Build the table of sources."""
    if not material.references:
        return None
    words = material.words
    header = tuple(words.text(f"brief.column.{name}") for name in COLUMNS)
    rows = tuple(_row(material, n, document) for n, document in enumerate(material.cited(), 1))
    return Section("sources", words.text("brief.section.sources"), (Table(header, (0.55, 4.6, 1.15, 1.2, 2.5), rows),))


def _row(material: Material, number: int, document: Document) -> tuple[tuple[Para, ...], ...]:
    """Return the cells of one source."""
    words = material.words
    outlet = isolate(without_controls(document.outlet)) if document.outlet else words.text("brief.unknown_outlet")
    title = without_controls(document.title) or words.text("brief.untitled")
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rsplit(maxsplit=1)[0] + " …"
    own = direction(document.language) if document.title else None
    published = isolate(document.published, "ltr") if document.published else "?"
    part = f" #{document.part + 1}" if document.part else ""
    language = f"language.{document.language}"
    return (
        (Para((Text(isolate(f"[{number}]", "ltr"), bold=True, tone="accent"),), "cell", anchor=f"source{number}"),),
        (Para((Text(outlet, bold=True),), "cell"), Para((Text(title),), "cell", own, document.language)),
        (Para((Text(published),), "cell"),),
        (Para((Text(words.text(language) if words.has(language) else document.language),), "cell"),),
        (
            Para((Text(isolate(without_controls(document.path) + part, "ltr")),), "cell"),
            Para((Text(isolate(document.sha256[:12], "ltr")),), "cellnote"),
        ),
    )
