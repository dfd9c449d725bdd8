"""Days of the team, each written as data in tests/dialogues/days: the whole bot in this process."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.rehearsal import Rehearsal, rehearsal
from bot.core.settings import Settings
from knowledge.library.library import load_library
from tests.bot.team.days import FOLDER, Days
from tests.model_cache import shared_understanding

BEGINS = "2026-12-07T09:00"  # a Monday


@pytest.fixture
async def bot(unlocked: str) -> AsyncIterator[Rehearsal]:
    """A bot that nobody has talked to."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]  # what is not given has its default
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings, now) as live:
        yield live


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
async def test_a_day_goes_as_written(path: Path, bot: Rehearsal) -> None:
    played = Days(bot)
    for part in YAML(typ="safe").load(path):
        for place, line in enumerate(part["lines"], 1):
            try:
                await played.play(line)
            except AssertionError as error:
                raise AssertionError(f"{part['name']}, line {place} {line}: {error}") from error
    assert bot.sandbox.violations == []
    assert {call.method for call in bot.sandbox.calls if not call.ok} <= {"createForumTopic"}
