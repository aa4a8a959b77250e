"""Text to word pieces with code-point offsets into the text given.

Takes: a vocabulary file (pieces, scores, normalisation map; made by tools/train/export.py). Gives: ids and spans.
Known limit: a decomposed letter (alef and combining hamza) stays two letters; cleaning composes them beforehand.
"""

import json
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers

BOS, PAD, EOS, UNKNOWN = 0, 1, 2, 3


class WordPieces:
    """A SentencePiece unigram model over our own normaliser, which remembers where each character came from."""

    def __init__(self, pieces: list[str], scores: list[float], normalisation: dict[str, str]) -> None:
        self._normal = normalisation
        self._tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=UNKNOWN, byte_fallback=False))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)

    @classmethod
    def load(cls, path: Path) -> "WordPieces":
        """Read a vocabulary file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["pieces"], data["scores"], data["normalisation"])

    def normalise(self, text: str) -> tuple[str, list[int]]:
        """Return the normalised text (runs of space folded) and the source index of each of its characters."""
        out: list[str] = []
        source: list[int] = []
        for i, char in enumerate(text):
            for normal in self._normal.get(char, char):
                if normal == " " and out and out[-1] == " ":
                    continue
                out.append(normal)
                source.append(i)
        return "".join(out), source

    def encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return ids (no specials) and (start, end) of each piece in ``text``, white space left out."""
        normal, source = self.normalise(text)
        encoding = self._tokenizer.encode(normal, add_special_tokens=False)
        spans = []
        for start, end in encoding.offsets:
            while start < end and normal[start] == " ":
                start += 1
            if start < end:
                spans.append((source[start], source[end - 1] + 1))
            else:
                at = source[min(start, len(source) - 1)] if source else 0
                spans.append((at, at))
        return encoding.ids, spans
