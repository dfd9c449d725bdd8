"""What is read of a message: what can be written, and no more than it takes to understand it."""

from itertools import product

import pytest

from intents.text.reading import bare
from intents.text.text import LONGEST, LONGEST_WORD, readable, words
from tests.effort import growth


def test_half_a_character_is_left_out_since_nothing_could_write_it():
    assert readable("à \ud83d demain \udc00").encode()


def test_an_ordinary_message_is_read_as_it_was_typed():
    text = "Bonjour,\nc'est à 18 h 30 le 05/12 ? Je viens avec 2 enfants !!! 👍🏽"
    assert readable(text) == text


def test_many_spaces_are_one_and_empty_lines_end_a_line():
    assert readable("un   deux\t \n\n trois") == "un deux\ntrois"


@pytest.mark.parametrize("sign", ["a", "7", "(", "👍"])
def test_an_endless_run_is_cut_short(sign):
    assert len(readable(sign * 100_000)) <= 20


def test_a_word_longer_than_any_is_cut_so_that_it_does_not_fill_memory():
    assert max(map(len, words("abcdefghij" * LONGEST))) == LONGEST_WORD


@pytest.mark.parametrize(("sign", "end"), list(product([" ", ".", "merci ", "merci   ", "merci, "], ["x", ""])))
def test_thanks_are_looked_for_in_no_time_whatever_surrounds_them(sign, end):
    assert growth(bare, (sign * LONGEST)[:LONGEST] + end) < 6
