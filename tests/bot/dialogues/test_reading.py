"""The form's strict reading of typed words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.form import (
    Agreed,
    Beforehand,
    Born,
    Breathed,
    Counted,
    Dropped,
    Exchanged,
    Form,
    NewAnswer,
    Phoned,
    Reanswered,
    Step,
    Tapped,
    Unclear,
    Verb,
    Worded,
)
from bot.features.signup.reading import guess, read
from intents.readers.births import Named, Told
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.seats.answers import NO, Answer, Question
from tests.effort import growth

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
KNOWN = (
    Participant(id=1, family_id=1, first_name="Léa", birth=BirthMonth(2018, 3)),
    Participant(id=2, family_id=1, first_name="Tom", birth=BirthMonth(2016, 5)),
)


def form(step: Step) -> Form:
    return Form(serial=1, event_id=1, step=step, name="Zoé", year=2018, chosen=(1, 2))


@pytest.mark.parametrize(
    ("step", "text", "meant"),
    [
        (Step.NOTICE, "oui", Tapped(Verb.AGREE)),
        (Step.NOTICE, "Non merci", Tapped(Verb.REFUSE)),
        (Step.NOTICE, "pourquoi ?", Tapped(Verb.MORE)),
        (Step.WHO, "tom", Named((), known=(2,))),
        (Step.WHO, "léa et tom", Named((), known=(1, 2))),
        (Step.WHO, "Tom et Zoé", Named(("Zoé",), known=(2,))),
        (Step.WHO, "3", Counted(3)),
        (Step.WHO, "ok", Tapped(Verb.CONTINUE)),
        (Step.WHO, "C’est tout.", Tapped(Verb.CONTINUE)),
        (Step.RECAP, "Oui c’est exact, nous confirmons.", Tapped(Verb.CONFIRM)),
        (Step.RECAP, "voila c bon valider", Tapped(Verb.CONFIRM)),
        (Step.WHO, "oui les deux c bon", Tapped(Verb.CONTINUE)),
        (Step.WHO, "Oui nous deux, je continue", Tapped(Verb.CONTINUE)),
        (Step.BIRTH, "Mais enfin nous avons 71 et 74 ans !", Tapped(Verb.IS_ADULT)),
        (Step.BIRTH, "Zoé aussi est une adulte, elle a 74 ans", Tapped(Verb.IS_ADULT)),
        (Step.WHO, "plutôt 3", Counted(3)),
        (Step.WHO, "4 places svp", Counted(4)),
        (Step.WHO, "on sera 4", Counted(4)),
        (Step.WHO, "Tom finalement", Named((), known=(2,))),
        (Step.WHO, "je veux inscrire mon fils", Tapped(Verb.ADD_CHILD)),
        (Step.NAME, "c’est pour mes deux enfants", Tapped(Verb.ADD_CHILD)),
        (Step.NAME_SURE, "c’est tout", Tapped(Verb.BACK)),
        (Step.NAME_SURE, "modifier", Unclear()),
        (Step.BIRTH, "C’est bon", Unclear()),
        (Step.BIRTH, "voilà c’est tout", Named(("Zoé",))),
        (Step.NAME, "c’est tout", Tapped(Verb.BACK)),
        (Step.NOTICE, "je suis intéressée", Unclear()),
        (Step.WHO, "plutôt", Unclear()),
        (Step.WHO, "juin 2019", Born(BirthMonth(2019, 6))),
        (Step.WHO, "covoiturage", Named(("Covoiturage",), doubtful=True)),
        (Step.WHO, "zoé 7 ans", Named(("Zoé",), (Told("Zoé", age=7),))),
        (Step.WHO, "en fait Tom ne vient pas", Dropped((2,))),
        (Step.WHO, "Léa et Tom ne viennent plus", Dropped((1, 2))),
        (Step.QUESTION, "sans Tom", Dropped((2,))),
        (Step.QUESTION, "Nina ne vient pas", Unclear()),
        (Step.NOTICE, "c’est pour ma fille Inès", Named(("Inès",))),
        (Step.NOTICE, "Confidentialité", Unclear()),
        (Step.NAME, "mars 18", Born(BirthMonth(2018, 3))),
        (Step.NAME, "non finalement", Tapped(Verb.BACK)),
        (Step.BIRTH, "pas Zoé", Dropped((), ("Zoé",))),
        (Step.BIRTH, "Zoé", Named(("Zoé",))),
        (Step.BIRTH, "zoe 2018", Named(("Zoé",), (Told("Zoé", 2018),))),
        (Step.BIRTH, "elle a 8 ans", Named(("Zoé",), (Told("Zoé", age=8),))),
        (Step.BIRTH, "Zoé est née en mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "née en Mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "ma fille est née en mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "début mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "en mars 2018 je crois", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "JE CROIS QUE C’EST EN MARS 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "tom juin 2019", Named((), (Told("Tom", 2019, 6),), known=(2,))),
        (Step.BIRTH, "et Nina", Named(("Nina",))),
        (Step.BIRTH, "lola", Named(("Lola",))),
        (Step.BIRTH, "bidule", Unclear()),
        (Step.NOTICE, "pourquoi vous demandez ça ?", Tapped(Verb.MORE)),
        (Step.RECAP, "je valide", Tapped(Verb.CONFIRM)),
        (Step.BIRTH, "mars 2018 et Nina 2019", Named(("Zoé", "Nina"), (Told("Zoé", 2018, 3), Told("Nina", 2019)))),
        (Step.BIRTH, "la petite sœur de Nina est de juin 2019", Named(("Zoé",))),
        (Step.BIRTH, "faut-il un ordinateur ?", Unclear()),
        (Step.BIRTH, "c’est à partir de 8 ans ?", Unclear()),
        (Step.MONTH, "Nina juin 2019", Named(("Nina",), (Told("Nina", 2019, 6),))),
        (Step.RECAP, "je veux aussi inscrire son frère Hugo", Named(("Hugo",))),
        (Step.RECAP, "Oui Volontiers", Tapped(Verb.CONFIRM)),
        (Step.RECAP, "ok merci", Tapped(Verb.CONFIRM)),
        (Step.RECAP, "oui non", Unclear()),
        (Step.RECAP, "merci", Unclear()),
        (Step.RECAP, "oui mais sans Hugo", Unclear()),
        (Step.RECAP, "ok oui ?", Unclear()),
        (Step.NOTICE, "ok jaccepte", Tapped(Verb.AGREE)),
        (Step.NOTICE, "oui j’accepte, merci", Tapped(Verb.AGREE)),
        (Step.NOTICE, "👍", Tapped(Verb.AGREE)),
        (Step.NOTICE, "👍🏽", Tapped(Verb.AGREE)),
        (Step.NOTICE, "👎", Tapped(Verb.REFUSE)),
        (Step.WHO, "oui c’est bon voilà merci", Tapped(Verb.CONTINUE)),
        (Step.SAME, "oui pareil", Tapped(Verb.YES)),
        (Step.SAME, "oui pareil pour Tom", Tapped(Verb.YES)),
        (Step.SAME, "Tom non plus", Tapped(Verb.YES)),
        (Step.SAME, "non, Tom rentre avec moi", Tapped(Verb.NO)),
        (Step.RECAP, "c’est parfait merci", Tapped(Verb.CONFIRM)),
        (Step.NAME, "c’est pour ma nièce Émilie elle a eu 7 ans", Named(("Émilie",), (Told("Émilie", age=7),))),
        (Step.RECAP, "inscris aussi Tom", Unclear()),
        (Step.RECAP, "oui mais sans Tom", Dropped((2,))),
        (Step.RECAP, "Mia vient aussi", Named(("Mia",))),
        (Step.RECAP, "mon mari vient me chercher", Unclear()),
        (Step.BIRTH, "pardon 2017", Named(("Zoé",), (Told("Zoé", 2017),))),
        (Step.BIRTH, "février 2019 non pardon 2018", Born(BirthMonth(2018, 2))),
        (Step.BIRTH, "février deux mille dix-neuf non pardon deux mille dix-huit", Born(BirthMonth(2018, 2))),
        (Step.NAME, "Léo. Il est né le 14 mars 2018.", Named(("Léo",), (Told("Léo", 2018, 3),))),
        (Step.NAME, "rétablir", Named(("Rétablir",), doubtful=True)),
        (Step.STOPPING, "non continue", Tapped(Verb.RESUME)),
        (Step.BIRTH, "non pardon juin 2017", Born(BirthMonth(2017, 6))),
        (Step.BIRTH, "je me suis trompée c’est 2017", Named(("Zoé",), (Told("Zoé", 2017),))),
        (Step.QUESTION, "modifier", Tapped(Verb.CHANGE)),
        (Step.QUESTION, "modifier les participants", Tapped(Verb.CHANGE)),
        (Step.SEATS, "modifier", Tapped(Verb.CHANGE)),
        (Step.SHORT, "modifier les participants", Tapped(Verb.CHANGE)),
        *((step, "retour", Tapped(Verb.BACK)) for step in Step),
        (Step.BIRTH, "mars 2018", Born(BirthMonth(2018, 3))),
        (Step.BIRTH, "2018", Tapped(Verb.YEAR, 2018)),
        (Step.BIRTH, "c’est un adulte", Tapped(Verb.IS_ADULT)),
        (Step.BIRTH, "oui", Unclear()),
        (Step.MONTH, "mars", Tapped(Verb.MONTH, 3)),
        (Step.BIRTH, "mars", Named(("Zoé",), (Told("Zoé", month=3),))),
        (Step.BIRTH, "le 12 sept.", Named(("Zoé",), (Told("Zoé", month=9),))),
        (Step.NAME, "oui", Unclear()),
        (Step.NAME, "ok merci", Unclear()),
        (Step.NAME, "continuer", Tapped(Verb.BACK)),
        (Step.NAME, "anne sophie 03/2018", Named(("Anne Sophie",), (Told("Anne Sophie", 2018, 3),), doubtful=True)),
        (Step.WHO, "moi et Tom", Named((), known=(2,), adults=1)),
        (Step.SEATS, "moi", Unclear()),
        (Step.MONTH, "avril 2017", Born(BirthMonth(2017, 4))),
        (Step.SHORT, "oui", Unclear()),
        (Step.SHORT, "ensemble", Tapped(Verb.TOGETHER)),
        (Step.SHORT, "on préfère attendre tous ensemble", Tapped(Verb.TOGETHER)),
        (Step.SHORT, "plutôt un par un alors", Tapped(Verb.WAIT)),
        (Step.SHORT, "pas forcément ensemble", Unclear()),
        (Step.SHORT, "c’est quoi ensemble ou un par un", Unclear()),
        (Step.WHO, "tom vient pas finalement", Dropped((2,))),
        (Step.WHO, "et aussi Avril née en mars 2018", Named(("Avril",), (Told("Avril", 2018, 3),), doubtful=True)),
        (Step.RECAP, "mon mari et moi aussi", Named((), adults=2)),
        (Step.SHORT, "léa", Named((), known=(1,))),
        (Step.SHORT, "plutôt Tom", Named((), known=(2,))),
        (Step.SHORT, "Zoé", Unclear()),
        (Step.SHORT, "Un par un.", Tapped(Verb.WAIT)),
        (Step.SHORT, "choisir", Tapped(Verb.CHOOSE)),
        (Step.SEATS, "Tom", Named((), known=(2,))),
        (Step.SEATS, "tom et léa", Named((), known=(2, 1))),
        (Step.SEATS, "Zoé", Unclear()),
        (Step.SAME, "même réponse", Tapped(Verb.YES)),
        (Step.SAME, "Pareil !", Tapped(Verb.YES)),
        (Step.SAME, "pas la même", Tapped(Verb.NO)),
        (Step.RECAP, "modifier le téléphone", Tapped(Verb.EDIT, 1)),
        (Step.RECAP, "Changer l’allergie", Tapped(Verb.EDIT, 4)),
        (Step.RECAP, "modifier les prénoms", Tapped(Verb.EDIT, 0)),
        (Step.RECAP, "modifier la liste d’attente", Tapped(Verb.EDIT, 9)),
        (Step.RECAP, "modifier", Tapped(Verb.CHANGE)),
        (Step.RECAP, "modifier le temps", Unclear()),
        (Step.SHORT, "non", Tapped(Verb.CHANGE)),
        (Step.RECAP, "Je confirme !", Tapped(Verb.CONFIRM)),
        (Step.RECAP, "non", Tapped(Verb.CHANGE)),
        (Step.STOPPING, "oui", Tapped(Verb.STOP_YES)),
        (Step.STOPPING, "non", Tapped(Verb.RESUME)),
        (Step.NAME_SURE, "oui", Tapped(Verb.NAME_IS)),
        (Step.NAME_SURE, "non", Tapped(Verb.NAME_IS_NOT)),
        *((step, "laisse tomber", Tapped(Verb.STOP)) for step in Step if step is not Step.STOPPING),
    ],
)
def test_words_mean_what_the_step_expects(step: Step, text: str, meant: object) -> None:
    assert read(form(step), text, KNOWN, NOW) == meant


def asking(question: Question) -> Form:
    return replace(form(Step.QUESTION), question=question, person=1)


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        (Question.PHONE, "06.12.34.56.78", Phoned("+33612345678")),
        (Question.PHONE, "oui", Unclear()),
        (Question.PHONE, "pourquoi ?", Tapped(Verb.WHY)),
        (Question.PHONE, "passer", Tapped(Verb.SKIP)),
        (Question.PHONE, "je préfère pas donner mon numéro", Tapped(Verb.SKIP)),
        (Question.PHONE, "laisser à l’équipe", Tapped(Verb.LEAVE)),
        (Question.PHONE, "il faut un ordinateur ?", Unclear()),
        (Question.ALONE, "oui", Tapped(Verb.YES)),
        (Question.ALONE, "Non.", Tapped(Verb.NO)),
        (Question.ALONE, "oui ?", Unclear()),
        (Question.ALONE, "peut-être", Unclear()),
        (Question.ALONE, "non elle rentre avec moi", Tapped(Verb.NO)),
        (Question.ALONE, "je viens la chercher", Tapped(Verb.NO)),
        (Question.ALONE, "non pas de souci", Unclear()),
        (Question.ALONE, "oui mais pas avant 17 h", Unclear()),
        (Question.ALONE, "non c’est à quelle heure", Unclear()),
        (Question.PHOTO, "pas de photo svp", Tapped(Verb.NO)),
        (Question.PHOTO, "d’accord", Tapped(Verb.YES)),
        (Question.PHOTO, "je passe", Tapped(Verb.SKIP)),
        (Question.ALLERGY, "arachides et noix", Worded("arachides et noix")),
        (Question.ALLERGY, "allergique au\nlait", Worded("allergique au lait")),
        (Question.ALLERGY, "aucune", Tapped(Verb.NONE)),
        (Question.ALLERGY, "Non", Tapped(Verb.NONE)),
        (Question.ALLERGY, "Pas d’allergie", Tapped(Verb.NONE)),
        (Question.ALLERGY, "pas d’allergie finalement", Tapped(Verb.NONE)),
        (Question.ALLERGY, "oui", Unclear()),
        (Question.ALLERGY, "il faut un ordinateur ?", Unclear()),
        (Question.ALLERGY, "faut-il apporter un ordinateur", Unclear()),
        (Question.ALLERGY, "à quelle heure ça finit", Unclear()),
        (Question.ALLERGY, "œufs", Worded("œufs")),
        (Question.ALLERGY, "🙂", Unclear()),
        (Question.ALLERGY, "en fait Mia vient aussi", Named(("Mia",))),
        (Question.ALLERGY, "Arachides aussi", Worded("Arachides aussi")),
        (Question.ALLERGY, "j’ai oublié, le Lait aussi", Worded("j’ai oublié, le Lait aussi")),
    ],
)
def test_words_answer_the_question_that_is_asked_and_no_other(question: Question, text: str, meant: object) -> None:
    assert read(asking(question), text, KNOWN, NOW) == meant


@pytest.mark.parametrize("word", ["non", "No", "nan", "nn", "👎"])
def test_a_no_refuses_at_every_yes_no_step(word: str) -> None:
    for question in (Question.ALONE, Question.PHOTO):
        assert read(asking(question), word, KNOWN, NOW) == Tapped(Verb.NO)
    assert read(asking(Question.ALLERGY), word, KNOWN, NOW) == Tapped(Verb.NONE)
    assert read(asking(Question.PHONE), word, KNOWN, NOW) == Tapped(Verb.SKIP)
    assert read(replace(asking(Question.ALONE), step=Step.SAME), word, KNOWN, NOW) == Tapped(Verb.NO)


@pytest.mark.parametrize(
    ("step", "text", "meant"),
    [
        (Step.NAME, "anne sophie", Named(("Anne Sophie",), doubtful=True)),
        (Step.NAME, "je crois", Unclear()),
        (Step.NAME, "oui j’accepte", Unclear()),
        (Step.WHO, "anne sophie", Unclear()),
        (Step.NOTICE, "zoé 12/2018, tom 2017", Named(("Zoé",), (Told("Zoé", 2018, 12), Told("Tom", 2017)), known=(2,))),
        (Step.NOTICE, "covoiturage", Unclear()),
        (Step.RECAP, "anne sophie 03/2018", Unclear()),
    ],
)
def test_what_is_no_question_may_be_names_after_all(step: Step, text: str, meant: object) -> None:
    assert guess(form(step), text, KNOWN, NOW) == meant


TOM_HAS_NONE = Reanswered((NewAnswer(Question.ALLERGY, "no", (2,)),))
NEW_PHONE = Reanswered((NewAnswer(Question.PHONE, "+33687654321"),))
PHONE_BESIDE = Breathed(Unclear(), (Beforehand(Question.PHONE, "+33687654321"),))
ANSWERED = replace(
    form(Step.QUESTION), answers=(Answer(Question.PHONE, "+33612345678"), Answer(Question.ALLERGY, "lait", 1))
)


@pytest.mark.parametrize(
    ("at", "text", "meant"),
    [
        (replace(ANSWERED, question=Question.ALLERGY, person=2), "pareil", Worded("lait")),
        (replace(ANSWERED, question=Question.ALLERGY, step=Step.SAME, person=1), "non tom n’a rien", TOM_HAS_NONE),
        (replace(ANSWERED, question=Question.PHOTO), "en fait le tel c’est 0687654321", NEW_PHONE),
        (replace(ANSWERED, step=Step.RECAP), "mon numéro : 06 87 65 43 21", NEW_PHONE),
        (replace(ANSWERED, question=Question.ALLERGY), "lait : 0687654321", Worded("lait : 0687654321")),
        (replace(ANSWERED, question=Question.PHOTO, answers=()), "0687654321", PHONE_BESIDE),
    ],
)
def test_what_was_answered_is_said_again_or_otherwise(at: Form, text: str, meant: object) -> None:
    assert read(at, text, KNOWN, NOW) == meant


def test_a_known_child_who_was_not_ticked_is_added_after_the_list_however_it_is_written() -> None:
    for step in (Step.RECAP, Step.QUESTION):
        one = replace(form(step), question=Question.ALLERGY, chosen=(1,))
        assert read(one, "en fait tom vient aussi", KNOWN, NOW) == Named((), known=(2,))


def test_one_person_who_waits_may_just_say_yes() -> None:
    alone = replace(form(Step.SHORT), chosen=(1,))
    assert read(alone, "oui", KNOWN, NOW) == Tapped(Verb.WAIT)


@pytest.mark.parametrize(
    ("step", "text", "other"),
    [
        (Step.WHO, "oui les trois", Verb.CONTINUE),
        (Step.RECAP, "oui mais pas de photo", Verb.CONFIRM),
        (Step.RECAP, "c’est bon ?", Verb.CONFIRM),
        (Step.WHO, "oui les deux et Tom", Verb.CONTINUE),
        (Step.BIRTH, "elle n’est pas adulte", Verb.IS_ADULT),
        (Step.BIRTH, "elle vient avec un adulte", Verb.IS_ADULT),
        (Step.BIRTH, "elle a 9 ans et moi 41 ans", Verb.IS_ADULT),
    ],
)
def test_what_says_more_is_no_such_button(step: Step, text: str, other: Verb) -> None:
    assert read(form(step), text, KNOWN, NOW) != Tapped(other)


@given(st.sampled_from(Step), st.sampled_from(Question), st.text(max_size=60))
def test_no_text_at_all_breaks_the_reading(step: Step, question: Question, text: str) -> None:
    read(replace(form(step), question=question), text, KNOWN, NOW)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("piece", ["a ", "et ", "pas ", ", ", "Léa 2018 ", "2018", "-", "né le ", "mars ", "12/"])
def test_four_thousand_characters_of_anything_are_read_without_a_fault_and_soon(step: Step, piece: str) -> None:
    read(form(step), "Léa", KNOWN, NOW)  # what is loaded once
    assert growth(lambda text: read(form(step), text, KNOWN, NOW), (piece * 4096)[:4096]) < 5


def test_what_is_said_of_nobody_takes_no_answer_back_that_was_given_for_one() -> None:
    nuts = Answer(Question.ALLERGY, "noix", 1)
    asked = replace(form(Step.QUESTION), question=Question.ALONE, person=2, chosen=(1, 2), answers=(nuts,))
    said = read(asked, "elle repart avec moi, pas d’allergie", KNOWN, NOW)
    assert said == Breathed(Tapped(Verb.NO), (Beforehand(Question.ALLERGY, NO, ("Léa", "Tom", "Zoé")),))
    of_whom = replace(asked, step=Step.WHOM, anew=(NewAnswer(Question.ALLERGY, NO),))
    assert read(of_whom, f"pas {KNOWN[0].first_name}", KNOWN, NOW) == Unclear()


def test_a_number_answers_its_question_and_an_allergy_beside_it_is_of_its_own_child_alone() -> None:
    known = Answer(Question.ALLERGY, "pollen", 1)
    asked = replace(form(Step.QUESTION), question=Question.PHONE, chosen=(1, 2), answers=(known,), name="")
    both = f"{KNOWN[0].first_name} rentre seule mais pas les deux, et {KNOWN[1].first_name} a de l'asthme"
    said = read(asked, f"06 12 34 56 78, {both}", KNOWN, NOW)
    assert isinstance(said, Breathed)
    assert said.said == Phoned("+33612345678")
    assert Beforehand(Question.ALLERGY, "asthme", (KNOWN[1].first_name,)) in said.beforehand


@pytest.mark.parametrize(
    ("step", "text", "meant"),
    [
        (Step.WHO, "c'est parfait, j'enregistre", Tapped(Verb.CONTINUE)),
        (Step.WHO, "finalement mettez les deux", Tapped(Verb.CONTINUE)),
        (Step.NAME, "confirmez", Tapped(Verb.BACK)),
        (Step.NAME, "oups non laissez, sa mère veut pas", Tapped(Verb.BACK)),
        (Step.BIRTH, "non rien", Tapped(Verb.BACK)),
        (Step.SHORT, "sur liste d'attente, l'un ou l'autre ça va aussi", Tapped(Verb.WAIT)),
        (Step.SHORT, "prenez la pour Tom", Named((), known=(2,))),
        (Step.RECAP, "c'est bien, mais demandez-leur", Unclear()),
        (Step.SAME, "oui confirmez", Tapped(Verb.YES)),
        (Step.WHO, "ah non pardon on sera 6", Counted(6)),
        (Step.RECAP, "à 14 h Tom a danse. Enlevez Tom", Dropped((2,))),
        (Step.RECAP, "voilà confirmez pour Léa", Exchanged(Dropped((2,)), Named((), known=(1,)))),
        (Step.WHO, "rien que Léa", Exchanged(Dropped((2,)), Named((), known=(1,)))),
        (Step.RECAP, "gardez Léa", Exchanged(Dropped((2,)), Named((), known=(1,)))),
    ],
)
def test_what_acted_families_typed_is_neither_lost_nor_a_name(step: Step, text: str, meant: object) -> None:
    one = replace(form(step), chosen=(1, 2), name="Zoé" if step is Step.BIRTH else "")
    assert read(one, text, KNOWN, NOW) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("on continue avec Léa", Agreed(Named((), known=(1,)))),
        (
            "oui c’est Léa, photo non",
            Breathed(Agreed(Named((), known=(1,))), (Beforehand(Question.PHOTO, NO, ("Léa",)),)),
        ),
        ("Léa", Named((), known=(1,))),
    ],
)
def test_a_yes_with_a_name_ticks_who_is_on_the_list_and_goes_on(text: str, meant: object) -> None:
    assert read(replace(form(Step.WHO), chosen=(), name=""), text, KNOWN, NOW) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ce sont toutes les deux des adultes, comme indiqué", Tapped(Verb.CONTINUE)),
        ("Ils sont tous adultes", Tapped(Verb.CONTINUE)),
        ("ils sont adultes ?", Unclear()),
    ],
)
def test_saying_that_they_are_of_age_agrees_to_the_list(text: str, meant: object) -> None:
    assert read(form(Step.WHO), text, KNOWN, NOW) == meant


def test_naming_the_waiting_list_beside_a_yes_confirms_only_whoever_waits() -> None:
    recap = form(Step.RECAP)
    assert read(replace(recap, wait=True), "oui liste d’attente", KNOWN, NOW) == Tapped(Verb.CONFIRM)
    assert read(recap, "oui liste d’attente", KNOWN, NOW) != Tapped(Verb.CONFIRM)


def test_words_of_the_form_are_nobodys_name() -> None:
    assert read(replace(form(Step.NAME), name="", adult=True), "adulte", KNOWN, NOW) == Unclear()
    said = read(replace(form(Step.WHO), chosen=()), "Patricia et Jean-Luc, continuez", (), NOW)
    assert not (isinstance(said, Named) and "Continuez" in said.names)


def test_a_first_name_is_whoever_was_told_with_a_family_name() -> None:
    told = (replace(KNOWN[0], first_name="Karim Bensaïd"), replace(KNOWN[1], first_name="Anne Sophie"))
    who = replace(form(Step.WHO), chosen=())
    assert read(who, "Karim", told, NOW) == Named((), known=(1,))
    assert read(who, "Anne", told, NOW) == Named(("Anne",))


def test_who_was_only_counted_may_be_named_beside_the_yes() -> None:
    notice = replace(form(Step.NOTICE), chosen=(), name="", unnamed=2)
    said = read(notice, "Oui je veux m’inscrire. Je m’appelle Gérard et ma femme Colette", (), NOW)
    assert isinstance(said, Agreed)
    assert (set(said.come.names), said.come.adults) == ({"Gérard", "Colette"}, 0)


def test_an_order_beside_the_yes_is_nobodys_name() -> None:
    notice = replace(form(Step.NOTICE), chosen=(), name="")
    said = read(notice, "oui je veux m’inscrire", (), NOW)
    assert not (isinstance(said, Agreed) and said.come.names)
