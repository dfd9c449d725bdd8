"""What a running bot spends, by stage: CPU of the thread that works, statements, commits. For benches and budgets.

A stage is a use case of the database, or understanding; what the database thread does between use cases (BEGIN,
COMMIT, savepoints) is the stage "transaction". The event loop (HTTP, parsing, JSON) is what is left of the process.

Run as a program it is `cite run`, metered: it writes what it has spent to a file at each SIGUSR1.
"""

import json
import os
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Engine, event

from bot.assistant.learning import Understanding
from bot.cli import main
from knowledge.store.database import Database, Together

P = ParamSpec("P")
T = TypeVar("T")

TRANSACTION, UNDERSTAND = "transaction", "understand"


@dataclass(slots=True)
class Spent:
    """How often a stage was entered, and what it took; without what the stages inside it took."""

    times: int = 0
    cpu_ms: float = 0.0
    statements: int = 0
    commits: int = 0

    def since(self, before: "Spent | None") -> "Spent":
        """What was spent after `before`."""
        past = before or Spent()
        return Spent(
            self.times - past.times,
            self.cpu_ms - past.cpu_ms,
            self.statements - past.statements,
            self.commits - past.commits,
        )


@dataclass(slots=True)
class Meter:
    """Counts from :meth:`attach` on, for the whole process. `said`: every statement, while it is not None."""

    stages: dict[str, Spent] = field(default_factory=lambda: defaultdict(Spent))
    said: list[tuple[str, str]] | None = None
    _here: threading.local = field(default_factory=threading.local)

    @contextmanager
    def attached(self) -> Iterator["Meter"]:
        """Count inside the block."""
        plain = (Database.run, Database.run_patiently, Database.do, Together.run_next, Understanding.understand)
        self.attach()
        try:
            yield self
        finally:
            Database.run, Database.run_patiently, Database.do, Together.run_next, Understanding.understand = plain  # type: ignore[method-assign]
            event.remove(Engine, "before_cursor_execute", self._on_statement)
            event.remove(Engine, "commit", self._on_commit)

    def attach(self) -> None:
        """Count from now on."""
        Database.run = self._counted(Database.run)  # type: ignore[method-assign]  # watching is the whole point
        Database.run_patiently = self._counted(Database.run_patiently)  # type: ignore[method-assign]
        Database.do = self._staged(TRANSACTION, Database.do)  # type: ignore[method-assign]
        Together.run_next = self._staged(TRANSACTION, Together.run_next)  # type: ignore[method-assign]
        Understanding.understand = self._staged(UNDERSTAND, Understanding.understand)  # type: ignore[method-assign]
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        event.listen(Engine, "commit", self._on_commit)

    def _counted(self, run: Callable[..., Any]) -> Any:
        async def counted(db: Database, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            return await run(db, self._staged(name_of(use_case), use_case), *args, **kwargs)

        return counted

    def spent(self) -> dict[str, Spent]:
        """By stage so far."""
        return {name: one.since(None) for name, one in list(self.stages.items())}

    def _staged(self, name: str, work: Callable[P, T]) -> Callable[P, T]:
        def staged(*args: P.args, **kwargs: P.kwargs) -> T:
            with self._inside(name):
                return work(*args, **kwargs)

        return staged

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        within: list[str] = self._here.__dict__.setdefault("within", [])
        within.append(name)
        begun = time.thread_time()
        self.stages[name].times += 1
        try:
            yield
        finally:
            took = 1000 * (time.thread_time() - begun)
            within.pop()
            self.stages[name].cpu_ms += took
            if within:
                self.stages[within[-1]].cpu_ms -= took

    def _stage(self) -> str:
        within: list[str] = self._here.__dict__.get("within", [])
        return within[-1] if within else TRANSACTION

    def _on_statement(self, connection: Any, cursor: Any, statement: str, *others: Any) -> None:
        stage = self._stage()
        self.stages[stage].statements += 1
        if self.said is not None:
            self.said.append((stage, " ".join(statement.split())))

    def _on_commit(self, connection: Any) -> None:
        self.stages[self._stage()].commits += 1
        if self.said is not None:
            self.said.append((self._stage(), "COMMIT"))


def name_of(use_case: Callable[..., object]) -> str:
    """A use case as the tables name it."""
    return f"{use_case.__module__.rpartition('.')[2]}.{use_case.__qualname__}"


def between(before: Mapping[str, Spent], after: Mapping[str, Spent]) -> dict[str, Spent]:
    """What was spent from one reading to the next."""
    return {name: one.since(before.get(name)) for name, one in after.items()}


FILE_VARIABLE = "LOAD_METER"


def _write(meter: Meter, file: Path) -> None:
    stages = {name: asdict(one) for name, one in meter.spent().items()}
    written = file.with_suffix(".new")
    written.write_text(json.dumps({"cpu_ms": 1000 * time.process_time(), "stages": stages}), encoding="utf-8")
    written.replace(file)


if __name__ == "__main__":
    watching = Meter()
    watching.attach()
    signal.signal(signal.SIGUSR1, lambda *given: _write(watching, Path(os.environ[FILE_VARIABLE])))
    main()
