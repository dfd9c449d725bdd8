"""Words for the team are shown one by one and taken back, in the team's chat too; about health, they go in a week."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.core import staff
from bot.core.tables import QuestionRow
from bot.features import escalation, sent_to_team
from bot.features.my_data import my_data
from bot.router.buttons import pressed
from bot.run.beat import purge_conversation
from bot.team import questions
from intents.readers.changes import takes_words_back
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState
from tests.bot.features.test_health import CHAT, DESK, TEAM, presses, scene
from tests.scheduler.scene import NOW, transaction

INSULIN = "Léo est diabétique et prend son insuline seul"
TAKEN_BACK, A_WEEK = "La famille a retiré ces mots", "après une semaine"


def told(session: Session, words: str = INSULIN) -> QuestionRow:
    """Words about health on their way to the team, whose group has no topics."""
    staff.note_topics(session, NOW)
    escalation.pressed(scene(session, words), "health", 0, words)
    return session.scalars(select(QuestionRow).order_by(QuestionRow.id.desc())).first()  # type: ignore[return-value]


def arrived(session: Session, row: QuestionRow) -> OutboxRow:
    """Their message, in the team's chat."""
    there = session.get_one(OutboxRow, row.outbox_id)
    there.state, there.sent_message_id = OutboxState.SENT, 50
    session.flush()
    return there


def edits(session: Session, there: OutboxRow) -> list[str]:
    """What the message in the team's chat is to say instead."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.edits_id == there.id, OutboxRow.chat_id == TEAM))
    return [row.payload or "" for row in rows]


def said(session: Session) -> str:
    """All that is owed to the team's chat."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.chat_id == TEAM, OutboxRow.state == OutboxState.WAITING))
    return "\n".join(row.payload or "" for row in rows)


def test_each_of_several_is_shown_and_taken_back_and_the_others_stay(database: Database) -> None:
    with transaction(database) as session:
        first, second = told(session), told(session, "Elle est allergique aux noix, que faire ?")
        assert Press(Action.MY_WORDS) in presses(my_data.show(scene(session)))
        offered = presses(pressed(scene(session), Press(Action.MY_WORDS)))
        assert [one.revision for one in offered if one.action is Action.MY_WORDS] == [second.id, first.id]
        shown = pressed(scene(session), Press(Action.MY_WORDS, "show", first.id))
        assert INSULIN in shown.replies[0].text
        pressed(scene(session), Press(Action.MY_WORDS, "drop", first.id))
        assert session.scalars(select(QuestionRow.id)).all() == [second.id]


def test_what_has_arrived_is_erased_in_the_teams_chat_and_what_waits_is_not_sent(database: Database) -> None:
    with transaction(database) as session:
        waiting = told(session)
        sent_to_team.words_pressed(scene(session), "drop", waiting.id)
        session.flush()
        assert questions.written(session, waiting.outbox_id or 0, DESK) is None
        row = told(session)
        there = arrived(session, row)
        sent_to_team.words_pressed(scene(session), "drop", row.id)
        (edit,) = edits(session, there)
        assert TAKEN_BACK in edit
        assert "insuline" not in edit


@pytest.mark.parametrize("how", ["everything is erased", "a week has passed"])
def test_they_go_from_the_teams_chat_too_when(database: Database, how: str) -> None:
    with transaction(database) as session:
        there = arrived(session, told(session))
        if how == "a week has passed":
            late = NOW + questions.KEEP
            purge_conversation(session, now=late, real=late, keep=timedelta(days=365))
        else:
            my_data.erase(scene(session), "yes")
        if how == "a week has passed":
            (edit,) = edits(session, there)
            assert A_WEEK in edit
        else:
            assert '"deleteMessage"' in said(session)
        assert session.scalars(select(QuestionRow)).all() == []


def test_somebody_else_sees_and_takes_back_nothing_of_it(database: Database) -> None:
    with transaction(database) as session:
        row = told(session)
        stranger = scene(session, "supprimez ma question", chat_id=CHAT + 1)
        assert sent_to_team.words_taken_back(stranger) is None
        for code in ("", "show", "drop"):
            assert INSULIN not in pressed(stranger, Press(Action.MY_WORDS, code, row.id)).replies[0].text
        assert session.get(QuestionRow, row.id) is not None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Supprimez ma question", True),
        ("oubliez ce que je vous ai dit de sa santé", True),
        ("please delete my message to the team", True),
        ("je ne retire pas ma question", False),
        ("effacez toutes mes données et mes questions", False),
        ("j'ai une question", False),
        ("vous pouvez supprimer ma question ?", False),
    ],
)
def test_words_ask_for_it(text: str, meant: bool) -> None:
    assert takes_words_back(text) == meant
