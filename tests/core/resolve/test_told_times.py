"""What a document's other dates tell of one that is told in part."""

import pytest

from core.model import Mention, Span
from core.resolve.told_times import Times
from tests.core.extract.cases import document


def told(language: str, text: str, words: str, published: str, *aux: str) -> tuple[str | None, str | None]:
    """Return first and last day of the words in an article."""
    at = text.rindex(words)
    value = Times.of(document(text, language, published)).value(
        [Mention(span=Span(at, at + len(words)), text=words, kind="TIME", sentence=0)], None, aux
    )
    assert value is not None
    return value.earliest, value.latest


@pytest.mark.parametrize(
    ("language", "text", "words", "month"),
    [
        ("ar", "تدهورت العلاقات بعد عزل الرئيس في صيف 2013، وبلغت أدناها حين طردت القاهرة السفير في نوفمبر.", "نوفمبر", "2013-11"),
        ("tr", "Temmuz 2013'te devrilmesini kınayan ülkenin büyükelçisini aynı yılın kasım ayında sınır dışı etti.", "kasım", "2013-11"),
        ("en", "He was toppled in July 2013, and in November the ambassador was expelled.", "November", "2013-11"),
        ("en", "The truce of December 2016 broke down in January.", "January", "2017-01"),
        ("fa", "او در تیر ۱۳۹۲ برکنار شد و سفیر در آبان ماه اخراج شد.", "آبان ماه", "2013-10"),
    ],
)
def test_a_month_has_the_year_told_before_it_in_the_sentence(language: str, text: str, words: str, month: str) -> None:
    assert told(language, text, words, "2024-09-04")[0].startswith(month)


def test_a_month_behind_and_in_is_one() -> None:
    assert told("ar", "وفي مارس/آذار أيضا، دعت واشنطن أنقرة.", "مارس/آذار", "2021-06-21") == ("2021-03-01", "2021-03-31")


def test_another_sentence_does_not_give_its_year() -> None:
    text = "He was toppled in July 2013. In November the ambassador was expelled."
    assert told("en", text, "November", "2024-09-04")[0].startswith("2023-11")


@pytest.mark.parametrize(("published", "day"), [("2022-06-02", "2022-05-25"), ("2022-02-02", "2022-05-25")])
def test_a_plan_told_with_a_recent_day_was_announced_then(published: str, day: str) -> None:
    assert told("en", "On May 25 Athens confirmed that it would hand over the oil.", "May 25", published, "future") == (day, day)


def test_a_plan_does_not_take_up_a_year_that_is_over() -> None:
    text = "Iran and Russia, who signed a treaty in June 2015, will hold talks in October in Moscow."
    assert told("en", text, "October", "2025-09-01", "future")[0].startswith("2025-10")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ar", "أوقفت القوة القائد الأربعاء، وانسحب المسلحون قبيل منتصف الليل.", "قبيل منتصف الليل"),
        ("tr", "Çarşamba günü yakalandı. Gruplar gece yarısına doğru çekildi.", "gece yarısına doğru"),
        ("tr", "Çarşamba günü yakalandı. Gecenin ilerleyen saatlerinde roket atıldı.", "Gecenin ilerleyen saatlerinde"),
        ("tr", "Çarşamba günü bırakıldı, akşam saatlerinde karşılandı.", "akşam saatlerinde"),
        ("fa", "او چهارشنبه بازداشت شد و نیروها نیمه‌شب عقب نشستند.", "نیمه‌شب"),
        ("en", "He was held on Wednesday. The gunmen left in the evening.", "in the evening"),
    ],
)
def test_a_part_of_a_day_is_that_of_the_day_told_before(language: str, text: str, words: str) -> None:
    assert told(language, text, words, "2021-05-28") == ("2021-05-26", "2021-05-26")


@pytest.mark.parametrize(
    ("language", "text", "words"), [("en", "the anniversary of Turkey's 1974 invasion", "1974"), ("ar", "افتتاح مونديال 2022", "2022")]
)
def test_a_year_that_was_taken_for_a_time_is_that_year(language: str, text: str, words: str) -> None:
    assert told(language, text, words, "2024-05-28") == (f"{words}-01-01", f"{words}-12-31")


def test_a_part_of_a_day_without_a_day_before_stays_unknown() -> None:
    assert told("en", "The gunmen left in the evening.", "in the evening", "2021-05-28") == (None, None)
