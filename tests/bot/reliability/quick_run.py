"""`python -m bot run`, whole and real but for the language model, whose learning takes the processes a minute.

What is tested here does not depend on it: commands, buttons, and a name typed into a form. The slow tests
start `python -m bot run` itself.
"""

import asyncio
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable

from bot import answers, app, logs
from bot.assistant.learning import Understanding
from bot.cli import main
from bot.vitals import Limits
from intents.meaning import Decision, Meaning

IN_TROUBLE = "je n’en peux plus"


class Deaf(Understanding):
    """Understands nothing."""

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
    quiet = logs.set_up_logs

    def set_up_logs() -> None:
        quiet()
        logging.getLogger().setLevel(logging.DEBUG)

    logs.set_up_logs = set_up_logs


async def _ends(*args: object) -> None:
    raise LookupError("a fault of our own")


async def _hangs(*args: object) -> None:
    await asyncio.Event().wait()


async def _blocks(*args: object) -> None:
    time.sleep(1000)  # noqa: ASYNC251  # that is the fault


FAULTS: dict[str, tuple[str, Callable[..., Awaitable[None]]]] = {
    "task_ended": ("poll", _ends),
    "poll_stuck": ("poll", _hangs),
    "loop_blocked": ("present", _blocks),
}


def ill(fault: str) -> None:
    """Let a part of the wiring fail."""
    setattr(app, *FAULTS[fault])


if __name__ == "__main__":
    Understanding.open = Deaf.open  # type: ignore[method-assign, assignment]
    answers.is_learnt = lambda cache: True  # nothing is to be learnt first either
    if os.environ.get("TALKATIVE"):
        talkative()
    if os.environ.get("ILL"):
        ill(os.environ["ILL"])
    if os.environ.get("WATCHDOG"):
        app.LIMITS = Limits(**json.loads(os.environ["WATCHDOG"]))
    main()
