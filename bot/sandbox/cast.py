"""The people of the demo, with ids that stay the same from one start to the next."""

from bot.sandbox.state import Sandbox
from bot.sandbox.values import Person

_NAMES = {910_000_001: "Camille", 910_000_002: "Mohamed", 910_000_003: "Jeanne"}


def add_cast(sandbox: Sandbox) -> list[Person]:
    """Camille, Mohamed and Jeanne, who have not met the bot yet."""
    return [sandbox.add_person(name, person_id=number) for number, name in _NAMES.items()]
