"""What the team says of an event that it plans: its day and hours, how long it lasts, how many places, which ages."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intents.dates.dates import find_when
from intents.dates.when import Hours
from intents.slots.pointing import find_count
from intents.text.text import fold

_LONGEST = 120  # characters; more tell a story
_MOST_HOURS = 8  # « 2 h » is a length, « 16 h » an end
_LENGTH = re.compile(
    r"\b(?:(?P<hours>\d{1,2})\s*(?:h|heures?|hours?)\s*(?P<and>\d{2})?|(?P<minutes>\d{2,3})\s*(?:min(?:ute)?s?|mn))\b"
)
_LASTS = re.compile(r"\b(?:pendant|durant|dure|duree|for|lasts?)\b.*")
_UNTIL = re.compile(r"\b(?:jusqu|fin|until|till|ends?)\b")
_NUMBER = re.compile(r"\d+")
_AGES = re.compile(r"(?P<low>\d{1,3})\s*(?:ans?|years?)?\s*(?:-|–|a|et|to|and)\s*(?P<high>\d{1,3})\b")
_FROM_AGE = re.compile(
    r"\b(?:a partir de|des|plus de|from|over)\s*(?P<low>\d{1,3})\b|(?P<plus>\d{1,3})\s*(?:ans)?\s*(?:\+|et plus)"
)
_TO_AGE = re.compile(r"\b(?:jusqu.?a|moins de|up to|under)\s*(?P<high>\d{1,3})\b")
_EVERYBODY = re.compile(r"\b(?:tous?|toutes?|tout le monde|tout public|all|everyone)\b")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One day with its hours, on the venue's clock; `starts`, `ends`: None where they are not told."""

    day: date
    starts: time | None
    ends: time | None


def day_and_hours(text: str, now: datetime) -> Stretch | None:
    """« samedi 12 décembre de 14 h à 16 h », « demain 10 h pendant 2 h »; None unless it is one day. `now` is local."""
    when = find_when(text, now) if len(text) <= _LONGEST else None
    if when is None or len(when.spans) != 1 or not when.spans[0].single or when.weekdays or when.others or when.but:
        return None
    starts, ends = (None, None) if when.hours is None or _is_vague(when.hours) else (when.hours.first, when.hours.last)
    if starts is not None and ends == starts:
        lasts = _LASTS.search(fold(text))
        ends = None if lasts is None else _after(starts, length(lasts[0]))
    return Stretch(when.spans[0].first, starts, ends)


def _is_vague(hours: Hours) -> bool:
    """« le matin »: a part of the day, and no hour."""
    return hours.first == time.min or hours.last.minute == 59


def _after(starts: time, lasts: timedelta | None) -> time | None:
    if lasts is None:
        return None
    end = datetime.combine(date.min, starts) + lasts
    return end.time() if end.date() == date.min else None


def length(text: str) -> timedelta | None:
    """« 2 h », « 1h30 », « 90 minutes »; None when no length is told."""
    found = _LENGTH.search(fold(text))
    if found is None:
        return None
    if found["minutes"]:
        return timedelta(minutes=int(found["minutes"]))
    told = timedelta(hours=int(found["hours"]), minutes=int(found["and"] or 0))
    return told if timedelta() < told <= timedelta(hours=_MOST_HOURS) else None


def end(text: str, starts: time, now: datetime) -> time | None:
    """When it ends, told as a length or as an hour: « 2 h », « 16 h 30 », « jusqu’à 16 h »; later than it starts."""
    lasts = None if _UNTIL.search(fold(text)) else length(text)
    if lasts is not None:
        return _after(starts, lasts)
    when = find_when(text, now) if len(text) <= _LONGEST else None
    told = None if when is None or when.hours is None else when.hours.last
    return told if told is not None and told > starts else None


def number(text: str) -> int | None:
    """The one number that is told: « 12 places », « douze »; None for none, or several."""
    found = _NUMBER.findall(text)
    if len(found) > 1 or len(text) > _LONGEST:
        return None
    return int(found[0]) if found and len(found[0]) < 7 else find_count(text)


@dataclass(frozen=True, slots=True)
class Ages:
    """From which age to which; None where there is no bound."""

    low: int | None
    high: int | None


def ages(text: str) -> Ages | None:
    """« 8-12 », « à partir de 6 ans », « jusqu’à 10 ans », « tous »; None when no age is told."""
    said = fold(text)
    if (both := _AGES.search(said)) is not None:
        low, high = int(both["low"]), int(both["high"])
        return Ages(low, high) if low <= high else None
    if (least := _FROM_AGE.search(said)) is not None:
        return Ages(int(least["low"] or least["plus"]), None)
    if (most := _TO_AGE.search(said)) is not None:
        return Ages(None, int(most["high"]))
    return Ages(None, None) if _EVERYBODY.search(said) else None
