"""People as rules know them: their age on a day, one first name however it is typed, random tokens for links."""

import re
import secrets
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.agenda.agenda import CHILDREN_UNTIL
from knowledge.store.columns import vault


@dataclass(frozen=True, slots=True, order=True)
class BirthMonth:
    """Month (1-12) and year of birth: all that is asked of a child."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> "BirthMonth":
        """Read what str() wrote."""
        year, month = text.split("-")
        return cls(int(year), int(month))


class AgeFit(StrEnum):
    """What an event's age limits say of somebody."""

    OK = "ok"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"


def ages_on(birth: BirthMonth, day: date) -> tuple[int, int]:
    """The youngest and the oldest age in full years that are possible on `day`; never below 0."""
    years = day.year - birth.year
    if day.month < birth.month:
        return max(0, years - 1), max(0, years - 1)
    # On the last day of the birth month, the birthday has passed whichever day it is.
    birthday_open = day.month == birth.month and day.day < monthrange(day.year, day.month)[1]
    return max(0, years - 1 if birthday_open else years), max(0, years)


def fits_age(age_min: int | None, age_max: int | None, birth: BirthMonth | None, day: date) -> AgeFit:
    """Whether the limits (inclusive) suit somebody on `day`, the event's local start day.

    Favourable when the answer depends on the day of birth. `birth` None is an adult of unknown age:
    only an event for children (ARCHITECTURE.md, Who takes part) refuses them.
    """
    if birth is None:
        for_children = age_max is not None and age_max <= CHILDREN_UNTIL
        return AgeFit.TOO_OLD if for_children else AgeFit.OK
    youngest, oldest = ages_on(birth, day)
    if age_min is not None and oldest < age_min:
        return AgeFit.TOO_YOUNG
    if age_max is not None and youngest > age_max:
        return AgeFit.TOO_OLD
    return AgeFit.OK


def shown_age(age_min: int | None, age_max: int | None, birth: BirthMonth, day: date) -> int:
    """The one age to show on `day`: the older possible one, unless only the younger is within the limits."""
    youngest, oldest = ages_on(birth, day)
    over = age_max is not None and oldest > age_max
    return youngest if over and (age_min is None or youngest >= age_min) else oldest


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


CHECK_IN, INVITATION, CONTACT = "check-in", "invitation", "contact"
BYTES = 16  # 128 random bits make 22 characters, and Telegram allows 64 after ?start=


def new_token() -> str:
    """A token that nobody can guess, of letters, digits, - and _."""
    return secrets.token_urlsafe(BYTES)


_SPOKEN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that sounds or looks like another
_SPOKEN_LENGTH = 12  # 59 random bits


def new_spoken_token() -> str:
    """A token that can be read out: capitals and figures."""
    return "".join(secrets.choice(_SPOKEN) for _ in range(_SPOKEN_LENGTH))


def spoken_groups(token: str) -> str:
    """« K7TZ 4M2W 9CQF »."""
    return " ".join(token[start : start + 4] for start in range(0, len(token), 4))


def heard_token(written: str) -> str:
    """A token that was read out, as somebody wrote it down: in groups, or in small letters."""
    return "".join(c for c in written.upper() if c.isalnum())


def digest(purpose: str, token: str) -> str:
    """What is stored of a token."""
    return vault.fingerprints(f"{purpose}:{token}")[0]


def digests(purpose: str, token: str) -> tuple[str, ...]:
    """What may have been stored of it, one for each key in use."""
    return vault.fingerprints(f"{purpose}:{token}")
