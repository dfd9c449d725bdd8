"""When those who are named were born, wherever in a message it is told."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from intents.readers.answers import of_everybody
from intents.readers.asking import asks_something
from intents.readers.births import (
    Named,
    Told,
    age_alone,
    birth_month,
    is_put_right,
    month_alone,
    told_of,
    without_phone,
)
from intents.readers.by_person import alike
from intents.readers.wording import has_word, listed, words, words_alone
from intents.slots.ages import YearMonth, find_ages
from intents.text.text import tokens

CLAUSE = re.compile(
    r"(?<=\?)|[,;:.!…()—–\n☀-➿\U0001f300-\U0001faff]+|\b(?:mais|but|car|donc|so|et|and|par contre)\b", re.IGNORECASE
)
_CHILDHOOD = range(19)  # years


def people_told(text: str, names: Sequence[str], now: datetime) -> Named:
    """`names`, which were found in the text, with all that it tells of their births, wherever it stands."""
    said = without_phone(text)
    ordered = _in_order(said, names, now)
    told = ordered or {name: _told(name, _spans(said, name, names), now) for name in names}
    if len(names) > 1 and not ordered and (has_word(said, "twins") or has_any(said, "born_alike")):
        told = _of_all(told)
    return Named(tuple(names), tuple(one for one in told.values() if one is not None))


def born_alike(text: str, names: Sequence[str], now: datetime) -> Named | None:
    """« mars 2023, Lina pareil », « ils sont tous les deux de mai 2020 »: one birth, of the first of these and of those
    of whom it is said that it is the same, or of all; None where it is not so.
    """
    same, rest = alike(text, names)
    everybody = len(names) > 1 and of_everybody(text) and not any(any(places(text, name)) for name in names)
    born = birth_month(rest, now) if (same or everybody) and not asks_something(text) else None
    if born is None:
        return None
    whom = tuple(names) if everybody else tuple(dict.fromkeys((names[0], *same)))
    return Named(whom, tuple(Told(name, born.year, born.month) for name in whom))


def with_births(named: Named, text: str, now: datetime) -> Named:
    """The same with the births of those who are named once more: « Léa et Tom, Léa est née en … »."""
    twice = tuple(name for name in named.names if sum(1 for _ in places(text, name)) > 1)
    if not twice:
        return named
    told = people_told(text, named.names, now).told
    return replace(named, told=(*named.told, *(one for one in told if one.name in twice)))


def _spans(text: str, name: str, names: Sequence[str]) -> Iterator[str]:
    """What stands behind each mention of this name, as far as the next name; before it, where nobody else is named."""
    found = sorted((start, end, one) for one in names for start, end in places(text, one))
    starts = (*(start for start, _, _ in found[1:]), len(text))
    for (_, end, one), until in zip(found, starts, strict=False):
        if one == name:
            yield text[end:until]
    if len(names) == 1:
        yield text[: found[0][0]] if found else text


def places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the words of this name stand in the text."""
    wanted, said = [token.text for token in tokens(name)], tokens(text)
    for place in range(len(said) - len(wanted) + 1):
        if [token.text for token in said[place : place + len(wanted)]] == wanted:
            yield said[place].start, said[place + len(wanted) - 1].end


def _told(name: str, spans: Iterable[str], now: datetime) -> Told | None:
    """Everything that was said of one person."""
    found = Told(name)
    for one in (_beside(span, now) for span in spans):
        found = found.and_before(one)
    return _with_year(found, now) if found != Told(name) else None


def _beside(span: str, now: datetime) -> Told:
    """The birth, and the age, that a span tells; a date to come, or of this month, is the event's."""
    pieces = [piece for piece in CLAUSE.split(span) if piece.strip()]
    told = [one for piece in (span, *pieces) if (one := told_of("", piece, now)) is not None]
    born = next((one for one in told if one.year and not _is_to_come(one, now)), Told(""))
    ages = [one.age for one in told if one.age] or [age_alone(span)]
    months = (_month_of_birth(piece, now) or (_month_of_year(piece, now) if born.year else 0) for piece in pieces)
    month = 0 if born.month else _month_behind(span, pieces, now) or next(filter(None, months), 0)
    return born.and_before(Told("", month=month, age=ages[-1] if is_put_right(span) else ages[0]))


def _month_behind(span: str, pieces: Sequence[str], now: datetime) -> int:
    """« (Né en 2013, le 8 décembre) »: the month that stands right behind the year of birth, with nothing else."""
    for piece, after in pairwise(pieces):
        said = words_alone(piece).split()
        if said and said[-1].isdecimal() and words("born") & set(said) and f"{after})" in span:
            return month_alone(after, now)
    return 0


def _month_of_birth(piece: str, now: datetime) -> int:
    said = words_alone(piece).split()
    behind = next((place for place, word in enumerate(said) if word in words("born")), None)
    return 0 if behind is None else month_alone(" ".join(said[behind + 1 :]), now)


def _month_of_year(piece: str, now: datetime) -> int:
    """« 2015, en juillet »; a day of this month or of the next one is rather the event's."""
    month = month_alone(piece, now)
    is_near = month in (now.month, now.month % 12 + 1) and any(map(str.isdigit, piece))
    return 0 if is_near else month


def _is_to_come(told: Told, now: datetime) -> bool:
    return YearMonth(told.year, told.month or 1) >= YearMonth(now.year, now.month if told.month else 1)


def _with_year(told: Told, now: datetime) -> Told:
    """« 7 ans, né en mars » tells the year too, unless the birthday is this month."""
    if told.year or not told.month or not told.age or told.month == now.month:
        return told
    return replace(told, year=now.year - told.age - (told.month > now.month))


def _of_all(told: dict[str, Told | None]) -> dict[str, Told | None]:
    """Of twins, what is said of one is said of all."""
    last = next((one for one in reversed(told.values()) if one is not None), None)
    return {name: None if last is None else replace(last, name=name) for name in told}


def _in_order(text: str, names: Sequence[str], now: datetime) -> dict[str, Told | None]:
    """« Léa et Tom, 8 et 6 ans »: as many births, or ages, as names before them go to them in their order."""
    firsts = [next(places(text, name), (0, 0))[1] for name in names]
    figures = re.search(r"\d", text)
    if len(names) < 2 or figures is None or figures.start() < max(firsts):
        return {}
    months = [found for piece in CLAUSE.split(text) if (found := birth_month(piece, now)) is not None]
    past = [one for one in months if one < YearMonth(now.year, now.month)]
    ages = find_ages(text, now)
    if len(past) != len(names):
        past = _of_one_year(text, now)
    if len(past) == len(names):
        return {name: Told(name, one.year, one.month) for name, one in zip(names, past, strict=True)}
    return {name: Told(name, age=age) for name, age in zip(names, ages, strict=True)} if len(ages) == len(names) else {}


def _of_one_year(text: str, now: datetime) -> list[YearMonth]:
    """« nés tous les deux en 2016, en mai et en août »: the months of the only year that is told."""
    years = {int(word) for word in words_alone(text).split() if word.isdecimal() and now.year - int(word) in _CHILDHOOD}
    months = [month for piece in CLAUSE.split(text) if piece and (month := month_alone(piece, now))]
    return [YearMonth(year, month) for year in years for month in months] if len(years) == 1 else []


def has_any(text: str, kind: str) -> bool:
    """Whether one of these runs of breath.yaml is in the text."""
    return any(f" {words_alone(one)} " in f" {words_alone(text)} " for one in listed("breath")[kind])
