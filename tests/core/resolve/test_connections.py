"""Deeds that are dated by each other."""

import pytest

from core.extract import extract
from core.model import Event
from core.parse import parse
from core.resolve import resolve
from tests.core.extract.cases import document


def events(language: str, text: str, published: str | None = "2024-03-10") -> list[Event]:
    """Return the events of a text."""
    article = document(text, language, published)
    return list(resolve(article, extract(article, parse(article, reader=False))).events)


def day_of(found: list[Event], text: str, word: str) -> str | None:
    """Return the first day of the event whose trigger holds a word."""
    event = next(e for e in found if word in e.trigger.of(text))
    return event.time.earliest if event.time else None


@pytest.mark.parametrize(
    ("language", "text", "main", "anchor", "days"),
    [
        (
            "en", "Israel bombed Beirut on March 4, two days after gunmen attacked a checkpoint.",
            "bombed", "attacked", ("2024-03-04", "2024-03-02"),
        ),
        (
            "en", "On March 4, two days after gunmen attacked a checkpoint, Israel bombed Beirut.",
            "bombed", "attacked", ("2024-03-04", "2024-03-02"),
        ),
        (
            "en", "Two days after gunmen attacked a checkpoint, Israel bombed Beirut on March 4.",
            "bombed", "attacked", ("2024-03-04", "2024-03-02"),
        ),
        (
            "ar", "قصفت إسرائيل بيروت في 4 مارس، بعد يومين من اغتيال قيادي في حزب الله.",
            "قصف", "اغتيال", ("2024-03-04", "2024-03-02"),
        ),
        (
            "ar", "قصفت إسرائيل بيروت في 4 مارس، غداة اغتيال قيادي في حزب الله.",
            "قصف", "اغتيال", ("2024-03-04", "2024-03-03"),
        ),
        (
            "tr", "Polis, Kerkük'teki saldırıdan iki gün sonra, 7 Mart'ta 12 kişiyi gözaltına aldı.",
            "gözaltına", "saldırı", ("2024-03-07", "2024-03-05"),
        ),
    ],
)  # fmt: skip
def test_one_day_tells_the_other(language: str, text: str, main: str, anchor: str, days: tuple[str, str]) -> None:
    found = events(language, text)
    assert (day_of(found, text, main), day_of(found, text, anchor)) == days


@pytest.mark.parametrize(
    ("language", "text", "word", "day"),
    [
        ("en", "Gunmen attacked the embassy on March 4. Police arrested five people on the eve of the attack.", "arrested", "2024-03-03"),
        ("ar", "اعتقلت الشرطة التركية زعيم الحزب في 8 مارس. وتأتي الخطوة بعد أربعة أيام من اقتحام مقر الحزب.", "اقتحام", "2024-03-04"),
    ],
)
def test_the_news_comes_days_after_another_deed(language: str, text: str, word: str, day: str) -> None:
    assert day_of(events(language, text), text, word) == day


def test_several_days_after_tells_no_day() -> None:
    text = "قصفت إسرائيل بيروت في 4 مارس، بعد أيام من اغتيال قيادي في حزب الله."
    assert day_of(events("ar", text), text, "اغتيال") is None


def test_nothing_is_told_where_neither_is_dated() -> None:
    text = "Israel bombed Beirut two days after gunmen attacked a checkpoint."
    found = events("en", text, published=None)
    assert [day_of(found, text, word) for word in ("bombed", "attacked")] == [None, None]


def test_a_killing_is_the_attack_in_whose_sentence_it_stands() -> None:
    text = "Militants shot down a helicopter near Mosul on March 4, killing seven people."
    found = [event for event in events("en", text) if event.event_type == "ASSAULT"]
    assert len(found) == 1
    assert found[0].casualties is not None
    assert found[0].casualties.killed == (7, 7)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قتل قاسم سليماني في بغداد في 4 مارس."),
        ("tr", "Kasım Süleymani 4 Mart'ta Bağdat'ta öldürüldü."),
        ("en", "A drone strike killed Qasem Soleimani in Baghdad on March 4."),
    ],
)
def test_one_who_is_killed_by_name_is_one_dead(language: str, text: str) -> None:
    found = [event for event in events(language, text) if event.event_type == "ASSAULT"]
    assert [event.casualties.killed if event.casualties else None for event in found] == [(1, 1)]


@pytest.mark.parametrize(
    ("language", "text", "none"),
    [
        ("en", "Five rockets hit the Balad base in Iraq; no casualties were reported.", ((0, 0), (0, 0))),
        ("ar", "سقطت خمسة صواريخ على قاعدة بلد في العراق دون سقوط قتلى أو جرحى.", ((0, 0), (0, 0))),
        ("tr", "Beled Hava Üssü'ne yönelik roketli saldırıda ölen ya da yaralanan olmadığı bildirildi.", ((0, 0), (0, 0))),
    ],
)
def test_a_deed_without_victims_is_told_so(language: str, text: str, none: tuple) -> None:
    found = [event.casualties for event in events(language, text) if event.event_type == "ASSAULT" and event.casualties]
    assert [(c.killed, c.injured) for c in found] == [none]


@pytest.mark.parametrize(("published", "day"), [("2024-03-02", "2024-03-02"), ("2024-03-03", None), ("2024-03-10", None)])
def test_a_reaction_has_the_day_of_a_lead_that_is_news_of_the_day(published: str, day: str | None) -> None:
    text = "Gunmen attacked a checkpoint in Mosul on March 2. Turkey condemned the attack."
    assert day_of(events("en", text, published), text, "condemned") == day


def test_a_position_that_lasts_has_no_day() -> None:
    text = "Gunmen attacked a checkpoint in Mosul on March 2. Turkey and Iran have also condemned the attack."
    assert day_of(events("en", text, "2024-03-02"), text, "condemned") is None


@pytest.mark.parametrize(("words", "place"), [("Bağdat'ta", "Baghdad"), ("Ankara'ya", None)])
def test_who_is_called_upon_is_no_place(words: str, place: str | None) -> None:
    text = f"ABD Dışişleri Bakanlığı {words} Irak'ın egemenliğine saygı gösterme çağrısı yaptı."
    (found,) = [e for e in events("tr", text) if e.event_type == "REQUEST"]
    assert (found.location.name if found.location else None) == place
    assert place or [p.name for p in found.recipient] == ["Turkey"]
