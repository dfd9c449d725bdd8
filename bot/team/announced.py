"""What became of what the team wrote to families: how far it is, edited in place, and the report at the end."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import At, Reply, owe, render
from bot.core.tables import AgendaChangeRow, AnnouncementRow
from bot.messages import Messages
from bot.team.announcements import calls_of, key_of
from knowledge.agenda import agenda
from scheduler.core.tables import FamilyRow, OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, Audience, Notice, OutboxState, put_edit
from scheduler.reminders import for_team

_FR = Messages("fr")  # the team's language
_MOST_NAMED = 20  # families


class Became(Enum):
    """What became of it for one family, the best of its phones first."""

    DELIVERED = "delivered"
    GOING = "going"
    UNCLEAR = "unclear"  # it may have arrived, and is not repeated
    BLOCKED = "blocked"
    FAILED = "failed"
    NOT_SENT = "not_sent"  # stopped, or not the family's concern any more


_OPEN = (OutboxState.WAITING, OutboxState.LEASED)
_BECAME = {
    OutboxState.SENT: Became.DELIVERED,
    OutboxState.WAITING: Became.GOING,
    OutboxState.LEASED: Became.GOING,
    OutboxState.UNCLEAR: Became.UNCLEAR,
    OutboxState.FAILED: Became.FAILED,
    OutboxState.SET_ASIDE: Became.FAILED,
    OutboxState.VOID: Became.NOT_SENT,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of its families had which fate, and the numbers of those whom it did not reach for sure."""

    families: int
    counts: Counter[Became]
    missed: tuple[int, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to send."""
        return not self.counts[Became.GOING]


def progress(session: Session, row: AnnouncementRow) -> Progress:
    """How far it is; a family that has erased itself since is among those to whom it was not sent."""
    return progress_of(session, OutboxRow.key.startswith(key_of(row.id)), row.families)


def progress_of(session: Session, theirs: ColumnElement[bool], families: int) -> Progress:
    """The same of these outbox rows, which were owed to so many families."""
    fates: dict[tuple[int, int], list[Became]] = {}
    rows = select(OutboxRow.chat_id, OutboxRow.notice, OutboxRow.state, OutboxRow.error)
    for chat_id, notice, state, error in session.execute(rows.where(theirs)):
        became = Became.BLOCKED if error == UNREACHABLE and state != OutboxState.SENT else _BECAME[OutboxState(state)]
        family_id = Notice.from_json(notice or "").family_id
        fates.setdefault((family_id, 0 if family_id else chat_id), []).append(became)
    order = list(Became)
    best = {whose: min(found, key=order.index) for whose, found in fates.items()}
    counts = Counter(best.values())
    counts[Became.NOT_SENT] += max(0, families - len(best))
    unsure = {family for (family, _), became in best.items() if became in _MISSED}
    numbers = session.scalars(select(FamilyRow.number).where(FamilyRow.id.in_(unsure)).order_by(FamilyRow.number))
    return Progress(families, counts, tuple(numbers))


_MISSED = (Became.UNCLEAR, Became.BLOCKED, Became.FAILED)
_TOLD = (Became.DELIVERED, *_MISSED, Became.NOT_SENT)


def going(session: Session) -> tuple[AnnouncementRow, ...]:
    """Those of which the end was not told yet."""
    rows = select(AnnouncementRow).where(AnnouncementRow.reported_at.is_(None)).order_by(AnnouncementRow.id)
    return tuple(session.scalars(rows.execution_options(populate_existing=True)))


def is_being_edited(session: Session, row: AnnouncementRow | AgendaChangeRow) -> bool:
    """Whether the last change of the message that tells how far it is has not left yet."""
    if row.progress_id is None:
        return False
    states = [literal.value for literal in _OPEN]
    edits = select(OutboxRow.id).where(OutboxRow.chat_id == row.chat_id, OutboxRow.edits_id == row.progress_id)
    return session.scalar(edits.where(OutboxRow.state.in_(states)).limit(1)) is not None


def shown(session: Session, row: AnnouncementRow) -> Reply:
    """How far it is, with the button that stops it."""
    found = progress(session, row)
    if row.audience == Audience.FAMILY:
        return Reply(_FR.say("announcement-on-its-way"))
    button = Button(_FR.label("announcement-stop"), Press(Action.ANNOUNCE, "stop", row.id))
    done = found.families - found.counts[Became.GOING]
    return Reply(_FR.say("announcement-progress", done=done, n=found.families), ((button,),))


def tell(session: Session, now: datetime) -> None:
    """Let the message that tells it say how far each announcement is now, and report once when it is over."""
    for row in going(session):
        found = progress(session, row)
        done = found.families - found.counts[Became.GOING]
        if found.is_over or row.until <= now:
            _report(session, row, found, now)
        elif done != row.told and not is_being_edited(session, row):
            row.told = done
            edit(session, row, shown(session, row), now)
    session.flush()


def edit(session: Session, row: AnnouncementRow | AgendaChangeRow, reply: Reply, now: datetime) -> None:
    """Let the message that tells how far it is say this instead."""
    if row.progress_id is not None:
        payload = render(reply, chat_id=row.chat_id).to_json()
        put_edit(session, edits_id=row.progress_id, chat_id=row.chat_id, payload=payload, now=now)


def _report(session: Session, row: AnnouncementRow, found: Progress, now: datetime) -> None:
    row.reported_at, at = now, At(topic_id=row.topic_id)
    if row.audience == Audience.FAMILY:
        row.fr = row.en = None  # nobody else waits for these words
        best = next((one for one in Became if found.counts[one]), Became.NOT_SENT)
        said = Reply(_FR.say(f"announcement-one-{best.value}"))
        owe(session, row.chat_id, said, now, key=f"announced-{row.id}", at=at)
        return
    edit(session, row, Reply(_FR.say("announcement-over" if row.stopped_at is None else "announcement-stopped")), now)
    owe(session, row.chat_id, Reply(_reported(session, row, found)), now, key=f"announced-{row.id}", at=at)


def _reported(session: Session, row: AnnouncementRow, found: Progress) -> str:
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    lines = [_FR.say("announcement-report", title="" if event is None else event.title)]
    lines += fates(found)
    if to_call := for_team.put_with(session, calls_of(row.id)):
        lines.append(_FR.say("announcement-called", n=to_call))
    return "\n".join(lines)


def fates(found: Progress) -> list[str]:
    """How many families had which fate, a line each, and the numbers of those to be reached otherwise."""
    lines = [_FR.say(f"announcement-{one.value}", n=found.counts[one]) for one in _TOLD if found.counts[one]]
    if found.missed:
        numbers = ", ".join(map(str, found.missed[:_MOST_NAMED]))
        lines += ["", _FR.say("announcement-missed", families=numbers)]
    return lines


def purge(session: Session, now: datetime, keep: timedelta) -> int:
    """Erase words whose time is over, and what is long past; how many rows went."""
    over = (AnnouncementRow.until <= now, AnnouncementRow.sealed_fr.is_not(None))
    session.execute(update(AnnouncementRow).where(*over).values(sealed_fr=None, sealed_en=None))
    late = session.scalars(select(AnnouncementRow).where(AnnouncementRow.created_at <= now - keep)).all()
    for row in late:
        session.delete(row)
    session.flush()
    return len(late)
