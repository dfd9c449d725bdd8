"""The learnt model for the tests: learnt once a machine, then put beside each test's database."""

import fcntl
import shutil
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant.learning import Understanding, model_folder

SHARED = Path(__file__).parents[1] / ".pytest_cache" / "model"


@cache
def shared_understanding() -> Understanding:
    """The model as the bot loads it; the first test process to come learns it, the others wait."""
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return Understanding.open(SHARED, ZoneInfo("Europe/Paris"))


def prime(folder: Path) -> None:
    """Put the learnt model into `folder`, where a bot whose SQLite file lies there looks for it."""
    shared_understanding()
    shutil.copytree(model_folder(SHARED), model_folder(folder), dirs_exist_ok=True)
