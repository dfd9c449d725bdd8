"""Notices put into words without a process: whom they still speak of, and how a deadline is said."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.chat.context import Services
from bot.features.notices.writer import write
from bot.sandbox.viewer import plain
from bot.views.notices import drafted
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.families import families
from scheduler.seats.outcomes import Done
from scheduler.signups import signups
from scheduler.waiting import waiting
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, transaction


@pytest.fixture(scope="module")
def services() -> Services:
    """Without a team's chat."""
    return Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone))


def offered(session: Session, *names: str) -> tuple[int, list[int]]:
    """A family with an offer for each of these children: its id and the sign-ups."""
    event = make_event(session, capacity=0)
    done = join(session, event, 1, *names)
    assert isinstance(done, Done)
    change(session, event, capacity=len(names))
    waiting.fill(session, event, now=NOW)
    return make_family(session, 1)[0], [one.signup_id for one in done.registrations]


def test_an_offer_speaks_of_those_whom_a_seat_is_still_held_for(database: Database, services: Services) -> None:
    with transaction(database) as session:
        family, ids = offered(session, "Léa", "Tom")
        (notice,) = notices(session)
        both = drafted(session, notice, services, NOW)
        assert both is not None
        assert "2 places se sont libérées</b> pour Léa et Tom" in plain(write(both).text)
        signups.cancel(session, family_id=family, signup_ids=ids[:1], now=NOW)
        one = drafted(session, notice, services, NOW)
        assert one is not None
        reply = write(one)
        assert "Une place s'est libérée</b> pour Tom" in plain(reply.text)
        assert len(reply.rows) == 2
        signups.cancel(session, family_id=family, signup_ids=ids[1:], now=NOW)
        assert drafted(session, notice, services, NOW) is None


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(0), "jusqu'à demain, jeudi 26 novembre 2026 à 12 h"),
        (timedelta(hours=20), "jusqu'à aujourd'hui, jeudi 26 novembre 2026 à 12 h"),
        (timedelta(days=-1), "jusqu'au jeudi 26 novembre 2026 à 12 h"),
    ],
    ids=["tomorrow", "today", "in two days"],
)
def test_the_deadline_is_said_from_the_day_the_message_is_sent(
    database: Database, services: Services, later: timedelta, said: str
) -> None:
    with transaction(database) as session:
        offered(session, "Léa")
        (notice,) = notices(session)
        draft = drafted(session, notice, services, NOW + later)
        assert draft is not None
        assert f"<b>{said}</b>" in plain(write(draft).text)


def test_a_family_that_reads_english_is_written_to_in_english(database: Database, services: Services) -> None:
    with transaction(database) as session:
        offered(session, "Léa", "Tom")
        families.remember_language(session, 1, "en")
        draft = drafted(session, notices(session)[0], services, NOW)
        assert draft is not None
        reply = write(draft)
        assert "2 places are free</b> for Léa and Tom" in reply.text
        assert [button.label for row in reply.rows for button in row][:2] == ["I take the 2 places", "Only for Léa"]
