"""Code points to UTF-16 and back, over texts with emoji, joiners and what a document would swallow."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from core.model import Span
from gui.offsets import Offsets, display_text

LETTERS = st.text(st.sampled_from("aİışبهمکگ‌\u200d\u0301\n\r\t\u2028\u2029\ufffc\ufdd0🛰👩🏽𝔘 "), max_size=60)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


@given(LETTERS)
def test_every_position_goes_there_and_back(text: str) -> None:
    offsets = Offsets(text)
    for index in range(len(text) + 1):
        assert offsets.to_qt(index) == units(text[:index])
        assert offsets.to_core(offsets.to_qt(index)) == index


@given(LETTERS)
def test_the_middle_of_a_pair_is_its_character(text: str) -> None:
    offsets = Offsets(text)
    for index, char in enumerate(text):
        if ord(char) > 0xFFFF:
            assert offsets.to_core(offsets.to_qt(index) + 1) == index


@given(LETTERS)
def test_a_document_holds_the_display_text_unit_for_unit(text: str) -> None:
    shown = display_text(text)
    assert len(shown) == len(text)
    document = QTextDocument()
    document.setPlainText(shown)
    assert document.characterCount() - 1 == units(text)


def test_span() -> None:
    assert Offsets("🛰ab").span_to_qt(Span(1, 3)) == (2, 4)
