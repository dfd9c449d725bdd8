"""The tables: families and their phones, who takes part, sign-ups, the outbox, what a run has to remember."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, and_, false, text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.columns import Base, EncryptedText, Opened, Sealed, UtcDateTime


class State(StrEnum):
    """Where one participant stands with one event."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """Why a sign-up is over."""

    FAMILY = "family"  # the family cancelled
    DECLINED = "declined"  # the offered seat was left to others
    EXPIRED = "expired"  # nobody answered the offer in time
    LIST_CLOSED = "list_closed"  # the event was too near for the waiting list
    MOVED = "moved"  # the family has its seat on another date


LIVE = (State.CONFIRMED, State.WAITING, State.OFFERED)
OPEN = "state IN ('waiting', 'leased')"  # an outbox row that is still owed, as both databases keep it
SEATED = (State.CONFIRMED, State.OFFERED)  # an offer holds its place until it is answered or expires


class FamilyRow(Base):
    """A family: an opaque number, never a name. One or two parents' chats belong to it."""

    __tablename__ = "families"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[str] = mapped_column(default="fr")
    reminders_on: Mapped[bool] = mapped_column(default=True)
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FamilyChatRow(Base):
    """A private chat that speaks for a family."""

    __tablename__ = "family_chats"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    unreachable_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # None: before this was noted.
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ParticipantRow(Base):
    """Who takes part: a child (first name, birth month and year) or an adult (first name only)."""

    __tablename__ = "participants"
    __table_args__ = (Index("uq_participants_family_id_identity", "family_id", "identity", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"))
    sealed_first_name: Mapped[Sealed] = mapped_column("first_name", EncryptedText)
    first_name = Opened[str]("sealed_first_name")
    # "2018-03"; None for an adult.
    sealed_birth: Mapped[Sealed | None] = mapped_column("birth", EncryptedText)
    birth = Opened[str | None]("sealed_birth")
    # Keyed digest of the family, the folded first name and the birth month: equality without reading names. The same
    # child of two families has two digests, so that the file alone does not link its parents.
    identity: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def can_be_read(self) -> bool:
        """Whether name and birth month open."""
        return self.sealed_first_name.opens and (self.sealed_birth is None or self.sealed_birth.opens)


class SignupRow(Base):
    """One participant's place, or place in line, at one event."""

    __tablename__ = "signups"
    __table_args__ = (
        Index(
            "uq_signups_event_id_participant_id_live",
            "event_id",
            "participant_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("ix_signups_event_id_state", "event_id", "state"),
        Index(
            "ix_signups_state_event_id_in_line",
            "state",
            "event_id",
            sqlite_where=text("state IN ('waiting', 'offered')"),
            postgresql_where=text("state IN ('waiting', 'offered')"),
        ),
        CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name="offer_has_a_deadline"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    # None: one of n unnamed places taken under the family's contact.
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    state: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Orders the waiting list; ties (siblings of one entry) go by id.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The entry in the waiting list: the lowest sign-up among those who joined it at once; None: alone.
    entry_id: Mapped[int | None]
    # All of the entry or nobody.
    together: Mapped[bool] = mapped_column(default=False)
    # When the offer's clock began; in the night, when the quiet hours end.
    offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offer_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[str | None]
    # The sign-up at another date that is given up once this one is confirmed.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("signups.id", ondelete="SET NULL"))
    # What the family answered to a reminder: they come.
    coming_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The revision of the event for which the family said that it keeps the seat.
    kept_revision: Mapped[int | None]
    # The random part of the link in the QR image, and the keyed digest that finds it.
    sealed_token: Mapped[Sealed] = mapped_column("token", EncryptedText)
    token = Opened[str]("sealed_token")
    token_digest: Mapped[str] = mapped_column(unique=True)
    # The phone that made it, and keeps sight of it when the family has parted. None: not noted.
    made_by: Mapped[int | None] = mapped_column(BigInteger, index=True)


class AnswerRow(Base):
    """What a family answered, for one sign-up, to a question that the team set for the event."""

    __tablename__ = "answers"
    __table_args__ = (Index("uq_answers_signup_id_question", "signup_id", "question", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signups.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(index=True)
    sealed_words: Mapped[Sealed] = mapped_column("words", EncryptedText)
    words = Opened[str]("sealed_words")
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HoldRow(Base):
    """Seats kept for a chat while it finishes the form; they count as taken until `until`."""

    __tablename__ = "holds"
    __table_args__ = (
        Index("uq_holds_event_id_chat_id", "event_id", "chat_id", unique=True),
        CheckConstraint("seats > 0", name="holds_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    seats: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class ConsentRow(Base):
    """What a family agreed to, each purpose apart and dated; a withdrawal is kept beside it."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    # Of the text that was agreed to; None: the notice of 0.1.
    version: Mapped[str | None]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InvitationRow(Base):
    """A link with which a second parent's chat may ask to join the family, once, until it ends."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    # What the digest is made of, so that it can be made anew with another key; None: a link of version 0.1.
    sealed_token: Mapped[Sealed | None] = mapped_column("token", EncryptedText)
    token = Opened[str | None]("sealed_token")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who asks to join with it; the family's answer ends it.
    asked_by: Mapped[int | None] = mapped_column(BigInteger)
    # Answered, or called back.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PurgeRow(Base):
    """A line of what was erased because its term had come: how many of what, never whose."""

    __tablename__ = "purges"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[str]
    count: Mapped[int]


class RemindedRow(Base):
    """A rule whose reminders were all put for a revision of an event; only spares looking again."""

    __tablename__ = "reminded"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(primary_key=True)


class OutboxRow(Base):
    """One message owed to one chat: rendered already, or a notice that delivery renders when its turn comes.

    Seconds are of the unshifted elapsed clock.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        # Only of what is still owed, so that claiming does not get slower with all that was ever sent.
        Index("ix_outbox_open", "send_class", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_outbox_open_chat_id", "chat_id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_outbox_chat_id_state", "chat_id", "state"),
        Index("ix_outbox_sent_at", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    send_class: Mapped[int]
    # JSON of a rendered call; None for a notice, and once sent.
    sealed_payload: Mapped[Sealed | None] = mapped_column("payload", EncryptedText)
    payload = Opened[str | None]("sealed_payload")
    notice: Mapped[str | None] = mapped_column(Text)
    # Unique while it exists: family + event + revision + rule for a reminder.
    key: Mapped[str | None] = mapped_column(unique=True)
    # The row whose message this one edits.
    edits_id: Mapped[int | None]
    state: Mapped[str]
    # Tries that say something about this message: not those that a general outage or a 429 ended.
    attempts: Mapped[int] = mapped_column(default=0)
    # When the first of those failed.
    failing_since: Mapped[float | None]
    # An answer was lost, or the sender died: it may have arrived, and if it was repeated, twice.
    unclear: Mapped[bool] = mapped_column(default=False, server_default=false())
    not_before: Mapped[float] = mapped_column(default=0.0)
    owner: Mapped[str | None]
    leased_until: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None]


class BucketRow(Base):
    """A token bucket of the rate limiter, shared by all replicas. Times are unshifted epoch seconds."""

    __tablename__ = "buckets"

    name: Mapped[str] = mapped_column(primary_key=True)
    tokens: Mapped[float]
    filled_at: Mapped[float]


class LeaseRow(Base):
    """Who does a job that one replica at a time should do."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    until: Mapped[float]


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
