"""Who does a job that one replica at a time should do; a unique key makes it right, never the lease."""

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from scheduler.models import LeaseRow


def take(session: Session, name: str, *, owner: str, clock: float, seconds: float) -> bool:
    """Take or renew the lease; False while another owner holds it. `clock`: unshifted epoch seconds."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(LeaseRow).values(name=name, owner=owner, until=clock + seconds)
    held = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"owner": owner, "until": clock + seconds},
        where=or_(LeaseRow.owner == owner, LeaseRow.until <= clock),
    )
    return session.scalar(held.returning(LeaseRow.owner)) == owner


def take_back(session: Session) -> None:
    """On SQLite, with its one process: whoever held a lease is dead, so a start need not wait for its end."""
    session.execute(delete(LeaseRow))
