"""The bot's clock as the page shows and moves it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.sandbox.errors import Impossible
from bot.sandbox.state import utc_now
from bot.sandbox.values import Json

PARIS = ZoneInfo("Europe/Paris")


class ClockControl(Protocol):
    """The clock of the bot under demonstration."""

    async def shift(self, seconds: int) -> None:
        """Moves the bot's clock by that many seconds from where it stands; negative goes back."""

    def now(self) -> datetime:
        """The bot's present instant, aware."""


class RealClock:
    """For a sandbox without a demo: real time, which nobody moves."""

    async def shift(self, seconds: int) -> None:
        """Refused."""
        raise Impossible("this clock cannot be moved")

    def now(self) -> datetime:
        """The real time, in UTC."""
        return utc_now()


def clock_view(clock: ClockControl) -> Json:
    """The bot's instant, how far it is from the real one (seconds), and whether the page may move it."""
    now = clock.now()
    ahead = round((now - utc_now()).total_seconds())
    return {"now": now.isoformat(), "ahead": ahead, "adjustable": not isinstance(clock, RealClock)}


async def move(clock: ClockControl, request: Json) -> None:
    """Carries out `{"forward": seconds}`, `{"until": "2026-12-05T14:00"}` (Paris wall time) or `{"reset":
    true}`.
    """
    if "forward" in request:
        seconds = int(request["forward"])
    elif "until" in request:
        seconds = _seconds_until(clock.now(), str(request["until"]))
    else:
        seconds = -round((clock.now() - utc_now()).total_seconds())
    await clock.shift(seconds)


def _seconds_until(now: datetime, wall: str) -> int:
    try:
        naive = datetime.fromisoformat(wall)
    except ValueError as cause:
        raise Impossible("date et heure illisibles") from cause
    # Through UTC: Paris arithmetic would forget the change of hour in between.
    seconds = (naive.replace(tzinfo=PARIS).astimezone(UTC) - now) / timedelta(seconds=1)
    if seconds <= 0:
        raise Impossible("cette date est déjà passée")
    return round(seconds)
