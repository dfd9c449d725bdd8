"""Whoever supervises the process: SIGTERM and SIGINT end it in time; systemd is told how it is doing."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
END_WITHIN_S = 8.5  # below the 10 s that containers are given


def heed_signals(stop: Callable[[], None], within: float = END_WITHIN_S) -> None:
    """From now on, call `stop` in this event loop at the first signal, and end the process `within` seconds later.

    That holds until the process is gone, so that its own end may hang too.
    """
    loop = asyncio.get_running_loop()
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    for number in SIGNALS:
        signal.signal(number, lambda *_: None)  # without a handler, nothing would be written to the socket
    signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(ear, mouth, loop, stop, within), name="signals", daemon=True).start()


def _listen(
    ear: socket.socket,
    mouth: socket.socket,  # held, or it would be closed
    loop: asyncio.AbstractEventLoop,
    stop: Callable[[], None],
    within: float,
) -> None:
    while not set(ear.recv(64)) & set(SIGNALS):
        pass
    with suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(stop)
    threading.Event().wait(within)
    log.critical("what hangs is cut off", extra={"action": "cut_off"})
    os._exit(0)


SOCKET = "NOTIFY_SOCKET"
READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def notify(*states: str) -> bool:
    """Tell the supervisor; False where there is none to tell, which is no fault."""
    address = os.environ.get(SOCKET, "")
    if not address.startswith(("/", "@")):
        return False
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as told:
        told.settimeout(1.0)
        told.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
        told.sendall("\n".join(states).encode())
        return True
    return False
