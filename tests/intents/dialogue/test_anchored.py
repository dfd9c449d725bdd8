"""Moments told from one that was spoken of before."""

from datetime import date

import pytest

from intents.dates.when import Span, When
from intents.dialogue.anchors import anchored, nth_week
from intents.text.text import words

SATURDAY = Span(date(2026, 12, 5), date(2026, 12, 5))
HOLIDAYS = Span(date(2027, 2, 20), date(2027, 3, 7))


def span(first, last):
    return When(spans=(Span(date.fromisoformat(first), date.fromisoformat(last)),))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("et le lendemain ?", "2026-12-06", "2026-12-06"), ("la veille", "2026-12-04", "2026-12-04"),
        ("la semaine d'après", "2026-12-07", "2026-12-13"), ("la semaine juste avant", "2026-11-23", "2026-11-29"),
        ("le week-end suivant", "2026-12-12", "2026-12-13"), ("ce mois-là", "2026-12-01", "2026-12-31"),
        ("le mercredi d'après", "2026-12-09", "2026-12-09"), ("le mercredi d'avant", "2026-12-02", "2026-12-02"),
        ("le jeudi juste avant", "2026-12-03", "2026-12-03"),
        ("la semaine suivante, le même jour", "2026-12-12", "2026-12-12"),
        ("that same day", "2026-12-05", "2026-12-05"), ("the following week", "2026-12-07", "2026-12-13"),
        ("sam d'apres", "2026-12-12", "2026-12-12"), ("the following Wednesday", "2026-12-09", "2026-12-09"),
        ("the previous friday", "2026-12-04", "2026-12-04"), ("le surlendemain", "2026-12-07", "2026-12-07"),
        ("deux semaines plus tard", "2026-12-14", "2026-12-20"), ("2 weeks later", "2026-12-14", "2026-12-20"),
        ("et le reste de la semaine", "2026-12-06", "2026-12-06"),
    ],
)  # fmt: skip
def test_a_moment_is_told_from_the_day_spoken_of_before(text, first, last):
    assert anchored(words(text), SATURDAY) == span(first, last)


def test_the_rest_of_a_week_that_was_spoken_of_is_that_week():
    week = Span(date(2026, 12, 14), date(2026, 12, 20))
    assert anchored(words("the rest of the week"), week) == When(spans=(week,))


@pytest.mark.parametrize("text", ["samedi", "en janvier", "mon après-midi", "vous avez quoi ?"])
def test_a_moment_that_stands_by_itself_is_told_from_none(text):
    assert anchored(words(text), SATURDAY) is None


@pytest.mark.parametrize("text", ["cette semaine-là", "ce jour-là", "that weekend"])
def test_no_one_week_of_the_holidays_is_that_week(text):
    assert anchored(words(text), HOLIDAYS) is None


def test_a_week_is_one_of_the_days_spoken_of_before():
    assert nth_week(words("la première semaine"), HOLIDAYS) == span("2027-02-20", "2027-02-26")
    assert nth_week(words("plutôt la deuxième semaine"), HOLIDAYS) == span("2027-02-27", "2027-03-05")
    assert nth_week(words("la dernière semaine"), HOLIDAYS) == span("2027-03-01", "2027-03-07")


@pytest.mark.parametrize(
    ("text", "anchor", "told"),
    [
        ("et celle d'après ?", Span(date(2026, 12, 7), date(2026, 12, 13)), span("2026-12-14", "2026-12-20")),
        ("et la suivante", Span(date(2026, 12, 9), date(2026, 12, 13)), span("2026-12-14", "2026-12-20")),
        ("celui d'après alors", Span(date(2026, 12, 5), date(2026, 12, 6)), span("2026-12-12", "2026-12-13")),
        ("and the one before?", Span(date(2026, 12, 1), date(2026, 12, 31)), span("2026-11-01", "2026-11-30")),
        ("et celui d'après ?", SATURDAY, span("2026-12-12", "2026-12-12")),
        ("non, je parlais du suivant", SATURDAY, span("2026-12-12", "2026-12-12")),
        ("that weekend", Span(date(2027, 5, 17), date(2027, 5, 17)), span("2027-05-15", "2027-05-17")),
    ],
)  # fmt: skip
def test_the_next_one_is_such_a_day_week_weekend_or_month_as_was_the_one_spoken_of(text, anchor, told):
    assert anchored(words(text), anchor) == told


def test_a_single_day_has_no_second_week():
    assert nth_week(words("la deuxième semaine"), SATURDAY) is None
