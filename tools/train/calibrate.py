"""Fit the confidence of events: ``python -m tools.train.calibrate``; prints the reliability table of CARD.md.

Runs the whole extraction over the frozen test part, once with the reader and once without, and asks of every event whether the
annotation has it. The table is by fivefold cross-validation over articles; the weights shipped are fitted to all of them.
"""

import json

from core.extract.confidence import features
from core.extract.fitted import probability
from core.paths import resource
from tools.train.found import annotated, deeds
from tools.train.logistic import Row, fit
from tools.train.whole import Whole, test_articles, wholes

FOLDS = 5
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


def judged(whole: Whole, *, reader: bool) -> list[Row]:
    """Return (features, right) of every event found in an article; an annotated event is found once."""
    left = list(whole.events)
    rows = []
    for group in deeds(whole, reader=reader):
        event = annotated(group, left)
        if event:
            left.remove(event)
        rows.append((features(group), event is not None))
    return rows


def reliability(scored: list[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """Return (range, events, mean confidence, share right) by range of confidence."""
    out = []
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        part = [(p, y) for p, y in scored if low <= p < high]
        if part:
            out.append(
                (f"{low:.1f}-{min(high, 1):.1f}", len(part), sum(p for p, _ in part) / len(part), sum(y for _, y in part) / len(part))
            )
    return out


def main() -> None:
    """Fit both modes, print their tables, write."""
    articles = list(wholes(test_articles()))
    weights, tables = {}, {}
    for mode in ("reader", "lexicons"):
        rows = [judged(w, reader=mode == "reader") for w in articles]
        scored: list[tuple[float, bool]] = []
        for k in range(FOLDS):
            fitted = fit([r for i, a in enumerate(rows) if i % FOLDS != k for r in a], penalty=5e-3)
            scored += [(probability(fitted, f), y) for a in rows[k::FOLDS] for f, y in a]
        weights[mode] = fit([r for a in rows for r in a], penalty=5e-3)
        tables[mode] = reliability(scored)
        error = sum(n * abs(mean - right) for _, n, mean, right in tables[mode]) / max(1, len(scored))
        print(mode, len(scored), "events; expected calibration error", round(error, 3))
        for name, n, mean, right in tables[mode]:
            print(f"  {name}  {n:4d} events  said {mean:.2f}  right {right:.2f}")
    path = resource("models", "confidence.json")
    data = {"weights": weights, "reliability": tables, "articles": len(articles)}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
