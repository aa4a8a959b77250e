"""Key figures: counts, harm as reported, events by type and along time."""

from collections import Counter

from core.brief.material import Material, Range, Story, bounds, harm_range, is_fact
from core.brief.model import Bar, Block, Chart, Charts, Figures, Section
from core.brief.phrases import amount, kind_of_event
from core.ontology import event_types
from core.textnorm.bidi import isolate

MOST_TYPES = 8
MOST_DAYS = 31


def build(material: Material) -> Section | None:
    """Build the figures; nothing to count, no section."""
    if not material.stories:
        return None
    words = material.words
    items = [
        (str(len(material.stories)), words.text("brief.figure.incidents")),
        (str(material.counts.shown), words.text("brief.figure.reports")),
        (str(len(material.references)), words.text("brief.figure.documents")),
        (str(material.outlets(material.events.values())), words.text("brief.figure.outlets")),
    ]
    for name in ("killed", "injured"):
        total = harm(material, name)
        if total:
            items.append((amount(words, total, short=True), words.text(f"brief.figure.{name}")))
    charts = [chart for chart in (_by_type(material), _along_time(material)) if chart]
    blocks: list[Block] = [Figures(tuple(items))]
    if charts:
        blocks.append(Charts(tuple(charts)))
    return Section("figures", words.text("brief.section.figures"), tuple(blocks))


def harm(material: Material, name: str) -> Range | None:
    """Add up the killed or injured of deeds told as done: least of all accounts to most; no upper bound if one has none."""
    told = [r for story in material.stories if is_fact(story.lead) and (r := harm_range(story, name))]
    if not told:
        return None
    highs = [high for _, high in told]
    return (sum(low or 0 for low, _ in told), None if None in highs else sum(highs))


def _by_type(material: Material) -> Chart | None:
    """Return stories by type, most frequent first."""
    counted = Counter(s.lead.event_type for s in material.stories)
    if len(counted) < 2:
        return None
    labels = {s.lead.event_type: kind_of_event(material.words, s.lead)[0] for s in material.stories}
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))[:MOST_TYPES]
    bars = tuple(Bar(labels[name], n, event_types()[name].quad if name in event_types() else 0) for name, n in rows)
    legend = tuple((quad, material.words.text(f"event.quad.{quad}")) for quad in sorted({b.group for b in bars} - {0}))
    return Chart("bars", material.words.text("brief.figure.by_type"), bars, legend)


def _along_time(material: Material) -> Chart | None:
    """Return stories by day, or by month when the days are many."""
    days = [d for s in material.stories if (d := _single_day(s))]
    for length, key in ((10, "by_day"), (7, "by_month")):
        counted = Counter(d[:length] for d in days)
        if 2 <= len(counted) <= MOST_DAYS:
            bars = tuple(Bar(isolate(label, "ltr"), counted[label]) for label in sorted(counted))
            return Chart("columns", material.words.text(f"brief.figure.{key}"), bars)
    return None


def _single_day(story: Story) -> str | None:
    """Return the day of a story that has one."""
    earliest, latest = bounds(story.lead)
    return earliest if earliest and earliest == latest else None
