"""The network: e5's BERT encoder, two tagging heads, and heads over triggers and (trigger, mention) pairs."""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.model import MENTION_KINDS
from core.neural.labels import DISTANCES, FLAGS, HINTS, MENTION_TAGS, MODES, ROLE_TAGS, TRIGGER_TAGS
from tools.train.weights import EncoderImage

DROPOUT = 0.1
_noise = np.random.Generator(np.random.SFC64(1))


def drop(x: Tensor, training: bool) -> Tensor:
    """Drop units; numpy draws the bytes, which is eight times as fast on a processor as torch's own dropout."""
    if not training:
        return x
    share = round(DROPOUT * 256)
    keep = torch.from_numpy(_noise.integers(0, 256, tuple(x.shape), dtype=np.uint8)) >= share
    return x * keep.to(x.dtype).mul_(256 / (256 - share))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)
        self.heads = heads

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Attend and transform; ``mask`` is added to the attention scores."""
        batch, length, hidden = x.shape
        split = lambda t: t.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        # written out: the fused kernel is slow in bfloat16 on a processor, and this exports as it stands
        mixed = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hidden // self.heads) + mask, -1).to(v.dtype) @ v
        mixed = self.ao(mixed.transpose(1, 2).reshape(batch, length, hidden))
        x = self.aln(x + drop(mixed, self.training))
        return self.oln(x + drop(self.fo(F.gelu(self.fi(x))), self.training))


class Encoder(nn.Module):
    """Embeddings and layers; ids [B, L] and attention [B, L] to states [B, L, H]."""

    def __init__(self, image: EncoderImage) -> None:
        super().__init__()
        hidden = image.hidden
        self.word = nn.Embedding(image.vocabulary, hidden)
        self.pos = nn.Embedding(image.positions, hidden)
        self.typ = nn.Parameter(torch.zeros(hidden))
        self.ln = nn.LayerNorm(hidden, eps=image.eps)
        self.layers = nn.ModuleList(Layer(hidden, image.heads, image.feed_forward, image.eps) for _ in range(image.layers))
        self._load(image)

    def _load(self, image: EncoderImage) -> None:
        hidden, inner = image.hidden, image.feed_forward
        get = lambda name, *shape: torch.from_numpy(image.tensor(name, *shape))  # noqa: E731
        state = {
            "word.weight": get("emb.word", image.vocabulary, hidden),
            "pos.weight": get("emb.pos", image.positions, hidden),
            "typ": get("emb.type", image.types, hidden)[0].clone(),
            "ln.weight": get("emb.ln.w", hidden),
            "ln.bias": get("emb.ln.b", hidden),
        }
        shapes = dict.fromkeys(("q", "k", "v", "ao"), (hidden, hidden)) | {"fi": (inner, hidden), "fo": (hidden, inner)}
        for layer in range(image.layers):
            for name, shape in shapes.items():
                state[f"layers.{layer}.{name}.weight"] = get(f"l{layer}.{name}.w", *shape)
                state[f"layers.{layer}.{name}.bias"] = get(f"l{layer}.{name}.b", shape[0])
            for name in ("aln", "oln"):
                state[f"layers.{layer}.{name}.weight"] = get(f"l{layer}.{name}.w", hidden)
                state[f"layers.{layer}.{name}.bias"] = get(f"l{layer}.{name}.b", hidden)
        self.load_state_dict(state)

    def forward(self, ids: Tensor, attention: Tensor, told: Tensor) -> Tensor:
        """Return contextual states; ``told`` [B, L, H] is added to the embeddings."""
        x = self.word(ids) + self.pos(torch.arange(ids.shape[1], device=ids.device))[None] + self.typ + told
        x = drop(self.ln(x), self.training)
        mask = (1.0 - attention[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Tagger(nn.Module):
    """Encoder and the two tagging heads: what the first ONNX graph holds."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        hidden = encoder.ln.normalized_shape[0]
        self.encoder = encoder
        # e5's states share one large constant direction; without its own norm a head stays at 'O' for long.
        self.mention_norm, self.trigger_norm = nn.LayerNorm(hidden), nn.LayerNorm(hidden)
        self.mention, self.trigger = nn.Linear(hidden, len(MENTION_TAGS)), nn.Linear(hidden, len(TRIGGER_TAGS))
        # what the lexicons say enters below, for the context to weigh it, and beside the heads; nothing at first
        self.told, self.told_mention, self.told_trigger = (
            nn.Linear(len(HINTS), width, bias=False) for width in (hidden, len(MENTION_TAGS), len(TRIGGER_TAGS))
        )
        for layer in (self.told, self.told_mention, self.told_trigger):
            nn.init.zeros_(layer.weight)

    def forward(self, ids: Tensor, attention: Tensor, hints: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return mention logits, trigger logits and states; ``hints`` [B, L, len(HINTS)] are 0 or 1."""
        states = self.encoder(ids, attention, self.told(hints))
        dropped = drop(states, self.training)
        mention = self.mention(self.mention_norm(dropped)) + self.told_mention(hints)
        return mention, self.trigger(self.trigger_norm(dropped)) + self.told_trigger(hints), states


class Attend(nn.Module):
    """Cells look at the other cells of their row; x [B, R, C, W], mask [B, 1 or R, C] added to the scores."""

    def __init__(self, width: int, inner: int = 64, heads: int = 4) -> None:
        super().__init__()
        self.norm, self.qkv, self.out = nn.LayerNorm(width), nn.Linear(width, 3 * inner), nn.Linear(inner, width)
        self.heads, self.inner = heads, inner
        nn.init.zeros_(self.out.weight), nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return what to add to x."""
        b, r, c, _ = x.shape
        qkv = self.qkv(self.norm(x)).view(b, r, c, 3, self.heads, self.inner // self.heads).permute(3, 0, 1, 4, 2, 5)
        scores = qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(self.inner // self.heads) + mask[:, :, None, None, :]
        return self.out((torch.softmax(scores, -1) @ qkv[2]).permute(0, 1, 3, 2, 4).reshape(b, r, c, self.inner))


class Compare(nn.Module):
    """One look along each side of the grid: at the deed's other candidates, and at the mention's other deeds."""

    def __init__(self, width: int, inner: int = 128) -> None:
        super().__init__()
        self.along, self.across = Attend(width), Attend(width)
        self.norm, self.wide, self.back = nn.LayerNorm(width), nn.Linear(width, inner), nn.Linear(inner, width)
        nn.init.zeros_(self.back.weight), nn.init.zeros_(self.back.bias)

    def forward(self, x: Tensor, no_trigger: Tensor, no_mention: Tensor) -> Tensor:
        """Return cells [B, T, M, W]; the masks [B, T] and [B, M] are 0 or -1e4."""
        x = x + self.along(x, no_mention[:, None, :])
        x = x + self.across(x.transpose(1, 2), no_trigger[:, None, :]).transpose(1, 2)
        return x + self.back(F.gelu(self.wide(self.norm(x))))


class Relations(nn.Module):
    """Heads over triggers and over the grid of (trigger, mention) cells: the second ONNX graph."""

    def __init__(self, hidden: int = 384, width: int = 256) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(hidden)
        self.flag, self.mode = nn.Linear(hidden, len(FLAGS)), nn.Linear(hidden, len(MODES))
        self.as_trigger, self.as_mention = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.kind, self.event_type = nn.Embedding(len(MENTION_KINDS), width), nn.Embedding(16, width)
        self.distance = nn.Embedding(len(DISTANCES) + 1, width)
        self.order = nn.Embedding(8, width)
        self.deep = nn.Linear(width, width)
        self.compare = nn.ModuleList([Compare(width), Compare(width)])
        self.role = nn.Linear(width * 2, len(ROLE_TAGS))

    def forward(
        self, trigger: Tensor, mention: Tensor, event_type: Tensor, kind: Tensor, distance: Tensor, order: Tensor, no_trigger: Tensor,
        no_mention: Tensor,
    ) -> Tensor:  # fmt: skip
        """Return role logits [B, T, M, roles].

        States [B, T, H] and [B, M, H]; ids of type [B, T], kind [B, M], distance bucket and order [B, T, M]; masks 0 or -1e4.
        """
        t, m = self.as_trigger(self.norm(trigger))[:, :, None], self.as_mention(self.norm(mention))[:, None]
        about = self.event_type(event_type)[:, :, None] + self.kind(kind)[:, None] + self.distance(distance) + self.order(order)
        x = F.gelu(t + m + about)
        x = F.gelu(self.deep(drop(x, self.training)))
        for compare in self.compare:
            x = compare(x, no_trigger, no_mention)
        return self.role(torch.cat([drop(x, self.training), t * m / 16], -1))

    def describe(self, trigger: Tensor) -> tuple[Tensor, Tensor]:
        """Return flag and mode logits of triggers [..., H]."""
        x = drop(self.norm(trigger), self.training)
        return self.flag(x), self.mode(x)
