"""The date understood is said back in full, in both languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.assistant.when_said import constraint
from bot.messages import Messages
from intents.dates import find_when

NOW = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


def said(text, language):
    when = find_when(text, NOW)
    assert when is not None
    return constraint(when, Messages(language)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("samedi prochain", "le samedi 5 décembre 2026"),
        ("le 1er janvier", "le vendredi 1er janvier 2027"),
        ("ce week-end", "la période du samedi 5 décembre 2026 au dimanche 6 décembre 2026"),
        ("à partir du 15", "la période à partir du mardi 15 décembre 2026"),
        ("samedi ou dimanche", "le samedi 5 décembre 2026 ou le dimanche 6 décembre 2026"),
        ("le mercredi", "le mercredi"),
        ("le lundi, le mardi et le jeudi", "le lundi, le mardi ou le jeudi"),
        ("en semaine", "les jours du lundi au vendredi"),
        (
            "un mercredi en janvier",
            "le mercredi dans la période du vendredi 1er janvier 2027 au dimanche 31 janvier 2027",
        ),
        ("samedi matin", "le samedi 5 décembre 2026, avant 12 h"),
        ("demain soir", "le mercredi 2 décembre 2026, à partir de 17 h 30"),
        ("samedi à 14h30", "le samedi 5 décembre 2026, à 14 h 30"),
        ("après 18h", "un début à partir de 18 h"),
        ("entre 14h et 16h", "un début entre 14 h et 16 h"),
        ("samedi, sauf le matin", "le samedi 5 décembre 2026, sauf un début avant 12 h"),
    ],
)
def test_a_french_family_reads_which_days_were_looked_at(text, back):
    assert said(text, "fr") == back


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("next Saturday", "Saturday 5 December 2026"),
        ("this weekend", "the period from Saturday 5 December 2026 to Sunday 6 December 2026"),
        ("from Monday", "the period from Monday 7 December 2026 on"),
        ("on Wednesdays", "Wednesdays"),
        ("tomorrow afternoon", "Wednesday 2 December 2026, between 12:00 pm and 6:00 pm"),
        ("after 6pm", "a start from 6:00 pm"),
        ("Saturday or Sunday", "Saturday 5 December 2026 or Sunday 6 December 2026"),
    ],
)
def test_an_english_family_reads_which_days_were_looked_at(text, back):
    assert said(text, "en") == back


def test_what_is_only_refused_leaves_the_usual_lead():
    assert said("pas le mercredi", "fr") == ""


def test_a_long_list_of_refused_holidays_does_not_bury_the_answer():
    assert said("samedi, hors vacances scolaires", "fr") == "le samedi 5 décembre 2026"


def test_the_list_of_events_says_the_day_it_looked_at(ask):
    assert ask("quels ateliers en décembre ?").plain.startswith("Pour la période du mardi 1er décembre 2026 au")
    assert ask("qu'est-ce qu'il y a samedi 12 décembre ?").plain.startswith("Pour le samedi 12 décembre 2026")
    assert "Pour le" not in ask("c'est quoi Ma bande dessinée interactive du 19 décembre ?").plain
    assert ask("vous avez un atelier robot le 25 décembre ?").plain.startswith("Pour le vendredi 25 décembre 2026, je")
