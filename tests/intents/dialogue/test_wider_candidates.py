"""What a message may mean beyond its plain reading: other hours of a day, who else comes, the next likely fact."""

from dataclasses import replace
from datetime import date

import pytest

from intents.dates.dates import find_when
from intents.dates.when import Span
from intents.dialogue.candidates import Act, candidates
from intents.dialogue.picks import By
from intents.dialogue.queries import Way
from intents.meaning.catalogue import OTHER_GAP
from intents.meaning.meaning import People, Person, Slots
from intents.model.model import Lexicon
from intents.query.table import EventTable
from intents.query.titles import Titles
from intents.understanding.understand import turn_in
from tests.intents.cases import NOW
from tests.intents.dialogue.conftest import ROWS, row, shown

_FACTS = 3


def found_by(turn, way):
    return {turn.table.uids(one.events) for one in candidates(turn) if one.find is not None and way in one.find.ways}


def searches(turn):
    return [one.find for one in candidates(turn) if one.find is not None]


def pointed_at(turn, by):
    return {turn.table.uids(one.events) for one in candidates(turn) if one.pick is not None and by in one.pick.by}


def test_another_hour_of_the_day_shown_is_pointed_at(turn):
    assert ("robots",) in pointed_at(turn("et celle du matin, c'est quel âge ?", shown("sewing")), By.SAME_DAY)


def test_a_figure_alone_points_at_a_day_or_an_hour_of_the_list(turn):
    assert ("robots2",) in pointed_at(turn("12", shown("robots", "robots2")), By.FITTING)
    assert ("talk",) in pointed_at(turn("18", shown("robots", "talk")), By.FITTING)


def test_a_detail_asked_of_several_may_be_told_of_the_soonest_but_nothing_is_done_to_it(turn):
    said = turn("à quelle heure ?", shown("robots", "sewing", "radio"))
    soonest = [one for one in candidates(said) if one.pick is not None and one.pick.by == {By.SOONEST}]
    assert {said.table.uids(one.events) for one in soonest} == {("robots",)}
    assert {one.act for one in soonest} == {Act.DETAIL}


def test_the_detail_told_before_is_asked_of_the_other(turn):
    state = replace(shown("sewing"), intent="event_room", listed=("robots", "sewing"))
    asked = {(one.intent, turn_uids) for one, turn_uids in _details(turn("et l'autre ?", state))}
    assert ("event_room", ("robots",)) in asked


def _details(said):
    return [(one, said.table.uids(one.events)) for one in candidates(said) if one.act is Act.DETAIL]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("il y a quoi le week-end ?", date(2026, 11, 28), date(2026, 11, 29)),
        ("le mercredi", date(2026, 11, 25), date(2026, 11, 25)),
        ("du mercredi au vendredi", date(2026, 11, 25), date(2026, 11, 27)),
    ],
)
def test_days_that_come_again_may_be_the_next_ones(turn, text, first, last):
    coming = [one.query.when for one in searches(turn(text)) if Way.COMING in one.ways]
    assert Span(first, last) in {span for when in coming if when is not None for span in when.spans}


def test_only_the_hours_that_do_not_suit_are_refused(turn):
    said = turn("il a foot le samedi matin, 11 ans, vous avez quoi ?")
    assert any({"sewing", "radio"} <= set(uids) and "robots" not in uids for uids in found_by(said, Way.ONLY_THEN))


def test_all_who_were_told_of_come_together(turn):
    state = replace(shown("sewing", query=Slots(ages=(11,))), people=(Person(11), Person(9)))
    both = [
        one.query for one in searches(turn("un truc pour tous les deux ensemble", state)) if Way.EVERYBODY in one.ways
    ]
    assert {(query.ages, query.together) for query in both} == {((11, 9), True)}


def test_a_figure_alone_puts_an_age_right(turn):
    state = replace(shown("robots", query=Slots(ages=(6,))), people=(Person(6),))
    assert any(one.query.ages == (12,) for one in searches(turn("pardon, 12", state)) if Way.NUMBER_AGE in one.ways)


def test_grown_ups_may_come_for_their_work(turn):
    said = turn("un truc pour moi, sans les enfants")
    assert any(one.query.at_work and People.ADULTS in one.query.people for one in searches(said))


def test_a_word_of_a_date_may_be_that_of_a_title(model):
    christmas = row("cards", "Cartes de Noël", "2026-12-12", "10:00")
    lexicon = Lexicon(model, Titles.of((*ROWS, christmas), {}), EventTable.of((*ROWS, christmas)))
    said = turn_in("un truc en lien avec noël", None, lexicon, NOW)
    assert ("cards",) in found_by(said, Way.DATE_WORD)


def test_how_long_it_may_last_narrows_and_is_kept(turn):
    assert all(one.query.longest == 60 for one in searches(turn("une heure max")))
    assert not any(one.events for one in candidates(turn("une heure max")) if one.find is not None)
    assert any(one.events for one in candidates(turn("moins de trois heures")) if one.find is not None)
    before = shown("robots", query=Slots(longest=60))
    kept = [one for one in searches(turn("et samedi ?", before)) if one.kept]
    assert any(one.query.longest == 60 and one.query.when is not None for one in kept)


def test_in_a_conversation_the_next_likeliest_facts_and_that_it_is_not_known_are_candidates(turn):
    said = turn("et sinon, le parking ?", shown("robots"))
    told = [one.verdict for one in candidates(said) if one.act is Act.SAY]
    assert len({one.intent for one in told if one.claims}) >= _FACTS
    assert any(not one.claims for one in told)
    assert len({one.intent for one in told}) == len(told)


def test_before_any_conversation_the_words_alone_say_what_is_not_known(turn):
    told = [one.verdict for one in candidates(turn("et sinon, le parking ?")) if one.act is Act.SAY]
    assert OTHER_GAP not in {one.intent for one in told}


def test_courtesies_are_candidates_in_a_conversation(turn):
    said = turn("ok on attend, merci", shown("robots"))
    assert {"thanks", "goodbye"} <= {one.intent for one in candidates(said) if one.act is Act.SAY}


def test_what_was_looked_for_on_a_day_of_hours_of_its_own_is_kept(turn):
    when = find_when("samedi matin ou jeudi", NOW)
    kept = [one for one in searches(turn("pour 5 ans", shown("robots", query=Slots(when=when)))) if one.kept]
    assert any(one.query.when is not None and one.query.when.others == when.others for one in kept)


def test_hours_or_days_are_given_up_alone(turn):
    before = shown("robots", query=Slots(ages=(5,), when=find_when("le samedi matin", NOW)))
    kept = [one for one in searches(turn("peu importe l'heure", before)) if Way.ANY_HOUR in one.ways]
    assert any(one.query.when.weekdays == {5} and one.query.when.hours is None for one in kept)
    kept = [one for one in searches(turn("peu importe le jour", before)) if Way.ANY_DAY in one.ways]
    assert any(not one.query.when.weekdays and one.query.when.hours for one in kept)


def test_a_negative_question_may_ask_for_the_very_day(turn):
    said = turn("y en a pas en décembre ?")
    assert any({"robots", "talk"} <= set(uids) for uids in found_by(said, Way.WISHED))


def test_a_title_that_is_refused_need_not_refuse_all_of_its_theme(model):
    rows = (*ROWS, row("blocks", "Coder en blocs", "2026-12-20", "14:00", themes=("codage",)))
    said = turn_in("tout sauf robots", None, Lexicon(model, Titles.of(rows, {}), EventTable.of(rows)), NOW)
    assert ("sewing", "talk", "radio", "blocks") in found_by(said, Way.ANY_THEME)
    assert ("sewing", "talk", "radio") in {said.table.uids(one.events) for one in candidates(said) if one.find}


@pytest.mark.parametrize(("text", "is_there"), [("et ce samedi-là ?", True), ("et ce samedi ?", False)])
def test_this_saturday_counts_from_now_and_that_saturday_from_the_days_shown(turn, text, is_there):
    that = Span(date(2026, 12, 12), date(2026, 12, 12))
    told = {one.query.when.spans for one in searches(turn(text, shown("talk"))) if one.query.when is not None}
    assert ((that,) in told) is is_there
