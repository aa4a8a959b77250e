import types
import typing
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import model
from core.store import codec

RECORDS = [kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == "core.model"]
SPAN = st.builds(model.Span, st.integers(0, 99), st.integers(0, 99))
SCALARS = {
    str: st.text(max_size=8),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}


def strategy(hint: object) -> st.SearchStrategy:
    """Return a source of values for a type hint of core.model."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in SCALARS:
        return SCALARS[hint]
    if hint is model.Span:
        return SPAN
    if hint is dict:
        return st.dictionaries(
            st.text(max_size=5), st.one_of(st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2)), max_size=2
        )
    if is_dataclass(hint):
        return record(hint)
    if origin is types.UnionType:
        return st.one_of([strategy(arg) for arg in args])
    if origin is tuple and args[1:] == (...,):
        return st.lists(strategy(args[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(strategy, args))
    assert origin is dict
    return st.dictionaries(strategy(args[0]), strategy(args[1]), max_size=2)


def record(kind: type) -> st.SearchStrategy:
    """Return a source of records of a type."""
    hints = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{field.name: strategy(hints[field.name]) for field in fields(kind)}))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_survives_the_round_trip(kind: type) -> None:
    @settings(max_examples=25, deadline=None)
    @given(record(kind))
    def round_trip(value: object) -> None:
        assert codec.loads(kind, codec.dumps(value)) == value

    round_trip()


def test_defaults_are_not_written() -> None:
    assert codec.dumps(model.Casualties(killed=(1, None))) == '{"killed":[1,null]}'
    assert codec.dumps(model.Span(1, 2)) == "[1,2]"


def test_fields_of_a_later_version_are_ignored() -> None:
    assert codec.loads(model.Casualties, '{"killed":[1,2],"missing_field":3}') == model.Casualties(killed=(1, 2))
