"""Who fills in facts, and what ends it: managers alone, one thing at a time, and nothing that is old or forged."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn
from bot.chat.writings import Filling
from bot.router.route import Prepared
from knowledge.agenda import filled_table
from tests.bot.team.desk import (
    ASKED,
    FAMILY,
    FILL,
    HOURS,
    MANAGER,
    NOT_KNOWN,
    OTHER_GROUP,
    OTHER_MANAGER,
    STRANGER,
    TEAM,
    Desk,
    who,
)
from tests.scheduler.scene import NOW


async def test_what_was_not_committed_is_not_told(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    press = next(one.press for one in desk.shown[MANAGER] if one.label == "Enregistrer")
    turn = Turn(kind=Kind.PRESS, press=press, **who(MANAGER, None, "Nadia"))
    with Session(desk.database.engine) as session:
        desk.routes.handle(session, Prepared(turn, desk.chats[MANAGER], None), desk.now)
        session.rollback()
    assert NOT_KNOWN in await desk.says(ASKED, FAMILY)
    await desk.presses(press)
    assert HOURS in await desk.says(ASKED, FAMILY)


async def test_the_preview_of_an_earlier_filling_saves_nothing(desk: Desk) -> None:
    await desk.says(f"/fait {FILL}")
    old = next(one.press for one in desk.shown[MANAGER] if one.label == "Enregistrer")
    desk.now += timedelta(minutes=1)
    await desk.says("/fait prix de l'escape game : C’est gratuit.")
    await desk.presses(old)
    assert desk.told() == {}
    assert desk.toast == "Ce bouton n’est plus valable."


async def test_words_typed_long_after_are_no_fact(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité")
    desk.now += timedelta(hours=2)
    assert NOT_KNOWN in await desk.says(ASKED)


async def test_another_command_or_button_ends_it(desk: Desk) -> None:
    await desk.says("/fait horaires de la Cité")
    await desk.says("/aide")
    assert NOT_KNOWN in await desk.says(ASKED)
    await desk.says("/fait horaires de la Cité")
    await desk.presses(Press(Action.HELP))
    assert NOT_KNOWN in await desk.says(ASKED)


async def test_it_goes_in_the_teams_chat_too_each_manager_for_oneself(desk: Desk) -> None:
    assert "répondez à ce message" in await desk.says("/fait horaires de la Cité", chat=TEAM)
    assert await desk.says("Le soir.", OTHER_MANAGER, TEAM) == ""
    assert await desk.says("Le soir.", STRANGER, TEAM) == ""
    assert HOURS in await desk.says(HOURS, chat=TEAM)
    await desk.taps("Enregistrer", OTHER_MANAGER, TEAM)
    assert desk.told() == {}
    await desk.taps("Enregistrer", chat=TEAM)
    assert desk.told() == {"venue.opening_hours": HOURS}


async def _filled(desk: Desk) -> int:
    await desk.says(f"/fait {FILL}")
    await desk.taps("Enregistrer")
    return desk.database.do(filled_table.in_force)[0].id


OUTSIDE = [(FAMILY, None), (STRANGER, TEAM), (STRANGER, OTHER_GROUP), (MANAGER, OTHER_GROUP)]
CODES = ("save", "fix", "english", "sign", "month", "drop", "list", "card", "edit", "out", "past", "back", "undo")


@pytest.mark.parametrize(("person", "chat"), OUTSIDE)
async def test_nobody_else_reaches_any_of_it(desk: Desk, person: int, chat: int | None) -> None:
    number = await _filled(desk)
    before = desk.told(), len(desk.database.do(filled_table.history, "venue.opening_hours"))
    where = person if chat is None else chat
    begun = int(NOW.timestamp())
    desk.chats[where] = Conversation(writing=Filling(person, begun, "escape.price", "Pris !", author="X"))
    for command in ("/fait", "/fact", "/faits", "/facts", f"/fait {FILL}"):
        said = await desk.says(command, person, chat)
        assert HOURS not in said
        assert "Touchez une ligne" not in said
    for code in CODES:
        for revision in (0, number, begun):
            said = await desk.presses(Press(Action.FACT, code, revision), person, chat)
            assert HOURS not in said
            assert "Nadia" not in said
    await desk.presses(Press(Action.FACT_CELL, "escape-price"), person, chat)
    # As who was removed from the team in the middle of it.
    desk.chats[where] = Conversation(writing=Filling(person, begun, "escape.price", author="X", awaits="fr"))
    assert "C’est pris !" not in await desk.says("C’est pris !", person, chat)
    assert (desk.told(), len(desk.database.do(filled_table.history, "venue.opening_hours"))) == before


@pytest.mark.parametrize("code", ["", "nothing", "save", "card", "undo", "escape-nothing", "x" * 40])
@pytest.mark.parametrize("action", [Action.FACT, Action.FACT_CELL])
async def test_a_managers_forged_press_changes_nothing(desk: Desk, action: Action, code: str) -> None:
    for revision in (0, 1, 2**31 - 1):
        await desk.presses(Press(action, code, revision))
    assert desk.told() == {}
