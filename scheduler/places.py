"""Who gets a seat and who is next: pure rules, decided on what was counted under the event's lock."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allotment:
    """How many of those asked for get a seat now, and how many wait."""

    seated: int
    waiting: int


@dataclass(frozen=True, slots=True)
class InLine:
    """One participant of the waiting list; `reachable` is False when the family blocked the bot."""

    signup_id: int
    family_id: int
    reachable: bool = True


def open_to_newcomers(free: int, ahead: int) -> int:
    """Seats that somebody new may take: those that nobody in line is to be offered first."""
    return max(0, free - ahead)


def allot(free: int, ahead: int, wanted: int) -> Allotment:
    """Share `free` seats with `wanted` newcomers behind `ahead` people in line, whom they never pass."""
    seated = min(wanted, open_to_newcomers(free, ahead))
    return Allotment(seated, wanted - seated)


def ahead_of_newcomers(line: Sequence[InLine]) -> int:
    """How many in line have a claim on the next free seats; families out of reach are skipped, not lost."""
    return sum(entry.reachable for entry in line)


def next_in_line(free: int, line: Sequence[InLine]) -> tuple[InLine, ...]:
    """Who is to be offered the free seats, oldest first."""
    return tuple(entry for entry in line if entry.reachable)[: max(0, free)]


def position(line: Sequence[InLine], signup_id: int) -> int | None:
    """The place in line of one participant, from 1 and without gaps; None when not in line."""
    return next((n for n, entry in enumerate(line, start=1) if entry.signup_id == signup_id), None)
