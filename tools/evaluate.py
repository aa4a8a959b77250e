"""Extract the gold articles and print the scorer's table: ``python -m tools.evaluate [FOLDER ...] [options of the scorer]``.

The scorer and its gold lie outside the repository: RASAD_EVAL names their folder (default ../shared/eval). Without folders: seeds and
dev. Our own gold is scored with ``tests/gold/?``.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from core import output, pipeline
from core.store import Case

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Extract each folder into a fresh case and score all of them together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", default=["seeds", "dev"], metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2)
    options, for_scorer = parser.parse_known_args()
    place = Path(os.environ.get("RASAD_EVAL", ROOT.parent / "shared" / "eval"))
    if not (place / "score.py").is_file():
        print(f"There is no score.py in {place}; RASAD_EVAL names the folder.", file=sys.stderr)
        return 1
    pairs: list[str] = []
    for name in options.folders:
        gold = Path(name).resolve() if Path(name).is_dir() else place / name
        out = ROOT / "out" / "eval" / Path(name).name  # never into the gold folder, also where a whole path is given
        extract_texts(gold, out, options.jobs)
        pairs += [str(gold), str(out)]
    return subprocess.run([sys.executable, str(place / "score.py"), *pairs, *for_scorer], check=False).returncode


def extract_texts(gold: Path, out: Path, jobs: int) -> None:
    """Extract a folder's .txt files alone, so that no gold file is read as an article."""
    with tempfile.TemporaryDirectory(prefix="rasad-eval-") as scratch:
        articles = Path(scratch) / gold.name
        articles.mkdir()
        for path in sorted(gold.glob("*.txt")):
            shutil.copy(path, articles)
        with Case.create(Path(scratch) / "eval.rasad") as case:
            report = pipeline.run(articles, case, jobs=jobs)
            output.write(case, out)
    print(f"{gold.name}: {report.read} of {report.files} files read, {report.events} events, {report.seconds:.1f} s")
    for issue in report.issues:
        print(f"  {issue.path}: {issue.message} [{issue.stage}]")


if __name__ == "__main__":
    sys.exit(main())
