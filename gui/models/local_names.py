"""Names of entities in the script of the interface language, as the articles of the case write them; no Qt."""

import unicodedata
from collections.abc import Iterable, Mapping

from core.model import Entity

_PERSIAN_ONLY = frozenset("پچژگکی")
_SEPARATOR = "; "


def is_arabic(text: str) -> bool:
    """Tell whether a name is written in Arabic script alone."""
    kinds = {unicodedata.bidirectional(char) for char in text if char.isalpha()}
    return bool(kinds) and kinds <= {"AL"}


def local_names(entities: Iterable[Entity], language: str) -> dict[str, str]:
    """Return name -> name in the script of the language; only those whose script differs and that the articles write in it."""
    if language != "ar":
        return {}
    found: dict[str, str] = {}
    for entity in entities:
        forms = [alias for alias in entity.aliases if is_arabic(alias)]
        plain = [alias for alias in forms if not _PERSIAN_ONLY & set(alias)]
        if best := next(iter(plain or forms), ""):
            found.setdefault(entity.name, best)
    return found


def localised(names: str, known: Mapping[str, str]) -> str:
    """Return a joined list of names with each in its local form where there is one."""
    if not known or not names:
        return names
    return _SEPARATOR.join(known.get(name, name) for name in names.split(_SEPARATOR))
