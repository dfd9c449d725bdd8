"""Whether a sentence says one detail of an event: when it starts, how long it lasts, where, for whom, how many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bench.wordings import Wordings, says
from bot.errors import BotError
from intents.text import fold
from knowledge.events import Event


@dataclass(frozen=True, slots=True)
class Details:
    """How details are said, on the venue's clock. Texts are folded."""

    wordings: Wordings
    zone: ZoneInfo

    def said(self, detail: str, event: Event, text: str) -> bool:
        """Whether `text` says this detail of `event`; raises BotError for a detail that does not exist."""
        ways: dict[str, Callable[[Event, str], bool]] = {
            "start": self._start, "duration": self._duration, "room": self._room, "age": self._age,
            "capacity": self._capacity,
        }  # fmt: skip
        if detail not in ways:
            raise BotError(f"{detail} is no detail of an event: known are {', '.join(ways)}.")
        return ways[detail](event, text)

    def _start(self, event: Event, text: str) -> bool:
        at = self._local(event.starts_at)
        minutes = f"{at:%M}" if at.minute else ""
        return says(text, rf"\b0?{at.hour} ?(?:h|:|heures) ?{minutes}") or says(text, rf"{_twelve(at)} ?(?:am|pm)")

    def _duration(self, event: Event, text: str) -> bool:
        """How long it lasts, or when it ends: people ask for one to learn the other."""
        minutes = int((event.ends_at - event.starts_at).total_seconds()) // 60
        rest = f".{{0,10}}{minutes % 60}" if minutes % 60 else ""
        ends = self._local(event.ends_at).hour
        return (
            says(text, rf"\b{minutes // 60} ?h{rest}")
            or says(text, rf"{minutes} ?min")
            or says(text, rf"\b0?{ends} ?[h:]")
        )

    def _room(self, event: Event, text: str) -> bool:
        room = fold(event.room or "")
        english = self.wordings.rooms.get(room)
        return room in text or (english is not None and says(text, english))

    def _age(self, event: Event, text: str) -> bool:
        ages = [age for age in (event.age_min, event.age_max) if age]
        return all(says(text, rf"\b{age}\b") for age in ages) if ages else self.wordings.every_age.is_in(text)

    def _capacity(self, event: Event, text: str) -> bool:
        unlimited = event.capacity is None
        return self.wordings.no_limit.is_in(text) if unlimited else says(text, rf"\b{event.capacity}\b")

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def _twelve(at: datetime) -> str:
    return rf"\b{at.hour % 12 or 12}(?::{at:%M})?"
