"""What is contested: accounts of one deed that differ, side by side with their sources."""

from collections.abc import Iterable

from core.brief.material import Material, Story, bounds
from core.brief.model import Para, Runs, Section, Table, Text
from core.brief.phrases import amount, kind_of_event, names, place, references, span_of_days, standing, story_link
from core.model import Event
from core.textnorm.bidi import isolate


def build(material: Material) -> Section | None:
    """Build the table of disagreements."""
    if not material.stories:
        return None
    words = material.words
    rows = tuple(row for story in material.stories for row in _rows(material, story))
    title = words.text("brief.section.contested")
    if not rows:
        return Section("contested", title, (Para((Text(words.text("brief.contested.none")),)),))
    header = tuple(words.text(f"brief.column.{name}") for name in ("number", "event", "field", "accounts"))
    intro = Para((Text(words.text("brief.contested.intro")),), "note")
    return Section("contested", title, (intro, Table(header, (0.5, 2.6, 1.3, 5.0), rows)))


def is_contested(material: Material, story: Story) -> bool:
    """Tell whether accounts of the story differ."""
    return bool(_rows(material, story))


def _rows(material: Material, story: Story) -> list[tuple[tuple[Para, ...], ...]]:
    """Return a row for each point on which shown accounts differ."""
    kind, modes = kind_of_event(material.words, story.lead)
    when = span_of_days(material.words, *bounds(story.lead))
    what = material.words.text("brief.comma").join(x for x in (kind, modes, when) if x)
    out = []
    for point in story.incident.disagreements if story.incident else ():
        accounts = _accounts(material, point)
        if len(accounts) > 1:
            cells = (story_link(story),), (Text(what),), (Text(_field(material, str(point["field"])), bold=True),)
            out.append((*((Para(runs, "cell"),) for runs in cells), (Para(_side_by_side(accounts), "cell"),)))
    return out


def _accounts(material: Material, point: dict) -> list[tuple[str, tuple[Text, ...]]]:
    """Return each value with the sources that give it, left out where none of its events is shown."""
    out = []
    for value, event_ids in point["values"]:
        told = [material.events[i] for i in event_ids if i in material.events]
        if told:
            out.append((_shown(material, str(point["field"]), told[0]) or isolate(str(value)), references(material, told)))
    return out


def _shown(material: Material, field: str, event: Event) -> str:
    """Return what an event says on a point, in the briefing's language; '' for a point this section does not know."""
    words = material.words
    if field in ("killed", "injured"):
        return amount(words, getattr(event.casualties, field) if event.casualties else None)
    if field == "date":
        return span_of_days(words, *bounds(event))
    if field == "type":
        return kind_of_event(words, event)[0]
    if field == "status":
        return standing(words, event) or words.text("brief.contested.fact")
    if field in ("actor", "recipient"):
        return _plain(names(material, getattr(event, field), both_scripts=False))
    return _plain(place(material, event)) if field == "place" else ""


def _plain(runs: Runs) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


def _side_by_side(accounts: Iterable[tuple[str, tuple[Text, ...]]]) -> tuple[Text, ...]:
    """Return the accounts on one line, parted by a stroke."""
    runs: list[Text] = []
    for shown, sources in accounts:
        if runs:
            runs.append(Text("   /   ", tone="muted"))
        runs += [Text(shown, bold=True), Text("\u00a0"), *sources]
    return tuple(runs)


def _field(material: Material, field: str) -> str:
    """Return the name of a point in words."""
    key = f"brief.field.{field}"
    return material.words.text(key) if material.words.has(key) else material.words.text("brief.field.other", field=field)
