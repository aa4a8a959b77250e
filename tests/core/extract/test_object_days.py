"""Days of clauses that a verbal act speaks of, and acts of no day, as data: tests/cases/object_days and tests/cases/lasting."""

import pytest

from core.extract.lasting import lasting
from core.extract.object_days import in_object
from core.model import EventDraft, Span, Trigger
from tests.core.extract.cases import cases, document


def _span(text: str, words: str) -> Span:
    """Return where words stand last in a text."""
    at = text.rindex(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(("language", "case"), cases("object_days"))
def test_a_day_of_what_is_spoken_of_is_not_that_of_the_act(language: str, case: dict) -> None:
    text = case["text"]
    assert in_object(text, _span(text, case["day"]), _span(text, case["act"]), language) is case["object"]


@pytest.mark.parametrize(("language", "case"), cases("lasting"))
def test_a_position_or_habit_has_no_day(language: str, case: dict) -> None:
    act = Trigger(span=_span(case["text"], case["act"]), text=case["act"], event_type="ACCUSE", sentence=1, score=1.0)
    draft = EventDraft(event_type="ACCUSE", triggers=(act,), roles={}, quotes=(act.span,), score=1.0)
    assert lasting(draft, document(case["text"], language)) is case["lasting"]
