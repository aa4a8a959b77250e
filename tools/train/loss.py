"""Losses and batches of the network."""

import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from core.model import MENTION_KINDS
from core.neural.labels import FLAGS, HINTS, MENTION_TAGS, MODES, TRIGGER_TAGS
from tools.train.augment import forget, hide
from tools.train.examples import Encoded
from tools.train.network import Relations, Tagger

O_WEIGHT = 0.5
"""Weight of untagged pieces, which are most of them."""
TRIGGER, FLAG, MODE, ROLE = 2.0, 0.3, 0.1, 1.0
"""Weights of the losses: the sums over flags and modes are large and would drown the tagging."""
MISSED = 0.08
"""Share of mentions that the roles are learnt without."""


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


def hints_of(batch: list[Encoded], length: int) -> Tensor:
    """Return [B, length, len(HINTS)], 1 where the lexicons say so."""
    told = torch.zeros(len(batch), length, len(HINTS))
    for b, w in enumerate(batch):
        for first, last, channel in w.hints:
            told[b, first:last, channel] = 1
    return told


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


def grid(states: Tensor, batch: list[Encoded]) -> dict[str, Tensor]:
    """Return the inputs of ``Relations`` for a batch, padded to the most triggers and mentions of a window."""
    t, m = max(len(w.triggers) for w in batch), max(1, *(len(w.mentions) for w in batch))
    sizes = [(len(w.triggers), len(w.mentions)) for w in batch]

    def padded(rows: list, *shape: int) -> Tensor:
        out = np.zeros((len(batch), *shape), np.int64)
        for b, row in enumerate(rows):
            cells = np.asarray(row, np.int64)
            out[(b, *(slice(0, n) for n in cells.shape))] = cells
        return torch.from_numpy(out)

    def placed(runs: list[list[tuple]], width: int) -> Tensor:
        out = torch.zeros(len(batch), width, states.shape[-1])
        flat = [(b, k) for b, r in enumerate(runs) for k in range(len(r))]
        if not flat:
            return out
        vectors = pool(states, [(b, *runs[b][k][:2]) for b, k in flat])
        return out.index_put(tuple(torch.tensor(flat).T), vectors.float())

    absent = lambda n, side: torch.tensor([[0.0] * s[side] + [-1e4] * (n - s[side]) for s in sizes])  # noqa: E731
    return {
        "trigger": placed([w.triggers for w in batch], t), "mention": placed([w.mentions for w in batch], m),
        "event_type": padded([[x[2] for x in w.triggers] for w in batch], t),
        "kind": padded([[x[2] for x in w.mentions] for w in batch], m),
        "distance": padded([w.distances for w in batch], t, m), "order": padded([w.orders for w in batch], t, m),
        "no_trigger": absent(t, 0), "no_mention": absent(m, 1),
    }  # fmt: skip


def relation_loss(relations: Relations, states: Tensor, batch: list[Encoded]) -> Tensor:
    """Loss of flags, modes and roles over gold triggers and mentions; some mentions are left out, as a reader may miss them."""
    at = [b for b, w in enumerate(batch) if w.triggers]
    if not at:
        return states.sum() * 0
    batch = [batch[b] for b in at]
    told = grid(states[at], batch)
    here = told["no_trigger"] == 0
    flags, modes = (x.float()[here] for x in relations.describe(told["trigger"]))
    triggers = [t for w in batch for t in w.triggers]
    loss = FLAG * _binary(flags, [t[4] for t in triggers], len(FLAGS)) + MODE * _binary(modes, [t[3] for t in triggers], len(MODES))
    missed = (torch.rand(told["no_mention"].shape) < MISSED) & (told["no_mention"] == 0)
    told["no_mention"] = told["no_mention"].masked_fill(missed, -1e4)
    cells = here[:, :, None] & (told["no_mention"] == 0)[:, None, :]
    if not cells.any():
        return loss
    gold = torch.full(cells.shape, 0)
    for b, w in enumerate(batch):
        gold[b, : w.roles.shape[0], : w.roles.shape[1]] = torch.from_numpy(w.roles)
    return loss + ROLE * F.cross_entropy(relations(**told)[cells].float(), gold[cells])


def _binary(logits: Tensor, gold: list[list[int]], width: int) -> Tensor:
    target = torch.zeros(len(gold), width)
    for row, columns in enumerate(gold):
        target[row, columns] = 1
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(-1).mean()


def window_loss(tagger: Tagger, relations: Relations, batch: list[Encoded]) -> tuple[Tensor, dict[str, float]]:
    """Return the joint loss of a batch and its parts."""
    ids = pad([w.ids for w in batch], 1)
    told = hints_of(batch, ids.shape[1])
    mention, trigger, states = (t.float() for t in tagger(hide(ids, told), (ids != 1).long(), forget(told)))
    parts = {"mention": partial_tags(mention, pad([w.mention_tags for w in batch], -100), batch),
             "trigger": TRIGGER * trigger_loss(trigger, batch),
             "relation": relation_loss(relations, states, batch)}  # fmt: skip
    return sum(parts.values()), {k: v.item() for k, v in parts.items()}
