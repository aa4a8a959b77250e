"""Names of one list share a role."""

import pytest

from core.extract.coordination import share_roles, whole_bodies
from core.extract.names import names_a_deed
from core.model import Mention, RoleLink, Span


def mentions_of(text: str, *names: tuple[str, str]) -> list[Mention]:
    return [
        Mention(span=Span(text.index(n), text.index(n) + len(n)), text=n, kind=kind, sentence=0) for n, kind in names
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Britain, France and Germany said no", ["Britain", "France", "Germany"]),
        ("اتفقت السعودية وإيران اليوم", ["السعودية", "إيران"]),
        ("Rusya ve Çin veto etti", ["Rusya", "Çin"]),
        ("قتل سليماني ومعه المهندس قرب المطار", ["سليماني", "المهندس"]),
        ("It killed Soleimani along with Muhandis", ["Soleimani", "Muhandis"]),
        ("ایران، روسیه و چین رزمایش برگزار کردند", ["ایران", "روسیه", "چین"]),
    ],
)
def test_the_role_of_one_is_the_role_of_all(text: str, names: list[str]) -> None:
    mentions = mentions_of(text, *((n, "GPE") for n in names))
    found = share_roles(text, mentions, [RoleLink(trigger=0, mention=0, role="actor", score=0.8)])
    assert {x.mention for x in found if x.role == "actor"} == set(range(len(names)))
    assert all("listed with" in x.why[-1].reason for x in found[1:])


def test_a_title_between_does_not_end_the_list() -> None:
    text = "Foreign Minister Lavrov and Prime Minister Sanchez met"
    mentions = mentions_of(text, ("Foreign Minister", "TITLE"), ("Lavrov", "PERSON"), ("Prime Minister", "TITLE"), ("Sanchez", "PERSON"))
    found = share_roles(text, mentions, [RoleLink(trigger=0, mention=1, role="actor")])
    assert {x.mention for x in found} == {1, 3}


def test_a_verb_between_ends_the_list_and_an_own_role_stays() -> None:
    text = "Iran met Iraq and Syria"
    mentions = mentions_of(text, ("Iran", "GPE"), ("Iraq", "GPE"), ("Syria", "GPE"))
    links = [RoleLink(trigger=0, mention=0, role="actor"), RoleLink(trigger=0, mention=1, role="recipient"), RoleLink(trigger=0, mention=2, role="location")]  # fmt: skip
    assert share_roles(text, mentions, links) == links


def test_a_count_does_not_begin_a_list_of_names() -> None:
    text = "50 موقوفا وأنقرة تتهم الحزب"
    mentions = mentions_of(text, ("50 موقوفا", "GROUP"), ("أنقرة", "GPE"))
    links = [RoleLink(trigger=0, mention=1, role="actor")]
    assert share_roles(text, mentions, links) == links


@pytest.mark.parametrize(
    ("text", "language"),
    [("Operation Olive Branch", "en"), ("Pençe-Kilit Operasyonu", "tr"), ("عملية نبع السلام", "ar"), ("عملیات وعده صادق", "fa"), ("Lozan Antlaşması'nın", "tr")],
)  # fmt: skip
def test_the_name_of_a_deed_is_nobody(text: str, language: str) -> None:
    assert names_a_deed(text, language)


@pytest.mark.parametrize(
    ("text", "language"), [("حزب المؤتمر الوطني", "ar"), ("Savunma Bakanlığı", "tr"), ("War Ministry", "tr"), ("ارتش", "fa")]
)
def test_a_body_is_somebody(text: str, language: str) -> None:
    assert not names_a_deed(text, language)


def test_a_state_inside_the_name_of_a_body_is_that_body() -> None:
    text = "Yemen's government and Iran met"
    mentions = mentions_of(text, ("Yemen", "GPE"), ("Yemen's government", "ORG"), ("Iran", "GPE"))
    links = [RoleLink(trigger=0, mention=i, role="actor") for i in (0, 1, 2)] + [RoleLink(trigger=1, mention=0, role="location")]
    assert [(x.trigger, x.mention, x.role) for x in whole_bodies(links, mentions, "")] == [
        (0, 1, "actor"),
        (0, 2, "actor"),
        (1, 0, "location"),
    ]
