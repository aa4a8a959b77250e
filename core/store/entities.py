"""Entities as each document found them, the links that unify them across documents, and a person's corrections over both.

What a document said is kept under its own ids; links are laid over it when it is read, so that unifying again after more
documents, in any order, gives the same entities.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from core.model import Entity, Evidence
from core.store import codec
from core.store.corrections import corrections
from core.store.db import Store
from core.store.documents import in_order
from core.store.naming import Naming, build, dressed
from core.store.search import search_fold

_NAMES = """SELECT e.entity_id, e.name, e.type, d.language FROM entities e JOIN documents d ON d.doc_id = e.doc_id
    ORDER BY d.language != 'en', d.path, d.part"""
"""What an English article tells of is not spelled by guess."""


def insert(store: Store, doc_id: str, entities: Iterable[Entity]) -> None:
    """Write the entities of a document."""
    for entity in entities:
        store.execute(
            "INSERT OR REPLACE INTO entities (doc_id, entity_id, name, type, country, key, mentions, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (doc_id, entity.entity_id, entity.name, entity.type, entity.country, entity.key, entity.mentions, codec.dumps(entity.why)),
        )
        store.executemany(
            "INSERT INTO entity_aliases (doc_id, entity_id, alias, folded) VALUES (?, ?, ?, ?)",
            ((doc_id, entity.entity_id, alias, search_fold(alias)) for alias in entity.aliases),
        )


def links(store: Store) -> dict[str, str]:
    """Return which entity each unified one now is."""
    return dict(store.execute("SELECT entity_id, canonical_id FROM entity_links ORDER BY entity_id").fetchall())


def set_links(store: Store, mapping: Mapping[str, str]) -> set[str]:
    """Replace the links and return the ids whose link changed."""
    before = links(store)
    after = {old: new for old, new in mapping.items() if old != new}
    store.execute("DELETE FROM entity_links")
    store.executemany("INSERT INTO entity_links (entity_id, canonical_id) VALUES (?, ?)", after.items())
    return {entity_id for entity_id in before.keys() | after.keys() if before.get(entity_id) != after.get(entity_id)}


def naming(store: Store) -> Naming:
    """Return what every entity is shown as: the links of unification, and a person's corrections over them."""
    made, mapping = corrections(store, "entity."), links(store)
    found: dict[str, tuple[str, str]] = {}
    english: set[str] = set()
    several: set[str] = set()
    for entity_id, name, kind, language in store.execute(_NAMES):
        if language == "en":
            english.add(entity_id)
        if found.setdefault(entity_id, (name, kind))[0] != name and entity_id in english:
            several.add(entity_id)
    if not (made or mapping or several):
        return Naming()
    holders: dict[str, set[str]] = defaultdict(set)
    for folded in {search_fold(one.payload["form"]) for one in made if one.kind == "entity.alias"}:
        holders[folded].update(i for (i,) in store.execute("SELECT entity_id FROM entity_aliases WHERE folded = ?", (folded,)))
    return build(mapping, found, holders, made, several)


class _Gathered:
    """What several documents say of one entity; its own record names it, else the first."""

    __slots__ = ("aliases", "country", "documents", "entity_id", "mentions", "own", "record")

    def __init__(self, entity_id: str) -> None:
        self.entity_id, self.own = entity_id, False
        self.record: dict[str, Any] | None = None
        self.aliases: dict[str, None] = {}
        self.documents: dict[str, None] = {}
        self.mentions, self.country = 0, None

    def add(self, record: dict[str, Any]) -> None:
        """Take in what one document says."""
        own = record["entity_id"] == self.entity_id
        if self.record is None or (own and not self.own):
            self.record, self.own = record, own
        self.aliases.update(dict.fromkeys(record["aliases"]))
        self.documents[record["doc_id"]] = None
        self.mentions += record["mentions"]
        self.country = self.country or record["country"]

    def entity(self) -> Entity:
        """Return the entity."""
        assert self.record is not None
        return Entity(
            entity_id=self.entity_id, name=self.record["name"], type=self.record["type"], aliases=tuple(self.aliases),
            country=self.record["country"] or self.country, mentions=self.mentions, documents=tuple(self.documents), key=self.record["key"],
            why=codec.decode(tuple[Evidence, ...], json.loads(self.record["why"])),
        )  # fmt: skip


def entities(store: Store, shown: Naming) -> list[Entity]:
    """Return the entities of the case as a naming shows them, most mentioned first; the records of one document at a time are in memory."""
    gathered: dict[str, _Gathered] = {}
    columns = ("entity_id", "name", "type", "country", "key", "mentions", "why")
    for doc_id in in_order(store):
        aliases: dict[str, list[str]] = defaultdict(list)
        for entity_id, alias in store.execute("SELECT entity_id, alias FROM entity_aliases WHERE doc_id = ? ORDER BY id", (doc_id,)):
            aliases[entity_id].append(alias)
        rows = store.execute(f"SELECT {', '.join(columns)} FROM entities WHERE doc_id = ? ORDER BY entity_id", (doc_id,)).fetchall()
        for row in rows:
            record = dict(zip(columns, row, strict=True)) | {"doc_id": doc_id, "aliases": aliases[row[0]]}
            for target, part in _parts(store, record, shown):
                gathered.setdefault(target, _Gathered(target)).add(part)
    merged = [dressed(_as_shown(one.entity(), shown), shown) for one in gathered.values()]
    return sorted(merged, key=lambda entity: (-entity.mentions, entity.entity_id))


def each_found(store: Store) -> Iterator[Entity]:
    """Yield the entities as the documents found them, by id, without reasons and documents; one at a time is in memory."""
    rows = store.execute(
        "SELECT e.entity_id, d.path, d.part, e.name, e.type, e.key, e.mentions, e.doc_id"
        " FROM entities e INDEXED BY entities_id JOIN documents d ON d.doc_id = e.doc_id ORDER BY e.entity_id"
    )
    sql = "SELECT alias FROM entity_aliases WHERE doc_id = ? AND entity_id = ?"
    for entity_id, said in groupby(rows, key=lambda row: row[0]):
        first, mentions, aliases = None, 0, set()
        for row in said:
            first = min(first or row, row)
            mentions += row[-2]
            aliases.update(alias for (alias,) in store.execute(sql, (row[-1], entity_id)))
        _, _, _, name, kind, key, *_ = first
        yield Entity(entity_id=entity_id, name=name, type=kind, key=key, mentions=mentions, aliases=tuple(sorted(aliases)))


def _as_shown(entity: Entity, shown: Naming) -> Entity:
    """Return an entity under the one name that is shown of those that the documents give it."""
    own = shown.ids.get(entity.entity_id)
    return replace(entity, name=own[1], type=own[2]) if own and own[0] == entity.entity_id else entity


def _parts(store: Store, record: dict[str, Any], shown: Naming) -> list[tuple[str, dict[str, Any]]]:
    """Return a document's record under the entities it is shown as: one, or several when some of its forms were split off."""
    entity_id = record["entity_id"]
    if entity_id not in shown.parted:
        target = shown.ids.get(entity_id)
        return [(target[0] if target else entity_id, record)]
    forms: dict[str, list[str]] = defaultdict(list)
    for alias in record["aliases"]:
        target = shown.of(entity_id, alias)
        forms[target[0] if target else entity_id].append(alias)
    if len(forms) < 2:
        return [(target, record) for target in forms]
    return [(target, record | {"aliases": some, "mentions": _count(store, record["doc_id"], some)}) for target, some in forms.items()]


def _count(store: Store, doc_id: str, forms: list[str]) -> int:
    """Return how often a document has some forms; each at least once, since it was found there."""
    count = "SELECT count(*) FROM mentions WHERE doc_id = ? AND trim(text) = ?"
    return sum(max(1, store.value(count, (doc_id, form))) for form in forms)
