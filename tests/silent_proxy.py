"""A proxy that can fall silent: its kernel goes on accepting and acknowledging, and nothing passes any more."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

GLANCE_S = 0.05


class SilentProxy:
    """Forwards a port's connections to a target. One that met a silence never speaks again."""

    def __init__(self, target: tuple[str, int], host: str) -> None:
        self._target = target
        self._door = socket.create_server((host, 0), backlog=100)
        self.port: int = self._door.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._other_end: dict[socket.socket, socket.socket] = {}
        self._mute: set[socket.socket] = set()
        self._silent = self._over = False
        self._lock = threading.Lock()

    def silence(self) -> None:
        """Nothing passes from now on."""
        with self._lock:
            self._silent = True
            self._mute |= set(self._other_end)

    def speak(self) -> None:
        """New connections pass again."""
        with self._lock:
            self._silent = False

    def stop(self) -> None:
        """End at the next glance."""
        self._over = True

    def work(self) -> None:
        """Forward until stopped."""
        while not self._over:
            for key, _ in self._selector.select(GLANCE_S):
                with self._lock:
                    self._accept() if key.fileobj is self._door else self._pass(key.fileobj)  # type: ignore[arg-type]  # a socket
        for one in (*self._other_end, self._door):
            one.close()
        self._selector.close()

    def _accept(self) -> None:
        near, _ = self._door.accept()
        try:
            far = socket.create_connection(self._target, timeout=1)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        for one, other in ((near, far), (far, near)):
            self._other_end[one] = other
            self._selector.register(one, selectors.EVENT_READ)
            if self._silent:
                self._mute.add(one)

    def _pass(self, one: socket.socket) -> None:
        if one not in self._other_end:  # it went with its other end
            return
        try:
            data = one.recv(65536)
            if data and one not in self._mute:
                self._other_end[one].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._close(one)

    def _close(self, one: socket.socket) -> None:
        other = self._other_end.pop(one)
        self._selector.unregister(one)
        one.close()
        if one not in self._mute:  # an end that is gone is not heard of in a silence
            self._other_end.pop(other)
            self._selector.unregister(other)
            other.close()


@contextmanager
def silent_proxy(target: tuple[str, int], host: str = "127.0.0.1") -> Iterator[SilentProxy]:
    """One in a thread of its own, on a free port of `host`."""
    proxy = SilentProxy(target, host)
    thread = threading.Thread(target=proxy.work, name="silent proxy", daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join(10)
