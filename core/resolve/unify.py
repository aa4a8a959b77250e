"""Bring together the entities of many documents that are the same, by name key and spelling; conservative.

Takes: the entities of all documents. Gives: old id to new id for those that are to be renamed. Knowledge-base entities stay.
Known limits: bearers of one name meet; the user splits them.
"""

from collections.abc import Iterable
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from core.model import Entity
from core.resolve.namekeys import is_arabic, plain, romanise, token_keys
from core.store.scratch import Scratch

_NEAR, _ALIKE = 93, 60
_SAME_KINDS = {"ORG": "ORG", "GROUP": "ORG", "PERSON": "PERSON", "FAC": "FAC", "LOC": "GPE", "GPE": "GPE"}


def unify(entities: Iterable[Entity]) -> dict[str, str]:
    """Return which entity ids become which others: unknown names that are near in key, words and spelling.

    Names of one kind and first letter are compared, the others wait on disk.
    """
    renamed: dict[str, str] = {}
    unknown = (e for e in entities if e.entity_id.startswith("x:") and len(e.key) >= 4)
    rows = ((_SAME_KINDS.get(e.type, e.type), e.key[0], *_as_written(e), e.name, e.type, e.key) for e in unknown)
    with Scratch() as scratch:
        for _, block in groupby(scratch.in_order(rows, width=8), key=lambda row: row[:2]):
            kept: list[Entity] = []
            for *_, entity_id, name, kind, key in block:
                entity = Entity(entity_id=entity_id, name=name, type=kind, key=key)
                target = next((other for other in kept if other.entity_id != entity_id and same_name(entity, other)), None)
                if target:
                    renamed[entity_id] = target.entity_id
                else:
                    kept.append(entity)
    return renamed


def _as_written(entity: Entity) -> tuple[bool, int, str]:
    """Return the order of entities: one written in Latin letters somewhere is not spelled by guess, and lends the others its name."""
    return all(map(is_arabic, entity.aliases)), -entity.mentions, entity.entity_id


def same_name(one: Entity, other: Entity) -> bool:
    """Tell whether two entities' names are variants of one: equal keys, a letter apart, or one a shorter form of the other."""
    if one.key == other.key:
        return fuzz.ratio(_latin(one.name), _latin(other.name)) >= _ALIKE
    first, second = token_keys(one.name), token_keys(other.name)
    if one.type == "PERSON" and min(len(first), len(second)) >= 2 and _shorter(first, second):
        return True
    if len(first) != len(second) or Levenshtein.distance(one.key, other.key, score_cutoff=1) > 1 or min(len(one.key), len(other.key)) < 6:
        return False
    return fuzz.ratio(_latin(one.name), _latin(other.name)) >= _NEAR


def _shorter(first: list[str], second: list[str]) -> bool:
    """Tell whether the words of one name are the other's with middle names left out, first and last alike."""
    short, long = sorted((first, second), key=len)
    return len(short) < len(long) and (short[0], short[-1]) == (long[0], long[-1]) and len("".join(short)) >= 5 and set(short) <= set(long)


def _latin(name: str) -> str:
    return plain(romanise(name) if is_arabic(name) else name).replace(" ", "")
