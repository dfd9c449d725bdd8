"""Where Telegram brings updates: set or left at the start, looked at every minute, set again when it is lost."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.bot_api.api import Api
from bot.core import clock
from bot.core.errors import ForeignWebhookError
from bot.core.tables import WebhookRow
from bot.intake.inbox import ALLOWED_UPDATES
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.core.transactions import insert_missing

GREW_TIMES = 3  # looks in a row, each finding more that waits: not only a busy minute
RECENT_S = 180.0


@dataclass(frozen=True, slots=True)
class Hook:
    """What getWebhookInfo told. `url` is empty without a webhook; `failed_at`: the last error, in epoch seconds."""

    url: str
    pending: int = 0
    failed_at: float = 0.0
    error: str = ""

    @classmethod
    def of(cls, info: Any) -> "Hook":
        """Read Telegram's answer; whatever is missing or odd in it counts as nothing."""
        told = info if isinstance(info, dict) else {}
        pending, failed_at = told.get("pending_update_count"), told.get("last_error_date")
        return cls(
            url=str(told.get("url") or ""),
            pending=pending if isinstance(pending, int) else 0,
            failed_at=float(failed_at) if isinstance(failed_at, int) and failed_at < 2**40 else 0.0,
            error=str(told.get("last_error_message") or ""),
        )

    @property
    def host(self) -> str:
        """The address without its path, which may be secret."""
        return urlsplit(self.url).hostname or "?"

    @property
    def refusal(self) -> str:
        """Why a foreign one stops the start, and both ways out."""
        return (
            f"Telegram brings this bot's messages to {self.host}, which this database has not asked for: "
            "delete that webhook where it was set, or take the bot over with `cite run --take-over`."
        )

    def fails(self, now: float, since: float = 0.0) -> bool:
        """Whether Telegram tried lately and after `since`, in vain, and something still waits. In epoch seconds."""
        return self.pending > 0 and self.failed_at > max(since, now - RECENT_S)


class Finding(Enum):
    """What an address at Telegram is to a bot that starts."""

    RIGHT = auto()
    OURS = auto()  # an earlier one, or one that somebody replaced: to be set right
    FOREIGN = auto()


def judge(found: str, wanted: str, ours: frozenset[str]) -> Finding:
    """Hold what Telegram has against what is wanted (empty: polling) and what this database wrote down."""
    if found == wanted:
        return Finding.RIGHT
    # No address takes nothing from anybody. Where ours was in force, it is the other one that came without asking.
    if not found or found in ours or wanted in ours:
        return Finding.OURS
    return Finding.FOREIGN


def grows(pending: list[int]) -> bool:
    """Whether the last looks found more and more waiting."""
    last = pending[-GREW_TIMES - 1 :]
    return len(last) > GREW_TIMES and all(before < after for before, after in pairwise(last))


def written_down(session: Session, bot_id: int) -> frozenset[str]:
    """The addresses that are ours."""
    return frozenset(session.scalars(select(WebhookRow.url).where(WebhookRow.bot_id == bot_id)))


def write_down(session: Session, bot_id: int, url: str, now: datetime) -> None:
    """Before it is set, so that a death in between leaves nothing that we would take for somebody else's."""
    # Several processes may begin at the same instant.
    insert_missing(session, WebhookRow, [{"bot_id": bot_id, "url": url, "set_at": now}])


def strike_out(session: Session, bot_id: int, but: str) -> None:
    """Another address is in force, or none ("")."""
    session.execute(delete(WebhookRow).where(WebhookRow.bot_id == bot_id, WebhookRow.url != but))


log = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
_FAULTS = (TelegramError, *DATABASE_FAULTS)


class Witness(Protocol):
    """Who wants to know how the webhook stands."""

    def looked(self, *, wrong: bool, failing: bool) -> None:
        """Telegram told. Wrong: it is not the wanted address; failing: Telegram does not get rid of its updates."""


class HookWatch:
    """Keeps one bot's webhook. `wanted` is its address, or empty for polling."""

    def __init__(self, api: Api, db: Database, bot_id: int, witness: Witness, *, wanted: str, secret: str = "") -> None:
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
        finding = judge(found.url, self._wanted, await self._ours())
        if finding is Finding.FOREIGN and not take_over:
            raise ForeignWebhookError(found.refusal)
        if self._wanted:  # it is set by `keep`, when somebody listens there
            await self._db.run(write_down, self._bot_id, self._wanted, clock.real_now())
            return
        if finding is not Finding.RIGHT:
            await self._api.call("deleteWebhook")
        await self._db.run(strike_out, self._bot_id, "")

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
        self._pending = [*self._pending, found.pending][-GREW_TIMES - 1 :]
        wrong = found.url != self._wanted
        failing = bool(self._wanted) and (found.fails(clock.elapsed(), self._since) or grows(self._pending))
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
            await self._db.run(write_down, self._bot_id, self._wanted, clock.real_now())
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
        await self._db.run(strike_out, self._bot_id, self._wanted)
        return True

    async def _look(self) -> Hook:
        return Hook.of(await self._api.call("getWebhookInfo"))

    async def _ours(self) -> frozenset[str]:
        return await self._db.run(written_down, self._bot_id)


def _log(action: str, error: Exception) -> None:
    # The name only: the text of an error may carry the token.
    log.warning("webhook", extra={"action": action, "error": type(error).__name__})
