"""The Bot API's own description of its methods and types, read once from the two JSON files beside this
module.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.sandbox.values import Json

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter: the type names it may have, and whether it must be there."""

    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A method or an object type: its name and fields."""

    name: str
    fields: Mapping[str, Field]


@cache
def methods() -> Mapping[str, Shape]:
    """Every method of the Bot API by its name in lower case (Telegram ignores the case)."""
    described = json.loads((_HERE / "bot-api.json").read_text("utf-8"))["methods"]
    return {name.lower(): _shape(name, body) for name, body in described.items()}


@cache
def types() -> Mapping[str, Shape]:
    """The object types whose inside is checked; any other object only has to be an object."""
    described = json.loads((_HERE / "bot-api-types.json").read_text("utf-8"))
    return {name: _shape(name, body) for name, body in described.items()}


def _shape(name: str, body: Json) -> Shape:
    fields = {key: Field(key, tuple(field["types"]), bool(field["required"])) for key, field in body["fields"].items()}
    return Shape(name, fields)
