"""The database underneath everything: one MetaData, the column types, the engine, the one-hop thread."""

from knowledge.store.base import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from knowledge.store.sealed import Opened, Sealed
from knowledge.store.types import EncryptedText, UtcDateTime
from knowledge.store.vault import Vault, vault

__all__ = [
    "Base", "Database", "EncryptedText", "Opened", "Sealed", "UtcDateTime", "Vault", "make_engine", "vault",
]  # fmt: skip
