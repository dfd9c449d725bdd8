"""What a form is told of people: births, telephone numbers, and the words that merely lead to them or to a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from unicodedata import normalize

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from intents.readers.wording import bare, has_run, has_word, words, words_alone
from intents.slots.ages import YearMonth, find_ages, parse_birth_month
from intents.text.text import fold

_COLON = re.compile(r"\s+:")
_LONGEST_INTRODUCTION, _LONGEST_LEAD = 4, 20  # words, of one and of all of them


def introduced(text: str) -> str:
    """The text without what merely leads to what follows."""
    said = _COLON.sub(":", text).split(maxsplit=_LONGEST_LEAD)
    start = 0
    while leads := _leads(said[start:]):
        start += leads
    return " ".join(said[start:]) if start else text


def corrects(text: str) -> bool:
    """Whether what leads to the rest takes something back: « non », « pardon », « son prénom c'est »."""
    lead = bare(text.removesuffix(introduced(text)))
    return any(f" {word} " in f" {lead.replace(',', ' ')} " for word in words("correcting"))


def _leads(said: Sequence[str]) -> int:
    """How many of the first words only lead to what follows."""
    known = words("introductions") | words("relations")
    counts = range(min(_LONGEST_INTRODUCTION, len(said) - 1), 0, -1)
    return next((count for count in counts if bare(" ".join(said[:count])).rstrip(",:") in known), 0)


def volunteers(text: str) -> bool:
    """Whether something leads to a name, written as one: « c'est pour Inès », not « c'est bon »."""
    rest = introduced(text)
    return rest != text and not rest.islower()


def leads(text: str) -> bool:
    """Whether something leads to the rest, which asks nothing."""
    return introduced(text) != text and "?" not in text


def leads_to_lower_case(text: str) -> bool:
    """Whether what is led to is written without any capital."""
    return introduced(text).islower()


def tells_of_somebody(text: str) -> bool:
    """Whether all that is said is that there is somebody: « et mon fils », « ma petite-fille »."""
    return bare(introduced(text)) in words("relations")


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of somebody's birth before it was asked; 0: not said."""

    name: str
    year: int = 0
    month: int = 0
    age: int = 0

    def and_before(self, before: "Told | None") -> "Told":
        """This, and where it says nothing what was said before: « mars », then « 2018 »."""
        if before is None:
            return self
        return Told(self.name, self.year or before.year, self.month or before.month, self.age or before.age)


@dataclass(frozen=True, slots=True)
class Named:
    """First names that were typed, and what was `told` of births; `doubtful`: they look like ordinary words.

    `known` are the ids of those among them whom the family has already: they are ticked, nothing is asked again.
    `adults` come too but have no name: « moi et mon fils Léo ».
    """

    names: tuple[str, ...]
    told: tuple[Told, ...] = ()
    doubtful: bool = False
    known: tuple[int, ...] = ()
    adults: int = 0


NOBODY = Named(())


class Person(Protocol):
    """Somebody whom the words may name."""

    @property
    def id(self) -> int:
        """A number of the caller's."""

    @property
    def first_name(self) -> str:
        """As it is kept."""


_GROWN, _OF_AGE = 18, 40
_FEW, _LEADS = 10, 2  # words that say hardly more than a birth; that may lead to « adultes »
_ANY_YEAR, _ANY_MONTH = 2000, "mars"
_CORRECTION = re.compile(r"\b(?:non|pardon|oups|plutôt|enfin|je me trompe|no|sorry|actually)\b", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"(?:\d{1,2}(?:er)? )?(?P<month>[a-z]+)\.?")
_AGE = re.compile(
    r"[\s,(:–-]*(?:is|has|a|aged?|est)?\s*(?P<age>\d{1,2})"
    r"(?=\s*(?:$|[,;.!)]|(?:et|and|ann[ée]es|aussi|too|who|yo)\b))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH_BY_NUMBER = re.compile(  # « le 3 du mois 11 de 2024 »
    r"\b(?:(?:du|le) )?(?:mois|month)(?: num[ée]ro| number)? (?P<month>\d{1,2})(?: (?:de|en|of|in)| l['’ ]ann[ée]e)? "
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR_THEN_MONTH = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?: (?:en|au|mois|de|in|le))+ (?P<month>[a-z]+)\b")


def birth_month(text: str, now: datetime) -> YearMonth | None:
    """A typed birth month, « mars 2018 », « 03/2018 »…"""
    text = _MONTH_BY_NUMBER.sub(r"\g<month>/\g<year>", text)
    found = parse_birth_month(text, now) or _apart(text, now)
    if found is None:
        return None
    if not is_put_right(text):
        return found
    # « février 2019 non pardon 2018 »: what is said last is meant.
    last = _CORRECTION.split(text)[-1]
    found = parse_birth_month(last, now) or found
    year_alone = parse_birth_month(f"{_ANY_MONTH} {last}", now)
    return YearMonth((year_alone or found).year, found.month)


def _apart(text: str, now: datetime) -> YearMonth | None:
    """« né 2015 au mois de mai »: few words and no mark between the only year and the month."""
    found, years = _YEAR_THEN_MONTH.search(fold(text)), set(_YEAR.findall(text))
    if found is None or len(years) != 1 or found["month"] not in words("months"):
        return None
    return parse_birth_month(f"{found['month']} {found['year']}", now)


def month_within(text: str, now: datetime) -> int:
    """« mai, j’ai dit »: the only month in a short text that asks nothing; 0 where there is none."""
    said = words_alone(text).split()
    found = [word for word in said if word in words("months")]
    born = parse_birth_month(f"{found[0]} {_ANY_YEAR}", now) if len(found) == 1 and len(said) <= _FEW else None
    return 0 if born is None or "?" in text else born.month


def all_of_age(text: str) -> bool:
    """« Bernard et Josiane, 2 adultes », « tous sont majeurs »: said of all; not « Léa et 2 adultes »."""
    said = words_alone(text).split()
    places = [place for place, word in enumerate(said) if word in words("all_of_age")]
    apart = words("of_age_not") | words("of_age_apart")
    return any(apart.isdisjoint(said[max(0, place - _LEADS) : place]) for place in places)


def only_of_age(text: str) -> bool:
    """« Ils sont tous adultes », said of those on the list and of nobody else; no question."""
    says_so = speaks_of_grown_ups(text) and has_word(text, "being")
    return says_so and not (has_word(text, "adding") or "?" in text or any(map(str.isdigit, text)))


def speaks_of_grown_ups(text: str) -> bool:
    """« Les quatre autres sont des adultes »: of several, to whom is asked how old one of them is."""
    return has_word(text, "all_of_age")


def as_grown_ups(named: "Named", now: datetime) -> "Named":
    """Those who are named, as people of age: of them the year alone is kept, and it tells no more than that."""
    of_age = tuple(Told(name, year=now.year - _OF_AGE) for name in named.names)
    return replace(named, told=of_age)


def is_put_right(text: str) -> bool:
    """« 6 ans, non pardon 7 ans »: what is said last is meant."""
    return _CORRECTION.search(text) is not None


def is_of_a_grown_up(text: str, now: datetime) -> bool:
    """« C’est une adulte », « nous avons 71 et 74 ans », « à la retraite »: no child's birth, whatever was asked."""
    said, ages = set(words_alone(text).split()), find_ages(text, now)
    if said & words("of_age_not"):
        return False
    return bool(said & words("of_age")) or (bool(ages) and min(ages) >= _GROWN)


_TURNED = re.compile(r"\b(?P<age>\d{1,2}) (?:ans?|years?(?: old)?|yrs?)\b(?P<rest>(?: \w+){1,5})")


def turned(text: str, now: datetime) -> YearMonth | None:
    """« Il a eu 3 ans le 2 septembre », « aura 10 ans en février prochain », « 8 ans en juin 2026 »: born when."""
    said = words_alone(text)
    found = _TURNED.search(said)
    month = next((word for word in found["rest"].split() if word in words("months")), "") if found else ""
    if found is None or not month or words("born") & set(found["rest"].split()):
        return None  # « 10 ans, né le 22 mars 2016 »
    year, age = _YEAR.search(found["rest"]), int(found["age"])
    number = month_alone(month, now)
    if year is not None:  # an older year is that of the birth: « 6 ans (fév 2020) »
        return YearMonth(int(year[0]) - age, number) if int(year[0]) >= now.year - 1 else None
    if has_run(said, "turned_past"):
        return YearMonth(now.year - age - (number > now.month), number)
    if has_run(said, "turned_future"):
        return YearMonth(now.year - age + (number < now.month), number)
    return None


def told_of(name: str, rest: str, now: datetime) -> Told | None:
    """What is said of somebody's birth; None when nothing is."""
    if (born := turned(rest, now)) is not None:
        return Told(name, born.year, born.month)
    birth, year = birth_month(rest, now), _YEAR.search(rest)
    if birth is not None:
        return Told(name, birth.year, birth.month)
    if year is not None:
        return Told(name, int(year[0]))
    ages = find_ages(rest, now)
    return Told(name, age=ages[0]) if len(ages) == 1 else None


def month_alone(text: str, now: datetime) -> int:
    """The month in « en mars », « le 12 mars », where the year is not said; 0: anything else."""
    spoken = " ".join(word for word in bare(introduced(text)).split() if word not in words("padding"))
    found = _DAY_AND_MONTH.fullmatch(spoken)
    if found is None or found["month"] not in words("months"):
        return 0
    born = birth_month(f"{found['month']} {_ANY_YEAR}", now)
    return 0 if born is None else born.month


def age_alone(text: str) -> int:
    """The figure that follows a first name: « Théo (9) et », « Kofi is 15, »; 0: none, or one of something else."""
    found = _AGE.match(text)
    return int(found["age"]) if found and 0 < int(found["age"]) < _GROWN else 0


def year_alone(text: str) -> int | None:
    """« 2018 » and nothing else."""
    said = bare(text)
    return int(said) if said.isdecimal() and len(said) == 4 else None


def month_of(text: str, year: int, now: datetime) -> YearMonth | None:
    """The month that is told, in this year."""
    return birth_month(f"{text} {year}", now)


_OWN_NUMBER = 2  # words: « mon numéro », « et mon portable »
_DIGITS = re.compile(r"[+(]?\d(?:[\d \u00a0\u202f\t.\-‐‑–/_()]*\d)?", re.ASCII)
_ALONE = re.compile(r"(?<!\d)(?:0|\+33[ .]?)[1-9](?:[ .-]?\d\d){4}(?!\d)", re.ASCII)  # « tous les 4. 06 12 34 56 78 »
_AROUND = re.compile(r"[^\d<>?+\n]*", re.ASCII)
_BETWEEN = re.compile(r"[\s.\-‐‑–/_()]+")
_HERE, _FRENCH = "FR", 33
_SERVICES = ("0", "8")  # numbers in 08 are services that nobody is called back on
_WRITTEN = re.compile(r"(?:0|\+|00)[^\D]{8,17}", re.ASCII)


def read_phone(text: str) -> str | None:
    """The number in international writing, "+33612345678"; None when there is not just one number among words."""
    said = normalize("NFKC", text)
    found = _DIGITS.search(said)
    if found is None or not _stands_alone(said, found):
        return None
    return _international(_BETWEEN.sub("", found[0]))


def _international(written: str) -> str | None:
    if not _WRITTEN.fullmatch(written):
        return None
    try:
        number = phonenumbers.parse(written, _HERE)
    except NumberParseException:
        return None
    if number.country_code == _FRENCH:
        reaches_somebody = not number.italian_leading_zero and not str(number.national_number).startswith(_SERVICES)
        kept = phonenumbers.is_possible_number(number) and reaches_somebody
    else:
        kept = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if kept else None


def _stands_alone(said: str, found: re.Match[str]) -> bool:
    """Whether no other figure and no question is around it, and no letter is part of it."""
    before, after = said[: found.start()], said[found.end() :]
    touched = before[-1:].isalnum() or after[:1].isalnum()
    return not touched and all(_AROUND.fullmatch(part) for part in (before, after))


def has_phone(text: str) -> bool:
    """Whether there is a number among whatever else, figures too: « au 06 12 34 56 78, après 18 h »."""
    return without_phone(text) != normalize("NFKC", text)


def without_phone(text: str) -> str:
    """The text without the numbers in it."""
    said = normalize("NFKC", text)
    for start, end, _ in reversed(list(_numbers(said))):
        said = said[:start] + said[end:]
    return said


def phone_within(text: str) -> str | None:
    """The only number among whatever else, or the one that is said to be theirs; None when that is not clear."""
    said = normalize("NFKC", text)
    found = list(_numbers(said))
    ends = (0, *(end for _, end, _ in found))
    own = {
        number
        for (start, _, number), before in zip(found, ends, strict=False)
        if not words("own").isdisjoint(words_alone(said[before:start]).split()[:_OWN_NUMBER])
    }
    numbers = {number for _, _, number in found}
    return numbers.pop() if len(numbers) == 1 else own.pop() if len(own) == 1 else None


def phone_asked(text: str) -> str | None:
    """Where a number is asked, the one that is told, whatever stands beside it; of several the first, unless what is
    said last takes it back.
    """
    said = normalize("NFKC", text)
    found = [number for _, _, number in _numbers(said)]
    return None if not found else found[-1] if is_put_right(said) else found[0]


def _numbers(said: str) -> Iterator[tuple[int, int, str]]:
    """Where each number stands, and what it is; other figures before it are not part of it."""
    for found in _DIGITS.finditer(said):
        number = read_phone(found[0])
        if number is not None:
            yield found.start(), found.end(), number
            continue
        for inner in _ALONE.finditer(said, found.start(), found.end()):
            if (number := read_phone(inner[0])) is not None:
                yield inner.start(), inner.end(), number


def shown_phone(number: str) -> str:
    """« 06 12 34 56 78 » (with no-break spaces) for a French number, any other as it is stored."""
    if not number.startswith(f"+{_FRENCH}"):
        return number
    shown = phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.NATIONAL)
    return shown.replace(" ", "\u00a0")
