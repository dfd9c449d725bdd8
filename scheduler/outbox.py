"""The outbox's writing side: a message owed to a chat becomes a row in the transaction that owes it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy.orm import Session

from scheduler.models import OutboxRow
from scheduler.upsert import insert_new


class SendClass(IntEnum):
    """What a message is, the most urgent first (design.md §3.4)."""

    REPLY = 0  # a person waits for it
    EDIT = 1
    CONFIRMATION = 2
    OFFER = 3
    REMINDER = 4
    ANNOUNCEMENT = 5


class OutboxState(StrEnum):
    """Where a row stands; void was not true any more when its turn came."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    VOID = "void"
    FAILED = "failed"


class NoticeKind(StrEnum):
    """What a notice tells; delivery writes the words when its turn comes."""

    REMINDER = "reminder"
    OFFER = "offer"
    OFFER_NUDGE = "offer_nudge"
    OFFER_EXPIRED = "offer_expired"
    LAST_CALL = "last_call"
    LIST_CLOSED = "list_closed"
    PLACE_CONFIRMED = "place_confirmed"
    EVENT_MOVED = "event_moved"
    EVENT_CANCELLED = "event_cancelled"
    STAFF_DIGEST = "staff_digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message not yet put into words: ids only, never names, as its column is not encrypted.

    `family_id` 0: for the team.
    """

    kind: NoticeKind
    family_id: int
    event_id: int
    revision: int
    rule: str | None = None
    signup_ids: tuple[int, ...] = ()

    def to_json(self) -> str:
        """The text that the outbox stores."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Notice":
        """Read what :meth:`to_json` wrote."""
        fields = json.loads(text)
        fields["kind"] = NoticeKind(fields["kind"])
        fields["signup_ids"] = tuple(fields["signup_ids"])
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
    now: datetime,
) -> int | None:
    """Owe a chat a message, a rendered `payload` or a `notice`: its row's id, None when `key` exists."""
    return insert_new(
        session,
        OutboxRow,
        chat_id=chat_id,
        send_class=int(send_class),
        payload=payload,
        notice=None if notice is None else notice.to_json(),
        key=key,
        edits_id=edits_id,
        state=OutboxState.WAITING,
        attempts=0,
        not_before=0.0,
        created_at=now,
    )


def put_notice(
    session: Session,
    notice: Notice,
    chats: tuple[int, ...],
    *,
    send_class: SendClass,
    key: str,
    now: datetime,
) -> int:
    """Owe a notice to each of a family's chats, once a key and chat; how many rows are new."""
    rows = (
        put(session, chat_id=chat, send_class=send_class, notice=notice, key=f"{key}:{chat}", now=now)
        for chat in chats
    )
    return sum(row is not None for row in rows)
