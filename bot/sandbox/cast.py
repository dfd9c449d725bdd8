"""The people of the demo and the team's chat, with ids that stay the same from one start to the next."""

from bot.sandbox.state import Sandbox
from bot.sandbox.values import Person

_NAMES = {910_000_001: "Camille", 910_000_002: "Mohamed", 910_000_003: "Jeanne"}
_TEAM = "L’équipe"
TEAM_ID, TEAM_CHAT = 910_000_009, -1_009_100_000_009


def add_cast(sandbox: Sandbox) -> list[Person]:
    """Camille, Mohamed and Jeanne, who have not met the bot yet; and the team, whose only chat is its group."""
    families = [sandbox.add_person(name, person_id=number) for number, name in _NAMES.items()]
    team = sandbox.add_person(_TEAM, person_id=TEAM_ID)
    sandbox.chats[team.id].members.clear()
    sandbox.add_group(TEAM_CHAT, _TEAM, [team.id])
    return [*families, team]
