"""Events made for a test: only what the test is about is given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from intents.dates.when import Span, When
from knowledge.agenda.agenda import Event, Kind, Status

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 12, 5, 11, tzinfo=UTC)


def event(uid, *audiences, ages=(None, None), **fields):
    """A workshop at noon on Saturday 5 December 2026, for those audiences and ages."""
    starts = fields.pop("starts_at", NOON)
    usual = Event(
        id=1,
        code=uid,
        uid=uid,
        title=uid,
        title_en=None,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        kind=Kind.WORKSHOP,
        room=None,
        age_min=ages[0],
        age_max=ages[1],
        audiences=audiences,
        themes=(),
        capacity=None,
        taken=0,
        over=0,
        description=None,
        description_en=None,
        signup_opens_at=None,
        signup_closes_at=None,
        status=Status.SCHEDULED,
        reminders=None,
        revision=1,
        revised_at=NOON,
    )
    return replace(usual, **fields)


def on(moment):
    """The days of one date."""
    return When(spans=(Span(moment, moment),))
