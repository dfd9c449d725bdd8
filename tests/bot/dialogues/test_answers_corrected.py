"""Every answer of the form can be put right in words at a later step and after confirming; a question changes none.

With the real process, in French and English: each answer given before is corrected, and what is stored is checked.
"""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from bot.messages import dates
from bot.sandbox.viewer import SeenMessage
from bot.sandbox.visitor import Visitor
from scheduler.core.people import BirthMonth
from scheduler.families import consents, families
from scheduler.families.consents import Purpose
from scheduler.seats.answers import Question
from tests.bot.dialogues.line import Event, new_event
from tests.bot.dialogues.venue import Venue

ORDER = ("phone", "alone", "photo", "allergy")
FIRST = {
    "fr": {"phone": "06 12 34 56 78", "alone": "oui", "photo": "oui", "allergy": "aucune"},
    "en": {"phone": "06 12 34 56 78", "alone": "yes", "photo": "yes", "allergy": "none"},
}
# What is said, what is said back, what is kept then.
CHANGES = {
    "fr": {
        "phone": ("le tel c plutôt le 06 87 65 43 21", "téléphone 06 87 65 43 21", "+33687654321"),
        "alone": ("en fait c’est moi qui viendrai la chercher", "sans adulte, c’est non pour Léa", "no"),
        "photo": ("finalement pas de photo de ma fille", "les photos, c’est non pour Léa", "no"),
        "allergy": ("j’ai oublié : allergique aux noix", "Léa : noix", "noix"),
    },
    "en": {
        "phone": ("sorry, my phone is 06 87 65 43 21", "phone 06 87 65 43 21", "+33687654321"),
        "alone": ("actually her dad picks her up", "without an adult is a no for Léa", "no"),
        "photo": ("no photos of her after all", "photos are a no for Léa", "no"),
        "allergy": ("I forgot: she is allergic to walnuts", "Léa: walnuts", "walnuts"),
    },
}
BIRTH = {"fr": ("pardon, Léa c’est {month} {year}", "naissance en"), "en": ("sorry, Léa is {month} {year}", "born in")}
SAYS = {
    "fr": {"confirm": "confirmer", "done": "C’est noté", "name": "prénom", "who": "Qui participe", "ask": "étape",
           "recap": "Vérifions", "again": "Reprenons", "agree": "J’accepte et je continue", "sign up": "S’inscrire",
           "question": "quelle est l'adresse de la cité du numérique ?"},
    "en": {"confirm": "confirm", "done": "It is done", "name": "first name", "who": "Who takes part", "ask": "step",
           "recap": "Let us check", "again": "Back to", "agree": "I accept and continue", "sign up": "Sign up",
           "question": "what is the address of the cité du numérique?"},
}  # fmt: skip


@dataclass
class Family:
    """Somebody at the form of an event that asks all four questions."""

    venue: Venue
    event: Event
    person: Visitor
    language: str

    def says(self, key: str) -> str:
        return SAYS[self.language][key]

    async def writes(self, text: str, *seen: str) -> SeenMessage:
        await self.person.says(text)
        return await self.person.sees(lambda message: all(message.says(one) for one in seen))

    async def opens(self, *children: str) -> None:
        await self.person.opens(f"e_{self.venue.code_of(self.event.uid)}")
        await self.person.taps(self.says("sign up"))
        await self.person.taps(self.says("agree"))
        await self.person.sees(self.says("name"))
        born = _born(self.venue.now, 7)
        for child in children:
            await self.writes(f"{child} {born.month:02}/{born.year}", self.says("who"))
        await self.writes("ok", "(")

    async def answers(self, *questions: str, children: int = 1) -> None:
        for question in questions:
            await self.writes(FIRST[self.language][question], "?" if question != ORDER[-1] else ":")
            if children > 1 and question != "phone":
                await self.person.says(FIRST[self.language]["alone"])
                await self.person.sees(self.says("ask") if question != ORDER[-1] else self.says("recap"))

    async def corrects(self, *questions: str, name: str = "") -> None:
        for question in questions:
            said, back, _ = CHANGES[self.language][question]
            await self.writes(f"{said}, {name}" if name and question != "phone" else said, back)

    async def corrects_the_birth(self, *seen: str) -> BirthMonth:
        born = _born(self.venue.now, 8)
        said, back = BIRTH[self.language]
        month = dates.months(self.language)[born.month - 1]
        await self.writes(said.format(month=month, year=born.year), back, str(born.year), *seen)
        return born

    async def kept(self) -> list[str]:
        return sorted(self.venue.answered(self.event.uid))

    async def born(self) -> BirthMonth | None:
        return self.venue.database.do(_birth_of, await self.person.id(), "Léa")


def _born(now: datetime, age: int) -> BirthMonth:
    """Half a year from any birthday, so that the age is sure."""
    month = (now.month + 5) % 12 + 1
    return BirthMonth(now.year - age - (1 if month > now.month else 0), month)


def _birth_of(session: Session, chat_id: int, name: str) -> BirthMonth | None:
    family = families.family_of(session, chat_id)
    assert family is not None
    return next(one.birth for one in families.participants(session, family.id) if one.first_name == name)


def _photo_consents(session: Session, chat_id: int) -> list[bool]:
    """Whether each agreement to photos stands."""
    family = families.family_of(session, chat_id)
    assert family is not None
    found = consents.of_family(session, family.id)
    return [one.withdrawn_at is None for one in found if one.purpose is Purpose.PHOTO]


def at_form(venue: Venue, language: str) -> Family:
    event = new_event(venue, title="Atelier des étoiles", capacity=8, questions=";".join(ORDER))
    return Family(venue, event, venue.visitor(language=language), language)


def expected(language: str, corrected: tuple[str, ...], name: str = "Léa") -> list[str]:
    stored = {"phone": "+33612345678", "alone": "yes", "photo": "yes", "allergy": "no"}
    stored |= {question: CHANGES[language][question][2] for question in corrected}
    return [f"{name} {question} {words}" for question, words in stored.items()]


@pytest.mark.parametrize(("place", "language"), [("allergy", "en"), ("after a question", "fr")])
async def test_every_answer_is_put_right_at_a_later_step(venue: Venue, place: str, language: str) -> None:
    """At every step: test_corrections_table.py, without the process."""
    family = at_form(venue, language)
    await family.opens("Léa")
    before = ORDER[: ORDER.index(place)] if place in ORDER else ORDER
    await family.answers(*before)
    if place == "after a question":
        await family.person.says(family.says("question"))
        await family.person.sees("Vendôme")
        await family.person.sees(family.says("again"))
    await family.corrects(*before)
    born = await family.corrects_the_birth(family.says("recap" if place not in ORDER else "ask"))
    await family.answers(*(one for one in ORDER if one not in before))
    await family.writes(family.says("confirm"), family.says("done"))
    assert await family.kept() == sorted(expected(language, before))
    assert await family.born() == born


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_answer_is_put_right_where_the_same_is_asked_for_a_sibling(venue: Venue, language: str) -> None:
    family = at_form(venue, language)
    await family.opens("Léa", "Tom")
    await family.answers("phone", "alone", "photo", children=2)
    await family.writes(FIRST[language]["allergy"], "Tom")  # the same for Tom?
    await family.corrects(*ORDER, name="Léa")
    await family.corrects_the_birth("Tom")
    await family.writes("non", family.says("ask"))
    await family.writes("non", family.says("recap"))
    await family.writes(family.says("confirm"), family.says("done"))
    toms = expected(language, ("phone",), "Tom")
    assert await family.kept() == sorted([*expected(language, ORDER), *toms])


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_answer_is_put_right_after_confirming(venue: Venue, language: str) -> None:
    family = at_form(venue, language)
    await family.opens("Léa")
    await family.answers(*ORDER)
    await family.writes(family.says("confirm"), family.says("done"))
    assert venue.database.do(_photo_consents, await family.person.id()) == [True]
    await family.corrects(*ORDER)
    born = await family.corrects_the_birth()
    assert await family.kept() == sorted(expected(language, ORDER))
    assert await family.born() == born
    assert venue.database.do(_photo_consents, await family.person.id()) == [False]


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_of_two_children_it_is_asked_once_whose_answer_is_put_right(venue: Venue, language: str) -> None:
    family = at_form(venue, language)
    await family.opens("Léa", "Tom")
    await family.answers(*ORDER, children=2)
    await family.writes(family.says("confirm"), family.says("done"))
    await family.corrects("phone")
    for question in ("alone", "photo", "allergy"):
        said, back, _ = CHANGES[language][question]
        asked = await family.writes(said, "?")
        assert len(asked.labels) == 4  # Léa, Tom, both, neither
        await family.writes("Léa", back)
    both = [*expected(language, ORDER), *expected(language, ("phone",), "Tom")]
    assert await family.kept() == sorted(both)


QUESTIONS = (
    "elle peut repartir seule ?", "est-ce qu’il y aura des photos", "et si elle est allergique aux noix ?",
    "can she leave alone?", "je dois venir la chercher à quelle heure", "vous avez mon numéro de téléphone ?",
)  # fmt: skip


async def test_a_question_changes_nothing_in_the_form_nor_after(venue: Venue) -> None:
    family = at_form(venue, "fr")
    await family.opens("Léa")
    await family.answers(*ORDER)
    for question in QUESTIONS:
        await family.person.says(question)
        await family.person.sees(lambda message: bool(message.labels) and message.labels[0].startswith("Confirm"))
    await family.writes("confirmer", "C’est noté")
    for question in QUESTIONS:
        await family.person.says(question)
        await family.person.sees(lambda message: True)
    assert await family.kept() == sorted(expected("fr", ()))


async def test_in_the_form_it_is_asked_once_of_whom_and_a_later_word_counts_again(venue: Venue) -> None:
    family = at_form(venue, "fr")
    await family.opens("Léa", "Tom")
    await family.answers(*ORDER, children=2)
    asked = await family.writes("non mais elle repart pas seule", "Pour qui")
    assert [*asked.labels] == ["Léa", "Tom", "Les deux", "Ne rien changer"]
    await family.writes("léa", "c’est non pour Léa", "Léa : non ; Tom : oui", "Vérifions")
    await family.writes("finalement Léa peut rentrer seule", "c’est oui pour Léa", "Repartir sans adulte : oui")
    await family.writes("en fait ils rentrent pas seuls", "c’est non pour Léa et Tom", "Repartir sans adulte : non")
    await family.writes("je sais pas s’il rentre seul", "Léa", "repartir sans adulte")
    await family.writes("non", "Même réponse pour Tom")
    await family.writes("oui", "Vérifions", "Repartir sans adulte : non")


async def test_what_is_not_clear_is_asked_once_after_confirming(venue: Venue) -> None:
    family = at_form(venue, "fr")
    await family.opens("Léa")
    await family.answers(*ORDER)
    await family.writes("confirmer", "C’est noté")
    await family.writes("on a changé d’avis pour la photo", "prenne Léa en photo")
    await family.writes("non", "c’est non pour Léa", "Atelier des étoiles")
    await family.writes("je change de numéro", "nouveau numéro")
    await family.writes("06 87 65 43 21", "téléphone 06 87 65 43 21")
    await family.writes("en fait elle est allergique", "quelle allergie")
    await family.writes("arachides", "Léa : arachides")
    await family.writes("elle est aussi allergique au lait", "Léa : arachides, lait")
    await family.writes("en fait elle repart avec sa sœur", "repartir sans adulte")
    await family.writes("ne rien changer", "Rien n’a changé")
    kept = [f"Léa {Question.PHONE.value} +33687654321", "Léa alone yes", "Léa photo no", "Léa allergy arachides, lait"]
    assert await family.kept() == sorted(kept)


async def test_of_two_workshops_it_is_asked_once_which_is_meant_and_a_named_one_is_not_asked(venue: Venue) -> None:
    first, second = (
        new_event(venue, title=title, capacity=8, hour=hour, questions="phone;alone;photo")
        for title, hour in (("Studio photo du matin", 9), ("Film muet du soir", 17))
    )
    person = venue.visitor(met=True)
    for event in (first, second):
        venue.register(await person.id(), event.uid, "Léa")
        venue.answer(await person.id(), event.uid, {"phone": "+33612345678", "alone": "yes", "photo": "no"})
    await person.says("finalement je viendrai la chercher")
    asked = await person.sees("quelle inscription")
    assert len(asked.labels) == 4  # each of two, both, neither
    await person.taps("Film muet du soir")
    await person.sees("c’est non pour Léa")
    assert "Léa alone yes" in venue.answered(first.uid)
    assert "Léa alone no" in venue.answered(second.uid)
    await person.says("Léa viendra au Studio photo du matin avec son appareil")
    await person.sees(lambda message: True)
    assert "Léa photo no" in venue.answered(first.uid)
    await person.says("pour le Studio photo du matin : en fait elle ne repart pas seule")
    await person.sees("c’est non pour Léa")
    assert "Léa alone no" in venue.answered(first.uid)
    await person.says("mon nouveau numéro c’est le 06 87 65 43 21")
    await person.sees("quelle inscription")
    await person.says("toutes")
    await person.sees("06 87 65 43 21")
    for event in (first, second):
        assert "Léa phone +33687654321" in venue.answered(event.uid)


async def test_an_answer_is_put_right_in_the_middle_of_another_form(venue: Venue) -> None:
    event = new_event(venue, title="Robots du mercredi", capacity=8, questions="alone")
    person = venue.visitor(met=True)
    venue.register(await person.id(), event.uid, "Léa")
    venue.answer(await person.id(), event.uid, {"alone": "yes"})
    other = new_event(venue, title="Dessin du jeudi", capacity=8)
    await person.opens(f"e_{venue.code_of(other.uid)}")
    await person.taps("S’inscrire")
    await person.sees("Qui participe")
    await person.says("en fait Léa ne repart pas seule")
    await person.sees("c’est non pour Léa")
    await person.sees("Qui participe")
    assert venue.answered(event.uid) == ["Léa alone no"]
    born = _born(venue.now, 8)
    await person.says(f"pardon, Léa c’est {born.month:02}/{born.year}")
    await person.sees("naissance en")
    await person.sees("Qui participe")
    assert venue.database.do(_birth_of, await person.id(), "Léa") == born
    await person.says("oui")  # the form’s, though the answer above it had a button
    await person.sees("Cochez au moins un prénom")


async def test_a_yes_after_a_correction_was_left_changes_nothing(venue: Venue) -> None:
    event = new_event(venue, title="Robots du vendredi", capacity=8, questions="photo")
    person = venue.visitor(met=True)
    venue.register(await person.id(), event.uid, "Léa")
    venue.answer(await person.id(), event.uid, {"photo": "no"})
    await person.says("on a changé d’avis pour la photo")
    await person.sees("en photo")
    await person.taps("Ne rien changer")
    await person.sees("Rien n’a changé")
    await person.says("oui")
    await person.sees(lambda message: True)
    assert venue.answered(event.uid) == ["Léa photo no"]


async def test_a_button_of_an_older_question_does_not_answer_a_newer_one(venue: Venue) -> None:
    event = new_event(venue, title="Robots du samedi", capacity=8, questions="alone;photo")
    person = venue.visitor(met=True)
    venue.register(await person.id(), event.uid, "Léa")
    venue.answer(await person.id(), event.uid, {"alone": "no", "photo": "no"})
    await person.says("on a changé d’avis pour la photo")
    older = await person.sees("en photo")
    await person.says("je sais pas si elle rentre seule finalement")
    newer = await person.sees("repartir sans adulte")
    press = await person.presses(older, next(one.data for one in older.buttons if one.bears("Oui")))
    await press.is_answered("terminée")
    assert sorted(venue.answered(event.uid)) == ["Léa alone no", "Léa photo no"]
    await person.taps("Oui", on=newer)
    await person.sees("c’est oui pour Léa")
    assert sorted(venue.answered(event.uid)) == ["Léa alone yes", "Léa photo no"]
