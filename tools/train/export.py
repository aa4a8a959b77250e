"""Write the trained reader for the application: ``python -m tools.train.export CHECKPOINT [--out resources/models]``.

The vocabulary is cut to the pieces that text of the four languages uses; the tagger is quantised to int8 (per channel, reduced
range: AVX2 without VNNI saturates at full range), the small relations graph stays float. Hashes go to reader.json.
"""

import argparse
import hashlib
import json
import lzma
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from core.neural.labels import HINTS
from core.neural.pieces import WordPieces
from tools.train import corpus_data, open_data
from tools.train.network import Relations, Tagger
from tools.train.train import build, restore
from tools.train.weights import EncoderImage, image_path

OUT = Path(__file__).parents[2] / "resources" / "models"
CHUNK = 3000


def sample_texts() -> list[str]:
    """Return text of the four languages to count word pieces in."""
    data = open_data.DATA
    texts = [s for part in (*corpus_data.load(), open_data.load_names()) for e in part for s in e.sentences]
    texts += [" ".join(r[0]) for r in open_data.load_finance()[0]]
    for path in sorted(data.glob("ud_*/*")):
        raw = (
            lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes() if path.suffix in (".conllu", ".txt") else b""
        )
        texts += [line[9:] for line in raw.decode("utf-8", "replace").splitlines() if line.startswith("# text = ")]
    for name in ("raw_ar_antcorpus.jsonl.xz", "raw_tr_tfeec_pool_text.txt.xz"):
        texts.append(lzma.decompress((data / name).read_bytes()).decode("utf-8", "replace")[:14_000_000])
    for folder in (
        "ev_en_muc4",
        "ev_en_re3d",
        "ev_plover",
        "gaz_phoenix_dictionaries",
        "gaz_everypolitician",
        "tl_wd_arabic",
        "tl_wd_persian",
    ):
        texts += [
            p.read_text("utf-8", "replace")[:3_000_000]
            for p in sorted((data / folder).rglob("*"))
            if p.suffix in (".json", ".txt", ".csv", ".tsv")
        ]
    return texts


def kept_pieces(image: EncoderImage) -> list[int]:
    """Return the ids of the pieces worth keeping: seen twice or more, or a single letter of our scripts."""
    pieces = WordPieces(image.pieces, image.scores, image.normalisation)
    seen = np.zeros(image.vocabulary, int)
    for text in sample_texts():
        for at in range(0, len(text), CHUNK):
            np.add.at(seen, pieces.encode(text[at : at + CHUNK])[0], 1)
    single = lambda p: len(p.removeprefix("▁")) == 1 and ord(p[-1]) < 0x1100 or 0x2000 <= ord(p[-1:] or "a") < 0x2E80  # noqa: E731
    return [i for i, p in enumerate(image.pieces) if i < 4 or seen[i] >= 2 or single(p)]


class RelationsGraph(nn.Module):
    """Relations over one window, where nothing is padded."""

    def __init__(self, relations: Relations) -> None:
        super().__init__()
        self.inner = relations

    def forward(self, triggers: Tensor, mentions: Tensor, event_type: Tensor, kind: Tensor, distance: Tensor, order: Tensor) -> tuple:
        """Return flags and modes [T, ...] and roles [T, M, roles]."""
        flags, modes = self.inner.describe(triggers)
        here = (triggers[None, :, 0] * 0, mentions[None, :, 0] * 0)
        roles = self.inner(triggers[None], mentions[None], event_type[None], kind[None], distance[None], order[None], *here)
        return flags, modes, roles[0]


def export_tagger(tagger: Tagger, path: Path) -> None:
    """Write the tagger as int8 ONNX (and float32 beside it, for comparison)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.randint(4, 1000, (2, 17))
    axes = {n: {0: "batch", 1: "pieces"} for n in ("ids", "attention", "hints", "mention", "trigger", "states")}
    plain = path.with_suffix(".fp32.onnx")
    told = torch.zeros(2, 17, len(HINTS))
    torch.onnx.export(tagger, (ids, torch.ones_like(ids), told), str(plain), input_names=["ids", "attention", "hints"],
                      output_names=["mention", "trigger", "states"], dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    quantize_dynamic(str(plain), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def put_words_apart(path: Path) -> dict[str, float | int]:
    """Move the table of word pieces out of a quantised tagger into words.bin beside it; return its scale and zero point.

    The table is frozen, so that ``tools.build_words`` can build it from the package and the repository need not hold it.
    """
    import onnx
    from onnx import numpy_helper
    from onnx.external_data_helper import set_external_data

    model = onnx.load(path)
    tensors = {t.name: t for t in model.graph.initializer}
    words = tensors["encoder.word.weight_quantized"]
    path.with_name("words.bin").write_bytes(words.raw_data)
    set_external_data(words, "words.bin", offset=0, length=len(words.raw_data))
    words.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())
    scale, zero_point = (numpy_helper.to_array(tensors[f"encoder.word.weight_{name}"]).item() for name in ("scale", "zero_point"))
    return {"scale": scale, "zero_point": zero_point}


def export_relations(relations: Relations, path: Path) -> None:
    """Write the relations graph."""
    names = ["triggers", "mentions", "event_type", "kind", "distance", "order"]
    whole = lambda *shape: torch.ones(shape, dtype=torch.int64)  # noqa: E731
    values = (torch.randn(3, 384), torch.randn(4, 384), whole(3), whole(4), whole(3, 4), whole(3, 4))
    axes = {n: {0: "t"} for n in ("triggers", "event_type", "flags", "modes")} | {n: {0: "m"} for n in ("mentions", "kind")}
    axes |= {n: {0: "t", 1: "m"} for n in ("distance", "order", "roles")}
    torch.onnx.export(RelationsGraph(relations), values, str(path), input_names=names, output_names=["flags", "modes", "roles"],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip


def main() -> None:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--kept", type=Path, help="cache of the kept piece ids")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tagger, relations, _ = build()
    restore(args.checkpoint, tagger, relations)
    tagger.eval(), relations.eval()
    image = EncoderImage(image_path())
    kept = json.loads(args.kept.read_text()) if args.kept and args.kept.exists() else kept_pieces(image)
    if args.kept:
        args.kept.write_text(json.dumps(kept))
    tagger.encoder.word = nn.Embedding.from_pretrained(tagger.encoder.word.weight.data[torch.tensor(kept)])
    vocabulary = {
        "pieces": [image.pieces[i] for i in kept],
        "scores": [round(image.scores[i], 5) for i in kept],
        "normalisation": image.normalisation,
    }
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    export_tagger(tagger, args.out / "tagger.onnx")
    export_relations(relations, args.out / "relations.onnx")
    words = put_words_apart(args.out / "tagger.onnx")
    files = ("tagger.onnx", "relations.onnx", "vocabulary.json", "words.bin")
    card = {
        "pieces": len(kept),
        "words": words,
        "trigger_threshold": 0.5,
        "sha256": {f: hashlib.sha256((args.out / f).read_bytes()).hexdigest() for f in files},
    }
    (args.out / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    for file in files:
        print(file, f"{(args.out / file).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
