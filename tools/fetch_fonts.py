"""Fetch the bundled fonts from their npm packages into resources/fonts, each with its licence. Needs npm and a registry."""

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
PACKAGES = {
    "@expo-google-fonts/noto-naskh-arabic@0.4.5": "NotoNaskhArabic",
    "@expo-google-fonts/noto-sans@0.4.2": "NotoSans",
    "@expo-google-fonts/vazirmatn@0.4.1": "Vazirmatn",
}
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}


def fetch(package: str) -> tarfile.TarFile:
    """Download a package and open it."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["npm", "pack", package, "--silent"], cwd=folder, check=True, capture_output=True, text=True)
        return tarfile.open(fileobj=io.BytesIO((Path(folder) / done.stdout.split()[-1]).read_bytes()))


def copy(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Write one file of an archive."""
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(name)
    target.write_bytes(file.read())


def main() -> None:
    """Write regular, bold and licence of each family."""
    FONTS.mkdir(exist_ok=True)
    for package, family in PACKAGES.items():
        with fetch(package) as archive:
            for weight, short in WEIGHTS.items():
                copy(archive, f"{weight}/{family}_{weight}.ttf", FONTS / f"{family}-{short}.ttf")
            copy(archive, "LICENSE_FONT", FONTS / f"{family}-OFL.txt")


if __name__ == "__main__":
    main()
