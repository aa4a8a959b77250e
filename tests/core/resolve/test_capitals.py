"""A capital that acts is a form of its state."""

import pytest

from core.extract import extract
from core.model import DocumentResult
from core.parse import parse
from core.resolve import resolve
from tests.core.extract.cases import document


def resolved(language: str, text: str) -> DocumentResult:
    """Return what an article tells."""
    article = document(text, language, "2024-03-01")
    return resolve(article, extract(article, parse(article, reader=False)))


def forms(language: str, text: str) -> dict[str, tuple[str, ...]]:
    """Return the forms of every entity of an article by its name."""
    return {entity.name: entity.aliases for entity in resolved(language, text).entities}


@pytest.mark.parametrize(
    ("language", "text", "form", "state", "city"),
    [
        ("ar", "اتهمت واشنطن إيران بشن الهجوم على القاعدة.", "واشنطن", "United States", "Washington"),
        ("tr", "Moskova, Ankara'yı anlaşmaya uymaya çağırdı.", "Moskova", "Russia", "Moscow"),
        ("en", "Tehran condemned the attack on the base.", "Tehran", "Iran", "Tehran"),
    ],
)
def test_an_acting_capital_is_its_state(language: str, text: str, form: str, state: str, city: str) -> None:
    found = forms(language, text)
    assert form in found[state]
    assert city not in found


def test_a_capital_where_something_happens_stays_a_place() -> None:
    found = forms("en", "Gunmen attacked a checkpoint in Baghdad on Friday.")
    assert "Baghdad" in found


def test_every_participant_is_an_entity() -> None:
    found = resolved("en", "A blast killed five soldiers in Aleppo on Sunday, according to Damascus. Damascus condemned the attack.")
    told = {p.entity_id for e in found.events for p in (*e.actor, *e.recipient, *e.attribution)}
    assert told <= {entity.entity_id for entity in found.entities}


@pytest.mark.parametrize("text", ["Iran, Syria and Ali Khamenei condemned the attack.", "Ali Khamenei and Iran condemned the attack."])
def test_a_state_told_side_by_side_with_its_official_acts_too(text: str) -> None:
    assert "Iran" in {p.name for e in resolved("en", text).events for p in e.actor}
