"""Which reminders are owed at an instant: derived from the facts each time, never scheduled one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.hours import VenueHours
from scheduler.reminder_rules import WORTH_WAITING, Rule, closeness, due_at


@dataclass(frozen=True, slots=True)
class Seat:
    """One confirmed participant; `registered_at`: when the seat became theirs, for an offer when accepted."""

    signup_id: int
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One family and one event: all that decides about its reminders. Instants are aware UTC."""

    family_id: int
    event_id: int
    revision: int
    revised_at: datetime
    starts_at: datetime
    cancelled: bool
    reminders_on: bool
    rules: tuple[Rule, ...]
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
    def key(self) -> str:
        """The same reminder always has the same key; a moved event makes new ones."""
        return f"reminder:{self.family_id}:{self.event_id}:{self.revision}:{self.rule}"


def due(facts: Iterable[Facts], now: datetime, hours: VenueHours) -> tuple[Reminder, ...]:
    """The reminders owed at `now`, one a family and event at most: the nearest to the start.

    Asked again, the same ones come back, for the unique key to stop: nothing here remembers what was sent.
    """
    found = (_owed(entry, now, hours) for entry in facts)
    return tuple(reminder for reminder in found if reminder is not None)


def _owed(facts: Facts, now: datetime, hours: VenueHours) -> Reminder | None:
    if facts.cancelled or not facts.reminders_on or now >= facts.starts_at or _waits(facts, now, hours):
        return None
    nearest = sorted(facts.rules, key=lambda rule: closeness(rule, facts.starts_at, hours), reverse=True)
    owed = (rule for rule in nearest if _is_owed(facts, rule, now, hours))
    return next((_reminder(facts, rule, hours) for rule in owed), None)


def _is_owed(facts: Facts, rule: Rule, now: datetime, hours: VenueHours) -> bool:
    due = due_at(rule, facts.starts_at, hours)
    known = any(seat.registered_at < due for seat in facts.seats)
    return known and facts.revised_at < due <= now and due < facts.starts_at


def _reminder(facts: Facts, rule: Rule, hours: VenueHours) -> Reminder:
    return Reminder(
        family_id=facts.family_id, event_id=facts.event_id, revision=facts.revision, rule=str(rule),
        signup_ids=tuple(sorted(seat.signup_id for seat in facts.seats)),
        due=due_at(rule, facts.starts_at, hours),
    )  # fmt: skip


def _waits(facts: Facts, now: datetime, hours: VenueHours) -> bool:
    # Late already (the machine was down): the night is respected all the same while time remains.
    return hours.is_quiet(now) and facts.starts_at - hours.quiet_ends(now) >= WORTH_WAITING
