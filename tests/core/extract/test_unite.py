"""How the findings of lexicons and reader are weighed."""

from core.extract import unite
from core.model import Evidence, Mention, RoleLink, Span, Trigger


def mention(start: int, end: int, kind: str, source: str = "model", score: float = 0.9, text: str = "x y") -> Mention:
    span = Span(start, end)
    return Mention(span=span, text=text, kind=kind, sentence=0, score=score, why=(Evidence(source, "test", score, span),))


def trigger(start: int, kind: str, score: float = 0.8, source: str = "model") -> Trigger:
    span = Span(start, start + 4)
    return Trigger(span=span, text="word", event_type=kind, sentence=0, score=score, why=(Evidence(source, "test", score, span),))


def test_without_a_reader_the_rules_stand() -> None:
    rules = [mention(0, 4, "GPE", "knowledge")]
    assert unite.mentions(rules, []) == rules
    assert unite.triggers([trigger(0, "AID")], [], None) == [trigger(0, "AID")]
    links = [RoleLink(trigger=0, mention=0, role="actor")]
    assert unite.links(links, []) == links


def test_grammar_decides_times_and_a_long_known_name_beats_a_part_of_it() -> None:
    time, part = mention(0, 10, "TIME", "grammar"), mention(3, 6, "GPE")
    name, short = mention(20, 40, "ORG", "knowledge"), mention(25, 44, "PERSON")
    assert unite.mentions([time, name], [part, short]) == [time, name]


def test_a_count_may_stand_in_its_group() -> None:
    group, count = mention(0, 12, "GROUP"), mention(0, 3, "NUMBER", "grammar")
    assert unite.mentions([count], [group]) == sorted([group, count], key=lambda m: m.span)


def test_reader_and_lexicon_on_one_word_are_one_trigger_with_both_reasons() -> None:
    found = unite.triggers([trigger(0, "AID", source="lexicon")], [trigger(0, "AID")], lambda *_: {})
    assert len(found) == 1
    assert {e.source for e in found[0].why} == {"lexicon", "model"}
    assert found[0].score > 0.8


def test_a_lexicon_trigger_that_the_reader_does_not_believe_is_dropped() -> None:
    assert unite.triggers([trigger(0, "AID")], [], lambda *_: {"AID": 0.01}) == []
    assert len(unite.triggers([trigger(0, "AID")], [], lambda *_: {"AID": 0.6})) == 1


def test_agreement_lifts_a_role_over_the_threshold_and_rules_alone_stay_under() -> None:
    rule = RoleLink(trigger=0, mention=0, role="actor")
    unsure = RoleLink(trigger=0, mention=0, role="actor", score=0.35)
    assert unite.links([rule], [unsure])[0].score == 0.6
    assert unite.links([], [unsure]) == []
    assert unite.links([RoleLink(trigger=1, mention=1, role="actor")], [unsure]) == []
