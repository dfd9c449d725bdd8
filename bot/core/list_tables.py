"""The tables of the lists: who of the team has which event, who wants its list, which files and screens are out."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
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


class ListScreenRow(Base):
    """A message with names in somebody's chat, by its number or by the row that sends it: emptied at `until`."""

    __tablename__ = "list_screens"
    __table_args__ = (Index("uq_list_screens_chat_id_message_id", "chat_id", "message_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    outbox_id: Mapped[int | None]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
