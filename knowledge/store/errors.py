"""What can go wrong with the store itself."""


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
