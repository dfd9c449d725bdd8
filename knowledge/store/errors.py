"""What can go wrong with the store, and whose fault an error is: the database's, or our own code's."""

from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """The database or its key is not usable; the message is one plain sentence."""


class LockedError(StoreError):
    """Personal data was touched although no secret key was given."""


class BadKeyError(StoreError):
    """A secret key is missing, not in Fernet's format, or not the one of this database."""


class UnreadableError(StoreError):
    """A cell that none of the keys opens: it was damaged, or sealed with another one."""


class UnavailableError(StoreError):
    """The connection to the database broke below its driver."""


class NaiveTimeError(StoreError):
    """A time without a zone was about to be stored."""


class NotDurableError(StoreError):
    """SQLite cannot do here what a commit that survives a power cut needs."""


# The database or the disk does not work. Other errors of SQLAlchemy (a value out of range, a broken constraint) are
# faults of our own code.
DATABASE_FAULTS = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, UnavailableError)


def name_faults(engine: Engine) -> None:
    """Let an OSError that comes out of the driver be an UnavailableError, and its connection be given up.

    So is a session of PostgreSQL that may only read: after a failover it is with the wrong server, and stays so.
    """
    event.listen(engine, "handle_error", _named)


def _named(context: ExceptionContext) -> Exception | None:
    error = context.original_exception
    if isinstance(error, ReadOnlySqlTransaction):
        context.is_disconnect = True
    if not isinstance(error, OSError):
        return None
    context.is_disconnect = True
    return UnavailableError(f"the database's connection broke ({type(error).__name__})")
