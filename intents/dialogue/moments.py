"""The moments that a message may tell: as it is read, from one spoken of before, or by what it says of free time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from intents.dates import find_when
from intents.dialogue.anchored import anchored, nth_week
from intents.dialogue.turn import Turn, is_busy
from intents.when import ONE_DAY, OPEN_END, Hours, Span, When
from intents.words import words

_FIRST, _LAST = time(0, 0), time(23, 59)
_MOST = 12
_MOST_PIECES = 4
_CLOCK = re.compile(r"\d+ ?(?:h|heures?|:\d\d|am|pm|o'clock)\b ?\d*", re.IGNORECASE)
_STOPS = re.compile(r"[,.;:!?()\n]|\b(?:mais|donc|alors|du coup|sinon|parce|car|but|so|because|then)\b", re.IGNORECASE)


class Told(StrEnum):
    """How a moment is told."""

    WHOLE = "as the whole message reads"
    PART = "by some of its expressions"
    ANCHORED = "from one spoken of before"
    FROM_THERE = "as if the days spoken of before were these"
    HABIT = "any such day of the week"
    FREE = "by when one is not free"
    EARLIER = "before what was shown"
    LATER = "after what was shown"
    NEVER = "what it tells is left"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, how it is told, and what speaks for or against that: of the expressions that it takes as wished for and
    of those that it leaves or refuses, how many are beside words that tell when one is not free.
    """

    when: When | None
    told: Told
    taken_busy: int = 0
    taken_plain: int = 0
    left_busy: int = 0
    left_plain: int = 0


def moments(turn: Turn) -> tuple[Moment, ...]:
    """Each moment once, as the whole message reads it first."""
    found: dict[When | None, Moment] = {}
    for one in _moments(turn):
        found.setdefault(one.when, one)
    return tuple(found.values())[:_MOST]


def _moments(turn: Turn) -> Iterator[Moment]:
    whole = turn.slots.when
    pieces = () if whole is None else _pieces(turn, whole)
    busy = sum(one.busy for one in pieces)
    yield Moment(whole, Told.WHOLE, busy, len(pieces) - busy)
    yield from (Moment(when, Told.ANCHORED) for when in _from_before(turn, whole))
    yield from _beside_the_shown(turn)
    if whole is None:
        return
    yield from (Moment(when, Told.FROM_THERE) for when in _from_there(turn, pieces))
    if _is_bare_weekday(whole):
        yield Moment(_any_such_day(whole), Told.HABIT, busy, len(pieces) - busy)
    yield from _parts(turn, pieces)
    yield Moment(None, Told.NEVER, left_busy=busy, left_plain=len(pieces) - busy)


@dataclass(frozen=True, slots=True)
class _Piece:
    """An expression of time as it is written; `busy`: beside words that tell when one is not free."""

    text: str
    busy: bool


def _pieces(turn: Turn, whole: When) -> tuple[_Piece, ...]:
    text = turn.whole.righted
    return tuple(_Piece(text[first:last], is_busy(words(_clause(text, first, last)))) for first, last in whole.pieces)


def _clause(text: str, first: int, last: int) -> str:
    """The words around an expression, up to a sign or a word that begins another thought."""
    before = [one.end() for one in _STOPS.finditer(text, 0, first)]
    after = _STOPS.search(text, last)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _parts(turn: Turn, pieces: Sequence[_Piece]) -> Iterator[Moment]:
    """Each expression alone, all but each, and all but each with that one refused."""
    if len(pieces) > _MOST_PIECES or not pieces:
        return
    if len(pieces) == 1:
        yield from _refusing(turn, (), pieces[0])
        return
    for place in reversed(range(len(pieces))):
        one, others = pieces[place], (*pieces[:place], *pieces[place + 1 :])
        yield _moment(turn, (one,), others)
        if len(pieces) > 2:
            yield _moment(turn, others, (one,))
        yield from _refusing(turn, others, one)


def _moment(turn: Turn, taken: Sequence[_Piece], left: Sequence[_Piece]) -> Moment:
    when = find_when(" ".join(one.text for one in taken), turn.now)
    return Moment(when, Told.PART, *_counts(taken), *_counts(left))


def _refusing(turn: Turn, wanted: Sequence[_Piece], refused: _Piece) -> Iterator[Moment]:
    """The expressions that are wanted, without the times of the one that is not."""
    not_free = find_when(refused.text, turn.now)
    if not_free is None:
        return
    when = find_when(" ".join(one.text for one in wanted), turn.now) or When()
    yield Moment(_beside(when, _free(not_free)), Told.FREE, *_counts(wanted), *_counts((refused,)))


def _counts(pieces: Sequence[_Piece]) -> tuple[int, int]:
    busy = sum(one.busy for one in pieces)
    return busy, len(pieces) - busy


def _beside(wanted: When, free: When) -> When:
    """What is wanted, when one is free."""
    return replace(
        wanted,
        not_weekdays=(wanted.not_weekdays | free.not_weekdays) - wanted.weekdays,
        not_spans=(*wanted.not_spans, *free.not_spans),
        hours=wanted.hours or free.hours,
    )


def _free(when: When) -> When:
    """When somebody is free who told when they are not."""
    rest = None if when.hours is None or when.weekdays else _rest_of_the_day(when.hours)
    return When(
        not_weekdays=when.weekdays | when.not_weekdays,
        not_spans=(*when.not_spans, *(() if rest else when.spans)),
        hours=rest,
    )


def _rest_of_the_day(hours: Hours) -> Hours | None:
    """The other part of the day: after hours that begin it, before hours that end it."""
    if hours.first == _FIRST and hours.last < _LAST:
        return Hours(hours.last, _LAST)
    if hours.first == hours.last:
        return Hours(hours.first, _LAST)
    return Hours(_FIRST, hours.first) if hours.last == _LAST else None


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
    for anchor in dict.fromkeys(anchors):
        if anchor is not None and (when := anchored(turn.said, anchor)) is not None:
            yield replace(when, hours=hours)


def _from_there(turn: Turn, pieces: Sequence[_Piece]) -> Iterator[When]:
    """The expressions read as on the days spoken of before: "le 21 je voulais dire", "cette semaine-là"; and one of two
    read as on the days of the other: "le 20, vous faites quelque chose ce week-end-là ?".
    """
    if len(pieces) > _MOST_PIECES:
        return
    anchor = turn.anchor()
    if anchor is not None and (when := _read_on(" ".join(one.text for one in pieces), anchor)) is not None:
        yield when
    if len(pieces) != 2:
        return
    for one, other in (pieces, pieces[::-1]):
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
        when, spans=(), weekdays=when.weekdays | frozenset(span.first.weekday() for span in when.spans),
        not_spans=(), not_weekdays=when.not_weekdays | frozenset(span.first.weekday() for span in when.not_spans),
    )  # fmt: skip
