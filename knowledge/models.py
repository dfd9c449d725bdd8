"""The tables of what is known: the agenda, and the cells that the team has filled."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.events import Audience, Event, Kind, Status, Theme
from knowledge.filled import Entry
from knowledge.store import Base, UtcDateTime


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

    def value(self) -> Event:
        """The frozen value that leaves this package."""
        return Event(
            id=self.id, code=self.code, uid=self.uid, title=self.title, title_en=self.title_en,
            starts_at=self.starts_at, ends_at=self.ends_at, kind=Kind(self.kind), room=self.room,
            age_min=self.age_min, age_max=self.age_max,
            audiences=tuple(Audience(code) for code in _split(self.audiences)),
            themes=tuple(Theme(code) for code in _split(self.themes)),
            capacity=self.capacity, taken=self.taken, over=self.over,
            description=self.description, description_en=self.description_en,
            signup_opens_at=self.signup_opens_at, signup_closes_at=self.signup_closes_at,
            status=Status(self.status), reminders=self.reminders, revision=self.revision,
            revised_at=self.revised_at, moved_at=self.moved_at, family_cap=self.family_cap,
            questions=_split(self.questions), made_up=self.made_up,
        )  # fmt: skip


class FilledRow(Base):
    """A cell that somebody has filled. One row a cell is in force; the others stay: they tell who wrote what."""

    __tablename__ = "filled_facts"
    __table_args__ = (
        Index(
            "uq_filled_facts_cell_in_force", "cell", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

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
        return Entry(
            cell=self.cell, fr=self.fr, en=self.en, author=self.author, checked=self.checked, until=self.until
        )


def _split(codes: str) -> tuple[str, ...]:
    return tuple(code for code in codes.split(";") if code)
