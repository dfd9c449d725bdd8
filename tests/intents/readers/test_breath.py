"""Everything that one message tells of a sign-up: births, answers nobody asked yet, and the question beside them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.births import Told
from intents.readers.born import people_told
from intents.readers.breath import Beforehand, answers_told, comes_along, first_names
from intents.readers.changes import is_spelt_anew, put_right
from intents.readers.choosing import titles_led_to, whom_to_what
from intents.readers.cutting import cut
from intents.readers.people import grown_ups

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HUGO, MANON = "Hugo", "Manon"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "inscrivez Hugo, 9 ans, né en mars 2017, et Manon, née en mai 2019, au studio du 5 décembre 2026",
            (Told(HUGO, 2017, 3, 9), Told(MANON, 2019, 5)),
        ),
        ("Hugo et Manon, 9 et 7 ans, à l'atelier", (Told(HUGO, age=9), Told(MANON, age=7))),
        ("Hugo et Manon. Hugo est né en mars 2017, Manon en mai 2019", (Told(HUGO, 2017, 3), Told(MANON, 2019, 5))),
        ("mes jumeaux Hugo et Manon nés en avril 2018", (Told(HUGO, 2018, 4), Told(MANON, 2018, 4))),
        ("Hugo et son amie Manon, nés tous les deux en 2018", (Told(HUGO, 2018), Told(MANON, 2018))),
        ("mon fils né en mars 2017, Hugo", (Told(HUGO, 2017, 3),)),
        ("mon fils Hugo au studio. Il a 3 ans et demi", (Told(HUGO, age=3),)),
        ("Hugo, 7 ans, né en mars", (Told(HUGO, 2019, 3, 7),)),
        ("Hugo 7 ans né en décembre", (Told(HUGO, 2018, 12, 7),)),
        ("Hugo (12/03/2017)", (Told(HUGO, 2017, 3),)),
        ("Hugo (né en 2015, en juillet) et Manon (2017, le 2 avril)", (Told(HUGO, 2015, 7), Told(MANON, 2017, 4))),
        ("Hugo né en 2015, le 12 décembre au studio", (Told(HUGO, 2015),)),
        ("Hugo (né en 2015, le 12 décembre)", (Told(HUGO, 2015, 12),)),
        ("Hugo, 10 ans, né le 22 mars 2016 au studio", (Told(HUGO, 2016, 3, 10),)),
        ("Hugo, il a eu 3 ans le 2 septembre", (Told(HUGO, 2023, 9),)),
        ("Hugo aura 10 ans en février prochain", (Told(HUGO, 2017, 2),)),
        ("Hugo, 11 ans depuis le 20 octobre", (Told(HUGO, 2015, 10),)),
        ("Hugo 6 ans (fév 2020) et Manon qui a eu 7 ans en octobre", (Told(HUGO, 2020, 2, 6), Told(MANON, 2019, 10))),
        ("Hugo 8 ans en juin 2026", (Told(HUGO, 2018, 6),)),
        ("Hugo 6, Manon is 9, both", (Told(HUGO, age=6), Told(MANON, age=9))),
        ("Hugo 2 places", ()),
        ("Hugo 6 ans, non pardon 7 ans", (Told(HUGO, age=7),)),
        ("Hugo, tél 06 12 34 56 78, samedi 12 décembre 2026 à 14 h", ()),
    ],
)
def test_a_birth_is_told_wherever_it_stands_and_a_date_to_come_is_none(text: str, told: tuple[Told, ...]) -> None:
    names = tuple(name for name in (HUGO, MANON) if name in text)
    assert people_told(text, names, NOW).told == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Hugo est allergique aux noix et au lait, il rentrera seul, Manon rentre avec sa mamie, 06 12 34 56 78",
            {
                Beforehand(Topic.PHONE, "+33612345678"), Beforehand(Topic.ALLERGY, "noix et au lait", (HUGO,)),
                Beforehand(Topic.ALONE, YES, (HUGO,)), Beforehand(Topic.ALONE, NO, (MANON,)),
            },
        ),
        (
            "pour les photos c'est oui pour Hugo non pour Manon",
            {Beforehand(Topic.PHOTO, YES, (HUGO,)), Beforehand(Topic.PHOTO, NO, (MANON,))},
        ),
        (
            "Hugo allergique au lactose, les autres rien. Manon",
            {Beforehand(Topic.ALLERGY, "lactose", (HUGO,))},
        ),
        (
            "pas d'allergie. euh si, Manon les œufs",
            {Beforehand(Topic.ALLERGY, NO), Beforehand(Topic.ALLERGY, "œufs", (MANON,))},
        ),
        ("just Manon, not Hugo. She'll walk home on her own", {Beforehand(Topic.ALONE, YES, (MANON,))}),
        ("Hugo et Manon, les 2 rentrent seuls", {Beforehand(Topic.ALONE, YES)}),
        ("Hugo, pas dallergie", {Beforehand(Topic.ALLERGY, NO)}),
        ("Hugo et Manon, ils rentreront seuls", {Beforehand(Topic.ALONE, YES)}),
        (
            "Hugo et Manon, pas d'allergie, ok pour les photos",
            {Beforehand(Topic.ALLERGY, NO), Beforehand(Topic.PHOTO, YES)},
        ),
        (
            "Hugo et Manon elle est allergique aux noix merci je suis pressée",
            {Beforehand(Topic.ALLERGY, "noix", (MANON,))},
        ),
        (
            "Hugo allergique au lait Manon rien",
            {Beforehand(Topic.ALLERGY, "lait", (HUGO,)), Beforehand(Topic.ALLERGY, NO, (MANON,))},
        ),
        ("Hugo n'a pas d'allergie", {Beforehand(Topic.ALLERGY, NO, (HUGO,))}),
        ("Manon est asthmatique", {Beforehand(Topic.ALLERGY, "asthmatique", (MANON,))}),
        (
            "Hugo est allergique aux noix, Manon à rien",
            {Beforehand(Topic.ALLERGY, "noix", (HUGO,)), Beforehand(Topic.ALLERGY, NO, (MANON,))},
        ),
        (
            "allergie : Hugo les œufs, Manon rien",
            {Beforehand(Topic.ALLERGY, "œufs", (HUGO,)), Beforehand(Topic.ALLERGY, NO, (MANON,))},
        ),
        (
            "Manon can't have sesame, Hugo has no allergies",
            {Beforehand(Topic.ALLERGY, "sesame", (MANON,)), Beforehand(Topic.ALLERGY, NO, (HUGO,))},
        ),
        ("Hugo et Manon, ni l'un ni l'autre n'a d'allergie", {Beforehand(Topic.ALLERGY, NO)}),
        ("Hugo et Manon. Photos : pas de problème", {Beforehand(Topic.PHOTO, YES)}),
        ("Hugo 😅 rentre à pied seul, Manon repart sans accompagnateur", {
            Beforehand(Topic.ALONE, YES, (HUGO,)), Beforehand(Topic.ALONE, YES, (MANON,)),
        }),
        ("Hugo rentre avec sa grande sœur, pas tout seul", {Beforehand(Topic.ALONE, NO, (HUGO,))}),
        ("je serai là pour les 4. 06 12 34 56 78", {Beforehand(Topic.PHONE, "+33612345678")}),
        ("Hugo et Manon, il peut rentrer seul ?", set()),
        ("est-ce que Hugo peut rentrer seul", set()),
    ],
)  # fmt: skip
def test_an_answer_is_of_whoever_was_named_last_or_of_all(text: str, told: set[Beforehand]) -> None:
    assert set(answers_told(text, (HUGO, MANON))) == told


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("inscrivez Hugo, 9 ans, et c'est combien ?", "inscrivez Hugo, 9 ans", "combien ça coûte ?"),
        ("c'est gratuit ? et inscrivez Hugo", "et inscrivez Hugo", "c'est gratuit ?"),
        ("sign up Hugo, what time does it finish?", "sign up Hugo", "what time does it finish?"),
        ("Hugo, mars 2017. Il y a un parking ?", "Hugo, mars 2017.", "Il y a un parking ?"),
        ("photos oui, aucune allergie. Il y a un parking ?", "photos oui, aucune allergie.", "Il y a un parking ?"),
        ("je confirme. Mais où peut-on se garer, le soir ?", "je confirme.", "où peut-on se garer, le soir ?"),
        ("Encore reporté ?! On vient de loin.", "On vient de loin.", "Encore reporté ?!"),
        ("faut valider ? Oui, c'est exact. Il y a un parking ?", "Oui, c'est exact.", "Il y a un parking ?"),
    ],
)
def test_a_question_is_cut_from_what_is_told(text: str, told: str, asked: str) -> None:
    found = cut(text)
    assert found is not None
    assert (found.told, found.asked) == (told, asked)


@pytest.mark.parametrize("text", ["c'est combien ?", "inscrivez Hugo", "Hugo et Manon ?", "oui", "inscrivez Hugo ?"])
def test_a_message_of_one_piece_stays_whole(text: str) -> None:
    assert cut(text) is None


def test_a_month_and_a_family_name_are_no_first_names() -> None:
    assert first_names("sign up Ben, born April 2018", ("Ben", "April")) == ("Ben",)
    assert first_names("inscription de Louise d'Arcy", ("Louise", "Arcy")) == ("Louise",)
    assert first_names("inscrire Hugo. Cordialement, Mme Dupont", (HUGO, "Dupont")) == (HUGO,)
    assert first_names("inscrire Avril et la petite Rose", ("Avril", "Rose")) == ("Avril", "Rose")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Hugo et Manon au studio photo et aux robots", {"Studio photo": (HUGO, MANON), "Les robots": (HUGO, MANON)}),
        ("Hugo au studio et Manon aux robots", {"Studio photo": (HUGO,), "Les robots": (MANON,)}),
        ("studio photo pour Hugo, robots pour Manon", {"Studio photo": (HUGO,), "Les robots": (MANON,)}),
        ("Hugo et Manon au studio", None),
        ("Hugo et Manon au studio. Et Manon aux robots", {"Studio photo": (HUGO, MANON), "Les robots": (MANON,)}),
        (
            "Hugo et Manon au studio et aux robots. Hugo rentre seul",
            {"Studio photo": (HUGO, MANON), "Les robots": (HUGO, MANON)},
        ),
    ],
)
def test_who_goes_where_is_told_by_the_order_of_the_words(text: str, whom: dict[str, tuple[str, ...]] | None) -> None:
    assert whom_to_what(text, (HUGO, MANON), ("Studio photo", "Les robots")) == whom


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Hugo aux robots et au studio", ("Les robots", "Studio photo")),
        ("Hugo aux robots, photo ok pour lui", ("Les robots",)),
        ("Hugo aux robots et les photos le 10", ("Les robots", "Studio photo")),
        ("Hugo adore les robots", ()),
    ],
)
def test_an_event_is_one_that_words_lead_to(text: str, titles: tuple[str, ...]) -> None:
    assert titles_led_to(text, ("Studio photo", "Les robots", "Pour de vrai")) == titles


@pytest.mark.parametrize("text", ["je viens avec Hugo", "J'y vais avec mes filles", "I'm coming with Hugo"])
def test_whoever_comes_along_is_counted(text: str) -> None:
    assert comes_along(text)
    assert not comes_along("je viens chercher Hugo")


def test_somebody_named_behind_oneself_is_oneself() -> None:
    assert grown_ups("ma compagne Maud et moi-même, Jérémie", ("Maud", "Jérémie")) == 0
    assert grown_ups("Hugo et moi", (HUGO,)) == 1


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("pas Hugo, c'est Hugues", "Hugues", "Hugo"),
        ("c'est Hugues pas Hugo", "Hugues", "Hugo"),
        ("Hugo s'appelle Hugues", "Hugues", "Hugo"),
        ("not Hugo, it's Hugh", "Hugh", "Hugo"),
    ],
)
def test_a_name_put_right_replaces_the_other_in_either_order(text: str, right: str, wrong: str) -> None:
    said = put_right(text, NOW)
    assert (said.name, said.wrong) == (right, wrong)


def test_only_a_name_that_something_leads_to_is_the_other_one_spelt_anew() -> None:
    assert is_spelt_anew("c'est Zoée avec deux e", "Zoée", "Zoé")
    assert not is_spelt_anew("Zoée", "Zoée", "Zoé")
    assert not is_spelt_anew("c'est Tom", "Tom", "Zoé")


@given(st.text(max_size=200), st.lists(st.sampled_from([HUGO, MANON]), max_size=2, unique=True))
def test_whatever_is_typed_nobody_else_is_told_of(text: str, names: list[str]) -> None:
    assert {one.name for one in people_told(text, names, NOW).told} <= set(names)
    assert all(set(one.names) <= set(names) for one in answers_told(text, names))
    cut(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hugo et Manon. Pas de photos s'il vous plaît", (Beforehand(Topic.PHOTO, NO),)),
        ("pas de photos pour Hugo et Manon", (Beforehand(Topic.PHOTO, NO, (HUGO, MANON)),)),
        ("Hugo et Manon n'ont pas d'allergie", (Beforehand(Topic.ALLERGY, NO, (HUGO, MANON)),)),
        ("Hugo et Manon, aucun des deux ne rentre seul", (Beforehand(Topic.ALONE, NO),)),
        ("Hugo et Manon, allergies : aucune pour les deux", (Beforehand(Topic.ALLERGY, NO),)),
        (
            "Manon est intolérante au lactose. Hugo mange de tout",
            (Beforehand(Topic.ALLERGY, "lactose", (MANON,)), Beforehand(Topic.ALLERGY, NO, (HUGO,))),
        ),
        ("Hugo et Manon, allergie au soja pour Manon seulement", (Beforehand(Topic.ALLERGY, "soja", (MANON,)),)),
    ],
)
def test_of_whom_it_is_told_is_read_in_every_common_form(text: str, told: tuple[Beforehand, ...]) -> None:
    assert set(answers_told(text, (HUGO, MANON))) == set(told)


@pytest.mark.parametrize(
    ("text", "topic", "value"),
    [
        ("Hugo ne mange pas de noisettes, allergie", Topic.ALLERGY, "noisettes"),
        ("Hugo il mange pas d'arachide", Topic.ALLERGY, "arachide"),
        ("Hugo n'est allergique à rien du tout", Topic.ALLERGY, NO),
        ("Hugo, pas d'allergie non plus", Topic.ALLERGY, NO),
        ("Hugo, allergies : non", Topic.ALLERGY, NO),
        ("Hugo is lactose intolerant", Topic.ALLERGY, "lactose"),
        ("Hugo est allergique aux noix, on peut l'appeler", Topic.ALLERGY, "noix"),
        ("Hugo peut être prise en photo", Topic.PHOTO, YES),
        ("Hugo, we're happy with photos", Topic.PHOTO, YES),
        ("Hugo quittera l'atelier avec sa nounou", Topic.ALONE, NO),
    ],
)
def test_what_is_told_of_one_is_read_in_every_common_form(text: str, topic: Topic, value: str) -> None:
    assert [one.words for one in answers_told(text, (HUGO,)) if one.topic is topic] == [value]


def test_a_filled_in_form_needs_no_marks_between_its_lines() -> None:
    text = "NOM : Garnier PRENOM : Hugo AGE : 10 ans ALLERGIE : aucune PHOTO : oui"
    assert first_names(text, ("Garnier", HUGO)) == (HUGO,)
    assert answers_told(text, (HUGO,)) == (Beforehand(Topic.ALLERGY, NO), Beforehand(Topic.PHOTO, YES))


def test_months_of_one_year_go_to_the_names_in_their_order() -> None:
    text = "Hugo et Manon, nés tous les deux en 2016, en mai et en août"
    assert people_told(text, (HUGO, MANON), NOW).told == (Told(HUGO, 2016, 5), Told(MANON, 2016, 8))


def test_a_word_of_command_is_no_name() -> None:
    assert first_names("on garde Hugo et Manon, continuez", (HUGO, MANON, "Continuez")) == (HUGO, MANON)
