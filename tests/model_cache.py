"""The learnt model for the tests: learnt once a machine; whatever a test starts looks for it there too."""

from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant.learning import Understanding

SHARED = Path(__file__).parents[1] / ".pytest_cache" / "model"


@cache
def shared_understanding() -> Understanding:
    """The model as the bot loads it; the first test process to come learns it, the others wait."""
    return Understanding.open(SHARED, ZoneInfo("Europe/Paris"))
