"""Lets the sandbox break a connection in the middle, which no web framework offers."""

import socket
import struct
from asyncio import BaseTransport, Transport
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_LINGER_ZERO = struct.pack("ii", 1, 0)  # closing then sends RST instead of FIN
_open: dict[tuple[str, int], Transport] = {}


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP, with its connections known by the client's address."""

    def connection_made(self, transport: Any) -> None:
        """A client came."""
        super().connection_made(transport)
        if self.client:
            _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """A client left."""
        if self.client:
            _open.pop(self.client, None)
        super().connection_lost(exc)


def reset_connection(client: tuple[str, int]) -> None:
    """Breaks this client's connection at once; the client sees "connection reset by peer"."""
    transport: BaseTransport | None = _open.get(client)
    if not isinstance(transport, Transport):
        return
    sock: socket.socket | None = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
    transport.abort()
