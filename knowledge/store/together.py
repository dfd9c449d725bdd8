"""Several use cases in one commit: on SQLite, a commit costs a write to the disk that all may share.

Each is still all or nothing, and is told that it is done only after the commit. The first of a commit is undone by
undoing everything, so that only those after it need a savepoint.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

T = TypeVar("T")

MOST, LONGEST_S = 20, 0.05  # in one commit
_OWN = "own"  # the savepoint's name
GAP_S = 0.005  # between two, or another program would ask in vain for SQLite's lock, which does not queue


@dataclass(slots=True)
class _Job:
    work: Callable[[Session], Any]
    future: "Future[Any]" = field(default_factory=Future)
    result: Any = None
    error: Exception | None = None
    is_broken: bool = False  # by itself, as the first of a commit

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

    def add(self, work: Callable[[Session], T]) -> "Future[T]":
        """Line up; call :meth:`run_next` in the database thread as often as this."""
        job = _Job(work)
        self._waiting.append(job)
        return job.future

    def run_next(self) -> None:
        """Run what waits, or nothing when an earlier call took it along."""
        if not self._waiting:
            return
        jobs: list[_Job] = []
        try:
            with self._engine.begin() as connection:
                for job in self._take():
                    jobs.append(job)
                    _run_apart(connection, job, first=len(jobs) == 1)
        except _UndoneError:
            # Everything is undone. Each alone then, so that the fault is nobody else's.
            for job in jobs:
                self._run_alone(job)
        except Exception as error:  # BEGIN or COMMIT failed: nothing was written
            jobs = jobs or list(self._take())
            for job in jobs:
                job.error = error
        for job in jobs:
            job.tell()
        if self._waiting:
            time.sleep(GAP_S)

    def _take(self) -> Iterator[_Job]:
        until = time.monotonic() + LONGEST_S
        for _ in range(MOST):
            if not self._waiting or time.monotonic() > until:
                return
            job = self._waiting.popleft()
            if job.future.set_running_or_notify_cancel():
                yield job

    def _run_alone(self, job: _Job) -> None:
        if job.is_broken:
            return  # its own error undid everything: nothing to run again
        try:
            with self._engine.begin() as connection:
                _run_apart(connection, job, first=True)
        except _UndoneError:
            return  # noted in the job
        except Exception as error:
            job.error = error


class _UndoneError(Exception):
    """The whole transaction has to be undone."""


def _run_apart(connection: Connection, job: _Job, *, first: bool) -> None:
    """Run it so that its error undoes nobody else's work."""
    job.result, job.error, job.is_broken = None, None, False
    if not first:
        connection.exec_driver_sql(f"SAVEPOINT {_OWN}")
    try:
        # A session each, so that no row is remembered from one to the next; the savepoint is ours, not the session's.
        with Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session:
            job.result = job.work(session)
            session.flush()
    except DBAPIError as error:
        job.error = error  # SQLite may have undone everything itself
        raise _UndoneError from error
    except Exception as error:  # the use case's own
        job.error = error
        job.is_broken = first
        if first or not connection.in_transaction():
            raise _UndoneError from error
        connection.exec_driver_sql(f"ROLLBACK TO {_OWN}")
    if not first:
        connection.exec_driver_sql(f"RELEASE {_OWN}")
