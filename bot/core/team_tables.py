"""The tables of what the team has: addresses that the agenda is read from, who is at which door, who wants its list.

And which files and screens with names are out.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.columns import Base, EncryptedText, Opened, Sealed, UtcDateTime


class FeedRow(Base):
    """An address that the agenda is read from; it may hold a key of its owner's, and is sealed.

    `trouble`: what the team was told is wrong with it; `failed`: how often in a row. `waiting`: what waits for a yes,
    as drafts; `version` counts its changes, so that a button of an earlier preview is told apart.
    """

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed_address: Mapped[Sealed] = mapped_column("address", EncryptedText)
    address = Opened[str]("sealed_address")
    added_by: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    good_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None]
    waiting: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=0)
    # Somebody said that half of it may be gone: the next reading is believed.
    accepts_fewer: Mapped[bool] = mapped_column(default=False)


class FeedEventRow(Base):
    """An event that a feed has brought, or that was left as it is; see knowledge.exchange.compare.Known."""

    __tablename__ = "feed_events"

    feed_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(primary_key=True)
    settled: Mapped[str | None]
    asked: Mapped[bool] = mapped_column(default=False)
    is_ours: Mapped[bool] = mapped_column(default=True)


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
