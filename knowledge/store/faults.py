"""Whose fault an error is: the database's, which counts against nobody, or our own code's and what it was given.

An `OSError` alone does not tell: Python raises one for a date that is too large, too. So what the driver raises is
named where it comes from, and any other one is our own code's.
"""

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from knowledge.store.errors import UnavailableError

# The database or the disk does not work. Other errors of SQLAlchemy (a value out of range, a broken constraint) are
# faults of our own code.
DATABASE_FAULTS = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, UnavailableError)


def name_faults(engine: Engine) -> None:
    """Let an OSError that comes out of the driver be an UnavailableError, and its connection be given up."""
    event.listen(engine, "handle_error", _named)


def _named(context: ExceptionContext) -> Exception | None:
    error = context.original_exception
    if not isinstance(error, OSError):
        return None
    context.is_disconnect = True
    return UnavailableError(f"the database's connection broke ({type(error).__name__})")
