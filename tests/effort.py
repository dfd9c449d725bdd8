"""How work grows with a text, and what a use case says to the database.

No test asserts seconds, for a busy machine would decide it: `cite bench` has them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

from sqlalchemy import event as sqlalchemy_event

from knowledge.store.database import Database

_TRIES = 7


def growth(work: Callable[[str], Any], text: str, enough: float = 5) -> float:
    """How many times as much the text costs as its first half: 2 is its length's part, 4 its square's.

    The least of a few tries, since another program may hold the machine up; below `enough` no more are made.
    """
    half, full = [], []
    for _ in range(_TRIES):
        half.append(_spent(work, text[: len(text) // 2]))
        full.append(_spent(work, text))
        if min(full) / min(half) < enough:
            break
    return min(full) / min(half)


def _spent(work: Callable[[str], Any], text: str) -> float:
    """Seconds of the processor, and a little more, for a clock that is too coarse."""
    start = process_time()
    work(text)
    return process_time() - start + 1e-4


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile; one for many rows counts once."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    sqlalchemy_event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sqlalchemy_event.remove(database.engine, "before_cursor_execute", note)
