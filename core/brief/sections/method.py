"""Method: version, counts in and out, what is automatic, what confidence means."""

from core.brief.material import Material
from core.brief.model import Para, Section, Text
from core.textnorm.bidi import isolate


def build(material: Material) -> Section:
    """Build the closing page."""
    words, counts = material.words, material.counts
    lines = [
        words.text("brief.method.read", version=isolate(material.options.version, "ltr")),
        words.text(
            "brief.method.counts",
            documents=words.count("count.documents", counts.documents),
            events=words.count("count.events", counts.events),
            rejected=counts.rejected,
            unreviewed=counts.unreviewed,
            outside=counts.outside,
            shown=words.count("count.events", counts.shown),
            stories=len(material.stories),
        ),
        words.text("brief.method.automatic"),
        words.text("brief.method.confidence"),
        words.text("brief.method.standing"),
        words.text(f"brief.tlp.{material.options.tlp}", marking=isolate(f"TLP:{material.options.tlp}", "ltr")),
    ]
    return Section("method", words.text("brief.section.method"), tuple(Para((Text(line),)) for line in lines))
