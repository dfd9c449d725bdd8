"""A reminder that was held up until the night waits for the morning, where there is time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.chat.context import Services
from bot.core import clock
from bot.features.notices.writer import NoticeWriter
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState
from scheduler.outbox.sending import Claimed, claim
from scheduler.reminders import reminders
from scheduler.reminders.rules import parse_rules
from tests.scheduler.scene import NOW, join, make_event, notices, transaction

RULES = parse_rules("1d@18:00,2h")
EVE = NOW.astimezone(PARIS.zone).replace(hour=18)  # of the day before the event


def claimed(session: Session, at: datetime) -> Claimed | None:
    """What delivery finds to send at this instant."""
    clock.set_shift(session, round((at - clock.real_now()).total_seconds()))
    write = NoticeWriter(Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone)), may_shift=True)
    found = claim(session, owner="a", clock=clock.elapsed(), rate=None, render=write)
    return found if isinstance(found, Claimed) else None


def test_it_is_void_at_night_and_comes_once_in_the_morning(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=EVE + timedelta(hours=20)), 1, "Léa")
        assert reminders.put_due(session, EVE, PARIS, RULES) == 1
        assert claimed(session, EVE + timedelta(hours=4)) is None
        assert session.scalars(select(OutboxRow.state)).all() == [OutboxState.VOID]
        assert reminders.put_due(session, EVE + timedelta(hours=5), PARIS, RULES) == 0
        assert reminders.put_due(session, EVE + timedelta(hours=14), PARIS, RULES) == 1
        assert reminders.put_due(session, EVE + timedelta(hours=15), PARIS, RULES) == 0
        assert claimed(session, EVE + timedelta(hours=15)) is not None
        assert len(notices(session)) == 2


@pytest.mark.parametrize("later", [timedelta(hours=2), timedelta(hours=15)])
def test_by_day_it_goes_out_however_late(database: Database, later: timedelta) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=EVE + timedelta(hours=20)), 1, "Léa")
        assert reminders.put_due(session, EVE, PARIS, RULES) == 1
        assert claimed(session, EVE + later) is not None


def test_at_night_it_goes_out_when_the_morning_would_be_too_late(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session, starts_at=EVE + timedelta(hours=14, minutes=30)), 1, "Léa")
        assert reminders.put_due(session, EVE, PARIS, RULES) == 1
        assert claimed(session, EVE + timedelta(hours=4)) is not None
