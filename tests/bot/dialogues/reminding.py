"""Families who were reminded of an event, or told of a change."""

from datetime import datetime, timedelta

from bot.sandbox.visitor import Visitor
from tests.bot.dialogues.line import Event, new_event
from tests.bot.dialogues.venue import Venue

EVE = timedelta(days=5, hours=8, minutes=2)  # 18 h 02 of the day before


async def greeted(person: Visitor) -> Visitor:
    """They have talked to the bot before."""
    await person.says("bonjour")
    await person.sees("Bonjour")
    await person.looks_away()
    return person


async def reminded(event: Event, morning: datetime, *children: str) -> Visitor:
    """A family on the evening before, right after the reminder."""
    person = await greeted(await event.joins("Bruno", *children))
    event.venue.jump_to(morning + EVE)
    await person.sees("Rappel : demain")
    return person


def workshop(venue: Venue, **planned: object) -> Event:
    """An event with places enough."""
    return new_event(venue, **{"title": "Robots à ressort", "capacity": 9, **planned})
