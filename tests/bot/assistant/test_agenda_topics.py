"""Topics that the agenda can say more about."""

from datetime import timedelta

import pytest

from bot.assistant.agenda import SOONEST, SOUGHT, AgendaAnswers, sought, topic_of
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.lists import agenda_row
from bot.messages import Messages
from intents.meaning.meaning import Decision, Meaning, Slots
from knowledge.agenda.agenda import Kind
from knowledge.library.library import load_library
from tests.bot.assistant.happenings import NOON, PARIS, event

LATER = NOON + timedelta(days=7)


def test_every_topic_that_looks_into_the_agenda_exists():
    library = load_library()
    assert all(topic in library for topic in SOUGHT)


def test_a_topic_looks_for_its_subject_beside_what_was_said():
    found = sought("aud_seniors", Slots(ages=(70,), themes=("bases",)))
    assert (found.audiences, found.ages, found.themes) == (("seniors",), (70,), ("bases",))
    assert sought("address", Slots()) is None


@pytest.mark.parametrize(
    ("slots", "topic"),
    [
        (Slots(themes=("ia",)), "theme_ai"),
        (Slots(audiences=("seniors",)), "aud_seniors"),
        (Slots(kinds=("conference",)), "conferences"),
        (Slots(themes=("ia",), ages=(9,)), None),
        (Slots(themes=("ia", "codage")), None),
        (Slots(), None),
    ],
)
def test_one_subject_alone_has_a_topic_that_tells_of_it(slots, topic):
    assert topic_of(slots) == topic


def test_a_topic_lists_no_event_that_has_begun():
    talks = tuple(event(uid, kind=Kind.CONFERENCE, starts_at=at) for uid, at in (("now", NOON), ("later", LATER)))
    agenda = AgendaAnswers(talks, Messages("fr"), PARIS, NOON + timedelta(minutes=20))
    known = Answer(kind=AnswerKind.ANSWER, text="Des conférences.", confidence=1.0, topic="conferences")
    meaning = Meaning(text="", intent="conferences", decision=Decision.ANSWER, confidence=1.0)
    assert agenda.beside(known, meaning).events == ("later",)


@pytest.mark.parametrize(("coming", "shown"), [(3, 3), (5, 5), (9, SOONEST)])
def test_what_the_venue_offers_is_told_with_what_comes_soonest(coming, shown):
    events = tuple(event(f"e{day}", starts_at=NOON + timedelta(days=day)) for day in range(1, coming + 1))
    agenda = AgendaAnswers(events, Messages("fr"), PARIS, NOON)
    known = Answer(kind=AnswerKind.ANSWER, text="Des ateliers, des conférences.", confidence=1.0, topic="offer")
    answer = agenda.beside(known, Meaning(text="", intent="offer", decision=Decision.ANSWER, confidence=1.0))
    assert answer.events == tuple(one.uid for one in events[:shown])
    assert (agenda_row(agenda.words) in answer.rows) is (shown < coming)
