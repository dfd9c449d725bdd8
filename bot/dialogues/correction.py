"""A correction under way: of whom, which part, and the new value once it was typed."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """What is corrected."""

    NAME = "name"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Correction:
    """`value` is the new first name or birth month ("2018-03"); empty while it is asked for."""

    participant_id: int
    part: Part
    value: str = ""

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Correction":
        """Read back :meth:`to_fields`."""
        return cls(**{**fields, "part": Part(fields["part"])})
