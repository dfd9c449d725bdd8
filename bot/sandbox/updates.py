"""The updates Telegram holds for the bot until they are confirmed, and what setWebhook set."""

import random
from collections import deque
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.sandbox.values import Json

UPDATES = "updates"
"""The topic that rings when an update arrives, or when who may fetch them changes."""

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Update:
    """`queue` names the line it stands in: Telegram delivers one at a time to a webhook from each line."""

    id: int
    kind: str
    body: Json
    queue: str

    def as_json(self) -> Json:
        """Telegram's Update."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """Sequential ids from a random start; kinds the bot did not ask for are never stored."""

    def __init__(self) -> None:
        self.next_id = random.randrange(10_000_000, 900_000_000)
        self.pending: deque[Update] = deque()
        self.confirmed: deque[Update] = deque(maxlen=_KEPT)
        self.allowed: tuple[str, ...] | None = None
        self.poll = 0

    def add(self, kind: str, body: Json, queue: str) -> Update | None:
        """Stores an update; None when the bot did not ask for this kind."""
        if not self.wanted(kind):
            return None
        update = Update(self.next_id, kind, body, queue)
        self.next_id += 1
        self.pending.append(update)
        return update

    def wanted(self, kind: str) -> bool:
        """Whether allowed_updates, as last given, lets this kind through."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def allow(self, kinds: list[str] | None) -> None:
        """Remembers allowed_updates; None keeps the previous setting, an empty list asks for the default."""
        if kinds is not None:
            self.allowed = tuple(kinds) or None

    def begin_poll(self, offset: int) -> int:
        """Confirms what lies before the offset and makes every older poll end; returns this poll's number."""
        self.poll += 1
        if offset < 0:
            self._drop(max(0, len(self.pending) + offset))
        while offset > 0 and self.pending and self.pending[0].id < offset:
            self._drop(1)
        return self.poll

    def done(self, update: Update) -> None:
        """A webhook took it."""
        self.pending.remove(update)
        self.confirmed.append(update)

    def clear(self) -> None:
        """drop_pending_updates."""
        self._drop(len(self.pending))

    def redeliver(self, last: int) -> None:
        """Puts the last confirmed updates back in front, ids unchanged, as Telegram does after a lost
        confirmation.
        """
        for _ in range(min(last, len(self.confirmed))):
            self.pending.appendleft(self.confirmed.pop())

    def restart_ids(self, first: int) -> None:
        """Continues from another id, as after a week without any update."""
        self.next_id = first

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self.confirmed.append(self.pending.popleft())


@dataclass(slots=True)
class Webhook:
    """No address: the bot polls.

    `retry_unit` is the first pause after a failure, in seconds (tests shorten it).
    """

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0
    retry_unit: float = 1.0

    @property
    def is_here(self) -> bool:
        """Whether it lies on this very machine: what is made up here is delivered nowhere else."""
        return is_loopback(urlsplit(self.url).hostname or "")

    def as_json(self, waiting: int, allowed: tuple[str, ...] | None) -> Json:
        """Telegram's WebhookInfo."""
        info: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": waiting}
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if allowed:
            info["allowed_updates"] = list(allowed)
        if self.last_error:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error}
        return info


def is_loopback(host: str) -> bool:
    """Whether this host is this machine, whatever a name server says."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
