"""Days and places carried from an earlier deed, and how sure an event is."""

from dataclasses import dataclass, field

from core.extract.confidence import confidence, features
from core.extract.context import Offer, Passage, carry, offers
from core.model import Evidence, Mention, RoleLink, Span, Trigger


def mention(start: int, kind: str, sentence: int, text: str = "Monday", source: str = "grammar") -> Mention:
    span = Span(start, start + len(text))
    return Mention(span=span, text=text, kind=kind, sentence=sentence, why=(Evidence(source, "test", 0.9, span),))


def trigger(
    start: int, sentence: int, kind: str = "ASSAULT", aux: tuple[str, ...] = (), score: float = 0.9, source: str = "model"
) -> Trigger:
    span = Span(start, start + 4)
    return Trigger(
        span=span, text="word", event_type=kind, sentence=sentence, aux=aux, score=score, why=(Evidence(source, "test", score, span),)
    )


DAY, PLACE = mention(0, "TIME", 0), mention(10, "GPE", 0, "Kirkuk", "knowledge")
TOLD = [RoleLink(trigger=0, mention=0, role="time"), RoleLink(trigger=0, mention=1, role="location")]


def offered(mentions: list[Mention], triggers: list[Trigger], links: list[RoleLink]) -> list[Offer]:
    return offers(Passage.of("en", mentions, triggers, links, []))


def test_without_the_reader_the_day_holds_within_one_sentence_and_the_place_does_not() -> None:
    found = carry("en", [DAY, PLACE], [trigger(20, 0), trigger(40, 0)], TOLD)
    assert [(x.mention, x.role) for x in found if x.trigger == 1] == [(0, "time")]
    assert "told before" in found[-1].why[0].reason


def test_nothing_is_offered_from_background_to_news_or_from_far_away() -> None:
    old, far = trigger(40, 1, aux=("historical",)), trigger(60, 9)
    assert not [o for o in offered([DAY, PLACE], [trigger(20, 4), old], TOLD) if o.trigger == 1]
    assert not [o for o in offered([DAY, PLACE], [trigger(20, 4), far], TOLD) if o.trigger == 1]


def test_the_day_of_the_lead_is_offered_from_everywhere() -> None:
    assert {o.role for o in offered([DAY, PLACE], [trigger(20, 1), trigger(60, 9)], TOLD) if o.trigger == 1} == {"time", "location"}


def test_a_part_of_the_day_is_no_day() -> None:
    evening = mention(30, "TIME", 1, "evening", "model")
    links = [*TOLD, RoleLink(trigger=1, mention=2, role="time")]
    assert "time" in {o.role for o in offered([DAY, PLACE, evening], [trigger(20, 0), trigger(40, 1)], links) if o.trigger == 1}


@dataclass
class Told:
    """One telling."""

    trigger: Trigger
    roles: dict[str, list[Mention]] = field(default_factory=dict)


def test_confidence_is_a_probability_that_grows_with_the_readers_belief() -> None:
    weak, strong = ([Told(trigger(0, 1, score=s), {"actor": [PLACE]})] for s in (0.3, 0.97))
    assert 0 < confidence(weak, reader=True) < confidence(strong, reader=True) < 1


def test_confidence_knows_what_the_lexicons_alone_found() -> None:
    assert features([Told(trigger(0, 1, source="lexicon"))])["lexicon only"] == 1
    assert features([Told(trigger(0, 1))])["lexicon only"] == 0
