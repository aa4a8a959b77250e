"""Levels and visual order against the standard's rules, its own test file where the machine has it, and properties."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.textnorm import bidi

CONFORMANCE = Path("/usr/share/unicode/BidiCharacterTest.txt")  # Debian package unicode-data
ALPHABET = "ab1+$,()[]« »!?\u0627\u0628\u05d0\u0661\u064b\t\n\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"
texts = st.text(alphabet=ALPHABET, max_size=40)
bases = st.sampled_from((0, 1, None))


def shown(text: str, base: int) -> str:
    """Return the characters in the order a reader's eye meets them from the left, unmirrored."""
    level = bidi.levels(text, base)
    runs = bidi.visual_runs(text, level, 0, len(text), base)
    return "".join(text[s:e] if v % 2 == 0 else text[s:e][::-1] for s, e, v in runs)


@pytest.mark.parametrize(
    ("text", "base", "expect"),
    [
        ("abc def", 0, "abc def"),
        ("اب ج", 1, "ج با"),
        ("قال (BBC) اليوم", 1, "مويلا )BBC( لاق"),  # N0: both brackets follow the paragraph (shown unmirrored)
        ("(اب) abc", 0, "(با) abc"),  # the bracket stands before Arabic, in an English line
        ("في 2024-01-29", 1, "29-01-2024 يف"),  # right by the standard, wrong for a reader: dates must be isolated
        ("في \u20662024-01-29\u2069", 1, "\u20692024-01-29\u2066 يف"),
        ("قتل 3 جنود", 1, "دونج 3 لتق"),
        ("نسبة 20%", 1, "%20 ةبسن"),
    ],
)
def test_order(text: str, base: int, expect: str) -> None:
    assert shown(text, base) == expect


@pytest.mark.parametrize(
    ("text", "level"), [("abc", 0), ("اب", 1), ("1 اب abc", 1), ("\u2067اب\u2069 abc", 0), ("\u2067اب abc", 0), ("12 !", 0)]
)
def test_base_level(text: str, level: int) -> None:
    assert bidi.base_level(text) == level


def test_default_of_text_without_letters() -> None:
    assert bidi.base_level("12 !", default=1) == 1


@given(texts, bases)
def test_levels_are_complete_and_sound(text: str, base: int | None) -> None:
    level = bidi.levels(text, base)
    least = bidi.base_level(text) if base is None else base
    assert len(level) == len(text)
    assert all(least <= v <= bidi.MAX_DEPTH + 1 for v in level)


@given(texts, st.sampled_from((0, 1)), st.data())
def test_every_line_is_a_permutation(text: str, base: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    runs = bidi.visual_runs(text, bidi.levels(text, base), start, end, base)
    assert sorted(i for s, e, _ in runs for i in range(s, e)) == list(range(start, end))


@given(st.text(alphabet="abاب12 ()-,", min_size=1, max_size=20), st.sampled_from(("ltr", "rtl")), st.sampled_from(("abc ", "اب ")))
def test_isolated_text_keeps_its_order_anywhere(text: str, direction: str, before: str) -> None:
    own = shown(text, 1 if direction == "rtl" else 0)
    within = before + bidi.isolate(text, direction) + before
    # white space at the end of a line moves in L1, so the lone text gets none
    if text.strip() == text:
        assert own in shown(within, 0)
        assert own in shown(within, 1)


def test_brackets_of_the_standard_are_known() -> None:
    opens, closes = bidi._brackets()
    assert opens["("] == ")" and opens["["] == "]" and opens["{"] == "}" and opens["⦍"] == "⦐" and opens["⦏"] == "⦎"
    assert closes["〉"] == closes["\u232a"]  # canonical equivalents close each other
    assert "«" not in opens and len(opens) == len(closes) == 64


@pytest.mark.skipif(not CONFORMANCE.exists(), reason="needs Debian's unicode-data")
def test_conformance_sample() -> None:
    lines = [line for line in CONFORMANCE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for line in random.Random(7).sample(lines, 4000):
        codes, direction, _, expect, order = line.split(";")
        text = "".join(chr(int(c, 16)) for c in codes.split())
        base = {"0": 0, "1": 1, "2": None}[direction]
        level = bidi.levels(text, base)
        assert all(e in ("x", str(got)) for e, got in zip(expect.split(), level, strict=True)), line
        runs = bidi.visual_runs(text, level, 0, len(text), bidi.base_level(text) if base is None else base)
        seen = [i for s, e, v in runs for i in (range(s, e) if v % 2 == 0 else range(e - 1, s - 1, -1))]
        assert [str(i) for i in seen if expect.split()[i] != "x"] == order.split(), line
