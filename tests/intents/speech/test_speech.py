"""Detectors of how something is said: features, what is heard in plain cases, and what they are kept as."""

import numpy as np
import pytest

from intents.meaning.meaning import Act, Coming, Trouble, Whose, Writer
from intents.speech import fitting
from intents.speech.listening import (
    CHILD_AGE,
    GROWN_AGE,
    TABLE,
    TEEN_AGE,
    Detector,
    Listener,
    as_child,
    features,
    kinds,
    signs,
)
from intents.text.text import CatalogueError
from tests.model_cache import shared_understanding


@pytest.fixture(scope="module")
def listener():
    model = shared_understanding().model
    assert model.detectors is not None
    return Listener(model.detectors)


def test_an_age_counts_by_its_kind():
    assert kinds(signs("9ans")) == kinds(signs("douze ans")) == (CHILD_AGE, "ans")
    assert kinds(signs("16 ans"))[0] == TEEN_AGE
    assert kinds(signs("44 ans"))[0] == GROWN_AGE
    assert kinds(signs("en CM2"))[1] == CHILD_AGE


def test_a_year_and_a_telephone_number_are_no_age():
    assert not {CHILD_AGE, TEEN_AGE, GROWN_AGE} & set(kinds(signs("2018 0612345678 1")))


def test_somebody_of_sixteen_read_as_younger_is_a_child():
    assert as_child(signs("j'ai 16 ans")) == signs("j'ai 12 ans")


@pytest.mark.parametrize("text", ["", "?!", "😀", "a" * 5000, "\u202e", "x " * 4000])
def test_any_text_has_features_and_is_heard(listener, text):
    assert (features(signs(text)) >= 0).all()
    listener.hear(text)


def test_a_message_without_words_says_nothing(listener):
    assert listener.hear("?!").trouble is Trouble.NONE


def test_a_detector_scores_a_message_by_its_words():
    detector = Detector(np.full(TABLE, 0.5, np.float32), -0.25)
    places = features(signs("aidez moi"))
    assert detector.score(places) == pytest.approx(0.5 * len(places) ** 0.5 - 0.25, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("on me harcèle au collège et j’ai peur", Whose.SELF),
        ("mon fils se fait frapper tous les jours à l’école", Whose.CHILD),
        ("my daughter says she wants to die", Whose.CHILD),
        ("ma copine veut mourir, je sais pas quoi faire", Whose.OTHER),
    ],
)
def test_trouble_is_heard_and_whose_it_is(listener, text, whose):
    speech = listener.hear(text)
    assert (speech.trouble, speech.whose) == (Trouble.PLAIN, whose)


@pytest.mark.parametrize(
    "text",
    [
        "une conférence sur le harcèlement ?", "ça me tue ce logiciel", "je suis mort de rire",
        "il y a quoi samedi ?", "ma mamie est tombée on ne viendra pas demain", "j’ai peur qu’il n’y ait plus de place",
        "je me désiste", "elle rentre toute seule", "allergique aux noix", "is the zombie level scary?",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_no_trouble(listener, text):
    assert listener.hear(text).trouble is not Trouble.PLAIN


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("inscrivez Léa samedi", Act.SIGN_UP),
        ("on ne viendra pas demain, annulez s’il vous plaît", Act.CANCEL),
        ("décalez nous à la date suivante", Act.MOVE),
        ("plus de rappels svp", Act.REMINDERS_OFF),
        ("effacez toutes mes données", Act.ERASE_DATA),
        ("montrez-moi mes inscriptions", Act.MY_SIGN_UPS),
    ],
)
def test_an_order_is_heard(listener, text, act):
    assert listener.hear(text).act is act


@pytest.mark.parametrize(
    "text",
    [
        "comment on s’inscrit ?", "peut-elle participer ?", "on peut annuler jusqu’à quand ?",
        "ma sœur est prévenue elle aussi ?", "ça fait bien deux places, non ?", "vous faites aussi de la couture ?",
        "how do I cancel if something comes up?", "there are two of us on it, aren't there",
        "ne touchez à rien, tout va bien",
    ],
)  # fmt: skip
def test_a_question_orders_nothing(listener, text):
    speech = listener.hear(text)
    assert (speech.act, speech.asks) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "une fois qu'on a prévenu, est-ce qu'on garde le rang",
        "Si on a un contretemps le matin même, on appelle qui ?",
        "au cas où elle serait malade",
        "if we can't make it, who do we call",
    ],
)
def test_what_is_only_supposed_says_nobody_stays_away(listener, text):
    assert all(clause.says is None for clause in listener.hear(text).clauses)


@pytest.mark.parametrize("text", ["s'il vous plaît, on ne viendra pas", "Si possible on ne vient pas demain"])
def test_a_polite_if_supposes_nothing(listener, text):
    assert any(clause.says is Coming.NOT_COMING for clause in listener.hear(text).clauses)


def test_the_calm_sentences_of_a_troubled_message_are_what_it_asks_beside(listener):
    text = "Ma fille se fait harceler et ne dort plus. Annulez l’inscription de Léa."
    assert listener.beside_trouble(text) == "Annulez l’inscription de Léa."
    assert listener.beside_trouble("Ma fille se fait harceler.") == ""


def test_every_label_has_sentences_in_both_languages():
    for subject, labels in fitting.LABELS.items():
        assert {one.label for one in fitting.said(subject)} == set(labels)


def test_a_file_with_another_label_is_refused(monkeypatch):
    monkeypatch.setitem(fitting.LABELS, "writer", ("child", "adult", "robot"))
    with pytest.raises(CatalogueError, match="writer"):
        fitting.said("writer")


@pytest.mark.parametrize(
    "text",
    [
        "Je fais les nuits toute la semaine, il me reste que samedi pour voir mes gosses. Vous proposez quoi ?",
        "Le lundi c'est le seul jour où le mien, 14 ans, n'a pas entraînement. Rien ?",
        "stop les rappels ça me réveille quand je dors après ma nuit",
        "il sera guéri mercredi. De mercredi à dimanche, autre chose ? il a onze ans",
        "Non, trop loin pour moi. Je prends le premier.",
    ],
)
def test_a_hard_week_is_no_trouble(listener, text):
    assert listener.hear(text).trouble is not Trouble.PLAIN


def test_one_troubled_clause_among_calm_ones_is_heard(listener):
    calm = "On vient samedi, on prendra le bus, Tom a son ordinateur, {} et il faut un goûter, un cahier, des crayons"
    assert listener.hear(calm.format("mon mari me frappe,")).trouble is not Trouble.NONE
    assert listener.hear(calm.format("mon mari me dépose,")).trouble is Trouble.NONE


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        ("maman elle dit que je dois m’inscrire, je suis à la fac moi", Writer.UNTOLD),
        ("maman elle dit que je dois m’inscrire, je suis en 5e moi", Writer.CHILD),
    ],
)
def test_who_says_what_only_grown_ups_say_is_no_child(listener, text, writer):
    assert listener.hear(text).writer is writer


def test_the_labelled_sets_are_lessons_unless_left_out():
    every, others = fitting.said("request"), fitting.said("request", without="a")
    assert len(every) - len(others) == 300
    assert fitting.Said("Je confirme", Act.CONFIRM) in every  # said to the recap
    assert {one.label for one in every} == set(fitting.LABELS["request"])
