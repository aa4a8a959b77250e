"""What a person corrects, from the decision to what the case shows: entities, incidents, and the facts of articles.

Takes: an open case and corrections made by the functions below. Gives: the case as it then is, its events, names and incidents.
Every correction is taken back by the same call with ``stand=False``; a later run lays all that stand over what it finds.
Known limits: a corrected language keeps the article's segments; the file is cleaned in it when it is next read.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from core.errors import AppError
from core.languages import LANGUAGES
from core.model import Document, DocumentResult, Entity, Event, Incident, Issue, Progress
from core.store import Case, Correction

Facts = Mapping[str, str | None]
"""'published', 'outlet', 'language' -> what a person says, None for 'not known'."""
FACTS = ("published", "outlet", "language")
_FOUND = ("published", "published_basis", "outlet", "outlet_basis", "language", "language_confidence")
Gather = Callable[[Sequence[Event], Mapping[str, Document]], Incident]


def _made(kind: str, **payload: Any) -> Correction:
    return Correction(id=uuid.uuid4().hex, kind=kind, payload=payload)


# -- entities


def rename(case: Case, entity: Entity, name: str, kind: str, country: str | None) -> Correction:
    """Give an entity another name, type or country."""
    if not name.strip():
        raise ValueError("an entity needs a name")
    named = {"name": " ".join(name.split()), "type": kind, "country": country or None, "before": entity.name}
    return _made("entity.rename", entity=entity.entity_id, entity_members=case.members(entity.entity_id), **named)


def merge(case: Case, kept: Entity, other: Entity) -> Correction:
    """Make two entities one, under the name of the first."""
    if kept.entity_id == other.entity_id:
        raise ValueError("an entity cannot be merged with itself")
    members = {"entity_members": case.members(kept.entity_id), "other_members": case.members(other.entity_id)}
    return _made("entity.merge", entity=kept.entity_id, other=other.entity_id, other_name=other.name, **members)


def split(case: Case, entity: Entity, forms: Sequence[str], name: str, kind: str, country: str | None = None) -> Correction:
    """Make some forms of an entity an entity of their own; they are not linked with the old one again."""
    if not forms or not name.strip():
        raise ValueError("a new entity needs a form and a name")
    new = {"new": f"u:{uuid.uuid4().hex[:12]}", "name": " ".join(name.split()), "type": kind, "country": country or None}
    members = case.members(entity.entity_id)
    return _made("entity.split", entity=entity.entity_id, entity_members=members, forms=list(forms), entity_name=entity.name, **new)


def add_alias(case: Case, entity: Entity, form: str) -> Correction:
    """Let every mention of a form in the case be this entity."""
    form = " ".join(form.split())
    if len(form) < 2:
        raise ValueError("a form needs two letters")
    return _made("entity.alias", entity=entity.entity_id, entity_members=case.members(entity.entity_id), form=form)


# -- incidents


def split_incident(events: Sequence[str], others: Sequence[str]) -> Correction:
    """Say that some events are not the same deed as some others."""
    return _made("incident.split", events=list(events), others=[event for event in others if event not in events])


def merge_incidents(events: Sequence[str]) -> Correction:
    """Say that some events, and what each of them is joined with, are one deed."""
    return _made("incident.merge", events=list(events))


def regroup(clusters: Iterable[Sequence[str]], made: Iterable[Correction]) -> list[list[str]]:
    """Return the groups of events after a person's corrections of clustering, which are applied in their order."""
    group_of: dict[str, list[str]] = {}
    for cluster in clusters:
        group = list(cluster)
        group_of.update(dict.fromkeys(group, group))
    for one in made:
        events = [event for event in one.payload["events"] if event in group_of]
        if one.kind == "incident.merge":
            _join(group_of, events)
        else:
            _part(group_of, events, set(one.payload["others"]))
    return list({id(group): group for group in group_of.values()}.values())


def _join(group_of: dict[str, list[str]], events: list[str]) -> None:
    for event in events[1:]:
        kept, gone = group_of[events[0]], group_of[event]
        if gone is not kept:
            kept.extend(gone)
            group_of.update(dict.fromkeys(gone, kept))


def _part(group_of: dict[str, list[str]], events: list[str], others: set[str]) -> None:
    leaving = [event for event in events if others & set(group_of[event])]
    for event in leaving:
        group_of[event].remove(event)
    group_of.update(dict.fromkeys(leaving, leaving))


# -- articles


def correct_facts(case: Case, document: Document, **facts: str | None) -> Correction:
    """Enter or correct an article's day of publication ('2024-03-05'), outlet or language; None says that it is not known."""
    unknown = set(facts) - set(FACTS)
    if unknown or not facts:
        raise ValueError(f"no such facts: {unknown or 'none'}")
    if published := facts.get("published"):
        date.fromisoformat(published)
    if "language" in facts and facts["language"] not in LANGUAGES:
        raise ValueError(f"no such language: {facts['language']}")
    place = {"path": document.path, "part": document.part}
    earlier = (one.payload["was"] for one in case.corrections("article.") if place.items() <= one.payload.items())
    was = next(earlier, {name: getattr(document, name) for name in _FOUND})
    return _made("article.facts", **place, facts=facts, was=was)


def facts_by_article(made: Iterable[Correction]) -> dict[tuple[str, int], dict[str, str | None]]:
    """Return what stands of each article, by path and part; of two words on one fact the later holds."""
    found: dict[tuple[str, int], dict[str, str | None]] = {}
    for one in made:
        found.setdefault((one.payload["path"], one.payload["part"]), {}).update(one.payload["facts"])
    return found


def overlay(document: Document, facts: Facts) -> Document:
    """Return a document with what a person says of it in place of what was found."""
    changes: dict[str, Any] = dict(facts)
    changes |= {f"{name}_basis": "user" if facts[name] else None for name in ("published", "outlet") if name in facts}
    if "language" in facts:
        changes["language_confidence"] = 1.0
    return replace(document, **changes)


# -- from a decision to what the case shows


def correct(
    case: Case,
    made: Sequence[Correction],
    *,
    stand: bool = True,
    stages: Callable | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Let corrections stand, or take them back, and bring the case up to date; return how many articles were read anew."""
    changed = case.correct(made, stand=stand)
    articles = [one for one in made if one.kind == "article.facts"]
    if articles:
        return _read_anew(case, articles, stages, progress or (lambda _: None), cancelled or (lambda: False))
    if changed or any(one.kind.startswith("incident.") for one in made):
        settle(case, set(changed))
    return 0


def settle(case: Case, changed: set[str], found: Iterable[Incident] | None = None, gather: Gather | None = None) -> None:
    """Write the incidents as a person wants them: ``found`` by clustering just now, else as it last did; ``changed`` are told anew.

    What clustering found is gone through several times; only what a correction touches is held in memory.
    """
    waiting = case.unclustered and found is None
    made = case.corrections("incident.")
    if found is None:
        known, clusters, rest = case.incidents(), case.clusters(), iter(())
        if not clusters:
            case.save_clusters(known)
            clusters = case.clusters()
    else:
        case.save_clusters(found)
        named = {event for one in made for event in (*one.payload["events"], *one.payload.get("others", ()))}
        known = [incident for incident in found if not named.isdisjoint(incident.events)]
        clusters, rest = [incident.events for incident in known], (i for i in found if named.isdisjoint(i.events))
    case.save_incidents(chain(rest, _corrected(case, clusters, known, made, changed, gather)))
    if waiting:
        case.set_setting("unclustered", True)


def _corrected(
    case: Case,
    clusters: Sequence[Sequence[str]],
    known: Iterable[Incident],
    made: Sequence[Correction],
    changed: set[str],
    gather: Gather | None,
) -> list[Incident]:
    """Return the incidents of some clusters after a person's corrections; those that are known as they are, the others gathered."""
    by_events = {frozenset(incident.events): incident for incident in known}
    clustered = {event for cluster in clusters for event in cluster}
    named = dict.fromkeys(event for one in made for event in one.payload["events"] if event not in clustered)
    wanted = []
    for group in regroup([*clusters, *([event] for event in named if case.event(event))], made):
        incident = by_events.get(frozenset(group))
        wanted.append(_gathered(case, group, gather) if incident is None or changed & set(group) else incident)
    return wanted


def _gathered(case: Case, group: Sequence[str], gather: Gather | None) -> Incident:
    if gather is None:
        from core.resolve.incidents import gather  # only here: a window that corrects nothing need not wait for it

    events = [event for event_id in group if (event := case.event(event_id))]
    documents = {doc_id: document for doc_id in {event.doc_id for event in events} if (document := case.document(doc_id))}
    return gather(events, documents)


def _read_anew(
    case: Case, made: Sequence[Correction], stages: Callable | None, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> int:
    """Read the events of articles again from the text that the case holds, with their facts as they now stand."""
    from core import pipeline

    found = (stages or pipeline.default_stages)()
    facts, held = facts_by_article(case.corrections("article.")), case.doc_ids()
    done, trouble = 0, []
    for one in made:
        place = one.payload["path"], one.payload["part"]
        document = case.document(held.get(place, ""))
        if cancelled() or document is None:
            continue
        progress(Progress(done=done, total=len(made), path=place[0]))
        result = pipeline.process_document(overlay(replace(document, **one.payload["was"]), facts.get(place, {})), found)
        if isinstance(result, DocumentResult):
            case.save_article(result)
            done += 1
        elif isinstance(result, Issue):
            trouble.append(f"{result.path}: {result.message}")
    pipeline.connect(case, found)
    progress(Progress(done=len(made), total=len(made)))
    if trouble:
        raise AppError("\n".join(trouble))
    return done
