"""The table of things and names that the team has added: one row a thing in force, the rows before it kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Text, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.library.filled import Name
from knowledge.store.columns import Base, UtcDateTime


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
    return tuple(one.name for one in in_force(session))


def in_force(session: Session) -> tuple[KeptName, ...]:
    """The same with who wrote them, the newest first."""
    rows = select(NamedRow).where(NamedRow.ended_at.is_(None)).order_by(NamedRow.id.desc())
    return _kept(session.scalars(rows.execution_options(populate_existing=True)).all())


def history(session: Session, thing: str) -> tuple[KeptName, ...]:
    """All that this thing was ever called, the newest first."""
    rows = select(NamedRow).where(NamedRow.thing == thing).order_by(NamedRow.id.desc())
    return _kept(session.scalars(rows.execution_options(populate_existing=True)).all())


def kept(session: Session, number: int) -> KeptName | None:
    """The row of this number."""
    row = session.get(NamedRow, number, populate_existing=True)
    return None if row is None else _kept([row])[0]


def before(session: Session, one: KeptName) -> KeptName | None:
    """What this row took the place of; None when the thing had no name of ours then."""
    last = next((other for other in history(session, one.name.thing) if other.id < one.id), None)
    return last if last is not None and last.ended_at == one.since else None


def _kept(rows: Sequence[NamedRow]) -> tuple[KeptName, ...]:
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


def put(session: Session, name: Name, author: str, now: datetime) -> int:
    """Put a name in force, in the place of the one before, and return its number."""
    end(session, name.thing, now)
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


def end(session: Session, thing: str, now: datetime) -> bool:
    """Take out what is in force for this thing; whether there was anything."""
    there = (NamedRow.thing == thing, NamedRow.ended_at.is_(None))
    ended = update(NamedRow).where(*there).values(ended_at=now).returning(NamedRow.id)
    return bool(session.scalars(ended).all())


def version(session: Session) -> str:
    """What changes whenever a name is added or taken out: rows are added and ended, never deleted."""
    rows, ended = session.execute(select(func.count(), func.count(NamedRow.ended_at)).select_from(NamedRow)).one()
    return f"{rows} {ended}"
