"""A message of two questions is answered twice, and no courtesy swallows a question."""

import pytest

from bot.assistant.answer import AnswerKind


def answer_to(clerk, text):
    ((meaning, answer),) = clerk.converse([text])
    return meaning, answer


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Vous logez combien de boîtes, et lesquelles ?", {"count_companies", "hosted"}),
        ("c'est quoi BeLC, et Neolink au passage", {"belc", "neolink"}),
        ("superficie + année d'ouverture", {"surface", "opened"}),
        ("Surface ? Nombre de salles ?", {"surface", "count_spaces"}),
        ("la région a mis combien, et l'état ?", {"cost_region", "cost_state"}),
        ("Bonjour, l'adresse svp. Et vous ouvrez à quelle heure ?", {"address", "hours"}),
    ],
)
def test_both_are_answered(clerk, text, asked):
    meaning, _ = answer_to(clerk, text)
    assert {meaning.intent, meaning.also} == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("merci, et l'adresse ?", "address"),
        ("super merci ! c'est gratuit ?", "price_entry"),
        ("merci ! et vous avez un parking ?", "parking"),
    ],
)
def test_a_question_after_thanks_is_answered(clerk, text, asked):
    assert answer_to(clerk, text)[0].intent == asked


@pytest.mark.parametrize(
    "text",
    ["merci, c'est noté", "merci beaucoup, bonne journée à toute l'équipe !", "merci c'est gentil"],
)
def test_thanks_that_tell_something_stay_thanks(clerk, text):
    meaning, answer = answer_to(clerk, text)
    assert (meaning.intent, answer.kind) == ("thanks", AnswerKind.ACTION)


@pytest.mark.parametrize(
    ("text", "asked"),
    [("super merci ! c'est gratuit ?", "price_entry"), ("merci bcp, et dans quelle salle ?", "event_room")],
)
def test_it_is_answered_below_events_too(clerk, text, asked):
    *_, (meaning, _) = clerk.converse(["pour 8 ans, le mercredi", text])
    assert meaning.intent == asked


@pytest.mark.parametrize("greeted", ["Bonjour, robots", "bonjour robots", "coucou les robots"])
def test_a_greeting_before_a_single_word_of_an_event_does_not_swallow_it(clerk, greeted):
    ((alone, _),) = clerk.converse(["robots"])
    ((meaning, _),) = clerk.converse([greeted])
    assert meaning.intent == alone.intent


@pytest.mark.parametrize(
    "said", ["Bonjour madame Martin", "merci pour samedi", "merci pour l'atelier robots", "bonne soirée"]
)
def test_a_courtesy_that_names_a_day_or_an_event_asks_nothing(clerk, said):
    ((meaning, _),) = clerk.converse([said])
    assert meaning.intent in ("greeting", "thanks", "goodbye")
