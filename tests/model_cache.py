"""The learnt model for the tests: learnt once a machine, then put beside each test's database."""

import fcntl
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant.learning import Lessons, Understanding
from knowledge.library import load_library

SHARED = Path(__file__).parents[1] / ".pytest_cache" / "model"


def shared_understanding() -> Understanding:
    """The model as the bot loads it; the first test process to come learns it, the others wait."""
    SHARED.mkdir(parents=True, exist_ok=True)
    with (SHARED / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return Understanding.open(Lessons.of(load_library()), SHARED, ZoneInfo("Europe/Paris"))


def prime(folder: Path) -> None:
    """Put the learnt model into `folder`, where a bot whose SQLite file lies there looks for it."""
    shared_understanding()
    newest = max((one for one in SHARED.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    shutil.copytree(newest, folder / newest.name, dirs_exist_ok=True)
