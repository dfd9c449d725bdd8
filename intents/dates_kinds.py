"""Classes of kinds of words that the rules for dates speak of, in upper case there."""

from collections.abc import Mapping

_NUMBER = ("zero", "n12", "n31", "n99", "big")
_DATE_DAY = ("n12", "n31", "nth", "first")
_THE = ("the", "la", "les", "the_en")
_POINT = ("point", "span", "weekday")
_BOUNDS = ("until", "until_the", "by", "by_the", "from", "from_the", "before", "before_the", "after", "after_the")
_BESIDE = (*_THE, "in", "within", "during", "of", "du", "au", "this", "next", "last", "begin", "mid", "end", "for")
CLASSES: Mapping[str, tuple[str, ...]] = {
    "NUMBER": _NUMBER,
    "COUNT": ("zero", "n12", "n31", "n99", "one", "a"),
    "AN": (*_NUMBER, "one", "a", "age_unit"),  # English "an" is written as French years
    "DAY": ("n12", "n31"),
    "DATE_DAY": _DATE_DAY,
    "ANY_DAY": (*_DATE_DAY, "premier"),
    "YEAR": ("year", "n31", "n99"),
    "SHORT_YEAR": ("year", "zero", "n12", "n31", "n99"),
    "BIG_YEAR": ("zero", "n31", "n99"),
    "SEPARATOR": ("dot", "dash"),
    "AND": ("and", "or"),
    "TO": ("to", "a", "au", "dash"),
    "AGE_UNIT": ("age_unit", "year_unit"),
    "THE": _THE,
    "LE": ("the",),
    "LES": ("les",),
    "ONE": ("one",),
    "WEEKDAY": ("weekday",),
    "EACH_WEEKDAY": ("weekday", "weekdays"),
    "WEEKDAYS": ("weekday", "weekdays", "weekend", "habit"),
    "EVERY_DAY": ("weekdays", "habit"),
    "SHORT_DAY": ("weekday_short", "month_or_day", "game_or_day"),
    "PLAIN_MONTH": ("month", "month_word", "month_or_seven"),
    "MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "ANY_MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "LEAD_MONTH": ("month_word", "month_or_seven"),
    "MONTH_LEAD": (*_BOUNDS, *_BESIDE, "between", "to", "a", "since"),
    "SEASON_LEAD": (*_BOUNDS, *_BESIDE),
    "DAY_LEAD": ("the", "du", "au", "on", "from_the", "until_the", "before_the", "after_the", "by_the", "the_week_of"),
    "BETWEEN_LEAD": ("between", "from", "from_the", "of", "du", "des"),
    "BEFORE": ("before", "before_the"),
    "AFTER": ("after", "after_the"),
    "FROM": ("from", "from_the"),
    "UNTIL": ("until", "until_the"),
    "BY": ("by", "by_the"),
    "HOUR": (*_NUMBER, "one"),
    "HALF_DAY": ("noon", "midnight"),
    "PART_NAME": ("part",),
    "CLOCK": ("clock", "noon", "midnight"),
    "PART": ("part", "noon"),
    "PARTS": ("part", "parts", "noon"),
    "PART_OF": ("begin", "mid", "end"),
    "MOMENT": ("part", "parts", "noon", "clock", "hours"),
    "POINT": _POINT,
    "UNIT_OF_TIME": ("day_unit", "week", "month_unit", "year_unit", "age_unit"),
    "STRETCH": ("week", "weekend", "weekday", "day_unit"),
    "END_RANK": ("premier", "last"),
    "RANK": ("premier", "ordinal", "last"),
    "SCHOOL_NAME": ("feast", "season", "month"),
    "DATED": ("point", "span"),
    "LINK": (*_THE, "in", "on", "of", "du", "au", "a", "at", "during", "within", "this"),
    "FILLER": ("able", *_THE, "du", "of", "a", "at", "in", "on", "during", "for", "within", "au"),
}
