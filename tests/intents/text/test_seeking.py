from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from intents.dates.dates import date_seeker, find_when

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(scope="module")
def seeker():
    return date_seeker()


@pytest.mark.parametrize(
    "text",
    ["où est la salle ?", "Combien coûte l’atelier pour un enfant ?", "is there a car park, or a bus?", ""],
)
def test_a_text_whose_words_lead_to_no_date_is_not_read_for_one(seeker, text):
    assert not seeker.may_find(text)
    assert seeker.read(text, TODAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "samedi",
        "le 12/12",
        "à 18h30",
        "janvier-mars",
        "le 12 - 12",
        "mercerdi",
        "dans deux jours",
        "la semaine d'après",
    ],
)
def test_a_text_that_may_name_a_date_is_read_for_it(seeker, text):
    assert seeker.may_find(text)
    assert find_when(text, NOW) is not None
