"""Whose day a date tells, as data: every case of tests/cases/days."""

import tomllib
from pathlib import Path

import pytest

from core.extract.own_days import of_another
from core.model import Span

CASES = Path(__file__).parents[2] / "cases" / "days"


def _cases() -> list:
    """Load the cases of all languages."""
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{case['gloss']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize(("language", "case"), _cases())
def test_a_day_is_that_of_its_own_clause(language: str, case: dict) -> None:
    text = case["text"]
    day, deed = text.index(case["day"]), text.rindex(case["deed"])
    spans = Span(day, day + len(case["day"])), Span(deed, deed + len(case["deed"]))
    assert of_another(text, *spans, language) is case["other"]
