"""The regular beat: the scheduler's, and what only the conversation's tables need; each part apart from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot import clock, keys, purging, staff_lines
from bot.intake import inbox
from bot.settings import Settings
from bot.staff import families, questions
from scheduler import beat, limits
from scheduler.apart import Apart, Piece
from scheduler.outbox import put_by


@dataclass(frozen=True, slots=True)
class Beaten:
    """How many messages are owed that were not before, and whether a part failed."""

    owed: int
    failed: bool


class Beats:
    """What is done at every beat, for one process; each method is one transaction."""

    def __init__(self, settings: Settings, owner: str) -> None:
        self._settings, self._owner = settings, owner

    def once(self, session: Session) -> Beaten:
        """Seats, reminders and digests, then the small tasks; the team hears of what failed."""
        now, team = self._now(session), self._settings.staff_chat_id
        report = beat.beat(
            session, owner=self._owner, clock=clock.elapsed(), now=now,
            hours=self._settings.hours, rules=self._settings.rules, team_chat=team,
        )  # fmt: skip
        apart = Apart(session)
        apart.do(Piece("inbox"), lambda: inbox.purge(session, clock.real_now()), None)
        apart.do(Piece("key"), lambda: keys.adopt(session, clock.real_now()), None)
        apart.do(Piece("limits"), lambda: limits.forget_full(session, clock.elapsed()), None)
        apart.do(Piece("answers"), lambda: questions.confirm(session, team, now), None)
        apart.do(Piece("phones"), lambda: families.settle(session, now), None)
        return self._told(session, (*report.failed, *apart.failed), now)

    def purge(self, session: Session) -> Beaten:
        """Erase what is over its term."""
        now, apart = self._now(session), Apart(session)
        apart.do(Piece("purge"), lambda: self._purge(session, now), None)
        return self._told(session, apart.failed, now)

    def _purge(self, session: Session, now: datetime) -> None:
        purging.purge_hourly(
            session, owner=self._owner, now=now, real=clock.real_now(),
            hours=self._settings.hours, keep=self._settings.keep,
        )  # fmt: skip

    def _told(self, session: Session, failed: Sequence[Piece], now: datetime) -> Beaten:
        for piece in failed:
            staff_lines.beat_failed(session, piece, self._settings.staff_chat_id, now)
        return Beaten(put_by(session), bool(failed))

    def _now(self, session: Session) -> datetime:
        return clock.business_now(session, may_shift=self._settings.api_is_local)
