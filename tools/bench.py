"""Measure the case file and the stages: ``python -m tools.bench [--events N] [--copies N] [--jobs N]``.

Articles are the samples, each repeated under new names; events of the case file are made up to spread over every column.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from core import pipeline
from core.model import Casualties, Document, DocumentResult, Event, Participant, Place, Segment, Span, TimeValue
from core.paths import resource
from core.store import Case, EventQuery
from tools.bench_memory import own_peak

TYPES = ("ASSAULT", "CONSULT", "ACCUSE", "AID", "PROTEST")
NAMES = ("İran Devrim Muhafızları", "وزير الخارجية العراقي", "Ankara", "الحشد الشعبي", "United Nations", "حماس", "Rusya", "Ürdün")
PLACES = (("Baghdad", "IQ"), ("Diyarbakır", "TR"), ("Sana'a", "YE"), ("Gaza", "PS"), ("Tehran", "IR"))
EVENTS_PER_ARTICLE = 10


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=5, help="how often each sample article is repeated")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasad-bench-") as folder:
        bench_store(Path(folder), options.events)
        bench_stages(options.copies)
        bench_run(Path(folder), options.copies, options.jobs)
    print(f"peak memory of this process: {own_peak()} MB")


@contextmanager
def timed(label: str, count: int = 0, unit: str = "") -> Iterator[None]:
    """Print how long the block took and, if told, how many things it did a second."""
    began = time.perf_counter()
    yield
    seconds = time.perf_counter() - began
    rate = f"{count / seconds:10.0f} {unit}/s" if count else ""
    print(f"{label:44} {seconds * 1000:10.1f} ms {rate}")


def bench_store(folder: Path, events: int) -> None:
    """Measure writing, opening, sorting, filtering and searching a case."""
    path = folder / "bench.rasad"
    with Case.create(path) as case, timed(f"save {events} events", events, "events"):
        for number in range(events // EVENTS_PER_ARTICLE):
            case.save_file(f"{number}.txt", str(number), "bench", [article(number)])
    print(f"{'size of the case':44} {path.stat().st_size / 2**20:10.1f} MB")
    with timed("open the case"):
        case = Case.open(path)
    with case:
        for label, work in store_measures(case):
            work()  # once to warm the page cache, as in a window that is open
            with timed(label):
                work()


def store_measures(case: Case) -> list[tuple[str, Callable[[], object]]]:
    """Return what a window asks of a case."""
    first_page = EventQuery(sort="actor", limit=200)
    orders = [(f"all keys by {sort}", EventQuery(sort=sort)) for sort in ("time", "actor", "killed", "title", "summary")]
    filters = [
        ("keys of one type by time", EventQuery(types=("ASSAULT",))),
        ("keys of an actor by confidence", EventQuery(actor="iran", sort="confidence")),
        ("keys of a place and a period", EventQuery(place="baghdad", earliest="2021-01-01", latest="2021-06-30")),
        ("keys of a language by actor", EventQuery(language="tr", sort="actor")),
        ("keys with words in the text", EventQuery(text="العراقي")),
        ("keys with two rare words", EventQuery(text="حادث777 muhafizlari")),
    ]
    measures: list[tuple[str, Callable[[], object]]] = [
        (label, lambda query=query: case.event_keys(query)) for label, query in orders + filters
    ]
    keys = case.event_keys(first_page)
    return [
        *measures,
        ("first 200 rows by actor", lambda: case.event_rows(first_page)),
        ("200 rows by key", lambda: case.rows_by_key(keys)),
        ("rows 50000 to 50200 by time", lambda: case.event_rows(EventQuery(offset=50_000, limit=200))),
        ("count of a filter", lambda: case.count_events(EventQuery(place="iq"))),
        ("facet of countries", lambda: case.facet("country")),
        ("search one word in all documents", lambda: case.search("حادث77", limit=50)),
    ]


def article(number: int) -> DocumentResult:
    """Return a made-up article with its events."""
    names = [NAMES[(number + k) % len(NAMES)] for k in range(3)]
    text = f"قال {names[0]} إن حادث{number} وقع في {PLACES[number % 5][0]} ضد {names[1]}. " * 12
    document = Document(
        doc_id=f"d{number}", path=f"{number}.txt", sha256=str(number), format="txt", text=text,
        segments=(Segment("body", Span(0, len(text))),),
        language=("ar", "tr", "fa", "en")[number % 4], title=f"{names[2]} {number}", published="2021-01-01", outlet=f"Outlet {number % 40}",
    )  # fmt: skip
    return DocumentResult(document=document, events=tuple(made_event(number, k) for k in range(EVENTS_PER_ARTICLE)))


def made_event(number: int, k: int) -> Event:
    """Return one made-up event."""
    seed = (number * EVENTS_PER_ARTICLE + k) * 2654435761 % 2**32
    day = f"{2015 + seed % 10}-{seed // 10 % 12 + 1:02d}-{seed // 120 % 28 + 1:02d}"
    name = NAMES[seed % len(NAMES)]
    actor = Participant(text=name, span=Span(4, 10), entity_id=f"e{seed % 5000}", name=f"{name} {seed % 5000}", type="ORG")
    place, country = PLACES[seed // 7 % 5]
    return Event(
        id=f"d{number}-{k}", doc_id=f"d{number}", event_type=TYPES[seed % 5], trigger=Span(0, 3), quotes=(Span(0, 70),), modes=("visit",),
        actor=(actor,), recipient=(replace(actor, name=NAMES[seed // 3 % len(NAMES)]),), confidence=seed % 1000 / 1000,
        time=TimeValue(earliest=day, latest=day, granularity="day", text="أمس") if seed % 11 else None,
        location=Place(text=place, span=None, entity_id=f"g{seed // 7 % 5}", name=place, country=country),
        casualties=Casualties(killed=(seed % 30, seed % 30)) if seed % 3 == 0 else None,
        summary=f"{name} did something to someone in {place}.",
    )  # fmt: skip


FIRST_RESULT = "import sys, pathlib; from core.pipeline import process_file as p; f = pathlib.Path(sys.argv[1]); p(f, f.parent)"
STAGES = ("read", "identify", "clean", "parse", "extract", "resolve")


def bench_stages(copies: int) -> None:
    """Measure every stage by the rules alone and with the reader: the first article of a new process, then all samples."""
    samples = sorted(resource("samples").glob("*.txt"))
    for mode, setting in (("rules", {"RASAD_LEXICON_ONLY": "1"}), ("reader", {})):
        environment = {k: v for k, v in os.environ.items() if k != "RASAD_LEXICON_ONLY"} | setting
        for language in ("ar", "tr", "fa", "en"):
            first = next(path for path in samples if path.name.startswith(language))
            with timed(f"{mode}: first result of a new process, {language}"):
                subprocess.run([sys.executable, "-c", FIRST_RESULT, str(first)], env=environment, check=True)
        work = [sys.executable, "-c", f"from tools.bench import print_stages; print_stages({copies}, {mode!r})"]
        print(subprocess.run(work, env=environment, check=True, capture_output=True, text=True).stdout, end="")


def print_stages(copies: int, mode: str) -> None:
    """Print processor time of each stage and the whole by the clock; the first round, which fills the caches, does not count."""
    began = 0.0
    spent: Counter[str] = Counter()
    articles = sentences = 0
    for number in range(copies + 1):
        began = began if number > 1 else time.perf_counter()
        for path in sorted(resource("samples").glob("*.txt")):
            times, doc, _ = staged(path)
            if number:
                spent.update(times)
                articles, sentences = articles + 1, sentences + len(doc._.sentences)
    spent["parse + extract + resolve"] = spent["parse"] + spent["extract"] + spent["resolve"]
    for stage, seconds in spent.items():
        rates = f"{articles / seconds:10.0f} articles/s {sentences / seconds:10.0f} sentences/s"
        print(f"{mode + ', ' + stage:44} {seconds * 1000 / articles:10.1f} ms {rates}")
    clock = time.perf_counter() - began
    memory = own_peak()
    print(f"{mode + ', all stages by the clock':44} {clock * 1000 / articles:10.1f} ms {articles / clock:10.0f} articles/s "
          f"{sentences / clock:10.0f} sentences/s, {memory} MB at most")  # fmt: skip


def staged(path: Path) -> tuple[dict[str, float], Doc, DocumentResult]:
    """Return the processor time of each stage on one article, the parsed article, and what it yields."""
    stages, marks = pipeline.default_stages(), [time.process_time()]

    def mark(value: Any) -> Any:
        marks.append(time.process_time())
        return value

    raw = mark(stages.read(path, path.parent))[0]
    language, confidence = mark(stages.identify(raw.text))
    document = mark(stages.clean(raw, language, confidence))
    doc = mark(stages.parse(document))
    extraction = mark(stages.extract(document, doc))
    result = mark(stages.resolve(document, extraction))
    times = {stage: after - before for stage, before, after in zip(STAGES, marks, marks[1:], strict=False)}
    return times, doc, result


def bench_run(folder: Path, copies: int, jobs: int) -> None:
    """Measure whole runs over repeated samples, with one and with several processes, and a second run."""
    articles = folder / "articles"
    articles.mkdir()
    for path in sorted(resource("samples").glob("*.txt")):
        for number in range(copies):
            shutil.copy(path, articles / f"{path.stem}-{number}.txt")
    files = len(list(articles.iterdir()))
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in articles.iterdir())
    for processes in dict.fromkeys((1, jobs)):
        with Case.create(folder / f"run{processes}.rasad") as case:
            with timed(f"run over {files} articles, {processes} process(es)", words, "words"):
                report = pipeline.run(articles, case, jobs=processes)
            print(f"{'':44} {report.read / report.seconds:10.1f} articles/s, {report.events} events, {len(report.issues)} issues")
            with timed("the same again, nothing changed"):
                pipeline.run(articles, case, jobs=processes)


if __name__ == "__main__":
    main()
