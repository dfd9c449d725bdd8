"""Words about health are counted without a chat, and kept only when the family writes them for the team."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Button, Press
from bot.chat.context import Context, Services
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Kind, Turn
from bot.core.tables import QuestionRow
from bot.features import escalation
from bot.features.my_data import kept_answers, my_data, phones
from bot.features.my_data.kept import answer_words
from bot.messages import Messages
from bot.router import team
from bot.router.buttons import pressed
from bot.run.beat import purge_conversation
from bot.team import questions
from knowledge.library.library import load_library
from knowledge.store.columns import UNREADABLE
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import FamilyLogRow, OutboxRow
from scheduler.joining import removals
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, KeptAnswer, Question
from tests.scheduler.joining.test_removals import quarrel
from tests.scheduler.scene import NOW, join, make_event, make_family, transaction

CHAT, TEAM, MANAGER = 1, -100, 777
DESK = Services(
    hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), staff_chat_id=TEAM, staff_ids=frozenset({MANAGER})
)


def scene(session: Session, text: str = "", chat_id: int = CHAT, **about: object) -> Context:
    """Somebody who writes, or presses."""
    turn = Turn(kind=Kind.TEXT, chat_id=chat_id, text=text, **about)  # type: ignore[arg-type]  # a test's own names
    return Context(session=session, turn=turn, conversation=Conversation(), now=NOW, services=DESK)


def presses(outcome: Outcome) -> list[Press]:
    """What the buttons ask."""
    return [one.press for reply in outcome.replies for row in reply.rows for one in row if isinstance(one, Button)]


@pytest.mark.parametrize("topic", ["medicine", "?allergies", "workshops.allergies", "child_disability"])
def test_a_question_about_health_leaves_no_word_and_no_chat(database: Database, topic: str) -> None:
    with transaction(database) as session:
        outcome = escalation.offer(scene(session, "Mon fils est diabétique, il peut venir ?"), "Je ne sais pas.", topic)
        (row,) = session.scalars(select(QuestionRow)).all()
        assert (row.chat_id, row.words, row.seen, row.topic, row.health_topic) == (0, None, None, topic, None)
        assert row.created_at.astimezone(PARIS.zone).hour == 0
        assert presses(outcome) == [Press(Action.TEAM, "health")]
        assert not questions.is_about("parking")


def test_what_is_written_for_the_team_is_sealed_and_goes_after_a_week(database: Database) -> None:
    with transaction(database) as session:
        asked = pressed(scene(session), Press(Action.TEAM, "health"))
        awaited = asked.conversation.for_team
        assert awaited is not None
        words = "Léo est diabétique et prend son insuline"
        outcome = escalation.written(scene(session, words), replace(awaited, health="medicine"), is_answerable=True)
        assert outcome is not None
        (row,) = session.scalars(select(QuestionRow)).all()
        assert (row.chat_id, row.words, row.topic, row.health_topic) == (CHAT, words, None, "medicine")
        for late, left in ((questions.KEEP - timedelta(seconds=1), 1), (questions.KEEP, 0)):
            purge_conversation(session, now=NOW + late, real=NOW + late, keep=timedelta(days=365))
            assert len(session.scalars(select(QuestionRow)).all()) == left


def test_health_words_that_come_with_the_yes_are_the_note(database: Database) -> None:
    with transaction(database) as session:
        said = "oui, et dites-leur que mon fils est diabétique"
        escalation.pressed(scene(session, said), "health", 0, "dites-leur que mon fils est diabétique")
        (row,) = session.scalars(select(QuestionRow)).all()
        assert (row.words, row.topic, row.until) == (said, None, NOW + questions.KEEP)
        assert row.outbox_id is not None


def test_a_damaged_answer_is_shown_as_such_in_my_data(database: Database) -> None:
    kept = KeptAnswer(1, Question.ALONE, UNREADABLE, NOW)
    assert answer_words(kept, Messages("fr")) == UNREADABLE
    assert answer_words(replace(kept, words=answers.NO), Messages("fr")) == "non"


def test_every_answer_is_seen_changed_and_taken_back_by_its_own_family_only(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, questions="phone;alone;photo;allergy")
        join(session, event, CHAT, "Léa")
        family, _ = make_family(session, CHAT)
        (row,) = registrations.live_rows(session, event, family)
        given = {Question.PHONE: "+33612345678", Question.ALONE: "yes", Question.PHOTO: "yes", Question.ALLERGY: "noix"}
        answers.keep(session, [row], [Answer(question, words) for question, words in given.items()], NOW)
        offered = presses(kept_answers.listed_pressed(scene(session), "", 0))
        assert [one.code for one in offered if one.action is Action.ANSWER] == [one.value for one in Question]
        stranger = scene(session, chat_id=9)
        for question in Question:
            kept_answers.listed_pressed(stranger, f"drop-{question.value}", row.id)
        assert len(answers.of_signups(session, [row.id])) == 4
        in_words = kept_answers.taken_back_in_words(scene(session, "Supprimez mon numéro de téléphone"))
        assert in_words is not None
        assert Press(Action.ANSWER, "drop-phone", row.id) in presses(in_words)
        assert kept_answers.taken_back_in_words(scene(session, "retirer Léa")) is None
        changing = kept_answers.listed_pressed(scene(session), "change-allergy", row.id).conversation.correction
        assert changing is not None
        assert changing.answers[0].question is Question.ALLERGY
        for question in Question:
            kept_answers.listed_pressed(scene(session), f"drop-{question.value}", row.id)
        kept = {one.question: one.words for one in answers.of_signups(session, [row.id])}
        assert kept == {Question.ALONE: "no", Question.PHOTO: "no"}


def test_the_turn_of_a_removed_phone_looks_and_changes_nothing(database: Database) -> None:
    with transaction(database) as session:
        _, removal = quarrel(session)
        bruno = scene(session, chat_id=removal.chat_id)
        said = phones.watched(bruno, lambda: my_data.erase(bruno, "yes"))
        assert [one.action for one in presses(said)] == [Action.REMOVED, Action.REMOVED]
        assert removals.open_of(session, removal.chat_id) == removal
        looked = phones.watched(bruno, lambda: my_data.show(bruno))
        assert Press(Action.ERASE, "ask") in presses(looked)


def _in_the_group(session: Session, press: Press, person: int) -> Context:
    return scene(session, chat_id=TEAM, is_private=False, person_id=person, press=press)


def test_only_a_manager_decides_about_a_removal_and_is_named_in_the_log(database: Database) -> None:
    with transaction(database) as session:
        _, removal = quarrel(session)
        back = Press(Action.DECIDE, "back", removal.id)
        refused = team.pressed(_in_the_group(session, back, 5), back)
        assert refused.replies == ()
        pressed(scene(session, chat_id=5), back)
        assert removals.open_of(session, removal.chat_id) is not None
        team.pressed(_in_the_group(session, back, MANAGER), back)
        assert removals.open_of(session, removal.chat_id) is None
        assert session.scalars(select(FamilyLogRow.by).where(FamilyLogRow.what == "returned")).one() == MANAGER
        assert {row.chat_id for row in session.scalars(select(OutboxRow))} == {1, 2}
