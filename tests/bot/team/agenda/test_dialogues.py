"""The agenda in the team's hands, written as data in dialogues/weeks/agenda: the whole bot in this process."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.rehearsal import rehearsal
from bot.core.settings import Settings
from knowledge.library.library import load_library
from tests.bot.team.agenda.player import Player
from tests.model_cache import shared_understanding

FOLDER = Path(__file__).parents[3] / "dialogues" / "weeks" / "agenda"
BEGINS = "2026-11-30T09:00"  # a Monday
DIALOGUES = [
    pytest.param(dialogue, id=f"{path.stem}: {dialogue['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for dialogue in YAML(typ="safe").load(path)
]


@pytest.mark.parametrize("dialogue", DIALOGUES)
async def test_a_dialogue_goes_as_written(dialogue: dict[str, Any], unlocked: str) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings, now) as bot:
        player = Player(bot)
        for place, line in enumerate(dialogue["lines"], 1):
            try:
                await player.play(line)
            except AssertionError as error:
                raise AssertionError(f"line {place} {line}: {error}") from error
        assert bot.sandbox.violations == []
