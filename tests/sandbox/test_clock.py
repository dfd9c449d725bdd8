"""The bot's clock as the page moves it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.page import RealClock, clock_view, move
from bot.sandbox.server import create_app
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Impossible


class ShiftedClock:
    """A clock of its own, `ahead` of the real one."""

    def __init__(self, now: datetime | None = None) -> None:
        self.fixed = now
        self.ahead = timedelta()

    async def shift(self, seconds: int) -> None:
        self.ahead += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return (self.fixed or datetime.now(UTC)) + self.ahead


async def test_it_goes_forward_and_back_to_now() -> None:
    clock = ShiftedClock()
    await move(clock, {"forward": 3600})
    assert clock_view(clock)["ahead"] == 3600
    await move(clock, {"reset": True})
    assert clock_view(clock)["ahead"] == 0


@pytest.mark.parametrize(
    ("now", "until", "hours"),
    [
        (datetime(2026, 12, 1, 10, tzinfo=UTC), "2026-12-01T12:00", 1),
        (datetime(2026, 10, 24, 10, tzinfo=UTC), "2026-10-25T12:00", 25),
        (datetime(2027, 3, 27, 11, tzinfo=UTC), "2027-03-28T12:00", 23),
    ],
)
async def test_until_is_paris_wall_time_across_the_change_of_hour(now: datetime, until: str, hours: int) -> None:
    clock = ShiftedClock(now)
    await move(clock, {"until": until})
    assert clock.ahead == timedelta(hours=hours)


@pytest.mark.parametrize(("until", "why"), [("2020-01-01T10:00", "déjà passée"), ("demain", "illisibles")])
async def test_it_does_not_go_back_or_nowhere(until: str, why: str) -> None:
    with pytest.raises(Impossible, match=why):
        await move(ShiftedClock(), {"until": until})


async def test_a_real_clock_stays_where_it_is() -> None:
    assert clock_view(RealClock())["adjustable"] is False
    with pytest.raises(Impossible):
        await move(RealClock(), {"forward": 1})


def test_messages_are_dated_by_the_bots_clock() -> None:
    sandbox = Sandbox()
    create_app(sandbox, ShiftedClock(datetime(2030, 1, 1, tzinfo=UTC)))
    camille = sandbox.add_person("Camille")
    message = sandbox.post(sandbox.chats[camille.id], camille.id, {"text": "a"})
    assert datetime.fromtimestamp(message.date, UTC).year == 2030
