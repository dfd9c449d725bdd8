"""Small rules of text: wall times, protected cells, short codes."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.exchange import cells
from knowledge.exchange.apply import ALPHABET, LENGTH, new_code
from knowledge.exchange.cells import protect, unprotect
from tests.knowledge.exchange.build import PARIS

risky_texts = st.text(alphabet=st.sampled_from("'=+-@\t\r\n＝＋ab"), max_size=8) | st.text(max_size=20)
instants = st.datetimes(datetime(2001, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis wants naive bounds


@given(instants.map(lambda at: at.replace(microsecond=0)))
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
@example(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
def test_every_instant_is_read_back_from_how_it_is_written(instant: datetime) -> None:
    assert cells.read(cells.write(instant, PARIS), PARIS) == instant


def test_a_time_is_written_as_staff_write_it() -> None:
    assert cells.write(datetime(2026, 12, 5, 13, 0, tzinfo=UTC), PARIS) == "2026-12-05T14:00"


@given(risky_texts)
def test_a_protected_cell_starts_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert unprotect(protect(text)) == text


@pytest.mark.parametrize("text", ["'Tis", "L’atelier", "''", "a=b"])
def test_harmless_cells_are_left_alone(text: str) -> None:
    assert protect(text) == unprotect(text) == text


def test_a_code_has_eight_characters_nobody_confuses() -> None:
    code = new_code(())
    assert len(code) == LENGTH == 8
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0o1liOIL")


def test_a_code_in_use_is_not_given_again() -> None:
    letters = iter("a" * 8 + "b" * 8)
    assert new_code({"a" * 8}, pick=lambda alphabet: next(letters)) == "b" * 8
