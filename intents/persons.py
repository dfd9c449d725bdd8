"""The people of whom a conversation speaks, each with an age, and which of them words mean: "et pour la grande ?"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from intents.text import read_lists
from intents.words import words

_BACK, _AHEAD = 6, 3  # words before and after an age that may tell whose it is
_MOST = 6
_LISTS = ("girl", "boy", "younger", "older")


class Sex(StrEnum):
    """As the words about somebody tell it."""

    GIRL = "girl"
    BOY = "boy"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom was spoken."""

    age: int
    sex: Sex = Sex.UNTOLD


@dataclass(frozen=True, slots=True)
class Meant:
    """Which of the people some words mean: their ages, and whether a sex or a rank ("the younger") tells so."""

    ages: tuple[int, ...] = ()
    by_sex: bool = False
    by_rank: bool = False


def persons(said: Sequence[str], ages: Sequence[int]) -> tuple[Person, ...]:
    """Who is spoken of: each age with the sex that the words before it tell, or after it where the first one is so."""
    said = ["" if one == "il" and after == "y" else one for one, after in pairwise((*said, ""))]  # "il y a" is nobody
    places = {age: said.index(str(age)) for age in ages if str(age) in said}
    sexes = [_sexes_at(said, places, age) for age in ages]
    is_before = bool(sexes) and sexes[0][0] is not Sex.UNTOLD
    return tuple(Person(age, _told(pair if is_before else pair[::-1])) for age, pair in zip(ages, sexes, strict=True))


def _told(sexes: Iterable[Sex]) -> Sex:
    return next((one for one in sexes if one is not Sex.UNTOLD), Sex.UNTOLD)


def known(before: Sequence[Person], now: Sequence[Person]) -> tuple[Person, ...]:
    """The people of a conversation after somebody was spoken of anew."""
    again = {one.age for one in now if one.sex is Sex.UNTOLD} & {one.age for one in before}
    fresh = [one for one in now if one.age not in again]
    kept = [one for one in before if one.age not in {other.age for other in fresh}]
    return (*kept, *fresh)[-_MOST:]


def meant(said: Sequence[str], people: Sequence[Person]) -> Meant:
    """Which of several people are meant; nobody where the words do not tell them apart."""
    if len({one.age for one in people}) < 2:
        return Meant()
    said = _apart_from_ages(said, people)
    girl, boy, younger, older = (any(word in said for word in _words(one)) for one in _LISTS)
    fits = [one for one in people if _may_be(one, girl, boy)]
    by_sex = girl != boy and 0 < len(fits) < len(people)
    if younger != older and (fits := fits if by_sex and len(fits) > 1 else list(people)):
        return Meant(_ranked(said, fits, younger), by_sex, by_rank=True)
    return Meant(tuple(sorted({one.age for one in fits})), by_sex=True) if by_sex else Meant()


def _apart_from_ages(said: Sequence[str], people: Sequence[Person]) -> Sequence[str]:
    """The words that may choose: those just before an age tell whose it is ("un petit de 2 ou 3 ans")."""
    places = {said.index(str(one.age)) for one in people if str(one.age) in said}
    return [word for n, word in enumerate(said) if not places & {n + 1, n + 2}]


def _ranked(said: Sequence[str], people: Sequence[Person], younger: bool) -> tuple[int, ...]:
    """The youngest or the oldest, or both of the two at that end."""
    name = "younger" if younger else "older"
    two = any(one in _words("two") and after in _words(name) for one, after in pairwise(said))
    ages = sorted({one.age for one in people}, reverse=not younger)
    return tuple(sorted(ages[: 2 if two else 1]))


def _may_be(one: Person, girl: bool, boy: bool) -> bool:
    return one.sex is (Sex.GIRL if girl else Sex.BOY) if girl != boy else True


def _sexes_at(said: Sequence[str], places: Mapping[int, int], age: int) -> tuple[Sex, Sex]:
    """What the nearest word before an age tells, up to the age before it, and what the nearest after it tells."""
    place = places.get(age)
    if place is None:
        return Sex.UNTOLD, Sex.UNTOLD
    others = (other for other in places.values() if other < place and _parts(said[other + 1 : place]))
    since = max((other + 1 for other in others), default=0)
    until = min((other for other in places.values() if other > place), default=len(said))
    before = reversed(said[max(since, place - _BACK) : place])
    return _sex(before), _sex(said[place + 1 : min(until, place + 1 + _AHEAD)])


def _sex(near: Iterable[str]) -> Sex:
    """What the first word that tells one tells."""
    return next((sex for word in near for sex in (Sex.GIRL, Sex.BOY) if word in _words(sex.value)), Sex.UNTOLD)


def _parts(between: Sequence[str]) -> bool:
    """Whether the words between two ages begin to speak of somebody else: they do more than join them."""
    return not _words("joining").issuperset(between)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(" ".join(map(str, read_lists("relatives.yaml")[name]))))
