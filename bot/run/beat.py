"""The regular beat: the scheduler's, the dated purge, and what only the conversation's tables need."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from bot.bot_api import send_errors
from bot.chat.state import forget_memory
from bot.core import clock, database, staff
from bot.core.settings import Settings
from bot.core.tables import ChatRow, InboxRow, InboxState, QuestionRow
from bot.intake import inbox
from bot.run.health import TOLD, Ailment
from bot.team import announcing, answers, filling, members, questions, threads, weeks
from bot.team.agenda import planned
from bot.team.door import door
from bot.team.lists import access, files
from bot.team.phone import calls, family
from scheduler.beat import beat
from scheduler.core import transactions
from scheduler.core.hours import VenueHours
from scheduler.core.tables import FamilyChatRow
from scheduler.core.transactions import Apart, Piece
from scheduler.outbox import lines
from scheduler.outbox.outbox import put_by
from scheduler.privacy import purge
from scheduler.privacy.purge import (
    BATCH,
    KEEP_CHATS,
    KEEP_DRAFTS,
    KEEP_QUESTIONS,
    KEEP_SET_ASIDE,
    Purged,
    What,
)

log = logging.getLogger(__name__)

HOUR_S = 3600.0


def purge_hourly(
    session: Session, *, owner: str, now: datetime, real: datetime, hours: VenueHours, keep: timedelta
) -> tuple[Purged, ...]:
    """Erase what is over its term, unless that was done within the hour; what was erased, kind by kind.

    The hour and the terms are of the business clock, so that the demo, whose clock jumps, shows them. Only how
    long a chat has been silent is counted by the `real` one, which its last message was stamped with.
    """
    clock = now.timestamp()
    turn = f"{owner}@{clock}"  # a name for this turn only: the same owner could renew its lease
    if not transactions.take(session, "purge", owner=turn, clock=clock, seconds=HOUR_S):
        return ()
    awake = select(ChatRow.chat_id).where(ChatRow.seen_at > real - keep)
    purged = (
        # What the team replies to: as long as the question is kept, its family is found by it.
        *purge.purge(session, now=now, keep=keep, hours=hours, awake=awake, needed=questions.still_needed()),
        *purge_conversation(session, now=now, real=real, keep=keep),
    )
    if any(one.count >= BATCH for one in purged):
        transactions.take(session, "purge", owner=turn, clock=clock, seconds=0.0)  # the next beat goes on
    purge.note(session, purged, now)
    _log(purged)
    return purged


def purge_conversation(session: Session, *, now: datetime, real: datetime, keep: timedelta) -> tuple[Purged, ...]:
    """What the scheduler does not see: forms left open, questions, updates set aside, chats gone silent."""
    return (
        _drafts(session, now - KEEP_DRAFTS),
        _questions(session, now),
        _set_aside(session, real - KEEP_SET_ASIDE),
        _chats(session, real - max(keep, KEEP_CHATS)),
        Purged(What.TEAM, _team(session, now, keep)),
    )


def _team(session: Session, now: datetime, keep: timedelta) -> int:
    kept = (access.purge, members.purge, announcing.purge, planned.purge)
    return sum(forget(session, now, keep) for forget in kept) + filling.purge(session, now)


def _drafts(session: Session, before: datetime) -> Purged:
    """Forms, labels and what was talked about."""
    rows = session.scalars(
        select(ChatRow)
        .where(ChatRow.draft_at <= before, ChatRow.owner.is_(None))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        forget_memory(row)
    session.flush()
    return Purged(What.DRAFTS, len(rows))


def _questions(session: Session, now: datetime) -> Purged:
    before = now - KEEP_QUESTIONS
    ended = session.scalars(select(QuestionRow).where(QuestionRow.until <= now).limit(BATCH)).all()
    left = sum(questions.erase(session, row, "staff-question-over", now) for row in ended)
    # Ids go with time: the oldest come first.
    oldest = session.scalars(select(QuestionRow).order_by(QuestionRow.id).limit(BATCH)).all()
    late = [row for row in oldest if row.created_at <= before]
    left += sum(questions.erase(session, row, "staff-question-old", now) for row in late)
    questions.tell_left(session, left, now)
    questions.purge(session, now - KEEP_SET_ASIDE)
    return Purged(What.QUESTIONS, len(ended) + len(late))


def _set_aside(session: Session, before: datetime) -> Purged:
    late = delete(InboxRow).where(InboxRow.state == InboxState.SET_ASIDE, InboxRow.received_at <= before)
    return Purged(What.UPDATES, len(session.execute(late.returning(InboxRow.update_id)).all()))


def _chats(session: Session, before: datetime) -> Purged:
    of_a_family = exists().where(FamilyChatRow.chat_id == ChatRow.chat_id)
    silent = (ChatRow.seen_at <= before, ChatRow.owner.is_(None), ~of_a_family)
    late = session.scalars(select(ChatRow.chat_id).where(*silent).limit(BATCH)).all()
    # The condition again: whoever writes at this very moment has been claimed meanwhile.
    gone = delete(ChatRow).where(ChatRow.chat_id.in_(late), *silent).returning(ChatRow.chat_id)
    return Purged(What.CHATS, len(session.scalars(gone).all()))


def _log(purged: tuple[Purged, ...]) -> None:
    total = sum(one.count for one in purged)
    if total:
        counts = " ".join(f"{one.what}={one.count}" for one in purged if one.count)
        log.info("purged %s", counts, extra={"action": "purged", "count": total})


@dataclass(frozen=True, slots=True)
class Beaten:
    """How many messages are owed that were not before, and whether a part failed."""

    owed: int
    failed: bool


class Beats:
    """What is done at every beat, for one process; each method is one transaction."""

    def __init__(self, settings: Settings, owner: str) -> None:
        self._settings, self._owner = settings, owner

    def once(self, session: Session, ailments: frozenset[Ailment] = frozenset()) -> Beaten:
        """Seats, reminders and digests, then the small tasks; the team hears of what failed, and of these ailments."""
        now, team = self._now(session), staff.chat_of(session, self._settings.staff_chat_id)
        report = beat.beat(
            session,
            owner=self._owner,
            clock=clock.elapsed(),
            now=now,
            hours=self._settings.hours,
            rules=self._settings.rules,
            team_chat=team,
        )
        apart = Apart(session)
        apart.do(Piece("inbox"), lambda: inbox.purge(session, clock.real_now()), None)
        apart.do(Piece("key"), lambda: database.adopt(session, clock.real_now()), None)
        apart.do(Piece("limits"), lambda: lines.forget_full(session, clock.elapsed()), None)
        apart.do(Piece("answers"), lambda: answers.confirm(session, team, now), None)
        apart.do(Piece("questions"), lambda: questions.recall(session, team, now), None)
        apart.do(Piece("threads"), lambda: threads.close_quiet(session, now), None)
        apart.do(Piece("announcements"), lambda: announcing.tell(session, now), None)
        apart.do(Piece("agenda"), lambda: planned.tell(session, now), None)
        apart.do(Piece("calls"), lambda: calls.tell(session, team, now), None)
        apart.do(Piece("figures"), lambda: self._count(session, team, now), None)
        apart.do(Piece("phones"), lambda: family.settle(session, now), None)
        self._lists_and_doors(session, apart, now)
        for what in sorted({TOLD[one] for one in ailments if one in TOLD}):
            send_errors.unwell(session, what, self._settings.staff_chat_id, now)
        return self._told(session, (*report.failed, *apart.failed), now)

    def _lists_and_doors(self, session: Session, apart: Apart, now: datetime) -> None:
        managers, hours = self._settings.staff_ids, self._settings.hours
        apart.do(Piece("lists"), lambda: files.send_due(session, managers, now, hours), None)
        apart.do(Piece("files"), lambda: files.take_out_due(session, managers, now), None)
        apart.do(Piece("screens"), lambda: access.empty_due(session, now), None)
        apart.do(Piece("doors"), lambda: door.tell(session, managers, now, hours), None)

    def _count(self, session: Session, team: int | None, now: datetime) -> None:
        weeks.questions.write_down(session)
        weeks.keep_hourly(session, owner=self._owner, now=now, hours=self._settings.hours)
        weeks.put_due(session, team, now, self._settings.hours)

    def purge(self, session: Session) -> Beaten:
        """Erase what is over its term."""
        now, apart = self._now(session), Apart(session)
        apart.do(Piece("purge"), lambda: self._purge(session, now), None)
        return self._told(session, apart.failed, now)

    def _purge(self, session: Session, now: datetime) -> None:
        purge_hourly(
            session,
            owner=self._owner,
            now=now,
            real=clock.real_now(),
            hours=self._settings.hours,
            keep=self._settings.keep,
        )

    def _told(self, session: Session, failed: Sequence[Piece], now: datetime) -> Beaten:
        for piece in failed:
            send_errors.beat_failed(session, piece, self._settings.staff_chat_id, now)
        return Beaten(put_by(session), bool(failed))

    def _now(self, session: Session) -> datetime:
        return clock.business_now(session, may_shift=self._settings.api_is_local)
