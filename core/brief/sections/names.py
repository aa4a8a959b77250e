"""Who is who: the participants of the shown events, each name in Latin and, on a line of its own, in its script."""

from core.brief.fonts import is_arabic
from core.brief.material import Material
from core.brief.model import Para, Section, Table, Text
from core.brief.phrases import native_form, story_link
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
    forms = [native, latin] if material.words.direction == "rtl" else [latin, native]
    return list(dict.fromkeys(form for form in forms if form))


def _name(form: str, *, first: bool) -> Para:
    """Return one form on a line of its own direction, so that it is copied in its own order."""
    return Para((Text(form, bold=first),), "cell", "rtl" if is_arabic(form) else "ltr")
