"""The outbox's sending side: claim a row under lease and limits, or a reply as it is owed; what became of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, exists, or_, select, update
from sqlalchemy.orm import Session

from knowledge.store.columns import table_of
from knowledge.store.engine import DATABASE_FAULTS, StoreError
from scheduler.core.tables import BucketRow, OutboxRow
from scheduler.outbox import failing, lines
from scheduler.outbox.failing import set_aside
from scheduler.outbox.lines import HALT, OVERALL, Bucket, Filled, Overall
from scheduler.outbox.outbox import Notice, OutboxState, SendClass, put

log = logging.getLogger(__name__)

LEASE_S = 40.0  # longer than a send may take plus the longest wait for the database
CANDIDATES = 50
NOTED_EVERY_S = 1.0

Render = Callable[[Session, OutboxRow, Notice], str | None]
Tell = Callable[[Session, int], None]  # that the row with this id was set aside


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to send now; `edits`: the number of the message that it replaces."""

    id: int
    chat_id: int
    send_class: SendClass
    payload: str
    attempts: int
    owner: str
    leased_until: float
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Something waits, but may not be sent for so many seconds; 0: rows were only cleared away, ask again."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message of which nobody knows whether it arrived, or whether it arrived twice."""

    id: int
    send_class: SendClass
    state: OutboxState


def claim(
    session: Session,
    *,
    owner: str,
    clock: float,
    rate: float | None,
    render: Render,
    tell: Tell = lambda session, row_id: None,
) -> Claimed | Later | None:
    """Lease the next row that may be sent. `rate` is messages a second over all chats, None for no limit.

    A notice is put into words here, when its turn has come; one that is not true any more becomes void. What cannot
    be opened or put into words is set aside, and `tell` hears of it.
    """
    overall = _follow_the_clock(session, lines.lock_overall(session, clock), clock)
    shortage = overall_wait(session, overall, clock, rate)
    if shortage > 0:
        return Later(shortage) if lines.heads(session, clock, 1) else None
    waits: list[float] = []
    for head in lines.heads(session, clock, CANDIDATES):
        tokens = lines.chat_level(session, head.chat_id, clock) if rate is not None else 1.0
        if tokens < 1:
            waits.append(lines.wait_for_one(tokens, lines.for_chat(head.chat_id)))
            continue
        claimed = _take_plain(session, head.id, owner, clock, tell) if head.is_plain else None
        claimed = claimed or _take(session, head.id, owner, clock, render, tell)
        if claimed is not None:
            spend(session, overall, head.chat_id, clock, tokens, rate)
            return claimed
        waits.append(0.0)
    return Later(min(waits)) if waits else None


def _follow_the_clock(session: Session, overall: Overall, clock: float) -> Overall:
    """When the clock was set back, pauses and leases go back with it, or they would last as much longer."""
    step = lines.stepped_back(overall.bucket, clock)
    if not step:
        return overall
    lines.write_overall(session, overall.bucket.tokens, clock)
    paused = update(OutboxRow).where(OutboxRow.state == OutboxState.WAITING, OutboxRow.not_before > clock)
    session.execute(paused.values(not_before=OutboxRow.not_before - step))
    leased = update(OutboxRow).where(OutboxRow.state == OutboxState.LEASED, OutboxRow.leased_until > clock)
    session.execute(leased.values(leased_until=clock + LEASE_S))
    return Overall(Filled(overall.bucket.tokens, clock), overall.halt)


def overall_wait(session: Session, overall: Overall, clock: float, rate: float | None) -> float:
    """Seconds until a message may leave, whoever it is for."""
    halted = lines.halted_for(session, overall, clock)  # what Telegram said counts even where our limits are off
    if rate is None:
        return halted
    bucket = Bucket(rate, lines.OVERALL_BURST)
    return max(halted, lines.wait_for_one(_ready(overall, clock, bucket), bucket))


def _ready(overall: Overall, clock: float, bucket: Bucket) -> float:
    return lines.level(overall.bucket.tokens, overall.bucket.filled_at, clock, bucket)


def spend(session: Session, overall: Overall, chat_id: int, clock: float, tokens: float, rate: float | None) -> None:
    """Take a token of all chats and one of this chat, which has `tokens`."""
    if rate is not None:
        lines.spend(session, chat_id, clock, tokens - 1)
        lines.write_overall(session, _ready(overall, clock, Bucket(rate, lines.OVERALL_BURST)) - 1, clock)
    elif clock - overall.bucket.filled_at > NOTED_EVERY_S:  # it tells when the clock is set back
        lines.write_overall(session, overall.bucket.tokens, clock)


def _take_plain(session: Session, row_id: int, owner: str, clock: float, tell: Tell) -> Claimed | None:
    row = lines.lease(session, row_id, clock, owner, clock + LEASE_S)
    if row is None:
        return None
    try:
        payload = row.payload.open()
    except StoreError as error:  # or it would stop every message behind it
        name = type(error).__name__
        log.exception("not opened", extra={"action": "render_failed", "outbox": row.id, "error": name})
        put_aside(session, owner, row.id, name)
        tell(session, row.id)
        return None
    return Claimed(row.id, row.chat_id, SendClass(row.send_class), payload, row.attempts, owner, clock + LEASE_S)


def _take(session: Session, row_id: int, owner: str, clock: float, render: Render, tell: Tell) -> Claimed | None:
    """Lease this row; None when there is nothing to send in it any more."""
    row = lines.lock(session, row_id, clock)
    if row is None or _was_lost(row):
        return None
    payload = _words(session, row, render)
    if payload is None:
        if row.state == OutboxState.SET_ASIDE:
            tell(session, row.id)
        return None
    aim = failing.aim(session, row)
    if isinstance(aim, failing.NotNeeded):
        return None
    row.state, row.owner, row.leased_until = OutboxState.LEASED, owner, clock + LEASE_S
    row.attempts += 1
    return Claimed(row.id, row.chat_id, SendClass(row.send_class), payload, row.attempts, owner, row.leased_until, aim)


def _was_lost(row: OutboxRow) -> bool:
    """Whether its sender died with it in flight, and it must not be repeated."""
    if row.state != OutboxState.LEASED:
        return False
    row.unclear = row.unclear or row.send_class != SendClass.EDIT
    if row.send_class != SendClass.ANNOUNCEMENT:
        return False
    row.state, row.payload, row.owner, row.leased_until = OutboxState.UNCLEAR, None, None, None
    return True


def _words(session: Session, row: OutboxRow, render: Render) -> str | None:
    try:
        if row.notice is None:
            return row.payload
        with session.begin_nested():  # PostgreSQL does nothing more in a transaction in which something failed
            payload = render(session, row, Notice.from_json(row.notice))
    except DATABASE_FAULTS:
        raise
    except Exception as error:  # or it would stop every message behind it
        name = type(error).__name__
        log.exception("not rendered", extra={"action": "render_failed", "outbox": row.id, "error": name})
        set_aside(row, name)
        return None
    if payload is None:
        row.state = OutboxState.VOID
    return payload


def mark_sent(session: Session, owner: str, row_id: int, message_id: int | None, sent_at: datetime) -> None:
    """The message arrived, sent at this instant: keep its number, erase its words."""
    session.execute(_SENT, {"row_id": row_id, "by": owner, "message": message_id, "at": sent_at})


def mark_failed(session: Session, owner: str, row_id: int, error: str) -> None:
    """Telegram refused for good; the chat's other messages go on."""
    settle(session, owner, row_id, state=OutboxState.FAILED, error=error, payload=None)


def put_aside(session: Session, owner: str, row_id: int, error: str) -> None:
    """It cannot be sent as it is, and that is not Telegram's doing: what it holds is kept."""
    settle(session, owner, row_id, state=OutboxState.SET_ASIDE, error=error)


def drop(session: Session, owner: str, row_id: int) -> None:
    """There is nothing left to say."""
    settle(session, owner, row_id, state=OutboxState.VOID, payload=None)


def replace(session: Session, owner: str, row_id: int, payload: str) -> None:
    """Send this instead, at once, as a message of its own."""
    settle(session, owner, row_id, state=OutboxState.WAITING, payload=payload, notice=None, edits_id=None)


def again(session: Session, owner: str, row_id: int, payload: str) -> None:
    """Send it again at once, so; a notice is put into words anew."""
    is_notice = session.scalar(select(OutboxRow.notice).where(OutboxRow.id == row_id)) is not None
    settle(session, owner, row_id, state=OutboxState.WAITING, payload=None if is_notice else payload)


def retry(session: Session, owner: str, row_id: int, clock: float, wait: float, error: str) -> None:
    """Try again after `wait` seconds, as if it had not been tried; until then the chat's others wait too."""
    settle(
        session,
        owner,
        row_id,
        state=OutboxState.WAITING,
        not_before=clock + wait,
        error=error,
        attempts=OutboxRow.attempts - 1,
    )


def readdress(session: Session, chat_id: int, new_chat_id: int) -> None:
    """A group got another number: what is owed to it is owed there."""
    session.execute(
        update(OutboxRow).where(OutboxRow.chat_id == chat_id, lines.is_open(lines.ROWS.c)).values(chat_id=new_chat_id)
    )


def give_back(session: Session, owner: str) -> None:
    """A claim whose answer was lost may have been committed: what this owner holds, and has not tried, waits again."""
    held = (OutboxRow.owner == owner) & (OutboxRow.state == OutboxState.LEASED)
    session.execute(
        update(OutboxRow)
        .where(held)
        .values(state=OutboxState.WAITING, owner=None, leased_until=None, attempts=OutboxRow.attempts - 1)
    )


def expire(session: Session, prefix: str, clock: float) -> bool:
    """A process is dead: what it has in flight, under names that begin so, is taken as if the lease had run out now.

    Whether there was something.
    """
    held = (lines.is_open(_ROWS.c), _ROWS.c.state == OutboxState.LEASED, _ROWS.c.owner.startswith(prefix))
    expired = update(_ROWS).where(*held, _ROWS.c.leased_until > clock).values(leased_until=clock)
    return bool(session.execute(expired.returning(_ROWS.c.id)).all())


def take_back(session: Session, clock: float) -> None:
    """On SQLite, with its one process: whatever a predecessor that died had in flight waits again.

    An announcement does not: it may have arrived.
    """
    once = OutboxRow.send_class == SendClass.ANNOUNCEMENT
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.LEASED)
        .values(
            state=case((once, OutboxState.UNCLEAR), else_=OutboxState.WAITING),
            unclear=OutboxRow.unclear | (OutboxRow.send_class != SendClass.EDIT),
            owner=None,
            leased_until=None,
        )
    )
    lines.empty_overall(session, clock)


def ambiguous(session: Session) -> tuple[Doubt, ...]:
    """The messages that may have arrived although no answer came, the oldest first.

    Sent: it was repeated, so it may have come twice. Unclear: it was not. Waiting: it will be repeated.
    """
    rows = select(OutboxRow.id, OutboxRow.send_class, OutboxRow.state).where(OutboxRow.unclear)
    found = session.execute(rows.order_by(OutboxRow.id))
    return tuple(Doubt(row_id, SendClass(kind), OutboxState(state)) for row_id, kind, state in found)


def settle(session: Session, owner: str, row_id: int, **values: object) -> None:
    """Record what became of a row in flight; nothing happens once this owner has lost it."""
    # The owner fences: a sender that lost its lease must not undo what its successor recorded.
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.owner == owner, OutboxRow.state == OutboxState.LEASED)
        .values(owner=None, leased_until=None, **values)
    )


_ROWS = lines.ROWS
_SENT = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row_id"), _ROWS.c.owner == bindparam("by"), _ROWS.c.state == OutboxState.LEASED)
    .values(
        owner=None, leased_until=None, state=OutboxState.SENT, payload=None, error=None,
        sent_at=bindparam("at"), sent_message_id=bindparam("message"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is free to send it: the name under which it is leased, and how many messages a second may leave."""

    owner: str
    rate: float | None


def put_leased(
    session: Session, sender: Sender, *, chat_id: int, payload: str, clock: float, now: datetime
) -> Claimed | None:
    """Owe a reply in flight; None, with nothing done, when others of its chat wait, or it has to wait for a token.

    To be called at the end of a transaction: on PostgreSQL it holds the bucket of all chats.
    """
    found = session.execute(_STANDING, {"bucket": lines.name_of(chat_id), "chat": chat_id}).all()
    buckets = {name: Filled(tokens, filled_at) for name, tokens, filled_at, _ in found}
    is_odd = any(lines.stepped_back(one, clock) for one in buckets.values())
    if OVERALL not in buckets or is_odd or any(has_line for *_, has_line in found):
        return None  # on PostgreSQL, somebody else may hold the bucket
    overall = Overall(buckets[OVERALL], buckets.get(HALT))
    tokens = lines.level_of_chat(chat_id, buckets.get(lines.name_of(chat_id)), clock)
    if overall_wait(session, overall, clock, sender.rate) > 0 or (sender.rate is not None and tokens < 1):
        return None
    spend(session, overall, chat_id, clock, tokens, sender.rate)
    until = clock + LEASE_S
    row_id = put(
        session,
        chat_id=chat_id,
        send_class=SendClass.REPLY,
        payload=payload,
        now=now,
        owner=sender.owner,
        leased_until=until,
    )
    return Claimed(row_id or 0, chat_id, SendClass.REPLY, payload, 1, sender.owner, until)


# Built once, as every answer asks it: the buckets that a message to a chat needs, and whether others to it are open.
_BUCKETS = table_of(BucketRow)
_LINE = exists().where(lines.ROWS.c.chat_id == bindparam("chat"), lines.is_open(lines.ROWS.c))
_STANDING = (
    select(_BUCKETS.c.name, _BUCKETS.c.tokens, _BUCKETS.c.filled_at, _LINE)
    .where(or_(_BUCKETS.c.name == OVERALL, _BUCKETS.c.name == HALT, _BUCKETS.c.name == bindparam("bucket")))
    .with_for_update(skip_locked=True, of=_BUCKETS)
)
