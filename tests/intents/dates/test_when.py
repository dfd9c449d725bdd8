from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.dates.dates import find_when
from intents.dates.when import OPEN_END, Hours, Span, When
from tests.intents.cases import PARIS, when

AFTERNOON, MORNING = Hours(time(12), time(17, 59)), Hours(time(0), time(11, 59))
SATURDAY_MORNING = datetime(2026, 12, 5, 10, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("notation", "fits"),
    [
        ("2026-12-05", True),
        ("2026-12-04 2026-12-05", True),
        ("2026-12-06..", False),
        ("2026-12-01..", True),
        ("wd:5,6", True),
        ("wd:2", False),
        ("notwd:5", False),
        ("notwd:2", True),
        ("h:00:00-11:59", True),
        ("h:10:00-10:00", True),
        ("h:10:01-12:00", False),
        ("noth:00:00-11:59", False),
        ("not:2026-12-01..2026-12-31", False),
        ("2026-12-01..2026-12-31 wd:5 h:09:00-10:00", True),
        ("2026-12-01..2026-12-31 wd:5 h:11:00-12:00", False),
    ],
)
def test_a_constraint_accepts_a_start_only_if_every_part_of_it_does(notation, fits):
    assert when(notation).accepts(SATURDAY_MORNING) is fits


def test_nothing_said_accepts_everything():
    assert When().accepts(SATURDAY_MORNING)


def test_seconds_do_not_push_a_start_out_of_the_last_minute():
    assert When(hours=Hours(time(9), time(10))).accepts(SATURDAY_MORNING.replace(second=30))


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        Span(date(2026, 12, 2), date(2026, 12, 1))


@given(*[st.dates()] * 4)
def test_what_two_spans_share_is_in_both(a, b, c, d):
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = one.both(other)
    if shared:
        assert shared.first in one
        assert shared.first in other
        assert shared.last in one
        assert shared.last in other
    else:
        assert one.last < other.first or other.last < one.first


def test_an_open_span_holds_every_later_day():
    assert date(2999, 1, 1) in Span(date(2026, 1, 1), OPEN_END)


@pytest.mark.parametrize(
    ("text", "at", "fits"),
    [
        ("mercredi après-midi ou samedi", "2026-12-02T10:00", False),
        ("mercredi après-midi ou samedi", "2026-12-02T14:00", True),
        ("mercredi après-midi ou samedi", "2026-12-05T10:00", True),
        ("samedi matin ou dimanche après-midi", "2026-12-05T14:00", False),
        ("samedi matin ou dimanche après-midi", "2026-12-06T14:00", True),
        ("samedi ou dimanche matin", "2026-12-05T14:00", False),
        ("ce week-end sauf samedi matin", "2026-12-05T10:00", False),
        ("ce week-end sauf samedi matin", "2026-12-05T14:00", True),
        ("ce week-end sauf samedi matin", "2026-12-06T10:00", True),
        ("not on Saturday morning", "2026-12-12T10:00", False),
        ("not on Saturday morning", "2026-12-12T15:00", True),
        ("ce soir ou demain", "2026-12-01T14:00", False),
        ("ce soir ou demain", "2026-12-01T19:00", True),
        ("tonight or tomorrow", "2026-12-02T10:00", True),
        ("le mercredi ou pendant les vacances", "2026-12-09T10:00", True),
        ("le mercredi ou pendant les vacances", "2026-12-10T10:00", False),
        ("le mercredi ou pendant les vacances", "2026-12-22T10:00", True),
        ("le mercredi pendant les vacances", "2026-12-22T10:00", False),
        ("sauf le mardi et le jeudi soir", "2026-12-08T19:00", False),
        ("sauf le mardi et le jeudi soir", "2026-12-08T10:00", True),
        ("sauf le mardi et le jeudi soir", "2026-12-09T19:00", True),
        ("ni le matin ni le soir", "2026-12-09T19:00", False),
        ("ni le matin ni le soir", "2026-12-09T15:00", True),
        ("ce soir c'est mort", "2026-12-01T19:00", False),
        ("ce soir c'est mort", "2026-12-01T15:00", True),
        ("pas ce soir", "2026-12-02T19:00", True),
        ("le soir d'Halloween", "2027-10-31T15:00", False),
        ("the evening of Halloween", "2027-10-31T19:00", True),
    ],
)
def test_hours_told_with_one_day_are_of_that_day_alone(text, at, fits):
    found = find_when(text, datetime(2026, 12, 1, 9, tzinfo=PARIS))
    assert found is not None
    assert found.accepts(datetime.fromisoformat(at)) is fits


@pytest.mark.parametrize(
    ("text", "start", "end", "fits"),
    [
        ("qui finit avant 16 h", "14:00", "16:00", True),
        ("qui finit avant 16 h", "14:00", "16:30", False),
        ("qui finit avant 16 h", "14:00", None, True),
        ("qui finit avant 16 h", "16:00", None, False),
        ("we have to leave at noon", "10:00", "12:30", False),
        ("avant 16 h", "15:00", "17:00", True),
    ],
)
def test_what_has_to_be_over_at_a_time_is_measured_by_its_end(text, start, end, fits):
    found = find_when(text, datetime(2026, 12, 1, 9, tzinfo=PARIS))
    assert found is not None
    starts, ends = (at and datetime.fromisoformat(f"2026-12-02T{at}") for at in (start, end))
    assert found.accepts(starts, ends) is fits


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times())
def test_another_moment_adds_to_what_fits_and_one_refused_takes_from_it(day, at):
    start = datetime.combine(day, at)
    wednesday, saturday = When(weekdays=frozenset({2}), hours=AFTERNOON), When(weekdays=frozenset({5}), hours=MORNING)
    either, rest = replace(wednesday, others=(saturday,)), When(but=(saturday,))
    assert either.accepts(start) is (wednesday.accepts(start) or saturday.accepts(start))
    assert rest.accepts(start) is not saturday.accepts(start)
