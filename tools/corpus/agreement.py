"""Measure how well two annotators agree: ``python -m tools.corpus.agreement`` prints figures per language and together.

Compares every article of ``resources/corpus/second/*.second.txt`` with the article of the same id in
``resources/corpus/*.rasad.txt``; only the marks may differ. Scores are symmetric, neither side is the truth.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from tools.corpus.format import LANGUAGES, ROLES, Article, CorpusError, EventLine, read_file

CORPUS = Path(__file__).parents[2] / "resources" / "corpus"
ALL = "all"
LINKS = "same links"
MENTION_EXACT, MENTION_OVERLAP = "mentions, span and kind", "mentions, overlap and kind"
TRIGGER_OVERLAP, TRIGGER_TYPED = "triggers, overlap", "triggers, overlap and type"
SPANS = (MENTION_EXACT, MENTION_OVERLAP, TRIGGER_OVERLAP, TRIGGER_TYPED)
FILLERS = {"span": (False, False), "name": (True, False), "event": (True, True)}  # by name?, over the whole event?


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with its place in the article; ``label`` is a mention's kind or a trigger's type."""

    sentence: int
    start: int
    end: int
    label: str
    id: str
    text: str


@dataclass(slots=True)
class Counts:
    """What both annotators marked, and how much each marked."""

    both: int = 0
    first: int = 0
    second: int = 0

    def add(self, both: int, first: int, second: int) -> None:
        """Count one article more."""
        self.both, self.first, self.second = self.both + both, self.first + first, self.second + second

    @property
    def f1(self) -> float:
        """Return the F1 of one annotator against the other; NaN where neither marked anything."""
        total = self.first + self.second
        return 2 * self.both / total if total else float("nan")


@dataclass(slots=True)
class Tally:
    """Everything counted for one language: spans and links as counts, labels as pairs on shared triggers."""

    articles: int = 0
    sentences: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    types: list[tuple[str, str]] = field(default_factory=list)
    aux: list[tuple[str, str]] = field(default_factory=list)
    modes: list[float] = field(default_factory=list)

    def count(self, row: str, both: int, first: int, second: int) -> None:
        """Add to one row of counts."""
        self.counts.setdefault(row, Counts()).add(both, first, second)


def mentions_of(article: Article) -> list[Mark]:
    """Return an article's mentions, labelled with their kind."""
    return [
        Mark(number, m.start, m.end, m.id.rstrip("0123456789"), m.id, sentence.text[m.start : m.end])
        for number, sentence in enumerate(article.sentences)
        for m in sentence.mentions
    ]


def root_of(event: EventLine, events: dict[str, EventLine]) -> EventLine:
    """Follow ``same`` to the event it repeats."""
    seen = {event.id}
    while event.same and event.same in events and event.same not in seen:
        event = events[event.same]
        seen.add(event.id)
    return event


def triggers_of(article: Article) -> list[Mark]:
    """Return an article's triggers, labelled with the type of the event they (again) name."""
    events = {e.id: e for e in article.events}
    return [
        Mark(number, t.start, t.end, root_of(events[t.id], events).type, t.id, sentence.text[t.start : t.end])
        for number, sentence in enumerate(article.sentences)
        for t in sentence.triggers
        if t.id in events
    ]


def overlap(one: Mark, other: Mark) -> int:
    """Return how many code points two marks share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start)) if one.sentence == other.sentence else 0


def closeness(one: Mark, other: Mark) -> float:
    """Return the shared part of two marks' joint stretch."""
    return overlap(one, other) / (max(one.end, other.end) - min(one.start, other.start))


def match(first: list[Mark], second: list[Mark], *, labelled: bool = False) -> list[tuple[Mark, Mark]]:
    """Pair overlapping marks one to one, the closest first; ``labelled`` wants equal labels too."""
    pairs = [(i, j) for i, a in enumerate(first) for j, b in enumerate(second) if overlap(a, b) and (not labelled or a.label == b.label)]
    pairs.sort(key=lambda p: -closeness(first[p[0]], second[p[1]]))
    left, right = set(range(len(first))), set(range(len(second)))
    matched = []
    for i, j in pairs:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            matched.append((first[i], second[j]))
    return matched


def kappa(pairs: Iterable[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two label series; NaN without pairs, 1 where both always give one same label."""
    pairs = list(pairs)
    if not pairs:
        return float("nan")
    observed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / len(pairs) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def agreement(pairs: list[tuple[str, str]]) -> float:
    """Return the share of equal labels."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else float("nan")


def pair_articles(folder: Path) -> Iterator[tuple[Article, Article]]:
    """Yield each article annotated twice; raise ``CorpusError`` where its text is missing or differs."""
    first = {a.id: a for path in sorted(folder.glob("*.rasad.txt")) for a in read_file(path)}
    for path in sorted((folder / "second").glob("*.second.txt")):
        for second in read_file(path):
            if second.id not in first:
                raise CorpusError(f"{second.id}: no such article in the first annotation")
            if [s.text for s in first[second.id].sentences] != [s.text for s in second.sentences]:
                raise CorpusError(f"{second.id}: the two annotations have different text")
            yield first[second.id], second


def compare_spans(first: Article, second: Article, tally: Tally) -> None:
    """Count shared mentions and triggers."""
    one, other = mentions_of(first), mentions_of(second)
    exact = {(m.sentence, m.start, m.end, m.label) for m in one} & {(m.sentence, m.start, m.end, m.label) for m in other}
    tally.count(MENTION_EXACT, len(exact), len(one), len(other))
    tally.count(MENTION_OVERLAP, len(match(one, other, labelled=True)), len(one), len(other))
    one, other = triggers_of(first), triggers_of(second)
    tally.count(TRIGGER_OVERLAP, len(match(one, other)), len(one), len(other))
    tally.count(TRIGGER_TYPED, len(match(one, other, labelled=True)), len(one), len(other))


def compare_labels(first: Article, second: Article, shared: list[tuple[Mark, Mark]], tally: Tally) -> None:
    """Collect type, aux and mode of every shared trigger; modes only where the types agree and one side has any."""
    ones, others = {e.id: e for e in first.events}, {e.id: e for e in second.events}
    for a, b in shared:
        one, other = root_of(ones[a.id], ones), root_of(others[b.id], others)
        tally.types.append((one.type, other.type))
        tally.aux.append(("+".join(sorted(one.aux)) or "none", "+".join(sorted(other.aux)) or "none"))
        modes = set(one.modes), set(other.modes)
        if one.type == other.type and (modes[0] or modes[1]):
            tally.modes.append(len(modes[0] & modes[1]) / len(modes[0] | modes[1]))


def fillers(article: Article, event: EventLine, role: str, *, whole: bool) -> list[Mark]:
    """Return the mentions in a role of one trigger, or (``whole``) of every trigger of its event, each name once."""
    events = {e.id: e for e in article.events}
    root = root_of(event, events).id
    lines = [e for e in article.events if root_of(e, events).id == root] if whole else [event]
    ids = {i for line in lines for i in line.roles.get(role, [])}
    named = {m.text: m for m in reversed(mentions_of(article)) if m.id in ids}
    return list(named.values())


def alike(one: Mark, other: Mark) -> bool:
    """Tell whether two fillers are the same words or touch each other in the text."""
    return bool(overlap(one, other)) or one.text == other.text


def shared_fillers(first: list[Mark], second: list[Mark], *, by_name: bool) -> int:
    """Count the fillers both annotators gave, one to one."""
    if not by_name:
        return len(match(first, second))
    left, both = list(second), 0
    for one in first:
        found = next((o for o in left if alike(one, o)), None)
        if found:
            left.remove(found)
            both += 1
    return both


def compare_roles(first: Article, second: Article, shared: list[tuple[Mark, Mark]], tally: Tally) -> None:
    """Count role fillers on shared triggers: by span, by name, and by name over the whole event."""
    ones, others = {e.id: e for e in first.events}, {e.id: e for e in second.events}
    for a, b in shared:
        for role in ROLES:
            for row, (by_name, whole) in FILLERS.items():
                one = fillers(first, ones[a.id], role, whole=whole)
                other = fillers(second, others[b.id], role, whole=whole)
                both = shared_fillers(one, other, by_name=by_name)
                tally.count(f"{role}, {row}", both, len(one), len(other))
                tally.count(f"all roles, {row}", both, len(one), len(other))


def compare_links(first: Article, second: Article, shared: list[tuple[Mark, Mark]], tally: Tally) -> None:
    """Count pairs of shared triggers that name one event."""
    ones, others = {e.id: e for e in first.events}, {e.id: e for e in second.events}
    roots = [(root_of(ones[a.id], ones).id, root_of(others[b.id], others).id) for a, b in shared]
    linked = [(x[0] == y[0], x[1] == y[1]) for x, y in combinations(roots, 2)]
    tally.count(LINKS, sum(a and b for a, b in linked), sum(a for a, _ in linked), sum(b for _, b in linked))


def compare(first: Article, second: Article, tally: Tally) -> None:
    """Add one article annotated twice to a tally."""
    tally.articles += 1
    tally.sentences += len(first.sentences)
    shared = match(triggers_of(first), triggers_of(second))
    compare_spans(first, second, tally)
    compare_labels(first, second, shared, tally)
    compare_roles(first, second, shared, tally)
    compare_links(first, second, shared, tally)


def figures(tally: Tally) -> dict[str, float]:
    """Return every printed figure of a tally by its row's name."""
    rows = {"type, share equal": agreement(tally.types), "type, kappa": kappa(tally.types)}
    rows |= {"aux, share equal": agreement(tally.aux), "aux, kappa": kappa(tally.aux)}
    rows["modes, mean overlap"] = sum(tally.modes) / len(tally.modes) if tally.modes else float("nan")
    counted = (*SPANS, LINKS, *(f"{role}, {row}" for role in (*ROLES, "all roles") for row in FILLERS))
    return rows | {row: tally.counts.get(row, Counts()).f1 for row in counted}


def measure(folder: Path) -> dict[str, Tally]:
    """Compare all articles annotated twice; tallies by language, and one for all."""
    tallies: dict[str, Tally] = {}
    for first, second in pair_articles(folder):
        for name in (first.language, ALL):
            compare(first, second, tallies.setdefault(name, Tally()))
    return {name: tallies[name] for name in (*LANGUAGES, ALL) if name in tallies}


def table(tallies: dict[str, Tally]) -> str:
    """Lay the figures out, one column per language."""
    columns = {name: figures(tally) for name, tally in tallies.items()}
    lines = [f"{'':30}" + "".join(f"{name:>8}" for name in columns)]
    sizes = {"articles": lambda t: t.articles, "sentences": lambda t: t.sentences, "shared triggers": lambda t: len(t.types)}
    lines += [f"{row:30}" + "".join(f"{size(t):8}" for t in tallies.values()) for row, size in sizes.items()]
    for row in columns.get(ALL, {}):
        values = (column.get(row, float("nan")) for column in columns.values())
        lines.append(f"{row:30}" + "".join(f"{'-' if v != v else f'{v:.2f}':>8}" for v in values))
    return "\n".join(lines)


def main() -> int:
    """Print the table; exit 1 when the two annotations do not fit together."""
    try:
        tallies = measure(CORPUS)
    except CorpusError as error:
        print(error)
        return 1
    print(table(tallies) if tallies else "no article is annotated twice")
    return 0


if __name__ == "__main__":
    sys.exit(main())
