"""The one MetaData and its column types: aware UTC instants, text always encrypted; and the keys that encrypt it.

A key never lies beside the database: it comes from CITE_SECRET_KEY. Several keys may be given, the first one writes,
all of them read, so that a key can be replaced without losing anything. They fingerprint a value for equality too.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast, overload

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import DateTime, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from knowledge.store.engine import BadKeyError, LockedError, NaiveTimeError, UnreadableError

_NAME_BYTES, _DIGEST_BYTES = 4, 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `name` may be shown and stored: it tells keys apart and says nothing about them."""

    name: str
    fernet: Fernet = field(repr=False)
    digesting: bytes = field(repr=False)
    # Digests of version 0.1 were made with the key as it is written; accepted until they are recomputed.
    digesting_at_first: bytes = field(repr=False)

    @classmethod
    def read(cls, text: str) -> "Key":
        """The key that is written so; ValueError when it is not in Fernet's format."""
        fernet, secret = Fernet(text), urlsafe_b64decode(text)
        name = _derived(secret, b"cite key name", _NAME_BYTES).hex()
        return cls(name, fernet, _derived(secret, b"cite digests", _DIGEST_BYTES), text.encode())


class Vault:
    """Holds the keys of this process; locked until :meth:`unlock` is called."""

    def __init__(self) -> None:
        self._keys: tuple[Key, ...] = ()

    def unlock(self, keys: Sequence[str]) -> None:
        """Take these Fernet keys; raise BadKeyError if one is malformed or none is given."""
        try:
            read = tuple(Key.read(key) for key in keys)
        except ValueError as error:
            raise BadKeyError("the secret key is not in Fernet's format") from error
        if not read:
            raise BadKeyError("no secret key is given")
        self._keys = read

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, the writing one first; none while it is locked."""
        return tuple(key.name for key in self._keys)

    def seal(self, text: str) -> str:
        """Encrypt `text` with the first key."""
        return self._opened()[0].fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what :meth:`seal` made with any of the keys; raise UnreadableError when none opens it."""
        fernets = MultiFernet([key.fernet for key in self._opened()])
        try:
            return fernets.decrypt(sealed).decode()
        except (InvalidToken, ValueError) as error:
            raise UnreadableError("the secret key does not open what is stored here") from error

    def writes_like(self, sealed: str) -> bool:
        """Whether the first key made this."""
        try:
            self._opened()[0].fernet.decrypt(sealed)
        except (InvalidToken, ValueError):
            return False
        return True

    def fingerprints(self, text: str) -> tuple[str, ...]:
        """Keyed digests of `text`; the first is the one to store, any of them means equality."""
        keys = self._opened()
        secrets = (*(key.digesting for key in keys), *(key.digesting_at_first for key in keys))
        return tuple(hmac.new(secret, text.encode(), hashlib.sha256).hexdigest() for secret in secrets)

    def _opened(self) -> tuple[Key, ...]:
        if not self._keys:
            raise LockedError("personal data needs CITE_SECRET_KEY")
        return self._keys


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    # HKDF (RFC 5869): from a key made for one thing, keys for others that tell nothing of each other.
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret)


# One a process: a column cannot be handed a key, it has to find it.
vault = Vault()


# Constraints need names that do not depend on the database, or a migration could not drop them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every mapped class, in whichever package it lives."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(row: type[Base]) -> Table:
    """The table of a mapped class, for statements that are built once and run without making objects."""
    found: Table = row.__table__  # type: ignore[assignment]  # what a declarative class maps is a Table
    return found


UNREADABLE = "[?]"  # shown in a list, where one cell must not hide the others
T = TypeVar("T", str, str | None)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text as it lies in the database."""

    stored: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Sealed":
        """Seal this."""
        return cls(vault.seal(text))

    def open(self) -> str:
        """What it says; raises UnreadableError when no key opens it."""
        return vault.open(self.stored)

    @property
    def opens(self) -> bool:
        """Whether a key opens it."""
        return self._said() is not None

    def shown(self) -> str:
        """What it says, or UNREADABLE."""
        said = self._said()
        return UNREADABLE if said is None else said

    def _said(self) -> str | None:
        try:
            return self.open()
        except UnreadableError:
            return None


class Opened(Generic[T]):
    """The words of a sealed column: reading them opens it, writing them seals.

    On the class it is the column itself, for queries, whose values are `Sealed`.
    """

    def __init__(self, column: str) -> None:
        self._column = column

    @overload
    def __get__(self, row: None, owner: type) -> InstrumentedAttribute[Sealed]: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object | None, owner: type) -> InstrumentedAttribute[Sealed] | T:
        """The column, or the words."""
        found: Any = getattr(owner if row is None else row, self._column)
        if row is None or found is None:
            return cast("T", found)
        return cast("T", found.open())

    def __set__(self, row: object, words: T) -> None:
        """Seal them."""
        setattr(row, self._column, None if words is None else Sealed.of(words))


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values; gives back aware UTC on SQLite too, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTimeError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(TypeDecorator[Sealed]):
    """Text that only the secret key opens: names, messages, anything a person wrote. Read as :class:`Sealed`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sealed | str | None, dialect: Dialect) -> str | None:
        """As it is stored; words are sealed on the way in."""
        return vault.seal(value) if isinstance(value, str) else None if value is None else value.stored

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:
        """Still sealed."""
        return None if value is None else Sealed(value)
