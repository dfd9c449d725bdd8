"""The form's rules for places: kept, limited, fewer than people."""

from dataclasses import replace

from bot.chat.form import Counted, SeatsKept, SeatsShort, Step, Tapped, Verb
from bot.features.signup.effects import HoldSeats, NoSeats, Problem
from bot.features.signup.step import step
from intents.readers.births import Named
from tests.bot.dialogues.forms import ADULTS, ASKED, FACTS, FORM, NO, PHONE, YES, answered

SHORT = replace(FORM, step=Step.SHORT, chosen=(1, 2, 3), free=2)


def test_seats_are_asked_for_before_any_question() -> None:
    stepped = step(replace(FORM, chosen=(1, 2)), Tapped(Verb.CONTINUE), ASKED)
    assert stepped.effect == HoldSeats(2)
    assert stepped.form.step is Step.WHO


def test_places_without_a_name_that_the_family_has_are_not_asked_for_again() -> None:
    facts = replace(ADULTS, unnamed_already=2)
    form = step(FORM, Counted(3), facts).form
    assert step(form, Tapped(Verb.CONTINUE), facts).effect == HoldSeats(1)
    assert step(form, Counted(1), facts).form.unnamed == 2


def test_the_limit_of_a_family_is_told_before_anything_is_asked() -> None:
    stepped = step(replace(FORM, chosen=(1, 2)), Tapped(Verb.CONTINUE), replace(ASKED, room=1))
    assert (stepped.problem, stepped.effect, stepped.form.step) == (Problem.CAP, None, Step.WHO)


def test_who_is_told_to_take_the_places_comes_first_and_the_others_wait() -> None:
    form = step(SHORT, Tapped(Verb.CHOOSE), ASKED).form
    form = step(form, Tapped(Verb.TICK, 3), ASKED).form
    stepped = step(form, Tapped(Verb.TICK, 2), ASKED)
    assert stepped.form.chosen == (3, 2, 1)
    assert stepped.form.wait
    assert not stepped.form.together
    assert stepped.effect == HoldSeats(2)


def test_who_takes_a_place_may_be_told_in_words_and_taken_back() -> None:
    form = step(SHORT, Tapped(Verb.CHOOSE), ASKED).form
    form = step(form, Tapped(Verb.TICK, 3), ASKED).form
    assert step(form, Tapped(Verb.TICK, 3), ASKED).form.picked == ()
    assert step(form, Named((), known=(1, 2)), ASKED).form.chosen == (3, 1, 2)


def test_together_keeps_no_seat_and_one_by_one_those_that_there_are() -> None:
    together = step(SHORT, Tapped(Verb.TOGETHER), ASKED)
    assert (together.form.wait, together.form.together, together.effect) == (True, True, HoldSeats(0))
    assert step(together.form, SeatsKept(0), replace(ASKED, questions=())).form.step is Step.RECAP
    assert step(SHORT, Tapped(Verb.WAIT), ASKED).effect == HoldSeats(2)


def test_with_the_list_closed_only_the_seats_that_there_are_can_be_taken() -> None:
    facts = replace(ASKED, list_open=False)
    assert step(SHORT, Tapped(Verb.WAIT), facts).problem is Problem.UNCLEAR
    assert step(SHORT, Tapped(Verb.TOGETHER), facts).problem is Problem.UNCLEAR
    form = step(replace(SHORT, free=1), Tapped(Verb.CHOOSE), facts).form
    stepped = step(form, Tapped(Verb.TICK, 2), facts)
    assert (stepped.form.chosen, stepped.effect) == ((2,), HoldSeats(1))
    assert step(replace(FORM, chosen=(1,)), SeatsShort(0), facts).effect == NoSeats()


def test_a_lost_race_keeps_every_answer() -> None:
    form = answered(PHONE, YES, NO, Tapped(Verb.NONE), chosen=(1,))
    lost = step(form, SeatsShort(0), ASKED).form
    assert (lost.step, lost.answers) == (Step.SHORT, form.answers)
    waiting = step(lost, Tapped(Verb.WAIT), ASKED).form
    assert step(waiting, SeatsKept(0), ASKED).form.step is Step.RECAP


def test_fewer_seats_than_a_moment_ago_change_nothing_for_those_who_wait_anyway() -> None:
    waiting = step(SHORT, Tapped(Verb.WAIT), ASKED).form
    stepped = step(waiting, SeatsShort(1), ASKED)
    assert (stepped.form.wait, stepped.effect) == (True, HoldSeats(1))


def test_nobody_waits_for_more_places_at_once_than_the_event_has() -> None:
    form = replace(FORM, step=Step.SHORT, chosen=(1, 2))
    assert step(form, Tapped(Verb.TOGETHER), replace(FACTS, capacity=1)).problem is Problem.CROWD
    assert step(form, Tapped(Verb.TOGETHER), replace(FACTS, capacity=2)).effect == HoldSeats(0)


def test_who_takes_the_places_may_be_named_at_once() -> None:
    short = replace(FORM, step=Step.SHORT, chosen=(1, 2), free=1)
    taken = step(short, Named((), known=(2,)), FACTS)
    assert (taken.form.chosen, taken.form.wait, taken.effect) == ((2, 1), True, HoldSeats(1))
    both = step(short, Named((), known=(1, 2)), FACTS)
    assert (both.form.step, both.problem) == (Step.SHORT, Problem.UNCLEAR)
