"""Each chat's line in the outbox: which row goes next, and which rows hold the others up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Float, and_, bindparam, delete, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from knowledge.store.columns import Sealed, table_of
from scheduler.core.tables import BucketRow, OutboxRow
from scheduler.core.transactions import insert_missing
from scheduler.outbox.outbox import OutboxState

STEPS_ASIDE = 5  # after so many tries of its own a row does not hold its chat any more

ROWS = table_of(OutboxRow)
Columns: TypeAlias = ReadOnlyColumnCollection[str, Column[Any]]
Clock: TypeAlias = float | ColumnElement[float]


@dataclass(frozen=True, slots=True)
class Head:
    """The next row of a chat. Plain: nothing to write anew, to replace or to doubt in it, only to send."""

    id: int
    chat_id: int
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Leased:
    """A plain row in flight."""

    id: int
    chat_id: int
    send_class: int
    payload: Sealed
    attempts: int


def heads(session: Session, clock: float, most: int) -> Sequence[Head]:
    """The head of each chat's line, the most urgent class first, so that a long line hides no other chat."""
    found = session.execute(_HEADS, {"clock": clock, "most": most})
    return [Head(row_id, chat_id, is_plain) for row_id, chat_id, is_plain in found]


def lock(session: Session, row_id: int, clock: float) -> OutboxRow | None:
    """The row, locked; None when somebody changed it, or is about to."""
    found: OutboxRow | None = session.scalar(_LOCKED, {"clock": clock, "row_id": row_id})
    return found


def lease(session: Session, row_id: int, clock: float, owner: str, until: float) -> Leased | None:
    """Lease a plain row; None when somebody changed it, or is about to."""
    given = {"clock": clock, "row_id": row_id, "by": owner, "until": until}
    found = session.execute(_LEASE, given).first()
    return None if found is None else Leased(*found)


def is_open(row: Columns) -> ColumnElement[bool]:
    """Whether it is still owed; spelt out, because a bound value would not match the partial indexes."""
    return row.state.in_([literal_column(f"'{state}'") for state in (OutboxState.WAITING, OutboxState.LEASED)])


def is_ready(row: Columns, clock: Clock) -> ColumnElement[bool]:
    """Whether it may be tried now: it waits and its pause is over, or whoever had it is dead."""
    waiting = and_(row.state == OutboxState.WAITING, row.not_before <= clock)
    return or_(waiting, and_(row.state == OutboxState.LEASED, row.leased_until <= clock))


def _waits_for_another(row: Columns, clock: Clock) -> ColumnElement[bool]:
    other = ROWS.alias()
    first = or_(_holds(other.c, clock), and_(is_ready(other.c, clock), _goes_before(other.c, row)))
    return (
        select(other.c.id)
        .where(other.c.chat_id == row.chat_id, other.c.id != row.id, is_open(other.c), first)
        .correlate(ROWS)
        .exists()
    )


def _holds(row: Columns, clock: Clock) -> ColumnElement[bool]:
    """In flight, or waiting to be tried again."""
    in_flight = and_(row.state == OutboxState.LEASED, row.leased_until > clock)
    retrying = and_(row.state == OutboxState.WAITING, row.not_before > clock, row.attempts < STEPS_ASIDE)
    return or_(in_flight, retrying)


def _goes_before(row: Columns, other: Columns) -> ColumnElement[bool]:
    sooner = and_(row.send_class == other.send_class, row.id < other.id)
    return or_(row.send_class < other.send_class, sooner)


def _is_plain(row: Columns) -> ColumnElement[bool]:
    waits = row.state == OutboxState.WAITING
    return and_(waits, row.notice.is_(None), row.edits_id.is_(None), row.payload.is_not(None))


# Built once, of columns and not of mapped classes: to build one costs more than to run it, and so do objects.
_CLOCK = bindparam("clock", type_=Float())
_ITS_OWN = and_(ROWS.c.id == bindparam("row_id"), is_ready(ROWS.c, _CLOCK))
_HEADS = (
    select(ROWS.c.id, ROWS.c.chat_id, _is_plain(ROWS.c).label("is_plain"))
    .where(is_open(ROWS.c), is_ready(ROWS.c, _CLOCK), ~_waits_for_another(ROWS.c, _CLOCK))
    .order_by(ROWS.c.send_class, ROWS.c.id)
    .limit(bindparam("most"))
)
_LOCKED = select(OutboxRow).where(_ITS_OWN).with_for_update(skip_locked=True).execution_options(populate_existing=True)
_FREE = select(ROWS.c.id).where(_ITS_OWN, _is_plain(ROWS.c)).with_for_update(skip_locked=True)
_LEASE = (
    update(ROWS)
    .where(ROWS.c.id == _FREE.scalar_subquery())
    .values(
        state=OutboxState.LEASED, owner=bindparam("by"), leased_until=bindparam("until"), attempts=ROWS.c.attempts + 1
    )
    .returning(*ROWS.c["id", "chat_id", "send_class", "payload", "attempts"])
)


OVERALL, HALT = "overall", "halt"

_BUCKETS = table_of(BucketRow)
_IS_ASKED = _BUCKETS.c.name == bindparam("bucket")
_ONE = select(_BUCKETS.c.tokens, _BUCKETS.c.filled_at).where(_IS_ASKED)
_BOTH = select(_BUCKETS).where(or_(_BUCKETS.c.name == OVERALL, _BUCKETS.c.name == HALT))
_LOCK = update(_BUCKETS).where(_BUCKETS.c.name == OVERALL).values(name=OVERALL)
_UPDATE = update(_BUCKETS).where(_IS_ASKED).values(tokens=bindparam("left"), filled_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class Bucket:
    """`rate` tokens come back a second, `burst` at most lie ready."""

    rate: float
    burst: float


@dataclass(frozen=True, slots=True)
class Filled:
    """A bucket as it was kept: so many tokens at this instant."""

    tokens: float
    filled_at: float


@dataclass(frozen=True, slots=True)
class Overall:
    """The bucket of all chats, and the full stop that Telegram asked for last, `tokens` seconds from `filled_at`."""

    bucket: Filled
    halt: Filled | None


OVERALL_BURST = 3.0
PRIVATE_CHAT = Bucket(rate=1.0, burst=3.0)
GROUP = Bucket(rate=15 / 60, burst=3.0)  # with its burst 18 in any minute, where Telegram allows 20
MOST_SKEW_S = 5.0  # between replicas; what lies further ahead was written before the clock stepped back


def level(tokens: float, filled_at: float, clock: float, bucket: Bucket) -> float:
    """Tokens that lie ready at `clock` (unshifted seconds); a clock stepped back adds none."""
    return min(bucket.burst, tokens + max(0.0, clock - filled_at) * bucket.rate)


def wait_for_one(tokens: float, bucket: Bucket) -> float:
    """Seconds until a whole token lies ready."""
    return max(0.0, (1.0 - tokens) / bucket.rate)


def lock_overall(session: Session, clock: float) -> Overall:
    """The overall bucket, locked by writing it first: claims happen one after the other.

    On SQLite the transaction holds the only lock already, and one that writes nothing costs no flush to disk.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_LOCK)
    found = {name: Filled(tokens, filled_at) for name, tokens, filled_at in session.execute(_BOTH)}
    return Overall(found[OVERALL], found.get(HALT)) if OVERALL in found else _first_overall(session, clock)


def _first_overall(session: Session, clock: float) -> Overall:
    insert_missing(session, BucketRow, [{"name": OVERALL, "tokens": 0.0, "filled_at": clock}])
    return lock_overall(session, clock)


def stepped_back(bucket: Filled, clock: float) -> float:
    """Seconds by which the clock was set back since the bucket was written, 0.0 if it was not."""
    behind = bucket.filled_at - clock
    return behind if behind > MOST_SKEW_S else 0.0


def for_chat(chat_id: int) -> Bucket:
    """The bucket of a chat: groups have negative ids."""
    return GROUP if chat_id < 0 else PRIVATE_CHAT


def chat_level(session: Session, chat_id: int, clock: float) -> float:
    """Tokens of this chat; a chat not written to lately has its full burst."""
    found = session.execute(_ONE, {"bucket": name_of(chat_id)}).first()
    kept = None if found is None else _anchored(session, name_of(chat_id), Filled(*found), clock)
    return level_of_chat(chat_id, kept, clock)


def level_of_chat(chat_id: int, kept: Filled | None, clock: float) -> float:
    """Tokens of a chat whose bucket was kept so."""
    bucket = for_chat(chat_id)
    return bucket.burst if kept is None else level(kept.tokens, kept.filled_at, clock, bucket)


def spend(session: Session, chat_id: int, clock: float, tokens_left: float) -> None:
    """Store what is left of a chat's bucket."""
    _write(session, name_of(chat_id), tokens_left, clock)


def write_overall(session: Session, tokens: float, clock: float) -> None:
    """Store what is left of the overall bucket, locked before."""
    session.execute(_UPDATE, {"bucket": OVERALL, "left": tokens, "at": clock})


def halt(session: Session, clock: float, seconds: float) -> None:
    """Send nothing at all for so long: Telegram said so. A longer stop that is under way stays."""
    overall = lock_overall(session, clock)  # two refusals at once must not overwrite each other
    if seconds > halted_for(session, overall, clock):
        _write(session, HALT, seconds, clock)


def halted_for(session: Session, overall: Overall, clock: float) -> float:
    """Seconds of a full stop that remain."""
    if overall.halt is None:
        return 0.0
    kept = _anchored(session, HALT, overall.halt, clock)
    return max(0.0, kept.filled_at + kept.tokens - clock)


def empty_overall(session: Session, clock: float) -> None:
    """After a start nothing is known of what was just sent: begin with an empty bucket."""
    _write(session, OVERALL, 0.0, clock)


def forget_full(session: Session, clock: float) -> None:
    """Drop the buckets that have filled up again; they are as good as new."""
    session.execute(delete(BucketRow).where(BucketRow.name.not_in([OVERALL, HALT]), BucketRow.filled_at < clock - 60))


def _anchored(session: Session, name: str, kept: Filled, clock: float) -> Filled:
    """The bucket, moved back with a clock that stepped back: otherwise nothing would fill until it catches up."""
    if not stepped_back(kept, clock):
        return kept
    _write(session, name, kept.tokens, clock)
    return Filled(kept.tokens, clock)


def _write(session: Session, name: str, tokens: float, clock: float) -> None:
    session.execute(_upsert(session.get_bind().dialect.name), {"name": name, "tokens": tokens, "filled_at": clock})


@cache  # building a statement costs more than running it
def _upsert(dialect: str) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    made = insert(_BUCKETS)
    changed = {"tokens": made.excluded.tokens, "filled_at": made.excluded.filled_at}
    return made.on_conflict_do_update(index_elements=["name"], set_=changed)


def name_of(chat_id: int) -> str:
    """How a chat's bucket is kept."""
    return f"chat:{chat_id}"
