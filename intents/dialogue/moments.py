"""The moments that a message may tell: as it is read, from one spoken of before, by what it says of free time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import accumulate, groupby, permutations

from intents.dates.dates import find_when
from intents.dates.when import ONE_DAY, OPEN_END, Hours, Span, When
from intents.dialogue.anchors import anchored, nth_week
from intents.dialogue.asks import Expression, Reading, Role, expressions, readings, together
from intents.dialogue.picks import given_up
from intents.dialogue.turn import Turn
from intents.slots.pointing import find_shift

_FIRST, _LAST = time(0, 0), time(23, 59)
_MOST = 16
_MOST_PIECES = 4
_MOST_READINGS = 5
_WEEK_NAMED = frozenset({"semaine", "semaines", "week", "weeks"})
_THIS = re.compile(r"(?:ce|cet|cette|this)\b", re.IGNORECASE)  # "ce samedi", unless it is "ce samedi-là"
_CLOCK = re.compile(r"\d+ ?(?:h|heures?|:\d\d|am|pm|o'clock)\b ?\d*", re.IGNORECASE)


class Told(StrEnum):
    """How a moment is told."""

    WHOLE = "as the whole message reads"
    ROLES = "by what each of its expressions is for"
    ANCHORED = "from one spoken of before"
    FROM_THERE = "as if the days spoken of before were these"
    HABIT = "any such day of the week"
    COMING = "the next such day of the week"
    ONLY_THEN = "of a day with hours that does not suit, only these hours are refused"
    EARLIER = "before what was shown"
    LATER = "after what was shown"
    WISHED = "what it seems to refuse is wished for"
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
    if is_bare_weekday(whole):
        yield Moment(_any_such_day(whole), Told.HABIT, plain)
    if whole.weekdays and not whole.spans and not whole.others:
        yield Moment(_next_such_days(whole, turn.now.date()), Told.COMING, plain)
    if (wished := given_up(turn.slots).when) is not whole:  # "y en a pas en janvier ?", "je travaille pas le vendredi"
        yield Moment(wished, Told.WISHED, plain)
    yield Moment(None, Told.NEVER, never, (Role.TOLD,) * len(found))


def _next_such_days(when: When, today: date) -> When:
    """ "Le week-end", "du mercredi au dimanche": those that come first, in one run where they follow one another."""
    days = sorted(today + timedelta(days=(one - today.weekday()) % 7) for one in when.weekdays)
    first = next((day for day in days if (day - ONE_DAY).weekday() not in when.weekdays), days[0])
    length = next((n for n in range(1, 7) if (first + timedelta(days=n)).weekday() not in when.weekdays), 7)
    run = Span(first, first + timedelta(days=length - 1))
    spans = (run,) if length == len(when.weekdays) else tuple(Span(day, day) for day in days)
    return replace(when, spans=spans, weekdays=frozenset())


def _one_wished_for(found: Sequence[Expression]) -> Iterator[Reading]:
    """Each expression as the only one that counts."""
    if 1 < len(found) <= _MOST_PIECES:
        for wished in found:
            roles = tuple(Role.WANTED if one is wished else Role.TOLD for one in found)
            yield Reading(roles, sum(one.likely[role] for one, role in zip(found, roles, strict=True)))


def _by_roles(turn: Turn, found: Sequence[Expression], read: Sequence[Reading]) -> Iterator[Moment]:
    """What is wished for where not all expressions are, the likeliest first."""
    for one in dict.fromkeys((*read, *_one_wished_for(found))):
        if set(one.roles) not in ({Role.WANTED}, {Role.TOLD}):
            when = fitting(found, one.roles, turn.now)
            unlikely = one.likely - read[0].likely
            yield Moment(when, Told.ROLES, unlikely, one.roles)
            if Role.NOT_FREE in one.roles:
                yield Moment(fitting(found, one.roles, turn.now, apart=True), Told.ONLY_THEN, unlikely, one.roles)
            if when is not None and is_bare_weekday(when):
                yield Moment(_any_such_day(when), Told.HABIT, unlikely, one.roles)


def fitting(found: Sequence[Expression], roles: Sequence[Role], now: datetime, *, apart: bool = False) -> When | None:
    """The times that are wished for, less those when one is not free; `apart`: of a day with hours, only these."""
    wanted = find_when(" ".join(text for role, text in _runs(found, roles) if role is Role.WANTED), now) or When()
    free, at = When(), now
    for role, text in _runs(found, roles, apart=apart):
        told = None if role in (Role.WANTED, Role.TOLD) else find_when(text, at)
        if told is not None:
            at = _then(told, at)
            free = _beside(free, _rest(told, role, wanted, now, apart=apart))
    when = _beside(wanted, free)
    return when if when != When() else None


def _runs(found: Sequence[Expression], roles: Sequence[Role], *, apart: bool = False) -> Iterator[tuple[Role, str]]:
    """Expressions in a row that are for the same, read together: "le samedi", "matin"; `apart`: only where nothing
    stands between them.
    """
    numbers = list(accumulate(not one.goes_on for one in found)) if apart else [0] * len(found)
    keyed = zip(roles, numbers, found, strict=True)
    for (role, _), some in groupby(keyed, lambda one: one[:2]):
        yield role, " ".join(one.text for _, _, one in some)


def _rest(told: When, role: Role, wanted: When, now: datetime, *, apart: bool) -> When:
    """When one is free beside a moment of this role."""
    is_part = role is Role.NOT_FREE and told.hours is not None
    if apart and is_part and (told.weekdays or told.spans):
        return When(but=(replace(told, text="", pieces=()),))
    if is_part and told.weekdays and wanted.hours:
        return When(weekdays=told.weekdays)
    return _FREE[role](told, now)


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
        but=(*wanted.but, *free.but),
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
    hours = None if told.hours is None or spans else _from_hour(told.hours)
    return When(spans=spans, weekdays=told.weekdays, hours=hours)


def _from_hour(hours: Hours) -> Hours:
    """ "Je finis à 19 h 30" is over then: what runs up to an hour tells when one is free by its end."""
    is_over = hours.first == _FIRST and hours.last < _LAST
    return Hours(hours.last if is_over else hours.first, _LAST)


def _until_then(told: When, now: datetime) -> When:
    """Until the day before, unless an hour is told beside a day."""
    lasts = [_last_free(one, now.date(), told.hours is not None) for one in told.spans[:1]]
    hours = None if told.hours is None or lasts else Hours(_FIRST, told.hours.last)
    return When(spans=tuple(Span(min(now.date(), last), last) for last in lasts), weekdays=told.weekdays, hours=hours)


def _last_free(days: Span, today: date, with_hour: bool) -> date:
    """ "Jusqu'au 31" holds all the days until then, "le 31" is the day on which it is over."""
    if days.first <= today < days.last:
        return days.last
    return days.first if with_hour else days.first - ONE_DAY


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
    anchors = [turn.anchor(), *_day_at_place(turn), *(span for span in spoken_of[:1] if span.last < OPEN_END)]
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
        yield replace(whole, spans=tuple(_week_of(span) for span in whole.spans))


def _day_at_place(turn: Turn) -> Iterator[Span]:
    """ "La même semaine que le premier"."""
    place = turn.slots.place
    if turn.state is None or place is None:
        return
    uids = (turn.state.listed or turn.state.shown)[place - 1 :][:1] if place > 0 else ()
    yield from (
        Span(row.starts_at.date(), row.starts_at.date()) for row in turn.table.rows_in(turn.table.of_uids(uids))
    )


def _days_of_the_week(when: When) -> frozenset[int]:
    return _any_such_day(when).weekdays if is_bare_weekday(when) else when.weekdays


def _week_of(days: Span) -> Span:
    """The calendar week of a day, or of seven days in a row."""
    if not days.single and days.last - days.first != timedelta(days=6):
        return days
    middle = days.first + (days.last - days.first) / 2
    monday = middle - timedelta(days=middle.weekday())
    return Span(monday, monday + timedelta(days=6))


def _from_there(turn: Turn, pieces: Sequence[Expression]) -> Iterator[When]:
    """The expressions read as on the days spoken of before: "le 21 je voulais dire", "cette semaine-là"; and one of two
    read as on the days of the other: "le 20, vous faites quelque chose ce week-end-là ?".
    """
    counts_from_now = any(_THIS.match(one.text) for one in pieces) and not turn.cue.there
    if len(pieces) > _MOST_PIECES or counts_from_now:
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
    days, shift = turn.days_shown, turn.slots.shift or find_shift(turn.said)
    if not days or not shift:
        return
    if shift < 0:
        before = days[0] - ONE_DAY
        yield Moment(When(spans=(Span(min(turn.now.date(), before), before),)), Told.EARLIER)
        return
    for day in dict.fromkeys((days[-1], days[0])):
        yield Moment(When(spans=(Span(day + ONE_DAY, OPEN_END),)), Told.LATER)


def is_bare_weekday(when: When) -> bool:
    """Whether only days of the week are named, each read as the next one."""
    days = (*when.spans, *when.not_spans)
    dated = _has_figures(when)
    return bool(days) and all(span.single for span in days) and not dated and all(map(_is_bare, when.others))


def refuses(when: When | None) -> bool:
    """Whether days are told on which nothing is looked for."""
    return when is not None and bool(when.not_spans or when.not_weekdays)


def _has_figures(when: When) -> bool:
    """Whether it is told in figures, other than those of an hour."""
    return any(one.isdigit() for one in _CLOCK.sub("", when.text))


def _is_bare(other: When) -> bool:
    return bool(other.weekdays) or all(span.single for span in other.spans)


def _any_such_day(when: When) -> When:
    """ "Samedi" and "pas mercredi" as any Saturday and no Wednesday."""
    return replace(
        when,
        spans=(),
        weekdays=when.weekdays | frozenset(span.first.weekday() for span in when.spans),
        not_spans=(),
        not_weekdays=when.not_weekdays | frozenset(span.first.weekday() for span in when.not_spans),
        others=tuple(map(_any_such_day, when.others)),
    )
