"""What keeps the bot from its work is told to the team in plain words, once a day and not at every beat."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bot_api import send_errors
from bot.bot_api.replies import Call
from bot.core import clock
from bot.core.settings import Settings
from bot.messages import Messages
from bot.run.beat import Beats
from bot.run.health import TOLD, Ailment
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow

TEAM = -100


def told(database: Database) -> list[str]:
    """The texts that are owed to the team."""
    rows = database.do(lambda session: session.scalars(select(OutboxRow.payload).order_by(OutboxRow.id)).all())
    return [Call.from_json(row.open()).parameters["text"] for row in rows if row is not None]


def test_an_ailment_that_lasts_is_told_once_a_day_whoever_of_the_replicas_sees_it(database: Database) -> None:
    settings = Settings(_env_file=None, staff_chat_id=TEAM)
    unwell = frozenset({Ailment.WEBHOOK_WRONG, Ailment.WEBHOOK_FAILING, Ailment.CLOCK_SKEW, Ailment.DATABASE})
    for replica in ("a", "b"):
        for _ in range(3):
            assert not database.do(Beats(settings, replica).once, unwell).failed
    assert len(told(database)) == 2
    assert "Telegram n’arrive plus" in "".join(told(database))
    tomorrow = clock.real_now() + timedelta(days=1)
    database.do(send_errors.unwell, "webhook", TEAM, tomorrow)
    assert len(told(database)) == 3


def test_a_bot_that_is_well_tells_nothing(database: Database) -> None:
    database.do(Beats(Settings(_env_file=None, staff_chat_id=TEAM), "a").once)
    assert told(database) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_ailment_has_words_of_its_own(language: str) -> None:
    said = {Messages(language).say("staff-unwell", what=what) for what in TOLD.values()}
    assert len(said) == len(set(TOLD.values()))
    assert all("cite doctor" in one for one in said)
