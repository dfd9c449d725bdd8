"""A request's checked parameters, read by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from bot.sandbox.values import Json, Upload


@dataclass(frozen=True, slots=True)
class Arguments:
    """`values` passed validation; `attached` are the request's files that a parameter names by attach://."""

    values: Json
    attached: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the parameter was given."""
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        """A String."""
        return str(self.values.get(name, default))

    def number(self, name: str, default: int = 0) -> int:
        """An Integer."""
        return int(self.values.get(name, default))

    def real(self, name: str) -> float:
        """A Float."""
        return float(self.values.get(name, 0.0))

    def flag(self, name: str) -> bool:
        """A Boolean, false when absent."""
        return bool(self.values.get(name, False))

    def object(self, name: str) -> Json | None:
        """An object."""
        return cast(Json | None, self.values.get(name))

    def objects(self, name: str) -> list[Json]:
        """An array of objects."""
        return cast(list[Json], self.values.get(name, []))

    def numbers(self, name: str) -> list[int]:
        """An array of whole numbers."""
        return cast(list[int], self.values.get(name, []))

    def names(self, name: str) -> list[str] | None:
        """An array of strings; None when absent."""
        return cast(list[str] | None, self.values.get(name))

    def file(self, name: str) -> Upload | str:
        """A file that came along, or a file_id or address."""
        value: Upload | str = self.values.get(name, "")
        if isinstance(value, str) and value.startswith("attach://"):
            return self.attached.get(value.removeprefix("attach://"), "")
        return value
