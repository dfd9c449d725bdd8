"""Some of a family's sign-ups at one event, in the code of one button."""

from collections.abc import Sequence

from bot.buttons import MOST_CODE
from bot.scene import Scene
from bot.screens.registrations import at_event
from knowledge.events import Event
from scheduler.outcomes import Registration


def code_of(scene: Scene, entries: Sequence[Registration]) -> str | None:
    """The event's code alone for all that the family has there, else with their ids; None when it gets too long."""
    event = entries[0].event
    if len(entries) == len(at_event(scene, event)):
        return event.code
    code = "-".join([event.code, *(str(one.signup_id) for one in entries)])
    return code if len(code) <= MOST_CODE else None


def read(code: str) -> tuple[str, tuple[str, ...]]:
    """The event's code and the ids; none: all of the family there."""
    event, *ids = code.split("-")
    return event, tuple(ids)


def others(scene: Scene, event: Event, entries: Sequence[Registration]) -> tuple[Registration, ...]:
    """Those of the family there for whom nothing changes."""
    ids = {one.signup_id for one in entries}
    return tuple(one for one in at_event(scene, event) if one.signup_id not in ids)
