"""Telegram's sending limits, as strict as the public rule of thumb.

Source: core.telegram.org/bots/faq, "My bot is hitting limits": about 30 messages a second over all chats,
one a second in a chat (short bursts tolerated), 20 a minute in a group.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages are let through before a 429."""

    per_second: int = 30
    chat_burst: int = 5
    chat_per_second: float = 1.0
    group_per_minute: int = 20


@dataclass(slots=True)
class _Bucket:
    """Tokens left in a chat's burst, counted at `at`."""

    left: float
    at: float


@dataclass(slots=True)
class Limiter:
    """Decides about one message at a time; `limits` None lets everything through."""

    limits: Limits | None
    elapsed: Callable[[], float]
    _sent: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    def refuse(self, chat_id: int) -> int | None:
        """Seconds to wait (Telegram's retry_after) when this message is one too many; else counts it."""
        if self.limits is None:
            return None
        now = self.elapsed()
        waits = [self._overall(self.limits, now), self._chat(self.limits, chat_id, now)]
        if chat_id < 0:
            waits.append(_wait(self._groups[chat_id], now, 60.0, self.limits.group_per_minute))
        if worst := max(waits):
            return math.ceil(worst)
        self._count(chat_id, now)
        return None

    def _overall(self, limits: Limits, now: float) -> float:
        return _wait(self._sent, now, 1.0, limits.per_second)

    def _chat(self, limits: Limits, chat_id: int, now: float) -> float:
        bucket = self._buckets.setdefault(chat_id, _Bucket(limits.chat_burst, now))
        grown = bucket.left + (now - bucket.at) * limits.chat_per_second
        bucket.left, bucket.at = min(float(limits.chat_burst), grown), now
        return max(0.0, (1 - bucket.left) / limits.chat_per_second)

    def _count(self, chat_id: int, now: float) -> None:
        self._sent.append(now)
        self._buckets[chat_id].left -= 1
        if chat_id < 0:
            self._groups[chat_id].append(now)


def _wait(sent: deque[float], now: float, span: float, most: int) -> float:
    """Seconds until fewer than `most` of these instants lie in the last `span` seconds."""
    while sent and sent[0] <= now - span:
        sent.popleft()
    return sent[-most] + span - now if len(sent) >= most else 0.0
