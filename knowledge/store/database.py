"""The event loop and the synchronous database: use cases run in its thread, several in one commit.

And a change that every process must know of, told in its own transaction, heard at once where PostgreSQL is direct.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from knowledge.store.engine import CONNECT_S, DATABASE_FAULTS

if TYPE_CHECKING:
    from knowledge.store.punctual import AsyncConnection

log = logging.getLogger(__name__)
T = TypeVar("T")
Took = Callable[[str, float], None]

MOST, LONGEST_S = 20, 0.05  # in one commit
# After so long of one commit after the other, a pause: another program would ask in vain for SQLite's lock, which
# does not queue.
BUSY_S, GAP_S = 0.05, 0.005


def _nobody(use_case: str, seconds: float) -> None:
    """Nobody wants to know."""


def _named(use_case: Callable[..., Any]) -> str:
    return getattr(use_case, "__qualname__", "")


@dataclass(slots=True)
class _Job:
    work: Callable[[Session], Any]
    name: str = ""
    future: "Future[Any]" = field(default_factory=Future)
    result: Any = None
    error: Exception | None = None

    def tell(self) -> None:
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Together:
    """What waits for the one database thread, taken up to twenty at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.took: Took = _nobody
        self._waiting: deque[_Job] = deque()
        self._patient: deque[_Job] = deque()
        self._busy_since: float | None = None

    def add(self, work: Callable[[Session], T], name: str = "", *, patient: bool = False) -> "Future[T]":
        """Line up; call :meth:`run_next` in the database thread as often as this.

        What is patient goes first in the next commit, whoever that is for.
        """
        job = _Job(work, name)
        (self._patient if patient else self._waiting).append(job)
        return job.future

    def run_next(self) -> None:
        """Run what waits, or nothing when an earlier call took it along."""
        if not self._waiting and not self._patient:
            return
        jobs: list[_Job] = []
        try:
            self._commit(self._take(), jobs)
        except _SpoiltError as spoilt:
            self._run_apart(jobs, spoilt)
        except Exception as error:  # BEGIN or COMMIT failed: nothing was written
            jobs = jobs or list(self._take())
            for job in jobs:
                job.error = error
        for job in jobs:
            job.tell()
        self._let_others_in()

    def _take(self) -> Iterator[_Job]:
        until = time.monotonic() + LONGEST_S
        for line, most in ((self._patient, len(self._patient)), (self._waiting, MOST)):
            for _ in range(most):
                if not line or time.monotonic() > until:
                    break
                job = line.popleft()
                if job.future.set_running_or_notify_cancel():
                    yield job

    def _commit(self, jobs: Iterable[_Job], begun: list[_Job]) -> None:
        """One transaction of all; raises _SpoiltError, with everything undone, when one of them fails."""
        with self._engine.begin() as connection, _session(connection) as session:
            for job in jobs:
                begun.append(job)
                since = time.perf_counter()
                try:
                    job.result = job.work(session)
                    session.flush()
                except Exception as error:
                    raise _SpoiltError(error) from error
                self.took(job.name, time.perf_counter() - since)
                # No row is remembered from one to the next.
                session.expunge_all()
                session.info.clear()

    def _run_apart(self, jobs: list[_Job], spoilt: "_SpoiltError") -> None:
        if len(jobs) == 1:
            jobs[0].error = spoilt.reason
            return
        for job in jobs:
            try:
                self._commit([job], [])
            except _SpoiltError as error:
                job.error = error.reason
            except Exception as error:
                job.error = error

    def _let_others_in(self) -> None:
        if not self._waiting:
            self._busy_since = None
        elif self._busy_since is None:
            self._busy_since = time.monotonic()
        elif time.monotonic() - self._busy_since > BUSY_S:
            time.sleep(GAP_S)
            self._busy_since = time.monotonic()


class _SpoiltError(Exception):
    """A use case failed, and the whole transaction was undone."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(reason)
        self.reason = reason


def _session(connection: Connection) -> Session:
    # The transaction is the connection's: the session neither commits it nor undoes it.
    return Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)


P = ParamSpec("P")
PATIENCE_S = 0.02  # for company


class Database:
    """Runs use cases, plain functions `(session, ...) -> value`, each all or nothing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        # SQLite has one writer: a second thread would only wait for the lock.
        threads = 1 if self.is_sqlite else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")
        self._together = Together(engine)
        self._took: Took = _nobody

    def tell(self, took: Took) -> None:
        """Who wants to know how long each use case takes, by its name; on SQLite without the commit that they share."""
        self._took = self._together.took = took

    @property
    def is_sqlite(self) -> bool:
        """Whether the one-process, one-writer rules apply."""
        return self.engine.dialect.name == "sqlite"

    def do(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in this thread; commits when the use case returns, rolls back when it raises."""
        since = time.perf_counter()
        try:
            with self._sessions.begin() as session:
                return use_case(session, *args, **kwargs)
        finally:
            self._took(_named(use_case), time.perf_counter() - since)

    async def run(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in the database thread; returns once it is committed, on SQLite with what waits beside it.

        Cancelling the caller does not interrupt the transaction.
        """
        if not self.is_sqlite:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, lambda: self.do(use_case, *args, **kwargs))
        done = self._together.add(lambda session: use_case(session, *args, **kwargs), _named(use_case))
        self._threads.submit(self._together.run_next)
        return await asyncio.wrap_future(done)

    async def run_patiently(
        self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for what may wait a moment for the next commit of others, so that it needs none of its own."""
        if not self.is_sqlite:
            return await self.run(use_case, *args, **kwargs)
        done = self._together.add(lambda session: use_case(session, *args, **kwargs), _named(use_case), patient=True)
        late = asyncio.get_running_loop().call_later(PATIENCE_S, self._threads.submit, self._together.run_next)
        try:
            return await asyncio.wrap_future(done)
        finally:
            late.cancel()

    def close(self) -> None:
        """Wait for the running transactions and let the connections go."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


# Nothing depends on hearing: whoever hears looks into the database, as all do every few seconds anyway.
CHANNEL = "cite_changes"
LISTEN_AGAIN_S = 5.0  # after the connection was lost, or there was none
# Nothing is asked on it, so the system itself must notice when the other end is gone.
_LASTING: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_TELL = select(func.pg_notify(CHANNEL, ""))


def tell_all(session: Session) -> None:
    """Let all processes that listen look, once this is committed; however often it is said, they look once."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TELL)


async def listen(engine: Engine, heard: Callable[[], object]) -> None:
    """Call `heard` whenever all are told, and whenever listening begins, until cancelled.

    A lost connection is replaced. Returns where there is nothing to hear: on SQLite, and behind a pooler.
    """
    if engine.dialect.name != "postgresql":
        return
    from knowledge.store.punctual import DRIVER_FAULTS

    while True:
        with suppress(*DRIVER_FAULTS, OSError, *DATABASE_FAULTS):
            if not await asyncio.to_thread(_is_direct, engine):
                return
            async with await _connection(engine) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                log.info("listens for changes", extra={"action": "listens"})
                heard()  # whatever was told meanwhile
                async for _ in connection.notifies():
                    heard()
        await asyncio.sleep(LISTEN_AGAIN_S)


def _is_direct(engine: Engine) -> bool:
    """Whether connections are the server's own. A pooler lends them, and tells its clients a number of its own."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        return bool(connection.scalar(select(func.pg_backend_pid())) == driver.info.backend_pid)


async def _connection(engine: Engine) -> "AsyncConnection[Any]":
    """One beside the pool, for as long as the process lives."""
    from knowledge.store.punctual import AsyncConnection

    _, given = engine.dialect.create_connect_args(engine.url)
    return await AsyncConnection.connect(**{**_LASTING, **given}, autocommit=True)
