"""Telegram's sending limits."""

from dataclasses import dataclass

from bot.sandbox.faults import Limiter, Limits


@dataclass
class Clock:
    """Elapsed seconds that a test moves."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_chat_takes_a_burst_then_one_message_a_second() -> None:
    clock = Clock()
    limiter = Limiter(Limits(), clock)
    assert [limiter.refuse(1) for _ in range(6)] == [None] * 5 + [1]
    clock.at = 1.0
    assert [limiter.refuse(1), limiter.refuse(1)] == [None, 1]


def test_thirty_a_second_over_all_chats() -> None:
    clock = Clock()
    limiter = Limiter(Limits(), clock)
    assert all(limiter.refuse(chat) is None for chat in range(1, 31))
    assert limiter.refuse(31) == 1
    clock.at = 1.0
    assert limiter.refuse(31) is None


def test_twenty_a_minute_in_a_group() -> None:
    clock = Clock()
    limiter = Limiter(Limits(), clock)
    for second in range(20):
        clock.at = second * 1.0
        assert limiter.refuse(-100) is None
    clock.at = 20.0
    assert limiter.refuse(-100) == 40
    assert limiter.refuse(5) is None
    clock.at = 60.0
    assert limiter.refuse(-100) is None


def test_a_refused_message_does_not_count() -> None:
    clock = Clock()
    limiter = Limiter(Limits(chat_burst=1), clock)
    assert limiter.refuse(1) is None
    assert [limiter.refuse(1) for _ in range(50)] == [1] * 50
    clock.at = 1.0
    assert limiter.refuse(1) is None


def test_no_limits_let_everything_through() -> None:
    limiter = Limiter(None, Clock())
    assert all(limiter.refuse(1) is None for _ in range(1000))
