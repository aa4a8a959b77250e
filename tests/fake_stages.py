"""Stages that any process can import: quick, deterministic, and as ill-behaved as a file's words ask them to be."""

import os
import time
from pathlib import Path

from core import pipeline
from core.clean import clean
from core.errors import ReadError
from core.model import Document, DocumentResult, Entity, Event, Incident, Participant, RawArticle, Span
from core.read import read_file


def stages() -> pipeline.Stages:
    """Return them."""
    return pipeline.Stages(
        read=_read, identify=_identify, clean=clean, parse=_parse, extract=_extract, resolve=_resolve, unify=_unify, cluster=_cluster
    )


def write_folder(folder: Path, files: int) -> None:
    """Write some articles, each of a few words."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = f"Title {number}\n\nThe minister met the envoy in town {number % 3} on Monday.\nThe second paragraph {number} is longer.\n"
        (folder / f"article {number:03}.txt").write_text(text, encoding="utf-8")


def _read(path: Path, root: Path) -> list[RawArticle]:
    if "vanish" in path.name:
        raise ReadError(f"{path.name}: it is gone.")
    return read_file(path, root)


def _identify(text: str) -> tuple[str, float]:
    if "NOLANGUAGE" in text:
        raise ValueError("no language")
    return "en", 1.0


def _parse(document: Document) -> list[tuple[int, int]]:
    if "CRASH" in document.text:
        os._exit(9)
    if "SLOW" in document.text:
        time.sleep(0.05)
    words, at = [], 0
    for word in document.text.split():
        start = document.text.index(word, at)
        at = start + len(word)
        words.append((start, at))
    return words


def _extract(document: Document, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in words if end - start > 6]


def _resolve(document: Document, found: list[tuple[int, int]]) -> DocumentResult:
    people = [
        Participant(text=document.text[s:e], span=Span(s, e), entity_id=f"e-{document.text[s:e]}", name=document.text[s:e], type="PERSON")
        for s, e in found
    ]
    events = tuple(
        Event(
            id=f"{document.doc_id}-{p.span.start}",
            doc_id=document.doc_id,
            event_type="CONSULT",
            trigger=p.span,
            quotes=(p.span,),
            actor=(p,),
        )
        for p in people
    )
    names = dict.fromkeys(p.name for p in people)
    entities = tuple(
        Entity(entity_id=f"e-{n}", name=n, type="PERSON", aliases=(n,), mentions=1, documents=(document.doc_id,)) for n in names
    )
    return DocumentResult(document=document, events=events, entities=entities)


def _unify(entities: list[Entity]) -> dict[str, str]:
    """Unify names that begin alike."""
    first: dict[str, str] = {}
    return {e.entity_id: first.setdefault(e.name[:3], e.entity_id) for e in sorted(entities, key=lambda e: e.entity_id)}


def _cluster(events: list[Event], documents: dict[str, Document]) -> list[Incident]:
    """Put events of one actor together."""
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.actor[0].entity_id, []).append(event)
    known = set(documents)
    return [
        Incident(
            incident_id=f"i-{key}",
            event_type="CONSULT",
            events=tuple(e.id for e in group),
            documents=tuple(sorted(known & {e.doc_id for e in group})),
        )
        for key, group in groups.items()
    ]
