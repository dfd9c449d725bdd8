"""What the team says of an event that it plans, read to the letter."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from intents.readers import planning
from intents.readers.planning import Ages, Stretch

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))  # a Monday
SATURDAY = date(2026, 12, 12)


@pytest.mark.parametrize(
    ("said", "day", "starts", "ends"),
    [
        ("samedi 12 décembre de 14 h à 16 h", SATURDAY, 14, 16),
        ("le 12/12/2026 de 14h à 16h", SATURDAY, 14, 16),
        ("12 décembre 14h-16h", SATURDAY, 14, 16),
        ("samedi 12 décembre à 14 h pendant 2 heures", SATURDAY, 14, 16),
        ("samedi 12 décembre à 14 h", SATURDAY, 14, None),
        ("samedi 12 décembre", SATURDAY, None, None),
        ("le matin du 12 décembre", SATURDAY, None, None),
        ("demain à 10 h", date(2026, 12, 1), 10, None),
    ],
)
def test_a_day_with_its_hours(said: str, day: date, starts: int | None, ends: int | None) -> None:
    begins, over = (None if one is None else time(one) for one in (starts, ends))
    assert planning.day_and_hours(said, NOW) == Stretch(day, begins, over)


@pytest.mark.parametrize("said", ["bientôt", "en décembre", "12 et 19 décembre à 14 h", "tous les samedis", "x" * 500])
def test_what_is_not_one_day_is_none(said: str) -> None:
    assert planning.day_and_hours(said, NOW) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2 h", time(16)),
        ("1h30", time(15, 30)),
        ("90 minutes", time(15, 30)),
        ("16 h 30", time(16, 30)),
        ("jusqu’à 16 h", time(16)),
        ("13 h", None),
        ("longtemps", None),
    ],
)
def test_an_end_is_told_as_a_length_or_as_an_hour(said: str, expected: time | None) -> None:
    assert planning.end(said, time(14), NOW) == expected


def test_an_event_does_not_last_over_midnight() -> None:
    assert planning.end("3 h", time(22), NOW) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("8-12", Ages(8, 12)),
        ("de 8 à 12 ans", Ages(8, 12)),
        ("à partir de 15 ans", Ages(15, None)),
        ("6 ans et plus", Ages(6, None)),
        ("jusqu’à 10 ans", Ages(None, 10)),
        ("tous", Ages(None, None)),
        ("12 à 8 ans", None),
        ("les grands", None),
    ],
)
def test_ages(said: str, expected: Ages | None) -> None:
    assert planning.ages(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("12", 12), ("12 places", 12), ("douze places", 12), ("12 ou 15", None), ("?", None)]
)
def test_one_number(said: str, expected: int | None) -> None:
    assert planning.number(said) == expected
