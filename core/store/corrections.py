"""A person's corrections of entities, incidents and article facts: kept in order, laid over what extraction finds, never lost to it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.store.db import Store
from core.store.reviews import log, now

KINDS = ("entity.rename", "entity.merge", "entity.split", "entity.alias", "incident.split", "incident.merge", "article.facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision: ``kind`` is one of KINDS, ``payload`` what it says; ``core.corrections`` makes them. ``at`` is when it was made."""

    id: str
    kind: str
    payload: dict[str, Any]
    at: str = ""


def corrections(store: Store, prefix: str = "") -> list[Correction]:
    """Return what stands, in the order in which it was decided."""
    rows = store.execute("SELECT correction_id, kind, payload, at FROM corrections WHERE active ORDER BY id")
    return [Correction(id=i, kind=kind, payload=json.loads(payload), at=at) for i, kind, payload, at in rows if kind.startswith(prefix)]


def add(store: Store, found: Iterable[Correction]) -> None:
    """Write decisions; one that is there already, taken back, stands again in its old place."""
    for one in found:
        if one.kind not in KINDS:
            raise ValueError(f"unknown correction {one.kind!r}")
        payload = json.dumps(one.payload, ensure_ascii=False, sort_keys=True)
        store.execute(
            "INSERT INTO corrections (correction_id, kind, payload, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (correction_id) DO UPDATE SET active = 1",
            (one.id, one.kind, payload, one.at or now()),
        )
        log(store, one.kind, one.id, one.payload)


def take_back(store: Store, found: Iterable[Correction]) -> None:
    """Let decisions no longer stand."""
    for one in found:
        store.execute("UPDATE corrections SET active = 0 WHERE correction_id = ?", (one.id,))
        log(store, "taken back", one.id, {"kind": one.kind})
