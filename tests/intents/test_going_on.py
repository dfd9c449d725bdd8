"""What is looked for when a message goes on with what was looked for before."""

from datetime import UTC, date, datetime

from intents.asked import asked
from intents.context import Context
from intents.dates import find_when
from intents.follow_up import cues
from intents.going_on import continued, goes_on
from intents.meaning import Slots
from intents.query.rows import EventRow
from intents.titles import Titles
from intents.when import OPEN_END, Span
from intents.words import words
from tests.intents.cases import NOW, PARIS

TITLES = Titles.of((EventRow("film", ("Film",), datetime(2026, 12, 5, 10, tzinfo=PARIS)),), {})
QUERY = Slots(ages=(8,), themes=("media",), when=find_when("le 5 décembre", NOW))


def sought(text, *, after="events", **said):
    slots = Slots(when=find_when(text, NOW), **said)
    context = Context(at=datetime(2026, 11, 25, 9, tzinfo=UTC), intent=after, shown=("film",), query=QUERY)
    return continued(words(text), slots, context, cues(words(text)), TITLES)


def test_an_age_that_is_added_keeps_the_theme_and_the_day():
    found = sought("pour une fille de 11 ans", ages=(11,))
    assert (found.ages, found.themes, found.when) == ((11,), ("media",), QUERY.when)


def test_a_day_given_up_and_a_month_asked_keep_the_rest():
    found = sought("cette semaine elle peut pas. et en janvier ?")
    assert (found.ages, found.themes) == ((8,), ("media",))
    assert found.when.spans == (Span(date(2027, 1, 1), date(2027, 1, 31)),)
    assert found.when.not_spans


def test_earlier_and_later_count_from_what_was_shown():
    earlier, later = sought("y en a pas une plus tôt ?", shift=-1), sought("et celui d'après", shift=1)
    assert earlier.when.spans == (Span(date(2026, 11, 25), date(2026, 12, 4)),)
    assert not earlier.soonest
    assert later.when.spans == (Span(date(2026, 12, 6), OPEN_END),)
    assert later.soonest


def test_another_day_is_none_of_those_asked_for():
    found = sought("un autre jour ?", other=True)
    assert found.when.spans == ()
    assert found.when.not_spans == QUERY.when.spans
    assert found.not_events == ("film",)


def test_a_message_that_narrows_nothing_does_not_ask_for_all_that_is_on():
    assert sought("c'est tout ?") == QUERY


def test_after_a_topic_only_a_word_that_points_comes_back_to_the_search():
    assert sought("et en février, pour lui ?", after="building").ages == (8,)
    assert sought("en février", after="building") is None


def test_a_long_message_of_its_own_goes_on_with_nothing():
    assert sought("nous voudrions savoir ce que vous avez en février s'il vous plaît", themes=("ia",)) is None


def test_what_is_needed_and_what_is_mine_is_no_wish_for_workshops_about_it():
    context = Context(at=datetime(2026, 11, 25, 9, tzinfo=UTC), intent="sign_up", shown=("film",), query=QUERY)
    cases = (("il faut un ordinateur ?", False), ("mes données", False), ("my data", False), ("sur ordinateur ?", True))
    for text, leads_on in cases:
        said = words(text)
        assert goes_on(asked(said), Slots(themes=("bases",)), context, cues(said), len(said)) is leads_on
