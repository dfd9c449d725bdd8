"""From what was asked about an event to the event as it is to be: drafts to be looked at, then carried out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.chat.context import Context
from bot.chat.writings import Planning
from bot.team.agenda.steps import Every, days_after
from knowledge.agenda import agenda
from knowledge.agenda.events import Audience, Event, Kind, Status, Theme
from knowledge.exchange.apply import new_code
from knowledge.exchange.cells import read
from knowledge.exchange.draft import EventDraft, draft_of


def event_of(context: Context, planning: Planning) -> Event | None:
    """The event that is changed, as it is now."""
    return agenda.by_code_of_any(context.session, planning.event_code) if planning.event_code else None


def wanted(context: Context, planning: Planning) -> tuple[EventDraft, ...]:
    """What is to be applied; nothing when the event is gone."""
    if planning.act == "new":
        return (_new(context, planning),)
    if planning.act == "all":
        there = agenda.to_come(context.session, context.now)
        return tuple(_published(one) for one in there if one.is_draft)
    event = event_of(context, planning)
    return () if event is None else _ACTS[planning.act](context, planning, event)


def _new(context: Context, planning: Planning) -> EventDraft:
    low, _, high = planning.ages.partition("-")
    return EventDraft(
        uid=_new_uid(),
        title=planning.title,
        starts_at=_instant(context, planning.starts),
        ends_at=_instant(context, planning.ends),
        kind=Kind(planning.kind),
        room=planning.room or None,
        age_min=int(low) if low else None,
        age_max=int(high) if high else None,
        capacity=int(planning.places) if planning.places else None,
        description=planning.description or None,
        audiences=tuple(Audience(one) for one in planning.audiences.split(";") if one),
        themes=tuple(Theme(one) for one in planning.themes.split(";") if one),
        status=Status.DRAFT,
    )


def _new_uid() -> str:
    return f"cite-{new_code(())}"


def _instant(context: Context, wall: str) -> datetime:
    return read(wall, context.services.zone)


def wall(context: Context, at: datetime) -> str:
    """What the venue's clock shows then, as a form keeps it."""
    return at.astimezone(context.services.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _moved(context: Context, planning: Planning, event: Event) -> tuple[EventDraft, ...]:
    starts, ends = _instant(context, planning.starts), _instant(context, planning.ends)
    return (_with_times(draft_of(event), starts, ends),)


def _with_times(draft: EventDraft, starts: datetime, ends: datetime) -> EventDraft:
    """On another date; when sign-ups open and close moves along."""
    by = starts - draft.starts_at
    opens, closes = (None if at is None else at + by for at in (draft.signup_opens_at, draft.signup_closes_at))
    return replace(draft, starts_at=starts, ends_at=ends, signup_opens_at=opens, signup_closes_at=closes)


def _published(event: Event) -> EventDraft:
    return replace(draft_of(event), status=Status.SCHEDULED)


def _copied(context: Context, planning: Planning, event: Event) -> tuple[EventDraft, ...]:
    (moved,) = _moved(context, planning, event)
    return (replace(moved, uid=_new_uid(), status=Status.DRAFT),)


def days(context: Context, planning: Planning, event: Event) -> tuple[date, ...]:
    """All days of the series that is asked for, those that are left out too."""
    first = event.starts_at.astimezone(context.services.zone).date()
    return days_after(first, Every(planning.every), int(planning.count))


def kept_days(context: Context, planning: Planning, event: Event) -> tuple[date, ...]:
    """Those on which it takes place."""
    out = planning.without.split(";")
    return tuple(day for day in days(context, planning, event) if day.isoformat() not in out)


def _series(context: Context, planning: Planning, event: Event) -> tuple[EventDraft, ...]:
    zone, draft = context.services.zone, draft_of(event)
    begins, ends = (at.astimezone(zone) for at in (event.starts_at, event.ends_at))
    later = ends.date() - begins.date()
    return tuple(
        replace(
            _with_times(
                draft,
                read(_at(day, begins), zone),
                read(_at(day + later, ends), zone),
            ),
            uid=_new_uid(),
            status=Status.DRAFT,
        )
        for day in kept_days(context, planning, event)
    )


def _at(day: date, clock: datetime) -> str:
    return datetime.combine(day, clock.time()).isoformat(timespec="minutes")


def _places(context: Context, planning: Planning, event: Event) -> tuple[EventDraft, ...]:
    return (replace(draft_of(event), capacity=int(planning.places) if planning.places else None),)


_ACTS: dict[str, Callable[[Context, Planning, Event], tuple[EventDraft, ...]]] = {
    "publish": lambda context, planning, event: (_published(event),),
    "move": _moved,
    "cancel": lambda context, planning, event: (replace(draft_of(event), status=Status.CANCELLED),),
    "places": _places,
    "room": lambda context, planning, event: (replace(draft_of(event), room=planning.room or None),),
    "close": lambda context, planning, event: (_closed(event, context.now),),
    "open": lambda context, planning, event: (replace(draft_of(event), signup_opens_at=None, signup_closes_at=None),),
    "copy": _copied,
    "series": _series,
}


def _closed(event: Event, now: datetime) -> EventDraft:
    opens = event.signup_opens_at
    return replace(draft_of(event), signup_closes_at=now, signup_opens_at=None if opens and opens >= now else opens)
