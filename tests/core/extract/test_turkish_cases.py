"""Who does and who suffers a Turkish deed, by case."""

from typing import Any

import pytest

from core.extract.turkish_cases import by_case
from core.model import RoleLink, Span, Trigger
from tests.core.extract.cases import cases, read


@pytest.mark.parametrize(("language", "case"), cases("who"))
def test_the_case_says_who_to_whom(language: str, case: dict[str, Any]) -> None:
    doc, mentions, _ = read(language, case)
    words, event_type = case["deed"]
    at = doc.text.index(words)
    trigger = Trigger(span=Span(at, at + len(words)), text=words, event_type=event_type, sentence=0)
    places = {m.text: i for i, m in enumerate(mentions)}
    links = [RoleLink(trigger=0, mention=places[name], role=role) for role, names in case["links"].items() for name in names]
    found: dict[str, list[str]] = {}
    for link in by_case(links, mentions, [trigger], doc):
        found.setdefault(link.role, []).append(mentions[link.mention].text)
    assert found == case["expect"]
