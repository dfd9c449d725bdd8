"""A moment completes the one spoken of before: what is said anew takes the place of its kind."""

from datetime import date, time

import pytest

from intents.dates.when import OPEN_END, Hours, Span, When
from intents.dialogue.queries import completed_when

SATURDAY, SUNDAY, WEDNESDAY = date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 2)
DECEMBER, JANUARY = Span(date(2026, 12, 1), date(2026, 12, 31)), Span(date(2027, 1, 1), date(2027, 1, 31))
EVENING = Hours(time(17), time(23, 59))


def on(day, **more):
    return When(spans=(Span(day, day),), **more)


def test_a_moment_told_once_stays():
    assert completed_when(None, on(SATURDAY)) == completed_when(on(SATURDAY), None) == on(SATURDAY)


def test_the_evening_keeps_the_days():
    assert completed_when(When(hours=EVENING), on(SATURDAY)) == on(SATURDAY, hours=EVENING)


def test_another_day_leaves_the_hours_and_keeps_what_was_refused():
    before = When(spans=(DECEMBER,), hours=EVENING, not_weekdays=frozenset({2}))
    assert completed_when(on(SUNDAY), before) == on(SUNDAY, not_weekdays=frozenset({2}))


def test_another_month_keeps_the_days_of_the_week_and_a_day_does_not():
    before = When(spans=(DECEMBER,), weekdays=frozenset({2}))
    assert completed_when(When(spans=(JANUARY,)), before).weekdays == {2}
    assert completed_when(on(SATURDAY), before).weekdays == frozenset()


def test_every_wednesday_stays_within_the_month():
    assert completed_when(When(weekdays=frozenset({2})), When(spans=(JANUARY,))).spans == (JANUARY,)


def test_a_day_once_refused_may_be_wanted_again():
    before = When(not_weekdays=frozenset({2, 5}))
    assert completed_when(When(weekdays=frozenset({2})), before).not_weekdays == {5}


@pytest.mark.parametrize("text", ["le mercredi suivant", "le mercredi d'après", "the following Wednesday"])
def test_the_next_one_counts_from_the_day_before(text):
    found = completed_when(on(WEDNESDAY, text=text), on(date(2026, 12, 19)))
    assert found.spans == (Span(date(2026, 12, 23), date(2026, 12, 23)),)


def test_the_evening_stays_in_another_month_but_not_on_another_day():
    evening = When(hours=EVENING)
    assert completed_when(When(spans=(DECEMBER,)), evening) == When(spans=(DECEMBER,), hours=EVENING)
    assert completed_when(When(spans=(JANUARY,)), on(SATURDAY, hours=EVENING)) == When(spans=(JANUARY,))


def test_a_day_of_the_week_leaves_a_day_that_is_another_one_and_keeps_a_month():
    """ "Et le dimanche ?" after a Saturday asks for Sundays; in December, for Sundays of December."""
    sundays = When(weekdays=frozenset({6}))
    assert completed_when(sundays, on(SATURDAY)).spans == ()
    assert completed_when(sundays, on(SUNDAY)).spans == on(SUNDAY).spans
    assert completed_when(sundays, When(spans=(DECEMBER,))).spans == (DECEMBER,)


def test_from_the_next_week_on_has_no_last_day_to_move() -> None:
    ahead = Span(date(2026, 12, 31), OPEN_END)
    found = completed_when(When(spans=(ahead,), text="le mercredi suivant"), When(spans=(DECEMBER,)))
    assert found is not None
    assert found.spans[0].last == OPEN_END
