"""Rules for hours and minutes counted from now: "dans deux heures", "il y a un quart d'heure", "d'ici 20 minutes"."""

from datetime import date

from intents.dates_lengths import count
from intents.dates_points import Later
from intents.grammar import Found, Rule

_QUARTER, _HALF, _HOUR = 15, 30, 60
_FIRST_CLOCK, _DAY = 8, 24  # hours


def _minutes(found: Found) -> int:
    hours = count(found, "h") if found.has("hour_unit") and found.kind("h") else 0
    quarters = (count(found, "q") or 1) * _QUARTER if found.has("quarter") else 0
    halves = _HALF if found.has("half") else 0
    return (hours or 0) * _HOUR + quarters + halves + (found.get("m", int) or 0)


def _later(found: Found, today: date) -> Later:
    return Later(_minutes(found))


def _by_then(found: Found, today: date) -> Later | None:
    """ "d'ici 2 h"; "d'ici 14 h" is a time of the clock."""
    hours = found.get("h", int) or 0
    return None if _FIRST_CLOCK <= hours < _DAY and not found.has("half") else Later(_minutes(found), meanwhile=True)


def _later_point(found: Found, today: date) -> Later | None:
    """ "dans 1,5 heure"."""
    tenths = found.get("d", int) or 0
    return Later(((found.get("h", int) or 0) * 10 + tenths) * _HOUR // 10) if tenths < 10 else None


def _earlier(found: Found, today: date) -> Later:
    return Later(-_minutes(found))


def _short(found: Found, today: date) -> object:
    """ "un atelier de 2 h 30" tells how long it is, "celui de 14 h 30" when."""
    return (count(found, "h") or 0) < _FIRST_CLOCK or None


def _stretch_hours(found: Found, today: date) -> Later | None:
    """ "les 2 prochaines heures"."""
    number = (count(found) or count(found, "n2") or 1) * (_HOUR if found.has("hour_unit") else 1)
    return Later(-number if found.has("last") else number, meanwhile=True)


# So many hours and minutes: "une heure et demie", "un quart d'heure", "20 minutes".
_LENGTH = (
    "(h:AN word? hour_unit ((and (one|a)? (half|quarter))|m:NUMBER minute_unit?)?"
    "|(one|a)? half (of|one|a|age_unit)* hour_unit|q:COUNT? quarter of? hour_unit)"
)
_MINUTES = "m:NUMBER minute_unit"
_FROM_NOW = tuple(
    rule
    for length in (_LENGTH, _MINUTES)
    for rule in (
        Rule("later", f"within around? {length} (?! UNIT_OF_TIME)", _later),
        Rule("later", f"{length} from_now", _later),
        Rule("aside", f"ago around? {length}", _earlier),
        Rule("aside", f"{length} back", _earlier),
        Rule("later", f"(in_the_next|by|by_the) {length}", _by_then),
        Rule("noise", f"(lasting|during|for) (around|of|THE)* {length}"),
    )
)

MINUTES = (
    Rule("noise", f"of {_LENGTH} (?! TO|AND|UNTIL|of|du)", _short),
    Rule("n31", "n:about", lambda found, today: int(found.get("n", int) or 0)),
    *_FROM_NOW,
    Rule("later", "within around? h:NUMBER comma d:NUMBER hour_unit", _later_point),
    Rule("later", "(THE|this|within THE|in_the_next) n:COUNT? next n2:COUNT? (hour_unit|minute_unit)", _stretch_hours),
    Rule("aside", "(THE|this) n:COUNT? last n2:COUNT? (hour_unit|minute_unit)", _stretch_hours),
)
