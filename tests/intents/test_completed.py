"""A follow-up takes the place of its kind, and leaves the others."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intents.completed import completed

from intents.meaning import People, Slots
from intents.when import Hours, Span, When

SATURDAY, SUNDAY, WEDNESDAY = date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 2)
DECEMBER, JANUARY = Span(date(2026, 12, 1), date(2026, 12, 31)), Span(date(2027, 1, 1), date(2027, 1, 31))
EVENING = Hours(time(17), time(23, 59))


def on(day, **more):
    return When(spans=(Span(day, day),), **more)


def test_a_new_day_leaves_the_age():
    found = completed(Slots(when=on(SUNDAY)), Slots(when=on(SATURDAY), ages=(8,)))
    assert found == Slots(when=on(SUNDAY), ages=(8,))


def test_an_audience_takes_the_place_of_an_age_and_a_person_of_both():
    before = Slots(ages=(13,), when=When(spans=(JANUARY,)))
    assert completed(Slots(audiences=("entreprises",)), before).ages == ()
    after = completed(Slots(people=(People.ADULTS,)), Slots(audiences=("seniors",)))
    assert (after.people, after.audiences) == ((People.ADULTS,), ())


def test_a_theme_takes_the_place_of_a_title():
    found = completed(Slots(themes=("ia",)), Slots(titled=True, events=("one",)))
    assert (found.themes, found.titled, found.events) == (("ia",), False, ())


def test_a_title_stays_when_only_the_month_changes():
    before = Slots(titled=True, events=("one", "two"), when=When(spans=(DECEMBER,)))
    assert completed(Slots(when=When(spans=(JANUARY,))), before).events == ("one", "two")


def test_a_title_is_left_for_another_day_and_another_child():
    before = Slots(titled=True, events=("one",), ages=(12,))
    assert not completed(Slots(when=When(spans=(JANUARY,)), ages=(8,)), before).titled


def test_a_sort_of_event_leaves_the_theme():
    assert completed(Slots(kinds=("conference",)), Slots(themes=("ia",))).themes == ("ia",)


def test_the_evening_keeps_the_days():
    found = completed(Slots(when=When(hours=EVENING)), Slots(when=on(SATURDAY)))
    assert found.when == on(SATURDAY, hours=EVENING)


def test_another_day_leaves_the_hours_and_keeps_what_was_refused():
    before = Slots(when=When(spans=(DECEMBER,), hours=EVENING, not_weekdays=frozenset({2})))
    assert completed(Slots(when=on(SUNDAY)), before).when == on(SUNDAY, not_weekdays=frozenset({2}))


def test_another_month_keeps_the_days_of_the_week_and_a_day_does_not():
    before = Slots(when=When(spans=(DECEMBER,), weekdays=frozenset({2})))
    assert completed(Slots(when=When(spans=(JANUARY,))), before).when.weekdays == {2}
    assert completed(Slots(when=on(SATURDAY)), before).when.weekdays == frozenset()


def test_every_wednesday_stays_within_the_month():
    before = Slots(when=When(spans=(JANUARY,)))
    assert completed(Slots(when=When(weekdays=frozenset({2}))), before).when.spans == (JANUARY,)


def test_a_day_once_refused_may_be_wanted_again():
    before = Slots(when=When(not_weekdays=frozenset({2, 5})), not_themes=("codage", "ia"))
    found = completed(Slots(when=When(weekdays=frozenset({2})), themes=("codage",)), before)
    assert found.when.not_weekdays == {5}
    assert found.not_themes == ("ia",)


def test_for_girls_gives_way_to_somebody_else():
    before = Slots(themes=("codage", "femmes"), ages=(13,))
    assert completed(Slots(ages=(16,)), before).themes == ("codage",)
    assert completed(Slots(when=on(SATURDAY)), before).themes == ("codage", "femmes")


@pytest.mark.parametrize("text", ["le mercredi suivant", "le mercredi d'après", "the following Wednesday"])
def test_the_next_one_counts_from_the_day_before(text):
    before = Slots(when=on(date(2026, 12, 19)))
    found = completed(Slots(when=on(WEDNESDAY, text=text)), before)
    assert found.when.spans == (Span(date(2026, 12, 23), date(2026, 12, 23)),)


@given(st.lists(st.integers(0, 99), max_size=3), st.sampled_from(["", "ia", "codage"]))
def test_nothing_new_changes_nothing(ages, theme):
    before = Slots(ages=tuple(ages), themes=(theme,) if theme else (), when=on(SATURDAY))
    assert completed(Slots(), before) == before


def test_the_evening_stays_in_another_month_but_not_on_another_day():
    evening = Slots(when=When(hours=EVENING))
    assert completed(Slots(when=When(spans=(DECEMBER,))), evening).when == When(spans=(DECEMBER,), hours=EVENING)
    saturday = Slots(when=on(SATURDAY, hours=EVENING))
    assert completed(Slots(when=When(spans=(JANUARY,))), saturday).when == When(spans=(JANUARY,))


def test_an_atelier_stays_one_until_another_kind_is_named():
    before = Slots(hands_on=True)
    assert completed(Slots(when=on(SUNDAY)), before).hands_on
    assert not completed(Slots(kinds=("visit",)), before).hands_on


def test_a_day_of_the_week_leaves_a_day_that_is_another_one_and_keeps_a_month():
    """ "Et le dimanche ?" after a Saturday asks for Sundays; in December, for Sundays of December."""
    sundays = When(weekdays=frozenset({6}))
    assert completed(Slots(when=sundays), Slots(when=on(SATURDAY))).when.spans == ()
    assert completed(Slots(when=sundays), Slots(when=on(SUNDAY))).when.spans == on(SUNDAY).spans
    assert completed(Slots(when=sundays), Slots(when=When(spans=(DECEMBER,)))).when.spans == (DECEMBER,)
