"""Telegram's sending limits as token buckets in the database, shared by every replica.

Sources: design.md §3.6, from Telegram's own FAQ on broadcasting and what was measured.
"""

from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from scheduler.models import BucketRow
from scheduler.upsert import insert_missing

OVERALL, HALT = "overall", "halt"


@dataclass(frozen=True, slots=True)
class Bucket:
    """`rate` tokens come back a second, `burst` at most lie ready."""

    rate: float
    burst: float


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


def lock_overall(session: Session, clock: float) -> BucketRow:
    """The overall bucket, locked by writing it first: claims happen one after the other.

    On SQLite the transaction holds the only lock already, and one that writes nothing costs no flush to disk.
    """
    if session.get_bind().dialect.name == "sqlite":
        row = session.get(BucketRow, OVERALL, populate_existing=True)
        return row or _first_overall(session, clock)
    lock = update(BucketRow).where(BucketRow.name == OVERALL).values(name=OVERALL).returning(BucketRow)
    row = session.scalar(lock, execution_options={"populate_existing": True})
    return row or _first_overall(session, clock)


def _first_overall(session: Session, clock: float) -> BucketRow:
    insert_missing(session, BucketRow, [{"name": OVERALL, "tokens": 0.0, "filled_at": clock}])
    return lock_overall(session, clock)


def stepped_back(row: BucketRow, clock: float) -> float:
    """Seconds by which the clock was set back since the row was written, 0.0 if it was not."""
    behind = row.filled_at - clock
    return behind if behind > MOST_SKEW_S else 0.0


def for_chat(chat_id: int) -> Bucket:
    """The bucket of a chat: groups have negative ids."""
    return GROUP if chat_id < 0 else PRIVATE_CHAT


def chat_level(session: Session, chat_id: int, clock: float) -> float:
    """Tokens of this chat; a chat not written to lately has its full burst."""
    row = session.get(BucketRow, _name(chat_id))
    bucket = for_chat(chat_id)
    if row is None:
        return bucket.burst
    return level(row.tokens, anchored(row, clock).filled_at, clock, bucket)


def spend(session: Session, chat_id: int, clock: float, tokens_left: float) -> None:
    """Store what is left of a chat's bucket."""
    session.merge(BucketRow(name=_name(chat_id), tokens=tokens_left, filled_at=clock))


def halt(session: Session, clock: float, seconds: float) -> None:
    """Send nothing at all for so long: Telegram said so. A longer stop that is under way stays."""
    lock_overall(session, clock)  # two refusals at once must not overwrite each other
    if seconds > halted_for(session, clock):
        session.merge(BucketRow(name=HALT, tokens=seconds, filled_at=clock))


def halted_for(session: Session, clock: float) -> float:
    """Seconds of a full stop that remain."""
    row = session.get(BucketRow, HALT)
    return 0.0 if row is None else max(0.0, anchored(row, clock).filled_at + row.tokens - clock)


def empty_overall(session: Session, clock: float) -> None:
    """After a start nothing is known of what was just sent: begin with an empty bucket."""
    session.merge(BucketRow(name=OVERALL, tokens=0.0, filled_at=clock))


def forget_full(session: Session, clock: float) -> None:
    """Drop the buckets that have filled up again; they are as good as new."""
    session.execute(
        delete(BucketRow).where(BucketRow.name.not_in([OVERALL, HALT]), BucketRow.filled_at < clock - 60)
    )


def anchored(row: BucketRow, clock: float) -> BucketRow:
    """The row, moved back with a clock that stepped back: otherwise nothing would fill until it catches up."""
    if stepped_back(row, clock):
        row.filled_at = clock
    return row


def _name(chat_id: int) -> str:
    return f"chat:{chat_id}"
