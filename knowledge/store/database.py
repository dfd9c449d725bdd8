"""The bridge between the event loop and the synchronous database: one hop, one transaction."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from knowledge.store.together import Together

P = ParamSpec("P")
T = TypeVar("T")

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

    @property
    def is_sqlite(self) -> bool:
        """Whether the one-process, one-writer rules apply."""
        return self.engine.dialect.name == "sqlite"

    def do(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run in this thread; commits when the use case returns, rolls back when it raises."""
        with self._sessions.begin() as session:
            return use_case(session, *args, **kwargs)

    async def run(
        self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run in the database thread; returns once it is committed, on SQLite with what waits beside it.

        Cancelling the caller does not interrupt the transaction.
        """
        if not self.is_sqlite:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, lambda: self.do(use_case, *args, **kwargs))
        done = self._together.add(lambda session: use_case(session, *args, **kwargs))
        self._threads.submit(self._together.run_next)
        return await asyncio.wrap_future(done)

    async def run_patiently(
        self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for what may wait a moment for the next commit of others, so that it needs none of its own."""
        if not self.is_sqlite:
            return await self.run(use_case, *args, **kwargs)
        done = self._together.add(lambda session: use_case(session, *args, **kwargs), patient=True)
        late = asyncio.get_running_loop().call_later(PATIENCE_S, self._threads.submit, self._together.run_next)
        try:
            return await asyncio.wrap_future(done)
        finally:
            late.cancel()

    def close(self) -> None:
        """Wait for the running transactions and let the connections go."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()
