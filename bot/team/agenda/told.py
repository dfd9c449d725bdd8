"""A change of the agenda carried out, as an import by hand; then how far families are told of it, and the report."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.bot_api.replies import At, Reply, owe
from bot.chat.context import Context
from bot.core.tables import AgendaChangeRow, AgendaImportRow
from bot.team import announced
from bot.team.announced import Became
from bot.team.writing import WORDS
from knowledge.agenda import agenda
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.draft import EventDraft
from scheduler.core.tables import OutboxRow
from scheduler.core.team_tables import CallRow
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.signups.event_changes import follow_up


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
        found = announced.progress_of(session, OutboxRow.id.in_(ids), row.families)
        done = found.families - found.counts[Became.GOING]
        if found.is_over or row.created_at + _WAITS_FOR <= now:
            row.reported_at = now
            announced.edit(session, row, Reply(WORDS.say("plan-told")), now)
            said = "\n".join([_about(session, ids), *announced.fates(found)])
            owe(session, row.chat_id, Reply(said), now, key=f"agenda-told-{row.id}", at=At(row.topic_id))
        elif done != row.told and not announced.is_being_edited(session, row):
            row.told = done
            announced.edit(session, row, Reply(WORDS.say("plan-progress", done=done, n=row.families)), now)
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
