"""`python -m bot run`, whole and real but for the language model, whose learning takes the processes a minute.

What is tested here does not depend on it: commands, buttons, and a name typed into a form. The slow tests
start `python -m bot run` itself.
"""

import logging
import os

from bot import answers, logs
from bot.assistant.learning import Understanding
from bot.cli import main
from intents.meaning import Decision, Meaning


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


def talkative() -> None:
    """Log at DEBUG, as an operator who looks for a fault would."""
    quiet = logs.set_up_logs

    def set_up_logs() -> None:
        quiet()
        logging.getLogger().setLevel(logging.DEBUG)

    logs.set_up_logs = set_up_logs


if __name__ == "__main__":
    Understanding.open = Deaf.open  # type: ignore[method-assign, assignment]
    answers.is_learnt = lambda cache: True  # nothing is to be learnt first either
    if os.environ.get("TALKATIVE"):
        talkative()
    main()
