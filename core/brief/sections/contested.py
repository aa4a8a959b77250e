"""What is contested: accounts of one deed that differ, side by side with their sources."""

from collections.abc import Iterable

from core.brief.material import Material, Range, Story
from core.brief.model import Para, Section, Table, Text
from core.brief.phrases import amount, day, kind_of_event, references, span_of_days, story_link
from core.textnorm.bidi import isolate

_COUNTED = ("killed", "injured")


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
    when = span_of_days(material.words, *((story.lead.time.earliest, story.lead.time.latest) if story.lead.time else (None, None)))
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
            out.append((value_text(material, str(point["field"]), value), references(material, told)))
    return out


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


def value_text(material: Material, field: str, value: object) -> str:
    """Return a value of a disagreement as a person reads it."""
    words = material.words
    if value is None:
        return words.text("brief.unknown")
    if isinstance(value, (list, tuple)) and len(value) == 2:
        if field in _COUNTED:
            return amount(words, _range(value))
        if all(v is None or isinstance(v, str) for v in value) and field in ("time", "date"):
            return span_of_days(words, *value)
    if isinstance(value, (list, tuple)):
        return words.text("brief.comma").join(value_text(material, field, v) for v in value)
    if field in ("time", "date", "earliest", "latest"):
        return day(words, str(value))
    entity = material.entities.get(str(value))
    return isolate(entity.name if entity else str(value))


def _range(value: list | tuple) -> Range:
    """Return a pair from JSON as a range."""
    least, most = value
    return least, most
