"""Events that move, are cancelled, resume or change their capacity, as families read of them over the real process."""

from datetime import datetime, timedelta

import pytest

from bot.messages import dates
from bot.sandbox.viewer import SeenMessage, plain
from tests.bot.dialogues.line import Event, new_event
from tests.bot.dialogues.venue import Venue


def day(moment: datetime) -> str:
    return plain(dates.day(moment.date(), "fr"))


def labels(message: SeenMessage) -> list[str]:
    return [plain(label) for label in message.labels]


def is_file(message: SeenMessage) -> bool:
    return message.document is not None


@pytest.fixture
def event(time_machine: Venue, morning: datetime) -> Event:
    """A workshop in six days with two seats."""
    return new_event(time_machine, title="Robots à ressort", capacity=2)


async def test_a_move_says_both_dates_and_each_child_is_kept_or_cancelled(event: Event, morning: datetime) -> None:
    family = await event.joins("Bruno", "Léa", "Tom")
    event.plan(in_days=8, hour=10)
    news = await family.sees("Robots à ressort change de date")
    assert news.says(f"Avant : {day(morning + timedelta(days=6))} de 14 h à 16 h")
    assert news.says(f"Maintenant : {day(morning + timedelta(days=8))} de 10 h à 12 h")
    assert news.says("Inscription gardée : Léa et Tom. Sans réponse, l’inscription reste valable.")
    assert labels(news) == ["Nous gardons", "Annuler Léa", "Annuler Tom", "Tout annuler", "Une question"]
    file = (await family.downloads(await family.sees(is_file))).decode()
    assert "SEQUENCE:1" in file
    assert "METHOD:PUBLISH" in file
    await family.taps("Annuler Léa", on=news)
    await family.sees("Annuler l’inscription de Léa")
    await family.taps("Confirmer l’annulation")
    await family.sees("C’est annulé : Léa")
    await family.taps("Nous gardons", on=news)
    kept = await family.sees("l’inscription est gardée : Tom")
    assert kept.id == news.id
    assert event.standing == ["Tom confirmed"]


async def test_only_the_hours_changed_is_not_called_another_date(event: Event) -> None:
    family = await event.joins("Bruno", "Léa")
    event.plan(hour=16)
    await family.sees("Robots à ressort change d’horaire")


async def test_a_family_that_waits_is_told_and_keeps_its_place(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    await event.joins("Agnès", "Léa")
    family = await event.joins("Bruno", "Tom")
    event.plan(in_days=8)
    news = await family.sees("change de date")
    assert news.says("En liste d’attente : Tom. La place dans la liste ne change pas.")
    assert labels(news) == ["Quitter la liste", "Une question"]
    await family.sees_nothing(is_file, within=0.3)
    assert event.standing == ["Léa confirmed", "Tom waiting"]


async def test_keeping_a_date_that_has_changed_again_keeps_nothing(event: Event, morning: datetime) -> None:
    family = await event.joins("Bruno", "Léa")
    event.plan(in_days=8)
    first = await family.sees("change de date")
    event.plan(in_days=9)
    await family.sees(f"Maintenant : {day(morning + timedelta(days=9))}")
    press = await family.taps("Nous gardons", on=first)
    await press.is_answered("Cet événement a changé")
    again = await family.sees("Voici la bonne date")
    assert again.says(day(morning + timedelta(days=9)))
    await family.taps("Nous gardons", on=again)
    await family.sees("l’inscription est gardée : Léa")


async def test_half_way_only_those_who_did_not_answer_are_asked_again(event: Event, morning: datetime) -> None:
    silent, sure = await event.joins("Bruno", "Léa"), await event.joins("Chloé", "Tom")
    event.plan(in_days=10)
    await silent.sees("change de date")
    await sure.sees("change de date")
    await sure.taps("Nous gardons")
    await sure.sees("l’inscription est gardée")
    for person in (silent, sure):
        await person.looks_away()
    event.venue.jump_to(morning + timedelta(days=6))
    nudge = await silent.sees("Vous ne nous avez pas encore dit si cette date vous convient")
    assert nudge.says("Léa : sans réponse, l’inscription reste valable.")
    assert labels(nudge) == ["Nous gardons", "Annuler Léa", "Une question"]
    await silent.taps("Nous gardons")
    await silent.sees("l’inscription est gardée : Léa")
    await sure.sees_nothing("pas encore dit", within=0.3)


async def test_who_is_too_old_on_the_new_date_is_told_so_and_stays(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine, title="Petits robots", ages=(6, 7))
    family = await event.joins("Bruno", "Léa", born=7)
    event.plan(in_days=300)
    news = await family.sees("change de date")
    assert news.says("À cette date, Léa aura dépassé l’âge prévu (de 6 à 7 ans) : l’inscription est gardée")
    assert event.standing == ["Léa confirmed"]


async def test_a_question_about_the_change_goes_to_the_team_with_the_event_named(
    event: Event, time_machine: Venue
) -> None:
    family = await event.joins("Bruno", "Léa")
    event.plan(in_days=8)
    await family.sees("change de date")
    await family.taps("Une question")
    await family.sees("Écrivez votre question sur Robots à ressort")
    await family.says("Est-ce dans la même salle ?")
    copy = await family.sees("Je garde votre question")
    assert copy.says("« (Au sujet de Robots à ressort")
    assert copy.says("Est-ce dans la même salle ? »")
    assert time_machine.questions()[-1] == "Est-ce dans la même salle ?"
    await family.says("merci")
    await family.sees(lambda message: not message.says("Je garde votre question"))
    assert not any(question.endswith("merci") for question in time_machine.questions())


async def test_a_cancelled_event_names_its_date_and_what_else_fits_one_tap_away(
    event: Event, time_machine: Venue, morning: datetime
) -> None:
    other = new_event(time_machine, title="Robots à ressort", in_days=30, capacity=8)
    family = await event.joins("Bruno", "Léa", "Tom")
    event.plan(status="cancelled")
    news = await family.sees("Annulation : Robots à ressort")
    assert news.says(f"prévu le {day(morning + timedelta(days=6))} de 14 h à 16 h")
    assert news.says("Voici ce qui pourrait convenir à Léa et Tom")
    file = (await family.downloads(await family.sees(is_file))).decode()
    assert "METHOD:CANCEL" in file
    assert labels(news)[0].startswith("S'inscrire : Robots à ressort")
    await family.taps("S’inscrire : Robots à ressort", on=news)
    await family.sees("Tom : inscription confirmée")
    await family.sees(is_file)
    assert other.standing == ["Léa confirmed", "Tom confirmed"]
    assert event.standing == []
    await family.taps("S’inscrire : Robots à ressort", on=news)
    await family.sees("C’était déjà noté")
    assert other.standing == ["Léa confirmed", "Tom confirmed"]


async def test_where_another_event_asks_more_its_form_opens_instead(event: Event, time_machine: Venue) -> None:
    title = "Robots à ressort"
    other = new_event(time_machine, title=title, in_days=20, capacity=8, questions="phone")
    family = await event.joins("Bruno", "Léa")
    event.plan(status="cancelled")
    await family.sees("Annulation")
    await family.taps(f"S’inscrire : {title}")
    form = await family.sees("Qui participe")
    assert any("Léa" in label and "inscrire" in label for label in form.labels)
    assert other.standing == []


async def test_the_form_that_opens_instead_keeps_the_places_without_a_name(time_machine: Venue) -> None:
    planned = {"title": "Jeux d’hier", "ages": (None, None), "capacity": 8}
    event = new_event(time_machine, **planned)
    new_event(time_machine, **{**planned, "in_days": 20, "questions": "phone"})
    family = await event.joins("Bruno", "Léa", unnamed=2)
    event.plan(status="cancelled")
    await family.sees("Annulation")
    await family.taps("S’inscrire : Jeux d’hier")
    form = await family.sees("Qui participe")
    assert form.says("2 places sans prénom")
    assert form.labels[0].startswith("☑ Léa")


@pytest.mark.parametrize("button", ["Nous gardons", "Nous venons"])
async def test_an_older_yes_to_a_cancelled_event_is_answered_with_the_truth(
    event: Event, morning: datetime, button: str
) -> None:
    family = await event.joins("Bruno", "Léa")
    if button == "Nous venons":
        event.venue.jump_to(morning + timedelta(days=5, hours=8, minutes=2))
        old = await family.sees("Rappel")
    else:
        event.plan(in_days=8)
        old = await family.sees("change de date")
    event.plan(in_days=6 if button == "Nous gardons" else 1, status="cancelled")
    await family.sees("Annulation")
    press = await family.taps(button, on=old)
    await press.is_answered("Cet événement est annulé")
    await family.sees("est annulé")


async def test_an_older_sign_up_button_of_a_cancelled_event_says_so(event: Event) -> None:
    family = event.venue.visitor("Denis")
    await family.opens(f"e_{event.uid}")
    await family.sees("Robots à ressort")
    event.plan(status="cancelled")
    press = await family.taps("S’inscrire")
    await press.is_answered("Cet événement est annulé")


async def test_an_event_that_takes_place_after_all_is_told_and_its_reminders_resume(
    event: Event, morning: datetime
) -> None:
    family = await event.joins("Bruno", "Léa")
    event.plan(status="cancelled")
    await family.sees("Annulation")
    await family.sees(is_file)
    await family.looks_away()
    event.plan()
    news = await family.sees("Bonne nouvelle : Robots à ressort aura bien lieu")
    assert news.says(f"Date : {day(morning + timedelta(days=6))} de 14 h à 16 h")
    assert labels(news) == ["Nous gardons", "Annuler Léa", "Une question"]
    file = (await family.downloads(await family.sees(is_file))).decode()
    assert "METHOD:PUBLISH" in file
    assert "SEQUENCE:2" in file
    await family.looks_away()
    event.venue.jump_to(morning + timedelta(days=5, hours=8, minutes=2))
    await family.sees("Rappel : demain")


async def test_one_that_resumes_at_another_date_is_told_of_both_at_once(event: Event, morning: datetime) -> None:
    family = await event.joins("Bruno", "Léa")
    event.plan(status="cancelled")
    await family.sees("Annulation")
    event.plan(in_days=9)
    news = await family.sees("aura bien lieu")
    assert news.says(f"Avant : {day(morning + timedelta(days=6))}")
    assert news.says(f"Maintenant : {day(morning + timedelta(days=9))}")
    await family.sees_nothing("change de date", within=0.3)


async def test_more_seats_reach_who_waits_and_fewer_throw_nobody_out(time_machine: Venue, morning: datetime) -> None:
    event = new_event(time_machine)
    await event.joins("Agnès", "Léa")
    family = await event.joins("Bruno", "Tom")
    event.plan(capacity=2)
    await family.sees("Une place s’est libérée pour Tom")
    await family.taps("Je prends la place")
    await family.sees("la place est à vous")
    event.plan(capacity=1)
    await family.opens(f"e_{event.uid}")
    await family.sees("complet, liste d’attente ouverte")
    assert event.standing == ["Léa confirmed", "Tom confirmed"]


async def test_a_yes_typed_after_a_move_keeps_the_seat_for_the_new_date(event: Event, morning: datetime) -> None:
    family = await event.joins("Bruno", "Léa")
    await family.opens()
    await family.sees("Bonjour")
    event.plan(in_days=8)
    await family.sees("change de date")
    await family.sees(is_file)
    await family.says("oui")
    await family.sees("l’inscription est gardée : Léa")
