"""What the team says of a fact: what it is the answer to, until when it holds, and what in it is somebody's own."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intents.dates.dates import find_dates
from intents.readers.births import has_phone, without_phone
from intents.readers.choosing import tells_little_else
from intents.slots.names import known_names
from intents.text.reading import bare, unsigned

_ANSWERS = re.compile(r"\n|(?<=\s):|:(?!\d)")  # not the colon of « 10:30 »
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w")
_MAIL_WHOLE = re.compile(r"[^\s@]+@[^\s@]+\.\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is asked, and its answer; "" where none is given."""

    asked: str
    answer: str


def parts(text: str) -> Parts:
    """« horaires de la Cité : du mardi au samedi », cut at the colon or the end of the line."""
    mark = _ANSWERS.search(text)
    if mark is None:
        return Parts(text.strip(), "")
    return Parts(text[: mark.start()].strip(), text[mark.end() :].strip())


def last_day(text: str, now: datetime) -> date | None:
    """The last day of words that are a date: « 30 juin 2027 », « jusqu’à fin juin »; `now` is local."""
    found = find_dates(text, now.replace(tzinfo=None)) if tells_little_else(text) else ()
    end = found[-1].end if found else None
    return None if end is None else (end - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Personal:
    """What should perhaps not be told to everybody."""

    phone: bool
    mail: bool
    names: tuple[str, ...]


def personal(text: str) -> Personal:
    """What the words hold of somebody: a telephone, an address for mail, first names that are known."""
    return Personal(has_phone(text), _MAIL.search(text) is not None, known_names(text))


def is_of_somebody(text: str) -> bool:
    """Whether it names somebody, short of the signature."""
    return bool(known_names(unsigned(bare(text))))


def cleaned(text: str) -> str:
    """What others may read of it: no greeting, signature, telephone number, address for mail or known first name."""
    said = without_phone(_MAIL_WHOLE.sub("", unsigned(bare(text))))
    for name in known_names(said):
        said = re.sub(rf"\b{re.escape(name)}\b", "", said, flags=re.IGNORECASE)
    return re.sub(r"[^\S\n]+", " ", said).strip(" ,\n")
