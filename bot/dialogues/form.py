"""The sign-up form as a value: which event, who is ticked, which step. Kept in the database between turns."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Step(StrEnum):
    """What the form asks right now."""

    NOTICE = "notice"  # who holds the data, why, how long: agreed once
    WHO = "who"  # tick who takes part
    NAME = "name"  # first name of somebody new
    NAME_SURE = "name_sure"  # that first name looks like an ordinary word: sure?
    BIRTH = "birth"  # birth month and year of a child, typed, or the year tapped
    MONTH = "month"  # the year was tapped: which month?
    SHORT = "short"  # fewer places than people
    RECAP = "recap"
    STOPPING = "stopping"  # really give up?


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One sign-up under way. `serial` numbers it: buttons of older forms carry another."""

    serial: int
    event_id: int
    step: Step
    chosen: tuple[int, ...] = ()
    unnamed: int = 0
    wait: bool = False
    names: tuple[str, ...] = ()  # first names still to be added
    adult: bool = False  # the one being added is an adult
    name: str = ""
    year: int = 0
    tries: int = 0
    before: Step | None = None  # where STOPPING returns to

    @property
    def people(self) -> int:
        """How many places are asked for."""
        return len(self.chosen) + self.unnamed

    def to_fields(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "Form":
        """Read back :meth:`to_fields`."""
        before = fields.pop("before")
        return cls(
            **{
                **fields,
                "step": Step(fields["step"]),
                "chosen": tuple(fields["chosen"]),
                "names": tuple(fields["names"]),
                "before": None if before is None else Step(before),
            }
        )
