"""Fit the weights of core.extract.same_deed to the corpus: ``python -m tools.train.same_deed``; needs numpy only.

Each trigger is held against every earlier deed of its type in its article; the ``same`` lines say which is right. A third of the
role links is dropped at random, as an extractor misses them too. Prints accuracy and pairwise F1 on the frozen test part.
"""

import json
import random

from core.extract.same_deed import Side, features, side
from core.model import Mention, Span, Trigger
from core.neural.labels import FLAGS
from core.paths import resource
from tools.corpus.format import KINDS, Article, read_file
from tools.train.corpus_data import CORPUS, _root, is_test, to_example
from tools.train.logistic import fit

DROPPED = 0.3
READER = {"repeats": 2.0, "repeats at rest": 0.35}
"""How much the reader's own flag counts at run time; it cannot be fitted here without the reader."""


def tellings(article: Article, rng: random.Random | None) -> list[tuple[str, Side]]:
    """Return (root event id, side) of every trigger, in order."""
    events = {e.id: e for e in article.events}
    mention = {m.id: (m, s) for s, sentence in enumerate(article.sentences) for m in sentence.mentions}
    flags = {t.start: t.flags for _, t in to_example(article).triggers}
    out = []
    for s, sentence in enumerate(article.sentences):
        for t in sorted(sentence.triggers, key=lambda t: t.start):
            event, root = events[t.id], _root(events[t.id], events)
            aux = tuple(f for f in flags.get(t.start, ()) if f in FLAGS[:4])
            trigger = Trigger(span=Span(t.start, t.end), text=sentence.text[t.start : t.end], event_type=root.type, sentence=s, aux=aux)
            roles = {}
            for role, ids in event.roles.items():
                kept = [i for i in ids if rng is None or rng.random() > DROPPED]
                roles[role] = [_mention(*mention[i], article) for i in kept]
            before = sentence.text[: t.start].split()
            out.append((root.id, side(trigger, roles, before[-1] if before else "", article.language)))
    return out


def _mention(span, sentence: int, article: Article) -> Mention:  # noqa: ANN001
    text = article.sentences[sentence].text[span.start : span.end]
    return Mention(span=Span(span.start, span.end), text=text, kind=KINDS[span.id[:3]], sentence=sentence)


def pairs(article: Article, rng: random.Random | None) -> list[tuple[dict[str, float], bool]]:
    """Return (features, same) of each telling against each earlier deed of its type."""
    deeds: dict[str, list[Side]] = {}
    out = []
    for root, one in tellings(article, rng):
        rivals = [r for r, group in deeds.items() if group[0].trigger.event_type == one.trigger.event_type]
        out += [(features(one, deeds[r], len(rivals), r == rivals[-1]), r == root) for r in rivals]
        deeds.setdefault(root, []).append(one)
    return out


def main() -> None:
    """Fit, report, write."""
    articles = [a for path in sorted(CORPUS.rglob("*.rasad.txt")) for a in read_file(path)]
    rng = random.Random(1)
    train = [p for a in articles if not is_test(a.id) for _ in range(3) for p in pairs(a, rng)]
    test = [p for a in articles if is_test(a.id) for p in pairs(a, random.Random(2))]
    weights = fit(train)
    said = [sum(weights.get(k, 0) * v for k, v in f.items()) > 0 for f, _ in test]
    hit = sum(a and b for a, (_, b) in zip(said, test, strict=True))
    extra, miss = sum(said) - hit, sum(b for _, b in test) - hit
    figures = {
        "pairs": len(test),
        "same": hit + miss,
        "precision": round(hit / max(1, hit + extra), 3),
        "recall": round(hit / max(1, hit + miss), 3),
    }
    print(figures)
    path = resource("models", "same_deed.json")
    path.write_text(json.dumps({"weights": weights | READER, "test": figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
