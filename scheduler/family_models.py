"""Who brought whom into a family, which phones are on their way out of it, and what became of them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, and_
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, UtcDateTime


class BroughtRow(Base):
    """A phone that told us of a participant. Who leaves a family takes along whom nobody else brought.

    No row for a participant: before this was noted; everybody of the family may have brought them.
    """

    __tablename__ = "brought"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)


class RemovalRow(Base):
    """A phone on its way out of a family. Until `ended_at` it may be called back, and changes nothing meanwhile.

    `family_id`: the family that it left, None once that is gone; `away_id`: the one that it has now.
    """

    __tablename__ = "removals"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("families.id", ondelete="SET NULL"), index=True)
    away_id: Mapped[int | None] = mapped_column(ForeignKey("families.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The phone said no: the team decides.
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[str | None]


# Somebody may still come back to a family that is there.
IS_LEAVING = and_(RemovalRow.ended_at.is_(None), RemovalRow.family_id.is_not(None))


class FamilyLogRow(Base):
    """What became of a family's phones: numbers only. `by`: who of the team decided; None: the family, or the clock."""

    __tablename__ = "family_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    what: Mapped[str]
    family_number: Mapped[int] = mapped_column(BigInteger)
    removal_id: Mapped[int | None]
    by: Mapped[int | None] = mapped_column(BigInteger)
