"""Who is who: the participants of the shown events, each name in Latin and, on a line of its own, in its script."""

from core.brief.fonts import is_arabic
from core.brief.material import Material
from core.brief.model import Block, Para, Section, Table, Text
from core.brief.phrases import arabic_form, native_form, story_link
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
    order = sorted(people, key=lambda i: (-len(seen[i]), people[i].name))
    words = material.words
    header = tuple(words.text(f"brief.column.{name}") for name in ("name", "type", "seen"))
    rows = tuple(_row(material, people[i], seen[i]) for i in order[:MOST])
    blocks: list[Block] = [Table(header, (4.2, 1.4, 3.4), rows)]
    if len(order) > MOST:
        blocks.append(Para((Text(words.text("brief.names_more", n=len(order) - MOST)),), "note"))
    return Section("names", words.text("brief.section.names"), tuple(blocks))


def _row(material: Material, who: Participant, positions: list[int]) -> tuple[tuple[Para, ...], ...]:
    """Return name lines, kind and links of one participant; the briefing's own script comes first."""
    kind = f"brief.kind.{who.type}"
    forms = _forms(material, who)
    lines = tuple(_name(form, first=n == 0) for n, form in enumerate(forms))
    links: list[Text] = []
    for position in positions[:MOST_STORIES]:
        links += [Text("  ")] * bool(links) + [story_link(material.stories[position])]
    if len(positions) > MOST_STORIES:
        links.append(Text(" …"))
    shown_kind = material.words.text(kind) if material.words.has(kind) else who.type
    return lines, (Para((Text(shown_kind),), "cell"),), (Para(tuple(links), "cell"),)


def _forms(material: Material, who: Participant) -> list[str]:
    """Return one form in each script, that of the briefing first."""
    latin = who.name or who.text
    native = native_form(material, who)
    first = native if material.words.direction == "rtl" and arabic_form(material, who) else latin
    forms = [first, latin, native]
    return list(dict.fromkeys(form for form in forms if form))


def _name(form: str, *, first: bool) -> Para:
    """Return one form on a line of its own direction, so that it is copied in its own order."""
    return Para((Text(form, bold=first),), "cell", "rtl" if is_arabic(form) else "ltr")
