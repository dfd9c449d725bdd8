"""What the next message may refer to."""

from datetime import timedelta

from bot.assistant.answer import Answer, AnswerKind, remembered
from intents.dates.dates import find_when
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Decision, Meaning, Person, Sex, Slots
from tests.bot.assistant.conftest import NOW

BEFORE = DialogueState(
    at=NOW - timedelta(minutes=1), intent="events", shown=("a", "b"), listed=("a", "b"), query=Slots(ages=(8,))
)


def remember(kind, intent, *, before=BEFORE, follows_up=False, slots=None, **answer):
    given = Answer(kind=kind, text="", confidence=1, **answer)
    meaning = Meaning(
        text="", intent=intent, decision=Decision.ANSWER, confidence=1, slots=slots or Slots(), follows_up=follows_up
    )
    return remembered(given, meaning, before, ("near",), NOW)


def test_a_list_is_remembered_with_what_was_looked_for():
    found = remember(AnswerKind.EVENTS, "events", events=("c", "d"), slots=Slots(ages=(5,)))
    assert (found.shown, found.listed, found.query.ages) == (("c", "d"), ("c", "d"), (5,))


def test_one_event_picked_leaves_the_list_and_the_search():
    found = remember(AnswerKind.EVENT, "event_room", events=("b",), follows_up=True)
    assert (found.shown, found.listed, found.query) == (("b",), ("a", "b"), Slots(ages=(8,)))


def test_one_event_found_among_the_last_list_leaves_the_list():
    found = remember(AnswerKind.EVENT, "events", events=("b",), slots=Slots(ages=(5,)))
    assert (found.shown, found.listed, found.query.ages) == (("b",), ("a", "b"), (5,))


def test_an_order_that_wants_an_event_is_remembered():
    found = remember(AnswerKind.ACTION, "cancel_sign_up")
    assert (found.intent, found.shown, found.listed) == ("cancel_sign_up", ("a", "b"), ("a", "b"))
    assert remember(AnswerKind.ACTION, "thanks") == BEFORE


def test_whoever_was_asked_about_counts_from_then_on():
    found = remember(AnswerKind.EVENT, "event_age", events=("b",), follows_up=True, slots=Slots(ages=(11,)))
    assert found.query.ages == (11,)


def test_what_was_only_near_may_be_spoken_of_but_is_no_list():
    found = remember(AnswerKind.EVENTS, "events", near=("n",))
    assert (found.shown, found.listed) == (("n",), ("a", "b"))


def test_a_topic_keeps_the_events_but_is_not_about_them():
    found = remember(AnswerKind.ANSWER, "address", topic="address")
    assert found.shown == ("a", "b")
    assert not found.about_events
    assert found.related == ("near",)


def test_a_topic_with_events_is_a_list_that_may_be_narrowed():
    found = remember(AnswerKind.EVENTS, "theme_ai", topic="theme_ai", events=("c",), query=Slots(themes=("ia",)))
    assert found.about_events
    assert found.query.themes == ("ia",)


def test_a_sign_up_is_about_its_event():
    assert remember(AnswerKind.ACTION, "sign_up", before=None, events=("c",)).shown == ("c",)


def test_who_is_to_be_signed_up_is_kept_until_an_event_is_chosen():
    asked = remember(AnswerKind.ACTION, "sign_up", before=None, slots=Slots(names=("Léa",), ages=(7,)))
    assert asked.wanted == Slots(names=("Léa",), ages=(7,))
    told = remember(AnswerKind.ANSWER, "address", before=asked, topic="address")
    assert told.wanted == asked.wanted
    assert remember(AnswerKind.ACTION, "sign_up", before=told, slots=Slots(count=2)).wanted == Slots(count=2)


def test_a_child_named_with_its_age_where_events_are_looked_for_is_kept_for_the_sign_up_too():
    child = Slots(names=("Léa",), ages=(8,))
    assert remember(AnswerKind.EVENT, "events", events=("c",), slots=child).wanted == child
    assert remember(AnswerKind.EVENT, "events", events=("c",), slots=Slots(names=("Léa",))).wanted is None
    assert remember(AnswerKind.ANSWER, "workshops_age", topic="workshops_age", slots=child).wanted is None


def test_thanks_and_questions_back_change_nothing():
    assert remember(AnswerKind.ACTION, "thanks", action="thanks") is BEFORE
    assert remember(AnswerKind.CLARIFY, "events") is BEFORE


def test_a_question_about_the_venue_leaves_the_search_even_when_it_tells_an_hour():
    noon = find_when("à midi", NOW)
    found = remember(AnswerKind.UNKNOWN, "hours", topic="hours", slots=Slots(when=noon))
    assert found.query == BEFORE.query


def test_an_event_named_in_a_question_about_the_venue_is_the_one_spoken_of():
    slots = Slots(titled=True, events=("c",))
    assert remember(AnswerKind.UNKNOWN, "prices", topic="prices", slots=slots).shown == ("c",)


def test_the_people_told_are_remembered_through_answers_about_the_venue_and_by_whom_they_were():
    told = Meaning(
        text="",
        intent="events",
        decision=Decision.ANSWER,
        confidence=1,
        people=(Person(5, Sex.GIRL), Person(11)),
    )
    found = remembered(Answer(kind=AnswerKind.EVENTS, text="", confidence=1, events=("a",)), told, None, (), NOW)
    assert found.people == (Person(5, Sex.GIRL), Person(11))
    assert remember(AnswerKind.ANSWER, "address", before=found, topic="address").people == found.people
