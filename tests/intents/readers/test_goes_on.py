"""What goes on with what is under way: the same telephone, who comes along, another event, thanks before a question."""

from datetime import UTC, datetime

import pytest

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import allergy_told, new_answers
from intents.readers.as_before import AsBefore, as_before, is_as_before
from intents.readers.breath import Beforehand, answers_told
from intents.readers.by_person import by_person
from intents.readers.changes import prefers_another
from intents.readers.choosing import number_of_us, titles_named
from intents.readers.cutting import cut
from intents.readers.party import who_joins
from intents.readers.people import gives_up_adding

NOW = datetime(2029, 3, 5, 19, tzinfo=UTC)
TITLES = ("Marionnettes robotisées", "Studio photo", "Mots de passe : on fait le point")
PHONE = frozenset({Topic.PHONE})


@pytest.mark.parametrize("text", ["même numéro", "le 06 c'est le même", "continuez, même téléphone", "same number"])
def test_the_same_telephone_is_read(text: str) -> None:
    assert as_before(text, ()) == AsBefore(topics=PHONE)


@pytest.mark.parametrize(
    "text", ["photo quand même", "même seule ça va", "elle rentre elle-même", "pas le même numéro"]
)
def test_other_words_of_sameness_repeat_no_answer(text: str) -> None:
    assert as_before(text, ()) is None


def test_the_same_answer_and_something_else_is_more_than_that() -> None:
    assert is_as_before("le 06 c'est le même")
    assert not is_as_before("même numéro, et Léa vient aussi")


@pytest.mark.parametrize(
    ("text", "names", "others"),
    [
        ("mon épouse Ginette viendra aussi", ("Ginette",), 0),
        ("her brother Oscar would like to come as well, he's 10", ("Oscar",), 0),
        ("ma femme viendra avec moi", (), 1),
    ],
)
def test_who_comes_along_is_read(text: str, names: tuple[str, ...], others: int) -> None:
    found = who_joins(text, ("Marcel", "Freya"), NOW)
    assert found is not None
    assert (found.names, found.adults) == (names, others)


@pytest.mark.parametrize(
    "text",
    ["mon mari viendra aussi la chercher", "Marcel vient aussi", "Oscar peut venir aussi ?", "Oscar ne vient pas"],
)
def test_nobody_comes_along_by_fetching_asking_or_being_there(text: str) -> None:
    assert who_joins(text, ("Marcel", "Freya"), NOW) is None


def test_a_companion_is_grown_up() -> None:
    found = who_joins("mon épouse Ginette viendra aussi", (), NOW)
    assert found is not None
    assert [one.year for one in found.told] == [1989]


@pytest.mark.parametrize(("text", "number"), [("oui nous trois", 3), ("on sera quatre", 4), ("oui", None)])
def test_how_many_come_is_counted_with_whoever_writes(text: str, number: int | None) -> None:
    assert number_of_us(text) == number


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("en fait il préfère les marionnettes du 14", TITLES[:1]),
        ("en fait pas les marionnettes", ()),
        ("en fait pas de photo", ()),
        ("plutôt les mots de passe", TITLES[2:]),
    ],
)
def test_an_event_is_named_by_a_word_of_its_title(text: str, titles: tuple[str, ...]) -> None:
    assert prefers_another(text)
    assert titles_named(text, TITLES) == titles


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        (
            "super merci ! et si Jeanne est malade on fait quoi ?",
            "super merci !",
            "si Jeanne est malade on fait quoi ?",
        ),
        ("yes cancel Freya. Can Oscar have her place?", "yes cancel Freya.", "Can Oscar have her place?"),
        ("oui c'est bon continuez, et ça finit quand ?", "oui c'est bon continuez", "ça finit quand ?"),
        ("photo ok. Et l'allergie de Malo vous l'avez ?", "photo ok.", "l'allergie de Malo vous l'avez ?"),
    ],
)
def test_what_is_asked_behind_a_yes_thanks_or_an_answer_may_name_somebody(text: str, told: str, asked: str) -> None:
    parts = cut(text)
    assert parts is not None
    assert (parts.told, parts.asked) == (told, asked)


def test_who_is_told_of_after_the_question_is_not_only_asked_about() -> None:
    assert cut("merci ! et ma nièce Lila peut venir aussi ? elle est née en juin 2018") is None


@pytest.mark.parametrize(
    "text", ["les noix, comme je disais", "nuts, as I mentioned", "les noix, je crois que je l'ai dit"]
)
def test_that_it_was_said_before_is_no_part_of_an_allergy(text: str) -> None:
    assert allergy_told(text) in ("les noix", "nuts")


def test_an_allergy_put_right_is_without_that_it_was_said() -> None:
    assert [one.words for one in new_answers("il est allergique au gluten, comme je disais", ())] == ["gluten"]


def test_none_for_somebody_is_none() -> None:
    told = answers_told("add Oscar too, born November 2018. no allergies for him", ("Freya", "Oscar"))
    assert told == (Beforehand(Topic.ALLERGY, NO, ("Oscar",)),)


def test_who_refuses_photos_gives_nobody_up() -> None:
    assert gives_up_adding("finalement sa mère ne veut pas")
    assert not gives_up_adding("sa mère ne veut pas de photos")


@pytest.mark.parametrize(("grown", "more"), [(False, 1), (True, 0)])
def test_whoever_writes_comes_beside_children_alone(grown: bool, more: int) -> None:
    found = who_joins("ce sont eux deux, plus moi", ("Freya", "Oscar"), NOW, grown=grown)
    assert (0 if found is None else found.adults) == more


def test_a_reason_before_it_leaves_an_answer_clear() -> None:
    told = answers_told("I'll be waiting in the hall so she won't leave alone", ("Freya",))
    assert told == (Beforehand(Topic.ALONE, NO, ()),)


def test_who_is_left_out_of_an_answer_has_the_other_one() -> None:
    told = answers_told("photo ok pour Max, pas pour Felix", ("Max", "Felix"))
    assert [(one.words, one.names) for one in told] == [(YES, ("Max",)), (NO, ("Felix",))]


def test_none_for_both_is_none_of_each() -> None:
    assert by_person(Topic.ALLERGY, "none for both", ("Max", "Felix")) == {"Max": NO, "Felix": NO}
