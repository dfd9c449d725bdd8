"""What an operator should know about messages that did not simply arrive; numbers only, never a name."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import staff_lines
from bot.intake import aside
from scheduler import failing, sending, set_aside, standing
from scheduler.outbox import OutboxState

MOST_NAMED = 20


def report(session: Session, staff_chat_id: int | None) -> list[str]:
    """One sentence a finding; none when all is well."""
    return [*_doubts(session), *_given_up(session), *_aside(session),
        *_out_of_reach(session), *_moved(session, staff_chat_id)]


def _doubts(session: Session) -> list[str]:
    doubts = sending.ambiguous(session)
    once = [doubt.id for doubt in doubts if doubt.state is OutboxState.UNCLEAR]
    again = [doubt.id for doubt in doubts if doubt.state is not OutboxState.UNCLEAR]
    said = []
    if once:
        said.append(f"Messages: {_named(once)} may or may not have arrived, and were not repeated.")
    if again:
        said.append(f"Messages: {_named(again)} got no answer at first, so they may have arrived twice.")
    return said


def _given_up(session: Session) -> list[str]:
    rows = failing.given_up(session)
    return [f"Messages: {_named(rows)} were given up after several tries."] if rows else []


def _aside(session: Session) -> list[str]:
    updates = [row.update_id for row in aside.listed(session)]
    messages = [row.id for row in set_aside.listed(session)]
    said = []
    if updates:
        said.append(f"Updates: {_named(updates)} are aside: `cite inbox aside` lists them, --replay tries again.")
    if messages:
        said.append(f"Messages: {_named(messages)} are aside: `cite outbox aside` lists them, --replay tries again.")
    return said


def _out_of_reach(session: Session) -> list[str]:
    numbers = [family.number for family in standing.unreachable_families(session)]
    return [f"Families: {_named(numbers)} cannot be reached: the bot is blocked."] if numbers else []


def _moved(session: Session, staff_chat_id: int | None) -> list[str]:
    new = None if staff_chat_id is None else staff_lines.moved_to(session, staff_chat_id)
    return [] if new is None else [f"Team: its group has a new number: set CITE_STAFF_CHAT_ID={new}."]


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:MOST_NAMED])
    more = ", …" if len(numbers) > MOST_NAMED else ""
    return f"{len(numbers)} (no. {shown}{more})"
