"""Queries against the table of events: sets of bits, soonest first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.dates.when import Span, When
from intents.meaning.meaning import Slots
from intents.query.table import EventTable
from intents.text.text import words
from tests.intents.dialogue.conftest import ROWS, row

TABLE = EventTable.of(reversed(ROWS))
CODES = st.lists(st.sampled_from(["codage", "fabrication", "media", "ia"]), max_size=2, unique=True).map(tuple)
AGES = st.lists(st.integers(0, 99), max_size=3).map(tuple)


def chosen(**said):
    return TABLE.uids(TABLE.choose(Slots(**said)))


def test_events_come_in_the_order_of_their_beginning():
    assert chosen() == tuple(one.uid for one in ROWS)


def test_a_subject_that_no_list_holds_is_looked_for_in_titles_and_finds_nothing_else():
    assert chosen(words=("radio",)) == ("radio",)
    assert chosen(words=("karaoke",)) == ()


def test_together_means_one_event_for_all_the_ages():
    assert chosen(ages=(6, 11)) == ("robots", "sewing", "robots2", "radio")
    assert chosen(ages=(6, 11), together=True) == ()
    assert chosen(ages=(10, 12), together=True) == ("sewing", "radio")


@pytest.mark.parametrize(("place", "uid"), [(1, ("robots",)), (-1, ("robots2",)), (3, ())])
def test_a_place_counts_among_those_that_fit(place, uid):
    assert chosen(themes=("codage",), place=place) == uid


def test_an_atelier_is_a_workshop_where_there_is_one():
    evening = When(spans=(Span(ROWS[2].starts_at.date(), ROWS[2].starts_at.date()),))
    assert "talk" not in chosen(hands_on=True)
    assert chosen(hands_on=True, when=evening) == ("talk",)


@given(CODES, AGES, st.booleans())
def test_each_wish_more_finds_no_event_more(themes, ages, together):
    """Whoever narrows a search never gets an event that the wider one lacked."""
    wide = TABLE.choose(Slots(ages=ages, together=together))
    narrow = TABLE.choose(Slots(ages=ages, together=together, themes=themes))
    assert narrow & ~wide == 0


@given(st.sets(st.sampled_from([one.uid for one in ROWS])))
def test_a_set_gives_back_the_events_it_was_made_of(uids):
    assert set(TABLE.uids(TABLE.of_uids(uids))) == uids


def test_what_has_begun_is_no_more_to_come_but_what_is_open_for_days_is():
    robots, sewing, talk = ROWS[:3]
    days = replace(robots, uid="days", ends_at=robots.ends_at + timedelta(days=2))
    table = EventTable.of((days, robots, sewing, talk))
    assert table.uids(table.ahead(robots.starts_at)) == ("days", "sewing", "talk")
    assert table.uids(table.choose(Slots(place=1), table.ahead(days.ends_at))) == ("talk",)


def test_who_is_refused_leaves_what_is_only_for_them():
    pros = row("pros", "Sécurité", "2026-12-05", "10:00", audiences=("entreprises",))
    open_to_all = row("all", "Internet", "2026-12-06", "10:00")
    table = EventTable.of((pros, open_to_all))
    assert table.uids(table.choose(Slots(not_audiences=("entreprises",)))) == ("all",)


def test_who_asks_for_what_is_for_everyone_gets_that_where_there_is_some():
    pros = row("pros", "Sécurité", "2026-12-05", "10:00", audiences=("entreprises",))
    open_to_all = row("all", "Internet", "2026-12-06", "10:00", audiences=("tous", "seniors"))
    for rows, found in (((pros, open_to_all), ("all",)), ((pros,), ("pros",))):
        table = EventTable.of(rows)
        assert table.uids(table.choose(Slots(audiences=("tous",)))) == found


def test_an_evening_that_names_pupils_takes_those_of_their_age():
    talk = row("trades", "Les métiers", "2026-12-05", "18:00", kind="meeting", audiences=("lyceens", "etudiants"))
    table = EventTable.of((talk,))
    assert [bool(table.choose(Slots(ages=(age,)))) for age in (12, 16)] == [False, True]


@pytest.mark.parametrize(
    ("day", "hour", "asked"),
    [
        ("2026-12-10", "09:30", ()),  # a Thursday morning
        ("2026-12-10", "17:00", ("one",)),
        ("2026-12-09", "14:00", ("one",)),  # a Wednesday
        ("2026-12-12", "10:00", ("one",)),
        ("2026-12-22", "10:00", ("one",)),  # the Christmas holidays
    ],
)
def test_what_pupils_are_asked_to_in_school_time_is_for_classes_and_else_for_each_of_them(day, hour, asked):
    table = EventTable.of((row("one", "Scratch", day, hour, audiences=("scolaires",), age_min=8, age_max=11),))
    assert table.uids(table.choose(Slots(ages=(9,)))) == asked
    assert table.uids(table.choose(Slots(ages=(9,), audiences=("scolaires",)))) == ("one",)


def test_words_that_stand_side_by_side_tell_more_than_the_same_words_apart():
    games = row("games", "Soirée de créateurs", "2026-12-05", "18:00", descriptions=("Ils montrent leurs jeux vidéo.",))
    apart = row("apart", "Chez soi", "2026-12-06", "10:00", descriptions=("Une vidéo, puis des jeux.",))
    evidence = EventTable.of((games, apart)).words.evidence(("jeux", "video"))
    assert evidence["games"] > evidence["apart"]


def test_a_word_that_everybody_uses_tells_less_of_an_event():
    table = EventTable.of((row("panic", "Panique à la une", "2026-12-05", "18:00"),))
    usual = table.words.evidence(("panique",), lambda word: 0.4)["panic"]
    assert usual == pytest.approx(0.4 * table.words.evidence(("panique",))["panic"])


def test_a_word_of_the_same_family_tells_no_more_of_an_event_than_the_word_itself():
    films = row("films", "Tourner un film", "2026-12-05", "18:00")
    videos = [row(f"video{n}", f"Vidéo {name}", "2026-12-06", "10:00") for n, name in enumerate(("maison", "drone"))]
    evidence = EventTable.of((films, *videos)).words.evidence(("video",))
    assert evidence["films"] < evidence["video0"]


def test_a_word_that_shares_one_family_of_many_with_an_event_is_not_said_of_it():
    talk = row("talk", "Le téléphone à table, une discussion entre parents", "2026-12-05", "18:00")
    sewing = row("sewing", "Coudre un porte-clés", "2026-12-06", "10:00")
    words = EventTable.of((talk, sewing)).words
    assert "talk" not in words.telling(("tricot",))
    assert words.telling(("couture",)) == frozenset({"sewing"})


def test_a_class_is_told_what_is_for_classes_while_there_is_any():
    school = row("school", "La presse", "2026-12-08", "09:00", audiences=("scolaires",), age_min=9, age_max=15)
    at_home = row("home", "Robots", "2026-12-09", "14:00", audiences=("familles",), age_min=9, age_max=12)
    table = EventTable.of((school, at_home))
    asked = Slots(ages=(11,), audiences=("scolaires",))
    assert table.uids(table.choose(asked)) == ("school",)
    assert table.uids(table.choose(replace(asked, ages=(9,), themes=()), table.of_uids(("home",)))) == ("home",)


def test_the_first_word_of_a_room_names_it_unless_every_event_is_there():
    here = [row(f"one{n}", "Atelier", "2026-12-05", "18:00", room="salle de créativité") for n in range(2)]
    lab = row("lab", "Radio", "2026-12-06", "10:00", room="laboratoire")
    assert EventTable.of(here).in_rooms(("salle",), {}) == 0
    assert EventTable.of(here).in_rooms(("salle", "de", "creativite"), {}) == 0b11
    both = EventTable.of((*here, lab))
    assert both.uids(both.in_rooms(("salle",), {})) == ("one0", "one1")


@pytest.mark.parametrize(
    ("said", "uid"),
    [
        ("les escroqueries", "scams"),
        ("un faux courriel", "phishing"),
        ("taper sur les touches", "typing"),
        ("changer de boulot", "jobs"),
        ("un truc en relief, en plastique", "printing"),
        ("animer une chronique au micro", "podcast"),
        ("my resume", "applying"),
        ("un toubib sur internet", "doctor"),
    ],
)
def test_an_event_is_heard_in_words_that_its_texts_do_not_hold(said, uid):
    titles = {
        "scams": "Arnaques : ne mordez pas",
        "phishing": "Hameçonnage",
        "typing": "Écrire au clavier",
        "jobs": "Se reconvertir",
        "printing": "Impression 3D",
        "podcast": "Podcast",
        "applying": "Candidatures en ligne",
        "doctor": "Rendez-vous médical",
    }
    table = EventTable.of(row(one, title, "2026-12-05", "10:00") for one, title in titles.items())
    evidence = table.words.evidence(words(said))
    assert max(evidence, key=evidence.__getitem__) == uid


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("nounours", "Un lit pour mon doudou"),
        ("tresorier", "La compta sans peur"),
        ("toutou", "Mon chien connecté"),
        ("cadenas", "Évasion à la cave"),
        ("brocante", "Les puces de printemps"),
        ("dentiste", "Opération quenottes"),
    ],
)
def test_everyday_things_are_found_by_their_other_names(said, title):
    other = row("other", "Réunion de chantier", "2026-12-06", "10:00")
    evidence = EventTable.of((row("meant", title, "2026-12-05", "18:00"), other)).words.evidence(said.split())
    assert set(evidence) == {"meant"}


@pytest.mark.parametrize(("said", "title"), [("vache", "Les moutons"), ("piano", "Ma guitare"), ("judo", "Au rugby")])
def test_two_things_of_one_kind_are_not_taken_for_each_other(said, title):
    assert not EventTable.of((row("other", title, "2026-12-05", "18:00"),)).words.evidence((said,))
