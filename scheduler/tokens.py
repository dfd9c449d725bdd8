"""Random tokens for links, and the keyed digests by which they are found: the tables hold none in clear."""

import secrets

from knowledge.store import vault

CHECK_IN, INVITATION = "check-in", "invitation"
BYTES = 16  # 128 random bits make 22 characters, and Telegram allows 64 after ?start=


def new_token() -> str:
    """A token that nobody can guess, of letters, digits, - and _."""
    return secrets.token_urlsafe(BYTES)


def digest(purpose: str, token: str) -> str:
    """What is stored of a token."""
    return vault.fingerprints(f"{purpose}:{token}")[0]


def digests(purpose: str, token: str) -> tuple[str, ...]:
    """What may have been stored of it, one for each key in use."""
    return vault.fingerprints(f"{purpose}:{token}")
