"""Whether this machine's clock is right: held against the database server's, and where there is none, Telegram's."""

import time
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from sqlalchemy import Connection, text

from bot.core.files import database_file
from bot.core.settings import Settings
from bot.run.health import LIMITS
from bot.run.mistakes import Finding

ANSWER_S = 5.0
TELLS_SECONDS_S = 2.0  # a web server's hour has no fractions, and was read a moment before


def beside_the_database(connection: Connection) -> list[Finding]:
    """A fault when this machine and PostgreSQL's are apart: the bot goes by the server's."""
    before = time.time()
    theirs = float(connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
    apart = max(before - theirs, theirs - time.time(), 0.0)
    if apart <= LIMITS.skew:
        return []
    how = f"Clock: this machine and the database server are {apart:.0f} s apart."
    return [Finding(f"{how} The bot goes by the server's; set both by NTP (`timedatectl set-ntp true`).", True)]


def beside_telegram(settings: Settings) -> list[Finding]:
    """A fault when a bot on SQLite, which goes by this machine's clock, would remind at a wrong hour."""
    if database_file(settings.database_url) is None:
        return []
    before = time.time()
    theirs = _hour_at(settings.api_url)
    if theirs is None:
        return []
    apart = max(before - theirs, theirs - time.time(), 0.0)
    if apart <= LIMITS.skew + TELLS_SECONDS_S:
        return []
    how = f"Clock: this machine and Telegram are {apart:.0f} s apart."
    return [Finding(f"{how} Reminders come by this machine's; `timedatectl set-ntp true` sets it.", True)]


def _hour_at(url: str) -> float | None:
    """What the server there says, asked for nothing; None when it says nothing."""
    with suppress(OSError, HTTPException, ValueError):
        return parsedate_to_datetime(_said_at(url)).timestamp()
    return None


def _said_at(url: str) -> str:
    try:
        with urlopen(Request(url, method="HEAD"), timeout=ANSWER_S) as answer:
            return answer.headers["Date"] or ""
    except HTTPError as error:
        return error.headers["Date"] or ""
