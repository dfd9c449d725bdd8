"""A family whose sealed cells can be spoilt, beside families with whom nothing is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.bot_api.replies import Call
from bot.chat.state import Conversation, to_json
from bot.core import clock, database
from bot.core.staff import Role
from bot.core.tables import (
    AnswerCopyRow,
    ChatRow,
    MemberInvitationRow,
    MemberRow,
    ProposalRow,
    QuestionRow,
    TeamAnswerRow,
    ThreadRow,
)
from bot.core.team_tables import FeedRow
from bot.intake import inbox
from bot.sandbox.state import Sandbox
from bot.team import announcements
from intents.dialogue.state import DialogueState
from knowledge.agenda import agenda
from scheduler.core import people as tokens
from scheduler.core.team_tables import AttendanceRow, ContactRow, OutOfTurnRow
from scheduler.door.roll import Mark
from scheduler.joining import joining
from scheduler.outbox.outbox import Audience, Notice, NoticeKind, SendClass, put
from scheduler.seats import answers
from scheduler.seats.answers import Answer, Question
from scheduler.seats.registrations import live_rows
from tests.bot.reliability.desk import said
from tests.bot.reliability.town import families
from tests.scheduler import scene

COLUMNS = tuple(
    f"{row.__tablename__}.{column.expression.name}" for row, columns in database.sealed_columns() for column in columns
)
TEAM = -1_002_000_000_000
SPOILT = "gAAAAAspoilt"
_numbers = count(900_000_000)
_THEIR_SIGNUPS = "SELECT s.id FROM signups s JOIN family_chats c ON c.family_id = s.family_id WHERE c.chat_id = :chat"
_OF_FAMILY = "family_id IN (SELECT family_id FROM family_chats WHERE chat_id = :chat)"
_THEIRS = {
    "inbox": "chat_id = :chat AND state = 'open'",
    "outbox": "chat_id = :chat AND state = 'waiting' AND payload IS NOT NULL",
    "chats": "chat_id = :chat",
    "questions": "chat_id = :chat",
    "answers": f"signup_id IN ({_THEIR_SIGNUPS})",
    "participants": _OF_FAMILY,
    "signups": _OF_FAMILY,
    "attendances": f"signup_id IN ({_THEIR_SIGNUPS})",
    "invitations": _OF_FAMILY,
    "family_contacts": _OF_FAMILY,
    "out_of_turn": _OF_FAMILY,
    "members": "person_id = :chat",
    "member_invitations": "asked_by = :chat",
    "announcements": '"by" = :chat',
    "feeds": "added_by = :chat",
    "fact_proposals": "answer_id IN (SELECT answer_id FROM team_answer_copies WHERE chat_id = :chat)",
}
_KEYS = {
    "inbox": "update_id", "family_contacts": "family_id", "chats": "chat_id", "fact_proposals": "answer_id",
    "attendances": "signup_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """Three people: one whose cells are spoilt, one who is reminded and asks something, one who waits for a seat."""

    spoilt: int
    asks: int
    waits: int
    update: int


def people(sandbox: Sandbox) -> Round:
    """Three who know the bot."""
    spoilt, asks, waits = families(sandbox, 3)
    return Round(spoilt, asks, waits, next(_numbers))


def plant(session: Session, who: Round, bot_id: int, columns: Iterable[str]) -> None:
    """Owe each of them something, with these columns of the first one's spoilt before anybody could read them."""
    now = clock.real_now()
    soon = scene.make_event(session, now=now, starts_at=now + timedelta(minutes=110), capacity=9)
    for chat in (who.spoilt, who.asks):
        scene.join(session, soon, chat, "Léa", now=now - timedelta(days=5))
    full = scene.make_event(session, now=now, capacity=1)
    scene.join(session, full, who.spoilt, "Léa", now=now)
    scene.join(session, full, who.waits, "Léa", now=now)
    _announce(session, full, who.spoilt, now)
    scene.change(session, full, capacity=2)  # the beat sees that a seat is free
    _words(session, who, soon, bot_id)
    for column in columns:
        _spoil(session, column, who.spoilt)


def _words(session: Session, who: Round, event_id: int, bot_id: int) -> None:
    """Everything that a family leaves in the conversation's tables, and in the answers and invitations."""
    now, chat = clock.real_now(), who.spoilt
    family, _ = scene.make_family(session, chat, now=now)
    seated = live_rows(session, event_id, family)
    answers.keep(session, seated, [Answer(Question.ALLERGY, "arachide")], now)
    session.add(AttendanceRow(signup_id=seated[0].id, mark=Mark.EXCUSED, at=now, by=1, age="7"))
    joining.invite(session, family, now)
    _of_the_team(session, chat, now)
    phone = f"+33{600_000_000 + chat % 100_000_000}"
    session.add(ContactRow(family_id=family, phone=phone, digest=tokens.digest(tokens.CONTACT, phone), since=now))
    first = {"event_id": event_id, "family_id": family, "at": now, "by": 1, "was_since": now}
    session.add(OutOfTurnRow(**first, reason="une erreur"))
    context, dialogue = DialogueState(at=now).to_json(), to_json(Conversation(serial=3))
    session.add(ChatRow(chat_id=chat, seen_at=now, language="fr", dialogue=dialogue, context=context))
    notice = Notice(kind=NoticeKind.STAFF_QUESTION, family_id=0, event_id=0, revision=0)
    asked = put(session, chat_id=TEAM, send_class=SendClass.REPLY, notice=notice, now=now)
    question = QuestionRow(
        chat_id=chat,
        words="?",
        seen="!",
        before="…",
        health_topic="allergies",
        created_at=now,
        asked_team_at=now,
        outbox_id=asked,
    )
    session.add(question)
    session.flush()
    _answer(session, question, now)
    call = Call("sendMessage", {"chat_id": chat, "text": "pour vous"})
    put(session, chat_id=chat, send_class=SendClass.REPLY, payload=call.to_json(), now=now)
    inbox.store(session, bot_id, inbox.read_raw([said(who.update, chat, "/mesinscriptions")]), now)
    session.flush()


def _of_the_team(session: Session, chat: int, now: datetime) -> None:
    """Somebody of the family is of the team, had asked to be with another link, and added an address."""
    session.add(MemberRow(person_id=chat, role=Role.ANIMATOR, name="Léa", invited_by=1, since=now))
    late = {"digest": f"d{chat}", "until": now + timedelta(days=1), "invited_by": 1, "chat_id": TEAM}
    session.add(MemberInvitationRow(**late, asked_by=chat, name="Léa"))
    # Written as a row: more addresses than a team may add, one for each cell that is spoilt.
    feed = FeedRow(added_by=chat, added_at=now, due_at=now + timedelta(days=1))  # never in these tests
    feed.address = f"https://agenda.test/{chat}.ics"
    session.add(feed)
    session.flush()


def _announce(session: Session, event_id: int, chat: int, now: datetime) -> None:
    """The family is written to, by that somebody, as is everybody who has a seat there."""
    event = agenda.by_id(session, event_id)
    assert event is not None
    seated = announcements.Target(Audience.SEATED, event.code)
    found = announcements.recipients(session, seated)
    assert [one.chats for one in found.families] == [(chat,)]
    words = announcements.Written("Prenez un manteau.", "Bring a coat.")
    announcements.send(session, seated, words, found, by=chat, chat_id=TEAM, now=now)


def _answer(session: Session, question: QuestionRow, now: datetime) -> None:
    """The family has an answer, which may become a fact."""
    thread = ThreadRow(chat_id=TEAM, opened_at=now)
    session.add(thread)
    session.flush()
    answer = TeamAnswerRow(thread_id=thread.id, chat_id=TEAM, message_id=1, written_at=now, told_at=now)
    session.add(answer)
    session.flush()
    session.add(AnswerCopyRow(answer_id=answer.id, question_id=question.id, chat_id=question.chat_id))
    session.add(ProposalRow(answer_id=answer.id, asked="?", words="!", created_at=now))


def _spoil(session: Session, column: str, chat: int) -> None:
    table, _, name = column.partition(".")
    session.execute(text("CREATE TABLE IF NOT EXISTS spoilt_cells (place text, key text, cell text)"))
    where, cells = _THEIRS[table], f"{table} WHERE {name} IS NOT NULL AND {_THEIRS[table]}"
    key = _KEYS.get(table, "id")
    kept = session.execute(text(f"SELECT {key}, {name} FROM {cells}"), {"chat": chat}).all()
    assert kept, f"nothing to spoil in {column}"
    place = text("INSERT INTO spoilt_cells VALUES (:place, :key, :cell)")
    session.execute(place, [{"place": column, "key": str(number), "cell": cell} for number, cell in kept])
    changed = text(f"UPDATE {table} SET {name} = '{SPOILT}' WHERE {where} AND {name} IS NOT NULL")
    session.execute(changed, {"chat": chat})


def mend(session: Session) -> None:
    """Put every spoilt cell back as it was, where it is still spoilt."""
    for place, number, cell in session.execute(text("SELECT place, key, cell FROM spoilt_cells")).all():
        table, _, name = place.partition(".")
        key = _KEYS.get(table, "id")
        where = f"{key} = {int(number)} AND {name} = '{SPOILT}'"
        session.execute(text(f"UPDATE {table} SET {name} = :cell WHERE {where}"), {"cell": cell})
