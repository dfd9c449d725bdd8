"""A reply that leaves at once: leased as it is owed, so that nobody has to look for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from knowledge.store.columns import table_of
from scheduler.core.tables import BucketRow
from scheduler.outbox import lines, sending
from scheduler.outbox.lines import HALT, OVERALL, Filled, Overall
from scheduler.outbox.outbox import SendClass, put
from scheduler.outbox.sending import Claimed


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
    if sending.overall_wait(session, overall, clock, sender.rate) > 0 or (sender.rate is not None and tokens < 1):
        return None
    sending.spend(session, overall, chat_id, clock, tokens, sender.rate)
    until = clock + sending.LEASE_S
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
