"""The agenda: an event as everybody sees it, a frozen value; the table that holds it; what is to come, or one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Text, bindparam, func, literal_column, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store.columns import Base, UtcDateTime, table_of

CHILDREN_UNTIL = 17  # an event whose highest age is this or less is for children (ARCHITECTURE.md, Who takes part)


class Kind(StrEnum):
    """What sort of event it is."""

    WORKSHOP = "workshop"
    COURSE = "course"
    CONFERENCE = "conference"
    ESCAPE = "escape"
    MEETING = "meeting"
    VISIT = "visit"


class Status(StrEnum):
    """Whether the event takes place. A draft is known to nobody but the team."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Whom an event is meant for."""

    EVERYONE = "tous"
    PUPILS = "scolaires"
    MIDDLE_SCHOOL = "collegiens"
    HIGH_SCHOOL = "lyceens"
    STUDENTS = "etudiants"
    SENIORS = "seniors"
    BEGINNERS = "debutants"
    FAMILIES = "familles"
    COMPANIES = "entreprises"
    ASSOCIATIONS = "associations"
    PUBLIC_BODIES = "acteurs-publics"


class Theme(StrEnum):
    """What an event is about."""

    BASICS = "bases"
    AI = "ia"
    DATA = "donnees"
    SECURITY = "securite"
    SOCIAL_NETWORKS = "reseaux-sociaux"
    WOMEN = "femmes"
    ADDICTION = "addiction"
    CODING = "codage"
    FABRICATION = "fabrication"
    MEDIA = "media"
    ENTREPRENEURSHIP = "entrepreneuriat"
    ORIENTATION = "orientation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated event of the agenda. Instants are aware UTC; `capacity` None means no sign-up is needed."""

    id: int
    code: str
    uid: str
    title: str
    title_en: str | None
    starts_at: datetime
    ends_at: datetime
    kind: Kind
    room: str | None
    age_min: int | None
    age_max: int | None
    audiences: tuple[Audience, ...]
    themes: tuple[Theme, ...]
    capacity: int | None
    taken: int
    over: int
    description: str | None
    description_en: str | None
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None
    status: Status
    reminders: str | None
    revision: int
    revised_at: datetime
    moved_at: datetime | None = None
    family_cap: int | None = None
    questions: tuple[str, ...] = ()
    made_up: bool = False
    cancel_reason: str | None = None

    @property
    def free_places(self) -> int | None:
        """Places that can still be taken; None when the event takes no sign-up."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_for_children(self) -> bool:
        """Whether only children take part, so that an adult's place makes no sense."""
        return self.age_max is not None and self.age_max <= CHILDREN_UNTIL

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not take place."""
        return self.status is Status.CANCELLED

    @property
    def is_draft(self) -> bool:
        """Whether nobody but the team knows of it."""
        return self.status is Status.DRAFT

    def takes_signups(self, now: datetime) -> bool:
        """Whether one may register at this instant, waiting list included."""
        closes = self.signup_closes_at or self.starts_at
        opened = self.signup_opens_at is None or self.signup_opens_at <= now
        return self.capacity is not None and self.status is Status.SCHEDULED and opened and now < closes


class EventRow(Base):
    """An event as stored; sign-ups lock it by writing it first."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("capacity IS NULL OR taken <= capacity + over", name="taken_within_capacity"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    uid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str]
    room: Mapped[str | None]
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    audiences: Mapped[str] = mapped_column(default="")
    themes: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    over: Mapped[int] = mapped_column(default=0)
    description: Mapped[str | None] = mapped_column(Text)
    description_en: Mapped[str | None] = mapped_column(Text)
    signup_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signup_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(default=Status.SCHEDULED)
    reminders: Mapped[str | None]
    questions: Mapped[str] = mapped_column(default="")
    family_cap: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    revised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When its date last changed; None for one that never moved.
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_up: Mapped[bool] = mapped_column(default=False)
    # Why it was cancelled, as the team typed it for families.
    cancel_reason: Mapped[str | None] = mapped_column(Text)

    def value(self) -> Event:
        """The frozen value that leaves this package."""
        return event_of(self)


def event_of(row: Any) -> Event:
    """The event in a row, or in columns of the same names."""
    return Event(
        id=row.id,
        code=row.code,
        uid=row.uid,
        title=row.title,
        title_en=row.title_en,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        kind=Kind(row.kind),
        room=row.room,
        age_min=row.age_min,
        age_max=row.age_max,
        audiences=tuple(Audience(code) for code in _split(row.audiences)),
        themes=tuple(Theme(code) for code in _split(row.themes)),
        capacity=row.capacity,
        taken=row.taken,
        over=row.over,
        description=row.description,
        description_en=row.description_en,
        signup_opens_at=row.signup_opens_at,
        signup_closes_at=row.signup_closes_at,
        status=Status(row.status),
        reminders=row.reminders,
        revision=row.revision,
        revised_at=row.revised_at,
        moved_at=row.moved_at,
        family_cap=row.family_cap,
        questions=_split(row.questions),
        made_up=row.made_up,
        cancel_reason=row.cancel_reason,
    )


def _split(codes: str) -> tuple[str, ...]:
    return tuple(code for code in codes.split(";") if code)


def upcoming(session: Session, now: datetime) -> tuple[Event, ...]:
    """The events that have not ended, soonest first, cancelled ones left out."""
    session.flush()
    stored = session.execute(_STORED, {"now": now}).all()
    kept = _newest[0]
    if kept.stored != stored:
        kept = _Kept(stored, tuple(event_of(row) for row in session.execute(_UPCOMING, {"now": now})))
        _newest[0] = kept
    return kept.events


def everything(session: Session) -> tuple[Event, ...]:
    """The whole agenda, past and cancelled events and drafts included, soonest first."""
    rows = session.scalars(select(EventRow).order_by(EventRow.starts_at, EventRow.id))
    return tuple(row.value() for row in rows)


def to_come(session: Session, now: datetime) -> tuple[Event, ...]:
    """What has not ended, as the team sees it: with drafts, without what is cancelled, soonest first."""
    there = (EventRow.ends_at > now, EventRow.status != Status.CANCELLED)
    rows = session.scalars(select(EventRow).where(*there).order_by(EventRow.starts_at, EventRow.id))
    return tuple(row.value() for row in rows)


def by_code(session: Session, code: str) -> Event | None:
    """The event behind a button or a link: its short code (any case) or, failing that, its uid; never a draft."""
    event = by_code_of_any(session, code)
    return None if event is None or event.is_draft else event


def by_code_of_any(session: Session, code: str) -> Event | None:
    """The same for the team, which has drafts too."""
    row = session.scalar(select(EventRow).where(EventRow.code == code.lower())) or session.scalar(
        select(EventRow).where(EventRow.uid == code)
    )
    return None if row is None else row.value()


def give_reason(session: Session, event_id: int, reason: str) -> None:
    """Say why a cancelled event does not take place, in the words that families read."""
    row = session.get(EventRow, event_id)
    if row is not None:
        row.cancel_reason = reason
        session.flush()


def by_id(session: Session, event_id: int) -> Event | None:
    """The event with this database id."""
    row = session.get(EventRow, event_id)
    return None if row is None else row.value()


def by_uid(session: Session, uid: str) -> Event | None:
    """The event that the agenda file names `uid`."""
    row = session.scalar(select(EventRow).where(EventRow.uid == uid))
    return None if row is None else row.value()


def size(session: Session) -> int:
    """How many events are stored."""
    return session.scalar(select(func.count()).select_from(EventRow)) or 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """An agenda as it lay in the database, and its values: the same for as long as nothing in it has changed."""

    stored: Sequence[Any]
    events: tuple[Event, ...]


_newest = [_Kept((), ())]  # replaced whole, since several threads read it
# Built once, of columns: every question reads the agenda, and both building it and making objects cost more.
_EVENTS = table_of(EventRow)
_UPCOMING = (
    select(_EVENTS)
    .where(_EVENTS.c.ends_at > bindparam("now", type_=UtcDateTime()), _EVENTS.c.status == Status.SCHEDULED)
    .order_by(_EVENTS.c.starts_at, _EVENTS.c.id)
)
# The same as it lies there: comparing it costs less than making values of it.
_STORED: Any = _UPCOMING.with_only_columns(*(literal_column(f"events.{one.name}") for one in _EVENTS.c))
