"""The team's digest in words."""

from datetime import timedelta

import pytest

from bot.assistant.compose import Assistant
from bot.chat.context import Services
from bot.team.phone.calls import morning
from knowledge.agenda import agenda
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.families import families
from tests.scheduler.scene import NOW, join, make_event, transaction


@pytest.mark.parametrize(
    ("before", "title"),
    [(timedelta(hours=3), "Aujourd’hui à la Cité"), (timedelta(hours=20), "Demain à la Cité")],
)
def test_it_says_today_only_on_the_day(database: Database, before: timedelta, title: str) -> None:
    services = Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone))
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW + before)
        join(session, event, 1, "Léa")
        value = agenda.by_id(session, event)
        assert value is not None
        assert morning(session, value, services, NOW).text.startswith(f"<b>{title}</b>")


def test_in_a_group_it_names_nobody(database: Database) -> None:
    services = Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone))
    with transaction(database) as session:
        event = make_event(session, starts_at=NOW + timedelta(hours=3))
        join(session, event, 1, "Léa")
        families.mark_unreachable(session, 1, NOW)
        value, family = agenda.by_id(session, event), families.family_of(session, 1)
        assert value is not None
        assert family is not None
        assert "Léa" in morning(session, value, services, NOW).text
        in_a_group = morning(session, value, services, NOW, named=False).text
        assert "Léa" not in in_a_group
        assert str(family.number) in in_a_group
