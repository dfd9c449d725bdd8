"""Who does not come, in sentences that families write."""

import pytest

from intents.readers import changes

FAMILY = ("Tom", "Ana", "Zoé", "Léa-Lou")


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("tom est malade", "Tom"),
        ("Tom", "Tom"),
        ("annuler Tom", "Tom"),
        ("ana ne viendra pas mais tom oui", "Ana"),
        ("ana ne viendra pas et tom viendra", "Ana"),
        ("Tom vient, ana non", "Ana"),
        ("tom viendra sans ana", "Ana"),
        ("tom et ana ne viendront pas", "Tom Ana"),
        ("Tom, Ana ne pourront pas venir", "Tom Ana"),
        ("zoé a la grippe, elle peut pas venir", "Zoé"),
        ("il faut annuler lea lou svp", "Léa-Lou"),
        ("ana can't come but tom will be there", "Ana"),
        ("Tom is sick", "Tom"),
        ("tout le monde vient sauf tom", "Tom"),
        ("ni tom ni ana ne viennent", "Tom Ana"),
        ("léa lou oui tom non", "Tom"),
        ("tom non ana oui", "Tom"),
        ("oui pour ana, non pour tom", "Tom"),
        ("oui pour ana non pour tom", "Tom"),
        ("ok pour Ana pas pour Tom", "Tom"),
        ("Ana garde, Tom annule", "Tom"),
        ("non pas tom", "Tom"),
        ("non tom ne viendra pas", "Tom"),
        ("tom n'est plus dispo", "Tom"),
        ("annuler seulement tom", "Tom"),
        ("je garde tom à la maison", "Tom"),
    ],
)
def test_those_who_are_said_not_to_come_are_found(text: str, absent: str) -> None:
    assert changes.read(text, FAMILY).absent == frozenset(absent.split())


@pytest.mark.parametrize(
    ("text", "coming"),
    [
        ("seule ana viendra", "Ana"), ("il n'y aura que tom", "Tom"), ("only zoé is coming", "Zoé"),
        ("annulez tout sauf tom", "Tom"), ("finalement que tom", "Tom"), ("seulement Tom", "Tom"),
        ("juste ana du coup", "Ana"), ("je viens qu'avec ana", "Ana"), ("il n y aura que tom", "Tom"),
    ],
)  # fmt: skip
def test_who_is_left_out_of_an_absence_is_kept(text: str, coming: str) -> None:
    found = changes.read(text, FAMILY)
    assert found.coming == frozenset([coming])
    assert not found.absent
    assert found.only


@pytest.mark.parametrize(
    "text", ["Tom et Ana ne sont pas malades, on vient", "tom veut revenir finalement", "n'annulez pas tom, il vient"]
)
def test_who_only_comes_is_nobody_absent(text: str) -> None:
    assert changes.read(text, FAMILY).nobody


def test_a_parent_who_is_absent_takes_no_child_along() -> None:
    found = changes.read("je serai absente désolée mais zoé sera là", FAMILY)
    assert (found.absent, found.coming, found.unnamed) == (frozenset(), frozenset(["Zoé"]), True)


def test_that_somebody_comes_does_not_leave_the_others_out() -> None:
    assert not changes.read("faut que tom vienne", FAMILY).only


@pytest.mark.parametrize("text", ["lucas est malade", "mon petit maxime peut pas venir", "Jack is sick"])
def test_a_name_that_nobody_here_has_is_a_stranger(text: str) -> None:
    assert changes.read(text, FAMILY).stranger


@pytest.mark.parametrize(
    "text",
    ["mon fils est malade", "on vient plus", "elle est malade et ne viendra pas", "ma fille peut pas venir", "annulez"],
)
def test_words_for_people_are_no_strangers(text: str) -> None:
    found = changes.read(text, FAMILY)
    assert found.unnamed
    assert not found.stranger
