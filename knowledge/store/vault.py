"""The key that opens personal data: encrypts columns, and fingerprints a value for equality.

The key never lies beside the database: it comes from CITE_SECRET_KEY. Several keys may be given, the
first one writes, all of them read, so that a key can be replaced without losing anything.
"""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from knowledge.store.errors import BadKeyError, LockedError


class Vault:
    """Holds the keys of this process; locked until :meth:`unlock` is called."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None
        self._secrets: tuple[bytes, ...] = ()

    def unlock(self, keys: Sequence[str]) -> None:
        """Take these Fernet keys; raise BadKeyError if one is malformed or none is given."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise BadKeyError("the secret key is not in Fernet's format") from error
        self._secrets = tuple(key.encode() for key in keys)

    def seal(self, text: str) -> str:
        """Encrypt `text` with the first key."""
        return self._opened().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what :meth:`seal` made with any of the keys."""
        try:
            return self._opened().decrypt(sealed).decode()
        except InvalidToken as error:
            raise BadKeyError("the secret key does not open the stored data") from error

    def fingerprints(self, text: str) -> tuple[str, ...]:
        """Keyed digests of `text`, one per key; the first is the one to store, any of them means equality."""
        self._opened()
        return tuple(hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._secrets)

    def _opened(self) -> MultiFernet:
        if self._fernet is None:
            raise LockedError("personal data needs CITE_SECRET_KEY")
        return self._fernet


# One a process: a column type cannot be handed a key, it has to find it.
vault = Vault()
