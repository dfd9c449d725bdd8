"""Dates and hours in words, in French and English, on the venue's clock."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

NBSP = "\u00a0"


def day(moment: date, language: str) -> str:
    """« samedi 5 décembre 2026 », « mardi 1er décembre 2026 », "Saturday 5 December 2026"."""
    return first_of_month(format_date(moment, "EEEE d MMMM y", _locale(language)), moment, language)


def short_day(moment: date, language: str) -> str:
    """« sam. 5 déc. », for buttons and lists."""
    return first_of_month(format_date(moment, "EEE d MMM", _locale(language)), moment, language)


def day_of_month(moment: date, language: str) -> str:
    """« 14 mars », « 1er mars », "14 March"."""
    return first_of_month(format_date(moment, "d MMMM", _locale(language)), moment, language)


def day_and_year(moment: date, language: str) -> str:
    """« 14 mars 2026 », « 1er mars 2026 », "14 March 2026"."""
    return first_of_month(format_date(moment, "d MMMM y", _locale(language)), moment, language)


def clock(at: time, language: str) -> str:
    """« 14 h 30 », « 10 h », "2:30 pm"."""
    if language == "en":
        half = "am" if at.hour < 12 else "pm"
        return f"{at.hour % 12 or 12}:{at:%M}{NBSP}{half}"
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at:%M}" if at.minute else "")


def hours(start: datetime, end: datetime, language: str) -> str:
    """« de 10 h à 11 h 30 », "10:00 am to 11:30 am"; both local."""
    first, last = clock(start.time(), language), clock(end.time(), language)
    return f"{first} to {last}" if language == "en" else f"de {first} à {last}"


def span(start: datetime, end: datetime, zone: ZoneInfo, language: str) -> str:
    """Day and hours of an event: « samedi 5 décembre 2026 de 10 h à 11 h 30 »."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    separator = ", " if language == "en" else " "
    return f"{day(first.date(), language)}{separator}{hours(first, last, language)}"


def moment(at: datetime, zone: ZoneInfo, language: str) -> str:
    """Day and hour: « samedi 5 décembre 2026 à 18 h »."""
    local = at.astimezone(zone)
    joint = " at " if language == "en" else " à "
    return f"{day(local.date(), language)}{joint}{clock(local.time(), language)}"


def nearness(at: date, today: date, language: str) -> str | None:
    """« aujourd’hui », « demain », or None when it is neither."""
    words = {"fr": ("aujourd’hui", "demain"), "en": ("today", "tomorrow")}[language]
    away = (at - today).days
    return words[away] if away in (0, 1) else None


def first_of_month(said: str, on: date, language: str) -> str:
    """French says « 1er », wherever the 1 stands."""
    return re.sub(r"\b1\b", "1er", said, count=1) if on.day == 1 and language != "en" else said


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else "fr_FR"


def months(language: str) -> tuple[str, ...]:
    """The twelve months in words."""
    return tuple(format_date(date(2026, n, 1), "MMMM", _locale(language)) for n in range(1, 13))
