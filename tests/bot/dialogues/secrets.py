"""What must never lie in clear in a log or in a database file: names, telephone numbers, tokens, keys."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store import Database
from scheduler.models import AnswerRow, ParticipantRow, SignupRow

SHORTEST = 4  # three plain letters come up in sealed text by chance; « Léa » does not, with its accent


def held(session: Session) -> frozenset[str]:
    """All that is held sealed: first names, answers, the tokens of links."""
    columns = (ParticipantRow.first_name, AnswerRow.words, SignupRow.token)
    found = {words for column in columns for words in session.scalars(select(column))}
    return frozenset(words for words in found if len(words) >= SHORTEST or not words.isascii())


def found_in(paths: list[Path], secrets: frozenset[str]) -> list[tuple[str, str]]:
    """Which of the secrets lie in clear in which file."""
    contents = {path.name: path.read_bytes() for path in paths if path.exists()}
    return [(name, secret) for name, content in contents.items() for secret in secrets if secret.encode() in content]


def everything(database: Database) -> frozenset[str]:
    """What :func:`held` finds in a whole database."""
    return database.do(held)
