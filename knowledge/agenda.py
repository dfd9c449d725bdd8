"""Reading the agenda: what is to come, and which events fit what somebody asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.events import Audience, Event, Kind, Status, Theme
from knowledge.models import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """What somebody looks for. Empty fields ask nothing; dates and hours are local to the venue.

    `spans` are inclusive days, any of which may fit; `ages` must all fit; of `audiences` and `themes`, any.
    """

    spans: tuple[tuple[date, date], ...] = ()
    weekdays: frozenset[int] = frozenset()
    not_weekdays: frozenset[int] = frozenset()
    hours: tuple[time, time] | None = None
    ages: tuple[int, ...] = ()
    audiences: frozenset[Audience] = frozenset()
    themes: frozenset[Theme] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))


def upcoming(session: Session, now: datetime) -> tuple[Event, ...]:
    """The events that have not ended, soonest first, cancelled ones left out."""
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.ends_at > now, EventRow.status == Status.SCHEDULED)
        .order_by(EventRow.starts_at, EventRow.id)
    )
    return tuple(row.value() for row in rows)


def everything(session: Session) -> tuple[Event, ...]:
    """The whole agenda, past and cancelled events included, soonest first."""
    rows = session.scalars(select(EventRow).order_by(EventRow.starts_at, EventRow.id))
    return tuple(row.value() for row in rows)


def by_code(session: Session, code: str) -> Event | None:
    """The event behind a button or a link: its short code (any case) or, failing that, its uid."""
    row = session.scalar(select(EventRow).where(EventRow.code == code.lower())) or session.scalar(
        select(EventRow).where(EventRow.uid == code)
    )
    return None if row is None else row.value()


def by_id(session: Session, event_id: int) -> Event | None:
    """The event with this database id."""
    row = session.get(EventRow, event_id)
    return None if row is None else row.value()


def by_uid(session: Session, uid: str) -> Event | None:
    """The event that the agenda file names `uid`."""
    row = session.scalar(select(EventRow).where(EventRow.uid == uid))
    return None if row is None else row.value()


def size(session: Session) -> int:
    """How many events are stored."""
    return session.scalar(select(func.count()).select_from(EventRow)) or 0


def matching(events: Sequence[Event], query: EventQuery) -> tuple[Event, ...]:
    """Those of `events` that fit the query, in their order."""
    return tuple(event for event in events if fits(event, query))


def fits(event: Event, query: EventQuery) -> bool:
    """Whether the event is what was asked for."""
    return (
        _fits_when(event.starts_at.astimezone(query.zone), query)
        and all(_fits_age(event, age) for age in query.ages)
        and (not query.audiences or bool(query.audiences & set(event.audiences)))
        and (not query.themes or bool(query.themes & set(event.themes)))
        and (not query.kinds or event.kind in query.kinds)
    )


def _fits_when(start: datetime, query: EventQuery) -> bool:
    day = start.date()
    return (
        (not query.spans or any(first <= day <= last for first, last in query.spans))
        and (not query.weekdays or start.weekday() in query.weekdays)
        and start.weekday() not in query.not_weekdays
        and (query.hours is None or query.hours[0] <= start.time() <= query.hours[1])
    )


def _fits_age(event: Event, age: int) -> bool:
    return (event.age_min is None or age >= event.age_min) and (event.age_max is None or age <= event.age_max)
