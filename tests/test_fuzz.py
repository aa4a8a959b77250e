"""Every reader and the cleaner bear broken files; ``make fuzz`` tries longer, and what it found stands below."""

from pathlib import Path

import pytest

from core import pipeline
from core.model import DocumentResult
from core.read.formats import READERS
from core.store import Case
from tools import fuzz

FOUND: dict[str, tuple[str, bytes]] = {}
HUGE = "ANKARA, 5 March 2024\n\nA blast in Ankara killed {} people on Monday, officials said.\n"


@pytest.mark.parametrize("ending", sorted(READERS))
def test_broken_files_give_articles_or_a_reason(ending: str) -> None:
    fuzz.made_check(ending, 12)()


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18 + " million", "9" * 30, "9" * 400 + "th", "1" + ",000" * 100])
def test_a_number_beyond_all_counting_costs_nothing_else(number: str, tmp_path: Path, case: Case) -> None:
    (tmp_path / "a.txt").write_text(HUGE.format(number), encoding="utf-8")
    results = pipeline.process_file(tmp_path / "a.txt", tmp_path)
    assert [type(item) for item in results] == [DocumentResult]
    case.save_file("a.txt", "x", "1", results)
    assert case.counts().documents == 1


@pytest.mark.parametrize(("ending", "data"), FOUND.values(), ids=FOUND.keys())
def test_what_fuzzing_found_stays_mended(ending: str, data: bytes) -> None:
    fuzz.try_file(data, ending)
