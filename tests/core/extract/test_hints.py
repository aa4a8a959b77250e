"""What the lexicons tell the reader before it reads."""

import pytest

from core.extract.hints import tell
from core.neural.labels import HINTS
from core.parse import parse
from tests.core.extract.cases import document


def told(language: str, text: str) -> set[tuple[str, str]]:
    """Return (words, channel) of every hint."""
    doc = tell(parse(document(text, language), reader=False))
    return {(text[start:end], HINTS[channel]) for start, end, channel in doc.user_data["hints"]}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "دعا الرئيس العراقي إلى الحوار.", {("دعا", "word:REQUEST"), ("دعا", "rule:REQUEST")}),
        ("tr", "Bakan, Yunanistan'ı kınadı.", {("kınadı", "word:ACCUSE"), ("Yunanistan", "name:GPE")}),
        ("fa", "وزیر خارجه ایران با همتای عراقی خود دیدار کرد.", {("ایران", "name:GPE")}),
        ("en", "Police arrested 12 protesters in Ankara on Sunday.", {("arrested", "word:COERCE"), ("Sunday", "name:TIME")}),
    ],
)
def test_words_triggers_and_names_are_told(language: str, text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= told(language, text)


def test_a_language_that_nobody_reads_has_no_hints() -> None:
    assert told("und", "Le ministre a rencontré son homologue.") == set()


def test_a_word_that_is_no_deed_here_is_still_told_as_a_word() -> None:
    found = told("ar", "طالب المتظاهرون بوقف القصف.")
    assert ("القصف", "word:ASSAULT") in found
    assert ("القصف", "rule:ASSAULT") not in found
