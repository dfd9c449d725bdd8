"""The team's chat: which replies reach which family, and what the team is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Call, Press
from bot.chat.context import Services
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn
from bot.core.tables import AnswerCopyRow, QuestionRow, ThreadRow
from bot.features.escalation import A_DAY, MOST_A_DAY
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.team import answers, questions
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass, put
from tests.scheduler.scene import NOW, make_family, transaction

TEAM, OTHER_GROUP = -100, -200
FAMILY, NEIGHBOUR = 1, 2
COLLEAGUE = 777
ANSWER = Turn(
    kind=Kind.TEXT,
    chat_id=TEAM,
    is_private=False,
    text="Oui, derrière.",
    message_id=31,
    replied_to=7,
    person_id=COLLEAGUE,
    copyable=True,
)
DESK = Services(
    hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), staff_chat_id=TEAM, staff_ids=frozenset({COLLEAGUE})
)


@dataclass(frozen=True)
class Said:
    """A message that is owed: its words, or which message of the team's chat it copies."""

    chat_id: int
    text: str
    under: int | None = None
    copies: int | None = None


def asked(session: Session, chat_id: int = FAMILY, message_id: int = 7, group: int = TEAM) -> int:
    """A question that was sent to the team as this message; its outbox row."""
    notice = Notice(kind=NoticeKind.STAFF_QUESTION, family_id=0, event_id=0, revision=0)
    number = put(session, chat_id=group, send_class=SendClass.REPLY, notice=notice, now=NOW)
    assert number is not None
    sent(session, number, sent_message_id=message_id)
    words = f"Où se garer, famille {chat_id} ?"
    thread = ThreadRow(chat_id=group, outbox_id=number, opened_at=NOW)
    session.add(thread)
    session.flush()
    session.add(
        QuestionRow(
            chat_id=chat_id, words=words, created_at=NOW, asked_team_at=NOW, outbox_id=number, thread_id=thread.id
        )
    )
    session.flush()
    return number


def sent(session: Session, number: int, state: OutboxState = OutboxState.SENT, **about: object) -> None:
    """What became of a row."""
    row = session.get_one(OutboxRow, number)
    row.state = state
    for name, value in about.items():
        setattr(row, name, value)
    session.flush()


def heard(session: Session, turn: Turn) -> list[str]:
    """Let the bot hear it; what it says in the group at once."""
    routes = Routes(DESK, cast(Answering, None))
    return [reply.text for reply in routes.handle(session, Prepared(turn, Conversation(), None), NOW).replies]


def owed(session: Session) -> list[Said]:
    """What waits, oldest first."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.state == OutboxState.WAITING).order_by(OutboxRow.id))
    calls = [(row.chat_id, Call.from_json(row.payload).parameters) for row in rows if row.payload]
    return [
        Said(chat, call.get("text", ""), call.get("reply_parameters", {}).get("message_id"), _copied(call))
        for chat, call in calls
    ]


def _copied(call: Mapping[str, Any]) -> int | None:
    return call.get("message_id") if "from_chat_id" in call else None


def test_an_answer_goes_to_the_family_that_asked_and_to_no_other(database: Database) -> None:
    with transaction(database) as session:
        asked(session)
        asked(session, NEIGHBOUR, message_id=8)
        assert heard(session, ANSWER) == []
        assert owed(session) == [Said(FAMILY, "", copies=31)]
        (copy,) = session.scalars(select(AnswerCopyRow)).all()
        assert answers.asked_whether(session, copy.id) is None  # not before it has arrived
        sent(session, copy.outbox_id or 0, sent_message_id=5)
        whose = answers.asked_whether(session, copy.id)
        assert whose is not None
        assert "Où se garer, famille 1 ?" in whose.text


@pytest.mark.parametrize(
    "turn",
    [
        replace(ANSWER, replied_to=None),
        replace(ANSWER, replied_to=99),
        replace(ANSWER, chat_id=OTHER_GROUP),
        replace(ANSWER, kind=Kind.COMMAND, command="note"),
        replace(ANSWER, text="// je m’en occupe"),
        replace(ANSWER, kind=Kind.MEDIA, text="", media="photo", caption="// pour nous"),
        replace(ANSWER, kind=Kind.IGNORED),
        Turn(kind=Kind.MEDIA, chat_id=NEIGHBOUR, media="photo", replied_to=7),
    ],
    ids=[
        "no reply",
        "another message",
        "another group",
        "a command",
        "an aside",
        "a photo aside",
        "an edit",
        "a family",
    ],
)
def test_nothing_else_that_is_written_reaches_a_family(database: Database, turn: Turn) -> None:
    with transaction(database) as session:
        asked(session, group=OTHER_GROUP if turn.chat_id == OTHER_GROUP else TEAM)
        heard(session, turn)
        assert owed(session) == []


def test_an_answer_to_an_erased_question_and_a_sticker_are_said_not_to_be_sent(database: Database) -> None:
    with transaction(database) as session:
        number = asked(session)
        sticker = replace(ANSWER, kind=Kind.MEDIA, text="", media="sticker", copyable=False)
        assert ["que du texte" in text for text in heard(session, sticker)] == [True]
        session.delete(session.scalars(select(QuestionRow).where(QuestionRow.outbox_id == number)).one())
        assert ["a été effacée" in text for text in heard(session, ANSWER)] == [True]
        assert owed(session) == []


@pytest.mark.parametrize(
    ("state", "error", "told"),
    [
        (OutboxState.SENT, None, "Envoyé à la famille."),
        (OutboxState.FAILED, UNREACHABLE, "la famille a bloqué le bot"),
        (OutboxState.VOID, UNREACHABLE, "la famille a bloqué le bot"),
        (OutboxState.FAILED, "BadRequest", "n’a pas pris ce message"),
    ],
)
def test_the_team_is_told_once_what_became_of_its_answer_and_nothing_before(
    database: Database, state: OutboxState, error: str | None, told: str
) -> None:
    with transaction(database) as session:
        asked(session)
        heard(session, ANSWER)
        number = session.scalars(select(AnswerCopyRow.outbox_id)).one() or 0
        answers.confirm(session, TEAM, NOW)
        assert [said.chat_id for said in owed(session)] == [FAMILY]
        sent(session, number, state, error=error, sent_message_id=5)
        for _ in range(2):
            answers.confirm(session, TEAM, NOW)
        (said,) = owed(session)
        assert (said.chat_id, said.under) == (TEAM, 31)
        assert told in said.text.replace("\u00a0", " ")


def test_a_question_is_written_when_its_turn_comes_and_not_at_all_once_it_is_erased(database: Database) -> None:
    with transaction(database) as session:
        number = asked(session)
        make_family(session, FAMILY, "Léa")
        written = questions.written(session, number, DESK)
        assert written is not None
        assert "(famille " in written.text
        assert "Léa" not in written.text
        session.delete(session.scalars(select(QuestionRow)).one())
        session.flush()
        assert questions.written(session, number, DESK) is None


def test_a_button_with_the_number_of_another_familys_question_hands_nothing_on(database: Database) -> None:
    with transaction(database) as session:
        session.add(QuestionRow(chat_id=FAMILY, words="Où se garer ?", created_at=NOW))
        session.flush()
        number = session.scalars(select(QuestionRow.id)).one()
        press = Turn(kind=Kind.PRESS, chat_id=NEIGHBOUR, press=Press(Action.TEAM, "", number), pressed_message_id=3)
        assert ["garer" in text for text in heard(session, press)] == [False]
        assert session.scalars(select(OutboxRow)).all() == []
        assert session.get_one(QuestionRow, number).asked_team_at is None


def test_one_person_sends_the_team_so_much_a_day_and_somebody_in_distress_always_may(database: Database) -> None:
    with transaction(database) as session:
        numbers = [_noted(session, f"question {n}") for n in range(MOST_A_DAY + 2)]
        said = [_hands_on(session, number) for number in numbers]
        assert [("Transmis" in text) for text in said] == [True] * MOST_A_DAY + [False, False]
        assert "demain" in said[-1]
        assert "Transmis" in _hands_on(session, numbers[-1], care=1)
        assert "Transmis" in _hands_on(session, _noted(session, "une autre", NEIGHBOUR), chat=NEIGHBOUR)
        for row in session.scalars(select(QuestionRow).where(QuestionRow.asked_team_at.is_not(None))):
            row.asked_team_at = NOW - A_DAY
        assert "Transmis" in _hands_on(session, numbers[-2])


def _noted(session: Session, words: str, chat: int = FAMILY) -> int:
    row = QuestionRow(chat_id=chat, words=words, created_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def _hands_on(session: Session, number: int, chat: int = FAMILY, care: int = 0) -> str:
    press = Turn(kind=Kind.PRESS, chat_id=chat, press=Press(Action.TEAM, "", number), pressed_message_id=1)
    routes = Routes(DESK, cast(Answering, None))
    (reply,) = routes.handle(session, Prepared(press, Conversation(care=care), None), NOW).replies
    return reply.text
