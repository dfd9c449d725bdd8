"""A PostgreSQL server of a test's own, that may be torn down in the middle: the machine's is never touched."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_SETTINGS = "-c fsync=on -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=40"


class Cluster:
    """Its server runs on a port of its own; `url` is an empty database there."""

    def __init__(self, folder: Path, tools: Path, user: str) -> None:
        self._data, self._tools, self._user = folder / "data", tools, user
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        """Lay it out and start it."""
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-D", str(self._data))
        self.start()

    def start(self) -> None:
        """Start it, and wait until it serves."""
        self._control("start", "-w", "-o", f"{_SETTINGS} -p {self._port}", "-l", str(self._data / "log"))

    def serve(self, within: float) -> None:
        """Wait until it answers; started whenever it has given up, as its supervisor would."""
        deadline = time.monotonic() + within
        while not self._answers():
            assert time.monotonic() < deadline, "it does not come back"
            time.sleep(0.1)  # it reads its own log, and nothing announces the end

    def _answers(self) -> bool:
        status = [self._tools / "pg_ctl", "-D", str(self._data), "status"]
        if subprocess.run(status, user=self._user or None, check=False, capture_output=True).returncode:
            self.start()
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def crash(self) -> None:
        """As when its machine loses power: no connection is finished, nothing is written any more."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._data), *arguments)

    def _run(self, tool: str, *arguments: str) -> None:
        # It refuses to run as root.
        subprocess.run(
            [self._tools / tool, *arguments],
            check=True,
            user=self._user or None,
            cwd=self._data.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


@contextmanager
def a_cluster(place: Path | None = None) -> Iterator[Cluster]:
    """One that runs, its data in `place`, or wherever there is room; skips the test where it cannot be made."""
    found = shutil.which("pg_ctl") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))), None)
    if found is None:
        pytest.skip("pg_ctl is not installed, so no server of the test's own can be torn down")
    user = _other_user() if os.getuid() == 0 else ""
    with tempfile.TemporaryDirectory(prefix="cite-cluster-", dir=place) as folder:
        if user:
            shutil.chown(folder, user)
        cluster = Cluster(Path(folder), Path(found).parent, user)
        cluster.make()
        try:
            yield cluster
        finally:
            cluster.crash()


def _other_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip(f"PostgreSQL does not run as {getpass.getuser()}, and there is no other user for it")
