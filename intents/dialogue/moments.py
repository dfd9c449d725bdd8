"""The moments that a message may tell: as it is read, from one spoken of before, by what it says of free time."""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby, permutations

from intents.dates.dates import find_when
from intents.dates.when import ONE_DAY, OPEN_END, Hours, Span, When
from intents.dialogue.asks import Expression, Reading, Role, expressions, readings, together
from intents.dialogue.turn import Turn
from intents.text.text import read_lists, words

_WEEK = timedelta(days=7)
_SATURDAY = 5
_MOST_WEEKS = 10
_LONGER = ("weekend", "week", "month")
_SHIFTS = {"same": 0, "next": 1, "before": -1}


@dataclass(frozen=True, slots=True)
class _Lists:
    phrases: Sequence[tuple[str, str, int]]  # the words, the unit, how many units further
    weekdays: Mapping[str, int]
    after: Sequence[str]
    before: Sequence[str]
    nth: Mapping[str, int]
    ones: Mapping[str, int]  # how many units of the same kind further


def anchored(said: Sequence[str], anchor: Span) -> When | None:
    """The moment that these words tell from the days of `anchor`; None where they tell none."""
    text, lists = f" {' '.join(said)} ", _lists()
    found = max(((len(phrase), unit, by) for phrase, unit, by in lists.phrases if f" {phrase} " in text), default=None)
    if found is not None:
        return When(spans=(_UNITS[found[1]](anchor, found[2]),))
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
        if any(f" {name} {word} " in text for word in lists.after):
            day = anchor.last + ONE_DAY
            return _on(day + timedelta(days=(weekday - day.weekday()) % 7))
        if any(f" {name} {word} " in text for word in lists.before):
            day = anchor.first - ONE_DAY
            return _on(day - timedelta(days=(day.weekday() - weekday) % 7))
    return None


def _one_beside(text: str, lists: _Lists, anchor: Span) -> When | None:
    """ "Et celle d'après ?" after a week, a weekend or a month."""
    by = next((by for phrase, by in lists.ones.items() if f" {phrase} " in text), 0)
    unit = None if anchor.single else next((name for name in _LONGER if _is_rest_of(anchor, name)), None)
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
    saturday = _week(anchor, by).first + timedelta(days=_SATURDAY)
    return Span(saturday, saturday + ONE_DAY)


def _month(anchor: Span, by: int) -> Span:
    months = anchor.first.year * 12 + anchor.first.month - 1 + by
    year, month = divmod(months, 12)
    return Span(date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


_UNITS: Mapping[str, Callable[[Span, int], Span]] = {"day": _day, "week": _week, "weekend": _weekend, "month": _month}


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
    return _Lists(phrases, weekdays, after, before, nth, ones)


def _plain(phrase: object) -> str:
    return " ".join(words(str(phrase)))


_FIRST, _LAST = time(0, 0), time(23, 59)
_MOST = 12
_MOST_PIECES = 4
_MOST_READINGS = 5
_WEEK_NAMED = frozenset({"semaine", "semaines", "week", "weeks"})
_CLOCK = re.compile(r"\d+ ?(?:h|heures?|:\d\d|am|pm|o'clock)\b ?\d*", re.IGNORECASE)


class Told(StrEnum):
    """How a moment is told."""

    WHOLE = "as the whole message reads"
    ROLES = "by what each of its expressions is for"
    ANCHORED = "from one spoken of before"
    FROM_THERE = "as if the days spoken of before were these"
    HABIT = "any such day of the week"
    EARLIER = "before what was shown"
    LATER = "after what was shown"
    NEVER = "what it tells is left"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, how it is told, and how much less likely its roles are than the likeliest (0 or less, a logarithm);
    None where it has nothing to do with roles.
    """

    when: When | None
    told: Told
    unlikely: float | None = None
    roles: tuple[Role, ...] = ()


def moments(turn: Turn) -> tuple[Moment, ...]:
    """Each moment once, as the whole message reads it first."""
    found: dict[When | None, Moment] = {}
    for one in _moments(turn):
        found.setdefault(one.when, one)
    return tuple(found.values())[:_MOST]


def _moments(turn: Turn) -> Iterator[Moment]:
    whole = turn.slots.when
    if whole is None:
        yield Moment(None, Told.WHOLE)
        yield from (Moment(when, Told.ANCHORED) for when in _from_before(turn, whole))
        yield from _beside_the_shown(turn)
        return
    model = turn.lexicon.model
    found = expressions(turn.whole.righted, whole, model.roles, model.reader)
    read = readings(found, _MOST_READINGS)
    best = read[0].likely
    plain, never = (together(found, role) - best for role in (Role.WANTED, Role.TOLD))
    yield Moment(whole, Told.WHOLE, plain)
    yield from _by_roles(turn, found, read)
    yield from (Moment(when, Told.ANCHORED) for when in _from_before(turn, whole))
    yield from _beside_the_shown(turn)
    yield from (Moment(when, Told.FROM_THERE, plain) for when in _from_there(turn, found))
    if _is_bare_weekday(whole):
        yield Moment(_any_such_day(whole), Told.HABIT, plain)
    yield Moment(None, Told.NEVER, never, (Role.TOLD,) * len(found))


def _by_roles(turn: Turn, found: Sequence[Expression], read: Sequence[Reading]) -> Iterator[Moment]:
    """What is wished for where not all expressions are, the likeliest first."""
    for one in read:
        if set(one.roles) not in ({Role.WANTED}, {Role.TOLD}):
            when = fitting(found, one.roles, turn.now)
            unlikely = one.likely - read[0].likely
            yield Moment(when, Told.ROLES, unlikely, one.roles)
            if when is not None and _is_bare_weekday(when):
                yield Moment(_any_such_day(when), Told.HABIT, unlikely, one.roles)


def fitting(found: Sequence[Expression], roles: Sequence[Role], now: datetime) -> When | None:
    """The times that are wished for, less those when one is not free."""
    by_role = [(role, one.text) for role, one in zip(roles, found, strict=True)]
    wanted = find_when(" ".join(text for role, text in by_role if role is Role.WANTED), now) or When()
    free, at = When(), now
    for role, some in groupby(by_role, lambda one: one[0]):  # "le samedi", "matin": read together
        told = None if role in (Role.WANTED, Role.TOLD) else find_when(" ".join(text for _, text in some), at)
        if told is not None:
            at = _then(told, at)
            takes_a_part = role is Role.NOT_FREE and told.hours and told.weekdays and wanted.hours
            rest = When(weekdays=told.weekdays) if takes_a_part else _FREE[role](told, now)
            free = _beside(free, rest)
    when = _beside(wanted, free)
    return when if when != When() else None


def _then(told: When, now: datetime) -> datetime:
    """From when a later day is counted: "le 20 décembre … jusqu'au 23"."""
    return now if not told.spans else datetime.combine(told.spans[0].first, _FIRST, now.tzinfo)


def _beside(wanted: When, free: When) -> When:
    """What is wanted, when one is free."""
    hours = wanted.hours.both(free.hours) if wanted.hours and free.hours else None
    return replace(
        wanted,
        spans=_in_both(wanted.spans, free.spans) or wanted.spans or free.spans,
        weekdays=wanted.weekdays or free.weekdays,
        not_weekdays=(wanted.not_weekdays | free.not_weekdays) - wanted.weekdays,
        not_spans=(*wanted.not_spans, *free.not_spans),
        hours=hours or wanted.hours or free.hours,
    )


def _in_both(spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(both for one in spans for other in others if (both := one.both(other)))


def _outside(told: When, _: datetime) -> When:
    """When somebody is free who told when they are not."""
    rest = None if told.hours is None or told.weekdays else _rest_of_the_day(told.hours)
    return When(
        not_weekdays=told.weekdays | told.not_weekdays,
        not_spans=(*told.not_spans, *(() if rest else told.spans)),
        hours=rest,
    )


def _from_then(told: When, _: datetime) -> When:
    spans = tuple(Span(one.first, OPEN_END) for one in told.spans[:1])
    hours = None if told.hours is None or spans else Hours(told.hours.first, _LAST)
    return When(spans=spans, weekdays=told.weekdays, hours=hours)


def _until_then(told: When, now: datetime) -> When:
    """Until the day before, unless an hour is told beside a day."""
    lasts = [one.first if told.hours else one.first - ONE_DAY for one in told.spans[:1]]
    hours = None if told.hours is None or lasts else Hours(_FIRST, told.hours.last)
    return When(spans=tuple(Span(min(now.date(), last), last) for last in lasts), weekdays=told.weekdays, hours=hours)


def _rest_of_the_day(hours: Hours) -> Hours | None:
    """The other part of the day: after hours that begin it, before hours that end it."""
    if hours.first == _FIRST and hours.last < _LAST:
        return Hours(hours.last, _LAST)
    if hours.first == hours.last:
        return Hours(hours.first, _LAST)
    return Hours(_FIRST, hours.first) if hours.last == _LAST else None


_FREE: Mapping[Role, Callable[[When, datetime], When]] = {
    Role.NOT_FREE: _outside, Role.FREE_FROM: _from_then, Role.FREE_UNTIL: _until_then,
}  # fmt: skip


def _from_before(turn: Turn, whole: When | None) -> Iterator[When]:
    spoken_of = () if turn.state is None or turn.state.query.when is None else turn.state.query.when.spans
    anchors = [turn.anchor(), *(span for span in spoken_of[:1] if span.last < OPEN_END)]
    if whole is not None:
        anchors += [span for span in (*whole.not_spans[:1], *whole.spans[:1]) if span.last < OPEN_END]
    hours = None if whole is None else whole.hours
    before = turn.state.query.when if turn.state is not None else None
    if before is not None:
        weeks = (nth_week(turn.said, span) for span in before.spans)
        yield from (replace(when, hours=hours or before.hours) for when in weeks if when is not None)
    weekdays = frozenset() if whole is None else _days_of_the_week(whole)
    for anchor in dict.fromkeys(anchors):
        if anchor is not None and (when := anchored(turn.said, anchor)) is not None:
            single = all(span.single for span in when.spans)
            yield replace(when, hours=hours, weekdays=frozenset() if single else weekdays)
    if whole is not None and _WEEK_NAMED & set(turn.said):
        yield replace(whole, spans=tuple(_week_of(span) if span.single else span for span in whole.spans))


def _days_of_the_week(when: When) -> frozenset[int]:
    return _any_such_day(when).weekdays if _is_bare_weekday(when) else when.weekdays


def _week_of(day: Span) -> Span:
    monday = day.first - timedelta(days=day.first.weekday())
    return Span(monday, monday + timedelta(days=6))


def _from_there(turn: Turn, pieces: Sequence[Expression]) -> Iterator[When]:
    """The expressions read as on the days spoken of before: "le 21 je voulais dire", "cette semaine-là"; and one of two
    read as on the days of the other: "le 20, vous faites quelque chose ce week-end-là ?".
    """
    if len(pieces) > _MOST_PIECES:
        return
    anchor = turn.anchor()
    if anchor is not None and (when := _read_on(" ".join(one.text for one in pieces), anchor)) is not None:
        yield when
    for one, other in permutations(pieces, 2):
        there = find_when(other.text, turn.now)
        if there is not None and len(there.spans) == 1 and there.spans[0].last < OPEN_END:
            when = _read_on(one.text, there.spans[0])
            if when is not None and when.spans:
                yield when


def _read_on(text: str, days: Span) -> When | None:
    """What a text tells in the week where these days begin."""
    monday = days.first - timedelta(days=days.first.weekday())
    return find_when(text, datetime.combine(monday, _FIRST))


def _beside_the_shown(turn: Turn) -> Iterator[Moment]:
    """Before the first day that was shown, or after the first or the last."""
    days = turn.days_shown
    if not days or not turn.slots.shift:
        return
    if turn.slots.shift < 0:
        before = days[0] - ONE_DAY
        yield Moment(When(spans=(Span(min(turn.now.date(), before), before),)), Told.EARLIER)
        return
    for day in dict.fromkeys((days[-1], days[0])):
        yield Moment(When(spans=(Span(day + ONE_DAY, OPEN_END),)), Told.LATER)


def _is_bare_weekday(when: When) -> bool:
    """Whether only days of the week are named, each read as the next one."""
    days = (*when.spans, *when.not_spans)
    dated = any(one.isdigit() for one in _CLOCK.sub("", when.text))
    return bool(days) and all(span.single for span in days) and not dated


def _any_such_day(when: When) -> When:
    """ "Samedi" and "pas mercredi" as any Saturday and no Wednesday."""
    return replace(
        when,
        spans=(),
        weekdays=when.weekdays | frozenset(span.first.weekday() for span in when.spans),
        not_spans=(),
        not_weekdays=when.not_weekdays | frozenset(span.first.weekday() for span in when.not_spans),
    )
