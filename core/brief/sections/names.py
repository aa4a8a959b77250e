"""Who is who: the participants of the shown events, each name in Latin and, on a line of its own, in its script."""

from core.brief.material import Material
from core.brief.model import Para, Section, Table, Text
from core.brief.phrases import is_arabic, story_link
from core.languages import direction
from core.model import Participant

MOST = 60
MOST_STORIES = 12


def build(material: Material) -> Section | None:
    """Build the table, most active first."""
    seen: dict[str, list[int]] = {}
    people: dict[str, Participant] = {}
    for position, story in enumerate(material.stories):
        for event in story.events:
            for who in (*event.actor, *event.recipient):
                people.setdefault(who.entity_id, who)
                if position not in seen.setdefault(who.entity_id, []):
                    seen[who.entity_id].append(position)
    if not people:
        return None
    order = sorted(people, key=lambda i: (-len(seen[i]), people[i].name))[:MOST]
    words = material.words
    header = tuple(words.text(f"brief.column.{name}") for name in ("name", "type", "seen"))
    rows = tuple(_row(material, people[i], seen[i]) for i in order)
    return Section("names", words.text("brief.section.names"), (Table(header, (4.2, 1.4, 3.4), rows),))


def _row(material: Material, who: Participant, positions: list[int]) -> tuple[tuple[Para, ...], ...]:
    """Return name lines, kind and links of one participant."""
    entity = material.entities.get(who.entity_id)
    forms = (who.text, *(entity.aliases if entity else ()))
    native = next((form for form in forms if is_arabic(form)), "")
    lines = [Para((Text(who.name or who.text, bold=True),), "cell", None if is_arabic(who.name) else material.words.direction)]
    if native and native != who.name:
        lines.append(Para((Text(native),), "cell", material.words.direction, "ar" if direction("ar") == "rtl" else ""))
    kind = f"brief.kind.{who.type}"
    links: list[Text] = []
    for position in positions[:MOST_STORIES]:
        links += [Text("  ")] * bool(links) + [story_link(material.stories[position])]
    if len(positions) > MOST_STORIES:
        links.append(Text(" …"))
    return tuple(lines), (Para((Text(material.words.text(kind) if material.words.has(kind) else who.type),), "cell"),), (Para(tuple(links), "cell"),)
