"""Answers of the team that become facts: offered, cleaned, seen, dated, told by every process until their last day."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.core.tables import ProposalRow, QuestionRow
from bot.run.renewal import LOOK_EVERY_FILLED_S, renewal_of_filled
from bot.team import filling, questions
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import NoticeKind, OutboxState
from tests.bot.team.desk import FAMILY, MANAGER, NOT_KNOWN, SAVED, STRANGER, TEAM, Desk
from tests.scheduler.scene import NOW

NEIGHBOUR = 8  # another family
PROPOSED = "servir à d’autres familles"
# What families ask, and what the team answers; each begins or ends with what others need not read.
ASKED = {
    "vous ouvrez à quelle heure ?": "Bonjour, nous ouvrons du mardi au samedi.",
    "c'est combien l'escape game ?": "Cinq euros par personne.",
    "il y a un parking ?": "Oui, derrière la Cité.",
    "vous avez le wifi ?": "Oui, le code est à l’accueil.",
    "quel est votre numéro de téléphone ?": "Le numéro est affiché à l’accueil.",
    "les chiens sont acceptés ?": "Non, sauf les chiens guides.",
    "on peut manger sur place ?": "Oui, dans la cour.",
    "il y a un ascenseur ?": "Oui, à gauche de l’entrée.",
}


async def answered(desk: Desk, asked: str, answer: str) -> None:
    """A family asks, the bot does not know, the team answers."""
    assert NOT_KNOWN in await desk.says(asked, FAMILY)
    await desk.says(answer, MANAGER, TEAM, replied_to=await put_to_the_team(desk))


def kept(session: Session) -> list[int]:
    """The answers that are proposed."""
    return list(session.scalars(select(ProposalRow.answer_id)))


def asks(desk: Desk, family: int = FAMILY, **about: object) -> None:
    """A family asks this."""
    fields = {"words": "?", "topic": "venue.parking", **about}
    desk.database.do(lambda session: session.add(QuestionRow(chat_id=family, created_at=NOW, **fields)))


async def put_to_the_team(desk: Desk, family: int = FAMILY) -> int:
    """The newest question, handed on by whoever asked it: its number in the team's chat."""
    newest = select(QuestionRow.id).order_by(QuestionRow.id.desc()).limit(1)
    question = desk.database.do(lambda session: session.scalars(newest).one())
    await desk.presses(Press(Action.TEAM, "", question), family)
    return desk.database.do(_arrives, question)


def _arrives(session: Session, question: int) -> int:
    sent = session.get_one(OutboxRow, session.get_one(QuestionRow, question).outbox_id)
    sent.state, sent.sent_message_id = OutboxState.SENT, 50 + sent.id
    session.flush()
    return sent.sent_message_id


async def test_eight_answers_become_facts_that_every_process_tells_and_one_has_its_last_day(database: Database) -> None:
    desk, replica = Desk(database), Desk(database)
    elsewhere = renewal_of_filled(database, replica.assistant)
    await elsewhere.look()
    for number, (asked, answer) in enumerate(ASKED.items()):
        await answered(desk, asked, answer)
        assert "En faire une réponse du bot" in desk.labels(TEAM)
        preview = await desk.taps("En faire une réponse", MANAGER, TEAM)
        assert "Bonjour" not in preview
        if number == 0:
            await desk.taps("1 mois", MANAGER, TEAM)
        assert SAVED in await desk.taps("Enregistrer", MANAGER, TEAM)
    assert LOOK_EVERY_FILLED_S <= 5
    assert await elsewhere.look()
    for at in (desk, replica):
        for asked, answer in ASKED.items():
            assert answer.removeprefix("Bonjour, ") in await at.says(asked, FAMILY)
        at.now += timedelta(days=40)
        first, second, *_ = ASKED
        assert NOT_KNOWN in await at.says(first, FAMILY)
        assert ASKED[second] in await at.says(second, FAMILY)
    await desk.says("/fait")
    assert desk.labels()[0].startswith("Terminé")


async def test_a_proposed_answer_is_cleaned_and_can_be_corrected_first(desk: Desk) -> None:
    await answered(desk, "il y a un parking ?", "Bonjour, oui, derrière. Appelez le 06 12 34 56 78.")
    preview = await desk.taps("En faire une réponse", MANAGER, TEAM)
    assert "06 12" not in preview
    await desk.taps("Corriger", MANAGER, TEAM)
    assert "Oui, derrière la Cité." in await desk.says("Oui, derrière la Cité.", MANAGER, TEAM)


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        ({}, "Oui, Léa peut venir."),
        ({"event_id": 1}, "Oui."),
        ({"until": NOW}, "Oui."),
        ({"topic": None}, "Oui."),
    ],
    ids=["names a child", "of an event", "of health", "not recognised"],
)
async def test_what_is_one_familys_is_never_proposed(desk: Desk, about: dict[str, object], answer: str) -> None:
    asks(desk, **about)
    assert await desk.says(answer, MANAGER, TEAM, replied_to=await put_to_the_team(desk)) == ""
    assert desk.database.do(kept) == []


async def test_an_answer_to_what_has_no_name_waits_for_what_it_answers(desk: Desk) -> None:
    asks(desk, words="Et les horaires ?", topic="other")
    await desk.says("Du mardi au samedi.", MANAGER, TEAM, replied_to=await put_to_the_team(desk))
    assert "Et les horaires ?" in await desk.taps("En faire une réponse", MANAGER, TEAM)
    assert "Du mardi au samedi." in await desk.says("/fait horaires de la Cité", MANAGER, TEAM)
    await desk.taps("Enregistrer", MANAGER, TEAM)
    assert desk.told() == {"venue.opening_hours": "Du mardi au samedi."}


async def test_nobody_else_takes_it_up_and_what_nobody_takes_up_goes(desk: Desk) -> None:
    await answered(desk, "il y a un parking ?", "Oui, derrière.")
    (number,) = desk.database.do(kept)
    for person, chat in ((STRANGER, TEAM), (FAMILY, None)):
        assert "derrière" not in await desk.presses(Press(Action.FACT, "propose", number), person, chat)
    assert desk.database.do(filling.purge, NOW) == 0
    assert desk.database.do(filling.purge, NOW + timedelta(days=15)) == 1
    await desk.presses(Press(Action.FACT, "propose", number), MANAGER, TEAM)
    assert desk.toast == "Ce bouton n’est plus valable."


async def test_one_answer_to_several_who_ask_the_same_is_proposed_once_and_not_if_one_of_them_asks_more(
    desk: Desk,
) -> None:
    asks(desk, words="Où se garer ?")
    number = await put_to_the_team(desk)
    asks(desk, NEIGHBOUR, words="Il y a un parking ?")
    await put_to_the_team(desk, NEIGHBOUR)
    assert PROPOSED in await desk.says("Derrière.", MANAGER, TEAM, replied_to=number)
    assert len(desk.database.do(kept)) == 1
    desk.database.do(_asks_more)
    assert await desk.says("Devant.", MANAGER, TEAM, replied_to=number) == ""
    assert len(desk.database.do(kept)) == 1


def _asks_more(session: Session) -> None:
    row = session.scalars(select(QuestionRow).where(QuestionRow.chat_id == NEIGHBOUR)).one()
    row.topic = "venue.wifi"


async def test_an_answer_taken_back_is_no_fact_and_what_it_was_corrected_to_may_be_one(desk: Desk) -> None:
    await answered(desk, "il y a un parking ?", "Oui, devant.")
    (answer,) = desk.database.do(kept)
    await desk.presses(Press(Action.TEAM_ANSWER, "fix", answer), MANAGER, TEAM)
    fix = desk.database.do(_arrived_fix)
    assert PROPOSED in await desk.says("Oui, derrière.", MANAGER, TEAM, replied_to=fix)
    (again,) = desk.database.do(kept)
    assert again != answer
    await desk.presses(Press(Action.TEAM_ANSWER, "drop", again), MANAGER, TEAM)
    assert desk.database.do(kept) == []


def _arrived_fix(session: Session) -> int:
    sent = session.scalars(select(OutboxRow).where(OutboxRow.notice.contains(NoticeKind.STAFF_FIX.value))).one()
    sent.state, sent.sent_message_id = OutboxState.SENT, 50 + sent.id
    session.flush()
    return sent.sent_message_id


async def test_who_erases_everything_takes_along_what_was_proposed_of_her_question(desk: Desk) -> None:
    await answered(desk, "il y a un parking ?", "Oui, derrière.")
    desk.database.do(questions.erase_all, NEIGHBOUR, NOW)
    assert len(desk.database.do(kept)) == 1
    desk.database.do(questions.erase_all, FAMILY, NOW)
    assert desk.database.do(kept) == []
