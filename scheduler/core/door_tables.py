"""The tables of the door: who has come, and how an event's list was closed."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.columns import Base, EncryptedText, Opened, Sealed, UtcDateTime


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
