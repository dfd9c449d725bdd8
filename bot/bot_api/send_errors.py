"""What delivery does when Telegram refuses a message or does not answer, and the short lines that tell the team.

And what it means that Telegram refuses something about a topic of the team's group, or the deletion of a message.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.bot_api.replies import Call, Reply, owe
from bot.core import clock, staff
from bot.core.errors import NeverLeftError
from bot.core.tables import QuestionRow, ThreadRow
from bot.messages import Messages
from scheduler.core.tables import OutboxRow
from scheduler.core.transactions import Piece
from scheduler.outbox import failing, lines, sending
from scheduler.outbox.failing import Silence, Verdict
from scheduler.outbox.outbox import UNREACHABLE, OutboxState, SendClass
from scheduler.outbox.sending import Claimed
from scheduler.reminders import reminders

_GONE = ("thread not found", "topic_id_invalid", "topic_deleted")
_SHUT = ("topic_closed",)  # to whoever may not manage topics
_NO_RIGHTS = ("not enough rights", "chat_admin_required")
_THERE_NO_MORE = ("message to delete not found", *_GONE)
_DELETES = ("deleteForumTopic", "deleteMessage")
_ACTS = ("closeForumTopic", "reopenForumTopic", *_DELETES)

Tell = Callable[..., None]  # the team: a key, a message, its words


def is_outside(call: Call, reason: str) -> bool:
    """Whether the message is to be sent again, outside its topic: nobody can write in that one any more."""
    sends = call.topic_id is not None and call.method not in _ACTS
    return sends and any(words in reason for words in (*_GONE, *_SHUT))


def refused(session: Session, call: Call, reason: str, now: datetime, tell: Tell) -> None:
    """Note what that says of the group and its topics; the team hears of what it can put right."""
    lacks_rights = any(words in reason for words in _NO_RIGHTS)
    if call.method == "createForumTopic":
        staff.note_topics(session, now)
    if lacks_rights and call.method in ("createForumTopic", "closeForumTopic", "reopenForumTopic"):
        tell(f"no_topics:{now.date().isoformat()}", "staff-no-topics")
    if call.method in _DELETES and not any(words in reason for words in _THERE_NO_MORE):
        _tell_left(call, tell)
    if call.topic_id is not None and any(words in reason for words in _GONE):
        _topic_lost(session, call, now, tell)


def _tell_left(call: Call, tell: Tell) -> None:
    number = call.topic_id or call.parameters.get("message_id")
    key = f"not_deleted:{call.parameters['chat_id']}:{number}"
    if int(call.parameters["chat_id"]) > 0:
        tell(key, "staff-not-taken-back")
    else:
        # How a client opens what is in a supergroup: its number without the -100 before it.
        group = str(call.parameters["chat_id"]).removeprefix("-100")
        tell(key, "staff-not-deleted", link=f"https://t.me/c/{group}/{number}")


def _topic_lost(session: Session, call: Call, now: datetime, tell: Tell) -> None:
    """Somebody took the topic away: it goes on outside, and what waits in it is recalled."""
    opened = (OutboxRow.chat_id == call.parameters["chat_id"], OutboxRow.sent_message_id == call.topic_id)
    opening = select(OutboxRow.id).where(*opened, OutboxRow.state == OutboxState.SENT)
    there = (ThreadRow.opening_id.in_(opening), ThreadRow.lost_at.is_(None), ThreadRow.ended_at.is_(None))
    for thread in session.scalars(select(ThreadRow).where(*there)).all():
        thread.lost_at = now
        waits = (QuestionRow.thread_id == thread.id, QuestionRow.answered_at.is_(None))
        session.execute(update(QuestionRow).where(*waits).values(recalled_at=None))
        asked = select(QuestionRow.id).where(QuestionRow.thread_id == thread.id).order_by(QuestionRow.id)
        first = session.scalar(asked.limit(1))
        tell(f"topic_lost:{thread.id}", "staff-topic-lost", number=str(first or thread.id))


def lost(session: Session, chat_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """A person blocked the bot: what was owed is void, and the team learns which family is out of reach.

    A group that put the bot out is no family, and what is owed to it is refused row by row.
    """
    family = reminders.lost(session, chat_id, now) if chat_id > 0 else None
    if family is not None:
        key = f"unreachable:{family.id}:{int(now.timestamp())}"
        _tell(session, staff_chat_id, key, now, "staff-unreachable", number=str(family.number))


def gave_up(session: Session, staff_chat_id: int | None, now: datetime) -> None:
    """A message was given up; said once a day, as `cite doctor` knows which ones."""
    _tell(session, staff_chat_id, f"gave_up:{now.date().isoformat()}", now, "staff-gave-up")


def set_aside(session: Session, row_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """A message could not be opened or put into words: said once, with its number in the outbox."""
    _tell(session, staff_chat_id, f"set_aside:{row_id}", now, "staff-set-aside", row=str(row_id))


def memory_lost(session: Session, update_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """What a chat had said could not be read: this update was handled as if it were its first."""
    _tell(session, staff_chat_id, f"memory_lost:{update_id}", now, "staff-memory-lost", update=str(update_id))


def beat_failed(session: Session, piece: Piece, staff_chat_id: int | None, now: datetime) -> None:
    """A part of the regular work fails for an event or a family: said once a day, since each beat tries it again."""
    key = f"beat_failed:{piece.part}:{piece.event_id}:{piece.family_id}:{now.date().isoformat()}"
    _tell(
        session,
        staff_chat_id,
        key,
        now,
        "staff-beat-failed",
        part=piece.part,
        event=str(piece.event_id),
        family=str(piece.family_id),
    )


def unwell(session: Session, what: str, staff_chat_id: int | None, now: datetime) -> None:
    """Something keeps the bot from its work that the person who installed it can mend: said once a day."""
    _tell(session, staff_chat_id, f"unwell:{what}:{now.date().isoformat()}", now, "staff-unwell", what=what)


def moved(session: Session, old: int, new: int, staff_chat_id: int | None, now: datetime) -> None:
    """A group became a supergroup: what is owed to it goes there, and when it is the team's, so does all to come.

    Told there once; the operator too, when a setting has the old number.
    """
    sending.readdress(session, old, new)
    if staff.moved(session, old, new, staff_chat_id, now):
        message = "staff-moved" if old == staff_chat_id else "staff-moved-known"
        owe(session, new, Reply(Messages("fr").say(message, chat=str(new))), now, key=f"moved:{old}")


def _tell(session: Session, given: int | None, key: str, now: datetime, message: str, **words: str) -> None:
    """To the team; `given`: the number of its chat in the settings."""
    chat_id = staff.chat_of(session, given)
    if chat_id is not None:
        owe(session, chat_id, Reply(Messages("fr").say(message, **words)), now, key=key)


log = logging.getLogger(__name__)

NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
UNREADABLE = "can't parse entities"
NOBODY = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")

# No answer, or one that cannot be read; a 401 to a good token was seen to be transient.
_SILENT = (NetworkError, TimedOut, InvalidToken, Conflict, TelegramError)


@dataclass(frozen=True, slots=True)
class Try:
    """A message that was not taken; `telegram_answers`: to other calls, asked right after it."""

    claimed: Claimed
    call: Call
    error: TelegramError
    telegram_answers: bool


def is_silence(error: TelegramError) -> bool:
    """Whether this is no answer to the message itself."""
    return type(error) in _SILENT


def result_of(error: TelegramError) -> str:
    """What is counted of a try that failed."""
    if is_silence(error):
        return "silent"
    return {Forbidden: "blocked", RetryAfter: "limited"}.get(type(error), "refused")


def may_have_arrived(call: Call, error: TelegramError) -> bool:
    """Whether the message may be there although no answer came, so that a repetition might be a copy."""
    never_left = isinstance(error, InvalidToken) or isinstance(error.__cause__, NeverLeftError)
    return not never_left and not call.is_edit


class Refusals:
    """Records what became of a try that failed."""

    def __init__(self, staff_chat_id: int | None) -> None:
        self._staff = staff_chat_id

    def record(self, session: Session, tried: Try, at: float) -> None:
        """Store it, by the kind of error; `at` is the elapsed clock."""
        if is_silence(tried.error):
            self._silent(session, tried, at)
            return
        handle = _RULES.get(type(tried.error), Refusals._refused)
        handle(self, session, tried, tried.error)

    def _silent(self, session: Session, tried: Try, at: float) -> None:
        silence = Silence(
            error=type(tried.error).__name__,
            may_have_arrived=may_have_arrived(tried.call, tried.error),
            telegram_answers=tried.telegram_answers,
        )
        verdict = failing.no_answer(session, tried.claimed.owner, tried.claimed.id, silence, at)
        if verdict is Verdict.GAVE_UP:
            log.error("gave up", extra={"action": "gave_up", "outbox": tried.claimed.id})
            gave_up(session, self._staff, clock.real_now())

    def _told_to_wait(self, session: Session, tried: Try, error: Any) -> None:
        wait = error.retry_after
        seconds = float(wait if isinstance(wait, int | float) else wait.total_seconds())
        lines.halt(session, clock.elapsed(), seconds)
        sending.retry(session, tried.claimed.owner, tried.claimed.id, clock.elapsed(), seconds, "RetryAfter")

    def _unreachable(self, session: Session, tried: Try, error: Any) -> None:
        sending.mark_failed(session, tried.claimed.owner, tried.claimed.id, UNREACHABLE)
        lost(session, tried.claimed.chat_id, self._staff, clock.real_now())

    def _migrated(self, session: Session, tried: Try, error: Any) -> None:
        old, new = tried.claimed.chat_id, error.new_chat_id
        log.warning("a group has a new number", extra={"action": "chat_moved", "chat": old, "new_chat": new})
        sending.retry(session, tried.claimed.owner, tried.claimed.id, clock.elapsed(), 0.0, "ChatMigrated")
        moved(session, old, new, self._staff, clock.real_now())

    def _bad_request(self, session: Session, tried: Try, error: Any) -> None:
        reason, row, call = str(error).lower(), tried.claimed.id, tried.call
        if NOT_MODIFIED in reason:
            sending.mark_sent(session, tried.claimed.owner, row, tried.claimed.edits, clock.real_now())
        elif call.is_edit and any(words in reason for words in GONE):
            self._gone(session, tried)
        elif is_outside(tried.call, reason):
            refused(session, call, reason, clock.real_now(), self._teller(session))
            sending.again(session, tried.claimed.owner, row, call.outside().to_json())
        elif UNREADABLE in reason and "parse_mode" in call.parameters:
            sending.replace(session, tried.claimed.owner, row, call.without_markup().to_json())
        elif any(words in reason for words in NOBODY) and call.method != "copyMessage":  # or its source is gone
            self._unreachable(session, tried, error)
        else:
            self._refused(session, tried, error)

    def _teller(self, session: Session) -> Tell:
        def tell(key: str, message: str, **words: str) -> None:
            _tell(session, self._staff, key, clock.real_now(), message, **words)

        return tell

    def _gone(self, session: Session, tried: Try) -> None:
        """The message to edit is not there any more; only news is worth a message of its own."""
        if tried.claimed.send_class is SendClass.EDIT:
            sending.drop(session, tried.claimed.owner, tried.claimed.id)
        else:
            sending.replace(session, tried.claimed.owner, tried.claimed.id, tried.call.anew().to_json())

    def _refused(self, session: Session, tried: Try, error: Any) -> None:
        refused(session, tried.call, str(error).lower(), clock.real_now(), self._teller(session))
        sending.mark_failed(session, tried.claimed.owner, tried.claimed.id, type(error).__name__)


_RULES: dict[type[TelegramError], Callable[[Refusals, Session, Try, Any], None]] = {
    RetryAfter: Refusals._told_to_wait,
    Forbidden: Refusals._unreachable,
    ChatMigrated: Refusals._migrated,
    BadRequest: Refusals._bad_request,
}
