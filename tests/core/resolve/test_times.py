"""Dates as data: every case of tests/cases/times, and what no date grammar may do."""

import datetime as dt
import time
import tomllib
from pathlib import Path

import pytest

from core.resolve.time_lexer import Lexer
from core.resolve.times import Anchor, find_times, resolve_time

CASES = Path(__file__).parents[2] / "cases" / "times"
LANGUAGES = ("ar", "tr", "fa", "en")


def _cases() -> list:
    """Load the cases of all languages."""
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            rows.append(pytest.param(path.stem, case, id=f"{path.stem}-{number}-{case['gloss'][:40]}", marks=marks))
    return rows


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _anchor(case: dict) -> Anchor:
    """Read the anchor keys of a case."""
    previous = case.get("previous")
    ends = tuple(_day(v) for v in previous.split("..")) if previous else None
    published = _day(case["published"]) if "published" in case else None
    return Anchor(published, (ends[0], ends[-1]) if ends else None, case.get("tense"))


def _shown(case: dict, language: str) -> list[str]:
    """Write what was found the way the cases do."""
    out = []
    for expression in find_times(case["text"], language):
        value = resolve_time(expression, _anchor(case))
        assert expression.span.of(case["text"]) == expression.text
        if value.earliest is None or value.latest is None:
            out.append(f"{expression.text} = ?")
        elif value.earliest == value.latest:
            out.append(f"{expression.text} = {value.earliest}")
        else:
            out.append(f"{expression.text} = {value.earliest}..{value.latest}")
    return out


@pytest.mark.parametrize(("language", "case"), _cases())
def test_case(language: str, case: dict) -> None:
    assert _shown(case, language) == case["expect"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_expressions_never_overlap(language: str) -> None:
    text = " ".join(c["text"] for c in tomllib.loads((CASES / f"{language}.toml").read_text("utf-8"))["case"])
    found = find_times(text, language)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert len(found) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_any_anchor_relative_words_stay_unresolved(language: str) -> None:
    for case in tomllib.loads((CASES / f"{language}.toml").read_text("utf-8"))["case"]:
        for expression in find_times(case["text"], language):
            if expression.anchor != "absolute":
                value = resolve_time(expression, Anchor(None))
                assert (value.earliest, value.latest) == (None, None), expression
                assert value.text == expression.text


def test_hijri_and_jalali_keep_their_calendar() -> None:
    (hijri,) = find_times("في 10 رمضان 1444 هـ", "ar")
    (jalali,) = find_times("۱۳ دی ۱۳۹۴", "fa")
    assert resolve_time(hijri, Anchor(None)).calendar == "hijri"
    assert resolve_time(jalali, Anchor(None)).calendar == "jalali"


def test_every_value_has_its_reason() -> None:
    (found,) = find_times("said on Tuesday", "en")
    value = resolve_time(found, Anchor(dt.date(2020, 1, 17)))
    assert value.why[0].reason == "en.weekday: latest such day on or before"
    assert (value.basis, value.granularity) == ("published", "day")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicon_loads_and_plain_text_gives_nothing(language: str) -> None:
    assert Lexer("", language).read() == []
    assert find_times("xyz abc", language) == []
    assert find_times("text", "und") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_hundred_words_take_milliseconds(language: str) -> None:
    words = " ".join(c["text"] for c in tomllib.loads((CASES / f"{language}.toml").read_text("utf-8"))["case"]).split()
    text = " ".join((words * 4)[:400])
    find_times(text, language)
    best = min(_timed(text, language) for _ in range(5))
    assert best < 0.05


def _timed(text: str, language: str) -> float:
    start = time.perf_counter()
    find_times(text, language)
    return time.perf_counter() - start
