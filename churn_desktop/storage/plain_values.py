"""Frozen values of `core` as JSON and back, by the types their fields declare.

A field that is added to a dataclass is stored from then on without a line here. What
this program does not know is told apart from what makes no sense: the first was
written by a newer version.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints


class Damaged(ValueError):
    """Stored values that nobody could have stored."""


class Unknown(ValueError):
    """A field or choice that this version of the program does not have."""


def to_plain(value: object) -> Any:
    """Turn a value into what `json` can write."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {to_plain(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(type(value))


def from_plain(kind: Any, plain: object) -> Any:
    """Make a value of a type from what `to_plain` gave.

    Raises
    ------
    Unknown
        If it has a field, or is a choice, that this program does not have.
    Damaged
        If it can be no value of that type.
    """
    arguments = get_args(kind)
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _either(arguments, plain)
    if origin is tuple:
        return tuple(from_plain(arguments[0], item) for item in _a(list, plain))
    if origin is Mapping:
        of_key, of_item = arguments
        return {
            from_plain(of_key, key): from_plain(of_item, item)
            for key, item in _a(dict, plain).items()
        }
    if is_dataclass(kind):
        return _record(kind, _a(dict, plain))
    return _single(kind, plain)


@cache
def field_types(kind: Any) -> dict[str, Any]:
    """Give the type of each field of a dataclass."""
    return get_type_hints(kind)


def _record(kind: Any, plain: dict[str, object]) -> Any:
    declared = {field.name: field for field in fields(kind)}
    if not plain.keys() <= declared.keys():
        raise Unknown(min(plain.keys() - declared.keys()))
    needed = {
        name
        for name, field in declared.items()
        if field.default is MISSING and field.default_factory is MISSING
    }
    if not needed <= plain.keys():
        raise Damaged(f"{kind.__name__} without {min(needed - plain.keys())}")
    kinds = field_types(kind)
    return kind(**{name: from_plain(kinds[name], plain[name]) for name in plain})


def _either(kinds: tuple[Any, ...], plain: object) -> Any:
    if plain is None and types.NoneType in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not types.NoneType)
    return from_plain(kind, plain)


def _single(kind: Any, plain: object) -> Any:
    try:
        if kind is date:
            return date.fromisoformat(_a(str, plain))
        if kind is Path:
            return Path(_a(str, plain))
    except ValueError:
        raise Damaged(kind.__name__) from None
    if issubclass(kind, Enum):
        try:
            return kind(plain)
        except ValueError:
            raise Unknown(f"{kind.__name__} {plain}") from None
    return _a(kind, plain)


def _a(kind: Any, plain: object) -> Any:
    # True is an int to Python, but never a month or a number of days.
    wanted = (int, float) if kind is float else kind
    if not isinstance(plain, wanted) or (isinstance(plain, bool) and kind is not bool):
        raise Damaged(f"{type(plain).__name__} for {kind.__name__}")
    return plain
