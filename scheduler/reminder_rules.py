"""The grammar of REMINDERS, and when a rule is due for an event, right across the clock changes.

"7d,1d@18:00,2h": d = the same wall-clock time n days before, or at the hour given; h, m, s = elapsed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from scheduler.errors import ReminderRuleError
from scheduler.hours import VenueHours, wall

_PIECE = re.compile(r"([0-9]{1,6})([dhms])(?:@([0-9]{1,2}):([0-9]{2}))?")
_LONGEST = timedelta(days=366)
WORTH_WAITING = timedelta(hours=1)  # left between the end of the quiet hours and the start
BEFORE_QUIET = timedelta(minutes=5)  # "just before they begin", with time to be sent


class Unit(StrEnum):
    """What a rule counts in; days by the wall clock, the others by elapsed time."""

    DAYS = "d"
    HOURS = "h"
    MINUTES = "m"
    SECONDS = "s"


_SECONDS = {Unit.DAYS: 86400, Unit.HOURS: 3600, Unit.MINUTES: 60, Unit.SECONDS: 1}


@dataclass(frozen=True, slots=True)
class Rule:
    """So long before the start; `at` is a local hour, with days only."""

    amount: int
    unit: Unit
    at: time | None = None

    def __str__(self) -> str:
        hour = "" if self.at is None else f"@{self.at:%H:%M}"
        return f"{self.amount}{self.unit}{hour}"


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Read the grammar; nothing, or "off", is no reminder. Raises ReminderRuleError naming the bad piece."""
    if text.strip().lower() in ("", "off"):
        return ()
    return tuple(dict.fromkeys(_rule(piece.strip()) for piece in text.split(",")))


def _rule(piece: str) -> Rule:
    found = _PIECE.fullmatch(piece.lower())
    if found is None:
        raise ReminderRuleError(f'reminder "{piece}" is not understood: write for example 7d, 1d@18:00 or 2h')
    amount, unit, hour, minute = int(found[1]), Unit(found[2]), found[3], found[4]
    if hour is not None and unit is not Unit.DAYS:
        raise ReminderRuleError(f'reminder "{piece}" gives an hour, which only days (d) may have')
    if amount == 0 and hour is None:
        raise ReminderRuleError(f'reminder "{piece}" would come when the event begins')
    if amount * _SECONDS[unit] > _LONGEST.total_seconds():
        raise ReminderRuleError(f'reminder "{piece}" is more than a year before the event')
    return Rule(amount, unit, None if hour is None else _time(piece, int(hour), int(minute)))


def _time(piece: str, hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ReminderRuleError(f'reminder "{piece}" gives an hour that does not exist') from error


def earliest(rule: Rule) -> timedelta:
    """No reminder of this rule is due longer than this before the start, whatever the hour and the clock changes."""
    return timedelta(seconds=rule.amount * _SECONDS[rule.unit]) + timedelta(days=2)


def due_at(rule: Rule, starts_at: datetime, hours: VenueHours) -> datetime:
    """When the reminder is due (UTC), out of the quiet hours; at or after `starts_at` means never."""
    return out_of_quiet(_plain(rule, starts_at, hours), starts_at, hours)


def _plain(rule: Rule, starts_at: datetime, hours: VenueHours) -> datetime:
    if rule.unit is not Unit.DAYS:
        return starts_at.astimezone(UTC) - timedelta(seconds=rule.amount * _SECONDS[rule.unit])
    local = starts_at.astimezone(hours.zone)
    return wall(local.date() - timedelta(days=rule.amount), rule.at or local.time(), hours.zone)


def out_of_quiet(due: datetime, starts_at: datetime, hours: VenueHours) -> datetime:
    """Move what falls in the quiet hours: to their end if an hour remains then, else just before them."""
    if not hours.is_quiet(due) or due >= starts_at:
        return due
    ends = hours.quiet_ends(due)
    if starts_at - ends >= WORTH_WAITING:
        return ends
    return hours.quiet_began(due) - BEFORE_QUIET


def closeness(rule: Rule, starts_at: datetime, hours: VenueHours) -> tuple[datetime, datetime]:
    """Sorts rules by how near the start they come; two moved to the same instant keep their order."""
    return due_at(rule, starts_at, hours), _plain(rule, starts_at, hours)
