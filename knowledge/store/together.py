"""Several use cases in one commit: on SQLite, a commit costs a write to the disk that all may share.

Each is still all or nothing, and is told that it is done only after the commit. When one of them fails, everything is
undone and each runs again alone, so that its fault is nobody else's: hardly any does, and no savepoint is needed.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

T = TypeVar("T")

MOST, LONGEST_S = 20, 0.05  # in one commit
# After so long of one commit after the other, a pause: another program would ask in vain for SQLite's lock, which
# does not queue.
BUSY_S, GAP_S = 0.05, 0.005


@dataclass(slots=True)
class _Job:
    work: Callable[[Session], Any]
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
        self._waiting: deque[_Job] = deque()
        self._patient: deque[_Job] = deque()
        self._busy_since: float | None = None

    def add(self, work: Callable[[Session], T], *, patient: bool = False) -> "Future[T]":
        """Line up; call :meth:`run_next` in the database thread as often as this.

        What is patient goes first in the next commit, whoever that is for.
        """
        job = _Job(work)
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
                try:
                    job.result = job.work(session)
                    session.flush()
                except Exception as error:
                    raise _SpoiltError(error) from error
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
