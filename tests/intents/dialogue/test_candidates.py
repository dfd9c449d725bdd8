"""What a message may mean in its conversation holds what it does mean."""

from dataclasses import replace
from datetime import date

import pytest

from intents.dates.when import Span, When
from intents.dialogue.candidates import Act, candidates
from intents.dialogue.queries import Way, Wish
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Person, Sex, Slots
from tests.intents.cases import NOW
from tests.intents.dialogue.conftest import ROWS, shown

DECEMBER = When(spans=(Span(ROWS[0].starts_at.date().replace(day=1), ROWS[0].starts_at.date().replace(day=31)),))


def found(turn, act):
    return {(one.intent, turn.table.uids(one.events)) for one in candidates(turn) if one.act is act}


def looked_for(turn):
    return [one.find for one in candidates(turn) if one.find is not None]


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("le deuxième, c'est quelle salle ?", "sewing"), ("le dernier", "radio"), ("celui du 12", "robots2"),
        ("celui de la radio", "radio"), ("la conférence", "talk"), ("celui pour les plus jeunes", "robots"),
        ("l'atelier couture", "sewing"), ("celui de l'après-midi du 5", "sewing"),
    ],
)  # fmt: skip
def test_one_of_a_list_is_pointed_at_by_place_day_word_kind_or_age(turn, text, uid):
    said = turn(text, shown(*(one.uid for one in ROWS)))
    events = {events for _, events in found(said, Act.DETAIL)}
    assert any(uid in one and len(one) < 3 for one in events)


def test_the_one_after_may_be_the_next_date_of_what_was_shown(turn):
    assert ("event_when", ("robots2",)) in found(turn("et celle d'après ?", shown("robots")), Act.DETAIL)


def test_the_others_are_those_that_were_not_shown_last(turn):
    state = shown("robots", "sewing")
    said = turn("et l'autre, à quelle heure ?", state)
    assert ("event_when", ("robots", "sewing")) in found(said, Act.DETAIL)


def test_a_wish_is_kept_and_another_replaced(turn):
    said = turn("et pour 11 ans ?", shown("robots", query=Slots(ages=(5,), when=DECEMBER)))
    kept = [one for one in looked_for(said) if one.kept == {Wish.WHEN}]
    assert any(one.query.ages == (11,) and one.query.when == DECEMBER for one in kept)


def test_a_wish_is_dropped_and_another_kept(turn):
    said = turn("peu importe le jour", shown("robots", query=Slots(ages=(5,), when=DECEMBER)))
    assert any(one.query.ages == (5,) and one.query.when is None for one in looked_for(said))


def test_a_message_may_look_for_something_anew(turn):
    said = turn("des ateliers pour 11 ans ?", shown("robots", query=Slots(themes=("codage",))))
    assert any(one.query.ages == (11,) and not one.query.themes for one in looked_for(said))


def test_other_dates_of_what_was_shown_are_looked_for(turn):
    said = turn("il y a une autre date ?", shown("robots"))
    series = [one for one in candidates(said) if one.find is not None and Way.SERIES in one.find.ways]
    assert ("robots2",) in {said.table.uids(one.events) for one in series}


def test_a_subject_that_the_agenda_lacks_finds_nothing(turn):
    said = turn("vous faites du karaoké ?")
    lacking = [one for one in candidates(said) if one.find is not None and Way.SUBJECT in one.find.ways]
    assert [one.events for one in lacking if one.find.query.words == ("karaoke",)] == [0]


def test_when_one_is_busy_tells_when_one_is_free(turn):
    said = turn("je travaille jusqu'à 17 h, il y a quoi ?")
    free = [one for one in candidates(said) if one.find is not None and Way.ROLES in one.find.ways]
    assert any(said.table.uids(one.events) == ("talk",) for one in free)


def test_the_next_event_comes_after_what_was_shown(turn):
    said = turn("et le suivant ?", shown("sewing"))
    assert ("event_about", ("talk",)) in found(said, Act.DETAIL)


def test_that_it_is_not_known_is_always_a_candidate(turn):
    said = turn("c'est filmé ?", shown("talk"))
    assert any(one.verdict is not None and not one.verdict.claims for one in candidates(said))


@pytest.mark.parametrize("text", ["", "?", "🙂", "a" * 1000, "1 2 3 4 5 6 7 8 9", "et et et et et et"])
def test_odd_messages_have_candidates_or_no_word(turn, text):
    said = turn(text, shown("robots"))
    assert said is None or candidates(said)


def test_one_of_the_people_told_before_is_looked_for_alone(turn):
    state = replace(shown("robots", query=Slots(ages=(5, 11))), people=(Person(5, Sex.GIRL), Person(11, Sex.BOY)))
    said = turn("et juste pour elle ?", state)
    assert any(Way.ONE_OF in one.ways and one.query.ages == (5,) for one in looked_for(said))
    assert any(Way.ONE_OF in one.ways and one.query.ages == (11,) for one in looked_for(turn("pour le grand", state)))


def test_a_day_is_read_in_the_month_spoken_of_before(turn):
    december = Slots(when=When(spans=(Span(date(2026, 12, 12), date(2026, 12, 12)),)))
    said = turn("pardon, le 21 je voulais dire", shown("robots2", query=december))
    days = [span for one in looked_for(said) if one.query.when for span in one.query.when.spans]
    assert Span(date(2026, 12, 21), date(2026, 12, 21)) in days


def events_found(turn, way):
    return {turn.table.uids(one.events) for one in candidates(turn) if one.find is not None and way in one.find.ways}


def test_a_word_of_a_list_may_only_be_told(turn):
    said = turn("je sors de mon cours de français, vous avez quoi pour 11 ans ?")
    assert ("sewing", "radio") in events_found(said, Way.ANY_KIND)


def test_days_are_found_on_which_there_is_something_for_each_child(turn):
    assert ("robots", "sewing") in events_found(turn("5 et 11 ans, un jour où chacun a son atelier"), Way.SAME_DAY)
    before = shown("robots", "sewing", "radio", "robots2", query=Slots(ages=(5, 11)))
    assert ("robots", "sewing") in events_found(turn("le même jour ?", before), Way.SAME_DAY)


def test_what_is_in_a_room_is_looked_for(turn):
    assert ("radio",) in events_found(turn("il y a quoi au labo ?"), Way.ROOM)
    about_the_lab = DialogueState(at=NOW, intent="lab", topic="lab")
    assert ("radio",) in events_found(turn("et il y a quoi dedans ?", about_the_lab), Way.ROOM)


def test_what_is_for_girls_is_not_listed_for_a_boy(turn):
    assert all(one.query.boys for one in looked_for(turn("un truc pour mon fils de 11 ans")) if one.query.ages)
    for text in ("un truc pour ma fille de 11 ans", "j'ai 11 ans il y a quoi"):
        assert not any(one.query.boys for one in looked_for(turn(text)))


def test_a_day_of_the_week_is_read_in_the_week_spoken_of_before(turn):
    before = shown("talk", query=Slots(when=When(spans=(Span(date(2026, 12, 10), date(2026, 12, 10)),))))
    assert ("robots2",) in events_found(turn("et le samedi de la même semaine ?", before), Way.ANCHORED)


def test_a_day_may_stand_for_its_week(turn):
    said = turn("les semaines impaires je les ai, celle du 7 décembre il y a quoi ?")
    assert ("talk", "robots2") in events_found(said, Way.ANCHORED)
