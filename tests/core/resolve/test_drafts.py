"""Who takes part, each once."""

import pytest

from core.model import Participant, Span
from core.resolve.drafts import each_once


def participant(name: str) -> Participant:
    known = name[0].isupper() and " of " not in name
    return Participant(text=name, span=Span(0, 3), entity_id=f"{'kb' if known else 'x'}:{name}", name=name, type="GROUP")


@pytest.mark.parametrize(
    ("names", "expect"),
    [
        (["Sudanese Army", "representatives of the Sudanese Army"], ["Sudanese Army"]),
        (["supporters", "supporters of Muqtada al-Sadr"], ["supporters of Muqtada al-Sadr"]),
        (["factions", "armed factions"], ["armed factions"]),
        (["representatives of Hamas"], ["representatives of Hamas"]),
        (["leaders of Hamas", "Fatah"], ["leaders of Hamas", "Fatah"]),
        (["protesters", "police"], ["protesters", "police"]),
    ],
)
def test_another_word_for_the_same_is_left_out(names: list[str], expect: list[str]) -> None:
    assert [p.name for p in each_once(tuple(participant(n) for n in names))] == expect
