"""An event record in words: what the detail pane and the clipboard say of it; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.i18n import Catalogue
from core.model import Document, Event, Evidence, Incident
from core.store import EventRow
from gui.models.columns import any_direction, aux_text, casualties_text, date_text, isolated, mode_text, source_text, type_text
from gui.models.local_names import localised

_FIELDS_WITH_PEOPLE = ("actor", "recipient", "attribution")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a record: ``name`` as in the table, ``value`` in words, ``words`` those of the text, ``why`` the reasons."""

    name: str
    value: str
    words: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says of an incident."""

    event_id: str
    source: str
    date: str
    casualties: str
    place: str
    time: str
    actor: str
    status: str


def fields(event: Event, row: EventRow, words: Catalogue, names: Mapping[str, str] = MappingProxyType({})) -> list[Field]:
    """Return the fields of an event that hold something, in the order of the table."""
    found = [Field("type", type_text(row, words), why=reasons(event.why, words))]
    if row.aux:
        found.append(Field("aux", aux_text(row, words)))
    if event.time:
        found.append(Field("time", date_text(row), event.time.text, reasons(event.time.why, words)))
    for role in _FIELDS_WITH_PEOPLE[:2]:
        found += _people(event, role, words, names)
    if event.location:
        place = event.location
        country = f" ({isolated(place.country)})" if place.country else ""
        precision = f"gui.precision.{place.precision}"
        told = words.text(precision) if words.has(precision) else place.precision
        value = any_direction(names.get(place.name, place.name)) + country + (f" · {told}" if place.precision != "exact" else "")
        found.append(Field("location", value, place.text, reasons(place.why, words)))
    if casualties_text(row, words):
        found.append(Field("casualties", casualties_text(row, words)))
    if event.weapon:
        found.append(Field("weapon", event.weapon))
    return found + _people(event, "attribution", words, names)


def _people(event: Event, role: str, words: Catalogue, names: Mapping[str, str]) -> list[Field]:
    return [
        Field(role, any_direction(names.get(person.name, person.name)), person.text, reasons(person.why, words))
        for person in getattr(event, role)
    ]


def sentence(event: Event, language: str, words: Catalogue, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return an event as a sentence in the interface language; names as the article has them if it is in that language."""
    if words.language == "en" and event.summary:
        return event.summary
    native = language == words.language

    def names(role: str) -> str:
        people = getattr(event, role)
        return words.text("gui.list").join(dict.fromkeys(any_direction(p.text if native else known.get(p.name, p.name)) for p in people))

    actor, recipient = names("actor"), names("recipient")
    form = "both" if actor and recipient else "actor" if actor else "recipient"
    if actor or recipient:
        head = words.text(f"brief.say.{event.event_type}.{form}", actor=actor, recipient=recipient)
    else:
        head = words.text(f"event.type.{event.event_type}")
    modes = words.text("gui.list").join(mode_text(mode, words) for mode in event.modes)
    told = "".join(words.text("brief.tail.aux", aux=words.text(f"event.aux.{aux}")) for aux in event.aux)
    head = told + head + (words.text("brief.tail.mode", mode=modes) if modes else "")
    place = event.location
    tails = [words.text("brief.tail.at", place=any_direction(place.text if native else known.get(place.name, place.name)))] if place else []
    return words.text("gui.list").join([head, *tails, *_told_by(names("attribution"), words)]) + "."


def _told_by(who: str, words: Catalogue) -> list[str]:
    return [words.text("brief.tail.according", who=who)] if who else []


def reasons(why: tuple[Evidence, ...], words: Catalogue) -> tuple[str, ...]:
    """Return why a value was chosen, in words, each reason once."""
    return tuple(dict.fromkeys(_reason(item, words) for item in why))


def _reason(item: Evidence, words: Catalogue) -> str:
    key = f"gui.why.{item.source}"
    source = words.text(key) if words.has(key) else item.source
    score = f" {isolated(f'{round(item.score * 100)}%')}" if item.score < 1 else ""
    return f"{source}: {any_direction(item.reason)}{score}"


def reports(
    rows: list[EventRow], published: Mapping[str, str | None], words: Catalogue, names: Mapping[str, str] = MappingProxyType({})
) -> list[Report]:
    """Return what the documents of an incident say, earliest publication first."""
    made = [
        Report(
            event_id=row.event_id,
            source=source_text(row, words),
            date=published.get(row.doc_id) or "",
            casualties=casualties_text(row, words),
            place=localised(row.location, names),
            time=date_text(row),
            actor=localised(row.actor, names),
            status=row.status,
        )
        for row in rows
    ]
    return sorted(made, key=lambda report: (not report.date, report.date, report.source))


def disputed(incident: Incident) -> set[str]:
    """Return the fields on which the reports of an incident disagree, by the names of the table."""
    known = {"killed": "casualties", "injured": "casualties", "location": "place"}
    return {known.get(item.get("field", ""), item.get("field", "")) for item in incident.disagreements}


def citation(event: Event, row: EventRow, document: Document, words: Catalogue) -> str:
    """Return an event as text with its quotations and where they stand."""
    origin = ", ".join(part for part in (document.outlet, f"«{document.title}»" if document.title else "", document.published) if part)
    lines = [
        f"{date_text(row)} · {type_text(row, words)}" + (f" ({aux_text(row, words)})" if row.aux else ""),
        event.summary,
        *(f"«{' '.join(quote.of(document.text).split())}»" for quote in event.quotes),
        origin,
        f"{document.path} [{event.trigger.start}–{event.trigger.end}] SHA-256 {document.sha256}",
    ]
    return "\n".join(line for line in lines if line)
