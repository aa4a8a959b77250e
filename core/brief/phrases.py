"""Runs of text from records: dates, counts, names in two scripts, references and the template sentence of a story."""

import calendar
import string
from collections.abc import Iterable, Sequence
from datetime import date

from core.brief.fonts import is_arabic
from core.brief.material import Material, Range, Story, bounds, harm_range
from core.brief.model import Runs, Text
from core.i18n import Catalogue
from core.model import Event, Participant
from core.textnorm.bidi import isolate, without_controls

_PERSIAN = frozenset("پچژگکی")
MOST_NAMES = 6
_TIED = "\u00a0"


def fill(template: str, **values: Sequence[Text]) -> Runs:
    """Put runs into the fields of a template."""
    runs: list[Text] = []
    for literal, name, _, _ in string.Formatter().parse(template):
        if literal:
            runs.append(Text(literal))
        if name is not None:
            runs.extend(values[name])
    return tuple(runs)


def join(parts: Iterable[Sequence[Text]], separator: str) -> Runs:
    """Join groups of runs with a separator."""
    out: list[Text] = []
    for part in parts:
        if out:
            out.append(Text(separator))
        out.extend(part)
    return tuple(out)


def day(words: Catalogue, iso: str) -> str:
    """Return an ISO date in words ('29 January 2024')."""
    try:
        parsed = date.fromisoformat(iso)
    except ValueError:
        return isolate(iso, "ltr")
    month = words.text(f"date.month.{parsed.month}")
    return isolate(words.text("date.day", day=parsed.day, month=month, year=parsed.year).replace(" ", _TIED))


def _is_whole_month(first: date, last: date) -> bool:
    """Tell whether two days are the ends of one month."""
    length = calendar.monthrange(last.year, last.month)[1]
    return first.day == 1 and last.day == length and first.replace(day=length) == last


def span_of_days(words: Catalogue, earliest: str | None, latest: str | None) -> str:
    """Return a day, a whole month, or an interval in words; '' when nothing is known."""
    if earliest and latest:
        if earliest == latest:
            return day(words, earliest)
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
        if _is_whole_month(first, last):
            return isolate(words.text("date.month_year", month=words.text(f"date.month.{first.month}"), year=first.year))
        return words.text("date.range", start=day(words, earliest), end=day(words, latest))
    if earliest:
        return words.text("brief.fact.since", date=day(words, earliest))
    return words.text("brief.fact.until", date=day(words, latest)) if latest else ""


def short_dates(event: Event) -> list[str]:
    """Return the ISO dates of an event, one or two lines, each safe in any direction."""
    earliest, latest = bounds(event)
    if earliest and latest and earliest != latest:
        if _is_whole_month(date.fromisoformat(earliest), date.fromisoformat(latest)):
            return [isolate(earliest[:7], "ltr")]
        return [isolate(earliest, "ltr") + " –", isolate(latest, "ltr")]
    known = earliest or latest
    return [isolate(known, "ltr")] if known else []


def amount(words: Catalogue, value: Range | None, *, short: bool = False) -> str:
    """Return a count as told: '3', '3–5', 'at least 3' ('3+'); '' when nothing is told."""
    if value is None or value == (None, None):
        return ""
    least, most = value
    if least is not None and most is not None:
        return isolate(str(least) if least == most else f"{least}–{most}", "ltr")
    if short:
        return isolate(f"{least}+" if least is not None else f"0–{most}", "ltr")
    return words.text("brief.amount.least", n=least) if least is not None else words.text("brief.amount.most", n=most)


def references(material: Material, events: Iterable[Event]) -> Runs:
    """Return the source numbers of some events as links: [1] [3]."""
    numbers = sorted({material.references[e.doc_id] for e in events})
    return tuple(
        Text(isolate(f"[{n}]", "ltr") + ("\u200b" if i + 1 < len(numbers) else ""), tone="accent", link=f"source{n}")
        for i, n in enumerate(numbers)
    )


def story_link(story: Story) -> Text:
    """Return 'E3' as a link to where the story is told."""
    return Text(isolate(story.label, "ltr"), bold=True, tone="accent", link=story.anchor)


def native_form(material: Material, who: Participant) -> str:
    """Return the participant's name in Arabic script: as Arabic sources write it, else as Persian ones do, else ''."""
    persian = material.forms.get((who.entity_id, "fa"), "")
    return arabic_form(material, who) or next((form for form in (persian, *_aliases(material, who)) if is_arabic(form)), "")


def arabic_form(material: Material, who: Participant) -> str:
    """Return the participant's name in Arabic, or ''; Persian spellings serve for persons only."""
    met = material.forms.get((who.entity_id, "ar"), "")
    plain = [a for a in _aliases(material, who) if a not in material.persian and not _PERSIAN & set(a)]
    names_of_persons = [material.forms.get((who.entity_id, "fa"), "")] if who.type == "PERSON" else []
    return next((form for form in (met, *plain, *names_of_persons) if is_arabic(form)), "")


def _aliases(material: Material, who: Participant) -> tuple[str, ...]:
    """Return the entity's other forms."""
    entity = material.entities.get(who.entity_id)
    return entity.aliases if entity else ()


def display_name(material: Material, who: Participant) -> str:
    """Return the one form of a name that suits the briefing's language."""
    language = material.words.language
    own = arabic_form(material, who) if language == "ar" else material.forms.get((who.entity_id, language), "")
    if language == "en" or (who.type == "PERSON" and language == "tr"):
        own = ""  # the knowledge base names them in full
    return isolate(without_controls(own or who.name or who.text))


def names(material: Material, people: Sequence[Participant], *, both_scripts: bool, bold: bool = True) -> Runs:
    """Return names joined by commas, with the other script in brackets where there is one."""
    parts = []
    named = _distinct(people)
    for who in named[:MOST_NAMES]:
        shown = display_name(material, who)
        runs = [Text(shown, bold=bold)]
        native = native_form(material, who)
        other = who.name if isolate(native) == shown else native
        if both_scripts and other and isolate(other) != shown:
            runs.append(Text(f" ({isolate(_tie(other))})", tone="muted"))
        parts.append(runs)
    if len(named) > MOST_NAMES:
        parts.append([Text(material.words.text("brief.and_more", n=len(named) - MOST_NAMES))])
    return join(parts, material.words.text("brief.comma"))


def _tie(name: str) -> str:
    """Keep a short name on one line, so that it is not read in pieces from both ends."""
    return name.replace(" ", _TIED) if len(name) <= 32 else name


def _distinct(people: Sequence[Participant]) -> list[Participant]:
    """Return each entity once."""
    return list({who.entity_id: who for who in people}.values())


def kind_of_event(words: Catalogue, event: Event) -> tuple[str, str]:
    """Return the event's type and its modes in words."""
    modes = words.text("brief.comma").join(words.text(f"event.mode.{m}") for m in event.modes if words.has(f"event.mode.{m}"))
    key = f"event.type.{event.event_type}"
    return (words.text(key) if words.has(key) else event.event_type), modes


def standing(words: Catalogue, event: Event) -> str:
    """Return how the source presents the deed ('planned', 'denied'), or ''."""
    return words.text("brief.comma").join(words.text(f"event.aux.{a}") for a in event.aux)


def capital(words: Catalogue, text: str) -> str:
    """Return ``text`` with its first letter large, by the rules of the language."""
    if text[:1] == "i" and words.language == "tr":
        return "İ" + text[1:]
    return text[:1].upper() + text[1:]


def sentence(material: Material, story: Story, *, both_scripts: bool = True) -> Runs:
    """Return the template sentence of a story with its references."""
    words, event = material.words, story.lead
    kind, modes = kind_of_event(words, event)
    actor = names(material, event.actor, both_scripts=both_scripts)
    recipient = names(material, event.recipient, both_scripts=both_scripts)
    form = "both" if actor and recipient else "actor" if actor else "recipient" if recipient else ""
    key = f"brief.say.{event.event_type}.{form}"
    head = fill(words.text(key), actor=actor, recipient=recipient) if form and words.has(key) else (Text(kind, bold=True),)
    runs: list[Text] = []
    if event.aux:
        runs.append(Text(words.text("brief.tail.aux", aux=capital(words, standing(words, event))), bold=True, tone="warn"))
    runs += head
    if modes:
        runs.append(Text(words.text("brief.tail.mode", mode=modes)))
    separator = words.text("brief.semicolon" if words.language == "tr" else "brief.comma")
    for tail in _tails(material, story, both_scripts=both_scripts):
        runs += [Text(separator), *tail]
    return (*runs, Text(". "), *references(material, story.events))


def _tails(material: Material, story: Story, *, both_scripts: bool) -> list[Runs]:
    """Return the clauses of place, time, harm (over all accounts) and attribution that are known."""
    words, event = material.words, story.lead
    out: list[Runs] = []
    if event.location:
        out.append(fill(words.text("brief.tail.at"), place=place(material, event)))
    when = span_of_days(words, *bounds(event))
    if when:
        out.append((Text(words.text("brief.tail.on", date=when)),))
    elif event.time and event.time.text:
        quoted = words.text("brief.quote", text=isolate(event.time.text))
        out.append((Text(words.text("brief.tail.as_written", words=quoted)),))
    for name in ("killed", "injured"):
        told = amount(words, harm_range(story, name))
        if told:
            out.append((Text(words.text(f"brief.tail.{name}", n=told), bold=True),))
    if event.attribution:
        who = names(material, event.attribution, both_scripts=both_scripts, bold=False)
        out.append(fill(words.text("brief.tail.according"), who=who))
    return out


def place(material: Material, event: Event) -> Runs:
    """Return the place of an event in the form that suits the briefing."""
    where = event.location
    if where is None:
        return ()
    return (Text(isolate(material.places.get(where.entity_id) or where.name or where.text)),)
