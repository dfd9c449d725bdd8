"""The table of filled cells: it wins over content/filled.yaml, and is written while the bot runs."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.agenda.tables import FilledRow
from knowledge.library.errors import BeingFilled, KnowledgeError, ToldByTopic
from knowledge.library.filled import Entry, Fact, Filled, fact_of, read_filled
from knowledge.library.library import Library
from knowledge.library.things import CONTENT, Things, load_things


def all_filled(session: Session, folder: Path = CONTENT) -> Filled:
    """Table and file together, the table's facts first; raises ContentError for the file, never for a row."""
    return stored(session, load_things(folder)).before(read_filled(folder))


def stored(session: Session, things: Things) -> Filled:
    """What is in force in the table. A row that the content of today does not fit is left out, and said to be."""
    facts: list[Fact] = []
    left_out: list[str] = []
    for row in session.scalars(select(FilledRow).where(FilledRow.ended_at.is_(None)).order_by(FilledRow.id)):
        try:
            facts.append(fact_of(row.value(), things))
        except KnowledgeError as error:
            left_out.append(str(error))
    return Filled(tuple(facts), tuple(left_out))


def checked_fact(entry: Entry, things: Things, library: Library) -> Fact:
    """What may be stored; raises UnknownCell, InvalidFact or ToldByTopic."""
    fact = fact_of(entry, things)
    told = next((topic for topic in library.topics if fact.cell in topic.cells and not topic.unknown), None)
    if told is not None:
        raise ToldByTopic(str(fact.cell), told.id)
    return fact


def fill(session: Session, fact: Fact, now: datetime) -> None:
    """Put a checked fact in force, in the place of the one before; raises BeingFilled."""
    empty(session, str(fact.cell), now)
    session.add(
        FilledRow(
            cell=str(fact.cell),
            fr=fact.text["fr"],
            en=fact.text["en"],
            author=fact.author,
            checked=fact.checked,
            until=fact.until,
            created_at=now,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:  # the index of what is in force, on PostgreSQL: two wrote at once
        raise BeingFilled(str(fact.cell)) from error


def empty(session: Session, cell: str, now: datetime) -> bool:
    """Take out what is in force, of a cell that is no longer known too; whether there was anything."""
    in_force = (FilledRow.cell == cell, FilledRow.ended_at.is_(None))
    ended = update(FilledRow).where(*in_force).values(ended_at=now).returning(FilledRow.id)
    return bool(session.scalars(ended).all())


def version(session: Session) -> str:
    """What changes whenever a cell is filled or emptied: rows are added and ended, never deleted."""
    rows, ended = session.execute(select(func.count(), func.count(FilledRow.ended_at)).select_from(FilledRow)).one()
    return f"{rows} {ended}"
