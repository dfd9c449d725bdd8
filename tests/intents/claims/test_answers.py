"""« Oui. » and « Non. » in an answer: before one known fact, in the language of the answer."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.assistant.compose import Assistant
from intents.meaning.meaning import Decision, Meaning
from tests.intents.claims.cases import library

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 10, tzinfo=PARIS)


def answered(text, intent, language="fr", also=None, things=()):
    meaning = Meaning(
        text=text, intent=intent, decision=Decision.ANSWER, confidence=1.0, language=language, also=also, things=things
    )
    return Assistant(library(), PARIS).answer(meaning, (), language, NOW).plain


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [
        ("vous avez ouvert en 2025 ?", "fr", "Oui. La Cité"),
        ("vous avez ouvert en 2024 ?", "fr", "Non. La Cité"),
        ("vous n'avez pas ouvert en 2025 ?", "fr", "Si. La Cité"),
        ("did you open in 2025?", "en", "Yes. The Cité"),
        ("did you open in 2024?", "en", "No. The Cité"),
        ("didn't you open in 2025?", "en", "Yes. The Cité"),
        ("quand avez-vous ouvert ?", "fr", "La Cité"),
    ],
)
def test_a_claim_is_granted_or_refuted_before_the_fact(text, language, begins):
    assert answered(text, "opened", language).startswith(begins)


def test_of_two_answers_the_one_that_grants_or_refutes_a_claim_comes_first():
    said = answered("c'est où ? et vous avez ouvert en 2024 ?", "address", also="opened")
    assert said.startswith("Non. La Cité du numérique est récente")
    assert "avenue de Vendôme" in said


def test_of_two_that_do_the_one_about_what_is_named_comes_first():
    said = answered("la Région a mis 790 000 € ?", "cost_total", also="cost_region", things=("region",))
    assert said.startswith("Oui. La Région")


def test_what_is_not_known_never_begins_with_yes_or_no():
    unknown = next(topic for topic in library().topics if topic.unknown)
    assert not answered("c'est 5 euros ?", unknown.id).startswith(("Oui", "Non"))
