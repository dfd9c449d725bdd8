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


# What joins a noun to what is asked of it, and the article that the noun has by itself.
_JOINED = (
    (re.compile(r"\b(?:de|à|pour|dans|sur) la\s+", re.IGNORECASE), "la "),
    (re.compile(r"\b(?:de|à|pour|dans|sur) l['’]\s*", re.IGNORECASE), "l’"),
    (re.compile(r"\b(?:du|au|(?:pour|dans|sur) le)\s+", re.IGNORECASE), "le "),
    (re.compile(r"\b(?:des|aux|(?:pour|dans|sur) les)\s+", re.IGNORECASE), "les "),
    (re.compile(r"\b(?:of|for|in|at) the\s+", re.IGNORECASE), "the "),
)
_ARTICLE = re.compile(r"\A\s*(?:(?:le|la|les|un|une|des|the|an?)\s+|l['’]\s*)", re.IGNORECASE)
_SIGNS = ' \t\n?!.,;:«»"“”'
_MOST_NAMED = 60


def noun_asked_about(text: str) -> str:
    """« prix du robotarium »: « le robotarium », with its article as in a sentence; "" if nothing is joined."""
    found = [(match.start(), match.end(), article) for joint, article in _JOINED for match in joint.finditer(text)]
    if not found:
        return ""
    _, end, article = max(found)
    noun = text[end:].strip(_SIGNS)
    return f"{article}{noun}" if noun and len(noun) <= _MOST_NAMED else ""


def one_line(text: str, longest: int) -> str:
    """The words with one space between them, so many characters at most."""
    return " ".join(text.split())[:longest]


def without_article(name: str) -> str:
    """« le robotarium » as one may call it: « robotarium »."""
    return _ARTICLE.sub("", name).strip(_SIGNS)


def names_listed(text: str) -> tuple[str, ...]:
    """Names with commas or line ends between them, each once, without their articles."""
    found = (without_article(one)[:_MOST_NAMED] for one in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(one for one in found if any(map(str.isalnum, one))))


def stays_inside(text: str) -> bool:
    """Whether the team says it among themselves: « // je m’en occupe »."""
    return text.lstrip().startswith("//")
