"""Descriptions cut into sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.statements.sentences import sentences
from intents.text.text import read_yaml

CASES = read_yaml(Path(__file__).with_name("data_sentences.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_a_description_is_cut_into_its_sentences(case):
    assert list(sentences(case["text"])) == case["cut"]


@given(st.text(alphabet="abcÉ .!?…«»:-•\n12", max_size=200))
def test_no_letter_is_lost_and_none_added(text):
    kept = "".join(one for one in "".join(sentences(text)) if one.isalpha())
    assert kept == "".join(one for one in text if one.isalpha())


@given(st.text(max_size=200))
def test_no_sentence_is_empty(text):
    assert all(one.strip() for one in sentences(text))
