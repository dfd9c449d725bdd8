"""Two hundred names and texts that mean harm, through what the team writes: never markup, never refused."""

import re

from sqlalchemy import select

from bot.bot_api.replies import TEXT_LIMIT, Action, Press
from bot.chat.state import Outcome
from bot.core.tables import AnnouncementRow
from bot.messages import Messages
from bot.team import announcements
from bot.team.announcements import Written
from knowledge.agenda import agenda
from tests.bot.hostile_names import NAMES
from tests.bot.team.desk import (
    TEAM,
    Desk,
)
from tests.engines import SQLITE_FIRST
from tests.scheduler.scene import join, make_event, transaction

pytestmark = SQLITE_FIRST

HOURS_CELL = Press(Action.FACT_CELL, "venue-opening_hours")
ONLY_OURS = re.compile(r"</?b>")


async def test_hostile_texts_are_shown_and_told_as_they_are_never_as_markup(desk: Desk) -> None:
    assert len(NAMES) >= 200
    for words in NAMES:
        await desk.says("/fait", chat=TEAM, name=words)
        await desk.presses(HOURS_CELL, chat=TEAM)
        for text in (words or "x", f"Oui, {words}"):
            if desk.chats[TEAM].writing is not None and "Enregistrer" not in desk.labels(TEAM):
                await desk.says(text, chat=TEAM, name=words)
                is_without_markup(desk.last)
        await desk.taps("Ajouter l’anglais", chat=TEAM)
        await desk.says(f"Yes, {words}", chat=TEAM)
        await desk.taps("Signer autrement", chat=TEAM)
        await desk.says(f"x{words}", chat=TEAM)
        is_without_markup(desk.last)
        await desk.taps("Enregistrer", chat=TEAM)
        is_without_markup(desk.last)
        await desk.says("/faits", chat=TEAM)
        is_without_markup(desk.last)
        for button in ("horaires", "Historique"):
            await desk.taps(button, chat=TEAM)
            is_without_markup(desk.last)
        for language in ("fr", "en"):
            assert "<" not in desk.assistant.topic("hours", language, desk.now).text


def is_without_markup(outcome: Outcome) -> None:
    """Whether all that it says is text, but for what is bold."""
    for reply in outcome.replies:
        left = ONLY_OURS.sub("", reply.text)
        assert "<" not in left, reply.text
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", left), reply.text


async def test_hostile_texts_reach_families_as_they_are_or_are_asked_for_again(desk: Desk) -> None:
    with transaction(desk.database) as session:
        number = make_event(session, title="<b>Robots</b> & cie", capacity=3)
        join(session, number, 101, "Léa")
        event = agenda.by_id(session, number)
    assert event is not None
    written = 0
    for words in NAMES:
        await desk.presses(Press(Action.ANNOUNCE, f"event-{event.code}"))
        is_without_markup(desk.last)
        await desk.presses(Press(Action.ANNOUNCE, f"seated-{event.code}"))
        await desk.says(f"x{words}\n{words}", name=words)
        is_without_markup(desk.last)
        seen = [reply.text for reply in desk.last.replies]
        assert all(len(text) <= TEXT_LIMIT for text in seen)
        written += len(seen) == 2  # the very message, and the question
    assert written == len(NAMES)
    await desk.taps("Envoyer")
    kept = desk.database.do(lambda session: session.scalars(select(AnnouncementRow)).one().fr)
    said = announcements.worded(Written(kept or ""), event, Messages("en"), desk.services)
    is_without_markup(Outcome((said,)))
