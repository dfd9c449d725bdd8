"""Days at the door and around its lists, written as data in tests/dialogues/doors: the whole bot in this process."""

from datetime import datetime
from typing import Any

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.rehearsal import rehearsal
from bot.core.settings import Settings
from knowledge.library.library import load_library
from tests.bot.team.doors.day import Day, dialogues
from tests.model_cache import shared_understanding

BEGINS = "2026-12-01T09:00"


@pytest.mark.parametrize(("name", "lines"), dialogues(), ids=[name for name, _ in dialogues()])
async def test_a_day_goes_as_written(name: str, lines: list[dict[str, Any]], unlocked: str) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings.model_copy(update={"staff_ids": [777]}), now) as bot:
        day = Day(bot)
        for place, line in enumerate(lines, 1):
            try:
                await day.play(line)
            except AssertionError as error:
                raise AssertionError(f"line {place} {line}: {error}") from error
        assert bot.sandbox.violations == []
