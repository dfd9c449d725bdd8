"""Short random codes by which links and buttons name an event."""

import secrets
from collections.abc import Callable, Container

# Read out on the phone or copied by hand: no 0/o, no 1/l/i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 8


def new_code(used: Container[str], pick: Callable[[str], str] = secrets.choice) -> str:
    """A code that is not among `used`; random, so that nobody guesses one from another."""
    while True:
        code = "".join(pick(ALPHABET) for _ in range(LENGTH))
        if code not in used:
            return code
