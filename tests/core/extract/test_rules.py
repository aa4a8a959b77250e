"""Triggers, roles and aux by rules: one case file a language."""

from typing import Any

import pytest

from core.extract import merge
from core.extract.identity import Identity
from core.extract.roles import RuleRoles
from core.model import ROLES, RoleLink
from tests.core.extract.cases import cases, read


@pytest.mark.parametrize(("language", "case"), cases("triggers"))
def test_triggers(language: str, case: dict[str, Any]) -> None:
    _, _, triggers = read(language, case)
    assert sorted({t.event_type for t in triggers}) == sorted(case["expect"])


@pytest.mark.parametrize(("language", "case"), cases("roles"))
def test_roles(language: str, case: dict[str, Any]) -> None:
    doc, mentions, triggers = read(language, case)
    links = RuleRoles().assign(doc, mentions, triggers)
    found: dict[str, list[str]] = {}
    for link in links:
        if triggers[link.trigger].event_type == case["type"]:
            found.setdefault(link.role, []).append(mentions[link.mention].text)
    assert {role: sorted(found.get(role, [])) for role in case["expect"]} == {r: sorted(v) for r, v in case["expect"].items()}


@pytest.mark.parametrize(("language", "case"), cases("aux"))
def test_aux(language: str, case: dict[str, Any]) -> None:
    _, _, triggers = read(language, case)
    assert [list(t.aux) for t in triggers if t.event_type == case["type"]] == [case["expect"]]


@pytest.mark.parametrize(("language", "case"), cases("roles"))
def test_every_link_says_why_and_points_into_the_lists(language: str, case: dict[str, Any]) -> None:
    doc, mentions, triggers = read(language, case)
    links = RuleRoles().assign(doc, mentions, triggers)
    assert links
    for link in links:
        assert link.role in ROLES
        assert link.why
        assert mentions[link.mention].span.of(doc.text) == mentions[link.mention].text
    assert all(t.why and t.span.of(doc.text) == t.text for t in triggers)


def test_a_deed_told_twice_is_one_draft() -> None:
    text = "Russia bombed Kyiv on Monday. Officials said Russia bombed Kyiv with missiles."
    doc, mentions, triggers = read("en", {"text": text, "names": [["Russia", "GPE"], ["Kyiv", "GPE"]]})
    drafts = merge.drafts(
        doc, mentions, triggers, RuleRoles().assign(doc, mentions, triggers), Identity.of(doc.user_data["document"], mentions)
    )
    assault = [d for d in drafts if d.event_type == "ASSAULT"]
    assert len(assault) == 1
    assert len(assault[0].quotes) == 2
    assert [m.text for m in assault[0].roles["actor"]] == ["Russia"]
    assert "time" in assault[0].roles


def test_two_deeds_with_other_victims_stay_two() -> None:
    text = "Russia bombed Kyiv on Monday. Russia bombed Odesa on Tuesday."
    doc, mentions, triggers = read("en", {"text": text, "names": [["Russia", "GPE"], ["Kyiv", "GPE"], ["Odesa", "GPE"]]})
    links: list[RoleLink] = RuleRoles().assign(doc, mentions, triggers)
    assert (
        len(
            [
                d
                for d in merge.drafts(doc, mentions, triggers, links, Identity.of(doc.user_data["document"], mentions))
                if d.event_type == "ASSAULT"
            ]
        )
        == 2
    )
