"""Two hundred names and texts that mean harm, through what the team writes: never markup, never refused."""

import re

from bot.bot_api.buttons import Action, Press
from bot.chat.state import Outcome
from tests.bot.hostile_names import NAMES
from tests.bot.team.desk import (
    TEAM,
    Desk,
)

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
                _is_without_markup(desk.last)
        await desk.taps("Ajouter l’anglais", chat=TEAM)
        await desk.says(f"Yes, {words}", chat=TEAM)
        await desk.taps("Signer autrement", chat=TEAM)
        await desk.says(f"x{words}", chat=TEAM)
        _is_without_markup(desk.last)
        await desk.taps("Enregistrer", chat=TEAM)
        _is_without_markup(desk.last)
        await desk.says("/faits", chat=TEAM)
        _is_without_markup(desk.last)
        for button in ("horaires", "Historique"):
            await desk.taps(button, chat=TEAM)
            _is_without_markup(desk.last)
        for language in ("fr", "en"):
            assert "<" not in desk.assistant.topic("hours", language, desk.now).text


def _is_without_markup(outcome: Outcome) -> None:
    for reply in outcome.replies:
        left = ONLY_OURS.sub("", reply.text)
        assert "<" not in left, reply.text
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", left), reply.text
