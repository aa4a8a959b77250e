"""Under which entity each name of the case is shown: what unification found, with a person's corrections over it.

Takes: the entities as documents found them, the links of unification, the corrections in their order. Gives: a ``Naming``.
A correction holds on to the entity it was made for, else to one that was unified with it then: it is found again after more files.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.model import Entity, Evidence
from core.store.corrections import Correction
from core.store.search import search_fold

Shown = tuple[str, str, str]
"""The id, name and type that something is shown under."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a correction says of an entity itself."""

    name: str
    type: str
    country: str | None


@dataclass(slots=True)
class Naming:
    """``ids``: entity id as found -> shown; ``forms``: the same for one folded form of it only; ``looks`` and ``why``: by shown id."""

    ids: dict[str, Shown] = field(default_factory=dict)
    forms: dict[tuple[str, str], Shown] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    why: dict[str, list[Evidence]] = field(default_factory=dict)
    parted: frozenset[str] = frozenset()
    """Entity ids that have an entry in ``forms``."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.forms)

    def of(self, entity_id: str, form: str) -> Shown | None:
        """Return what a mention of an entity is shown as, None if as it was found."""
        if entity_id in self.parted:
            folded = search_fold(form.strip())
            whole = f"ا{folded}" if folded.startswith("ل") else folded  # the article of للحشد, which linking gave back
            found = self.forms.get((entity_id, folded)) or self.forms.get((entity_id, whole))
            if found:
                return found
        return self.ids.get(entity_id)

    def differing(self, other: "Naming") -> set[str]:
        """Return the entity ids as found that two namings show differently."""
        ids = {i for i in self.ids.keys() | other.ids.keys() if self.ids.get(i) != other.ids.get(i)}
        return ids | {key[0] for key in self.forms.keys() | other.forms.keys() if self.forms.get(key) != other.forms.get(key)}


class _Builder:
    """Applies corrections one after the other to the links of unification."""

    def __init__(self, links: Mapping[str, str], found: Mapping[str, tuple[str, str]], holders: Mapping[str, set[str]]) -> None:
        self.final = dict(links)
        self.found, self.holders = found, holders
        self.rules: dict[tuple[str, str], str] = {}
        self.looks: dict[str, Look] = {}
        self.aliases: dict[str, list[str]] = defaultdict(list)
        self.why: dict[str, list[Evidence]] = defaultdict(list)

    def now(self, entity_id: str) -> str:
        """Return what an id leads to at present."""
        return self.final.get(entity_id, entity_id)

    def anchor(self, payload: Mapping[str, Any], key: str = "entity") -> str:
        """Return the present entity that a correction was made for, or for one that was part of it."""
        candidates = [payload[key], *payload.get(f"{key}_members", ())]
        known = (c for c in candidates if c in self.found or c in self.looks or c in self.final)
        return self.now(next(known, candidates[0]))

    def apply(self, one: Correction) -> None:
        """Apply one correction."""
        {"rename": self._rename, "merge": self._merge, "split": self._split, "alias": self._alias}[one.kind.partition(".")[2]](one.payload)

    def _told(self, entity_id: str, reason: str) -> None:
        self.why[entity_id].append(Evidence("user", reason))

    def _rename(self, payload: Mapping[str, Any]) -> None:
        entity = self.anchor(payload)
        self.looks[entity] = Look(payload["name"], payload["type"], payload.get("country"))
        self._told(entity, f"named by the analyst, before: {payload['before']}" if payload.get("before") else "named by the analyst")

    def _merge(self, payload: Mapping[str, Any]) -> None:
        kept, gone = self.anchor(payload), self.anchor(payload, "other")
        if kept == gone:
            return
        for entity_id, target in self.final.items():
            if target == gone:
                self.final[entity_id] = kept
        self.final[gone] = kept
        self.aliases[kept] += self.aliases.pop(gone, [])
        self._told(kept, f"merged by the analyst with {payload.get('other_name', gone)}")

    def _split(self, payload: Mapping[str, Any]) -> None:
        entity, new = self.anchor(payload), payload["new"]
        folded = {search_fold(form) for form in payload["forms"]}
        for key, target in self.rules.items():
            if key[1] in folded and self.now(target) == entity:
                self.rules[key] = new
        members = {entity, *(i for i, target in self.final.items() if target == entity)}
        for key in ((member, form) for member in members for form in folded):
            self.rules.setdefault(key, new)
        self.looks[new] = Look(payload["name"], payload["type"], payload.get("country"))
        self.aliases[entity] = [alias for alias in self.aliases[entity] if search_fold(alias) not in folded]
        self._told(new, f"split off by the analyst from {payload.get('entity_name', entity)}")

    def _alias(self, payload: Mapping[str, Any]) -> None:
        entity, form = self.anchor(payload), payload["form"]
        folded = search_fold(form)
        for key in [key for key in self.rules if key[1] == folded]:
            self.rules[key] = entity
        for holder in self.holders.get(folded, ()):
            if self.now(holder) != entity:
                self.rules[holder, folded] = entity
        self.aliases[entity].append(form)
        self._told(entity, f"'{form}' added by the analyst")


def build(
    links: Mapping[str, str],
    found: Mapping[str, tuple[str, str]],
    holders: Mapping[str, set[str]],
    made: Iterable[Correction],
    several: Iterable[str] = (),
) -> Naming:
    """Return the naming; ``found``: entity id -> its own name and type; ``holders``: folded form -> the entity ids that have it.

    ``several`` are the entities that the documents spell in more than one way: they are shown by one of them everywhere.
    """
    builder = _Builder(links, found, holders)
    for one in made:
        builder.apply(one)

    def shown(entity_id: str) -> Shown | None:
        look = builder.looks.get(entity_id)
        if look:
            return entity_id, look.name, look.type
        return (entity_id, *found[entity_id]) if entity_id in found else None

    ids = {i: s for i in builder.final.keys() | builder.looks.keys() if (s := shown(builder.now(i))) and s != (i, *found.get(i, ("", "")))}
    ids = {**{i: s for i in several if (s := shown(builder.now(i)))}, **ids}
    forms = {key: s for key, target in builder.rules.items() if (s := shown(builder.now(target)))}
    parted = frozenset(entity_id for entity_id, _ in forms)
    return Naming(ids, forms, builder.looks, dict(builder.aliases), dict(builder.why), parted)


def dressed(entity: Entity, naming: Naming) -> Entity:
    """Return an entity as a person wants it: name, type, country, added forms, and the reasons."""
    look, added, why = naming.looks.get(entity.entity_id), naming.aliases.get(entity.entity_id), naming.why.get(entity.entity_id)
    if look:
        entity = replace(entity, name=look.name, type=look.type, country=look.country)
    if added:
        entity = replace(entity, aliases=tuple(dict.fromkeys((*entity.aliases, *added))))
    return replace(entity, why=tuple(dict.fromkeys((*why, *entity.why)))) if why else entity
