"""A capital that acts is its state's name: 'Washington said' is a form of the United States, 'in Washington' a place.

Takes: the links of a document and its events. Gives: its entities, the forms of acting capitals with their states.
Known limit: a capital that is both in one article is a form of both.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.model import Entity, Event
from core.resolve.drafts import People
from core.resolve.entities import Linked


def acting_states(linked: Linked, people: People, events: Sequence[Event]) -> tuple[Entity, ...]:
    """Return the entities of a document; a capital that acts and is nowhere the place of a deed gives its forms to the state."""
    acting = {p.span for e in events for p in (*e.actor, *e.recipient)}
    kept = {p.entity_id for e in events for p in e.attribution} | {e.location.entity_id for e in events if e.location}
    places = {e.location.span for e in events if e.location}
    spans: dict[str, set] = {}
    for index, link in linked.links.items():
        if index < len(people.mentions):
            spans.setdefault(link.entity_id, set()).add(people.mentions[index].span)
    out = {e.entity_id: e for e in linked.entities}
    for capital in linked.entities:
        state = people.knowledge.metonym(capital.entity_id)
        own = spans.get(capital.entity_id, set())
        if state is None or not own & acting:
            continue
        known = out.get(state.entity_id) or Entity(
            entity_id=state.entity_id, name=state.name, type=state.type, country=state.country, documents=capital.documents, why=capital.why
        )
        only = not own & places and capital.entity_id not in kept
        out[state.entity_id] = replace(
            known, aliases=tuple(dict.fromkeys((*known.aliases, *capital.aliases))), mentions=known.mentions + capital.mentions * only
        )
        if only:
            del out[capital.entity_id]
    return tuple(out.values())
