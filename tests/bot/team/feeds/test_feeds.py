"""The addresses in their tables, on both databases: sealed, claimed once, decided once, whatever is pressed."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Press
from bot.core.settings import Settings
from bot.core.tables import TeamLogRow
from bot.core.team_tables import FeedEventRow, FeedRow
from bot.core.web import Fetched, checked
from bot.messages import Messages
from bot.team.feeds import feeds, reading
from bot.team.feeds.reading import Failure, FeedReader
from knowledge.agenda.agenda import EventRow
from knowledge.exchange import compare
from knowledge.exchange.draft import EventDraft
from knowledge.library.content import LANGUAGES
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from tests.bot.team.desk import MANAGER, TEAM, Desk
from tests.knowledge.exchange.build import agenda_file, draft
from tests.scheduler.scene import NOW, join, transaction

URL = "https://agenda.test/s3cret/agenda.ics"
ROBOTS = draft("robots")
OLD = "Ce bouton n’est plus valable."
LATER = NOW + feeds.EVERY


@pytest.fixture
def feed(database: Database) -> int:
    """An address that brought the robots, which are published."""
    with transaction(database) as session:
        number = feeds.add(session, checked(URL), MANAGER, NOW)
        assert number is not None
        settle(session, number, ROBOTS)
        session.execute(update(EventRow).values(status="scheduled"))
        return number


def settle(session: Session, number: int, *found: EventDraft) -> None:
    reading.settle(session, number, found, NOW, PARIS, TEAM)


def stored(session: Session) -> EventRow:
    return session.scalars(select(EventRow)).one()


def owed(session: Session) -> int:
    return len(session.scalars(select(OutboxRow.id)).all())


def test_an_address_is_sealed_and_told_by_its_host_alone(database: Database, feed: int) -> None:
    with transaction(database) as session:
        assert "s3cret" not in session.execute(text("SELECT address FROM feeds")).scalar_one()
        (told,) = feeds.listed(session)
        assert told.host == "agenda.test"
        assert "s3cret" not in repr(told)


def test_one_address_is_added_once_and_ten_at_most(database: Database, feed: int) -> None:
    with transaction(database) as session:
        assert feeds.add(session, checked(URL), MANAGER, NOW) is None
        made = [feeds.add(session, checked(f"https://agenda.test/{n}"), MANAGER, NOW) for n in range(12)]
        assert sum(one is not None for one in made) == feeds.MOST - 1


def test_what_is_due_is_claimed_once_and_is_due_again_later(database: Database, feed: int) -> None:
    with transaction(database) as session:
        assert [one.address for one in feeds.claim(session, NOW)] == [URL]
        assert feeds.claim(session, NOW) == ()
        assert [one.feed_id for one in feeds.claim(session, LATER)] == [feed]


def test_an_address_that_no_key_opens_holds_up_no_other(database: Database, feed: int) -> None:
    with transaction(database) as session:
        feeds.add(session, checked("https://other.test/a"), MANAGER, NOW)
        session.execute(text("UPDATE feeds SET address = 'gAAAAAspoilt' WHERE id = :id"), {"id": feed})
        session.expire_all()
        assert {one.address for one in feeds.claim(session, NOW)} == {None, "https://other.test/a"}
        assert [one.host for one in feeds.listed(session)] == ["?", "other.test"]


def test_what_was_read_of_an_address_that_is_removed_meanwhile_changes_nothing(database: Database, feed: int) -> None:
    with transaction(database) as session:
        before = owed(session)
        assert feeds.remove(session, feed, MANAGER, NOW)
        settle(session, feed, replace(ROBOTS, title="Autre"), draft("new"))
        assert (stored(session).title, owed(session)) == (ROBOTS.title, before)
        assert session.scalars(select(FeedEventRow)).all() == []
        assert not feeds.remove(session, feed, MANAGER, NOW)


async def test_a_press_of_an_earlier_preview_is_old_and_the_present_one_works_once(desk: Desk, feed: int) -> None:
    for capacity in (8, 9):
        desk.database.do(settle, feed, replace(ROBOTS, capacity=capacity))
    await desk.presses(Press(Action.FEED, f"apply-{feed}", 1))
    assert (desk.toast, desk.database.do(lambda s: stored(s).capacity)) == (OLD, 10)
    assert "un événement changé" in await desk.presses(Press(Action.FEED, f"apply-{feed}", 2))
    assert desk.database.do(lambda s: stored(s).capacity) == 9
    await desk.presses(Press(Action.FEED, f"apply-{feed}", 2))
    assert desk.toast == OLD
    acts = desk.database.do(lambda s: list(s.scalars(select(TeamLogRow.what).order_by(TeamLogRow.id))))
    assert acts == ["feed_added", "feed_applied"]


async def test_what_cannot_be_applied_is_not_applied_in_part(desk: Desk, feed: int) -> None:
    with transaction(desk.database) as session:
        join(session, stored(session).id, 101, "Léa")
        settle(session, feed, replace(ROBOTS, capacity=None, title="Autre titre"))
    assert "Rien n’est appliqué" in await desk.presses(Press(Action.FEED, f"apply-{feed}", 1))
    with transaction(desk.database) as session:
        assert (stored(session).title, stored(session).capacity) == (ROBOTS.title, 10)
        assert session.get_one(FeedRow, feed).waiting is not None  # it can still be left, or corrected at the source


async def test_a_forged_press_changes_nothing(desk: Desk, feed: int) -> None:
    codes = ("", "apply", "apply-", "apply-x", "leave-99", "cancel", "cancelled-x", "nonsense", "out", "now", "fewer")
    for code, number in product(codes, (0, 99, 2**31 - 1)):
        await desk.presses(Press(Action.FEED, code, number))
    with transaction(desk.database) as session:
        assert session.scalars(select(TeamLogRow.what)).all() == ["feed_added"]
        assert session.scalars(select(FeedRow.id)).all() == [feed]


async def test_one_address_that_fails_oddly_keeps_no_other_from_being_read(
    database: Database, feed: int, caplog: pytest.LogCaptureFixture
) -> None:
    database.do(feeds.add, checked("https://other.test/a"), MANAGER, NOW)

    async def fetch(url: str) -> Fetched:
        if url == URL:
            raise RuntimeError(url)
        return Fetched(
            agenda_file({"uid": "new", "starts_at": "2199-12-05T14:00", "ends_at": "2199-12-05T16:00"}).encode(), "a"
        )

    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    assert await FeedReader(database, settings, fetch, lambda count: None).look() == 2
    with transaction(database) as session:
        assert session.scalars(select(EventRow.status).where(EventRow.uid == "new")).one() == "draft"
        assert session.get_one(FeedRow, feed).trouble == "broken"
    assert "s3cret" not in caplog.text


def test_an_event_of_another_source_that_is_left_is_never_this_feeds_own(database: Database, feed: int) -> None:
    with transaction(database) as session:
        other = feeds.add(session, checked("https://other.test/a"), MANAGER, NOW)
        assert other is not None
        settle(session, other, replace(ROBOTS, description="Autre"))
        assert reading.leave(session, other, 1, MANAGER, NOW)
        settle(session, other, replace(ROBOTS, description="Encore autre"))
        assert stored(session).description == ROBOTS.description
        assert session.get_one(FeedRow, other).waiting is not None


def test_a_failure_that_passes_is_told_at_the_second_try_and_any_other_at_once(database: Database, feed: int) -> None:
    with transaction(database) as session:
        before = owed(session)
        for failure, told in ((Failure("unreachable"), 0), (Failure("too-slow"), 1), (Failure("empty"), 1)):
            reading.settle(session, feed, failure, NOW, PARIS, TEAM)
            assert owed(session) - before == told
        assert session.get_one(FeedRow, feed).due_at == NOW + timedelta(minutes=15)
        settle(session, feed, ROBOTS)
        reading.settle(session, feed, Failure("not-public"), NOW, PARIS, TEAM)
        assert owed(session) - before == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_column_that_a_feed_may_change_has_a_name(language: str) -> None:
    words = Messages(language)
    assert all(words.label(f"feed-column-{column}") for column in compare.COLUMNS - reading._TOLD_APART)
