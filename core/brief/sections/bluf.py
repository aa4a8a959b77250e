"""Bottom line up front: at most three sentences, the gravest and best corroborated deeds presented as done."""

from core.brief.material import Material, Story, gravity, is_fact
from core.brief.model import Box, Para, Runs, Section, Text
from core.brief.phrases import sentence, story_link
from core.brief.sections.contested import is_contested

MOST = 3


def rank(material: Material, story: Story) -> float:
    """Return the weight of a story: its gravity, raised by independent outlets, lowered by doubt in the reading."""
    corroboration = 1 + 0.5 * (material.outlets(story.events) - 1)
    return max(gravity(e) for e in story.events) * corroboration * (0.4 + 0.6 * story.lead.confidence)


def build(material: Material) -> Section:
    """Build the box."""
    facts = [s for s in material.stories if is_fact(s.lead)] or list(material.stories)
    top = sorted(facts, key=lambda s: (-rank(material, s), s.number))[:MOST]
    paras = tuple(Para(_line(material, s), "lead") for s in top)
    nothing = (Para((Text(material.words.text("brief.none")),), "lead"),)
    return Section("bluf", "", (Box(material.words.text("brief.section.bluf"), paras or nothing),))


def _line(material: Material, story: Story) -> Runs:
    """Return the sentence, how many documents tell it, and whether they differ."""
    told = material.words.count("count.documents", len({e.doc_id for e in story.events}))
    runs = [*sentence(material, story, both_scripts=False), Text(f" · {told} · ", tone="muted"), story_link(story)]
    if is_contested(material, story):
        runs.append(Text(" " + material.words.text("brief.detail.contested"), bold=True, tone="warn", link="contested"))
    return tuple(runs)
