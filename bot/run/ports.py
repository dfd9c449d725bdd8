"""What `cite doctor` hears from the bot that runs on this machine, or from another program that has its ports."""

import errno
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from types import MappingProxyType

from bot.core.settings import LOOPBACK, Settings
from bot.run.health import Ailment
from bot.run.mistakes import Finding

ANSWER_S = 5.0
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
