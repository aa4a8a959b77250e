"""Deeds that are dated by each other."""

import pytest

from core.extract import extract
from core.model import Document, Event, Segment, Span
from core.parse import parse
from core.resolve import resolve


def events(language: str, text: str, published: str | None = "2024-03-10") -> list[Event]:
    """Return the events of a text."""
    document = Document(
        doc_id="d", path="d.txt", sha256="", format="txt", text=text, segments=(Segment("body", Span(0, len(text))),), language=language,
        published=published,
    )  # fmt: skip
    return list(resolve(document, extract(document, parse(document, reader=False))).events)


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


def test_several_days_after_tells_no_day() -> None:
    text = "قصفت إسرائيل بيروت في 4 مارس، بعد أيام من اغتيال قيادي في حزب الله."
    assert day_of(events("ar", text), text, "اغتيال") is None


def test_nothing_is_told_where_neither_is_dated() -> None:
    text = "Israel bombed Beirut two days after gunmen attacked a checkpoint."
    found = events("en", text, published=None)
    assert [day_of(found, text, word) for word in ("bombed", "attacked")] == [None, None]
