"""Checks a request's parameters against the Bot API: names, presence, types, deep into objects."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.errors import Malformed
from bot.sandbox.spec import Field, Shape, types
from bot.sandbox.values import Json, Upload

_MISSING = {"chat_id": "chat_id is empty", "text": "message text is empty"}
_ARRAY = "Array of "


class _Unfit(Exception):
    """The value has not this type; another type of the union may do."""


def checked(shape: Shape, given: Mapping[str, Any]) -> Json:
    """The parameters with their true types (forms carry only strings); Malformed when one is wrong."""
    if unknown := sorted(set(given) - set(shape.fields)):
        raise Malformed(f'unknown parameter "{unknown[0]}" in {shape.name}')
    for field in shape.fields.values():
        if field.required and given.get(field.name) is None:
            raise Malformed(_MISSING.get(field.name, f'parameter "{field.name}" is required in {shape.name}'))
    return {name: _value(shape.fields[name], value) for name, value in given.items() if value is not None}


def _value(field: Field, value: Any) -> Any:
    problems: list[Malformed] = []
    for kind in field.types:
        try:
            return _as(kind, value)
        except _Unfit:
            continue
        except Malformed as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    raise Malformed(f'parameter "{field.name}" must be {" or ".join(field.types)}')


def _as(kind: str, value: Any) -> Any:
    if kind.startswith(_ARRAY):
        items = _decoded(value, list)
        return [_as(kind.removeprefix(_ARRAY), item) for item in items]
    simple = _SIMPLE.get(kind)
    return simple(value) if simple else _object(kind, value)


def _object(kind: str, value: Any) -> Json:
    found: Json = _decoded(value, dict)
    shape = types().get(kind)
    if shape is None:
        return found
    if any(field.required and field.name not in found for field in shape.fields.values()):
        raise _Unfit
    return checked(shape, found)


def _decoded(value: Any, wanted: type) -> Any:
    """An object or array, itself or as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as cause:
            raise _Unfit from cause
    if not isinstance(value, wanted):
        raise _Unfit
    return value


def _integer(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _Unfit


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Unfit
    try:
        return float(value)
    except ValueError as cause:
        raise _Unfit from cause


def _boolean(value: Any) -> bool:
    known = {"true": True, "false": False, "1": True, "0": False}
    word = str(value).lower()
    if word not in known:
        raise _Unfit
    return known[word]


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit
    return value


def _file(value: Any) -> Upload | str:
    if isinstance(value, Upload) or (isinstance(value, str) and value.startswith("attach://")):
        return value
    raise _Unfit


_SIMPLE: Mapping[str, Callable[[Any], Any]] = {
    "Integer": _integer, "Float": _float, "Boolean": _boolean, "String": _string, "InputFile": _file,
}  # fmt: skip
