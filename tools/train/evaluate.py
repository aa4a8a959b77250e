"""Score a network on annotated windows: mentions, triggers, flags, modes and roles, end to end and on gold spans."""

import torch

from core.model import MENTION_KINDS
from core.neural.labels import FLAGS, MENTION_TAGS, MODES, ROLE_TAGS, TRIGGER_TAGS, decode_tags
from tools.train.examples import Encoded
from tools.train.loss import batches, grid, hints_of, pad
from tools.train.network import Relations, Tagger


class Counts:
    """Hits, false alarms and misses by name."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}

    def add(self, name: str, found: set, gold: set) -> None:
        """Count one window's findings."""
        row = self.rows.setdefault(name, [0, 0, 0])
        for i, n in enumerate((len(found & gold), len(found - gold), len(gold - found))):
            row[i] += n

    def f1(self) -> dict[str, float]:
        """Return F1 by name."""
        return {k: round(2 * a / max(1, 2 * a + b + c), 3) for k, (a, b, c) in sorted(self.rows.items())}


@torch.no_grad()
def evaluate(tagger: Tagger, relations: Relations, windows: list[Encoded]) -> dict[str, float]:
    """Return F1 of exact mention and trigger spans with types, and of flags, modes and roles on gold spans."""
    tagger.eval(), relations.eval()
    counts = Counts()
    for batch in batches(windows, 3000, None):
        ids = pad([w.ids for w in batch], 1)
        mention, trigger, states = tagger(ids, (ids != 1).long(), hints_of(batch, ids.shape[1]))
        mention, trigger = mention.argmax(-1), trigger.argmax(-1)
        for b, w in enumerate(batch):
            length = len(w.ids)
            _count_mentions(counts, decode_tags(mention[b, :length].tolist(), MENTION_TAGS), w)
            if w.trigger_tags is not None:
                found = set(decode_tags(trigger[b, :length].tolist(), TRIGGER_TAGS))
                gold = set(decode_tags([max(0, t) for t in w.trigger_tags], TRIGGER_TAGS))
                counts.add("trigger", found, gold)
                counts.add(f"trigger {w.language}", found, gold)
                counts.add("trigger span", {f[:2] for f in found}, {g[:2] for g in gold})
            if w.triggers:
                _count_relations(counts, relations, states[b], w)
    tagger.train(), relations.train()
    return counts.f1()


def _count_mentions(counts: Counts, found: list, window: Encoded) -> None:
    found = {f for f in found if f[2] in window.covered}
    gold = set(decode_tags([max(0, t) for t in window.mention_tags], MENTION_TAGS))
    counts.add("mention", found, gold)
    counts.add(f"mention {window.language}", found, gold)
    for kind in MENTION_KINDS:
        counts.add(f"mention {kind}", {f for f in found if f[2] == kind}, {g for g in gold if g[2] == kind})


def _count_relations(counts: Counts, relations: Relations, states: torch.Tensor, w: Encoded) -> None:
    told = grid(states[None], [w])
    flags, modes = (x[0] for x in relations.describe(told["trigger"]))
    for i, t in enumerate(w.triggers):
        for name, row, gold, names in (("flag", flags[i], t[4], FLAGS), ("mode", modes[i], t[3], MODES)):
            found = {names[k] for k in (row > 0).nonzero()[:, 0].tolist()}
            counts.add(name, found, {names[k] for k in gold})
            if name == "flag":
                for flag in FLAGS:
                    counts.add(f"flag {flag}", found & {flag}, {FLAGS[k] for k in gold} & {flag})
    if not w.mentions:
        return
    best = relations(**told)[0].argmax(-1).numpy()
    found, gold = ({(t, m, ROLE_TAGS[cells[t, m]]) for t, m in zip(*cells.nonzero(), strict=True)} for cells in (best, w.roles))
    counts.add("role", found, gold)
    counts.add(f"role {w.language}", found, gold)
    for role in ROLE_TAGS[1:]:
        counts.add(f"role {role}", {f for f in found if f[2] == role}, {g for g in gold if g[2] == role})
