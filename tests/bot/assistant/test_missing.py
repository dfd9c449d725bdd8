"""What is missing is counted by cell, with the sentence that families read, and entries to fill are printed ready."""

from datetime import date
from itertools import repeat

import pytest

from bot.assistant.facts import Asked, Known
from knowledge.library.content import ContentError
from knowledge.library.filled import Fact, Filled, read_filled
from knowledge.library.library import CONTENT, load_library
from knowledge.library.things import Cell, load_things

TODAY = date(2026, 12, 1)
PRICE, HOURS = Cell("escape", "price"), Cell("venue", "opening_hours")
NOTHING_FILLED = Known(library=load_library(), things=load_things(), filled=Filled())


def known(*cells: Cell) -> Known:
    """What is known once these cells are filled."""
    facts = (Fact(cell=cell, text={"fr": "Oui.", "en": "Yes."}, author="Camille", checked=TODAY) for cell in cells)
    return Known(library=load_library(), things=load_things(), filled=Filled(tuple(facts)))


def test_a_gap_topic_and_its_main_cell_are_one_line_and_the_most_asked_come_first() -> None:
    asked = [Asked("hours", False), *repeat(Asked("price_escape", True), 2), Asked("escape.price", False)]
    price, hours = NOTHING_FILLED.missing(asked)
    assert (price.name, price.asked, price.for_team) == ("escape.price", 3, 2)
    assert (hours.name, hours.asked, hours.for_team) == ("venue.opening_hours", 1, 0)
    assert price.line.startswith("3\t2 for the team\tescape.price\tJe ne sais pas quel est le prix de l’escape game")


def test_what_has_no_name_is_one_line_too() -> None:
    (other,) = NOTHING_FILLED.missing([Asked("other", False), Asked(None, True)])
    assert other.line == "2\t1 for the team\tother\tJe n’ai pas cette information."


def test_a_topic_of_another_time_keeps_its_name() -> None:
    assert [one.name for one in NOTHING_FILLED.missing([Asked("long_gone", False)])] == ["long_gone"]


def test_what_is_told_or_filled_meanwhile_is_missing_no_more() -> None:
    asked = [Asked("price_escape", False), Asked("hours", False), Asked("venue.address", False)]
    assert [one.name for one in known(PRICE).missing(asked)] == ["venue.opening_hours"]


def test_only_cells_that_are_neither_told_nor_filled_are_empty() -> None:
    cells = (HOURS, PRICE, Cell("venue", "address"))
    assert NOTHING_FILLED.empty(cells) == (HOURS, PRICE)
    assert known(HOURS).empty(cells) == (PRICE,)


def test_entries_can_be_pasted_and_count_only_once_their_words_are_written(tmp_path) -> None:
    printed = "\n".join(NOTHING_FILLED.entries((HOURS, PRICE), TODAY))
    (tmp_path / "things").symlink_to(CONTENT / "things")
    file = tmp_path / "filled.yaml"
    file.write_text(printed, encoding="utf-8")
    with pytest.raises(ContentError, match="still to be written"):
        read_filled(tmp_path)
    file.write_text(printed.replace('"…"', '"Oui."'), encoding="utf-8")
    assert read_filled(tmp_path).cells == (HOURS, PRICE)
