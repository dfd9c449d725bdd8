"""Pieces of a beat, each in a savepoint of its own: one that fails is undone and told, and the others go on."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from knowledge.store.faults import DATABASE_FAULTS

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work: its kind, and whose it is (0: no event, no family)."""

    part: str
    event_id: int = 0
    family_id: int = 0


class Apart:
    """Runs the pieces of one transaction, and keeps which of them failed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.failed: list[Piece] = []

    def do(self, piece: Piece, work: Callable[[], T], otherwise: T) -> T:
        """What this piece comes to, or `otherwise`; a fault of the database is raised, since it is everybody's."""
        try:
            with self._session.begin_nested():
                return work()
        except DATABASE_FAULTS:
            raise
        except Exception as error:
            name = type(error).__name__
            log.exception(
                "a part of the beat failed: %s", piece.part,
                extra={"action": "beat_part_failed", "event": piece.event_id, "family": piece.family_id, "error": name},
            )  # fmt: skip
            self.failed.append(piece)
            return otherwise
