"""A state that was attacked, and one in which something happened."""

import pytest

from core.model import Span
from core.resolve.targets import is_target


@pytest.mark.parametrize(
    ("language", "text", "name", "expect"),
    [
        ("en", "Russia's invasion of Ukraine began", "Ukraine", True),
        ("en", "strikes on nuclear sites of Iran", "Iran", True),
        ("en", "a blast in Iraq killed two", "Iraq", False),
        ("en", "rockets fired from Lebanon", "Lebanon", False),
        ("en", "fighting in northern Syria", "Syria", False),
        ("en", "killed ten in Mosul, Iraq", "Iraq", False),
        ("en", "fighting in Lebanon, Syria and Iraq", "Syria", False),
        ("en", "a raid in the Idlib province of Syria", "Syria", False),
        ("en", "clashes on the border with Syria", "Syria", False),
        ("en", "Iraq: three killed", "Iraq", False),
        ("tr", "Suriye'deki saldırıda", "Suriye", False),
        ("tr", "Irak'taki patlamada", "Irak", False),
        ("tr", "Suriye'nin İdlib kentinde", "Suriye", False),
        ("tr", "İran'ın nükleer tesislerine saldırdı", "İran", True),
        ("tr", "Irak'ın başkenti Bağdat'ta patlama", "Irak", False),
        ("ar", "في الموصل، العراق", "العراق", False),
        ("ar", "على الحدود مع سوريا", "سوريا", False),
        ("fa", "در مرز ایران و عراق", "عراق", False),
        ("tr", "Rusya’nın Ukrayna’yı işgali üzerine", "Ukrayna", True),
        ("tr", "İsrail'in İran'a saldırısı", "İran", True),
        ("tr", "Suriye'de düzenlenen saldırı", "Suriye", False),
        ("tr", "Suriye'nin kuzeyindeki hedefleri vurdu", "Suriye", False),
        ("tr", "Irak sınırında çatışma", "Irak", False),
        ("ar", "شن هجوما على إيران", "إيران", True),
        ("ar", "قصف منشآت إيران النووية", "إيران", True),
        ("ar", "انفجار في العراق", "العراق", False),
        ("ar", "مقتل جندي بسوريا", "سوريا", False),
        ("ar", "غارة شمال شرقي سوريا", "سوريا", False),
        ("fa", "حمله به عربستان", "عربستان", True),
        ("fa", "انفجار در ایران", "ایران", False),
    ],
)
def test_a_state_is_the_target_unless_the_words_say_inside(language: str, text: str, name: str, expect: bool) -> None:
    at = text.index(name)
    assert is_target(Span(at, at + len(name)), text, language) is expect
