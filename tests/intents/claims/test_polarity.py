"""Yes, no, or neither: claims held against the values of a fact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.claims import Polarity, polarity
from intents.claims.claim import Claim, How, Kind
from intents.claims.quantities import grammar
from knowledge.library.content import Value, ValueKind
from tests.intents.claims.cases import library

ROOM = Value(kind=ValueKind.NUMBER, least=20, most=25, of="person")
COST = Value(kind=ValueKind.AMOUNT, least=4_900_000, most=4_900_000, of="euro")
AGES = Value(kind=ValueKind.AGE, least=3, most=15)


def number(kind, value, **more):
    return Claim(kind=kind, least=Decimal(value), most=Decimal(value), **more)


@given(st.integers(1, 200))
def test_a_room_takes_as_many_as_it_holds_and_no_more(people):
    expected = Polarity.YES if people <= ROOM.most else Polarity.NO
    assert polarity((ROOM,), (number(Kind.NUMBER, people, of="person"),), ()) is expected


@given(st.integers(1, 99), st.sampled_from([How.EXACTLY]))
def test_a_true_age_denied_is_granted_and_a_wrong_one_is_refused(age, how):
    denied = polarity((AGES,), (number(Kind.AGE, age, how=how, denied=True),), ())
    assert denied is (Polarity.SI if 3 <= age <= 15 else Polarity.NO)


@pytest.mark.parametrize(
    ("how", "million", "expected"),
    [
        (How.ABOUT, "5", Polarity.YES), (How.ABOUT, "6", Polarity.NO), (How.MORE, "4", Polarity.YES),
        (How.MORE, "5", Polarity.NO), (How.LESS, "5", Polarity.YES), (How.AT_LEAST, "4.9", Polarity.YES),
        (How.AT_MOST, "4", Polarity.NO), (How.EXACTLY, "5", Polarity.NO),
    ],
)  # fmt: skip
def test_comparisons_are_compared(how, million, expected):
    claim = number(Kind.AMOUNT, Decimal(million) * 10**6, how=how)
    assert polarity((COST,), (claim,), ()) is expected


def test_children_within_and_outside_get_neither_yes_nor_no():
    assert polarity((AGES,), (number(Kind.AGE, 7), number(Kind.AGE, 17)), ()) is None


def test_claims_that_contradict_one_another_get_neither():
    claims = (number(Kind.NUMBER, 20, of="person"), number(Kind.NUMBER, 40, of="person"))
    assert polarity((ROOM,), claims, ()) is None


def test_the_age_of_a_child_is_no_claim_beside_the_limit_that_is_claimed():
    limit = number(Kind.AGE, 12, how=How.AT_MOST)
    assert polarity((AGES,), (number(Kind.AGE, 9), limit), ()) is Polarity.NO


def test_who_does_most_is_the_one_that_the_fact_tells_first():
    told = tuple(Value(kind=ValueKind.BODY, of=body) for body in ("departement", "region"))
    most = [Claim(kind=Kind.BODY, of=body, how=How.MOST) for body in ("departement", "region")]
    assert [polarity(told, (claim,), ()) for claim in most] == [Polarity.YES, Polarity.NO]


def test_a_name_is_held_against_the_name_alone():
    told = (Value(kind=ValueKind.NAME, of="belc"),)
    assert polarity(told, (Claim(kind=Kind.NAME, of="belc"), Claim(kind=Kind.BODY, of="belc")), ()) is Polarity.YES
    assert polarity(told, (Claim(kind=Kind.NAME, of="neolink"),), ()) is Polarity.NO
    assert polarity(told, (Claim(kind=Kind.BODY, of="association", focus=True),), ()) is None


def test_a_value_of_one_thing_counts_only_where_it_is_named():
    value = Value(kind=ValueKind.NUMBER, least=20, most=25, of="person", thing="room_training")
    claims = (number(Kind.NUMBER, 12, of="person"),)
    assert polarity((value,), claims, ()) is None
    assert polarity((value,), claims, ("room_training",)) is Polarity.YES


@given(st.integers(1, 10**7))
def test_a_fact_without_values_begins_with_neither(amount):
    assert polarity((), (number(Kind.AMOUNT, amount),), ()) is None


def test_what_is_told_is_what_can_be_claimed():
    words, _ = grammar()
    named = {(phrase.kind, str(phrase.value)) for group in words.phrases.values() for phrase in group}
    units = {value for kind, value in named if kind == "unit"} | {"street"}
    bodies = {value for kind, value in named if kind == "body"}
    told = [value for topic in library().topics for value in topic.values]
    assert {value.of for value in told if value.kind is ValueKind.NUMBER} <= units
    assert {value.of for value in told if value.kind in (ValueKind.BODY, ValueKind.NAME)} <= bodies
