"""The moment understood, said back in full: whoever asked for "samedi prochain" reads which Saturday was looked at."""

from collections.abc import Sequence
from datetime import time

from babel.dates import get_day_names

from bot.assistant import dates_said
from bot.messages import Messages
from intents.when import OPEN_END, Hours, Span, When

_MOST_REFUSED = 2  # more (all school holidays of a year) would bury the answer
_WORKING_DAYS = frozenset(range(5))
_LAST_MINUTE = 59


def constraint(when: When, words: Messages) -> str:
    """« le samedi 5 décembre 2026, à partir de 17 h 30 », to come after « Pour »; empty when nothing can be said."""
    days = _days(when, words)
    hours = _hours(when.hours, words) if when.hours else ""
    if not days and hours:
        return words.label("when-start", hours=hours) + _refused(when, words)
    said = ", ".join(filter(None, (days, hours)))
    return said + _refused(when, words) if said else ""


def _days(when: When, words: Messages) -> str:
    spans = _either([_span(span, words) for span in when.spans], words)
    weekdays = _weekdays(when.weekdays, words)
    return words.label("when-both", first=weekdays, last=spans) if spans and weekdays else spans or weekdays


def _span(span: Span, words: Messages) -> str:
    first = dates_said.day(span.first, words.language)
    if span.single:
        return words.label("when-day", day=first)
    if span.last == OPEN_END:
        return words.label("when-from", first=first)
    return words.label("when-period", first=first, last=dates_said.day(span.last, words.language))


def _weekdays(days: frozenset[int], words: Messages) -> str:
    if days == _WORKING_DAYS:
        return words.label("when-week")
    names = get_day_names("wide", locale=words.language)
    return _either([words.label("when-weekday", day=names[day]) for day in sorted(days)], words)


def _hours(hours: Hours, words: Messages) -> str:
    language = words.language
    first, last = dates_said.clock(hours.first, language), dates_said.clock(_rounded(hours.last), language)
    if hours.first == hours.last:
        return words.label("when-at", at=first)
    if hours.last == time(23, _LAST_MINUTE):
        return words.label("when-after", first=first)
    if hours.first == time(0):
        return words.label("when-before", last=last)
    return words.label("when-between", first=first, last=last)


def _rounded(at: time) -> time:
    """The hour itself for its last minute: "until 11:59" is "before noon"."""
    return time(at.hour + 1) if at.minute == _LAST_MINUTE and at.hour < time.max.hour else at


def _refused(when: When, words: Messages) -> str:
    days = [_span(span, words) for span in when.not_spans] if len(when.not_spans) <= _MOST_REFUSED else []
    weekdays = _weekdays(when.not_weekdays, words)
    hours = [words.label("when-start", hours=_hours(when.not_hours, words))] if when.not_hours else []
    refused = _either([*filter(None, (*days, weekdays)), *hours], words)
    return words.label("when-except", refused=refused) if refused else ""


def _either(said: Sequence[str], words: Messages) -> str:
    """« a, b ou c »."""
    if len(said) <= 1:
        return "".join(said)
    return words.label("when-or", first=", ".join(said[:-1]), last=said[-1])
