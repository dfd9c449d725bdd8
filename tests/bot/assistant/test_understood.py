"""What was understood, said back in one short phrase."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.assistant.answer import AnswerKind
from bot.assistant.lists import list_events, one_event, some_ages, understood
from bot.messages import Messages
from intents.dates.when import OPEN_END, Hours, Span, When
from intents.meaning.meaning import Decision, Meaning, People, Slots
from intents.slots.slots import AUDIENCES, KINDS, THEMES
from knowledge.agenda.agenda import Audience
from tests.bot.assistant.conftest import NOW
from tests.bot.assistant.happenings import PARIS, event, on

TODAY = date(2026, 12, 1)
FR, EN = Messages("fr"), Messages("en")


def said(words=FR, **slots):
    text = understood(Slots(**slots), words, TODAY)
    return text.replace("<i>", "").replace("</i>", "").replace("\u00a0", " ")


def meaning(intent="events", **slots):
    return Meaning(text="", intent=intent, decision=Decision.ANSWER, confidence=1, slots=Slots(**slots))


def test_nothing_said_is_nothing_understood():
    assert said() == ""


def test_for_whom_and_when_are_said():
    found = said(ages=(5, 9), when=on(date(2026, 12, 5)))
    assert found == "J’ai compris : pour 5 et 9 ans, samedi 5 décembre 2026."


@pytest.mark.parametrize(
    ("when", "french"),
    [
        (When(spans=(Span(date(2027, 1, 1), date(2027, 1, 31)),)), "en janvier 2027"),
        (When(spans=(Span(TODAY, date(2026, 12, 31)),)), "en décembre"),
        (When(spans=(Span(date(2026, 12, 19), date(2027, 1, 3)),)), "du 19 décembre au 3 janvier 2027"),
        (When(spans=(Span(TODAY, date(2026, 12, 6)),)), "jusqu’au 6 décembre"),
        (When(spans=(Span(date(2026, 12, 7), OPEN_END),)), "à partir du 7 décembre"),
        (When(spans=(Span(date(2027, 2, 1), date(2027, 2, 1)),)), "lundi 1er février 2027"),
        (When(weekdays=frozenset({5, 2})), "le mercredi, samedi"),
        (When(not_weekdays=frozenset({2})), "sauf le mercredi"),
        (When(hours=Hours(time(17), time(23, 59))), "le soir"),
        (When(hours=Hours(time(8), time(11, 59))), "le matin"),
        (When(hours=Hours(time(12), time(16, 59))), "l’après-midi"),
        (When(hours=Hours(time(10), time(16))), "entre 10 h et 16 h"),
        (When(not_hours=Hours(time(8), time(11, 59))), "pas le matin"),
        (When(not_spans=on(date(2026, 12, 5)).spans), "sauf samedi 5 décembre 2026"),
    ],
)
def test_each_sort_of_moment_is_said(when, french):
    assert said(when=when) == f"J’ai compris : {french}."
    assert said(EN, when=when)


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_every_audience_theme_kind_and_person_has_words(words):
    slots = [
        *(Slots(audiences=(one,)) for one in AUDIENCES),
        *(Slots(people=(one,)) for one in People),
        *(Slots(themes=(one,)) for one in THEMES),
        *(Slots(not_themes=(one,)) for one in THEMES),
        *(Slots(kinds=(one,)) for one in KINDS),
        *(Slots(not_kinds=(one,)) for one in KINDS),
    ]
    assert len({understood(one, words, TODAY) for one in slots}) >= len(slots) - 1  # girls may be theme and audience


def test_a_title_is_not_said_back_as_a_theme():
    assert said(titled=True, events=("a",), themes=("codage",)) == ""


def test_some_ages_are_joined_as_people_say_them():
    assert some_ages((6, 7, 8), FR) == "6, 7 et 8"
    assert some_ages((6,), EN) == "6"


def test_for_several_children_each_line_says_which_of_them_it_takes():
    events = (event("little", Audience.FAMILIES, ages=(4, 6)), event("both", Audience.FAMILIES, ages=(4, 12)))
    lines = list_events(meaning(ages=(5, 9)), events, FR, PARIS, NOW).plain.splitlines()
    assert lines[-2].endswith("(pour 5 ans)")
    assert not lines[-1].endswith("ans)")


def test_when_nothing_fits_that_comes_first_and_the_nearest_is_not_among_the_events():
    later = event("later")
    answer = list_events(meaning(when=on(date(2026, 12, 25))), (later,), FR, PARIS, NOW)
    assert answer.events == ()
    assert answer.near == ("later",)
    assert answer.plain.startswith("Je ne vois rien")


@pytest.mark.parametrize(
    ("age", "verdict"), [(9, "Oui, à 9 ans"), (3, "Non, à 3 ans c’est trop tôt"), (15, "Non, à 15 ans l’âge est")]
)
def test_whether_an_age_fits_is_said_first(age, verdict):
    answer = one_event(meaning("event_age", ages=(age,)), event("one", ages=(6, 12)), FR, PARIS, NOW)
    assert answer.plain.replace("\u00a0", " ").startswith(verdict)


def lacking(text, *subject):
    """What is answered where no event tells this subject."""
    said = replace(meaning(words=subject), text=text)
    return list_events(said, (event("a", Audience.EVERYONE),), FR, PARIS, NOW)


@pytest.mark.parametrize(
    ("text", "subject", "named"),
    [
        ("Vous auriez un karaoké, même petit ?", ("karaoke",), "karaoké"),
        ("un cours d'œnologie", ("oenologie",), "œnologie"),
        ("du yoga du rire, ça existe ?", ("yoga", "rire"), "yoga du rire"),
    ],
)
def test_a_subject_that_the_agenda_lacks_is_named_as_it_was_typed_and_nothing_is_near_it(text, subject, named):
    answer = lacking(text, *subject)
    assert f"rien sur « {named} »" in answer.plain.replace("\u202f", " ").replace("\u00a0", " ")
    assert answer.near == answer.events == ()
    assert answer.labels == ("Voir les ateliers",)


def test_a_rude_word_is_never_said_back():
    assert "merde" not in lacking("un atelier de merde", "merde").plain


def test_the_same_question_asked_again_is_answered_again(ask):
    question = "qu'est-ce qu'il y a pendant les vacances ?"
    first, again = ask(question), ask(question, "c'est où ?", question, "c'est où ?", question)
    assert first.events
    assert again.events == first.events


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le tarif de la matinée « La course des robots » ?",
        "who is giving the talk « Images truquées »?",
        "c'est qui qui anime le labyrinthe de la souris",
    ],
)
def test_what_no_column_tells_of_an_event_is_not_answered_by_another_column(ask, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.UNKNOWN
    assert len(answer.events) == 1


def test_a_few_events_of_which_none_is_clear_are_buttons_and_the_first_may_be_picked(clerk):
    few = tuple(one.uid for one in clerk.events[:3])
    unclear = replace(meaning(), decision=Decision.ASK, between=few)
    asked = clerk.assistant.answer(unclear, clerk.events, "fr", clerk.now)
    assert asked.kind is AnswerKind.CLARIFY
    assert len(asked.labels) == len(few) + 1
    assert asked.labels[-1] == "Autre chose"
    state = clerk.assistant.remember(asked, unclear, None, clerk.now)
    picked = clerk.understanding.understand("le premier", state, clerk.events, clerk.now)
    assert clerk.assistant.answer(picked, clerk.events, "fr", clerk.now, state).events == few[:1]
