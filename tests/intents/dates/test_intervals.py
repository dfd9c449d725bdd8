"""What a text names, to the letter: an interval an expression, its end excluded, open sides None."""

import calendar
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from intents.dates.dates import date_words, find_dates, find_when
from intents.dates.when import ONE_DAY, Interval, midnight, whole_days
from tests.effort import growth
from tests.intents.cases import NOW, PARIS, at, read

WORDS = sorted({" ".join(phrase.words) for group in date_words().phrases.values() for phrase in group})
PIECES = st.one_of(
    st.sampled_from(WORDS), st.integers(0, 3000).map(str), st.sampled_from("/.-:,'"), st.text(max_size=5)
)
DAYS = st.dates(date(2013, 1, 1), date(2090, 12, 31))
INSTANTS = st.datetimes(midnight(date(2013, 1, 1)), midnight(date(2090, 12, 31)), timezones=st.just(PARIS))
HOSTILE = (
    "le 5 ",
    "12/12/",
    "le 5 le 5, ",
    "du 5 au ",
    "10 ou ",
    "à 15h ",
    "12:",
    "le ",
    "1 2 3 ",
    "3-",
    "1 heure et ",
)


def missed(*names):
    """What is read otherwise than it is written in these files: one test for hundreds of lines, each fault told."""
    every = [
        (group["now"], str(text), str(wanted))
        for name in names
        for group in read(name)
        for text, wanted in group["cases"].items()
    ]
    assert len(every) > 100
    found = ((now, text, wanted, written(find_dates(text, at(str(now))))) for now, text, wanted in every)
    return [one for one in found if one[2] != one[3]]


def written(intervals):
    return " ".join(f"{side(interval.start)}/{side(interval.end)}" for interval in intervals)


def side(instant):
    if instant is None:
        return ".."
    return instant.isoformat(timespec="minutes").removesuffix("T00:00")


def test_a_french_expression_is_the_interval_it_says():
    assert missed("intervals_fr", "intervals_fresh_fr") == []


def test_an_english_expression_is_the_interval_it_says():
    assert missed("intervals_en", "intervals_fresh_en") == []


@given(DAYS, st.sampled_from([("fr", "EEEE d MMMM y"), ("fr", "'le' d MMMM y"), ("en_GB", "EEEE d MMMM y")]), INSTANTS)
@example(date(2026, 12, 5), ("fr", "EEEE d MMMM y"), NOW)
def test_a_date_told_in_full_is_that_day_whenever_it_is_said(day, form, now):
    locale, pattern = form
    assert find_dates(format_date(day, pattern, locale), now) == (whole_days(day, day),)


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_a_day_and_an_hour_are_that_minute(day, hour, minute):
    start = midnight(day) + timedelta(hours=hour, minutes=minute)
    text = f"{format_date(day, 'EEEE d MMMM y', 'fr')} à {hour:02}h{minute:02}"
    assert find_dates(text, NOW) == (Interval(start, start + timedelta(minutes=1)),)


@given(DAYS, st.integers(1, 200))
def test_a_range_of_days_told_in_full_has_both_ends(first, length):
    last = first + length * ONE_DAY
    text = f"du {format_date(first, 'd MMMM y', 'fr')} au {format_date(last, 'd MMMM y', 'fr')}"
    assert find_dates(text, NOW) == (whole_days(first, last),)


@given(INSTANTS, st.integers(0, 99))
def test_so_many_days_away_is_a_whole_day(now, number):
    ahead, ago = now.date() + number * ONE_DAY, now.date() - number * ONE_DAY
    assert find_dates(f"dans {number} jours", now) == (whole_days(ahead, ahead),)
    assert find_dates(f"il y a {number} jours", now) == (whole_days(ago, ago),)


@given(INSTANTS, st.integers(0, 6))
def test_a_day_of_the_week_comes_within_a_week(now, weekday):
    name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[weekday]
    ((coming,), (last,)) = find_dates(f"{name} prochain", now), find_dates(f"{name} dernier", now)
    assert coming.day is not None
    assert last.day is not None
    assert coming.day.weekday() == last.day.weekday() == weekday
    assert 1 <= (coming.day - now.date()).days <= 7
    assert 1 <= (now.date() - last.day).days <= 7


@given(st.integers(2013, 2090), st.integers(1, 12))
def test_a_month_and_a_year_are_all_its_days(year, month):
    text = format_date(date(year, month, 1), "MMMM y", "fr")
    last = calendar.monthrange(year, month)[1]
    assert find_dates(text, NOW) == (whole_days(date(year, month, 1), date(year, month, last)),)


@given(st.lists(PIECES, max_size=12).map(" ".join), INSTANTS)
def test_no_text_makes_it_stumble_and_an_interval_ends_after_it_begins(text, now):
    for interval in find_dates(text, now):
        assert interval.start or interval.end
        assert interval.start is None or interval.end is None or interval.start < interval.end


@given(st.text())
def test_no_arbitrary_text_makes_it_stumble(text):
    find_dates(text, NOW)


def test_an_interval_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        Interval(midnight(date(2026, 12, 5)), midnight(date(2026, 12, 5)))


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_twice_as_long_costs_little_more_than_twice_as_much(piece):
    assert growth(lambda text: find_when(text, NOW), (piece * 4000)[:4000]) < 5
