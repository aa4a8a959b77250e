"""Names of entities in the script of the interface language: from the knowledge base, else as the articles write them; no Qt.

Only Arabic needs it: the other interface languages read Latin names. A title ('the prime minister') or an adjective is no name.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from core.model import Entity

_PERSIAN_ONLY = frozenset("پچژگکی\u200c")
_SEPARATOR = "; "
_MOST_WORDS = 3
_PLACES = ("GPE", "LOC", "FAC")


def is_arabic(text: str) -> bool:
    """Tell whether a name is written in Arabic script alone."""
    kinds = {unicodedata.bidirectional(char) for char in text if char.isalpha()}
    return bool(kinds) and kinds <= {"AL"}


def load_local_names(entities: Iterable[Entity], language: str) -> dict[str, str]:
    """Return name -> name in the script of a language, with the knowledge base's help; it takes a moment."""
    if language != "ar":
        return {}
    from core.resolve.knowledge import KnowledgeBase  # loads what a window does not need

    entities = list(entities)
    wanted = {entity.entity_id for entity in entities}
    known: dict[str, list[str]] = defaultdict(list)
    for form, entity_id, kind in KnowledgeBase.open().forms(language):
        if entity_id in wanted and kind != "TITLE" and is_arabic(form):
            known[entity_id].append(form)
    return local_names(entities, known)


def local_names(entities: Iterable[Entity], known: Mapping[str, list[str]]) -> dict[str, str]:
    """Return name -> Arabic name for every entity that has one."""
    found: dict[str, str] = {}
    for entity in entities:
        if best := _best(entity, known.get(entity.entity_id, [])):
            found.setdefault(entity.name, best)
    return found


def _best(entity: Entity, known: list[str]) -> str:
    """Return the form to show: one that is both known and met, else a known one, else one met that sounds like the name."""
    met = [alias for alias in entity.aliases if is_arabic(alias)]
    if not known:
        return _alike(entity, met)
    both = [alias for alias in met if alias in known]
    if entity.type == "PERSON":
        full = [form for form in both or known if len(form.split()) <= _MOST_WORDS]
        return max(full or both or known, key=len)
    if both:
        return both[0]
    if entity.type in _PLACES:
        return min(known, key=len)
    full = [form for form in known if len(form.split()) <= _MOST_WORDS]
    return max(full or known, key=len)


def _alike(entity: Entity, met: list[str]) -> str:
    """Return the first form met, for a person only one that sounds like the name, Arabic spellings first."""
    if entity.type == "PERSON":
        from core.resolve.namekeys import key

        met = [alias for alias in met if key(alias, "ar") == key(entity.name)]
    return next((alias for alias in met if not _PERSIAN_ONLY & set(alias)), met[0] if met else "")


def localised(names: str, known: Mapping[str, str]) -> str:
    """Return a joined list of names with each in its local form where there is one."""
    if not known or not names:
        return names
    return _SEPARATOR.join(known.get(name, name) for name in names.split(_SEPARATOR))
