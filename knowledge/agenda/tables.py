"""The tables of what is known: the agenda, and the cells that the team has filled."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.agenda.events import Audience, Event, Kind, Status, Theme
from knowledge.library.filled import Entry
from knowledge.store.columns import Base, UtcDateTime


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


class FilledRow(Base):
    """A cell that somebody has filled. One row a cell is in force; the others stay: they tell who wrote what."""

    __tablename__ = "filled_facts"
    __table_args__ = (
        Index(
            "uq_filled_facts_cell_in_force",
            "cell",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cell: Mapped[str]
    fr: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    author: Mapped[str]
    checked: Mapped[date]
    until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When another row replaced it, or the cell was emptied; None while it is in force.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def value(self) -> Entry:
        """What was filled in, to be checked against the content of today."""
        return Entry(cell=self.cell, fr=self.fr, en=self.en, author=self.author, checked=self.checked, until=self.until)


class NamedRow(Base):
    """A thing that the team has named, or further names of one that is known (`kind` is empty then)."""

    __tablename__ = "named_things"
    __table_args__ = (
        Index(
            "uq_named_things_thing_in_force",
            "thing",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str]
    fr: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    kind: Mapped[str]
    aliases: Mapped[str] = mapped_column(Text)  # one a line
    author: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
