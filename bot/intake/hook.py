"""Where Telegram brings updates, as it says itself, and what may be done about an address that is not the wanted one.

A bot has one webhook at most, whoever sets it: another program with the same token, a test copy, an older server. So
an address is ours only if this database wrote it down, and only what is ours is taken away.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.models import WebhookRow

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
    session.merge(WebhookRow(bot_id=bot_id, url=url, set_at=now))


def strike_out(session: Session, bot_id: int, but: str) -> None:
    """Another address is in force, or none ("")."""
    session.execute(delete(WebhookRow).where(WebhookRow.bot_id == bot_id, WebhookRow.url != but))
