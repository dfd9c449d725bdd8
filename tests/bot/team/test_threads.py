"""Threads with the team: topics, what is joined, recalled, closed, corrected, taken back and erased."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram.error import BadRequest

from bot.bot_api.replies import Action, Call, Press
from bot.bot_api.send_errors import Refusals, Try
from bot.chat.turn import Kind, Turn
from bot.core import staff
from bot.core.tables import AnswerCopyRow, QuestionRow, TeamAnswerRow, ThreadRow
from bot.features.notices.writer import NoticeWriter
from bot.run.beat import purge_conversation
from bot.team import answers, questions, threads
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass
from scheduler.outbox.sending import Claimed
from scheduler.privacy.purge import KEEP_QUESTIONS
from tests.bot.team.test_team_chat import COLLEAGUE, DESK, FAMILY, NEIGHBOUR, TEAM, heard
from tests.scheduler.scene import NOW, transaction

PARKING = "Où se garer ?"
REFUSALS = {
    "createForumTopic": "Bad Request: the chat is not a forum",
    "no rights": "Bad Request: not enough rights to create a topic",
}


class Post:
    """Sends what is owed, in its order, to a Telegram of one's own; `refuses`: methods, with what it says then."""

    def __init__(self, session: Session, refuses: dict[str, str] | None = None) -> None:
        self.session, self.refuses = session, refuses or {}
        self.sent: list[Call] = []
        self._numbers = iter(range(100, 10_000))

    def goes(self) -> list[Call]:
        """All that waits, until nothing waits; what was sent now."""
        begun = len(self.sent)
        while (row := self._next()) is not None:
            self._send(row)
        return self.sent[begun:]

    def _next(self) -> OutboxRow | None:
        self.session.flush()
        waiting = select(OutboxRow).where(OutboxRow.state == OutboxState.WAITING)
        return self.session.scalars(waiting.order_by(OutboxRow.send_class, OutboxRow.id).limit(1)).first()

    def _send(self, row: OutboxRow) -> None:
        payload = row.payload
        if row.notice is not None:
            payload = NoticeWriter(DESK, may_shift=False)(self.session, row, Notice.from_json(row.notice))
        target = None if row.edits_id is None else self.session.get(OutboxRow, row.edits_id)
        if payload is None or (row.edits_id is not None and (target is None or target.sent_message_id is None)):
            row.state = OutboxState.VOID
            return
        call = Call.from_json(payload)
        if target is not None and target.sent_message_id is not None:
            call = call.editing(target.sent_message_id)
        reason = self.refuses.get(call.method) or (self.refuses.get("in a topic") if call.topic_id else None)
        if reason is not None:
            self._refused(row, call, reason)
            return
        row.state, row.payload, row.sent_message_id = OutboxState.SENT, None, next(self._numbers)
        row.sent_at = NOW
        self.sent.append(call)

    def _refused(self, row: OutboxRow, call: Call, reason: str) -> None:
        row.state, row.owner, row.leased_until = OutboxState.LEASED, "t", 1.0
        self.session.flush()
        claimed = Claimed(row.id, row.chat_id, SendClass(row.send_class), call.to_json(), 1, "t", 1.0)
        Refusals(TEAM).record(self.session, Try(claimed, call, BadRequest(reason), True), 0.0)
        self.session.expire_all()


def asks(session: Session, chat: int = FAMILY, words: str = PARKING, **about: Any) -> QuestionRow:
    """A family hands its question on."""
    row = QuestionRow(chat_id=chat, words=words, created_at=NOW, **about)
    session.add(row)
    session.flush()
    press = Turn(kind=Kind.PRESS, chat_id=chat, press=Press(Action.TEAM, "", row.id), pressed_message_id=1)
    heard(session, press)
    return row


def number_of(session: Session, row: QuestionRow) -> int:
    """Its message in the team's chat."""
    return session.get_one(OutboxRow, row.outbox_id).sent_message_id or 0


def replies(session: Session, to: int, message_id: int = 31, text: str = "Derrière.", **about: Any) -> list[str]:
    """The team writes, in reply to this message; what it is told at once."""
    given: dict[str, Any] = {"kind": Kind.TEXT, "copyable": True, "person_id": COLLEAGUE, **about}
    return heard(
        session, Turn(chat_id=TEAM, is_private=False, text=text, message_id=message_id, replied_to=to, **given)
    )


def presses(session: Session, action: Action, code: str, number: int, **by: Any) -> list[str]:
    """Somebody presses; what is said."""
    turn = {"chat_id": TEAM, "is_private": False, "person_id": COLLEAGUE, "pressed_message_id": 9, **by}
    return heard(session, Turn(kind=Kind.PRESS, press=Press(action, code, number), **turn))


def methods(calls: list[Call]) -> list[str]:
    """What is done, in order."""
    return [call.method for call in calls]


def told(calls: list[Call], chat: int = TEAM) -> str:
    """All that this chat reads, in one text."""
    return "\n".join(call.parameters.get("text", "") for call in calls if call.parameters["chat_id"] == chat)


def test_a_question_is_a_topic_whose_name_tells_nothing_of_the_family(database: Database) -> None:
    with transaction(database) as session:
        row = asks(session, words="Léa Martin peut-elle venir ?")
        opens, asked = Post(session).goes()
        assert opens.method == "createForumTopic"
        assert opens.parameters["name"].replace("\u00a0", " ") == f"N° {row.id}"
        assert asked.topic_id == 100
        assert "Léa Martin" in asked.parameters["text"]


@pytest.mark.parametrize("reason", REFUSALS)
def test_where_no_topic_can_be_opened_the_question_comes_all_the_same(database: Database, reason: str) -> None:
    with transaction(database) as session:
        asks(session)
        sent = Post(session, {"createForumTopic": REFUSALS[reason]}).goes()
        assert PARKING in told(sent)
        assert ("droit" in told(sent)) == (reason == "no rights")
        assert [call.topic_id for call in sent] == [None] * len(sent)
        again = asks(session, NEIGHBOUR, "Autre chose ?")
        assert session.get_one(ThreadRow, again.thread_id).opening_id is None
        staff.note_topics(session, NOW - threads.TRIED_AGAIN_AFTER)
        assert session.get_one(ThreadRow, asks(session, 5, "Et ceci ?").thread_id).opening_id is not None


def test_the_same_question_is_joined_and_one_reply_reaches_all_or_only_one(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        first, second = asks(session, words="Bonjour, où se garer ?"), asks(session, NEIGHBOUR, "ou se garer")
        other = asks(session, 5, "Où dormir ?")
        sent = post.goes()
        assert (first.thread_id == second.thread_id, first.thread_id == other.thread_id) == (True, False)
        assert "sur le même sujet" in told(sent)
        replies(session, number_of(session, second), 31)
        alone = post.goes()
        assert [c.parameters["chat_id"] for c in alone if c.method == "copyMessage"] == [NEIGHBOUR]
        replies(session, number_of(session, first), 32)
        both = post.goes()
        assert [c.parameters["chat_id"] for c in both if c.method == "copyMessage"] == [FAMILY, NEIGHBOUR]
        assert other.answered_at is None


def test_a_family_that_asks_the_same_again_is_no_other_family(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        first, again = asks(session, words="Bonjour, où se garer ?"), asks(session, words="ou se garer")
        sent = post.goes()
        assert first.thread_id == again.thread_id
        assert "sur le même sujet" not in told(sent)
        assert "La famille ajoute" in told(sent)


@pytest.mark.parametrize(
    ("about", "joined"),
    [
        ({"topic": "workshops.price"}, True),
        ({"topic": "other"}, False),
        ({"topic": None, "health_topic": "allergies", "until": NOW + timedelta(days=7)}, False),
    ],
)
def test_what_asks_the_same_cell_is_joined_and_health_never(
    database: Database, about: dict[str, Any], joined: bool
) -> None:
    with transaction(database) as session:
        one = asks(session, words="C’est combien l’atelier ?", **about)
        # Of health, not even the same words.
        words = "C’est combien l’atelier ?" if "until" in about else "Quel prix pour un atelier ?"
        other = asks(session, NEIGHBOUR, words, **about)
        assert (one.thread_id == other.thread_id) is joined


def test_a_family_that_is_content_closes_the_topic_and_who_asks_on_opens_it_again(database: Database) -> None:
    with transaction(database) as session:
        post, row = Post(session), asks(session)
        post.goes()
        replies(session, number_of(session, row))
        whose = told(post.goes(), FAMILY)
        assert "Cela répond-il" in whose
        answers.confirm(session, TEAM, NOW)
        post.goes()
        assert presses(session, Action.ANSWERED, "yes", row.id, chat_id=NEIGHBOUR, is_private=True, person_id=None)
        assert row.settled_at is None
        presses(session, Action.ANSWERED, "yes", row.id, chat_id=FAMILY, is_private=True, person_id=None)
        closed = post.goes()
        assert "closeForumTopic" in methods(closed)
        assert "répond à sa question" in told(closed)
        presses(session, Action.ANSWERED, "no", row.id, chat_id=FAMILY, is_private=True, person_id=None)
        again = post.goes()
        assert methods(again)[0] == "reopenForumTopic"
        assert "ne répond pas encore" in told(again)


def test_what_was_left_for_a_day_is_recalled_once_and_a_reply_to_that_answers(database: Database) -> None:
    with transaction(database) as session:
        post, row = Post(session), asks(session)
        asks(session, NEIGHBOUR)
        post.goes()
        for hours, recalled in ((23, 0), (24, 1), (25, 0), (50, 0)):
            questions.recall(session, TEAM, NOW + timedelta(hours=hours))
            sent = post.goes()
            assert len(sent) == recalled
        thread = session.get_one(ThreadRow, row.thread_id)
        recall = session.get_one(OutboxRow, thread.recall_id)
        replies(session, recall.sent_message_id or 0)
        assert sorted(c.parameters["chat_id"] for c in post.goes() if c.method == "copyMessage") == [FAMILY, NEIGHBOUR]


def test_a_thread_in_which_all_was_answered_a_day_ago_is_closed(database: Database) -> None:
    with transaction(database) as session:
        post, row, waiting = Post(session), asks(session), asks(session, NEIGHBOUR, "Et le vestiaire ?")
        post.goes()
        replies(session, number_of(session, row))
        post.goes()
        threads.close_quiet(session, NOW + timedelta(hours=23))
        assert post.goes() == []
        threads.close_quiet(session, NOW + timedelta(hours=24))
        assert methods(post.goes()) == ["closeForumTopic"]
        assert session.get_one(ThreadRow, waiting.thread_id).closed_at is None
        assert asks(session, 5).thread_id != row.thread_id


def _answered(session: Session, post: Post) -> TeamAnswerRow:
    row = asks(session)
    post.goes()
    replies(session, number_of(session, row))
    post.goes()
    answers.confirm(session, TEAM, NOW)
    assert "Envoyé à la famille" in told(post.goes())
    return session.scalars(select(TeamAnswerRow)).one()


def test_an_answer_is_taken_back_within_two_days_and_the_question_waits_again(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        answer = _answered(session, post)
        presses(session, Action.TEAM_ANSWER, "drop", answer.id)
        gone = post.goes()
        assert (gone[0].method, gone[0].parameters["chat_id"]) == ("deleteMessage", FAMILY)
        assert "a retiré sa réponse" in told(gone, FAMILY)
        assert session.scalars(select(QuestionRow.answered_at)).one() is None
        assert "déjà été" in presses(session, Action.TEAM_ANSWER, "drop", answer.id)[0]
        assert post.goes() == []


@pytest.mark.parametrize(("error", "recalled"), [(UNREACHABLE, False), ("BadRequest", True)])
def test_a_question_whose_answer_did_not_arrive_is_not_said_to_be_answered(
    database: Database, error: str, recalled: bool
) -> None:
    with transaction(database) as session:
        post, row = Post(session), asks(session)
        post.goes()
        replies(session, number_of(session, row))
        copied = session.scalars(select(AnswerCopyRow)).one()
        sent = session.get_one(OutboxRow, copied.outbox_id)
        sent.state, sent.error = OutboxState.FAILED, error
        answers.confirm(session, TEAM, NOW)
        assert row.answered_at is None
        assert told(post.goes(), FAMILY) == ""
        questions.recall(session, TEAM, NOW + questions.WAITS_LONG)
        assert bool(post.goes()) is recalled


def test_after_two_days_it_is_said_to_be_too_late_and_a_correction_still_goes(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        answer = _answered(session, post)
        answer.written_at = NOW - questions.DELETABLE
        assert "48" in presses(session, Action.TEAM_ANSWER, "drop", answer.id)[0]
        assert _corrected(session, post, answer) == ["copyMessage", "sendMessage", "editMessageText"]


def test_a_correction_takes_the_place_of_the_answer_and_the_second_one_of_the_first(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        answer = _answered(session, post)
        assert "deleteMessage" in _corrected(session, post, answer)
        assert "déjà été" in presses(session, Action.TEAM_ANSWER, "fix", answer.id)[0]
        again = session.scalars(select(TeamAnswerRow).where(TeamAnswerRow.corrects_id == answer.id)).one()
        assert "deleteMessage" in _corrected(session, post, again, 43)
        still = session.scalars(select(TeamAnswerRow.message_id).where(TeamAnswerRow.withdrawn_at.is_(None))).all()
        assert still == [43]


def _corrected(session: Session, post: Post, answer: TeamAnswerRow, message_id: int = 42) -> list[str]:
    """What a family sees of it."""
    presses(session, Action.TEAM_ANSWER, "fix", answer.id)
    (prompt,) = post.goes()
    assert prompt.parameters["reply_parameters"]["message_id"] == answer.message_id
    fixes = select(OutboxRow.sent_message_id).where(OutboxRow.notice.contains(NoticeKind.STAFF_FIX.value))
    replies(session, session.scalars(fixes.order_by(OutboxRow.id.desc())).first() or 0, message_id, "Devant.")
    sent = [call for call in post.goes() if call.parameters["chat_id"] == FAMILY]
    assert "corrigée de l’équipe" in told(sent, FAMILY)
    return methods(sent)


def test_who_erases_everything_takes_the_topic_along_unless_others_ask_there(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        alone, shared, other = asks(session, words="Mon sac ?"), asks(session), asks(session, NEIGHBOUR)
        post.goes()
        replies(session, number_of(session, shared))
        post.goes()
        questions.erase_all(session, FAMILY, NOW)
        gone = post.goes()
        assert [c.topic_id for c in gone if c.method == "deleteForumTopic"] == [100]
        assert "a tout effacé" in told(gone)
        assert [c.parameters["message_id"] for c in gone if c.method == "editMessageText"] == [103]
        assert session.scalars(select(QuestionRow.id)).all() == [other.id]
        assert alone is not None
        replies(session, 103, 33)  # what was the first question still answers who asks the same
        assert [c.parameters["chat_id"] for c in post.goes() if c.method == "copyMessage"] == [NEIGHBOUR]


@pytest.mark.parametrize(("age", "stay"), [(timedelta(hours=47), 0), (timedelta(hours=48), 1)])
def test_without_topics_what_is_young_is_deleted_and_what_stays_is_said(
    database: Database, age: timedelta, stay: int
) -> None:
    with transaction(database) as session:
        post = Post(session, {"createForumTopic": REFUSALS["createForumTopic"]})
        _answered(session, post)
        questions.erase_all(session, FAMILY, NOW + age)
        gone = post.goes()
        deleted = [c.parameters["message_id"] for c in gone if c.method == "deleteMessage"]
        assert (31 in deleted) is (stay == 0)
        assert len(deleted) == (0 if stay else 3)  # the question, what became of the answer, and the answer
        assert ("ne me laisse pas supprimer" in told(gone)) is bool(stay)
        assert PARKING not in told(gone)


def test_after_its_term_a_question_takes_its_topic_along(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        _answered(session, post)
        late = NOW + KEEP_QUESTIONS
        purge_conversation(session, now=late, real=late, keep=timedelta(days=365))
        assert methods(post.goes()) == ["deleteForumTopic"]
        assert session.scalars(select(TeamAnswerRow)).all() == []


def test_a_topic_that_somebody_took_away_loses_no_question(database: Database) -> None:
    with transaction(database) as session:
        post, row = Post(session), asks(session)
        post.goes()
        post.refuses = {"in a topic": "Bad Request: message thread not found"}
        asks(session, NEIGHBOUR)
        sent = post.goes()
        assert [call.topic_id for call in sent] == [None] * len(sent)
        assert f"{row.id} n’existe plus" in told(sent).replace("\u00a0", " ")
        assert PARKING in told(sent)
        questions.recall(session, TEAM, NOW + questions.WAITS_LONG)
        assert PARKING in told(post.goes())


def test_what_cannot_be_deleted_for_want_of_rights_is_said_with_a_link_to_it(database: Database) -> None:
    with transaction(database) as session:
        post = Post(session)
        asks(session)
        post.goes()
        post.refuses = {"deleteForumTopic": "Bad Request: not enough rights to delete the topic"}
        questions.erase_all(session, FAMILY, NOW)
        assert "https://t.me/c/" in told(post.goes())
