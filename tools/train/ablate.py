"""What each part is worth: ``python -m tools.train.ablate [FLOAT_MODELS]`` prints the table of resources/models/ABLATION.md.

On the frozen test part of the corpus, from text to deeds: rules alone, reader alone, both; by language and by type. With a folder
of float32 models the last columns compare int8 with it. An event counts when type and a trigger agree; a role's F1 is over the
fillers of the events that count, a filler being right when its words are an annotated filler's or touch it.
"""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable

from core.extract import merge
from core.extract.confidence import confidence
from core.textnorm import fold
from tools.train.found import annotated, deeds
from tools.train.whole import GoldEvent, Whole, test_articles, wholes

SETTINGS = {"rules": (True, False), "reader": (False, True), "both": (True, True)}
ROLES = ("actor", "recipient", "location", "time", "attribution")
Tallies = dict[str, list[int]]


def tally(whole: Whole, groups: Iterable[list[merge.Telling]]) -> Tallies:
    """Count hits, false alarms and misses of one article by name."""
    out: Tallies = defaultdict(lambda: [0, 0, 0])
    left, language = list(whole.events), whole.document.language
    for group in groups:
        event = annotated(group, left)
        for name in ("event", f"event {language}", f"event {group[0].trigger.event_type}"):
            out[name][0 if event else 1] += 1
        if event:
            left.remove(event)
            for role in ROLES:
                for at, n in enumerate(_fillers(group, event, role, language)):
                    out[role][at] += n
    for event in left:
        if not event.minor:
            for name in ("event", f"event {language}", f"event {event.type}"):
                out[name][2] += 1
    return out


def _fillers(group: list[merge.Telling], event: GoldEvent, role: str, language: str) -> tuple[int, int, int]:
    found = {m.span: fold(m.text, language) for t in group for m in t.roles.get(role, ())}
    gold = event.roles.get(role, ())
    names = {fold(text, language) for _, text in gold}
    right = [s for s, text in found.items() if text in names or any(s.overlaps(g) for g, _ in gold)]
    met = {fold(text, language) for g, text in gold if fold(text, language) in found.values() or any(g.overlaps(s) for s in found)}
    return len(right), len(found) - len(right), len(names - met)


def figures(articles: list[Whole], *, rules: bool, reader: bool) -> dict[str, float]:
    """Return F1 by name."""
    total: Tallies = defaultdict(lambda: [0, 0, 0])
    for whole in articles:
        told = [g for g in deeds(whole, rules=rules, reader=reader) if confidence(g, reader=reader) >= merge.KEPT]
        for name, row in tally(whole, told).items():
            total[name] = [a + b for a, b in zip(total[name], row, strict=True)]
    return {name: 2 * a / max(1, 2 * a + b + c) for name, (a, b, c) in sorted(total.items())}


def main() -> None:
    """Print the table as Markdown."""
    if os.environ.get("RASAD_ABLATE_ONE"):
        print("\t".join(f"{k}={v:.3f}" for k, v in figures(list(wholes(test_articles())), rules=True, reader=True).items()))
        return
    articles = list(wholes(test_articles()))
    columns = {name: figures(articles, rules=rules, reader=reader) for name, (rules, reader) in SETTINGS.items()}
    if len(sys.argv) > 1:
        columns["both, float32"] = _elsewhere(sys.argv[1])
    print(f"| F1 on {len(articles)} articles | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    rows = ["event", *ROLES, *sorted({n for c in columns.values() for n in c if n.startswith("event ")})]
    for row in rows:
        print(f"| {row} | " + " | ".join(f"{c.get(row, 0):.3f}" for c in columns.values()) + " |")


def _elsewhere(models: str) -> dict[str, float]:
    """Return the figures of another model, read in a process of its own."""
    env = {**os.environ, "RASAD_MODELS": models, "RASAD_ABLATE_ONE": "1"}
    out = subprocess.run([sys.executable, "-m", "tools.train.ablate"], env=env, check=True, capture_output=True, text=True).stdout
    return {k: float(v) for k, _, v in (pair.rpartition("=") for pair in out.strip().split("\t"))}


if __name__ == "__main__":
    main()
