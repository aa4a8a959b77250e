"""The event table: one row a story."""

from core.brief.material import Material, Story, harm_range
from core.brief.model import Para, Section, Table, Text
from core.brief.phrases import MOST_NAMES, amount, kind_of_event, names, place, references, short_dates, standing, story_link
from core.textnorm.bidi import isolate

COLUMNS = ("number", "date", "event", "actor", "recipient", "place", "harm", "according", "sources", "confidence")
WEIGHTS = (0.6, 1.36, 1.28, 1.46, 1.38, 1.1, 0.98, 1.08, 0.8, 1.14)
Cell = tuple[Para, ...]


def build(material: Material) -> Section | None:
    """Build the table."""
    if not material.stories:
        return None
    words = material.words
    header = tuple(words.text(f"brief.column.{name}") for name in COLUMNS)
    rows = tuple(_row(material, story) for story in material.stories)
    return Section("events", words.text("brief.section.events"), (Table(header, WEIGHTS, rows),))


def confidence_word(material: Material, value: float) -> str:
    """Return the band of a confidence in words."""
    return material.words.text(f"confidence.{'high' if value >= 0.75 else 'moderate' if value >= 0.5 else 'low'}")


def _cell(*runs: Text, style: str = "cell") -> Para:
    """Return one paragraph of a cell."""
    return Para(tuple(runs), style)


def _row(material: Material, story: Story) -> tuple[Cell, ...]:
    """Return the cells of a story, in the order of COLUMNS."""
    event, words = story.lead, material.words
    kind, modes = kind_of_event(words, event)
    what = [_cell(Text(kind, bold=True))]
    if modes:
        what.append(_cell(Text(modes), style="cellnote"))
    if event.aux:
        what.append(_cell(Text(standing(words, event), bold=True, tone="warn"), style="cellnote"))
    return (
        (_cell(story_link(story)),),
        tuple(_cell(Text(line)) for line in short_dates(event)) or _unknown(),
        tuple(what),
        _people(material, event.actor),
        _people(material, event.recipient, blank=True),
        (_cell(*place(material, event)),) if event.location else _unknown(),
        (_cell(*_harm(material, story)),),
        _people(material, event.attribution, blank=True),
        (_cell(*references(material, story.events)),),
        (_cell(Text(confidence_word(material, event.confidence))),),
    )


def _people(material: Material, people: tuple, *, blank: bool = False) -> Cell:
    """Return one line for each name; '?' for an actor nobody names, nothing where the ontology asks for none."""
    named = list({p.entity_id: p for p in people}.values())
    lines = [_cell(*names(material, (who,), both_scripts=False, bold=False)) for who in named[:MOST_NAMES]]
    if len(named) > MOST_NAMES:
        lines.append(_cell(Text(material.words.text("brief.and_more", n=len(named) - MOST_NAMES)), style="cellnote"))
    return tuple(lines) or ((_cell(Text("–", tone="muted")),) if blank else _unknown())


def _unknown() -> Cell:
    """Return the mark of what no source tells."""
    return (_cell(Text("?", bold=True, tone="warn")),)


def _harm(material: Material, story: Story) -> list[Text]:
    """Return killed / injured over all accounts; where they differ, the range, and the contested section tells who says what."""
    told = [amount(material.words, harm_range(story, name), short=True) or "–" for name in ("killed", "injured")]
    if told == ["–", "–"]:
        return [Text("–", tone="muted")]
    return [Text(isolate(f"{told[0]} / {told[1]}", material.words.direction))]
