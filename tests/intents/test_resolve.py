"""Which of the events shown is meant: "le deuxième", "celui du 12", "l'autre"."""

from datetime import UTC, date, datetime

import pytest

from intents.context import Context
from intents.dates import find_when
from intents.follow_up import cues
from intents.meaning import Decision, Meaning, Slots
from intents.resolve import pointed
from intents.query.rows import EventRow
from intents.titles import Titles
from intents.words import words
from tests.intents.cases import NOW, PARIS

STARTS = {
    "dec": datetime(2026, 12, 5, 10, tzinfo=PARIS),
    "afternoon": datetime(2026, 12, 5, 14, tzinfo=PARIS),
    "jan": datetime(2027, 1, 16, 10, tzinfo=PARIS),
}
KINDS = {"dec": "visit", "afternoon": "workshop", "jan": "visit"}
TITLES = Titles.of((EventRow(uid, (f"Titre {uid}",), start, KINDS[uid]) for uid, start in STARTS.items()), {})
ALL = tuple(STARTS)


def meant(text, *, shown=ALL, listed=ALL, intent="event_room", **said):
    slots = Slots(when=find_when(text, NOW), **said)
    meaning = Meaning(text=text, intent=intent, decision=Decision.ANSWER, confidence=1, slots=slots)
    context = Context(at=datetime(2026, 11, 25, tzinfo=UTC), intent="events", shown=shown, listed=listed)
    return pointed(meaning, context, cues(words(text)), TITLES).slots.events


def test_without_a_word_that_points_it_is_what_was_shown():
    assert meant("c'est où ?", shown=("jan",)) == ("jan",)


@pytest.mark.parametrize(("place", "uid"), [(1, "dec"), (2, "afternoon"), (-1, "jan")])
def test_a_place_counts_in_the_last_list(place, uid):
    assert meant("celui-là", place=place, shown=("jan",)) == (uid,)


def test_a_place_beyond_the_list_is_no_place():
    assert meant("le quatrième", place=4) == ALL


def test_the_last_of_nothing_is_nothing():
    assert meant("le dernier", place=-1, shown=(), listed=()) == ()


def test_the_other_is_what_was_listed_and_not_shown():
    assert meant("et l'autre", other=True, shown=("dec", "jan")) == ("afternoon",)


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("celui de janvier", ("jan",)),
        ("celui du matin", ("dec", "jan")),
        ("celui du 5 décembre", ("dec", "afternoon")),
        ("celui de 14h", ("afternoon",)),
        ("celui du 16", ("jan",)),
        ("the one on the 16th", ("jan",)),
    ],
)
def test_a_moment_picks_from_the_list(text, uids):
    assert meant(text) == uids


def test_what_is_shown_is_picked_before_what_was_listed():
    assert meant("c'est le matin ?", shown=("jan",)) == ("jan",)


def test_a_moment_that_fits_nothing_changes_nothing_unless_it_points():
    assert meant("on n'est pas là ce soir", shown=("jan",), intent="cancel_sign_up") == ("jan",)
    assert meant("celui du 28 février", shown=("jan",)) == ()


def test_a_list_needs_no_event():
    assert meant("en janvier", intent="events") == ()


def test_without_context_nothing_is_pointed_at():
    meaning = Meaning(text="", intent="event_room", decision=Decision.ANSWER, confidence=1)
    assert pointed(meaning, None, cues(["celui"]), TITLES) == meaning


def test_the_day_of_an_event_is_known_by_its_uid():
    assert TITLES.starting("jan").date() == date(2027, 1, 16)
    assert TITLES.starting("none") is None


def test_a_kind_picks_what_is_of_it_among_what_was_shown_or_listed():
    assert meant("la visite", kinds=("visit",)) == ("dec", "jan")
    assert meant("la visite", kinds=("visit",), shown=("afternoon",)) == ("dec", "jan")
    assert meant("la visite du 16", kinds=("visit",)) == ("jan",)


def test_a_kind_that_was_not_shown_is_looked_for_in_the_agenda():
    assert meant("l'escape game", kinds=("escape",), shown=("jan",)) == ()
    assert meant("le cours", kinds=("course",), shown=("jan",)) == ("jan",)
    assert meant("le cours de jeudi", kinds=("course",), shown=("jan",)) == ()


def test_a_named_day_that_was_not_shown_is_looked_for_in_the_agenda():
    assert meant("l'atelier de jeudi", shown=("jan",)) == ()


def test_a_title_and_a_day_without_its_month_are_the_event_of_that_day():
    slots = Slots(when=find_when("celui du 16", NOW), titled=True, events=("dec", "jan"))
    meaning = Meaning(text="", intent="event_room", decision=Decision.ANSWER, confidence=1, slots=slots)
    found = pointed(meaning, None, cues([]), TITLES).slots
    assert found.events == ("jan",)
    assert found.when.accepts(STARTS["jan"])
