"""Who gets a seat and who is next: pure rules, decided on what was counted under the event's lock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Allotment:
    """How many of those asked for get a seat now, and how many wait."""

    seated: int
    waiting: int


@dataclass(frozen=True, slots=True)
class InLine:
    """One participant of the waiting list, in the entry that joined it at once.

    `together`: the entry takes seats for all of it or for nobody; `reachable` is False when the family
    blocked the bot.
    """

    signup_id: int
    family_id: int
    reachable: bool = True
    entry_id: int = 0
    together: bool = False


def next_in_line(free: int, line: Sequence[InLine]) -> tuple[InLine, ...]:
    """Who is to be offered the free seats: the oldest entries that fit; the others keep their place."""
    chosen: list[InLine] = []
    for entry in _entries(line):
        left = max(0, free) - len(chosen)
        if entry[0].reachable and (len(entry) <= left or not entry[0].together):
            chosen += entry[:left]
    return tuple(chosen)


def may_win(free: int, line: Sequence[InLine]) -> tuple[InLine, ...]:
    """Who could have the free seats by answering first, when the order of the line does not count any more."""
    entries = (entry for entry in _entries(line) if entry[0].reachable)
    fitting = (entry for entry in entries if free > 0 and (len(entry) <= free or not entry[0].together))
    return tuple(one for entry in fitting for one in entry)


def open_to_newcomers(free: int, line: Sequence[InLine]) -> int:
    """Seats that somebody new may take: those that nobody in line is to be offered first."""
    return max(0, free) - len(next_in_line(free, line))


def allot(free: int, line: Sequence[InLine], wanted: int, held: int = 0, together: bool = False) -> Allotment:
    """Share the seats with `wanted` newcomers, who pass nobody in line that could take a seat.

    `held` of the `free` seats are kept for these very newcomers. `together`: all of them, or none.
    """
    kept = min(held, max(0, free))
    seated = min(wanted, kept + open_to_newcomers(free - kept, line))
    if together and seated < wanted:
        seated = 0
    return Allotment(seated, wanted - seated)


def position(line: Sequence[InLine], signup_id: int) -> int | None:
    """The place in line of one participant, from 1 and without gaps; None when not in line."""
    return next((n for n, entry in enumerate(line, start=1) if entry.signup_id == signup_id), None)


def _entries(line: Sequence[InLine]) -> Iterator[tuple[InLine, ...]]:
    return (tuple(entry) for _, entry in groupby(line, key=lambda one: one.entry_id))
