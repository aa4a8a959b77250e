"""Incidents: the clusters of events, written anew after each run."""

from collections.abc import Iterable

from core.model import Incident
from core.store import codec
from core.store.db import Store


def replace_all(store: Store, incidents: Iterable[Incident]) -> None:
    """Write the incidents in place of the earlier ones and note in each event which is its own."""
    store.execute("DELETE FROM incidents")
    for position, incident in enumerate(incidents):
        store.execute(
            "INSERT INTO incidents (incident_id, position, payload) VALUES (?, ?, ?)",
            (incident.incident_id, position, codec.dumps(incident)),
        )
        store.executemany(
            "INSERT INTO incident_events (event_id, incident_id) SELECT event_id, ?1 FROM events WHERE event_id = ?2",
            ((incident.incident_id, event_id) for event_id in incident.events),
        )
    store.execute(
        "UPDATE events SET incident_id = i.incident_id FROM incident_events i"
        " WHERE i.event_id = events.event_id AND events.incident_id IS NOT i.incident_id"
    )
    store.execute(
        "UPDATE events SET incident_id = NULL WHERE incident_id IS NOT NULL AND event_id NOT IN (SELECT event_id FROM incident_events)"
    )


def set_clusters(store: Store, found: Iterable[Incident]) -> None:
    """Keep which events belong together as clustering found them, whatever a person makes of it."""
    store.execute("DELETE FROM clusters")
    store.executemany(
        "INSERT INTO clusters (event_id, cluster) SELECT event_id, ?1 FROM events WHERE event_id = ?2",
        ((one.incident_id, event_id) for one in found for event_id in one.events),
    )


def clusters(store: Store) -> list[list[str]]:
    """Return the event ids of each cluster, in the order of the case."""
    groups: dict[str, list[str]] = {}
    for event_id, cluster in store.execute(
        "SELECT c.event_id, c.cluster FROM clusters c JOIN events e ON e.event_id = c.event_id"
        " JOIN documents d ON d.doc_id = e.doc_id ORDER BY d.path, d.part, e.position"
    ):
        groups.setdefault(cluster, []).append(event_id)
    return list(groups.values())


def incidents(store: Store) -> list[Incident]:
    """Return the incidents in the order they were given."""
    return [codec.loads(Incident, payload) for (payload,) in store.execute("SELECT payload FROM incidents ORDER BY position")]


def incident(store: Store, incident_id: str) -> Incident | None:
    """Return an incident, or None."""
    payload = store.value("SELECT payload FROM incidents WHERE incident_id = ?", (incident_id,))
    return codec.loads(Incident, payload) if payload else None
