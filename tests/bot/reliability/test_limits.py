"""The sending limits, on a clock of the test's own: no window of time ever holds more than Telegram allows."""

import random
from bisect import bisect_left
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.core import clock
from knowledge.store.database import Database
from scheduler.outbox import lines, sending
from scheduler.outbox.lines import Bucket
from scheduler.outbox.outbox import SendClass, put
from scheduler.outbox.sending import Claimed, Later
from tests.bot.reliability.post import no_notice, owe

RATE = 25.0
PER_SECOND, PER_CHAT_BURST, PER_GROUP_MINUTE = 28, 3, 18
GROUP = -100


def most_in(times: list[float], window: float) -> int:
    """The most instants that lie in any half-open window of this length."""
    return max((n + 1 - bisect_left(times, at - window + 1e-9) for n, at in enumerate(times)), default=0)


@given(st.floats(0.1, 50), st.integers(1, 10), st.lists(st.floats(0, 5, allow_subnormal=False), max_size=200))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(rate: float, burst: int, pauses: list[float]) -> None:
    bucket, tokens, filled_at, at = Bucket(rate, float(burst)), float(burst), 0.0, 0.0
    taken: list[float] = []
    for pause in pauses:
        at += pause
        tokens, filled_at = lines.level(tokens, filled_at, at, bucket), at
        assert 0 <= tokens <= burst
        if lines.wait_for_one(tokens, bucket) == 0:
            tokens -= 1
            taken.append(at)
    for window in (0.5, 1.0, 10.0):
        assert most_in(taken, window) <= burst + rate * window + 1e-6


@given(st.floats(0.1, 50), st.floats(0, 0.999))
def test_after_the_wait_that_it_names_a_bucket_has_a_token(rate: float, tokens: float) -> None:
    bucket = Bucket(rate, 3.0)
    wait = lines.wait_for_one(tokens, bucket)
    assert lines.level(tokens, 0.0, wait, bucket) == pytest.approx(1.0)


class Office:
    """Sends what is owed on a simulated clock; counts when, and to whom."""

    def __init__(self, seed: int = 0, refusals: float = 0.0) -> None:
        self.at = self.at_start = 1_000_000.0
        self.sent: list[tuple[float, int]] = []
        self.halts: list[tuple[float, float]] = []
        self._dice, self._refusals = random.Random(seed), refusals

    def work(self, session: Session) -> None:
        """Until nothing is owed."""
        for _ in count():
            found = sending.claim(session, owner="a", clock=self.at, rate=RATE, render=no_notice)
            if found is None:
                if not self._retries(session):
                    return
            elif isinstance(found, Later):
                assert found.seconds > 0
                self.at += found.seconds + 1e-6
            else:
                self._send(session, found)

    def _retries(self, session: Session) -> bool:
        self.at += 0.5
        return any(until > self.at - 1 for _, until in self.halts)

    def _send(self, session: Session, claimed: Claimed) -> None:
        self.sent.append((self.at, claimed.chat_id))
        if self._dice.random() < self._refusals:
            wait = self._dice.randint(1, 30)
            self.halts.append((self.at, self.at + wait))
            lines.halt(session, self.at, wait)
            sending.retry(session, "a", claimed.id, self.at, wait, "RetryAfter")
            return
        sending.mark_sent(session, "a", claimed.id, 1, clock.real_now())

    def times(self, chat: int | None = None) -> list[float]:
        """When something went out (to one chat, or to all)."""
        return [at for at, to in self.sent if chat is None or to == chat]


def _owe_much(session: Session, chats: list[int], each: int) -> None:
    for number in range(each):
        for chat in chats:
            put(session, chat_id=chat, send_class=SendClass.REPLY, payload=str(number), now=clock.real_now())


def test_a_broadcast_keeps_every_limit(database: Database) -> None:
    chats = list(range(1, 41))
    office = Office()
    database.do(_owe_much, chats, 4)
    database.do(_owe_much, [GROUP], 25)
    assert isinstance(database.do(_claim, office.at), Later)
    office.at += 60  # a quiet minute: every bucket is full
    database.do(office.work)
    assert len(office.sent) == 40 * 4 + 25
    assert 20 <= most_in(office.times(), 1.0) <= PER_SECOND
    for chat in chats:
        assert most_in(office.times(chat), 1.0) <= PER_CHAT_BURST
        assert most_in(office.times(chat), 10.0) <= PER_CHAT_BURST + 10
    assert most_in(office.times(GROUP), 60.0) <= PER_GROUP_MINUTE


def test_a_chat_gets_a_burst_of_three_then_one_a_second(database: Database) -> None:
    office = Office()
    database.do(_owe_much, [7], 8)
    database.do(office.work)
    first, *_, last = office.times()
    assert office.times()[2] - first < 0.2
    assert last - office.times()[2] == pytest.approx(5, abs=0.2)


@pytest.mark.parametrize(
    ("seed", "chats", "each"),
    [(0, 30, 3), (1, 120, 1), pytest.param(2, 2000, 1, marks=pytest.mark.slow)],
    ids=["30-chats", "120-chats", "2000-chats"],
)
def test_nothing_goes_out_during_a_halt_and_everything_after_it(
    seed: int, chats: int, each: int, database: Database
) -> None:
    office = Office(seed, refusals=0.05)
    database.do(_owe_much, list(range(1, chats + 1)), each)
    database.do(office.work)
    assert office.halts
    assert len(office.sent) == chats * each + len(office.halts)
    assert {chat for _, chat in office.sent} == set(range(1, chats + 1))
    for begun, over in office.halts:
        assert not [at for at in office.times() if begun < at < over]


def test_a_short_stop_does_not_end_a_longer_one(database: Database) -> None:
    owe(database, 7, "x")
    database.do(lines.halt, 100.0, 30)
    database.do(lines.halt, 101.0, 2)
    found = database.do(_claim, 105.0)
    assert isinstance(found, Later)
    assert found.seconds == pytest.approx(25)


def test_telegrams_full_stop_counts_where_our_own_limits_are_off(database: Database) -> None:
    owe(database, 7, "x")
    database.do(lines.halt, 100.0, 30)
    found = database.do(lambda session: sending.claim(session, owner="a", clock=105.0, rate=None, render=no_notice))
    assert found == Later(pytest.approx(25))


def test_after_a_start_the_overall_bucket_is_empty_and_a_quiet_chat_has_its_burst(database: Database) -> None:
    owe(database, 7, "x")
    database.do(lines.lock_overall, 0.0)  # full by now
    database.do(sending.take_back, 100.0)
    assert isinstance(database.do(_claim, 100.0), Later)
    assert isinstance(database.do(_claim, 100.0 + 1 / RATE), Claimed)


def _claim(session: Session, at: float) -> Claimed | Later | None:
    return sending.claim(session, owner="a", clock=at, rate=RATE, render=no_notice)


def test_a_chat_with_a_long_queue_does_not_hold_up_the_others(database: Database) -> None:
    database.do(_owe_much, [7], 70)
    database.do(_owe_much, [8], 1)
    office = Office()
    database.do(office.work)
    assert office.times(8)[0] - office.at_start < 10


def test_a_person_who_waits_goes_before_bulk(database: Database) -> None:
    for chat in range(1, 40):
        owe(database, chat, "annonce", SendClass.ANNOUNCEMENT)
    owe(database, 99, "réponse")
    office = Office()
    database.do(office.work)
    assert office.sent[0][1] == 99


def test_a_clock_that_steps_back_does_not_silence_the_bot(database: Database) -> None:
    office = Office()
    database.do(_owe_much, [7], 10)
    database.do(office.work)
    stepped = office.at - 3600
    database.do(_owe_much, [7], 1)
    database.do(lines.halt, office.at, 2.0)
    waits = database.do(_claim, stepped)
    assert isinstance(waits, Later)
    assert waits.seconds < 5
    office.at = stepped
    database.do(office.work)
    assert len(office.sent) == 11
    assert office.at < stepped + 10
