"""What the bot's edge may fail with; each message is one plain sentence for an operator."""

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# The database or the disk does not work: nobody's fault here, so it never counts against an update.
# Other errors of SQLAlchemy (a value out of range, a broken constraint) are faults of our own code.
DATABASE_FAULTS = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, OSError)


class BotError(Exception):
    """Something the person who runs the bot has to know; shown without a traceback."""


class SettingsError(BotError):
    """One or more settings are wrong; the sentence names them all."""


class BusyError(BotError):
    """Another process already works on this SQLite database."""


class FencedError(BotError):
    """This worker lost its lease on a chat: somebody else has taken it over."""


class NeverLeftError(BotError):
    """A call was not sent at all: no connection came about."""
