"""Weeks of the team and its families, each written as data in tests/dialogues/weeks, with a bot of its own."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.bot.dialogues.venue import open_venue
from tests.bot.dialogues.week import Week

FOLDER = Path(__file__).parents[2] / "dialogues" / "weeks"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
async def test_a_week_goes_as_written(path: Path, home: Path, unlocked: str) -> None:
    with open_venue(home, f"week_{path.stem}", unlocked, team=True) as venue:
        week = Week(venue)
        for dialogue in YAML(typ="safe").load(path):
            for name in dialogue["events"]:
                venue.plant(name, name)
            for place, line in enumerate(dialogue["lines"], 1):
                try:
                    await week.play(line)
                except AssertionError as error:
                    raise AssertionError(f"{dialogue['name']}, line {place} {line}: {error}") from error
        assert venue.sandbox.violations == []
        refused = {call.method for call in venue.sandbox.calls if not call.ok}
        assert refused <= {"getUpdates", "createForumTopic"}  # this group has no topics, which is learnt by asking
