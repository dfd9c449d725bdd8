"""PostgreSQL's driver as we use it: connections that wait so long and no longer. Imported only where the database is
PostgreSQL: it takes 9 MB, and most venues keep a file.
"""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import ReadOnlySqlTransaction
from psycopg.pq import TransactionStatus

from knowledge.store import engine

__all__ = ["DRIVER_FAULTS", "AsyncConnection", "PunctualConnection", "ReadOnlySqlTransaction"]

T = TypeVar("T")
DRIVER_FAULTS = (psycopg.Error,)
AsyncConnection = psycopg.AsyncConnection


class PunctualConnection(psycopg.Connection[Any]):
    """A connection that waits `answer_within` seconds for an answer, then closes its socket and raises."""

    answer_within: float = engine.ANSWER_S

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait; OperationalError when it takes too long."""
        try:
            return super().wait(gen, interval, self.answer_within if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.info.transaction_status is TransactionStatus.ACTIVE:
                # Its answer, coming late, would be taken for that of the next statement.
                self.close()
            raise
