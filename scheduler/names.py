"""First names: the same one however it is typed, and the digest that stands for somebody of a family."""

import re
import unicodedata

from knowledge.store import vault
from scheduler.ages import BirthMonth


def identity(family_id: int, first_name: str, birth: BirthMonth | None) -> str:
    """The digest by which somebody of the family is known: to store, and to compute anew with another key."""
    return vault.fingerprints(_identity(family_id, first_name, birth))[0]


def fold_name(name: str) -> str:
    """A first name without case, accents and punctuation: "Zoé-Lou" and "zoe lou" are one child."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


def identities(family_id: int, first_name: str, birth: BirthMonth | None) -> tuple[str, ...]:
    """The digests that may be stored for somebody of the family: with an older key, and those of 0.1, too."""
    keyed = vault.fingerprints(_identity(family_id, first_name, birth))
    return (*keyed, *vault.fingerprints(_identity_of_01(first_name, birth)))


def _identity(family_id: int, first_name: str, birth: BirthMonth | None) -> str:
    return f"{family_id}|{_identity_of_01(first_name, birth)}"


def _identity_of_01(first_name: str, birth: BirthMonth | None) -> str:
    """Without the family: rows of 0.1 are found by it until they are keyed anew."""
    return f"{fold_name(first_name)}|{birth or 'adult'}"
