"""Every reader and the cleaner bear broken files; ``make fuzz`` tries longer, and what it found stands below."""

import pytest

from core.read.formats import READERS
from tools import fuzz

FOUND: dict[str, tuple[str, bytes]] = {}


@pytest.mark.parametrize("ending", sorted(READERS))
def test_broken_files_give_articles_or_a_reason(ending: str) -> None:
    fuzz.made_check(ending, 12)()


@pytest.mark.parametrize(("ending", "data"), FOUND.values(), ids=FOUND.keys())
def test_what_fuzzing_found_stays_mended(ending: str, data: bytes) -> None:
    fuzz.try_file(data, ending)
