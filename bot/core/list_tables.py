"""The tables of the lists: who of the team has which event, who wants its list, and which files are still out."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.columns import Base, UtcDateTime


class AssignmentRow(Base):
    """Somebody of the team who is at the door of an event."""

    __tablename__ = "assignments"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    by: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class ListWishRow(Base):
    """Somebody of the team who wants an event's list on the evening before; `sent_at`: has it."""

    __tablename__ = "list_wishes"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class ListFileRow(Base):
    """A file with names in somebody's chat, to be taken out at `until`; `deletion_id`: the row that does it."""

    __tablename__ = "list_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    outbox_id: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    deletion_id: Mapped[int | None]
