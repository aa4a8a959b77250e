"""The event types of PLOVER with their quad class and scale, from ``resources/lexicons/event_types.toml``."""

import functools
import tomllib
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import ResourceError
from core.paths import resource

VERBAL = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT")
"""Acts that are done by saying: who speaks is the actor and tells of nothing."""
SAID = (*VERBAL, "AGREE", "CONCEDE")
"""Acts told as somebody's words, in a meeting or in reaction to the news."""
TALKS = (*SAID, "CONSULT")
"""Acts of words, which have another scene than acts of force."""
FORCE = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")
"""Deeds of force: who tells of one has not done it, and the people on the spot tell of it."""
_KEYS = {"quad", "scale", "verb", "modes", "two_sided"}


@dataclass(frozen=True, slots=True)
class EventType:
    """One type: ``verb`` is the English words between actor and recipient; ``modes`` maps each mode to its own scale."""

    name: str
    quad: int
    scale: float
    verb: str
    modes: MappingProxyType[str, float]
    two_sided: bool = False

    def scale_of(self, modes: tuple[str, ...]) -> float:
        """Return the scale of an event: that of its strongest known mode, else that of the type."""
        known = [self.modes[mode] for mode in modes if mode in self.modes]
        return max(known, key=abs) if known else self.scale


@functools.cache
def event_types() -> MappingProxyType[str, EventType]:
    """Return the types by name in the order of the file."""
    path = resource("lexicons", "event_types.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["types"]
        return MappingProxyType({name: _event_type(name, row) for name, row in table.items()})
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ResourceError(f"{path.name}: {error}") from error


def _event_type(name: str, row: dict) -> EventType:
    """Return one type after checking its row."""
    unknown = row.keys() - _KEYS
    if unknown or row["quad"] not in (1, 2, 3, 4):
        raise ResourceError(f"event_types.toml: {name} has a wrong quad or unknown keys {sorted(unknown)}")
    modes = MappingProxyType({mode: float(scale) for mode, scale in row["modes"].items()})
    return EventType(name, row["quad"], float(row["scale"]), row["verb"], modes, row.get("two_sided", False))
