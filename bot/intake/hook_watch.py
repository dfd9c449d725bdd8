"""The webhook is set or left at the start, looked at every minute, and set again when it is lost."""

import asyncio
import logging
from typing import Protocol

from telegram.error import TelegramError

from bot import clock
from bot.api import Api
from bot.errors import ForeignWebhookError
from bot.intake import hook
from bot.intake.hook import Finding, Hook
from bot.intake.inbox import ALLOWED_UPDATES
from knowledge.store import Database
from knowledge.store.faults import DATABASE_FAULTS

log = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
_FAULTS = (TelegramError, *DATABASE_FAULTS)


class Witness(Protocol):
    """Who wants to know how the webhook stands."""

    def looked(self, *, wrong: bool, failing: bool) -> None:
        """Telegram told. Wrong: it is not the wanted address; failing: Telegram does not get rid of its updates."""


class HookWatch:
    """Keeps one bot's webhook. `wanted` is its address, or empty for polling."""

    def __init__(
        self, api: Api, db: Database, bot_id: int, witness: Witness, *, wanted: str, secret: str = ""
    ) -> None:
        self._api, self._db, self._bot_id, self._witness = api, db, bot_id, witness
        self._wanted, self._secret = wanted, secret
        self._pending: list[int] = []
        self._is_set = False  # by this process, with its own secret
        self._since = clock.elapsed()  # what failed before was meant for a predecessor

    async def arrive(self, *, take_over: bool) -> None:
        """Before anything is served: make sure that nobody else's webhook is in force.

        Raises ForeignWebhookError when one is, unless it is to be taken over.
        """
        found = await self._look()
        finding = hook.judge(found.url, self._wanted, await self._ours())
        if finding is Finding.FOREIGN and not take_over:
            raise ForeignWebhookError(found.refusal)
        if self._wanted:  # it is set by `keep`, when somebody listens there
            await self._db.run(hook.write_down, self._bot_id, self._wanted, clock.real_now())
            return
        if finding is not Finding.RIGHT:
            await self._api.call("deleteWebhook")
        await self._db.run(hook.strike_out, self._bot_id, "")

    async def keep(self, every: float) -> None:
        """Set it, then look every so many seconds, until cancelled; while something is wrong, sooner."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                good = await self._is_good()
            except _FAULTS as error:
                _log("webhook_unknown", error)
                good = False
            pause = every if good else min(pause * 1.5, LONGEST_PAUSE_S, every)
            await asyncio.sleep(pause)
            pause = FIRST_PAUSE_S if good else pause

    async def _is_good(self) -> bool:
        found = await self._look()
        self._pending = [*self._pending, found.pending][-hook.GREW_TIMES - 1 :]
        wrong = found.url != self._wanted
        failing = bool(self._wanted) and (found.fails(clock.elapsed(), self._since) or hook.grows(self._pending))
        if not self._is_set and self._wanted:
            wrong = not await self._set()
            self._witness.looked(wrong=wrong, failing=False)
            return not wrong
        self._witness.looked(wrong=wrong, failing=failing)
        if self._wanted and (wrong or failing):
            await self._set()  # whether it helped, the next look tells
        return not wrong

    async def _set(self) -> bool:
        """Give Telegram the address; False when it refuses, or when a newer process on this database gave another."""
        if not self._is_set:
            await self._db.run(hook.write_down, self._bot_id, self._wanted, clock.real_now())
        elif self._wanted not in await self._ours():
            return False
        try:
            await self._api.call(
                "setWebhook", url=self._wanted, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES
            )
        except TelegramError as error:
            _log("webhook_failed", error)
            return False
        self._is_set = True
        await self._db.run(hook.strike_out, self._bot_id, self._wanted)
        return True

    async def _look(self) -> Hook:
        return Hook.of(await self._api.call("getWebhookInfo"))

    async def _ours(self) -> frozenset[str]:
        return await self._db.run(hook.written_down, self._bot_id)


def _log(action: str, error: Exception) -> None:
    # The name only: the text of an error may carry the token.
    log.warning("webhook", extra={"action": action, "error": type(error).__name__})
