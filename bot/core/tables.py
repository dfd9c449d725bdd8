"""The conversation's tables: what came in, where each chat stands, what waits for the team, and who that is."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, String, Text, cast, false, func, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.base import ReadOnlyColumnCollection

import bot.core.team_tables  # noqa: F401  # whoever has the tables has these too
from knowledge.store.columns import Base, EncryptedText, Opened, Sealed, UtcDateTime

HELD = "owner IS NOT NULL"


class InboxState(StrEnum):
    """Where one update stands."""

    OPEN = "open"
    DONE = "done"
    SET_ASIDE = "set_aside"
    COLLAPSED = "collapsed"  # too many at once: answered together with others, see bot.intake.claims
    WAITS = "waits"  # typed before anything was learnt: open again once words are understood


class InboxRow(Base):
    """One update of Telegram, stored unparsed before Telegram is told; its body is erased when done."""

    __tablename__ = "inbox"
    __table_args__ = (
        # A chat's first open update.
        Index("ix_inbox_state_chat_id_received_at_update_id", "state", "chat_id", "received_at", "update_id"),
        # For how long anything has waited: after an outage, ten thousand updates are open.
        Index("ix_inbox_state_received_at_update_id", "state", "received_at", "update_id"),
        # Whose turn it is, and behind which turn a chat's next update stands.
        Index("ix_inbox_state_turn_at_update_id", "state", "turn_at", "update_id"),
        Index("ix_inbox_state_chat_id_turn_at", "state", "chat_id", "turn_at"),
    )

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    sealed_body: Mapped[Sealed | None] = mapped_column("body", EncryptedText)
    body = Opened[str | None]("sealed_body")
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    # On PostgreSQL its own: two replicas' clocks would not tell which of a chat's updates came first.
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=func.statement_timestamp())
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Its place in the round over chats. A chat that sends many at once stands in it only now and then, so that
    # another person's first message is not behind its hundredth.
    turn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Typed words of a private chat, and not what waited for the bot while it was away.
    collapsible: Mapped[bool] = mapped_column(default=False, server_default=false())


class ChatRow(Base):
    """A chat: who works on it right now, where its form stands, what was talked about."""

    __tablename__ = "chats"
    # Few are held, however many are known.
    __table_args__ = (Index("ix_chats_owner", "owner", sqlite_where=text(HELD), postgresql_where=text(HELD)),)

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # Whose it is while an update of it is handled: that process's name, generation and a number. No deadline: it is
    # held for as long as the process lives, see :class:`ProcessRow`.
    owner: Mapped[str | None]
    language: Mapped[str | None]
    sealed_dialogue: Mapped[Sealed | None] = mapped_column("dialogue", EncryptedText)
    dialogue = Opened[str | None]("sealed_dialogue")
    sealed_context: Mapped[Sealed | None] = mapped_column("context", EncryptedText)
    context = Opened[str | None]("sealed_context")
    # When the open form was last on the screen; without one, when labels and words that are still remembered were;
    # None when nothing is. The dated purge looks here, as `dialogue` and `context` are sealed.
    draft_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProcessRow(Base):
    """A process that serves on PostgreSQL: it lives as long as it beats. Seconds are of the database's clock.

    `generation` is one higher each time that it was taken for dead and was not: what it held before is not its own.
    `polls`: the bot whose updates it fetches, or stands by to fetch; None behind a webhook.
    """

    __tablename__ = "processes"

    owner: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int]
    begun_at: Mapped[float]
    beaten_at: Mapped[float]
    polls: Mapped[int | None] = mapped_column(BigInteger)


def prefix_of(process: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[str]:
    """How the name of whatever a process holds begins: with its name and its generation."""
    return cast(process["owner"], String) + "." + cast(process["generation"], String) + "-"


class QuestionRow(Base):
    """Words that the team may get, mostly a question without an answer; `asked_team_at`: the family wants it to."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    sealed_words: Mapped[Sealed | None] = mapped_column("words", EncryptedText)
    words = Opened[str | None]("sealed_words")
    # The known unknown it was recognised as, if any: the team's to-do list counts these.
    topic: Mapped[str | None]
    # The same for what touches health, and when those words go; `topic` is None then.
    sealed_topic: Mapped[Sealed | None] = mapped_column("sealed_topic", EncryptedText)
    health_topic = Opened[str | None]("sealed_topic")
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    # What the bot had said, to which the person reacted.
    sealed_seen: Mapped[Sealed | None] = mapped_column("seen", EncryptedText)
    seen = Opened[str | None]("sealed_seen")
    # What was asked and said before that, a line each.
    sealed_before: Mapped[Sealed | None] = mapped_column("before", EncryptedText)
    before = Opened[str | None]("sealed_before")
    # The event that it is about, if one was meant.
    event_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_team_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The message to the team's chat; None without such a chat.
    outbox_id: Mapped[int | None] = mapped_column(unique=True)
    # When the team last wrote an answer.
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The thread in the team's chat that it belongs to, and whether it only goes on with what was said there.
    thread_id: Mapped[int | None] = mapped_column(index=True)
    goes_on: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When the family said that the answer is one, and when the team was told that the question still waits.
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recalled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ThreadRow(Base):
    """One subject between families and the team: a topic of its group, or replies to one message. Tells no word of it.

    `opening_id`: the row that opens the topic, None for replies; `outbox_id`: the first question's message, and a reply
    to that one answers everybody, as one to `recall_id` does, which says that some still wait. `alike`: what questions
    that ask the same have in common.
    """

    __tablename__ = "team_threads"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    opening_id: Mapped[int | None]
    outbox_id: Mapped[int | None] = mapped_column(index=True)
    recall_id: Mapped[int | None]
    alike: Mapped[str | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When Telegram said that somebody took the topic away, and when all that was asked there was erased.
    lost_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TeamAnswerRow(Base):
    """What one of the team wrote to families; `message_id`: its own number in the team's chat, `topic_id`: the topic's.

    `status_id`: the row that tells the team what became of it; `corrects_id`: the answer that it takes the place of.
    """

    __tablename__ = "team_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(index=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    corrects_id: Mapped[int | None]
    status_id: Mapped[int | None]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnswerCopyRow(Base):
    """An answer as one family has it; `asked_id`: the row that asks her whether it is one."""

    __tablename__ = "team_answer_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(index=True)
    question_id: Mapped[int] = mapped_column(index=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    outbox_id: Mapped[int | None] = mapped_column(unique=True)
    asked_id: Mapped[int | None]


class SealingKeyRow(Base):
    """A key with which something in this database is sealed: its name, never the key (see bot.core.database)."""

    __tablename__ = "sealing_keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class ClockRow(Base):
    """How far the demo's business clock is ahead of the real one."""

    __tablename__ = "demo_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_s: Mapped[int] = mapped_column(default=0)


class WebhookRow(Base):
    """An address that this bot has given to Telegram: written down before, struck out once another one is in force."""

    __tablename__ = "webhooks"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(primary_key=True)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TeamRow(Base):
    """Where the team is, one row. `was`: the number that its group had before Telegram gave it another one."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    was: Mapped[int | None] = mapped_column(BigInteger)
    # When Telegram last would not let the bot open a topic: a day later it is tried again.
    no_topics_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changes: Mapped[int] = mapped_column(default=0)  # written first by whoever changes the team: the lock


class MemberRow(Base):
    """Somebody of the team, beside the managers of the settings; `revoked_at`: not any more."""

    __tablename__ = "members"
    __table_args__ = (
        Index(
            "uq_members_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str]
    sealed_name: Mapped[Sealed | None] = mapped_column("name", EncryptedText)
    name = Opened[str | None]("sealed_name")
    invited_by: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class MemberInvitationRow(Base):
    """A link into the team: works once, for a day; then, for another one, the question whether `asked_by` may join."""

    __tablename__ = "member_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    invited_by: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)  # where it was made, and where it is asked
    asked_by: Mapped[int | None] = mapped_column(BigInteger)
    sealed_name: Mapped[Sealed | None] = mapped_column("name", EncryptedText)
    name = Opened[str | None]("sealed_name")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TeamLogRow(Base):
    """Who of the team did what, when, in numbers only."""

    __tablename__ = "team_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by: Mapped[int | None] = mapped_column(BigInteger)
    what: Mapped[str]
    about: Mapped[int | None] = mapped_column(BigInteger)


class AnnouncementRow(Base):
    """What the team writes to the families of an event, or to one family, and how far that is.

    `until`: after that it is sent to nobody any more, and its words go. `progress_id`: the outbox row of the message
    that shows how far it is; `told`: how many families that message counts.
    """

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None]
    audience: Mapped[str]
    sealed_fr: Mapped[Sealed | None] = mapped_column("fr", EncryptedText)
    fr = Opened[str | None]("sealed_fr")
    sealed_en: Mapped[Sealed | None] = mapped_column("en", EncryptedText)
    en = Opened[str | None]("sealed_en")
    by: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)  # where it was begun, and where it is told how far it is
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    families: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    progress_id: Mapped[int | None]
    told: Mapped[int] = mapped_column(default=0)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class AgendaImportRow(Base):
    """A file of the agenda that waits for the yes of who sent it: its events as JSON; `seen`: what it would do."""

    __tablename__ = "agenda_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    drafts: Mapped[str] = mapped_column(Text)
    seen: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AgendaChangeRow(Base):
    """A change of the agenda that families are told of; `rows`: the outbox rows that tell it, with commas between.

    `progress_id`, `told`: as of an announcement.
    """

    __tablename__ = "agenda_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    rows: Mapped[str] = mapped_column(Text)
    families: Mapped[int]
    told: Mapped[int] = mapped_column(default=0)
    progress_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class ProposalRow(Base):
    """An answer of the team that may become a fact, until a manager decides; `cell`: what it tells, if that is sure.

    It goes with its answer: when that is taken back, or what it answers is erased.
    """

    __tablename__ = "fact_proposals"

    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cell: Mapped[str | None]
    sealed_asked: Mapped[Sealed | None] = mapped_column("asked", EncryptedText)
    asked = Opened[str | None]("sealed_asked")
    sealed_words: Mapped[Sealed] = mapped_column("words", EncryptedText)
    words = Opened[str]("sealed_words")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class WeekRow(Base):
    """A number of one week, which says nothing of anybody and outlives the rows that it was counted from."""

    __tablename__ = "week_figures"

    monday: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
