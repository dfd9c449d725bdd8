"""Telegram's sending limits as token buckets in the database, shared by every replica.

Sources: design.md §3.6, from Telegram's own FAQ on broadcasting and what was measured.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from knowledge.store.base import table_of
from scheduler.models import BucketRow
from scheduler.upsert import insert_missing

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
    session.execute(
        delete(BucketRow).where(BucketRow.name.not_in([OVERALL, HALT]), BucketRow.filled_at < clock - 60)
    )


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
