"""Fit the weights of core.extract.weigh and context: ``python -m tools.train.fit_links``.

Runs rules and reader over the frozen test part, which the reader was not trained on, and holds every proposed link against the
annotation; then, with those weights, every day and place that might be carried over from an earlier deed. Figures are by fivefold
cross-validation over articles; the weights shipped are fitted to all of them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from core.extract import Found, context, find, mentions_of, weigh, weighed
from core.extract.fitted import fitted as shipped
from core.extract.fitted import probability
from core.model import ROLES, Mention, Span
from core.paths import resource
from core.textnorm import fold
from tools.train.logistic import Row, fit
from tools.train.whole import GoldEvent, Whole, test_articles, wholes

FOLDS = 5
LIMITS = {
    "carried time": (0.35, 0.5),
    "carried location": (0.35, 0.5),
    "carried actor": (0.4, 0.6),
    "carried attribution": (0.3, 0.5),
    "killed": (0.55, 0.8),
    "injured": (0.55, 0.8),
}
"""Bounds of a threshold where a wrong filler does more harm than none, or the corpus leaves out what the contract infers."""
ROLE_LIMITS = (0.38, 0.6)
"""Between .35 and .40 F1 hardly falls, and more deeds have exactly the right fillers, which a row of the table needs."""
Judged = tuple[str, dict[str, float], bool]
"""Role, features, whether the annotation has the link."""


@dataclass(slots=True)
class Read:
    """One article with what rules and reader say of it; ``gold`` maps the triggers that the annotation has."""

    doc: Doc
    language: str
    mentions: list[Mention]
    found: Found
    gold: dict[int, GoldEvent]


def read(whole: Whole) -> Read:
    """Run rules and reader over an article."""
    mentions = mentions_of(whole.doc)
    found = find(whole.doc, mentions)
    gold = {i: e for i, t in enumerate(found.triggers) if (e := _event(t.span, whole.events))}
    return Read(whole.doc, whole.document.language, mentions, found, gold)


def judged(article: Read) -> list[Judged]:
    """Return every proposal for a trigger that the annotation has."""
    found = weigh.proposals(article.found.by_rule, article.found.by_reader, article.mentions)
    rows = []
    for p, rivals in zip(found, weigh.all_rivals(found, article.mentions, article.found.triggers), strict=True):
        if p.trigger in article.gold:
            mention = article.mentions[p.mention]
            row = weigh.features(p, article.found.triggers[p.trigger], mention, rivals)
            rows.append((p.role, row, _right(mention, p.role, article.gold[p.trigger], article.language)))
    return rows


def carried(article: Read) -> list[Judged]:
    """Return every filler that might be carried to a trigger that the annotation has."""
    links = weighed(article.doc, article.mentions, article.found)
    passage = context.Passage.of(article.language, article.mentions, article.found.triggers, links, article.found.by_reader)
    rows = []
    for offer in context.offers(passage):
        if offer.trigger in article.gold:
            right = _right(article.mentions[offer.mention], offer.role, article.gold[offer.trigger], article.language)
            rows.append((f"carried {offer.role}", context.features(offer, passage), right))
    return rows


def _event(span: Span, events: Sequence[GoldEvent]) -> GoldEvent | None:
    return next((e for e in events if any(t.overlaps(span) for t in e.triggers)), None)


def _names(event: GoldEvent, role: str, language: str) -> set[str]:
    return {fold(text, language) for _, text in event.roles.get(role, ())}


def _right(mention: Mention, role: str, event: GoldEvent, language: str) -> bool:
    """Tell whether a mention is an annotated filler, a part of one, or the same words elsewhere."""
    return fold(mention.text, language) in _names(event, role, language) or any(
        mention.span.overlaps(span) for span, _ in event.roles.get(role, ())
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


def fitted(role: str, articles: Sequence[list[Judged]], wanted: int) -> tuple[dict[str, float], float, float]:
    """Return the weights of a role, its threshold and the cross-validated F1 at it."""
    scored: list[tuple[float, bool]] = []
    for k in range(FOLDS):
        weights = _weights(role, [a for i, a in enumerate(articles) if i % FOLDS != k])
        scored += [(probability(weights, f), y) for f, y in _rows(role, articles[k::FOLDS])]
    least, f1 = threshold(scored, wanted)
    low, high = LIMITS.get(role, ROLE_LIMITS)
    return _weights(role, articles), min(high, max(low, least)), f1


def _weights(role: str, articles: Sequence[list[Judged]]) -> dict[str, float]:
    rows = _rows(role, articles)
    return fit(rows) if any(y for _, y in rows) else {"bias": -2.0}


def _rows(role: str, articles: Sequence[list[Judged]]) -> list[Row]:
    """Return what was judged of a role; dead and injured are few, and told alike, so that they are fitted together."""
    return [(f, y) for rows in articles for r, f, y in rows if r in _alike(role)]


def _alike(role: str) -> tuple[str, ...]:
    return weigh.COUNTED if role in weigh.COUNTED else (role,)


def main() -> None:
    """Fit, report, write; what is carried is fitted with the weights of the roles in place."""
    articles = [read(w) for w in wholes(test_articles())]
    data: dict[str, dict] = {"weights": {}, "thresholds": {}, "cross-validated F1": {}}
    for step, roles in ((judged, ROLES), (carried, ("carried time", "carried location", "carried actor", "carried attribution"))):
        rows = [step(a) for a in articles]
        for role in roles:
            plain = role.removeprefix("carried ")
            told = sum(len(_names(e, like, a.language)) for a in articles for e in a.gold.values() for like in _alike(plain))
            wanted = told if role == plain else sum(y for _, y in _rows(role, rows))
            data["weights"][role], data["thresholds"][role], data["cross-validated F1"][role] = fitted(role, rows, wanted)
            print(role, "wanted", wanted, "proposed", len(_rows(role, rows)), data["thresholds"][role], data["cross-validated F1"][role])
        data["articles"] = len(articles)
        path = resource("models", "links.json")
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        shipped.cache_clear()


if __name__ == "__main__":
    main()
