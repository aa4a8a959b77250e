"""Gaps: events without a date, a place or an actor, told by one source, or from undated articles."""

from core.brief.material import Material, Story, bounds
from core.brief.model import Para, Section, Table, Text
from core.brief.phrases import story_link


def build(material: Material) -> Section | None:
    """Build the table of what is missing."""
    if not material.stories:
        return None
    words = material.words
    found = {name: stories for name, stories in missing(material).items() if stories}
    title = words.text("brief.section.gaps")
    if not found:
        return Section("gaps", title, (Para((Text(words.text("brief.gap.none")),)),))
    rows = tuple(_row(material, name, stories) for name, stories in found.items())
    header = tuple(words.text(f"brief.column.{name}") for name in ("gap", "seen"))
    return Section("gaps", title, (Para((Text(words.text("brief.gap.intro")),), "note"), Table(header, (2.0, 7.0), rows)))


def missing(material: Material) -> dict[str, list[Story]]:
    """Return the stories that lack each thing; one account that tells it is enough."""
    out: dict[str, list[Story]] = {"date": [], "place": [], "actor": [], "single": [], "publication": []}
    for story in material.stories:
        lacks = {
            "date": not any(any(bounds(e)) for e in story.events),
            "place": not any(e.location for e in story.events),
            "actor": not any(e.actor for e in story.events),
            "single": material.outlets(story.events) == 1,
            "publication": any(material.documents[e.doc_id].published is None for e in story.events),
        }
        for name, lacking in lacks.items():
            if lacking:
                out[name].append(story)
    return out


def _row(material: Material, name: str, stories: list[Story]) -> tuple[tuple[Para, ...], ...]:
    """Return one kind of gap, its count and the stories that have it."""
    links: list[Text] = [Text(material.words.count("count.events", len(stories)) + ": ")]
    for position, story in enumerate(stories):
        links += [Text("  ")] * bool(position) + [story_link(story)]
    return (Para((Text(material.words.text(f"brief.gap.{name}"), bold=True),), "cell"),), (Para(tuple(links), "cell"),)
