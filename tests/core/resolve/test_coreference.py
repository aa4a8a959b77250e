"""Whom 'the two sides' stands for."""

import pytest

from core.model import Mention, Participant, Span
from core.resolve.coreference import company, stands_for


def participant(name: str, kind: str, entity: str | None = None) -> Participant:
    return Participant(text=name, span=Span(0, 4), entity_id=entity or f"kb:{name}", name=name, type=kind)


def mention(text: str, start: int = 50, kind: str = "GROUP", *, named: bool = False) -> Mention:
    return Mention(span=Span(start, start + len(text)), text=text, kind=kind, sentence=2, named=named)


IRAN, SAUDI, FORCES, MAN, OTHER = (
    participant("Iran", "GPE"), participant("Saudi Arabia", "GPE"), participant("US forces", "ORG"),
    participant("Burhan", "PERSON"), participant("Hamdan", "PERSON"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [("الطرفان", "ar"), ("لجانبين", "ar"), ("iki ülkenin", "tr"), ("Taraflar", "tr"), ("دو طرف", "fa"), ("The two sides", "en")],
)
def test_it_knows_a_phrase_of_company(text: str, language: str) -> None:
    assert company(text, language)


@pytest.mark.parametrize(("text", "language"), [("الطرف", "ar"), ("iki asker", "tr"), ("two soldiers", "en"), ("تهران", "fa")])
def test_other_groups_stand_for_themselves(text: str, language: str) -> None:
    assert company(text, language) is None


def test_two_countries_are_those_who_acted_last_together_in_the_words_of_the_phrase() -> None:
    found = stands_for(mention("the two countries"), "en", [(IRAN, SAUDI), (IRAN, FORCES)], [], lambda m: None)
    assert [(p.name, p.text) for p in found] == [("Iran", "the two countries"), ("Saudi Arabia", "the two countries")]
    assert "stands for 'Iran'" in found[0].why[0].reason


def test_persons_are_not_countries_and_three_are_not_two() -> None:
    assert [p.name for p in stands_for(mention("الرجلان"), "ar", [(MAN, OTHER), (IRAN, SAUDI)], [], lambda m: None)] == ["Burhan", "Hamdan"]
    assert stands_for(mention("the two countries"), "en", [(IRAN, SAUDI, participant("Iraq", "GPE"))], [], lambda m: None) == ()


def test_names_side_by_side_serve_where_nobody_acted() -> None:
    text = "Riyadh and Tehran"
    first, second = mention("Riyadh", 0, "GPE", named=True), mention("Tehran", text.index("Tehran"), "GPE", named=True)
    found = stands_for(mention("both sides"), "en", [], [first, second], lambda m: SAUDI if m is first else IRAN)
    assert {p.name for p in found} == {"Saudi Arabia", "Iran"}


def test_nobody_is_made_up() -> None:
    assert stands_for(mention("the two sides"), "en", [], [], lambda m: None) == ()
