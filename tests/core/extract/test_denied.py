"""Denials as data: tests/cases/denied."""

import pytest

from core.extract.denied import denied
from core.model import Span, Trigger
from tests.core.extract.cases import cases, document


@pytest.mark.parametrize(("language", "case"), cases("denied"))
def test_what_is_denied_is_negated(language: str, case: dict) -> None:
    at = case["text"].index(case["deed"])
    deed = Trigger(span=Span(at, at + len(case["deed"])), text=case["deed"], event_type="CONSULT", sentence=0)
    (found,) = denied([deed], document(case["text"], language))
    assert ("negation" in found.aux) is case["denied"]
