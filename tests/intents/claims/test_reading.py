"""Reading the values that a message claims."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from intents.claims.claim import How, Kind
from intents.claims.reading import find_claims
from tests.intents.claims.cases import TODAY

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("data_reading.yaml").read_text(encoding="utf-8"))


def said(claim):
    least, most = (f"{bound.normalize():f}" for bound in (claim.least, claim.most))
    number = f"{least}-{most}" if claim.is_range else least
    value = {Kind.MOMENT: f"{claim.year}-{claim.month}-{claim.day}"}
    value |= dict.fromkeys((Kind.FREQUENCY, Kind.BODY, Kind.NAME), claim.of)
    if claim.kind is Kind.MOMENT and claim.is_range:
        value = {}
    unit = [claim.of] if claim.kind is Kind.NUMBER and claim.of else []
    how = [] if claim.how is How.EXACTLY else [claim.how.value]
    return " ".join([claim.kind, value.get(claim.kind, number), *unit, *how, *["denied"] * claim.denied])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "(empty)")
def test_values_are_read_as_they_are_typed(case):
    assert [said(claim) for claim in find_claims(case["text"], TODAY)] == case["claims"]


@given(st.integers(1000, 99_999_999))
def test_an_amount_is_the_same_with_and_without_its_groups(euros):
    grouped = f"{euros:,}"
    for typed in (str(euros), grouped.replace(",", " "), grouped.replace(",", "."), grouped):
        (claim,) = find_claims(f"ça a coûté {typed} euros", TODAY)
        assert (claim.kind, claim.least) == (Kind.AMOUNT, Decimal(euros))


@given(st.text(alphabet=st.sampled_from("0123456789 .,/-k€m²aunpouàdex'?é½²ﬁ\u00a0"), max_size=60))
def test_whatever_is_typed_is_read_without_a_fault(text):
    find_claims(text, TODAY)
