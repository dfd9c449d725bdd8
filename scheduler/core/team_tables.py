"""The tables of what the team does: families that only telephone, whom to call, waiting lists, who came to the door."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.columns import Base, EncryptedText, Opened, Sealed, UtcDateTime


class ContactRow(Base):
    """The number of a family that has no chat: it is called instead of written to. Ends when a chat is linked."""

    __tablename__ = "family_contacts"

    family_id: Mapped[int] = mapped_column(
        ForeignKey("families.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    sealed_phone: Mapped[Sealed] = mapped_column("phone", EncryptedText)
    phone = Opened[str]("sealed_phone")
    # Keyed: who calls again is the same family.
    digest: Mapped[str] = mapped_column(unique=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class CallRow(Base):
    """A notice that is owed to a family without a chat: the team calls. `by`, `outcome`: who did, and what was said."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    notice: Mapped[str]
    send_class: Mapped[int]
    # Unique while it exists: nobody is called twice for the same.
    key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When the team was told that somebody is to be called.
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    by: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str | None]


class OutOfTurnRow(Base):
    """A family whom the team let go to the head of a waiting list, and why; `was_since`: when it had joined it."""

    __tablename__ = "out_of_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(BigInteger)
    sealed_reason: Mapped[Sealed] = mapped_column("reason", EncryptedText)
    reason = Opened[str]("sealed_reason")
    was_since: Mapped[datetime] = mapped_column(UtcDateTime)


class ClosedListRow(Base):
    """A waiting list that nobody joins any more, because the team said so."""

    __tablename__ = "closed_lists"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(BigInteger)


class AttendanceRow(Base):
    """What was marked of one sign-up at the door: came, or excused. No row: nobody has seen them yet.

    It goes with its sign-up. `walk_in`: added on the spot, whose `age` is what was told there.
    """

    __tablename__ = "attendances"

    signup_id: Mapped[int] = mapped_column(
        ForeignKey("signups.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mark: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int] = mapped_column(BigInteger)
    walk_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    sealed_age: Mapped[Sealed | None] = mapped_column("age", EncryptedText)
    age = Opened[str | None]("sealed_age")


class DoorRow(Base):
    """An event's door: what is printed, when the absent were told of, and how many came, which holds no name.

    `closed_by`: None when the clock closed it. The counts are those of the closing.
    """

    __tablename__ = "doors"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    prints_allergies: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(BigInteger)
    present: Mapped[int | None]
    absent: Mapped[int | None]
    excused: Mapped[int | None]
    walk_ins: Mapped[int | None]
