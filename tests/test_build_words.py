"""The table of word pieces is built as the model's card says, or not at all."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from core.errors import ResourceError
from core.neural.reader import Reader
from core.paths import resource
from tools import build_words


class Image:
    """An encoder image of three pieces and two numbers each."""

    pieces, vocabulary, hidden = ("a", "b", "c"), 3, 2

    def __init__(self, _path: Path | None = None) -> None:
        pass

    def tensor(self, _name: str, *_shape: int) -> np.ndarray:
        return np.array([[0.0, 0.1], [-0.1, 0.2], [9.0, -9.0]], np.float32)


def models(folder: Path, made: bytes) -> Path:
    card = {"words": {"scale": 0.1, "zero_point": 128}, "sha256": {"words.bin": hashlib.sha256(made).hexdigest()}}
    (folder / "reader.json").write_text(json.dumps(card), encoding="utf-8")
    (folder / "vocabulary.json").write_text(json.dumps({"pieces": ["c", "a"]}), encoding="utf-8")
    return folder


def test_rows_are_cut_to_the_vocabulary_and_quantised() -> None:
    assert build_words.table(Image(), ["c", "a"], 0.1, 128).tolist() == [[218, 38], [128, 129]]


def test_it_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = []
    monkeypatch.setattr(build_words, "EncoderImage", Image)
    monkeypatch.setattr(build_words, "fetch", lambda folder: fetched.append(folder) or folder)
    folder = models(tmp_path, bytes([218, 38, 128, 129]))
    build_words.build(folder)
    build_words.build(folder)
    assert (folder / "words.bin").read_bytes() == bytes([218, 38, 128, 129])
    assert len(fetched) == 1


def test_another_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_words, "EncoderImage", Image)
    monkeypatch.setattr(build_words, "fetch", lambda folder: folder)
    with pytest.raises(ValueError, match="not the one"):
        build_words.build(models(tmp_path, b"other"))
    assert not (tmp_path / "words.bin").exists()


@pytest.mark.parametrize("content", [None, b"too short"])
def test_a_reader_without_its_table_says_so(tmp_path: Path, content: bytes | None) -> None:
    for path in resource("models").iterdir():
        if path.name != "words.bin":
            (tmp_path / path.name).symlink_to(path)
    if content:
        (tmp_path / "words.bin").write_bytes(content)
    with pytest.raises(ResourceError, match=r"words\.bin"):
        Reader(tmp_path)
