"""Lines: order, breaks, faces, and what each glyph stands for."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.brief import fonts
from core.brief.model import Text
from core.brief.shaping import Layout, Line
from core.errors import BriefError


def left_to_right(line: Line) -> str:
    """Return the text of a line as its glyphs stand, a cluster at a time."""
    return "".join(glyph.text for segment in line.segments for glyph in segment.glyphs)


def words(*runs: str | Text, **more: object) -> Layout:
    """Lay out some runs at ten points."""
    return Layout([run if isinstance(run, Text) else Text(run) for run in runs], size=10, **more)


def test_arabic_line_runs_from_the_right() -> None:
    line = words("زار بغداد في 29 يناير").lines(500)[0]
    assert left_to_right(line) == "رياني 29 يف دادغب راز"


def test_brackets_round_latin_in_arabic() -> None:
    line = words("قاعدة (Tower 22) قتل").lines(500)[0]
    assert left_to_right(line) == "لتق )Tower 22( ةدعاق"  # the text of mirrored glyphs: the font turns the brackets


def test_isolated_date_keeps_its_order_and_leaves_no_trace() -> None:
    assert left_to_right(words("في \u20662024-01-29\u2069").lines(500)[0]) == "2024-01-29 يف"


def test_bold_in_mid_word_keeps_letters_joined() -> None:
    whole = words("الفصائل").natural_width()
    parts = words(Text("الفصا"), Text("ئل", tone="accent")).natural_width()
    assert parts == pytest.approx(whole)


@pytest.mark.parametrize(
    "text", ["يوقف الهجمات على القوات الأمريكية في الأردن والعراق", "İçişleri Bakanlığı 17 kişinin gözaltına alındığını açıkladı"]
)
@pytest.mark.parametrize("width", [40.0, 90.0, 200.0])
def test_lines_fit_and_lose_no_word(text: str, width: float) -> None:
    laid = words(text)
    lines = laid.lines(width)
    assert all(line.width <= width + 0.1 for line in lines)
    assert sorted("".join(left_to_right(line) for line in lines).replace(" ", "")) == sorted(text.replace(" ", ""))


def test_word_wider_than_a_line_is_cut() -> None:
    lines = words("x" * 100).lines(50)
    assert len(lines) > 5
    assert all(line.width <= 50.1 for line in lines)


def test_no_break_before_a_tied_reference() -> None:
    lines = words("alpha beta\u00a0[1]").lines(words("alpha beta").natural_width() + 1)
    assert [left_to_right(line) for line in lines] == ["alpha", "beta\u00a0[1]"]


@given(st.text(alphabet="abc ابتثلا(),.12-\n\u200f\u2068\u2069\u064eİşğ", max_size=60), st.floats(5, 300))
@settings(deadline=None, max_examples=150)
def test_any_text_is_laid_out_whole(text: str, width: float) -> None:
    laid = words(text)
    shown = "".join(left_to_right(line) for line in laid.lines(width))
    invisible = dict.fromkeys(map(ord, "\u200f\u2068\u2069 \n"))
    assert sorted(shown.translate(invisible)) == sorted(text.translate(invisible))


def test_face_by_script_and_voice() -> None:
    def face(text: str, voice: str) -> set[str]:
        return {s.face.name for line in words(text, voice=voice).lines(500) for s in line.segments}

    assert face("نص", "text") == {"NotoNaskhArabic-Regular"}
    assert face("نص", "label") == {"Vazirmatn-Regular"}
    assert face("Şehir", "label") == {"NotoSans-Regular"}
    assert face("گفت‌وگو", "text") == {"NotoNaskhArabic-Regular"}
    assert face("Київ Ḥizb", "text") == {"NotoSans-Regular"}


def test_missing_glyph_is_an_error_or_a_box_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BriefError, match=r"U\+6F22"):
        words("a 漢 b", strict=True)
    fonts._warn_missing.cache_clear()
    with caplog.at_level(logging.WARNING):
        line = words("a 漢 b").lines(500)[0]
    assert "U+6F22" in caplog.text
    boxes = [g for s in line.segments for g in s.glyphs if g.gid == 0]
    assert len(boxes) == 1 and boxes[0].advance > 0 and boxes[0].text == "漢"


@pytest.mark.parametrize("name", ["NotoSans", "NotoNaskhArabic", "Vazirmatn"])
def test_fonts_carry_their_licence(name: str) -> None:
    from core.paths import resource

    text = resource("fonts", f"{name}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in text
