"""The event as it is to be, looked at first; then carried out, how far families are told of it, the report."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.bot_api.replies import At, Reply, owe
from bot.chat.context import Context
from bot.chat.writings import Planning
from bot.core.tables import AgendaChangeRow, AgendaImportRow
from bot.team import announcing
from bot.team.agenda.steps import Every, days_after
from bot.team.announcing import Became
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Audience, Event, Kind, Status, Theme
from knowledge.exchange.apply import ImportReport, apply, new_code
from knowledge.exchange.cells import read
from knowledge.exchange.draft import EventDraft, draft_of
from scheduler.core.tables import OutboxRow
from scheduler.core.team_tables import CallRow
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.signups.event_changes import follow_up


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


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and how many families read of it or are to be called."""

    report: ImportReport
    families: int
    to_call: int


def carried_out(
    context: Context,
    drafts: Sequence[EventDraft],
    *,
    seen: str | None = None,
    as_drafts: bool = False,
    reason: str = "",
) -> Done:
    """All of it or nothing, in this transaction; raises AgendaImportError. `reason`: why what is cancelled is.

    `seen`: the fingerprint of what was looked at before the yes.
    """
    session, since = context.session, newest(context.session)
    report = apply(session, drafts, context.now, as_drafts=as_drafts, seen=seen)
    if reason:
        for event_id in report.cancelled:
            agenda.give_reason(session, event_id, reason)
    follow_up(session, report, context.services.hours, context.now)
    owed = begin(context, since, frozenset(report.changed))
    return Done(report, owed.families, owed.to_call)


def said_of(done: Done) -> str:
    """What the manager reads of it."""
    lines = [WORDS.say("plan-did-tell", n=done.families)] if done.families or not done.to_call else []
    if done.to_call:
        lines.append(WORDS.say("plan-did-call", n=done.to_call))
    return "\n".join(lines)


_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.EVENT_RESUMED, NoticeKind.EVENT_CANCELLED)
_WAITS_FOR = timedelta(days=2)  # what has not left by then is reported as not sent
_WAITS_FOR_A_YES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Newest:
    """The number of the last message that was owed to anybody, and of the last call."""

    message: int
    call: int


@dataclass(frozen=True, slots=True)
class Told:
    """How many families a message goes to, and how many have no Telegram and are to be called."""

    families: int
    to_call: int


def newest(session: Session) -> Newest:
    """What is owed so far."""
    last = [session.scalar(select(func.max(one))) or 0 for one in (OutboxRow.id, CallRow.id)]
    return Newest(*last)


def begin(context: Context, since: Newest, event_ids: Collection[int]) -> Told:
    """Follow what is owed `since` then to the families of these events."""
    session = context.session
    messages = select(OutboxRow.id, OutboxRow.notice).where(OutboxRow.id > since.message)
    written = _of_change(session.execute(messages.where(OutboxRow.notice.is_not(None))), event_ids)
    calls = select(CallRow.id, CallRow.notice).where(CallRow.id > since.call)
    called = _of_change(session.execute(calls), event_ids)
    families = len(set(written.values()))
    if families:
        _follow(context, list(written), families)
    return Told(families, len(set(called.values())))


def _of_change(rows: Iterable[Any], event_ids: Collection[int]) -> dict[int, int]:
    """The family of each of these rows whose notice is of such a change."""
    notices = ((row_id, Notice.from_json(text or "")) for row_id, text in rows)
    return {row_id: one.family_id for row_id, one in notices if one.kind in _OF_CHANGE and one.event_id in event_ids}


def _follow(context: Context, rows: list[int], families: int) -> None:
    row = AgendaChangeRow(
        by=context.turn.person or 0,
        chat_id=context.turn.chat_id,
        topic_id=context.turn.topic_id,
        rows=",".join(map(str, rows)),
        families=families,
        created_at=context.now,
    )
    context.session.add(row)
    context.session.flush()
    said = Reply(WORDS.say("plan-progress", done=0, n=families))
    row.progress_id = owe(context.session, row.chat_id, said, context.now, at=At(row.topic_id))
    context.session.flush()


def tell(session: Session, now: datetime) -> None:
    """Let the message that tells it say how far each change is now, and report once when it is over."""
    going = select(AgendaChangeRow).where(AgendaChangeRow.reported_at.is_(None)).order_by(AgendaChangeRow.id)
    for row in session.scalars(going.execution_options(populate_existing=True)).all():
        ids = [int(one) for one in row.rows.split(",")]
        found = announcing.progress_of(session, OutboxRow.id.in_(ids), row.families)
        done = found.families - found.counts[Became.GOING]
        if found.is_over or row.created_at + _WAITS_FOR <= now:
            row.reported_at = now
            announcing.edit(session, row, Reply(WORDS.say("plan-told")), now)
            said = "\n".join([_about(session, ids), *announcing.fates(found)])
            owe(session, row.chat_id, Reply(said), now, key=f"agenda-told-{row.id}", at=At(row.topic_id))
        elif done != row.told and not announcing.is_being_edited(session, row):
            row.told = done
            announcing.edit(session, row, Reply(WORDS.say("plan-progress", done=done, n=row.families)), now)
    session.flush()


def _about(session: Session, rows: Collection[int]) -> str:
    """What the report is of: the event that was changed, or how many of them."""
    notices = session.scalars(select(OutboxRow.notice).where(OutboxRow.id.in_(rows))).all()
    found = {Notice.from_json(one or "").event_id for one in notices}
    only = agenda.by_id(session, found.pop()) if len(found) == 1 else None
    title = WORDS.label("plan-report-events", n=len(found)) if only is None else only.title
    return WORDS.say("plan-report", title=title)


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Forget files that nobody has said yes to for a day, and changes that are long past; how many rows went."""
    files = delete(AgendaImportRow).where(AgendaImportRow.created_at <= now - _WAITS_FOR_A_YES)
    changes = delete(AgendaChangeRow).where(AgendaChangeRow.created_at <= now - keep)
    late = (files.returning(AgendaImportRow.id), changes.returning(AgendaChangeRow.id))
    return sum(len(session.scalars(one).all()) for one in late)
