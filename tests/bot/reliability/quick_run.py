"""`python -m bot run`, whole and real but for the language model, whose learning takes the processes a minute.

What is tested here does not depend on it: commands, buttons, and a name typed into a form. The slow tests
start `python -m bot run` itself. With LEARNS_AFTER it has the real model, learnt once somebody opens that pipe, with
HEARS the one that is there. With SELDOM it looks every hour only whether something was filled in.
"""

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from zoneinfo import ZoneInfo

from bot.assistant.learning import Understanding
from bot.bot_api import delivery
from bot.cli import main
from bot.core import telemetry
from bot.intake.receiving import Timing, poll
from bot.router import answers
from bot.run import app, renewal
from bot.run.health import Limits
from intents.meaning.meaning import Decision, Meaning
from knowledge.store import engine
from knowledge.store.punctual import PunctualConnection

IN_TROUBLE = "je n’en peux plus"


class Deaf(Understanding):
    """Understands nothing."""

    zone = ZoneInfo("Europe/Paris")

    def __init__(self) -> None:
        return

    @classmethod
    def open(cls, *args: object, **kwargs: object) -> "Deaf":
        """Ready at once."""
        return cls()

    def understand(self, text: str, *args: object, **kwargs: object) -> Meaning:
        """Not understood."""
        return Meaning(text=text, intent=None, decision=Decision.UNKNOWN, confidence=0.0)

    def hears_trouble(self, text: str) -> bool:
        """In one sentence only."""
        return text == IN_TROUBLE


def talkative() -> None:
    """Log at DEBUG, as an operator who looks for a fault would."""
    quiet = telemetry.set_up_logs

    def set_up_logs() -> None:
        quiet()
        logging.getLogger().setLevel(logging.DEBUG)

    telemetry.set_up_logs = set_up_logs


async def _ends(*args: object) -> None:
    raise LookupError("a fault of our own")


async def _hangs(*args: object) -> None:
    await asyncio.Event().wait()


async def _blocks(*args: object) -> None:
    time.sleep(1000)  # noqa: ASYNC251  # that is the fault


FAULTS: dict[str, tuple[object, str, Callable[..., Awaitable[None]]]] = {
    "task_ended": (app, "poll", _ends),
    "poll_stuck": (app, "poll", _hangs),
    "loop_blocked": (app.presence, "present", _blocks),
}


def hurry(answer: float | None) -> None:
    """Notice a silence within a few seconds instead of half a minute; `answer`: of the database, None never."""
    PunctualConnection.answer_within = engine.ANSWER_S = answer  # type: ignore[assignment]  # psycopg's own default
    engine.PING_S = 0.5
    delivery.SEND_WITHIN_S = delivery.PROBE_WITHIN_S = 1.5
    app.poll = partial(poll, timing=Timing(poll=2, margin=1.0, contested=2.0))


def ill(fault: str) -> None:
    """Let a part of the wiring fail."""
    setattr(*FAULTS[fault])


LEARNER = """
import os, shutil
from pathlib import Path
from bot.core.files import alone_in
from tests.model_cache import SHARED
cache = Path(os.environ["CITE_CACHE"])
os.close(2)  # whoever reads what the bot writes does not wait for this process
with alone_in(cache) as tell:
    tell(0.4)
    Path(os.environ["LEARNS_AFTER"]).read_text()
    shutil.copytree(SHARED, cache, dirs_exist_ok=True)
"""


def deaf() -> None:
    """Nothing is understood, and nothing is to be learnt first either."""
    Understanding.open = Deaf.open  # type: ignore[method-assign, assignment]
    answers.is_learnt = lambda cache: True


if __name__ == "__main__":
    if os.environ.get("LEARNS_AFTER"):
        answers.LEARN = (sys.executable, "-c", LEARNER)
    elif not os.environ.get("HEARS"):
        deaf()
    if os.environ.get("SELDOM"):
        renewal.LOOK_EVERY_FILLED_S = 3600.0
    if os.environ.get("TALKATIVE"):
        talkative()
    if os.environ.get("HURRIED"):
        hurry(json.loads(os.environ["HURRIED"]))
    if os.environ.get("ILL"):
        ill(os.environ["ILL"])
    if os.environ.get("WATCHDOG"):
        app.LIMITS = Limits(**json.loads(os.environ["WATCHDOG"]))
    main()
