"""What is background goes by the clock."""

from datetime import date

import pytest

from core.model import Document, Event, Segment, Span, TimeValue
from core.resolve.background import settle_by_clock

TEXT = "Title words here\n\n" + "word " * 200
FAR = len("Title words here\n\n") + 5 * 150
LEAD = len("Title words here\n\n") + 5


def document(published: str | None = "2024-03-10", title: str = TEXT[:16]) -> Document:
    """Return an article with a title and a long body."""
    text = title + TEXT[16:]
    assert len(title) == 16
    segments = (Segment("title", Span(0, 16)), Segment("body", Span(18, len(TEXT))))
    return Document(
        doc_id="d", path="d.txt", sha256="", format="text", text=text, segments=segments, language="en", language_confidence=1.0,
        title=title, published=published,
    )  # fmt: skip


def told(at: int, day: str | None, aux: tuple[str, ...] = (), *, first: str | None = None, time_at: int | None = None) -> Event:
    """Return a deed at a place of the text; its quote is the thirty characters from there."""
    span = Span(at if time_at is None else time_at, (at if time_at is None else time_at) + 4)
    time = TimeValue(earliest=first or day, latest=day, granularity="day", text="", span=span) if day else None
    return Event(id=str(at), doc_id="d", event_type="CONSULT", trigger=Span(at, at + 4), quotes=(Span(at, at + 30),), time=time, aux=aux)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (told(FAR, "2024-03-06"), ("historical",)),
        (told(FAR, "2024-03-07"), ()),
        (told(FAR, "2024-03-10"), ()),
        (told(FAR, "2024-03-12"), ("future",)),
        (told(FAR, "2024-03-12", ("negation",)), ("negation",)),
        (told(FAR, None, ("historical",)), ("historical",)),
        (told(FAR, "2024-03-09", ("historical",)), ()),
        (told(FAR, "2024-03-09", ("historical",), time_at=FAR - 300), ("historical",)),
        (told(FAR, "2024-03-10", first="2024-02-01"), ("historical",)),
        (told(FAR, "2024-03-10", first="2024-03-01"), ()),
        (told(FAR, "2024-01-01", ("negation",)), ("historical", "negation")),
        (told(LEAD, "2024-03-01"), ()),
        (told(LEAD, "2020-01-08"), ("historical",)),
        (told(FAR, "2024-12-31", ("historical",), first="2024-01-01"), ("historical",)),
    ],
)
def test_clock(event: Event, expected: tuple[str, ...]) -> None:
    undated_news = told(LEAD + 10, None)
    assert next(settle_by_clock([event, undated_news], document(), None)).aux == expected


def test_old_affair_disclosed_is_not_its_own_background() -> None:
    lead, beside, before = told(LEAD, "2024-02-10"), told(FAR, "2024-02-09"), told(FAR + 40, "2024-02-01")
    assert [e.aux for e in settle_by_clock([lead, beside, before], document(), None)] == [(), (), ("historical",)]


def test_what_is_disclosed_is_news_also_beside_undated_deeds() -> None:
    events = [told(LEAD, "2024-02-10"), told(LEAD + 10, None), told(FAR, "2024-02-10")]
    assert [e.aux for e in settle_by_clock(events, document(title="Secret, revealed"), None)] == [(), (), ()]
    assert [e.aux for e in settle_by_clock(events, document(), None)][2] == ("historical",)


def test_undated_article_counts_from_the_day_its_lead_tells() -> None:
    events = [told(LEAD, None), told(FAR, "2024-03-01")]
    assert [e.aux for e in settle_by_clock(events, document(None), date(2024, 3, 10))] == [(), ("historical",)]
    assert [e.aux for e in settle_by_clock(events, document(None), None)] == [(), ()]
