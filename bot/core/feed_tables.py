"""The tables of the addresses that the agenda is read from again and again."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
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
