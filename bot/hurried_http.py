"""HTTP/1.1 for whoever may connect: a request's head that does not come soon ends its connection."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_WITHIN_S = 10.0


class HurriedProtocol(H11Protocol):
    """uvicorn's, which waits for ever for the rest of a head, a few bytes at a time if need be."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The first head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Some of it has come, or all."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_is_here()

    def on_response_complete(self) -> None:
        """The next head is awaited, unless it came along already."""
        self._await_head()
        super().on_response_complete()
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_is_here()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited."""
        self._head_is_here()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head_is_here()
        self._limit = self.loop.call_later(HEAD_WITHIN_S, self.transport.abort)

    def _head_is_here(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
