"""The moment that was understood, in words: days, days of the week, part of the day, and what was refused."""

from collections.abc import Collection, Iterator
from datetime import date, time

from babel.dates import format_date, get_day_names

from bot.assistant.dates_said import clock, day, first_of_month
from bot.messages import Messages
from intents.when import ONE_DAY, OPEN_END, Hours, Span, When

_MOST = 3  # spans said one by one; of more, the days of the week say enough
# A part of the day by when it ends at the latest, and begins at the earliest.
_NOON, _EVENING = time(12), time(17)


def moment_parts(when: When | None, words: Messages, today: date) -> Iterator[str]:
    """Each constraint as a few words, to be joined by commas; a day is said in full."""
    if when is None:
        return
    if len(when.spans) <= _MOST:
        yield from (_span(span, words, today) for span in when.spans)
    if when.weekdays:
        yield words.label("understood-weekdays", days=_weekdays(when.weekdays, words))
    if when.hours is not None:
        yield _hours("understood-hours", when.hours, words)
    if when.not_weekdays:
        yield words.label("understood-not-weekdays", days=_weekdays(when.not_weekdays, words))
    if when.not_hours is not None:
        yield _hours("understood-not-hours", when.not_hours, words)
    yield from (words.label("understood-not-day", day=_span(span, words, today)) for span in when.not_spans[:_MOST])


def _span(span: Span, words: Messages, today: date) -> str:
    if span.single:
        return words.label("understood-day", day=day(span.first, words.language))
    first = _day(span.first, "d MMMM", words, today)
    if span.last == OPEN_END:
        return words.label("understood-from", first=first)
    if _is_month(span, today):
        return words.label("understood-month", month=_day(span.last, "MMMM", words, today))
    last = _day(span.last, "d MMMM", words, today)
    if span.first <= today:
        return words.label("understood-until", last=last)
    return words.label("understood-days", first=first, last=last)


def _is_month(span: Span, today: date) -> bool:
    """Whether it is a whole month, or what is left of this one."""
    begins = span.first.day == 1 or span.first == today
    same = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    return begins and same and (span.last + ONE_DAY).day == 1


def _day(on: date, pattern: str, words: Messages, today: date) -> str:
    """« 5 décembre », « janvier 2027 »: of a period, the year is said when it is another."""
    said = format_date(on, pattern if on.year == today.year else f"{pattern} y", locale=words.language)
    return first_of_month(said, on, words.language)


def _weekdays(days: Collection[int], words: Messages) -> str:
    names = get_day_names("wide", locale=words.language)
    return ", ".join(names[day] for day in sorted(days))


def _hours(key: str, hours: Hours, words: Messages) -> str:
    part = "between"
    if hours.last <= _NOON:
        part = "morning"
    elif hours.first >= _EVENING:
        part = "evening"
    elif hours.first >= _NOON:
        part = "afternoon"
    first, last = clock(hours.first, words.language), clock(hours.last, words.language)
    return words.label(key, part=part, first=first, last=last)
