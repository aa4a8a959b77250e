"""How the findings of lexicons and reader are weighed."""

from dataclasses import replace

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
    assert unite.links(links, [], [], []) == links


def test_grammar_decides_times_and_a_long_known_name_beats_a_part_of_it() -> None:
    time, part = mention(0, 10, "TIME", "grammar"), mention(3, 6, "GPE")
    name, short = mention(20, 40, "ORG", "knowledge"), mention(25, 44, "PERSON")
    assert unite.mentions([time, name], [part, short]) == [time, name]


def test_a_count_may_stand_in_its_group() -> None:
    group, count = mention(0, 12, "GROUP"), mention(0, 3, "NUMBER", "grammar")
    assert unite.mentions([count], [group]) == sorted([group, count], key=lambda m: m.span)


def test_arabic_places_joined_by_and_are_two_unless_known_whole() -> None:
    joined = mention(0, 10, "GPE", text="بقيق وخريص")
    assert [m.text for m in unite.mentions([mention(20, 24, "GPE", "gazetteer")], [joined], "ar")][:2] == ["بقيق", "خريص"]
    known = mention(0, 15, "GPE", "gazetteer", text="البوسنة والهرسك")
    assert [m.text for m in unite.mentions([known], [replace(known, why=())], "ar")] == ["البوسنة والهرسك"]
    own = mention(6, 11, "GPE", "gazetteer", text="واسط")
    assert "واسط" in [m.text for m in unite.mentions([own], [mention(0, 11, "GPE", text="الكوت واسط")], "ar")]


def test_reader_and_lexicon_on_one_word_are_one_trigger_with_both_reasons() -> None:
    found = unite.triggers([trigger(0, "AID", source="lexicon")], [trigger(0, "AID")], lambda *_: {})
    assert len(found) == 1
    assert {e.source for e in found[0].why} == {"lexicon", "model"}
    assert found[0].score > 0.8


def test_a_tense_of_its_own_for_background_is_believed() -> None:
    rule, read = replace(trigger(0, "ACCUSE", source="lexicon"), aux=("historical",)), trigger(0, "ACCUSE")
    assert [unite.triggers([rule], [read], lambda *_: {}, past_perfect=p)[0].aux for p in (True, False)] == [("historical",), ()]


def test_a_lexicon_trigger_that_the_reader_does_not_believe_is_dropped() -> None:
    assert unite.triggers([trigger(0, "AID")], [], lambda *_: {"AID": 0.01}) == []
    assert len(unite.triggers([trigger(0, "AID")], [], lambda *_: {"AID": 0.6})) == 1


def test_agreement_lifts_a_role_and_what_only_one_says_weakly_is_dropped() -> None:
    who, deed = mention(0, 3, "ORG"), trigger(5, "ASSAULT")
    rule = RoleLink(trigger=0, mention=0, role="actor", score=0.75, why=rule_says())
    unsure, sure = (RoleLink(trigger=0, mention=0, role="actor", score=s) for s in (0.2, 0.95))
    alone, agreed = (unite.links(rules, [sure], [who], [deed])[0].score for rules in ([], [rule]))
    assert alone < agreed
    assert unite.links([], [unsure], [who], [deed]) == []


def test_a_filler_inside_another_one_is_no_second_filler() -> None:
    people, leader = mention(0, 20, "GROUP", "lexicon"), mention(8, 20, "PERSON")
    links = [RoleLink(trigger=0, mention=i, role="actor", score=0.95) for i in (0, 1)]
    assert [x.mention for x in unite.links([], links, [people, leader], [trigger(30, "PROTEST")])] == [0]


def test_a_deed_has_one_time_and_a_count_belongs_to_one_deed() -> None:
    day, night, dead = mention(40, 45, "TIME", "grammar"), mention(50, 55, "TIME", "grammar"), mention(60, 62, "NUMBER", "grammar")
    deeds = [trigger(0, "ASSAULT"), trigger(10, "PROTEST")]
    times = [RoleLink(trigger=0, mention=i, role="time", score=s) for i, s in ((0, 0.97), (1, 0.8))]
    counts = [RoleLink(trigger=i, mention=2, role="killed", score=s) for i, s in ((0, 0.98), (1, 0.4))]
    found = unite.links([], [*times, *counts], [day, night, dead], deeds)
    assert [(x.trigger, x.mention) for x in found if x.role == "time"] == [(0, 0)]
    assert [x.trigger for x in found if x.role == "killed"] == [0]


def rule_says() -> tuple[Evidence, ...]:
    return (Evidence("grammar", "subject", 0.75, Span(0, 3)),)


def test_the_grammar_of_counts_knows_what_a_figure_counts() -> None:
    why = (Evidence("grammar", "count of injured", 0.9, Span(0, 4)),)
    four = Mention(span=Span(0, 4), text="Four", kind="NUMBER", sentence=0, score=0.9, why=why)
    rule = RoleLink(trigger=0, mention=0, role="injured", score=0.7, why=rule_says())
    wrong = [RoleLink(trigger=0, mention=0, role="killed", score=0.95), RoleLink(trigger=1, mention=0, role="killed", score=0.2)]
    deeds = [trigger(10, "ASSAULT"), trigger(30, "ASSAULT")]
    assert [(x.trigger, x.role) for x in unite.links([rule], wrong, [four], deeds)] == [(0, "injured")]


def test_a_person_of_one_word_needs_the_reader() -> None:
    lone, seen = mention(0, 4, "PERSON", "lexicon", text="صدر"), mention(20, 24, "PERSON", "knowledge", text="علاوي")
    assert [m.span for m in unite.mentions([lone, seen], [mention(20, 24, "PERSON", text="علاوي")])] == [Span(20, 24)]
    assert [m.span for m in unite.mentions([lone], [mention(20, 24, "PERSON", text="x")], "fa")] == [lone.span, Span(20, 24)]
    assert unite.mentions([lone], []) == [lone]
