"""Times of day: what was said of them ("the morning", "at 3") and when something may start to fit it."""

from dataclasses import dataclass, replace
from datetime import time

from intents.when import Hours

_HALF_DAY = 12
_LATEST_LOOSE = 6  # "à 3 h" is in the afternoon, "à 7 h" in the morning
_FIRST_BARE_HOUR = 8  # "14h" alone is a time of day, "2h" alone a length of time
DAY_START, DAY_END = time(0, 0), time(23, 59)


@dataclass(frozen=True, slots=True)
class Times:
    """A stretch of a day.

    `hours` is when something may start to fit; `first` and `last` (minutes since midnight, `last` excluded and beyond
    1440 after midnight, None for that end of the day) are what was said, to the letter. `clock` is the time of the
    clock that it is; `from_now`: it begins at the present instant.
    """

    hours: Hours
    first: int | None
    last: int | None
    clock: "Clock | None" = None
    from_now: bool = False

    def both(self, other: "Times") -> "Times":
        """What is in both; the other one when they share nothing. A part of the day tells which half a clock means."""
        if self.clock or other.clock:
            part = other if self.clock else self
            return (self.clock or other.clock or NOON_CLOCK).within(part).times
        hours = self.hours.both(other.hours)
        first = max(filter(None, (self.first, other.first)), default=None)
        last = min(filter(None, (self.last, other.last)), default=None)
        return Times(hours, first, last) if hours and (first or 0) < (last or _WHOLE) else other


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the clock. `exact`: its minutes were told. `loose`: whether it is before or after noon was not.

    `sure`: it can be no length of time, as "2 h" can.
    """

    said: int  # the hour, as said
    minute: int
    exact: bool = False
    loose: bool = False
    sure: bool = False

    @property
    def at(self) -> time:
        """The time meant; by day, when both halves of the day would do."""
        return time(self.said + _HALF_DAY * (self.loose and 1 <= self.said <= _LATEST_LOOSE), self.minute)

    @property
    def alone(self) -> bool:
        """Whether it is a time even with nothing beside it."""
        return self.sure or self.said >= _FIRST_BARE_HOUR or self.said == 0

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.at.hour * 60 + self.at.minute

    @property
    def times(self) -> Times:
        """An hour, or a minute when minutes were told."""
        return Times(Hours(self.at, self.at), self.minutes, self.minutes + (1 if self.exact else 60), self)

    def within(self, part: Times) -> "Clock":
        """ "8 h du soir" is 20:00, "3 h du matin" is 3:00."""
        if not self.loose:
            return replace(self, sure=True)
        halves = [Clock(hour, self.minute, self.exact, sure=True) for hour in (self.said, (self.said + _HALF_DAY) % 24)]
        return next((one for one in halves if (part.first or 0) <= one.minutes < (part.last or _WHOLE)), halves[0])


_WHOLE = 24 * 60
MIDDAY = Times(Hours(time(11, 30), time(13, 59)), 12 * 60, 13 * 60)
NOON_CLOCK = Clock(12, 0)
NOON = NOON_CLOCK.times
MIDNIGHT = Times(Hours(DAY_START, DAY_END), _WHOLE, _WHOLE + 60)


def read_times(written: str) -> Times:
    """Times from "18:00-24:00 17:30-23:59": what is said, then when something may start; the latter may be left out."""
    told, _, starts = written.partition(" ")
    first, last = (_minutes(one) for one in told.split("-"))
    bounds = starts.split("-") if starts else (_written(first), _written(min(last, _WHOLE) - 1))
    return Times(Hours(*map(time.fromisoformat, bounds)), first, last)


def _minutes(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
