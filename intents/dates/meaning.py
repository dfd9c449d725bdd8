"""From the dates, days and hours found in a sentence to the one constraint they make together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import pairwise
from typing import TypeVar

from intents.dates.points import DAY_END, MIDDAY, Clock, DayOf, Fixed, Habit, Later, Point, Times, WeekdayOf
from intents.dates.when import Hours, Span, When
from intents.text.grammar import Item

T = TypeVar("T")

_DATED = frozenset(("point", "span", "days", "later"))
_REFUSED = frozenset(("refused_habit", "refused_days", "refused_hours", "refused_moment"))
_TIMED = frozenset(("hours", "part", "parts", "noon", "clock"))
_NAMING = _DATED | {"weekday", "habit"}
MEANINGFUL = _DATED | _REFUSED | _TIMED | {"weekday", "habit"}
_LEADS = frozenset(
    ("the", "la", "les", "the_en", "this", "in", "within", "on", "at", "during", "for", "du", "au", "of")
)
_AND = frozenset(("and", "or"))
_TWO = frozenset(("days of the week", "stretch"))
_ALL_DAY = Hours(time(0, 0), time(23, 59))


def meaning(items: Sequence[Item], text: str, now: datetime) -> When | None:
    """The constraint; None when no item tells a day or an hour."""
    today = now.date()
    if MEANINGFUL.isdisjoint(item.kind for item in items):
        return None
    if any(item.kind == "that_day" for item in items):
        items = [_wanted(item) for item in items]
    items = [item for place, item in enumerate(items) if not _is_told_again(item, items[place + 1 :], today)]
    if len(parts := _each_with_hours(items)) > 1:
        return _either([meaning(part, text, now) or When() for part in parts], items, text)
    spans, weekdays = _days(items, now)
    refused = frozenset[int]().union(*_values(items, "refused_habit", frozenset))
    refused_hours = [times.hours for times in _values(items, "refused_hours", Times)]
    when = When(
        spans=_from_today(spans, today),
        weekdays=weekdays - refused,  # "sauf le mercredi, le mercredi c'est foot"
        not_weekdays=refused,
        hours=_hours(items, now),
        not_spans=_from_today(sum(_values(items, "refused_days", tuple), ()), today),
        but=(*_values(items, "refused_moment", When), *(When(hours=hours) for hours in refused_hours[1:])),
        not_hours=next(iter(refused_hours), None),
    )
    if any(item.kind == "other_day" for item in items):
        when = _elsewhen(when, items)
    if when == When():
        return None
    return _with_words(when, items, text)


def _is_told_again(item: Item, after: Sequence[Item], today: date) -> bool:
    """ "Mercredi prochain, le 28": whether the date that follows tells which of these days of the week is meant."""
    following = next((one for one in after if one.kind in MEANINGFUL or one.kind in _AND), None)
    if following is None or not (isinstance(item.value, Fixed) and isinstance(following.value, DayOf)):
        return False
    named, date_told = item.value.span, following.value.after(today)
    return named.single and date_told is not None and date_told.first.weekday() == named.first.weekday()


def _with_words(when: When, items: Sequence[Item], text: str) -> When:
    pieces = tuple(_pieces(items))
    return replace(when, text=" ".join(text[start:end] for start, end in pieces), pieces=pieces)


def _each_with_hours(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The sides of "and" and "or" where each names its day and one before the last its hours too; else all of it.

    "Samedi ou dimanche matin" and "le soir, samedi ou dimanche" are of either day.
    """
    if not _AND & {item.kind for item in items} or _REFUSED & {item.kind for item in items}:
        return [items]
    cuts = [place for place, item in enumerate(items) if item.kind in _AND]
    parts = [items[first + 1 : last] for first, last in pairwise((-1, *cuts, len(items)))]
    if len(parts) == len(_TWO) and {_plain_kind(part) for part in parts} == _TWO:
        return parts
    dated = all(any(item.kind in _NAMING for item in part) for part in parts)
    return parts if dated and any(_tells_hours(part) for part in parts[:-1]) else [items]


def _plain_kind(items: Sequence[Item]) -> str:
    """Whether it names only days of the week or only a stretch of days: "le mercredi ou pendant les vacances"."""
    told = [item for item in items if item.kind in MEANINGFUL]
    point = told[0].value if len(told) == 1 else None
    wide = isinstance(point, Fixed) and not point.span.single
    return "days of the week" if isinstance(point, Habit) else "stretch" if wide else ""


def _tells_hours(items: Sequence[Item]) -> bool:
    """ "Ce soir" tells them too."""
    return any(item.kind in _TIMED or (isinstance(item.value, Fixed) and item.value.hours) for item in items)


def _either(found: Sequence[When], items: Sequence[Item], text: str) -> When:
    """One moment where the hours of all are the same, else each with its own."""
    plain = [replace(one, text="", pieces=()) for one in found]
    if len({one.hours for one in plain}) > 1:
        return _with_words(replace(plain[0], others=tuple(plain[1:])), items, text)
    spans = tuple(sorted({span for one in plain for span in one.spans}))
    weekdays = frozenset[int]().union(*(one.weekdays for one in plain))
    if spans and weekdays:
        return _with_words(replace(plain[0], others=tuple(plain[1:])), items, text)
    return _with_words(replace(plain[0], spans=spans, weekdays=weekdays), items, text)


def _elsewhen(when: When, items: Sequence[Item]) -> When:
    """ "Mercredi elle a danse, un autre jour ?": any day but those that were told."""
    bare = frozenset(_values(items, "weekday", int))
    days = tuple(span for span in when.spans if not (span.single and span.first.weekday() in bare))
    return replace(
        when,
        spans=(),
        weekdays=frozenset(),
        not_spans=when.not_spans + days,
        not_weekdays=when.not_weekdays | when.weekdays | bare,
    )


def _wanted(item: Item) -> Item:
    """ "Je travaille pas le mardi, vous avez quoi ce jour-là ?": the day refused is the one wanted."""
    match item.kind, item.value:
        case "refused_habit", frozenset() as days:
            return item._replace(kind="habit", value=Habit(days))
        case "refused_days", _:
            return item._replace(kind="days")
        case _:
            return item


def _values(items: Sequence[Item], kind: str, of: type[T]) -> list[T]:
    return [item.value for item in items if item.kind == kind and isinstance(item.value, of)]


def _days(items: Sequence[Item], now: datetime) -> tuple[tuple[Span, ...], frozenset[int]]:
    """The spans, any of which will do, and the days of the week they are kept to."""
    today = now.date()
    spans: tuple[Span, ...] = ()
    bare: list[int] = []
    for index, item in enumerate(items):
        if item.kind == "weekday" and isinstance(item.value, int) and not _beside_a_date(items, index):
            bare.append(item.value)
        else:
            spans = _joined(spans, _spans_of(item, now), either=_is_alternative(items, index))
    habits: frozenset[int] = frozenset().union(*(habit.days for habit in _values(items, "habit", Habit)))
    if spans and not all(span.single for span in spans):
        return spans, habits.union(bare)
    if not spans and habits:
        return (), habits.union(bare)
    named = {span.first.weekday() for span in spans}  # "samedi, le 12 décembre" says it twice
    others = [day for day in (*bare, *habits) if day not in named]
    return (*spans, *(WeekdayOf(day).after(today) for day in others)), frozenset()


def _spans_of(item: Item, now: datetime) -> tuple[Span, ...]:
    today = now.date()
    match item.value:
        case Point() as point if item.kind in ("point", "span"):
            span = point.after(today)
            return (span,) if span else ()
        case Later(minutes) if item.kind == "later":
            return (Span(today, (now + timedelta(minutes=minutes)).date()),)
        case tuple() as spans if item.kind == "days":
            return spans
        case int() as weekday if item.kind == "weekday":
            return (WeekdayOf(weekday).after(today),)
        case _:
            return ()


def _joined(spans: tuple[Span, ...], more: tuple[Span, ...], *, either: bool) -> tuple[Span, ...]:
    """Alternatives add up; otherwise a second span narrows the first ("en décembre, pendant les vacances")."""
    if not spans or not more or either:
        return spans + more
    shared = dict.fromkeys(both for span in spans for other in more if (both := span.both(other)))
    return tuple(shared) or spans + more


def _is_alternative(items: Sequence[Item], index: int) -> bool:
    """Whether "and", "or" or a comma joins the item to a date before it."""
    return index >= 2 and items[index - 1].kind in (*_AND, "comma") and items[index - 2].kind in (*_DATED, "weekday")


def _beside_a_date(items: Sequence[Item], index: int) -> bool:
    """Whether "and" or "or" joins a bare day of the week to a date: then it is one more date."""
    before = index >= 2 and items[index - 1].kind in _AND and items[index - 2].kind in _DATED
    after = index + 2 < len(items) and items[index + 1].kind in _AND and items[index + 2].kind in _DATED
    return before or after


def _from_today(spans: tuple[Span, ...], today: date) -> tuple[Span, ...]:
    """In order, each once; a span that is running starts today."""
    return tuple(sorted({Span(today, span.last) if today in span else span for span in spans}))


def _hours(items: Sequence[Item], now: datetime) -> Hours | None:
    """Parts of the day add up ("le matin ou le soir"); a time of day narrows them."""
    parts = list(_parts(items))
    framed = [times.hours for times in _values(items, "hours", Times)]
    framed += [clock.times.hours for clock in _values(items, "clock", Clock) if clock.alone]
    framed += [_from_then(later, now) for later in _values(items, "later", Later)]
    hours = reduce(Hours.hull, parts) if parts else None
    for other in framed:
        hours = (hours.both(other) if hours else other) or other
    return None if hours == _ALL_DAY else hours


def _parts(items: Sequence[Item]) -> Iterator[Hours]:
    for item in items:
        if item.kind == "noon":
            yield MIDDAY.hours
        elif item.kind in ("part", "parts") and isinstance(item.value, Times):
            yield item.value.hours
        elif item.kind == "point" and isinstance(item.value, Fixed) and item.value.hours:
            yield item.value.hours.hours


def _from_then(later: Later, now: datetime) -> Hours:
    """When something may start that is looked for "in two hours", or within them."""
    then = now + timedelta(minutes=later.minutes)
    if then.date() != now.date():
        return _ALL_DAY
    first, last = sorted((now.time() if later.meanwhile else then.time(), then.time()))
    return Hours(first.replace(second=0, microsecond=0), DAY_END if not later.meanwhile else last)


def _pieces(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Where the words stand that told something, little words before them included."""
    start = end = -1
    lead: int | None = None
    for item in items:
        if item.kind in _LEADS:
            lead = item.start if lead is None else lead
            continue
        if item.kind in MEANINGFUL:
            first = item.start if lead is None else lead
            if end >= 0:
                yield start, end
            start, end = first, item.end
        lead = None
    if end >= 0:
        yield start, end
