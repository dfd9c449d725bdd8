"""What typed words mean right after a reminder."""

import pytest

from bot.dialogues.after_reminder import Said, read


@pytest.mark.parametrize("text", ["Oui", "oui !", "ok", "On vient", "Nous serons là.", "Présents", "yes", "OUI MERCI"])
def test_they_come(text: str) -> None:
    assert read(text) is Said.COMING


@pytest.mark.parametrize("text", ["Non", "on ne vient plus", "Il est malade", "non désolée", "can't make it"])
def test_they_do_not_come(text: str) -> None:
    assert read(text) is Said.NOT_COMING


@pytest.mark.parametrize("text", ["ok on garde", "On garde !", "Nous gardons.", "we'll keep it", "ça nous va"])
def test_they_keep_the_new_date(text: str) -> None:
    assert read(text) is Said.KEEPING


@pytest.mark.parametrize(
    "text",
    [
        "on sera en retard", "On aura 10 min de retard", "un petit retard désolé", "nous arriverons un peu plus tard",
        "Léa arrive plus tard", "10 minutes de retard svp", "on sera à la bourre", "we'll be 10 minutes late",
        "running late", "on sera pas à l'heure", "bonjour, nous aurons un peu de retard",
        "on arrivera vers 18 h 20 désolés", "on arrive dans 5 min", "on sera là un peu après", "Léa sera là vers 18h",
        "we'll be there in 10 minutes", "we will arrive around 6:20",
    ],
)  # fmt: skip
def test_they_will_be_late(text: str) -> None:
    assert read(text) is Said.LATE


@pytest.mark.parametrize(
    "text",
    [
        "que se passe-t-il si on arrive en retard ?", "peut-on arriver en retard", "et si on est en retard",
        "le bus est en retard", "oui mais c'est à quelle heure ?", "quel âge", "non mais il faut quoi",
        "can we come late", "le bus arrive dans combien de temps", "on arrive à l'heure",
        "on vient à combien ?", "il faut venir à quelle heure", "c'est trop tard pour s'inscrire",
    ],
)  # fmt: skip
def test_a_question_is_no_answer_to_a_reminder(text: str) -> None:
    assert read(text) is None
