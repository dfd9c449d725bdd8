"""Moments told from one that was spoken of before: "le lendemain", "la semaine d'après", "la deuxième semaine"."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from intents.dates.feasts import weekend_around
from intents.dates.when import ONE_DAY, Span, When
from intents.text.text import read_lists, words

_WEEK = timedelta(days=7)
_SATURDAY = 5
_MOST_WEEKS = 10
_WITHIN = frozenset({"day", "weekend", "week"})
_LONGER = ("weekend", "week", "month")
_SHIFTS = {"same": 0, "next": 1, "second": 2, "before": -1}


@dataclass(frozen=True, slots=True)
class _Lists:
    phrases: Sequence[tuple[str, str, int]]  # the words, the unit, how many units further
    weekdays: Mapping[str, int]
    after: Sequence[str]
    before: Sequence[str]
    ahead: Mapping[str, int]  # what is said before a day of the week, and which way it points
    nth: Mapping[str, int]
    ones: Mapping[str, int]  # how many units of the same kind further


def anchored(said: Sequence[str], anchor: Span) -> When | None:
    """The moment that these words tell from the days of `anchor`; None where they tell none."""
    text, lists = f" {' '.join(said)} ", _lists()
    heard = [(len(phrase), unit, by) for phrase, unit, by in lists.phrases if f" {phrase} " in text]
    if heard:
        _, unit, by = max(heard)
        weekly = next((weeks for _, named, weeks in heard if named == "week" and weeks), 0)
        if weekly and anchor.single and any(named == "day" and not shift for _, named, shift in heard):
            return _on(anchor.first + weekly * _WEEK)  # "la semaine d'après, le même jour"
        if by == 0 and unit in _WITHIN and anchor.last - anchor.first >= _WEEK:
            return None  # no one week of the holidays is "that week"
        return When(spans=(_UNITS[unit](anchor, by),))
    return _weekday(text, lists, anchor) or _one_beside(text, lists, anchor)


def nth_week(said: Sequence[str], span: Span) -> When | None:
    """ "La deuxième semaine" of days that were spoken of before; None where none is told, or they are shorter."""
    text = f" {' '.join(said)} "
    place = next((nth for phrase, nth in _lists().nth.items() if f" {phrase} " in text), None)
    weeks = ((span.last - span.first).days + 1) / _WEEK.days
    if place is None or not 1 < weeks <= _MOST_WEEKS:
        return None
    first = span.first + (place - 1) * _WEEK if place > 0 else span.last - timedelta(days=6)
    return When(spans=(Span(first, min(span.last, first + timedelta(days=6))),)) if first <= span.last else None


def _weekday(text: str, lists: _Lists, anchor: Span) -> When | None:
    """ "Le mercredi d'après", "le mercredi d'avant"."""
    for name, weekday in lists.weekdays.items():
        ahead = next((by for word, by in lists.ahead.items() if f" {word} {name} " in text), 0)
        if ahead > 0 or any(f" {name} {word} " in text for word in lists.after):
            day = anchor.last + ONE_DAY
            return _on(day + timedelta(days=(weekday - day.weekday()) % 7))
        if ahead < 0 or any(f" {name} {word} " in text for word in lists.before):
            day = anchor.first - ONE_DAY
            return _on(day - timedelta(days=(day.weekday() - weekday) % 7))
    return None


def _one_beside(text: str, lists: _Lists, anchor: Span) -> When | None:
    """ "Et celle d'après ?" after a day, a week, a weekend or a month."""
    by = next((by for phrase, by in lists.ones.items() if f" {phrase} " in text), 0)
    if by and anchor.single:  # a Saturday: the one after it
        return _on(anchor.first + by * _WEEK)
    unit = next((name for name in _LONGER if _is_rest_of(anchor, name)), None)
    return When(spans=(_UNITS[unit](anchor, by),)) if by and unit is not None else None


def _is_rest_of(anchor: Span, unit: str) -> bool:
    """Whether these days are a week, a weekend or a month, or what is left of it."""
    whole = _UNITS[unit](anchor, 0)
    return whole.first <= anchor.first and whole.last == anchor.last


def _on(day: date) -> When:
    return When(spans=(Span(day, day),))


def _day(anchor: Span, by: int) -> Span:
    day = anchor.first - ONE_DAY if by < 0 else anchor.last + ONE_DAY * by
    return anchor if by == 0 else Span(day, day)


def _week(anchor: Span, by: int) -> Span:
    day = anchor.first if by < 0 else anchor.last
    monday = day - timedelta(days=day.weekday()) + by * _WEEK
    return Span(monday, monday + timedelta(days=6))


def _weekend(anchor: Span, by: int) -> Span:
    if by == 0:  # Whit Monday is of the weekend before it
        return weekend_around(anchor.first)
    saturday = _week(anchor, by).first + timedelta(days=_SATURDAY)
    return Span(saturday, saturday + ONE_DAY)


def _month(anchor: Span, by: int) -> Span:
    months = anchor.first.year * 12 + anchor.first.month - 1 + by
    year, month = divmod(months, 12)
    return Span(date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def _rest(anchor: Span, by: int) -> Span:
    """ "Le reste de la semaine": after a day that was spoken of, up to Sunday; of several days, their week."""
    week = _week(anchor, 0)
    return Span(anchor.last + ONE_DAY, week.last) if anchor.single and anchor.last < week.last else week


_UNITS: Mapping[str, Callable[[Span, int], Span]] = {
    "day": _day,
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "rest": _rest,
}


@cache
def _lists() -> _Lists:
    lists = read_lists("anchored.yaml")
    phrases = [
        (_plain(phrase), str(unit), by)
        for name, by in _SHIFTS.items()
        for unit, listed in dict(lists[name]).items()
        for phrase in listed
    ]
    weekdays = {_plain(name): int(day) for day, listed in dict(lists["weekdays"]).items() for name in listed}
    after, before = ([_plain(word) for word in lists[name]] for name in ("weekday_next", "weekday_before"))
    nth = {_plain(phrase): int(place) for place, listed in dict(lists["nth_week"]).items() for phrase in listed}
    ones = {_plain(one): by for name, by in (("one_after", 1), ("one_before", -1)) for one in lists[name]}
    sides = (("next_weekday", 1), ("before_weekday", -1))
    ahead = {_plain(word): by for name, by in sides for word in lists[name]}
    return _Lists(phrases, weekdays, after, before, ahead, nth, ones)


def _plain(phrase: object) -> str:
    return " ".join(words(str(phrase)))
