"""Train the reader: ``python -m tools.train.train names OUT --steps 1500`` then ``events OUT --start NAMES_CHECKPOINT``.

Stage ``names``: open name data and, as auxiliary tasks in Turkish, the triggers and arguments of finance news.
Stage ``events``: our corpus, all heads, with name data replayed. A checkpoint is written often; figures go to OUT/log.jsonl.
What is kept is the running average of the weights. Seeds are fixed and a run is counted in steps, so that it can be repeated.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from core.neural.pieces import WordPieces
from tools.train import corpus_data, open_data
from tools.train.augment import names_of, swap_names
from tools.train.evaluate import evaluate
from tools.train.examples import Encoded, Example, windows
from tools.train.loss import batches, pad, window_loss
from tools.train.network import Encoder, Relations, Tagger
from tools.train.weights import EncoderImage, image_path

LIMIT = 460
"""Word pieces of a window."""
BATCH = 1536
"""Padded word pieces of a batch."""
PASS = 3000
"""Examples drawn for one pass of a large set, so that no pass waits long for its encoding."""
AVERAGED_EVERY, AVERAGE_KEEPS = 5, 0.98
"""The average of the weights takes in every fifth step and forgets half within some 170 steps."""


def build() -> tuple[Tagger, Relations, WordPieces]:
    """Return an untrained network on e5's weights, and its full vocabulary."""
    image = EncoderImage(image_path())
    tagger = Tagger(Encoder(image))
    for frozen in (tagger.encoder.word.weight, tagger.encoder.pos.weight, tagger.encoder.typ):
        frozen.requires_grad_(False)
    return tagger, Relations(), WordPieces(image.pieces, image.scores, image.normalisation)


def save(path: Path, tagger: Tagger, relations: Relations) -> None:
    """Write a checkpoint without the frozen embeddings."""
    state = {k: v for k, v in tagger.state_dict().items() if k != "encoder.word.weight"}
    torch.save({"tagger": state, "relations": relations.state_dict()}, path)


def restore(path: Path, tagger: Tagger, relations: Relations) -> None:
    """Read a checkpoint."""
    state = torch.load(path, weights_only=True)
    tagger.load_state_dict(state["tagger"], strict=False)
    relations.load_state_dict(state["relations"], strict=False)


class Finance(nn.Module):
    """Auxiliary heads for the finance events; thrown away after the first stage."""

    def __init__(self, arguments: int, events: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList([nn.LayerNorm(384), nn.LayerNorm(384)])
        self.heads = nn.ModuleList([nn.Linear(384, arguments), nn.Linear(384, events)])

    def forward(self, states: torch.Tensor, tags: list[torch.Tensor]) -> torch.Tensor:
        """Return the summed loss of both taggings."""
        return sum(
            F.cross_entropy(h(n(states)).flatten(0, 1), t.flatten(), ignore_index=-100)
            for n, h, t in zip(self.norms, self.heads, tags, strict=True)
        )


def encode_finance(pieces: WordPieces) -> tuple[list[tuple[list[int], list[int], list[int]]], int, int]:
    """Return (ids, argument tags, event tags) per sentence, and the number of tags of each."""
    rows, arguments, events = open_data.load_finance()
    out = []
    for words, argument, event in rows:
        text, spans = open_data.join(words)
        ids, found = pieces.encode(text)
        word_of = [next((w for w, (a, b) in enumerate(spans) if a <= s < b), 0) for s, _ in found]
        out.append(
            (
                [0, *ids[:200], 2],
                [-100, *[arguments.index(argument[w]) for w in word_of[:200]], -100],
                [-100, *[events.index(event[w]) for w in word_of[:200]], -100],
            )
        )
    return out, len(arguments), len(events)


def optimiser(modules: list[nn.Module], body_rate: float, head_rate: float) -> torch.optim.Optimizer:
    """Return AdamW with a lower rate for the encoder."""
    body, head = [], []
    for module in modules:
        for name, p in module.named_parameters():
            if p.requires_grad:
                (body if name.startswith("encoder.") else head).append(p)
    groups = [{"params": body, "lr": body_rate, "weight_decay": 0.01}, {"params": head, "lr": head_rate, "weight_decay": 0.01}]
    return torch.optim.AdamW(groups, fused=True)


def stream(load: Callable[[], list[Example]], pieces: WordPieces, rng: random.Random) -> Iterator[list[Encoded]]:
    """Yield batches for ever, read and cut into windows anew each time through (a long run takes in what was added)."""
    while True:
        examples = load()
        some = rng.sample(examples, PASS) if len(examples) > PASS else examples
        cut = [w for e in some for w in windows(e, pieces, LIMIT, rng if len(e.sentences) > 1 else None)]
        yield from batches(cut, BATCH, rng)


def finance_stream(rows: list, rng: random.Random) -> Iterator[list[Encoded]]:
    """Yield batches of finance sentences for ever."""
    while True:
        cut = [Encoded(ids, a, e, frozenset(), [], []) for ids, a, e in rows]
        yield from batches(cut, BATCH, rng)


class Average:
    """The running average of the trainable weights."""

    def __init__(self, parameters: list[nn.Parameter]) -> None:
        self._live, self._kept, self._seen = parameters, [p.detach().clone() for p in parameters], 0

    @torch.no_grad()
    def take(self) -> None:
        """Take in the weights as they are now; a young average forgets faster."""
        self._seen += 1
        keeps = min(AVERAGE_KEEPS, self._seen / (self._seen + 10))
        torch._foreach_lerp_(self._kept, [p.detach() for p in self._live], 1 - keeps)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange the live weights and the average (call again to go on training)."""
        for live, kept in zip(self._live, self._kept, strict=True):
            held = live.detach().clone()
            live.copy_(kept), kept.copy_(held)


def corpus_stream(pieces: WordPieces, rng: random.Random) -> Iterator[list[Encoded]]:
    """Yield batches of our corpus for ever, with some names exchanged anew in every pass."""

    def load() -> list[Example]:
        examples = corpus_data.load()[0]
        names = names_of(examples)
        return [swap_names(e, names, rng) for e in examples]

    return stream(load, pieces, rng)


def finance_loss(finance: Finance, tagger: Tagger, batch: list[Encoded]) -> tuple[torch.Tensor, dict[str, float]]:
    """Return the loss of a batch of finance sentences."""
    ids = pad([w.ids for w in batch], 1)
    states = F.dropout(tagger.encoder(ids, (ids != 1).long(), torch.zeros(())), 0.1)
    loss = finance(states, [pad([w.mention_tags for w in batch], -100), pad([w.trigger_tags for w in batch], -100)])
    return loss, {"finance": loss.item()}


def run(args: argparse.Namespace) -> None:
    """Train for the given number of steps, or minutes if those end first."""
    random.seed(args.seed), torch.manual_seed(args.seed), torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tagger, relations, pieces = build()
    if args.start:
        restore(args.start, tagger, relations)
    train, test = corpus_data.load()
    names = open_data.load_names()
    rng.shuffle(names)
    held, names = names[:400], names[400:]
    parts = {"names": held, "corpus": test}
    checks = {name: [w for e in part for w in windows(e, pieces, LIMIT, None)] for name, part in parts.items()}
    modules: list[nn.Module] = [tagger, relations]
    streams, shares = [stream(lambda: names, pieces, rng)], [args.names_share]
    finance = None
    if args.stage == "names":
        rows, a, e = encode_finance(pieces)
        finance = Finance(a, e)
        modules.append(finance)
        streams.append(finance_stream(rows, rng)), shares.append(0.3)
    if train:
        streams.append(corpus_stream(pieces, rng)), shares.append(args.corpus_share)
    if args.freeze:
        for layer in tagger.encoder.layers[: args.freeze]:
            layer.requires_grad_(False)
    opt = optimiser(modules, args.rate, args.head_rate)
    base = [g["lr"] for g in opt.param_groups]
    parameters = [p for g in opt.param_groups for p in g["params"]]
    average = Average(parameters)
    start, last_check, smooth = time.time(), time.time(), {}
    step, share = 0, 0.0
    while share < 1:
        step += 1
        share = max(step / args.steps, (time.time() - start) / (args.minutes * 60))
        for group, rate in zip(opt.param_groups, base, strict=True):
            group["lr"] = rate * min(1.0, share / 0.05) * max(0.0, 1 - share)
        which = rng.choices(range(len(streams)), shares)[0]
        batch = next(streams[which])
        if finance is not None and which == 1:
            loss, parts = finance_loss(finance, tagger, batch)
        else:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts = window_loss(tagger, relations, batch)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        opt.step()
        if step % AVERAGED_EVERY == 0:
            average.take()
        smooth |= {k: 0.97 * smooth.get(k, v) + 0.03 * v for k, v in parts.items() if v}
        if step % 25 == 0:
            print(step, f"{time.time() - start:.0f}s", {k: round(v, 3) for k, v in smooth.items()}, flush=True)
        if share >= 1 or time.time() - last_check > args.check * 60:
            average.swap()
            report(args.out, tagger, relations, checks, step=step, seconds=round(time.time() - start))
            save(args.out / ("final.pt" if share >= 1 else "last.pt"), tagger, relations)
            average.swap()
            last_check = time.time()


def report(out: Path, tagger: Tagger, relations: Relations, checks: dict[str, list[Encoded]], **told: float) -> None:
    """Score the held-out parts, print the figures and add them to OUT/log.jsonl."""
    figures = {k: evaluate(tagger, relations, v) for k, v in checks.items() if v}
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(told | {"figures": figures}) + "\n")
    print(json.dumps(figures), flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=("names", "events"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--minutes", type=float, default=1e6, help="end sooner, at this time, the rate falling faster")
    parser.add_argument("--check", type=float, default=5, help="minutes between checks")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--names-share", type=float, default=0.7)
    parser.add_argument("--corpus-share", type=float, default=1.0)
    parser.add_argument("--freeze", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
