"""Score the shipped reader on the frozen test part of the corpus: ``python -m tools.train.score_reader [MODELS]``.

Needs no torch: it runs what users run. Mentions and triggers count when label and span agree (a trigger's span may differ by an
overlap), roles and flags are judged on the annotated spans.
"""

import json
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from core.model import AUX, Span
from core.neural.labels import ROLE_TAGS
from core.neural.reader import Reader
from core.paths import resource
from tools.train.corpus_data import to_example
from tools.train.examples import Example
from tools.train.hints import hints_of
from tools.train.whole import test_articles


class Tally:
    """Hits, false alarms and misses by name."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, names: list[str], hit: int, extra: int, miss: int) -> None:
        """Count under every name."""
        for name in names:
            row = self.rows[name]
            row[0], row[1], row[2] = row[0] + hit, row[1] + extra, row[2] + miss

    def f1(self) -> dict[str, float]:
        """Return F1 by name."""
        return {k: round(2 * a / max(1, 2 * a + b + c), 3) for k, (a, b, c) in sorted(self.rows.items())}


def _layout(example: Example) -> tuple[str, list[Span]]:
    text, spans = "", []
    for sentence in example.sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, spans


def _match(found: list[tuple[Span, str]], gold: list[tuple[Span, str]], exact: bool) -> tuple[int, int, int]:
    left, hits = list(gold), 0
    for span, label in found:
        other = next((g for g in left if g[1] == label and (g[0] == span if exact else g[0].overlaps(span))), None)
        if other:
            hits += 1
            left.remove(other)
    return hits, len(found) - hits, len(left)


def score(reader: Reader, examples: list[Example]) -> dict[str, float]:
    """Return F1 by name over the examples."""
    tally = Tally()
    for example in examples:
        text, sentences = _layout(example)
        told = [(sentences[s].start + a, sentences[s].start + b, channel) for s, a, b, channel in example.hints]
        reading = reader.read(text, sentences, hints=told)
        place = lambda s, a, b, sentences=sentences: Span(sentences[s].start + a, sentences[s].start + b)  # noqa: E731
        mentions = [(place(s, a, b), s, k) for s, a, b, k in example.mentions]
        triggers = [(place(s, t.start, t.end), s, t) for s, t in example.triggers or ()]
        outer = [(m, k) for m, _, k in mentions if not any(o != m and o.contains(m) for o, _, _ in mentions)]
        tally.add(["mention", f"mention {example.language}"], *_match([(r.span, r.label) for r in reading.mentions], outer, exact=False))
        tally.add(
            ["trigger", f"trigger {example.language}"],
            *_match([(r.span, r.label) for r in reading.triggers], [(s, t.type) for s, _, t in triggers], exact=False),
        )
        for kind in {t.type for _, _, t in triggers} | {r.label for r in reading.triggers}:
            tally.add(
                [f"type {kind}"],
                *_match(
                    [(r.span, r.label) for r in reading.triggers if r.label == kind],
                    [(s, t.type) for s, _, t in triggers if t.type == kind],
                    exact=False,
                ),
            )
        _score_flags(tally, reader.describe(reading, [(s, n) for s, n, _ in triggers]), triggers)
        _score_roles(tally, reader.roles(reading, [(s, n, t.type) for s, n, t in triggers], mentions), triggers, example.language)
    return tally.f1()


def _score_flags(tally: Tally, described: list, triggers: list) -> None:
    for d, (_, _, t) in zip(described, triggers, strict=True):
        found, gold = {a for a in AUX if d.flags.get(a, 0) > 0.5}, {f for f in t.flags if f in AUX}
        tally.add(["aux right"], found == gold, 0, found != gold)
        tally.add(["mode"], *(lambda f, g: (len(f & g), len(f - g), len(g - f)))({m for m, p in d.modes.items() if p > 0.4}, set(t.modes)))


def _score_roles(tally: Tally, judged: list, triggers: list, language: str) -> None:
    gold = {(i, m, role) for i, (_, _, t) in enumerate(triggers) for m, role in t.roles}
    found = {(i, m, max(p, key=p.get)) for i, m, p in judged}
    found = {f for f in found if f[2] != "none"}
    seen = {(i, m) for i, m, _ in judged}
    gold = {g for g in gold if g[:2] in seen}
    tally.add(["role", f"role {language}"], len(found & gold), len(found - gold), len(gold - found))
    for role in ROLE_TAGS[1:]:
        f, g = {x for x in found if x[2] == role}, {x for x in gold if x[2] == role}
        tally.add([f"role {role}"], len(f & g), len(f - g), len(g - f))


def kept() -> list[Example]:
    """Return the frozen test part with what the lexicons say of it."""
    return [replace(to_example(article), hints=hints_of(article)) for article in test_articles()]


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resource("models")
    print(json.dumps(score(Reader(folder), kept()), indent=1))


if __name__ == "__main__":
    main()
