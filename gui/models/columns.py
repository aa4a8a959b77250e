"""The columns of the event table, one entry each: title, order, width, the evidence behind it and what a cell says."""

from collections.abc import Callable
from dataclasses import dataclass

from core.i18n import Catalogue
from core.store import EventRow

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is also the key of its title; ``sort`` a field of EventQuery; ``field`` the evidence a click points at."""

    name: str
    sort: str
    width: int
    text: Callable[[EventRow, Catalogue], str]
    field: str = ""
    paint: str = ""
    names: bool = False
    """Its cells are names, which the table shows in the script of the interface where it can."""


def isolated(text: str) -> str:
    """Keep a date or number in its own order inside text of any direction."""
    return f"{LRI}{text}{PDI}" if text else ""


def any_direction(text: str) -> str:
    """Keep a name in its own direction inside other text."""
    return f"{FSI}{text}{PDI}" if text else ""


def date_text(row: EventRow) -> str:
    """Return the day, month or interval of an event; unresolved words as they stand; nothing if nothing is told."""
    first, last = row.time_earliest, row.time_latest
    if not first or not last:
        return isolated(first or last or "") or (f"«{row.time_text}»" if row.time_text else EMPTY)
    if first == last:
        return isolated(first)
    if row.granularity == "month" and first[:7] == last[:7]:
        return isolated(first[:7])
    if row.granularity == "year" and first[:4] == last[:4]:
        return isolated(first[:4])
    shared = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return isolated(f"{first} – {last[shared:]}")


def type_text(row: EventRow, words: Catalogue) -> str:
    """Return type and modes in words."""
    modes = [mode_text(mode, words) for mode in row.modes.split("; ") if mode]
    return " · ".join([words.text(f"event.type.{row.event_type}"), *modes])


def mode_text(mode: str, words: Catalogue) -> str:
    """Return a mode in words."""
    key = f"event.mode.{mode}"
    return words.text(key) if words.has(key) else mode


def aux_text(row: EventRow, words: Catalogue) -> str:
    """Return in words how the source presents the event: planned, denied and so on."""
    return words.text("gui.list").join(words.text(f"event.aux.{aux}") for aux in row.aux.split("; ") if aux)


def casualties_text(row: EventRow, _words: Catalogue) -> str:
    """Return killed and injured as '3 / 34', unknown ones as a dash."""
    if not (row.killed or row.injured):
        return ""
    return isolated(f"{row.killed or EMPTY} / {row.injured or EMPTY}")


def source_text(row: EventRow, _words: Catalogue) -> str:
    """Return the outlet, else the file's name."""
    return row.outlet or row.path.rsplit("/", 1)[-1]


def status_text(row: EventRow, words: Catalogue) -> str:
    """Return the review status in words."""
    return words.text(f"gui.status.{row.status}")


COLUMNS = (
    Column("status", "status", 86, status_text, paint="status"),
    Column("time", "time_earliest", 152, lambda row, _: date_text(row), "time"),
    Column("type", "event_type", 168, type_text, "trigger", paint="type"),
    Column("actor", "actor", 128, lambda row, _: row.actor, "actor", names=True),
    Column("recipient", "recipient", 120, lambda row, _: row.recipient, "recipient", names=True),
    Column("location", "location", 104, lambda row, _: row.location, "location", names=True),
    Column("casualties", "killed", 98, casualties_text, "casualties"),
    Column("confidence", "confidence", 96, lambda row, _: f"{round(row.confidence * 100)}%", paint="confidence"),
    Column("attribution", "attribution", 120, lambda row, _: row.attribution, "attribution", names=True),
    Column("source", "outlet", 130, source_text, "quote"),
)
NAMES = tuple(column.name for column in COLUMNS)
