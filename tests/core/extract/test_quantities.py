"""Casualties and counts as data: every case of tests/cases/quantities."""

import tomllib
from pathlib import Path

import pytest

from core.extract.quantities import find_casualties, parse_count

CASES = Path(__file__).parents[2] / "cases" / "quantities"


def _rows(table: str) -> list:
    """Load one table of all languages."""
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))[table]:
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            rows.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['gloss']}", marks=marks))
    return rows


def _ends(least: int | None, most: int | None) -> str:
    return f"{'?' if least is None else least}..{'?' if most is None else most}"


@pytest.mark.parametrize(("language", "case"), _rows("case"))
def test_casualties(language: str, case: dict) -> None:
    found = find_casualties(case["text"], language)
    assert [f"{c.kind} {_ends(c.least, c.most)}" for c in found] == case["expect"]
    for count in found:
        assert count.span.contains(count.number_span)
        assert count.number_span.of(case["text"]).strip()


@pytest.mark.parametrize(("language", "case"), _rows("count"))
def test_count(language: str, case: dict) -> None:
    bounds = parse_count(case["text"], language)
    assert (_ends(*bounds) if bounds else "none") == case["expect"]


def test_unknown_language_counts_nothing() -> None:
    assert find_casualties("3 dead", "und") == []
    assert parse_count("3", "und") is None


def test_spans_are_offsets_of_the_source() -> None:
    text = "أعلن عن سقوط 12 قتيلاً"
    (count,) = find_casualties(text, "ar")
    assert count.number_span.of(text) == "12"
