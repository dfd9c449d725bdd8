"""What an update is read against: the clock, the agenda, and what the chat was told unasked, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.chat.context import Context
from bot.chat.turn import Turn
from bot.core import clock
from bot.core.tables import ChatRow
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from knowledge.store.columns import UtcDateTime, table_of
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState

ANSWERED_WITHIN = timedelta(days=8)
_LOOKED_AT = 8  # messages
_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.MOVED_NUDGE, NoticeKind.EVENT_RESUMED)
_ASKS = (NoticeKind.REMINDER, *_OF_CHANGE)


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice that was sent; `is_last_word`: the person has neither written nor pressed anything since.

    `is_meant`: they reply to it, or put a sign on it.
    """

    notice: Notice
    is_last_word: bool
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """An event not yet over that asks whether they come; `revision`: of the date that was read.

    `of_change`: it told of a new date, so whoever comes keeps the seat for that date. `is_confirmed`: it was only
    confirmed, and asks nothing.
    """

    event: Event
    revision: int
    is_last_word: bool
    of_change: bool = False
    is_confirmed: bool = False


def notices(session: Session, turn: Turn, now: datetime, most: int = _LOOKED_AT) -> tuple[SentNotice, ...]:
    """The last ones that were sent, or the one that is replied to. Read once a turn: several readers ask for them."""
    key = _key(turn)
    if key not in session.info:
        session.info[key] = read_told(session, turn.chat_id, turn.replied_to, now)
    found: tuple[SentNotice, ...] = session.info[key]
    return found[:most]


def is_meant(context: Context) -> bool:
    """Whether the person replies to one of them, or puts a sign on it."""
    newest = next(iter(notices(context.session, context.turn, context.now)), None)
    return newest is not None and newest.is_meant


def remember(session: Session, turn: Turn, found: tuple[SentNotice, ...]) -> None:
    """They were read for this turn already."""
    session.info[_key(turn)] = found


def _key(turn: Turn) -> tuple[str, int, int | None]:
    return "told", turn.chat_id, turn.replied_to


def read_told(session: Session, chat_id: int, replied_to: int | None, now: datetime) -> tuple[SentNotice, ...]:
    """The same, read from the database."""
    asked = {"chat": chat_id, "since": now - ANSWERED_WITHIN}
    if replied_to is not None:
        meant = session.execute(_MEANT, {**asked, "number": replied_to}).first()
        if meant is not None:
            return (SentNotice(Notice.from_json(meant.notice), is_last_word=True, is_meant=True),)
    rows = session.execute(_LAST, asked)
    return tuple(
        SentNotice(Notice.from_json(notice), _is_last_word(sent_at, seen_at)) for notice, sent_at, seen_at in rows
    )


def talk_told(session: Session, told: Iterable[SentNotice], now: datetime) -> DialogueState | None:
    """What « à quelle heure ? » is about right after the bot told this of its own accord; None otherwise."""
    uids = tuple(event.uid for event in _events(session, (one for one in told if one.is_last_word)))
    return DialogueState(at=now, intent=EVENTS, shown=uids) if uids else None


def last_event(context: Context) -> Event | None:
    """The event of the newest notice, whatever has become of it."""
    return next(_events(context.session, notices(context.session, context.turn, context.now)), None)


def _events(session: Session, told: Iterable[SentNotice]) -> Iterator[Event]:
    found = (agenda.by_id(session, event_id) for event_id in dict.fromkeys(one.notice.event_id for one in told))
    return (event for event in found if event is not None)


def reminders(context: Context) -> tuple[Reminded, ...]:
    """Each event of which it was last asked whether they come, the newest question first."""
    newest: dict[int, SentNotice] = {}
    team_wrote = False
    for told in notices(context.session, context.turn, context.now):
        if told.notice.kind is NoticeKind.ANNOUNCEMENT:  # a mere « oui » below it is not for what stands above
            team_wrote = True
        elif told.notice.kind is not NoticeKind.CALENDAR:  # the file that goes with a change asks nothing
            last = told.is_last_word and not team_wrote
            newest.setdefault(told.notice.event_id, replace(told, is_last_word=last))
    found = (_reminded(context, told) for told in newest.values() if told.notice.kind in _ASKS)
    return tuple(one for one in found if one is not None)


def _reminded(context: Context, told: SentNotice) -> Reminded | None:
    event = agenda.by_id(context.session, told.notice.event_id)
    if event is None or event.is_cancelled or event.ends_at <= context.now:
        return None
    return Reminded(event, told.notice.revision, told.is_last_word, told.notice.kind in _OF_CHANGE)


def _is_last_word(sent_at: datetime | None, seen_at: datetime | None) -> bool:
    return seen_at is None or sent_at is None or seen_at <= sent_at


# Built once, since every turn needs it, and of columns: to build one costs more than to run it, and so do objects.
_OWED, _CHATS = table_of(OutboxRow), table_of(ChatRow)
_LAST = (
    select(_OWED.c.notice, _OWED.c.sent_at, _CHATS.c.seen_at)
    .select_from(_OWED.outerjoin(_CHATS, _CHATS.c.chat_id == _OWED.c.chat_id))
    .where(_OWED.c.chat_id == bindparam("chat"), _OWED.c.state == OutboxState.SENT)
    .where(_OWED.c.notice.is_not(None), _OWED.c.edits_id.is_(None))
    .where(_OWED.c.created_at > bindparam("since", type_=UtcDateTime()))
    .order_by(_OWED.c.id.desc())
    .limit(_LOOKED_AT)
)
_MEANT = _LAST.where(_OWED.c.sent_message_id == bindparam("number")).limit(1)


@dataclass(frozen=True, slots=True)
class Moment:
    """`now`: on the business clock, which is `shift` ahead of the real one.

    `told`: what the chat was told unasked, or the one of it that message `replied_to` is; `talk`: what that is about.
    """

    now: datetime
    shift: timedelta
    events: tuple[Event, ...]
    told: tuple[SentNotice, ...]
    talk: DialogueState | None
    replied_to: int | None


def read(session: Session, chat_id: int, replied_to: int | None, *, may_shift: bool) -> Moment:
    """As it is now."""
    shift = clock.shift(session, may_shift=may_shift)
    now = clock.real_now() + shift
    sent = read_told(session, chat_id, replied_to, now)
    return Moment(now, shift, agenda.upcoming(session, now), sent, talk_told(session, sent, now), replied_to)
