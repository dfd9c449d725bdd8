"""Telephone numbers, one case of data each."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from intents.readers.births import read_phone, shown_phone

CASES = YAML(typ="safe").load(Path(__file__).with_name("phones.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"]) or "nothing" for case in CASES])
def test_a_number_is_read_strictly_and_shown_back(case: dict[str, Any]) -> None:
    number = read_phone(str(case["text"]))
    assert number == case["number"]
    if number is not None and "shown" in case:
        assert shown_phone(number).replace("\u00a0", " ") == case["shown"]


@given(st.from_regex(r"\+33[1-79][0-9]{8}", fullmatch=True))
def test_a_number_as_it_is_shown_reads_as_itself(number: str) -> None:
    assert read_phone(shown_phone(number)) == number


@given(st.text(max_size=40))
def test_whatever_is_typed_only_a_plausible_number_is_kept(text: str) -> None:
    number = read_phone(text)
    assert number is None or (number[0] == "+" and number[1:].isascii() and 9 <= len(number[1:]) <= 15)
