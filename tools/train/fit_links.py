"""Fit the weights of core.extract.weigh: ``python -m tools.train.fit_links``.

Runs rules and reader over the frozen test part, which the reader was not trained on, and holds every proposed link against the
annotation. Figures are by fivefold cross-validation over articles; the weights shipped are fitted to all of them.
"""

import json
from collections.abc import Sequence

from core.extract import unite, weigh
from core.extract.assertion import assert_triggers
from core.extract.mentions import RuleMentions
from core.extract.roles import RuleRoles
from core.extract.triggers import RuleTriggers
from core.model import ROLES, Mention, Span
from core.neural.component import NeuralMentions, NeuralRoles, NeuralTriggers
from core.paths import resource
from core.textnorm import fold
from tools.train.logistic import Row, fit
from tools.train.whole import GoldEvent, Whole, test_articles, wholes

FOLDS = 5
Judged = tuple[str, dict[str, float], bool]
"""Role, features, whether the annotation has the link."""


def judged(whole: Whole) -> tuple[list[Judged], dict[str, int]]:
    """Return every proposal for a trigger that the annotation has, and how many fillers it has by role."""
    doc, language = whole.doc, whole.document.language
    mentions = unite.mentions(RuleMentions().detect(doc), NeuralMentions().detect(doc))
    by_rule = assert_triggers(doc, mentions, RuleTriggers().detect(doc, mentions))
    triggers = unite.triggers(by_rule, NeuralTriggers().detect(doc, mentions), doc.user_data["reading"].belief)
    found = weigh.proposals(RuleRoles().assign(doc, mentions, triggers), NeuralRoles().assign(doc, mentions, triggers))
    gold = {i: e for i, t in enumerate(triggers) if (e := _event(t.span, whole.events))}
    rows = []
    for p, inside in zip(found, weigh.insides(found, mentions), strict=True):
        if p.trigger in gold:
            right = _right(mentions[p.mention], p.role, gold[p.trigger], language)
            rows.append((p.role, weigh.features(p, triggers[p.trigger], mentions[p.mention], inside=inside), right))
    wanted = {role: sum(len(_names(e, role, language)) for e in gold.values()) for role in ROLES}
    return rows, wanted


def _event(span: Span, events: Sequence[GoldEvent]) -> GoldEvent | None:
    return next((e for e in events if any(t.overlaps(span) for t in e.triggers)), None)


def _names(event: GoldEvent, role: str, language: str) -> set[str]:
    return {fold(text, language) for _, text in event.roles.get(role, ())}


def _right(mention: Mention, role: str, event: GoldEvent, language: str) -> bool:
    """Tell whether a mention is an annotated filler, or the same words elsewhere."""
    return fold(mention.text, language) in _names(event, role, language) or any(
        mention.span.overlaps(span) and 2 * min(len(mention.text), len(text)) >= max(len(mention.text), len(text))
        for span, text in event.roles.get(role, ())
    )


def threshold(scored: list[tuple[float, bool]], wanted: int) -> tuple[float, float]:
    """Return the threshold with the best F1, and that F1."""
    best, hit = (0.5, 0.0), 0
    for n, (score, right) in enumerate(sorted(scored, reverse=True), 1):
        hit += right
        f1 = 2 * min(hit, wanted) / max(1, n + wanted)
        if f1 > best[1]:
            best = (score, f1)
    return round(best[0], 3), round(best[1], 3)


def main() -> None:
    """Fit, report, write."""
    articles = [judged(w) for w in wholes(test_articles())]
    weights, thresholds, figures = {}, {}, {}
    for role in ROLES:
        scored: list[tuple[float, bool]] = []
        for k in range(FOLDS):
            train = _rows(role, [a for i, a in enumerate(articles) if i % FOLDS != k])
            fitted = fit(train) if any(y for _, y in train) else {"bias": -2.0}
            scored += [(weigh.probability(fitted, f), y) for f, y in _rows(role, articles[k::FOLDS])]
        wanted = sum(w[role] for _, w in articles)
        thresholds[role], figures[role] = threshold(scored, wanted)
        thresholds[role] = min(0.6, max(0.2, thresholds[role]))
        every = _rows(role, articles)
        weights[role] = fit(every) if any(y for _, y in every) else {"bias": -2.0}
        print(role, "fillers", wanted, "proposed", len(every), "threshold", thresholds[role], "F1", figures[role])
    path = resource("models", "links.json")
    data = {"weights": weights, "thresholds": thresholds, "cross-validated F1": figures, "articles": len(articles)}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rows(role: str, articles: Sequence[tuple[list[Judged], dict[str, int]]]) -> list[Row]:
    return [(f, y) for rows, _ in articles for r, f, y in rows if r == role]


if __name__ == "__main__":
    main()
