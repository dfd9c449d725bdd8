"""Rules for ranks: the first Saturday of January, the last two Wednesdays of May, the week before Christmas."""

from collections.abc import Iterable, Iterator
from datetime import date

from intents.dates.counted import count
from intents.dates.days import days_of
from intents.dates.points import Fixed, WeekdayOf, month_span, week_span, weekend_span
from intents.dates.when import ONE_DAY, OPEN_END, Interval, Span, whole_days
from intents.text.grammar import Found, Rule

_WEEK = 7 * ONE_DAY


_SATURDAY, _SUNDAY = 5, 6
_MOST = 10  # days that are counted one by one


def _nth_weekday(found: Found, today: date) -> Fixed | None:
    """ "le premier samedi du mois", "the last weekend of January": the next one."""
    weekday = _SATURDAY if found.has("weekend") else found.get("w", int)
    days = (_nth_in(span, weekday or 0, _rank(found)) for span in _months(found, today))
    day = next((day for day in days if day and (day >= today or found.has("year"))), None)
    return _stretch(found, day)


def _months(found: Found, today: date) -> Iterator[Span]:
    month, year = found.get("m", int), found.get("y", int)
    if month is None:
        yield from (month_span(today.year, today.month + ahead) for ahead in range(12))
    else:
        yield from (month_span(year, month) for year in ((year,) if year else (today.year, today.year + 1)))


def _nth_in(span: Span, weekday: int, rank: int) -> date | None:
    wanted = WeekdayOf(weekday)
    first, further = (wanted.before(span.last).first, rank + 1) if rank < 0 else (wanted.after(span.first).first, rank)
    day = first + further * _WEEK
    return day if day in span else None


def _rank(found: Found) -> int:
    return -1 if found.kind("n") == "last" else (found.get("n", int) or 1) - 1


def _nth_weekdays(found: Found, today: date) -> tuple[Span, ...] | None:
    """ "Les deux derniers mercredis de mai", "le 2e et le 4e samedi du mois"."""
    weekday = _SATURDAY if found.has("weekend") else found.get("w", int)
    for span in _months(found, today):
        days = [_nth_in(span, weekday or 0, rank) for rank in _ranks(found)]
        if days and all(days) and (found.has("year") or any(day >= today for day in days if day)):
            return tuple(sorted(_days_or_weekends(found, filter(None, days))))
    return None


def _ranks(found: Found) -> list[int]:
    """From 0 on, or from -1 back for the last ones."""
    number = count(found, "c")
    if number is None:
        return [rank - 1 for rank in found.values(("premier", "first", "ordinal"), int)]
    return [-1 - one if found.has("last") else one for one in range(min(number, _MOST))]


def _coming_weekdays(found: Found, today: date) -> tuple[Span, ...] | None:
    """ "Les trois prochains mercredis"."""
    weekday, number = _SATURDAY if found.has("weekend") else found.get("w", int), count(found, "c")
    if weekday is None or not number:
        return None
    day = WeekdayOf(weekday).after(today).first
    return tuple(_days_or_weekends(found, (day + one * _WEEK for one in range(min(number, _MOST)))))


def _days_or_weekends(found: Found, days: Iterable[date]) -> Iterator[Span]:
    return (weekend_span(day) if found.has("weekend") else Span(day, day) for day in days)


def _stretch(found: Found, day: date | None) -> Fixed | None:
    """That day, or its weekend when weekends are counted."""
    if day is None:
        return None
    return Fixed(weekend_span(day) if found.has("weekend") else Span(day, day))


def _week_in(found: Found, today: date) -> Fixed | None:
    """ "la première semaine des vacances", "the last week of October": seven days."""
    span = days_of(found, today)
    if span is None:
        return None
    first = span.last - _WEEK + ONE_DAY if _rank(found) < 0 else span.first + _rank(found) * _WEEK
    week = Span(first, first + _WEEK - ONE_DAY).both(span)
    return Fixed(week, exact=_whole_week(found, span)) if week else None


def _whole_week(found: Found, span: Span) -> Interval | None:
    """The first or last week of a month that is wholly in it, to the letter; a clerk counts seven days."""
    if span.first.day != 1:
        return None
    monday = WeekdayOf(0).after(span.first).first + max(_rank(found), 0) * _WEEK
    if _rank(found) < 0:
        monday = WeekdayOf(_SUNDAY).before(span.last).first - 6 * ONE_DAY
    return whole_days(monday, monday + 6 * ONE_DAY)


def _several_in(found: Found, today: date) -> Fixed | None:
    """ "les trois premiers jours de décembre"."""
    span, number = days_of(found, today), found.get("c", int)
    if span is None or not number or span.last == OPEN_END:
        return None
    stretch = (number * 7 if found.has("week") else number) * ONE_DAY - ONE_DAY
    some = Span(span.last - stretch, span.last) if found.kind("n") == "last" else Span(span.first, span.first + stretch)
    shared = some.both(span)
    return Fixed(shared) if shared else None


def _day_in(found: Found, today: date) -> Fixed | None:
    """ "le dernier jour d'avril"."""
    span = days_of(found, today)
    if span is None or span.last == OPEN_END:
        return None
    day = span.last if _rank(found) < 0 else span.first + _rank(found) * ONE_DAY
    return Fixed(Span(day, day)) if day in span else None


def _just_before(found: Found, today: date) -> Fixed | None:
    """ "la semaine avant Noël", "the Wednesday before the holidays"."""
    span = days_of(found, today)
    if span is None:
        return None
    if found.has("week"):
        return Fixed(week_span(span.first - _WEEK))
    eve = span.first - ONE_DAY
    wanted = _SUNDAY if found.has("weekend") else found.get("s", int)
    day = WeekdayOf(wanted).before(eve) if found.kind("s") != "day_unit" and wanted is not None else Span(eve, eve)
    return _stretch(found, day.first) if day else None


def _just_after(found: Found, today: date) -> Fixed | None:
    span = days_of(found, today)
    if span is None or span.last == OPEN_END:
        return None
    if found.has("week"):
        return Fixed(week_span(span.last + _WEEK))
    morrow = span.last + ONE_DAY
    wanted = _SATURDAY if found.has("weekend") else found.get("s", int)
    day = (
        WeekdayOf(wanted).after(morrow)
        if found.kind("s") != "day_unit" and wanted is not None
        else Span(morrow, morrow)
    )
    return _stretch(found, day.first) if day else None


_DAYS_NAMED = "(w:EACH_WEEKDAY|weekend)"
_OF_MONTH = "((of|du|within|in)* m:MONTH y:year?|(of|du|within)+ THE? month_unit)"

NTH = (
    Rule("days", f"THE? c:COUNT (last|END_RANK) {_DAYS_NAMED} {_OF_MONTH}", _nth_weekdays),
    Rule("days", f"THE? (last|END_RANK) c:COUNT {_DAYS_NAMED} {_OF_MONTH}", _nth_weekdays),
    Rule("days", f"THE? RANK (AND THE? RANK)+ {_DAYS_NAMED} {_OF_MONTH}", _nth_weekdays),
    Rule("days", f"THE? c:COUNT next {_DAYS_NAMED}", _coming_weekdays),
    Rule("days", f"THE? next c:COUNT {_DAYS_NAMED}", _coming_weekdays),
    Rule("point", "n:RANK w:weekday (of|du|within)* every? month_unit", _nth_weekday),
    Rule("point", "n:RANK w:weekday (of|du|within)* m:MONTH y:year?", _nth_weekday),
    Rule("point", "n:RANK weekend (of|du|within)* (m:MONTH y:year?|month_unit)", _nth_weekday),
    Rule("point", "every n:RANK w:EACH_WEEKDAY ((of|du) month_unit)?", _nth_weekday),
)

BESIDE = (
    Rule("point", "THE? c:COUNT n:END_RANK (day_unit|week) (of|du|des) THE? p:DATED", _several_in),
    Rule("point", "n:RANK day_unit (of|du|des) THE? p:DATED", _day_in),
    Rule("point", "n:RANK (week (of|du|des|in|within)|the_week_of) THE? p:DATED", _week_in),
    Rule("point", "(THE|last)* s:STRETCH BEFORE LINK* p:POINT", _just_before),
    Rule("point", "THE? s:STRETCH AFTER LINK* p:POINT", _just_after),
)
