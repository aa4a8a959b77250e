"""Each story told: a template sentence, the quoted evidence in its own script, and how sure the reading is."""

from collections.abc import Sequence

from core.brief.material import Material, Story, bounds
from core.brief.model import Block, Heading, Para, Section, Text, Together
from core.brief.phrases import kind_of_event, references, sentence, span_of_days
from core.brief.sections.contested import is_contested
from core.brief.sections.events import confidence_word
from core.languages import direction
from core.model import Event, Span
from core.textnorm.bidi import isolate, without_controls

LONGEST_QUOTE = 420


def build(material: Material) -> Section | None:
    """Build the paragraphs of all stories."""
    if not material.stories:
        return None
    blocks = tuple(block for story in material.stories for block in _story(material, story))
    return Section("details", material.words.text("brief.section.details"), blocks)


def _story(material: Material, story: Story) -> list[Block]:
    """Return heading and sentence, kept together with the first quotation, and the footing with the last."""
    words = material.words
    kind, modes = kind_of_event(words, story.lead)
    when = span_of_days(words, *bounds(story.lead)) or words.text("date.unknown")
    title = f"{kind} ({modes})" if modes else kind
    label = isolate(story.label, "ltr")
    heading = Heading(
        (Text(f"{label}\u2002", tone="accent"), Text(title), Text(f"\u2002{when}", tone="muted")), story.anchor, f"{label} {title} · {when}"
    )
    quotes = [quote(material, event, sorted(event.quotes) or [event.trigger]) for event in story.events]
    opening: tuple[Block, ...] = (heading, Para(sentence(material, story)), *quotes[:1])
    footing = Para(_footing(material, story), "note")
    if len(quotes) < 2:
        return [Together((*opening, footing))]
    return [Together(opening), *quotes[1:-1], Together((quotes[-1], footing))]


def quote(material: Material, event: Event, spans: Sequence[Span]) -> Para:
    """Return verbatim quotations of one event, parted by dots, with the trigger in bold and the source number."""
    document = material.documents[event.doc_id]
    runs: list[Text] = []
    for number, span in enumerate(spans):
        start, end = _window(document.text, span, event.trigger)
        cut_before = start > span.start or (number > 0 and start > spans[number - 1].end + 1)
        runs.append(Text((" … " if number else "… ") if cut_before else " " if number else ""))
        runs += _excerpt(document.text, Span(start, end), event.trigger)
        if end < span.end and number == len(spans) - 1:
            runs.append(Text(" …"))
    runs += [Text("\u00a0"), *references(material, (event,))]
    return Para(tuple(r for r in runs if r.text), "quote", direction(document.language), document.language)


def _excerpt(text: str, span: Span, trigger: Span) -> list[Text]:
    """Return the words of a span, the trigger in bold."""
    if not span.overlaps(trigger):
        return [Text(without_controls(span.of(text)))]
    a, b = max(span.start, trigger.start), min(span.end, trigger.end)
    before, after = text[span.start : a], text[b : span.end]
    return [Text(without_controls(before)), Text(without_controls(text[a:b]), bold=True), Text(without_controls(after))]


def _window(text: str, span: Span, trigger: Span) -> tuple[int, int]:
    """Return the part of a quotation to print: all of it, or the words around the trigger when it is long."""
    if span.end - span.start <= LONGEST_QUOTE:
        return span.start, span.end
    middle = (trigger.start + trigger.end) // 2 if span.overlaps(trigger) else span.start
    start = max(span.start, min(middle - LONGEST_QUOTE // 2, span.end - LONGEST_QUOTE))
    end = min(span.end, start + LONGEST_QUOTE)
    while span.start < start < trigger.start and not text[start - 1].isspace():
        start += 1
    while trigger.end < end < span.end and not text[end].isspace():
        end -= 1
    return start, end


def _footing(material: Material, story: Story) -> tuple[Text, ...]:
    """Return confidence, corroboration and the reviewer's word."""
    words = material.words
    value = isolate(f"{story.lead.confidence:.2f}", "ltr")
    documents = len({e.doc_id for e in story.events})
    parts = [words.text("brief.detail.confidence", word=confidence_word(material, story.lead.confidence), value=value)]
    if documents == 1:
        parts.append(words.text("brief.detail.caveat"))
    else:
        outlets = words.count("count.outlets", material.outlets(story.events))
        parts.append(words.text("brief.detail.told", documents=words.count("count.documents", documents), outlets=outlets))
        if repeats := material.repeats(story.events):
            parts.append(words.text("brief.detail.repeats", documents=words.count("count.documents", repeats)))
    runs = [Text(" ".join(parts))]
    if is_contested(material, story):
        runs.append(Text(" " + words.text("brief.detail.contested"), bold=True, tone="warn", link="contested"))
    reviews = [material.reviews[e.id] for e in story.events if e.id in material.reviews]
    if any(review.status == "accepted" for review in reviews):
        runs.append(Text(" " + words.text("brief.detail.accepted")))
    for review in reviews:
        if review.note:
            runs.append(Text(" " + words.text("brief.detail.note", note=isolate(without_controls(review.note)))))
    return tuple(runs)
