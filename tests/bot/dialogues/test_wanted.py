"""Who is to be signed up, said before an event is chosen."""

from datetime import datetime, timedelta

from tests.bot.dialogues.line import new_event
from tests.bot.dialogues.venue import Venue


async def test_whoever_was_named_is_in_the_form_of_the_date_chosen_next_once(
    time_machine: Venue, morning: datetime
) -> None:
    for in_days in (5, 12):
        new_event(time_machine, title="Boussole aimantée", in_days=in_days, capacity=4)
    person = time_machine.visitor("Agnès")
    await person.says("jveu inscrir lea et Tom a boussole aimantée")
    choice = await person.sees("À quel événement voulez-vous vous inscrire ?")
    dates = list(choice.labels)
    assert len(dates) == 2
    await person.taps(dates[0])
    await person.taps("J’accepte et je continue")
    await person.sees("naissance de Lea")
    await person.says("/annuler")
    await person.taps("Oui, abandonner")
    await person.says("inscription boussole aimantée")
    await person.taps(dates[1])
    await person.sees("Quel est le prénom")


async def test_a_child_told_of_in_a_wish_is_in_the_form_of_the_event_that_is_shown(
    time_machine: Venue, morning: datetime
) -> None:
    new_event(time_machine, title="Girouette sonore", capacity=4)
    person = time_machine.visitor("Agnès")
    await person.says("ma fille Chloé, 8 ans, voudrait faire la girouette sonore")
    await person.taps("J’accepte et je continue")
    await person.sees("naissance de Chloé")


async def test_a_sign_up_that_nothing_fits_says_so_and_offers_what_is_near(
    time_machine: Venue, morning: datetime
) -> None:
    new_event(time_machine, title="Boussole à neuf ans", in_days=3, ages=(9, 12))
    new_event(time_machine, title="Boussole à quatre ans", in_days=5, ages=(4, 5))
    day = f"{morning + timedelta(days=5):%d/%m}"
    person = time_machine.visitor("Agnès")
    await person.says(f"je veux inscrire mon fils de 10 ans le {day}")
    said = await person.sees("Je ne vois rien qui corresponde")
    assert "pour 10 ans" in said.text
    assert "Touchez l’événement qui vous convient" in said.text
    assert not any("quatre ans" in label for label in said.labels)


async def test_two_children_named_for_two_events_are_not_both_signed_up_for_the_first(
    time_machine: Venue, morning: datetime
) -> None:
    new_event(time_machine, title="Toupies volantes", in_days=5, capacity=4)
    new_event(time_machine, title="Lanternes bavardes", in_days=6, capacity=4)
    person = time_machine.visitor("Agnès")
    await person.says("je voudrais inscrire Léa aux toupies volantes et Tom aux lanternes bavardes")
    await person.sees("Commençons par « Toupies volantes »")
    await person.taps("J’accepte et je continue")
    await person.sees("naissance de Léa")
    await person.says(f"mars {time_machine.now.year - 8}")
    who = await person.sees("Qui participe")
    assert not any("Tom" in label for label in who.labels)
    await person.taps("Continuer")
    await person.taps("Confirmer")
    await person.sees("naissance de Tom")


async def test_the_words_of_a_title_are_no_first_name(time_machine: Venue, morning: datetime) -> None:
    new_event(time_machine, title="Girouettes en papier", in_days=5, capacity=4)
    person = time_machine.visitor("Kate", language="en")
    await person.says("sign up my daughter Poppy for Girouettes en papier")
    await person.taps("I accept and continue")
    await person.sees("was Poppy born")


async def test_two_events_of_one_sentence_follow_each_other_and_names_are_asked_once(
    time_machine: Venue, morning: datetime
) -> None:
    for title, in_days in (("Girouette de papier", 5), ("Cadran solaire", 6)):
        new_event(time_machine, title=title, in_days=in_days, capacity=4)
    born = f"{time_machine.now.year - 8}"
    person = time_machine.visitor("Agnès")
    await person.says(f"je veux inscrire Léa née en mars {born} à girouette de papier et à cadran solaire")
    await person.sees("viendra juste après")
    await person.taps("J’accepte et je continue")
    for first in (True, False):
        await person.taps("Continuer")
        await person.taps("Confirmer")
        await person.sees("Léa : inscription confirmée.")
        if first:
            await person.sees("Cadran solaire")
