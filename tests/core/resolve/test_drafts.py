"""Who takes part, each once; where, and when."""

from datetime import date

import pytest

from core.model import EventDraft, Evidence, Mention, Participant, Span
from core.resolve.drafts import People, Places, casualties, each_once
from core.resolve.entities import link
from core.resolve.places import PlaceContext
from core.resolve.shipped import shipped
from core.resolve.told_times import Times
from tests.core.extract.cases import document

DAY = "2023-03-10"


def participant(name: str) -> Participant:
    known = name[0].isupper() and " of " not in name
    return Participant(text=name, span=Span(0, 3), entity_id=f"{'kb' if known else 'x'}:{name}", name=name, type="GROUP")


@pytest.mark.parametrize(
    ("names", "expect"),
    [
        (["Sudanese Army", "representatives of the Sudanese Army"], ["Sudanese Army"]),
        (["supporters", "supporters of Muqtada al-Sadr"], ["supporters of Muqtada al-Sadr"]),
        (["factions", "armed factions"], ["armed factions"]),
        (["representatives of Hamas"], ["representatives of Hamas"]),
        (["leaders of Hamas", "Fatah"], ["leaders of Hamas", "Fatah"]),
        (["protesters", "police"], ["protesters", "police"]),
    ],
)
def test_another_word_for_the_same_is_left_out(names: list[str], expect: list[str]) -> None:
    assert [p.name for p in each_once(tuple(participant(n) for n in names))] == expect


def mention(text: str, words: str, kind: str) -> Mention:
    at = text.index(words)
    return Mention(span=Span(at, at + len(words)), text=words, kind=kind, sentence=0, why=(Evidence("lexicon", "told", 0.9, None),))


@pytest.mark.parametrize(
    ("language", "text", "building", "state", "expected"),
    [
        ("fa", "حمله به تأسیسات نفتی عربستان", "تأسیسات نفتی", "عربستان", "Saudi Arabia"),
        ("ar", "قصف قواعد عسكرية في العراق", "قواعد عسكرية", "العراق", "Iraq"),
        ("en", "a raid on oil facilities in Libya", "oil facilities", "Libya", "Libya"),
        ("ar", "قصف قواعد الولايات المتحدة في العراق", "قواعد", "العراق", "Iraq"),
        ("ar", "اقتحام سفارة السويد في بغداد", "سفارة السويد", "السويد", "Embassy of Sweden"),
    ],
)
def test_a_described_building_lies_in_the_state_told_with_it(language, text, building, state, expected) -> None:
    told = document(text, language, DAY)
    own = [mention(text, words, "GPE") for words in ("الولايات المتحدة",) if words in text]
    mentions = [mention(text, building, "FAC"), mention(text, state, "GPE"), *own]
    knowledge, gazetteer = shipped()
    people = People(link(told, mentions, knowledge, gazetteer), mentions, language, knowledge)
    place = Places(gazetteer, PlaceContext.of(told, mentions, gazetteer), language, text).place(mentions[:1], people)
    assert (place.name, place.text) == (expected, building)


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        ("ar", "منذ مساء الأحد أوقف 50 شخصا بعد التفجير الذي وقع عصر اليوم ذاته", "اليوم ذاته", "2023-03-05"),
        ("en", "He called on Jan. 9. The State Department rebuffed him the next day", "the next day", "2023-01-10"),
        ("tr", "Bakan 21 Ocak'ta konuştu. Ziyaret aynı gün iptal edildi", "aynı gün", "2023-01-21"),
    ],
)
def test_that_day_is_the_one_told_nearest_before(language, text, words, expected) -> None:
    times = Times.of(document(text, language, DAY))
    found = times.value([mention(text, words, "TIME")], (date(2020, 1, 1), date(2020, 1, 1)), ())
    assert found.earliest == expected


def test_a_long_chain_of_next_days_is_counted_through() -> None:
    text = "He spoke on 1 March 2023. " + "Then came the next day. " * 3000
    times = Times.of(document(text, "en", DAY))
    at = text.index("the next day", 50)
    second = Mention(span=Span(at, at + 12), text="the next day", kind="TIME", sentence=0)
    last = Mention(span=Span(len(text) - 14, len(text) - 2), text="the next day", kind="TIME", sentence=0)
    assert times.value([mention(text, "the next day", "TIME")], None, ()).earliest == "2023-03-02"
    assert times.value([second], None, ()).earliest == "2023-03-03"
    assert times.value([last], None, ()) is not None


def test_a_day_mentioned_in_passing_is_not_the_day_before() -> None:
    text = "Protesters rallied on Sunday over the events of January 25, 2011. The next day police arrested ten."
    rally = (date(2023, 3, 5), date(2023, 3, 5))
    assert Times.of(document(text, "en", DAY)).value([mention(text, "The next day", "TIME")], rally, ()).earliest == "2023-03-06"


@pytest.mark.parametrize(
    ("language", "text", "figure", "named", "killed"),
    [
        ("ar", "قتل قاسم سليماني وأربعة آخرون", "أربعة", ["قاسم سليماني"], (5, 5)),
        ("en", "Gunmen killed Ali Hassan and two other people", "two", ["Ali Hassan"], (3, 3)),
        ("en", "Gunmen killed Omar Said, Ali Hassan and two other people", "two", ["Omar Said", "Ali Hassan"], (4, 4)),
        ("en", "Ali Hassan was hurt; gunmen killed two other people", "two", ["Ali Hassan"], (2, 2)),
        ("en", "Gunmen killed Ali Hassan and two guards", "two", ["Ali Hassan"], (2, 2)),
        ("en", "Gunmen killed Ali Hassan and two of his guards", "two", ["Ali Hassan"], (3, 3)),
        ("ar", "قتل العرموشي وأربعة من مرافقيه", "أربعة", ["العرموشي"], (5, 5)),
        ("fa", "پولاد هاشم‌اف و شش نظامی دیگر کشته شدند", "شش", ["پولاد هاشم‌اف"], (7, 7)),
    ],
)
def test_those_named_before_the_others_are_counted_too(language, text, figure, named, killed) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    why = (Evidence("grammar", "count of killed", 0.9, span(figure)),)
    count = Mention(span=span(figure), text=figure, kind="NUMBER", sentence=0, why=why)
    draft = EventDraft(event_type="ASSAULT", triggers=(), quotes=(), roles={"killed": (count,)})
    people = tuple(Participant(text=n, span=span(n), entity_id=f"x:{n}", name=n, type="PERSON") for n in named)
    assert casualties(draft, people, document(text, language, DAY)).killed == killed
