"""Folding: the same character by character and as a whole, its map, and that twice is once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.textnorm import fold, fold_map
from core.textnorm.fold import _fold_char

LETTERS = st.one_of(
    st.characters(),
    st.sampled_from("أإآٱىیئؤةۀەکڪہھـًّ\u200c\u200f’“«–\u00a0IİıiçÇğĞâÂîÛ٣۴ﷲﻻﬁ½ßŞş"),
)
TEXTS = st.text(alphabet=LETTERS, max_size=60)
LANGUAGES = pytest.mark.parametrize("language", ["ar", "tr", "fa", "en", "und"])


@LANGUAGES
@given(text=TEXTS)
def test_text_is_folded_character_by_character(language: str, text: str) -> None:
    assert fold(text, language) == "".join(_fold_char(char, language == "tr") for char in text)


@LANGUAGES
@given(text=TEXTS)
def test_the_map_names_the_source_of_every_folded_character(language: str, text: str) -> None:
    folded, source = fold_map(text, language)
    assert folded == fold(text, language) and len(source) == len(folded)
    assert source == sorted(source)
    for i, char in enumerate(text):
        assert "".join(c for c, s in zip(folded, source, strict=True) if s == i) == fold(char, language)


@pytest.mark.parametrize(
    ("text", "language", "expect"),
    [
        ("القُدس المُحتلّة", "ar", "القدس المحتله"),
        ("IŞIK İzmir", "tr", "ışık izmir"),
        ("IRAQ", "en", "iraq"),
        ("می‌شود", "fa", "ميشود"),
        ("“٣”", "ar", '"3"'),
    ],
)
def test_spellings_meet(text: str, language: str, expect: str) -> None:
    assert fold(text, language) == expect
