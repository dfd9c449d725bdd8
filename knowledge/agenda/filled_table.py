"""What the team has told while the bot runs: cells, winning over content/filled.yaml, and things and names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Index, Text, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.library.content import KnowledgeError
from knowledge.library.filled import Entry, Fact, Filled, Name, fact_of, named, read_filled
from knowledge.library.library import Library
from knowledge.library.things import CONTENT, Things, load_things
from knowledge.store.columns import Base, UtcDateTime
from knowledge.store.database import tell_all


class ToldByTopic(KnowledgeError):
    """The cell is told by a topic already, which is the place to change it."""

    def __init__(self, cell: str, topic_id: str) -> None:
        self.cell, self.topic_id = cell, topic_id
        super().__init__(f"{cell} is told by topic {topic_id}: change it there")


class BeingFilled(KnowledgeError):
    """Somebody else fills the same cell at this very moment."""

    def __init__(self, cell: str) -> None:
        self.cell = cell
        super().__init__(f"{cell} is being filled by somebody else: look at what they wrote, then try again")


class FilledRow(Base):
    """A cell that somebody has filled. One row a cell is in force; the others stay: they tell who wrote what."""

    __tablename__ = "filled_facts"
    __table_args__ = (
        Index(
            "uq_filled_facts_cell_in_force",
            "cell",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cell: Mapped[str]
    fr: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    author: Mapped[str]
    checked: Mapped[date]
    until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When another row replaced it, or the cell was emptied; None while it is in force.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def value(self) -> Entry:
        """What was filled in, to be checked against the content of today."""
        return Entry(cell=self.cell, fr=self.fr, en=self.en, author=self.author, checked=self.checked, until=self.until)


def all_filled(session: Session, folder: Path = CONTENT) -> Filled:
    """Table and file together, the table's facts first; raises ContentError for the file, never for a row."""
    things = named(load_things(folder), names(session))
    return stored(session, things).before(read_filled(folder))


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


def fill(session: Session, fact: Fact, now: datetime) -> int:
    """Put a checked fact in force, in the place of the one before, and return its number; raises BeingFilled."""
    empty(session, str(fact.cell), now)
    row = FilledRow(
        cell=str(fact.cell),
        fr=fact.text["fr"],
        en=fact.text.get("en", ""),
        author=fact.author,
        checked=fact.checked,
        until=fact.until,
        created_at=now,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # the index of what is in force, on PostgreSQL: two wrote at once
        raise BeingFilled(str(fact.cell)) from error
    return row.id


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the table, whether in force or not."""

    id: int
    entry: Entry
    since: datetime
    ended_at: datetime | None

    @property
    def is_in_force(self) -> bool:
        """Whether nothing took its place, and nobody has taken it out."""
        return self.ended_at is None


def kept(session: Session, number: int) -> Kept | None:
    """The row of this number."""
    row = session.get(FilledRow, number, populate_existing=True)
    return None if row is None else _kept(row)


def in_force(session: Session) -> tuple[Kept, ...]:
    """All that is in force, told or expired, the newest first."""
    rows = select(FilledRow).where(FilledRow.ended_at.is_(None)).order_by(FilledRow.id.desc())
    return tuple(map(_kept, session.scalars(rows.execution_options(populate_existing=True))))


def history(session: Session, cell: str) -> tuple[Kept, ...]:
    """All that was ever in force for this cell, the newest first."""
    rows = select(FilledRow).where(FilledRow.cell == cell).order_by(FilledRow.id.desc())
    return tuple(map(_kept, session.scalars(rows.execution_options(populate_existing=True))))


def before(session: Session, one: Kept) -> Kept | None:
    """What this row took the place of; None when the cell was empty then."""
    older = (other for other in history(session, one.entry.cell) if other.id < one.id)
    last = next(older, None)
    return last if last is not None and last.ended_at == one.since else None


def _kept(row: FilledRow) -> Kept:
    return Kept(row.id, row.value(), row.created_at, row.ended_at)


def empty(session: Session, cell: str, now: datetime) -> bool:
    """Take out what is in force, of a cell that is no longer known too; whether there was anything."""
    tell_all(session)  # of what is filled in its place, too
    in_force = (FilledRow.cell == cell, FilledRow.ended_at.is_(None))
    ended = update(FilledRow).where(*in_force).values(ended_at=now).returning(FilledRow.id)
    return bool(session.scalars(ended).all())


def version(session: Session) -> str:
    """What changes whenever a cell is filled or emptied: rows are added and ended, never deleted."""
    rows, ended = session.execute(select(func.count(), func.count(FilledRow.ended_at)).select_from(FilledRow)).one()
    return f"{rows} {ended}"


class NamedRow(Base):
    """A thing that the team has named, or further names of one that is known (`kind` is empty then)."""

    __tablename__ = "named_things"
    __table_args__ = (
        Index(
            "uq_named_things_thing_in_force",
            "thing",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str]
    fr: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    kind: Mapped[str]
    aliases: Mapped[str] = mapped_column(Text)  # one a line
    author: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class KeptName:
    """A row of the table, whether in force or not."""

    id: int
    name: Name
    author: str
    since: datetime
    ended_at: datetime | None

    @property
    def is_in_force(self) -> bool:
        """Whether nothing took its place, and nobody has taken it out."""
        return self.ended_at is None


def names(session: Session) -> tuple[Name, ...]:
    """All names in force."""
    return tuple(one.name for one in names_in_force(session))


def names_in_force(session: Session) -> tuple[KeptName, ...]:
    """The same with who wrote them, the newest first."""
    rows = select(NamedRow).where(NamedRow.ended_at.is_(None)).order_by(NamedRow.id.desc())
    return _kept_names(session.scalars(rows.execution_options(populate_existing=True)).all())


def history_of_name(session: Session, thing: str) -> tuple[KeptName, ...]:
    """All that this thing was ever called, the newest first."""
    rows = select(NamedRow).where(NamedRow.thing == thing).order_by(NamedRow.id.desc())
    return _kept_names(session.scalars(rows.execution_options(populate_existing=True)).all())


def kept_name(session: Session, number: int) -> KeptName | None:
    """The row of this number."""
    row = session.get(NamedRow, number, populate_existing=True)
    return None if row is None else _kept_names([row])[0]


def name_before(session: Session, one: KeptName) -> KeptName | None:
    """What this row took the place of; None when the thing had no name of ours then."""
    last = next((other for other in history_of_name(session, one.name.thing) if other.id < one.id), None)
    return last if last is not None and last.ended_at == one.since else None


def _kept_names(rows: Sequence[NamedRow]) -> tuple[KeptName, ...]:
    return tuple(
        KeptName(
            row.id,
            Name(
                thing=row.thing,
                fr=row.fr,
                en=row.en,
                kind=row.kind,
                aliases=tuple(alias for alias in row.aliases.split("\n") if alias),
            ),
            row.author,
            row.created_at,
            row.ended_at,
        )
        for row in rows
    )


def new_thing(session: Session) -> str:
    """An id for a thing that is new: a number, as its name may change."""
    return f"named{(session.scalar(select(func.max(NamedRow.id))) or 0) + 1}"


def put_name(session: Session, name: Name, author: str, now: datetime) -> int:
    """Put a name in force, in the place of the one before, and return its number."""
    end_name(session, name.thing, now)
    row = NamedRow(
        thing=name.thing,
        fr=name.fr,
        en=name.en,
        kind=name.kind,
        aliases="\n".join(name.aliases),
        author=author,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def end_name(session: Session, thing: str, now: datetime) -> bool:
    """Take out what is in force for this thing; whether there was anything."""
    tell_all(session)  # of what is put in its place, too
    there = (NamedRow.thing == thing, NamedRow.ended_at.is_(None))
    ended = update(NamedRow).where(*there).values(ended_at=now).returning(NamedRow.id)
    return bool(session.scalars(ended).all())


def version_of_names(session: Session) -> str:
    """What changes whenever a name is added or taken out: rows are added and ended, never deleted."""
    rows, ended = session.execute(select(func.count(), func.count(NamedRow.ended_at)).select_from(NamedRow)).one()
    return f"{rows} {ended}"
