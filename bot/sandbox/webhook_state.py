"""What setWebhook set, and how delivery goes."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.sandbox.values import Json


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
