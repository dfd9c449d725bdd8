"""The outbox's writing side: a message owed to a chat becomes a row in the transaction that owes it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.core.team_tables import CallRow
from scheduler.core.transactions import insert_new
from scheduler.families import contacts
from scheduler.families.families import is_unreachable

_PUT = "outbox.put"
UNREACHABLE = "unreachable"  # the error of a row that nobody was there to read


class SendClass(IntEnum):
    """What a message is, the most urgent first (ARCHITECTURE.md, Outbox)."""

    REPLY = 0  # a person waits for it
    EDIT = 1
    CONFIRMATION = 2
    OFFER = 3
    REMINDER = 4
    ANNOUNCEMENT = 5


class OutboxState(StrEnum):
    """Where a row stands.

    Void was not true any more when its turn came, or nobody was there to read it. Unclear may have arrived
    and is not repeated. Failed was refused, or given up. Set aside could not be opened or put into words
    (see scheduler.outbox.failing).
    """

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    VOID = "void"
    UNCLEAR = "unclear"
    FAILED = "failed"
    SET_ASIDE = "set_aside"


class NoticeKind(StrEnum):
    """What a notice tells; delivery writes the words when its turn comes."""

    REMINDER = "reminder"
    OFFER = "offer"
    OFFER_NUDGE = "offer_nudge"
    OFFER_EXPIRED = "offer_expired"
    OFFER_OVER = "offer_over"  # an edit of the offer: its buttons go
    LAST_CALL = "last_call"
    LAST_CALL_LOST = "last_call_lost"  # an edit of the last call
    LIST_CLOSED = "list_closed"
    PLACE_CONFIRMED = "place_confirmed"
    PLACE_CANCELLED = "place_cancelled"  # by the team, as the family asked
    PLACE_MOVED = "place_moved"  # the same
    EVENT_MOVED = "event_moved"
    MOVED_NUDGE = "moved_nudge"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_RESUMED = "event_resumed"
    STAFF_DIGEST = "staff_digest"
    STAFF_QUESTION = "staff_question"  # a family's words for the team
    STAFF_TOPIC = "staff_topic"  # opens, closes, opens again or deletes the topic of a thread; the rule says which
    STAFF_RECALL = "staff_recall"  # a question has waited for a day
    STAFF_FIX = "staff_fix"  # the team is asked for what an answer should have said
    ANSWER_ASKED = "answer_asked"  # a family is asked whether the team's answer is one
    CALENDAR = "calendar"  # the file that goes with a change
    ANNOUNCEMENT = "announcement"  # what the team writes to families


# What a family that has no chat is called for.
CALLED = (
    NoticeKind.REMINDER, NoticeKind.OFFER, NoticeKind.LAST_CALL, NoticeKind.LIST_CLOSED, NoticeKind.PLACE_CONFIRMED,
    NoticeKind.PLACE_CANCELLED, NoticeKind.PLACE_MOVED, NoticeKind.EVENT_MOVED, NoticeKind.EVENT_CANCELLED,
    NoticeKind.EVENT_RESUMED, NoticeKind.ANNOUNCEMENT,
)  # fmt: skip


class Audience(StrEnum):
    """Whom the team writes to; the rule of such a notice."""

    SEATED = "seated"  # who has a seat at the event
    IN_LINE = "in_line"  # who waits for one, or has one on offer
    FAMILY = "family"  # one family


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when an event takes place (aware UTC)."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message not yet put into words: ids only, never names, as its column is not encrypted.

    `was`: when a moved event took place before; `until`: an offer's deadline (aware UTC).
    `family_id` 0: for the team, or whoever has no family yet. `event_id` 0: about no event. `about`: the thread, the
    answer, its copy, or what the team writes to families, whose `rule` is an :class:`Audience`.
    """

    kind: NoticeKind
    family_id: int
    event_id: int
    revision: int
    rule: str | None = None
    signup_ids: tuple[int, ...] = ()
    was: Slot | None = None
    until: datetime | None = None
    about: int = 0

    def to_json(self) -> str:
        """The text that the outbox stores."""
        return json.dumps(asdict(self), separators=(",", ":"), default=datetime.isoformat)

    @classmethod
    def from_json(cls, text: str) -> "Notice":
        """Read what :meth:`to_json` wrote."""
        fields = json.loads(text)
        fields["kind"] = NoticeKind(fields["kind"])
        fields["signup_ids"] = tuple(fields["signup_ids"])
        if was := fields.get("was"):
            fields["was"] = Slot(*(datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at")))
        if until := fields.get("until"):
            fields["until"] = datetime.fromisoformat(until)
        return cls(**fields)


def put(
    session: Session,
    *,
    chat_id: int,
    send_class: SendClass,
    payload: str | None = None,
    notice: Notice | None = None,
    key: str | None = None,
    edits_id: int | None = None,
    owner: str | None = None,
    leased_until: float | None = None,
    now: datetime,
) -> int | None:
    """Owe a chat a message, a rendered `payload` or a `notice`: its row's id, None when `key` exists.

    `owner`: who has it in hand already, `leased_until` then (see scheduler.outbox.sending).

    A notice to a chat that cannot be reached is kept for when the person returns (see scheduler.reminders.reminders).
    """
    parked = notice is not None and is_unreachable(session, chat_id)
    made = insert_new(
        session,
        OutboxRow,
        chat_id=chat_id,
        send_class=int(send_class),
        payload=payload,
        notice=None if notice is None else notice.to_json(),
        key=key,
        edits_id=edits_id,
        state=OutboxState.VOID if parked else OutboxState.LEASED if owner else OutboxState.WAITING,
        error=UNREACHABLE if parked else None,
        owner=owner,
        leased_until=leased_until,
        attempts=1 if owner else 0,
        not_before=0.0,
        created_at=now,
    )
    if made is not None and not parked:
        session.info[_PUT] = put_by(session) + 1
    return made


def put_by(session: Session) -> int:
    """How many messages this transaction owes anew, for whoever tells the senders."""
    count: int = session.info.get(_PUT, 0)
    return count


def put_notice(
    session: Session,
    notice: Notice,
    chats: tuple[int, ...],
    *,
    send_class: SendClass,
    key: str,
    now: datetime,
) -> int:
    """Owe a notice to each of a family's chats, once a key and chat; how many rows are new.

    A family that has none, and gave its number, is to be called.
    """
    if not chats:
        return _put_call(session, notice, send_class, key, now)
    rows = (
        put(session, chat_id=chat, send_class=send_class, notice=notice, key=f"{key}:{chat}", now=now) for chat in chats
    )
    return sum(row is not None for row in rows)


def _put_call(session: Session, notice: Notice, send_class: SendClass, key: str, now: datetime) -> int:
    if notice.kind not in CALLED or not contacts.called(session, (notice.family_id,)):
        return 0
    values = {"family_id": notice.family_id, "notice": notice.to_json(), "send_class": int(send_class)}
    return int(insert_new(session, CallRow, key=key, created_at=now, **values) is not None)


def put_edit(
    session: Session,
    *,
    edits_id: int,
    chat_id: int,
    payload: str | None = None,
    notice: Notice | None = None,
    send_class: SendClass = SendClass.EDIT,
    key: str | None = None,
    now: datetime,
) -> int | None:
    """Let the message of row `edits_id` say this instead; `payload` is rendered as a message of its own.

    Unsent, that row takes the content over, and its id comes back. Gone (refused, void, deleted in the chat,
    or no row at all), an edit of class EDIT is dropped; one of another class goes out as a new message.
    None: `key` exists.
    """
    if key is not None and row_of(session, key) is not None:
        return None
    target = session.get(OutboxRow, edits_id, populate_existing=True, with_for_update=True)
    if target is not None and target.state == OutboxState.WAITING:
        target.payload, target.notice = payload, None if notice is None else notice.to_json()
        session.flush()
        return target.id
    return put(
        session,
        chat_id=chat_id,
        send_class=send_class,
        payload=payload,
        notice=notice,
        key=key,
        edits_id=edits_id,
        now=now,
    )


def row_of(session: Session, key: str) -> int | None:
    """The row that has this key."""
    return session.scalar(select(OutboxRow.id).where(OutboxRow.key == key))
