"""What `cite doctor` finds from the settings and this machine: mistakes, a wrong clock, ports, how the bot there is.

Each finding is one sentence.
"""

import errno
import json
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dotenv import dotenv_values
from sqlalchemy import Connection, text

from bot.core.files import UMASK, database_file
from bot.core.settings import ENV_FILE, LOOPBACK, Settings, secret_files, secret_folders, settings_file
from bot.run.health import LIMITS, Ailment

TOKEN = re.compile(r"\d{5,}:[\w-]{30,}")
HOOK_SECRET = re.compile(r"[\w-]{1,256}")
HOOK_PORTS = (None, 443, 80, 88, 8443)  # Telegram goes to no other
FREE_MB = 300
ANSWER_S = 5.0  # of whoever is asked
ELSEWHERE = re.compile(rf"{ENV_FILE}|CITE_PYTHON|CITE_TEST_\w+")  # not settings of the bot, see README


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a fault has to be mended, the rest is advice."""

    sentence: str
    is_fault: bool = False


def mistakes(settings: Settings) -> list[Finding]:
    """Every one that is found."""
    looks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_names, _token, _hook, _people, _secrets, _disk)
    return [finding for look in looks for finding in look(settings)]


def _names(settings: Settings) -> Iterator[Finding]:
    """A name that is misspelt is no error to anybody, and its value never heard."""
    known = {f"CITE_{name.upper()}" for name in Settings.model_fields}
    file = settings_file()
    written = dotenv_values(file) if file is not None and file.is_file() else {}
    in_files = (
        f"CITE_{name.upper()}" for folder in secret_folders(settings.secrets_dir) for name in secret_files(folder)
    )
    given = {name.upper() for name in (*os.environ, *written, *in_files) if name.upper().startswith("CITE_")}
    unknown = sorted(name for name in given - known if not ELSEWHERE.fullmatch(name))
    if unknown:
        yield Finding(f"Settings: {', '.join(unknown)} is no setting, and not heard. Is it misspelt?", True)


def _token(settings: Settings) -> Iterator[Finding]:
    token = settings.token.get_secret_value()
    if token and not settings.api_is_local and not TOKEN.fullmatch(token):
        yield Finding("Token: not in BotFather's form, like 123456789:AAE…, without spaces, quotes or « bot ».", True)


def _hook(settings: Settings) -> Iterator[Finding]:
    secret = settings.webhook_secret.get_secret_value()
    if not settings.webhook_url:
        if secret:
            yield Finding("Webhook: CITE_WEBHOOK_SECRET is given without CITE_WEBHOOK_URL: the bot polls.")
        return
    address = urlsplit(settings.webhook_url)
    if address.scheme != "https" and not settings.api_is_local:
        yield Finding("Webhook: CITE_WEBHOOK_URL must begin with https://.", True)
    if address.port not in HOOK_PORTS and not settings.api_is_local:
        yield Finding("Webhook: Telegram goes to the ports 443, 80, 88 and 8443 alone.", True)
    if not secret:
        yield Finding("Webhook: CITE_WEBHOOK_SECRET is missing: choose 32 letters and digits.", True)
    elif not HOOK_SECRET.fullmatch(secret):
        yield Finding("Webhook: CITE_WEBHOOK_SECRET may hold letters, digits, _ and - alone.", True)


def _people(settings: Settings) -> Iterator[Finding]:
    groups = [one for one in settings.staff_ids if one < 0]
    if groups:
        yield Finding(
            f"Team: CITE_STAFF_IDS holds a group's number ({groups[0]}): it is for people, who see theirs by /id.", True
        )
    token = settings.token.get_secret_value()
    if token.split(":")[0] in map(str, settings.staff_ids):
        yield Finding("Team: CITE_STAFF_IDS holds the bot's own number. A person sees theirs by /id.", True)
    if settings.staff_chat_id is not None and settings.staff_chat_id > 0:
        yield Finding(
            "Team: CITE_STAFF_CHAT_ID is a person's number. A group's begins with a minus: /id in the group says it.",
            True,
        )


def _secrets(settings: Settings) -> Iterator[Finding]:
    """In the folder that is named; systemd and containers look after theirs."""
    named = Path(settings.secrets_dir) if settings.secrets_dir else None
    if named is not None and not named.is_relative_to("/run"):
        for path in (named, *secret_files(named).values()):
            if path.stat().st_mode & UMASK:
                mode = 700 if path == named else 600
                yield Finding(f"Files: others on this machine can open {path}. `chmod {mode} {path}`", True)
    file = database_file(settings.database_url)
    where = [folder for folder in (named, _folder_of(settings_file())) if folder is not None]
    copies = settings.daily_copy.folder if settings.daily_copy is not None else None
    if copies is not None and any(folder.resolve().is_relative_to(copies.resolve()) for folder in where):
        yield Finding(
            "Secret key: it lies with the copies: whoever takes them can read everything. Put CITE_BACKUP elsewhere.",
            True,
        )
    if file is not None and not file.is_absolute() and settings.daily_copy is not None:
        yield Finding(
            f"Database: {file} depends on the folder that `cite` is started in. Write sqlite:////… with four strokes."
        )


def _folder_of(file: Path | None) -> Path | None:
    return file.parent if file is not None and file.is_file() else None


def _disk(settings: Settings) -> Iterator[Finding]:
    database = database_file(settings.database_url)
    copies = settings.daily_copy.folder if settings.daily_copy is not None else None
    for folder in dict.fromkeys((database.parent if database is not None else None, copies, settings.cache_folder)):
        if folder is not None and _is_short(folder):
            yield Finding(f"Disk: less than {FREE_MB} MB are free for {folder}.", True)


def _is_short(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FREE_MB * 1_000_000
    except OSError:  # not there yet, or not for this account
        return False


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


_STARTED_ANEW = "a part of it works no more; it ends, and its supervisor starts it again"
_SAID: Mapping[Ailment, str] = MappingProxyType(
    {
        Ailment.TASK_ENDED: _STARTED_ANEW,
        Ailment.LOOP_BLOCKED: _STARTED_ANEW,
        Ailment.POLL_STUCK: _STARTED_ANEW,
        Ailment.DEAF: "Telegram has not answered it well for three minutes: is there a network?",
        Ailment.WEBHOOK_WRONG: "Telegram has another webhook than it wants: another program may have this token",
        Ailment.WEBHOOK_FAILING: "Telegram cannot bring updates to CITE_WEBHOOK_URL: look at the web server in front",
        Ailment.DATABASE: "the database has not answered it for a minute",
        Ailment.INBOX_OLD: "what came in has waited for a quarter of an hour: the log says why",
        Ailment.OUTBOX_OLD: "messages that are due have waited for a quarter of an hour: the log says why",
        Ailment.BEAT: "no reminders and offers have been worked out for minutes: the log says why",
        Ailment.BEAT_PART: "reminders and offers failed for an event, a family or a task: the log names it",
        Ailment.DATABASE_GONE: "its database was moved away: put it back, or a copy with `cite db restore FILE`",
        Ailment.ANOTHER_POLLER: (
            "another program fetches this bot's updates too: stop it where it runs; if nobody knows where, "
            "/revoke at BotFather gives a new token"
        ),
        Ailment.CLOCK_SKEW: "its clock and the database server's are apart: `timedatectl set-ntp true` on both",
    }
)


def listened_to(settings: Settings) -> Iterator[Finding]:
    """How the bot says it is, where it runs; each port that it could not have."""
    health = _health(*settings.listen_at)
    if health is not None:
        yield from _running(health)
    for name, at in (("CITE_LISTEN", settings.listen_at), ("CITE_METRICS", settings.metrics_at)):
        if at is not None and _health(*at) is None:
            yield from _refused(name, *at)


def _running(health: Mapping[str, object]) -> Iterator[Finding]:
    wrong = health.get("wrong", ())
    for name in wrong if isinstance(wrong, list) else ():
        said = _SAID[Ailment(name)] if name in set(Ailment) else "see the README's table"
        yield Finding(f"Running: the bot says « {name} »: {said}.", True)
    if health.get("stands_by"):
        yield Finding("Running: the bot stands by; another process on this database fetches updates until it is gone.")
    elif not wrong:
        yield Finding("Running: the bot serves, and finds nothing wrong.")


def _health(host: str, port: int) -> Mapping[str, object] | None:
    """What /healthz says there; None where nothing or something else answers."""
    near = host if host in LOOPBACK else "127.0.0.1"
    try:
        with closing(HTTPConnection(near, port, timeout=ANSWER_S)) as asked:
            asked.request("GET", "/healthz")
            told = json.loads(asked.getresponse().read())
    except (OSError, HTTPException, ValueError):
        return None
    return told if isinstance(told, dict) and "ok" in told else None


def _refused(name: str, host: str, port: int) -> Iterator[Finding]:
    """Whether the bot could listen there, were it started now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            why = {
                errno.EADDRINUSE: "another program listens there",
                errno.EACCES: "this account may not use a port below 1024",
                errno.EADDRNOTAVAIL: "this machine has no such address",
            }.get(error.errno or 0, error.strerror or type(error).__name__)
            yield Finding(f"Port: {name} is {host}:{port}, and {why}. Choose another.", True)
