"""The network: e5's BERT encoder, two tagging heads, and heads over triggers and (trigger, mention) pairs."""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.model import MENTION_KINDS
from core.neural.labels import DISTANCES, FLAGS, MENTION_TAGS, MODES, ROLE_TAGS, TRIGGER_TAGS
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

    def forward(self, ids: Tensor, attention: Tensor) -> Tensor:
        """Return contextual states."""
        x = self.word(ids) + self.pos(torch.arange(ids.shape[1], device=ids.device))[None] + self.typ
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

    def forward(self, ids: Tensor, attention: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return mention logits, trigger logits and states."""
        states = self.encoder(ids, attention)
        dropped = drop(states, self.training)
        return self.mention(self.mention_norm(dropped)), self.trigger(self.trigger_norm(dropped)), states


class Relations(nn.Module):
    """Heads over triggers and over (trigger, mention) pairs: the second ONNX graph."""

    def __init__(self, hidden: int = 384, width: int = 256) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(hidden)
        self.flag, self.mode = nn.Linear(hidden, len(FLAGS)), nn.Linear(hidden, len(MODES))
        self.as_trigger, self.as_mention = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.kind, self.event_type = nn.Embedding(len(MENTION_KINDS), width), nn.Embedding(16, width)
        self.distance = nn.Embedding(len(DISTANCES) + 1, width)
        self.order = nn.Embedding(8, width)
        self.deep = nn.Linear(width, width)
        self.role = nn.Linear(width * 2, len(ROLE_TAGS))

    def forward(self, trigger: Tensor, mention: Tensor, event_type: Tensor, kind: Tensor, distance: Tensor, order: Tensor) -> Tensor:
        """Return role logits [N, roles] for N pairs: states [N, H] of each side, and ids of type, kind, distance bucket, order."""
        t, m = self.as_trigger(self.norm(trigger)), self.as_mention(self.norm(mention))
        x = t + m + self.kind(kind) + self.event_type(event_type) + self.distance(distance) + self.order(order)
        x = F.gelu(self.deep(F.dropout(F.gelu(x), DROPOUT, self.training)))
        return self.role(torch.cat([F.dropout(x, DROPOUT, self.training), t * m / 16], -1))

    def describe(self, trigger: Tensor) -> tuple[Tensor, Tensor]:
        """Return flag and mode logits of triggers [N, H]."""
        x = F.dropout(self.norm(trigger), DROPOUT, self.training)
        return self.flag(x), self.mode(x)
