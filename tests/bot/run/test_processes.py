"""Processes that beat: whoever beats no more holds nothing, and what it commits all the same is refused."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Call
from bot.core import clock
from bot.core.clock import Follower, Sample
from bot.core.errors import FencedError
from bot.core.tables import ChatRow, InboxRow, ProcessRow
from bot.intake import claims, inbox
from bot.intake.claims import Work
from bot.run import doctor
from bot.run.checks import beside_the_database
from bot.run.health import LIMITS, NEVER_FATAL, Ailment, Vitals
from bot.run.processes import DEAD_AFTER_S, Heart, Process
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox import sending
from scheduler.outbox.outbox import SendClass, put
from scheduler.outbox.sending import Claimed
from tests.bot.reliability.desk import BOT, NOTHING, keep, said
from tests.bot.reliability.post import no_notice

STALLED_S = DEAD_AFTER_S + 1.0


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    yield
    clock.follow(None)


def process(database: Database, owner: str, polls: int | None = None) -> Process:
    """One that has begun."""
    made = Process(owner, polls)
    assert database.do(made.beat).is_anew
    return made


def pass_by(database: Database, *silent: Process, seconds: float = STALLED_S) -> None:
    """So many seconds pass, in which these do not beat."""

    def set_back(session: Session) -> None:
        theirs = update(ProcessRow).where(ProcessRow.owner.in_([one.owner for one in silent]))
        session.execute(theirs.values(beaten_at=ProcessRow.beaten_at - seconds))

    database.do(set_back)
    for one in silent:
        assert one._beaten_at is not None
        one._beaten_at -= seconds


def takes(database: Database, owner: Process) -> Work:
    """The chat whose turn it is."""
    work = database.do(claims.claim, f"{owner.name}w0", clock.real_now())
    assert isinstance(work, Work)
    return work


def owner_of(database: Database, chat: int) -> str | None:
    return database.do(lambda session: session.get_one(ChatRow, chat).owner)


def test_what_a_process_that_beats_no_more_held_is_free_and_what_it_commits_is_refused(
    postgres_database: Database,
) -> None:
    database = postgres_database
    dead, living = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    work = takes(database, dead)
    pass_by(database, dead)
    beat = database.do(living.beat)
    assert (beat.freed, beat.alive, owner_of(database, 9)) == (True, 1, None)
    for late in (claims.settle, claims.put_off):
        with pytest.raises(FencedError):
            database.do(late, work, NOTHING, clock.real_now())
    with pytest.raises(FencedError):
        database.do(claims.lock, work)
    again = takes(database, living)
    assert again.update_id == 1
    database.do(claims.settle, again, NOTHING, clock.real_now())


def test_a_message_that_a_dead_process_had_in_flight_is_anothers_at_once(postgres_database: Database) -> None:
    database = postgres_database
    dead, living = process(database, "a"), process(database, "b")
    hello = Call("sendMessage", {"chat_id": 9, "text": "bonjour"}).to_json()
    database.do(put, chat_id=9, send_class=SendClass.REPLY, payload=hello, now=clock.real_now())
    sends = {"clock": clock.elapsed(), "rate": None, "render": no_notice}
    assert isinstance(database.do(sending.claim, owner=f"{dead.name}d0", **sends), Claimed)
    assert database.do(sending.claim, owner=f"{living.name}d0", **sends) is None
    pass_by(database, dead)
    assert database.do(living.beat).freed
    sends["clock"] = clock.elapsed() + 0.1
    taken = database.do(sending.claim, owner=f"{living.name}d1", **sends)
    assert isinstance(taken, Claimed)
    assert database.do(lambda session: session.get_one(OutboxRow, taken.id).unclear)


def test_who_lives_keeps_what_it_holds_however_long(postgres_database: Database) -> None:
    database = postgres_database
    slow, other = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    work = takes(database, slow)
    for _ in range(5):
        pass_by(database, slow, other, seconds=2.5)
        assert not database.do(slow.beat).freed
        assert not database.do(other.beat).freed
    database.do(claims.settle, work, NOTHING, clock.real_now())


def test_after_an_outage_whoever_was_silent_itself_buries_nobody(postgres_database: Database) -> None:
    database = postgres_database
    first, second = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    work = takes(database, second)
    pass_by(database, first, second)
    assert not database.do(first.beat).freed
    assert not database.do(second.beat).is_anew
    database.do(claims.settle, work, NOTHING, clock.real_now())


def test_who_has_little_time_itself_buries_whoever_was_silent_for_longer(postgres_database: Database) -> None:
    database = postgres_database
    dead, slow = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    takes(database, dead)
    pass_by(database, slow)
    pass_by(database, dead, seconds=2 * STALLED_S)
    assert database.do(slow.beat).freed
    assert owner_of(database, 9) is None


def test_who_was_taken_for_dead_goes_on_in_another_generation(postgres_database: Database) -> None:
    database = postgres_database
    stalled, living = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    before, work = stalled.name, takes(database, stalled)
    pass_by(database, stalled)
    database.do(living.beat)
    assert database.do(stalled.beat).is_anew
    assert (stalled.generation, stalled.name == before) == (2, False)
    with pytest.raises(FencedError):
        database.do(claims.settle, work, NOTHING, clock.real_now())
    database.do(claims.settle, takes(database, stalled), NOTHING, clock.real_now())


def test_what_a_dead_process_takes_after_its_death_is_free_again_at_the_next_beat(postgres_database: Database) -> None:
    database = postgres_database
    stalled, living = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    pass_by(database, stalled)
    database.do(living.beat)
    work = takes(database, stalled)  # it does not know yet
    assert database.do(living.beat).freed
    with pytest.raises(FencedError):
        database.do(claims.settle, work, NOTHING, clock.real_now())


def test_who_leaves_in_order_leaves_nothing_held(postgres_database: Database) -> None:
    database = postgres_database
    ends, living = process(database, "a"), process(database, "b")
    keep(database, said(1, 9, "bonjour"))
    takes(database, ends)
    database.do(ends.leave)
    assert owner_of(database, 9) is None
    assert database.do(living.beat).alive == 1


def test_the_first_fetches_updates_and_the_second_when_that_one_is_gone(postgres_database: Database) -> None:
    database = postgres_database
    first, second = process(database, "b", BOT), process(database, "a", BOT)
    elsewhere, hook = process(database, "c", BOT + 1), process(database, "d")
    beats = [database.do(one.beat).stands_by for one in (first, second, elsewhere, hook)]
    assert beats == [False, True, False, False]
    database.do(first.polls_no_more)
    assert not database.do(second.beat).stands_by
    assert not database.do(first.beat).is_anew  # it still has work in hand
    pass_by(database, second)
    third = process(database, "e", BOT)
    database.do(third.beat)
    assert not database.do(third.beat).stands_by


def test_which_update_of_a_chat_came_first_is_told_by_the_databases_clock(postgres_database: Database) -> None:
    database = postgres_database
    for number, ahead in enumerate((90, 0)):  # the first through a process whose clock runs ahead
        batch = inbox.read_raw([said(2 - number, 9, "bonjour")])
        database.do(inbox.store, BOT, batch, clock.real_now() + timedelta(seconds=ahead))
    order = database.do(lambda session: {row.update_id: row.received_at for row in session.query(InboxRow)})
    assert order[2] < order[1]
    assert takes(database, process(database, "a")).update_id == 2


async def test_a_process_goes_by_the_databases_clock_whatever_its_own_says(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = time.time()
    monkeypatch.setattr(time, "time", lambda: right + 90)
    await Heart(postgres_database, Process("a", None), lambda beat: None).beat()
    assert abs(clock.elapsed() - right) < 30  # and not 90, however busy the machine
    assert clock.real_now().timestamp() == pytest.approx(clock.elapsed(), abs=1)


def test_the_surest_look_at_the_databases_clock_counts_until_that_clock_is_changed() -> None:
    follower = Follower()
    assert follower.heard(Sample(100.0, 0.5)) == 100.0
    assert follower.heard(Sample(100.2, 0.01)) == 100.2
    assert follower.heard(Sample(99.9, 0.8)) == 100.2
    assert follower.heard(Sample(160.0, 0.4)) == 160.0


def test_the_doctor_says_who_serves_and_that_only_one_fetches(postgres_database: Database) -> None:
    process(postgres_database, "a", BOT)
    process(postgres_database, "b", BOT)
    said = [finding.sentence for finding in postgres_database.do(doctor._processes)]
    assert said[0] == "Processes: 2 on this database."
    assert "stand by" in said[1]


def test_the_doctor_says_that_two_clocks_are_apart(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = time.time
    with postgres_database.engine.connect() as connection:
        assert beside_the_database(connection) == []
        monkeypatch.setattr(time, "time", lambda: right() + 90)
        (finding,) = beside_the_database(connection)
    assert "90 s apart" in finding.sentence
    assert finding.is_fault


def test_two_clocks_that_are_apart_are_shown_and_end_no_process() -> None:
    vitals = Vitals(polls=False, monotonic=lambda: 0.0)
    vitals.processes(2, skew=-2.5, stands_by=False)
    assert vitals.ailments(LIMITS) == {Ailment.CLOCK_SKEW}
    assert Ailment.CLOCK_SKEW in NEVER_FATAL
    vitals.processes(2, skew=0.5, stands_by=False)
    assert vitals.ailments(LIMITS) == frozenset()
