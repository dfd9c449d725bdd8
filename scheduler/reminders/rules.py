"""The grammar of REMINDERS, and which are owed at an instant, right across the clock changes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from scheduler.core.hours import ReminderRuleError, VenueHours, wall

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


def fault_in(text: str) -> str | None:
    """What is wrong with a `reminders` cell of an agenda; None when nothing is."""
    try:
        parse_rules(text)
    except ReminderRuleError as error:
        return str(error)
    return None


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


@dataclass(frozen=True, slots=True)
class Seat:
    """One confirmed participant; `registered_at`: when the seat became theirs, for an offer when accepted."""

    signup_id: int
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What of an event decides about its reminders. Instants are aware UTC; it takes place."""

    revision: int
    revised_at: datetime
    starts_at: datetime
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One family and one event: all that decides about its reminders."""

    family_id: int
    event_id: int
    plan: Plan
    reminders_on: bool
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder that is owed, to the whole family with all its seats."""

    family_id: int
    event_id: int
    revision: int
    rule: str
    signup_ids: tuple[int, ...]
    due: datetime

    @property
    def about(self) -> str:
        """What all the reminders of this family and event have in common, until the event moves."""
        return f"reminder:{self.family_id}:{self.event_id}:{self.revision}"

    @property
    def key(self) -> str:
        """The same reminder always has the same key; a moved event makes new ones."""
        return f"{self.about}:{self.rule}"


def about_of(key: str) -> str:
    """:attr:`Reminder.about`, read from a key, which an outbox row ends with its chat."""
    return ":".join(key.split(":", 4)[:4])


def due(facts: Iterable[Facts], now: datetime, hours: VenueHours) -> tuple[Reminder, ...]:
    """The reminders owed at `now`, one a family and event at most: the nearest to the start.

    Asked again, the same ones come back, for the unique key to stop: nothing here remembers what was sent.
    """
    found = (_owed(entry, now, hours) for entry in facts)
    return tuple(reminder for reminder in found if reminder is not None)


def nearest_due(plan: Plan, now: datetime, hours: VenueHours) -> Rule | None:
    """The rule whose reminders are owed at `now`: of those that are due, the nearest to the start.

    A rule whose time had passed when the event was last revised is left out, and so is everything once the
    event has begun. One that registered after the nearest is owed none of the others either.
    """
    if now >= plan.starts_at:
        return None
    nearest = sorted(plan.rules, key=lambda rule: closeness(rule, plan.starts_at, hours), reverse=True)
    return next((rule for rule in nearest if _is_due(plan, rule, now, hours)), None)


def waits_for_morning(starts_at: datetime, now: datetime, hours: VenueHours) -> bool:
    """Whether a late reminder is left until the quiet hours end (the machine was down): while time remains."""
    return hours.is_quiet(now) and starts_at - hours.quiet_ends(now) >= WORTH_WAITING


def _is_due(plan: Plan, rule: Rule, now: datetime, hours: VenueHours) -> bool:
    due = due_at(rule, plan.starts_at, hours)
    return plan.revised_at < due <= now and due < plan.starts_at


def _owed(facts: Facts, now: datetime, hours: VenueHours) -> Reminder | None:
    rule = nearest_due(facts.plan, now, hours)
    if rule is None or not facts.reminders_on or waits_for_morning(facts.plan.starts_at, now, hours):
        return None
    due = due_at(rule, facts.plan.starts_at, hours)
    known = any(seat.registered_at < due for seat in facts.seats)
    return _reminder(facts, rule, due) if known else None


def _reminder(facts: Facts, rule: Rule, due: datetime) -> Reminder:
    return Reminder(
        family_id=facts.family_id,
        event_id=facts.event_id,
        revision=facts.plan.revision,
        rule=str(rule),
        signup_ids=tuple(sorted(seat.signup_id for seat in facts.seats)),
        due=due,
    )
