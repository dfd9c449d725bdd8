"""Whole conversations with the real process, each written as data in tests/dialogues."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bot.dialogues.agenda import EVENTS
from tests.bot.dialogues.player import GROUP, Player
from tests.bot.dialogues.venue import Venue

# Two taps on one button: the second edit changes nothing, and Telegram says so.
NOT_MODIFIED = "Bad Request: message is not modified"
# The team answers somebody who is gone, or has put the bot out of its chat.
GONE = "Forbidden: bot was"
# The team's group has no topics, which the bot finds out by trying.
NO_TOPICS = "Bad Request: the chat is not a forum"
# What a member wrote is not the bot's to delete where it has no right to: that is tried, and the team is told.
NOT_DELETED = "Bad Request: message can't be deleted"
FOLDER = Path(__file__).parents[2] / "dialogues"


def _dialogues() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for dialogue in YAML(typ="safe").load(path):
            found.append((f"{path.stem}: {dialogue['name']}", dialogue))
    return [pytest.param(n, one, id=name) for n, (name, one) in enumerate(found)]


@pytest.mark.parametrize(("number", "dialogue"), _dialogues())
async def test_a_dialogue_goes_as_written(
    number: int, dialogue: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    venue: Venue = request.getfixturevalue("venue_with_team" if dialogue.get("team") else "venue")
    for name in sorted(set(re.findall(r"{(\w+)}", json.dumps(dialogue["lines"]))) & EVENTS.keys()):
        venue.plant(name, f"{name}-{number}")
    chat_id = GROUP - number if dialogue.get("group") else None
    person = venue.visitor(chat_id=chat_id, language=dialogue.get("phone", "fr"))
    player = Player(venue, number, person)
    if dialogue.get("team"):
        await player.meets_the_team()
    for place, line in enumerate(dialogue["lines"], 1):
        try:
            await player.play(line)
        except AssertionError as error:
            raise AssertionError(f"line {place} {line}: {error}\n{person.transcript()}") from error
    assert venue.sandbox.violations == []
    refused = [call for call in venue.sandbox.calls if not call.ok and call.method != "getUpdates"]
    assert all(call.description.startswith((NOT_MODIFIED, GONE, NO_TOPICS, NOT_DELETED)) for call in refused)
