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
        family_id=facts.family_id, event_id=facts.event_id, revision=facts.plan.revision, rule=str(rule),
        signup_ids=tuple(sorted(seat.signup_id for seat in facts.seats)), due=due,
    )  # fmt: skip
