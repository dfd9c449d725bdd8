"""The bot, which dies by SIGKILL at a named point: just before or just after the nth commit, or a send.

CRASH is "name:before" or "name:after", where a name is a use case's (`worker.Worker._commit`), a method of
Telegram's (`getUpdates`, once it confirms something), "send", or "webhook", the answer that acknowledges.
What is done only after a fault of the database (`give_back`) gets its fault: a claim whose answer is lost.
"""

import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import OperationalError
from starlette.responses import PlainTextResponse

from bot.assistant.learning import Understanding
from bot.bot_api.api import Api
from bot.cli import main
from bot.intake import receiving
from bot.router import answers
from knowledge.store.database import Database
from tests.bot.reliability.quick_run import Deaf

LOST_BEFORE = {
    "claims.give_back": {"worker.Claimer._claimed", "worker.Claimer._store"},
    "sending.give_back": {"delivery.Delivery._claim", "worker.Worker._commit"},
}
WANTED, _, WHEN = os.environ.get("CRASH", "none:").rpartition(":")


def name_of(use_case: Callable[..., object]) -> str:
    """Module and name of a use case, as the tests list them."""
    return f"{use_case.__module__.rpartition('.')[2]}.{use_case.__qualname__}"


def die() -> None:
    """Like a power cut for this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def crash_at_commits() -> None:
    """Let the wanted use case be the last thing that is done, or not quite done."""
    Database.run = dying_at_commits(Database.run)  # type: ignore[method-assign]  # the whole point of this module
    Database.run_patiently = dying_at_commits(Database.run_patiently)  # type: ignore[method-assign]


def dying_at_commits(plain: Callable[..., Any]) -> Any:
    """The same, but deadly."""

    async def run(self: Database, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        name = name_of(use_case)
        wanted = name == WANTED

        def dying(session: Any, *inner: Any, **named: Any) -> Any:
            value = use_case(session, *inner, **named)
            session.flush()
            _die_if_it_worked(use_case, value)
            return value

        value = await plain(self, dying if wanted and WHEN == "before" else use_case, *args, **kwargs)
        if wanted and WHEN == "after":
            _die_if_it_worked(use_case, value)
        if name in LOST_BEFORE.get(WANTED, ()) and value is not None:
            raise OperationalError("COMMIT", {}, ValueError("the answer was lost"))
        return value

    return run


def _die_if_it_worked(use_case: Callable[..., object], value: object) -> None:
    # A claim that finds nothing gives None, and has nothing to lose; so do use cases that give nothing back.
    if value is not None or use_case.__annotations__.get("return") is None:
        die()


def crash_at_calls() -> None:
    """Around one of Telegram's methods; a poll only when it confirms something."""
    plain = Api.call

    async def call(self: Api, method: str, /, **given: Any) -> Any:
        wanted = method == WANTED and (method != "getUpdates" or given.get("offset") is not None)
        if wanted and WHEN == "before":
            die()
        value = await plain(self, method, **given)
        if wanted and WHEN == "after":
            die()
        return value

    Api.call = call  # type: ignore[method-assign, assignment]  # the whole point of this module


def crash_at_acknowledgements() -> None:
    """Before Telegram hears that its update is taken, or just after."""

    class Answer(PlainTextResponse):
        async def __call__(self, *args: Any) -> None:
            wanted = WANTED == "webhook" and self.status_code == 200
            if wanted and WHEN == "before":
                die()
            await super().__call__(*args)
            if wanted and WHEN == "after":
                die()

    receiving.PlainTextResponse = Answer  # type: ignore[misc, attr-defined]  # the whole point of this module


def crash_at_sends() -> None:
    """Before Telegram is asked, or after it has answered and before that is recorded."""
    plain = Api.send

    async def send(self: Api, *args: Any) -> Any:
        if WANTED == "send" and WHEN == "before":
            die()
        value = await plain(self, *args)
        if WANTED == "send" and WHEN == "after":
            die()
        return value

    Api.send = send  # type: ignore[method-assign]  # the whole point of this module


if __name__ == "__main__":
    Understanding.open = Deaf.open  # type: ignore[method-assign, assignment]
    answers.is_learnt = lambda cache: True
    crash_at_commits()
    crash_at_calls()
    crash_at_acknowledgements()
    crash_at_sends()
    main()
