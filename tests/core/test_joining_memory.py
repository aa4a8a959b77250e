"""Joining a case four times as large takes hardly more memory: what it works on lies on disk."""

import subprocess
import sys
from pathlib import Path

PEAK = """
import gc, sys, tracemalloc
from core import pipeline
from core.model import Document, DocumentResult, Entity, Event, Participant, Place, Segment, Span, TimeValue
from core.resolve import duplicates, incident_context, incidents
from core.resolve.unify import unify
from core.store import Case

pipeline._HELD, incidents._LARGEST_BLOCK = 20, 20
incidents._HELD = incidents._REMEMBERED = incident_context._NAMES = incident_context._STORIES = duplicates._HELD = 20
NAMES = "Ankara Bağdat Tahran Şam Beyrut Kahire Amman Riyad Sana Doha".split()


def told(number):
    story = number // 2  # two articles tell each story
    text = " ".join(f"{NAMES[story * k % 10]} w{story}-{k if k < 30 else number * k}" for k in range(40))
    one, other = NAMES[story % 10], NAMES[(story + 3) % 10]
    who = [Participant(text=n, span=Span(0, 1), entity_id=f"x:PERSON:{n}{story}", name=f"{n} {story}", type="PERSON")
           for n in (one, other)]
    day = f"2024-{story % 12 + 1:02d}-{story // 12 % 28 + 1:02d}"
    events = tuple(
        Event(id=f"d{number}-{k}", doc_id=f"d{number}", event_type=kind, trigger=Span(k, k + 1), quotes=(Span(0, 60),), actor=(who[0],),
              recipient=(who[1],), time=TimeValue(earliest=day, latest=day, granularity="day"),
              location=Place(text=one, span=None, entity_id=f"g:{one}", name=one, country="TR"))
        for k, kind in enumerate(("ASSAULT", "AID")))
    document = Document(doc_id=f"d{number}", path=f"{number}.txt", sha256="", format="txt", text=text, language="tr", published=day,
                        segments=(Segment("body", Span(0, len(text))),))
    entities = tuple(Entity(entity_id=p.entity_id, name=p.name, type=p.type, aliases=(p.name,), mentions=1, key=p.name) for p in who)
    return DocumentResult(document=document, events=events, entities=entities)


def peak(articles):
    with Case.create(f"{sys.argv[1]}/{articles}.rasad") as case:
        for number in range(articles):
            case.save_article(told(number))
        gc.collect()
        tracemalloc.start()
        pipeline.connect(case, pipeline.Stages(*[None] * 6, unify=unify, cluster=incidents.cluster))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert case.counts().incidents < case.counts().events == 2 * articles
        return found

peak(10)  # what is loaded once
print(*(peak(articles) for articles in map(int, sys.argv[2:])))
"""


def test_memory_hardly_grows_with_the_articles(tmp_path: Path) -> None:
    work = [sys.executable, "-c", PEAK, str(tmp_path), "80", "320"]
    one, four = map(int, subprocess.run(work, check=True, capture_output=True, text=True).stdout.split())
    assert four < 2.2 * one, f"{one} bytes at most, with four times as many articles {four}"
