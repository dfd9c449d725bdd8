"""What systemd is told of a service with `Type=notify`: a datagram to the socket that it names, and nothing else."""

import os
import socket
from contextlib import suppress

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
