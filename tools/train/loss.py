"""Losses and batches of the network."""

import random
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional as F

from core.model import MENTION_KINDS
from core.neural.labels import FLAGS, MENTION_TAGS, MODES, TRIGGER_TAGS
from tools.train.augment import hide
from tools.train.examples import Encoded
from tools.train.network import Relations, Tagger

O_WEIGHT = 0.5
"""Weight of untagged pieces, which are most of them."""
TRIGGER, FLAG, MODE, ROLE = 2.0, 0.3, 0.1, 1.0
"""Weights of the losses: the sums over flags and modes are large and would drown the tagging."""


def batches(windows: list[Encoded], budget: int, rng: random.Random | None) -> Iterator[list[Encoded]]:
    """Yield batches of similar length with at most ``budget`` padded pieces."""
    order = list(range(len(windows)))
    if rng:
        rng.shuffle(order)
    groups: list[list[int]] = []
    for at in range(0, len(order), 800):
        group: list[int] = []
        for i in sorted(order[at : at + 800], key=lambda i: len(windows[i].ids)):
            if group and len(windows[i].ids) * (len(group) + 1) > budget:
                groups.append(group)
                group = []
            group.append(i)
        if group:
            groups.append(group)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield [windows[i] for i in group]


def pad(rows: list[list[int]], fill: int) -> Tensor:
    """Return [B, longest] with ``fill`` behind the shorter rows."""
    longest = max(len(r) for r in rows)
    return torch.tensor([r + [fill] * (longest - len(r)) for r in rows])


def _allowed(covered: frozenset[str]) -> Tensor:
    """Return [tags] bool: what an untagged piece may be: 'O', or a kind the annotators did not mark."""
    open_kinds = {k for k in MENTION_KINDS if k not in covered}
    return torch.tensor([tag == "O" or tag[2:] in open_kinds for tag in MENTION_TAGS])


def partial_tags(logits: Tensor, tags: Tensor, batch: list[Encoded]) -> Tensor:
    """Cross entropy where 'O' stands for any tag the data set does not cover; logits [B, L, T], tags [B, L]."""
    logp = logits.log_softmax(-1)
    allowed = torch.stack([_allowed(w.covered) for w in batch])[:, None, :]
    outside = logp.masked_fill(~allowed, -1e4).logsumexp(-1)
    named = logp.gather(-1, tags.clamp(min=0)[..., None])[..., 0]
    weight = torch.where(tags > 0, 1.0, O_WEIGHT) * (tags >= 0)
    return -(torch.where(tags > 0, named, outside) * weight).sum() / weight.sum().clamp(min=1)


def trigger_loss(logits: Tensor, batch: list[Encoded]) -> Tensor:
    """Cross entropy of the trigger tags; windows without event annotation do not count."""
    tags = pad([w.trigger_tags if w.trigger_tags is not None else [-100] * len(w.ids) for w in batch], -100)
    if not (tags >= 0).any():
        return logits.sum() * 0
    weight = torch.ones(len(TRIGGER_TAGS))
    weight[0] = O_WEIGHT
    return F.cross_entropy(logits.flatten(0, 1), tags.flatten(), weight, ignore_index=-100)


def pool(states: Tensor, runs: list[tuple[int, int, int]]) -> Tensor:
    """Return [N, H], the mean state of each (row, first, last) run; one product, since slices are slow to differentiate."""
    batch, length, hidden = states.shape
    weights = torch.zeros(len(runs), batch * length)
    for row, (b, first, last) in enumerate(runs):
        weights[row, b * length + first : b * length + last] = 1 / (last - first)
    return weights @ states.reshape(batch * length, hidden)


def relation_loss(relations: Relations, states: Tensor, batch: list[Encoded]) -> Tensor:
    """Loss of flags, modes and roles over the gold triggers and mentions of a batch."""
    triggers = [(b, t) for b, w in enumerate(batch) for t in w.triggers]
    if not triggers:
        return states.sum() * 0
    at = {(b, id(t)): i for i, (b, t) in enumerate(triggers)}
    vectors = pool(states, [(b, t[0], t[1]) for b, t in triggers])
    flags, modes = (t.float() for t in relations.describe(vectors))
    loss = FLAG * _binary(flags, [t[4] for _, t in triggers], len(FLAGS)) + MODE * _binary(modes, [t[3] for _, t in triggers], len(MODES))
    places = {(b, m): i for i, (b, m) in enumerate((b, m) for b, w in enumerate(batch) for m in range(len(w.mentions)))}
    pairs = [
        (at[b, id(w.triggers[p[0]])], places[b, p[1]], w.triggers[p[0]], w.mentions[p[1]], p) for b, w in enumerate(batch) for p in w.pairs
    ]
    if not pairs:
        return loss
    mentions = pool(states, [(b, *batch[b].mentions[m][:2]) for b, m in places])
    logits = relations(
        vectors[[p[0] for p in pairs]], mentions[[p[1] for p in pairs]], torch.tensor([p[2][2] for p in pairs]),
        torch.tensor([p[3][2] for p in pairs]),
        torch.tensor([p[4][2] for p in pairs]), torch.tensor([p[4][3] for p in pairs]),
    )  # fmt: skip
    return loss + ROLE * F.cross_entropy(logits.float(), torch.tensor([p[4][4] for p in pairs]))


def _binary(logits: Tensor, gold: list[list[int]], width: int) -> Tensor:
    target = torch.zeros(len(gold), width)
    for row, columns in enumerate(gold):
        target[row, columns] = 1
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(-1).mean()


def window_loss(tagger: Tagger, relations: Relations, batch: list[Encoded]) -> tuple[Tensor, dict[str, float]]:
    """Return the joint loss of a batch and its parts."""
    ids = pad([w.ids for w in batch], 1)
    mention, trigger, states = (t.float() for t in tagger(hide(ids), (ids != 1).long()))
    parts = {"mention": partial_tags(mention, pad([w.mention_tags for w in batch], -100), batch),
             "trigger": TRIGGER * trigger_loss(trigger, batch),
             "relation": relation_loss(relations, states, batch)}  # fmt: skip
    return sum(parts.values()), {k: v.item() for k, v in parts.items()}
