"""What must never lie in clear in a log or in a database file: names, telephone numbers, tokens, keys."""

import re
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import AnswerRow, ParticipantRow, SignupRow

SHORTEST = 4  # three plain letters come up in binary content by chance; « Léa » does not, with its accent
_LONG = 20  # characters that no chance brings together
_SEALED = re.compile(rb"gAAAAA[\w-]+={0,2}")  # Fernet's base64
_REST = re.compile(rb"[\w-]{40,}={0,2}")  # what is left of one that lies on two pages, or was written over in part


def held(session: Session) -> frozenset[str]:
    """All that is held sealed: first names, answers, the tokens of links."""
    columns = (ParticipantRow.first_name, AnswerRow.words, SignupRow.token)
    found = {cell.open() for column in columns for cell in session.scalars(select(column))}
    return frozenset(words for words in found if len(words) >= SHORTEST or not words.isascii())


def found_in(paths: list[Path], secrets: frozenset[str]) -> list[tuple[str, str]]:
    """Which of the secrets lie in clear in which file."""
    present = [path for path in paths if path.exists()]
    return [(path.name, secret) for path in present for secret in in_clear(path.read_bytes(), secrets)]


def in_clear(content: bytes, secrets: frozenset[str]) -> list[str]:
    """Which secrets these bytes say: in 100 kB of sealed text any four letters come up, now and then."""
    unsealed = _REST.sub(b" ", _SEALED.sub(b" ", content))
    return [secret for secret in secrets if secret.encode() in (content if len(secret) >= _LONG else unsealed)]


def everything(database: Database) -> frozenset[str]:
    """What :func:`held` finds in a whole database."""
    return database.do(held)
