"""Which events a helpful clerk would list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.events import ahead, choose, nearest
from bot.bench.judging import events_of
from intents.dates.when import When
from intents.meaning.meaning import People, Slots
from knowledge.agenda.agenda import Audience, Kind, Theme
from tests.bot.assistant.conftest import NOW, PHRASES
from tests.bot.assistant.happenings import NOON, PARIS, event, on

AGENDA = events_of(PHRASES / "second_agenda.csv", PARIS, NOW)
FAMILIES, EVERYONE = Audience.FAMILIES, Audience.EVERYONE
LITTLE, BIG = event("little", FAMILIES, ages=(4, 6)), event("big", FAMILIES, ages=(9, 12))


def chosen(events, **slots):
    return [one.uid for one in choose(events, Slots(**slots), PARIS)]


def test_of_two_children_an_event_has_to_take_one():
    events = [
        event("little", FAMILIES, ages=(4, 6)),
        event("big", FAMILIES, ages=(9, 12)),
        event("teen", ages=(14, 17)),
    ]
    assert chosen(events, ages=(5, 9)) == ["little", "big"]


def test_an_evening_talk_without_ages_is_nothing_for_a_child():
    talk = event("talk", FAMILIES, kind=Kind.CONFERENCE)
    assert chosen([talk], ages=(11,)) == []
    assert chosen([talk], ages=(40,)) == ["talk"]


def test_a_workshop_for_everyone_takes_every_age():
    assert chosen([event("all", EVERYONE)], ages=(6,)) == ["all"]


def test_a_workshop_for_children_is_nothing_for_a_grown_up():
    assert chosen([event("kids", FAMILIES, ages=(6, 9))], people=(People.ADULTS,)) == []


def test_children_and_little_ones_are_told_apart():
    events = [
        event("little", FAMILIES, ages=(4, 6)),
        event("big", FAMILIES, ages=(9, 12)),
        event("18+", ages=(18, None)),
    ]
    assert chosen(events, people=(People.CHILDREN,)) == ["little", "big"]
    assert chosen(events, people=(People.LITTLE,)) == ["little"]


def test_an_event_for_classes_waits_for_a_teacher():
    lesson = event("class", Audience.PUPILS, ages=(8, 11), starts_at=NOON + timedelta(days=5))  # a Thursday
    assert chosen([lesson], ages=(9,)) == []
    assert chosen([lesson], ages=(9,), audiences=("scolaires",)) == ["class"]


def test_an_event_for_professionals_waits_for_one():
    breakfast = event("breakfast", Audience.COMPANIES)
    assert chosen([breakfast], people=(People.ADULTS,)) == []
    assert chosen([breakfast], audiences=("entreprises",)) == ["breakfast"]


def test_a_meeting_for_pupils_and_students_is_nothing_for_a_grown_up():
    forum = event("forum", Audience.HIGH_SCHOOL, Audience.STUDENTS, ages=(14, None))
    assert chosen([forum], ages=(20,)) == ["forum"]
    assert chosen([forum], ages=(78,)) == []
    assert chosen([forum], people=(People.ADULTS,)) == []


def test_events_for_everyone_stand_in_only_when_none_is_meant_for_the_audience():
    talk, course = event("talk", EVERYONE), event("course", Audience.SENIORS)
    assert chosen([talk, course], audiences=("seniors",)) == ["course"]
    assert chosen([talk], audiences=("seniors",)) == ["talk"]


def test_a_childs_age_says_more_than_the_name_of_an_audience():
    events = [event("12", FAMILIES, ages=(10, 15)), event("seniors", Audience.SENIORS, ages=(60, None))]
    assert chosen(events, ages=(12,), audiences=("collegiens",)) == ["12"]


def test_an_audience_of_school_years_is_known_by_its_ages_too():
    assert chosen([event("9-14", FAMILIES, ages=(9, 14))], audiences=("collegiens",)) == ["9-14"]
    assert chosen([event("9-12", FAMILIES, ages=(9, 12))], audiences=("collegiens",)) == []


def test_code_between_girls_is_first_of_all_for_girls():
    events = [event("girls", themes=(Theme.WOMEN, Theme.CODING)), event("code", themes=(Theme.CODING,))]
    assert chosen(events, themes=("codage", "femmes")) == ["girls"]


def test_a_title_counts_more_than_the_theme_of_its_words():
    slots = Slots(titled=True, events=("radio",), themes=("media",), audiences=("lyceens",))
    assert [one.uid for one in choose([event("radio")], slots, PARIS)] == ["radio"]


def test_what_is_refused_is_left_out():
    events = [
        event("talk", kind=Kind.CONFERENCE),
        event("code", themes=(Theme.CODING,)),
        event("robots"),
        event("rest"),
    ]
    refused = {"not_kinds": ("conference",), "not_themes": ("codage",), "not_events": ("robots",)}
    assert chosen(events, **refused) == ["rest"]


def test_a_meeting_is_said_loosely_and_a_visit_is_not():
    talk = event("talk", kind=Kind.CONFERENCE)
    assert chosen([talk], kinds=("meeting",)) == ["talk"]
    assert chosen([talk], kinds=("visit",)) == []
    assert chosen([talk, event("meet", kind=Kind.MEETING)], kinds=("meeting",)) == ["meet"]


def test_the_next_one_is_one_and_a_workshop_only_where_an_atelier_was_said():
    talk, workshop = event("talk", kind=Kind.CONFERENCE), event("work", starts_at=NOON + timedelta(days=1))
    assert chosen([talk, workshop], soonest=True) == ["talk"]
    assert chosen([talk, workshop], soonest=True, hands_on=True) == ["work"]


def near(events, **slots):
    return [one.uid for one in nearest(tuple(events), Slots(**slots), PARIS)]


def test_the_nearest_is_first_another_day_of_the_same_subject():
    code = event("code", themes=(Theme.CODING,), starts_at=NOON + timedelta(days=7))
    assert near([event("other"), code], when=on(NOON.date()), themes=("codage",)) == ["code"]


def test_then_another_subject_the_same_day():
    assert near([event("other")], when=on(NOON.date()), themes=("codage",)) == ["other"]


def test_the_nearest_three_days_are_kept_in_order():
    events = [event(str(day), starts_at=datetime(2026, 12, day, 11, tzinfo=UTC)) for day in (1, 8, 12, 14, 20)]
    assert near(events, when=on(date(2026, 12, 13))) == ["8", "12", "14"]


def test_nothing_near_is_past_a_childs_age():
    assert near([event("teen", FAMILIES, ages=(12, 17))], ages=(4,)) == []


def test_a_day_that_was_refused_is_not_near():
    saturday = When(spans=on(date(2026, 12, 6)).spans, not_weekdays=frozenset({5}))
    assert near([event("saturday")], when=saturday) == []
    monday = event("monday", starts_at=NOON + timedelta(days=2))
    assert near([event("saturday"), monday], when=saturday) == ["monday"]


AGES = st.lists(st.integers(0, 99), min_size=1, max_size=3)


@given(AGES)
def test_no_list_holds_an_event_outside_the_ages_that_were_said(ages):
    for slots in (Slots(ages=tuple(ages)), Slots(ages=tuple(ages), themes=("codage",))):
        for one in (*choose(AGENDA, slots, PARIS), *nearest(AGENDA, slots, PARIS)):
            assert any((one.age_min or 0) <= age <= (one.age_max or 110) for age in ages)


@given(st.dates(date(2026, 11, 1), date(2027, 4, 1)))
def test_no_list_holds_an_event_of_another_day(day):
    found = choose(AGENDA, Slots(when=on(day)), PARIS)
    assert all(one.starts_at.astimezone(PARIS).date() == day for one in found)


@pytest.mark.parametrize("day", [date(2026, 12, 2), date(2026, 12, 23), date(2027, 1, 28), date(2027, 4, 1)])
def test_no_list_holds_an_event_of_the_past(day):
    now = datetime(day.year, day.month, day.day, 14, tzinfo=PARIS)
    to_come = events_of(PHRASES / "second_agenda.csv", PARIS, now)
    shown = (*choose(to_come, Slots(), PARIS), *nearest(to_come, Slots(when=on(day)), PARIS))
    assert all(one.ends_at > now for one in shown)
    assert len(to_come) < len(AGENDA)


def test_an_atelier_is_a_workshop_and_where_there_is_none_anything_but_a_visit():
    events = [event("visit", EVERYONE, kind=Kind.VISIT), event("all", EVERYONE), event("course", kind=Kind.COURSE)]
    assert chosen(events, hands_on=True) == ["all"]
    assert chosen([events[0], events[2]], hands_on=True) == ["course"]
    assert chosen(events[:1], hands_on=True) == ["visit"]
    assert chosen(events, hands_on=True, kinds=("visit",)) == ["visit"]


def test_what_has_begun_is_listed_no_more_unless_it_is_open_on_another_day():
    workshop, show = event("workshop"), event("show", ends_at=NOON + timedelta(days=4))
    later = event("later", starts_at=NOON + timedelta(minutes=1))
    assert [one.uid for one in ahead((workshop, show, later), PARIS, NOON)] == ["show", "later"]
