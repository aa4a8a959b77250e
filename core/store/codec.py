"""Turn the records of core.model into JSON and back, guided by their type hints.

Takes: a dataclass. Gives: JSON text without the fields that hold their default; and the same dataclass from such text.
Spans become ``[start, end]``. Known limit: a union may only be ``X | None``.
"""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from core.model import Span

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Return plain lists, dicts and scalars for a record."""
    return _encoder(type(value))(value)


def decode(kind: type[T], data: Any) -> T:
    """Return the record of type ``kind`` that ``encode`` gave ``data`` for."""
    return _decoder(kind)(data)


def dumps(value: Any) -> str:
    """Return compact JSON text of a record."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """Return the record that ``dumps`` wrote."""
    return decode(kind, json.loads(text))


@functools.cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a record with their defaults (MISSING where there is none)."""
    pairs = []
    for field in dataclasses.fields(kind):
        made = field.default_factory is not dataclasses.MISSING
        pairs.append((field.name, field.default_factory() if made else field.default))
    return tuple(pairs)


@functools.cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """Return the function that makes plain data of values of one class."""
    if kind is Span:
        return lambda span: [span.start, span.end]
    if dataclasses.is_dataclass(kind):
        fields = _defaults(kind)
        return lambda record: {name: encode(item) for name, default in fields if (item := getattr(record, name)) != default}
    if kind in (tuple, list):
        return lambda items: [encode(item) for item in items]
    if kind is dict:
        return lambda table: {key: encode(item) for key, item in table.items()}
    return lambda scalar: scalar


@functools.cache
def _decoder(hint: Any) -> Decoder:
    """Return the function that rebuilds a value of a type hint."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint is Span:
        return lambda data: Span(data[0], data[1])
    if dataclasses.is_dataclass(hint):
        return _record_decoder(hint)
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(args)
    if origin is tuple:
        return _tuple_decoder(args)
    if origin is list:
        item = _decoder(args[0])
        return lambda data: [item(value) for value in data]
    if origin is dict:
        item = _decoder(args[1])
        return lambda data: {key: item(value) for key, value in data.items()}
    return lambda data: data


def _record_decoder(kind: type) -> Decoder:
    """Return the decoder of a dataclass."""
    hints = typing.get_type_hints(kind)
    parts = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}
    return lambda data: kind(**{name: parts[name](value) for name, value in data.items() if name in parts})


def _optional_decoder(args: tuple[Any, ...]) -> Decoder:
    """Return the decoder of ``X | None``."""
    (inner,) = (arg for arg in args if arg is not type(None))
    item = _decoder(inner)
    return lambda data: None if data is None else item(data)


def _tuple_decoder(args: tuple[Any, ...]) -> Decoder:
    """Return the decoder of ``tuple[X, ...]`` or of a tuple of fixed length."""
    if len(args) == 2 and args[1] is Ellipsis:
        item = _decoder(args[0])
        return lambda data: tuple(item(value) for value in data)
    parts = tuple(_decoder(arg) for arg in args)
    return lambda data: tuple(part(value) for part, value in zip(parts, data, strict=True))
