"""The keys that open personal data: they encrypt columns, and fingerprint a value for equality.

A key never lies beside the database: it comes from CITE_SECRET_KEY. Several keys may be given, the first one writes,
all of them read, so that a key can be replaced without losing anything.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from knowledge.store.errors import BadKeyError, LockedError, UnreadableError

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
