"""One event of the plain model, and who signed up for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from tests.scheduler.steps import Seen

LIVE = ("confirmed", "offered", "waiting")
HOUR, TEN_MINUTES = timedelta(hours=1), timedelta(minutes=10)


@dataclass
class Row:
    """One child's sign-up; `turn` orders the line, and is shared by those who joined it at once."""

    id: int
    event: int
    family: int
    person: int
    state: str
    turn: int = 0
    together: bool = False
    sat: bool = False
    until: datetime | None = None
    ended: str | None = None
    ended_at: datetime | None = None
    replaces: int | None = None

    def end(self, why: str, now: datetime) -> None:
        self.state, self.until, self.ended, self.ended_at = "cancelled", None, why, now

    def back(self, state: str, turn: int) -> None:
        self.state, self.turn, self.until, self.ended, self.ended_at = state, turn, None, None, None


@dataclass
class Workshop:
    """One event, and everybody who ever signed up for it."""

    id: int
    starts: datetime
    capacity: int
    cap: int | None = None
    over: int = 0
    off: bool = False
    holds: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return len(self.among("confirmed", "offered")) + sum(seats for seats, _ in self.holds.values())

    @property
    def closes(self) -> datetime:
        return self.starts - HOUR

    def among(self, *states: str) -> list[Row]:
        return sorted((row for row in self.rows if row.state in states), key=lambda row: (row.turn, row.id))

    def live(self, family: int) -> list[Row]:
        return [row for row in self.rows if row.family == family and row.state != "cancelled"]

    def free(self, now: datetime) -> int:
        """Seats nobody holds; a form's hold ends by being looked at too late."""
        self.holds = {chat: (seats, until) for chat, (seats, until) in self.holds.items() if until > now}
        return max(0, self.capacity - self.taken)

    def seen(self) -> Seen:
        return Seen(
            taken=self.taken,
            capacity=self.capacity,
            over=self.over,
            holds=frozenset((chat, seats) for chat, (seats, _) in self.holds.items()),
            confirmed=frozenset(row.id for row in self.among("confirmed")),
            offered=frozenset((row.id, row.until) for row in self.among("offered")),
            line=tuple(row.id for row in self.among("waiting")),
            ended=frozenset((row.id, row.ended) for row in self.among("cancelled")),
        )


def by_family(rows: list[Row]) -> Iterator[tuple[int, tuple[int, ...]]]:
    ordered = sorted(rows, key=lambda row: (row.family, row.id))
    for family, own in groupby(ordered, key=lambda row: row.family):
        yield family, tuple(row.id for row in own)


def is_night(now: datetime) -> bool:
    return not 8 <= now.astimezone(ZoneInfo("Europe/Paris")).hour < 21


def that_morning(starts: datetime, now: datetime) -> bool:
    """Whether the event is in the morning that follows this night."""
    local, night = starts.astimezone(ZoneInfo("Europe/Paris")), now.astimezone(ZoneInfo("Europe/Paris"))
    day = night.date() + timedelta(days=night.hour >= 21)
    return local.date() < day or (local.date() == day and local.hour < 12)
