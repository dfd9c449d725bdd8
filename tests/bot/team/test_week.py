"""A week between families and the team, written as data in dialogues/weeks/questions: the whole bot in this process."""

from datetime import datetime

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.rehearsal import rehearsal
from bot.core.settings import Settings
from knowledge.library.library import load_library
from tests.bot.team.week import Week, days
from tests.model_cache import shared_understanding

BEGINS = "2026-12-07T09:00"


async def test_a_week_goes_as_written(unlocked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    now = datetime.fromisoformat(BEGINS).replace(tzinfo=settings.zone)
    assistant = Assistant(load_library(), settings.zone)
    clerk = Clerk(assistant=assistant, understanding=shared_understanding(), events=(), now=now)
    async with rehearsal(clerk, settings, now, topics=True) as bot:
        week = Week(bot)
        for day, lines in days():
            for place, line in enumerate(lines, 1):
                try:
                    await week.play(line)
                except AssertionError as error:
                    raise AssertionError(f"{day}, line {place} {line}: {error}") from error
        assert bot.sandbox.violations == []
        assert (week.asked, len(week.families)) == (40, 25)
