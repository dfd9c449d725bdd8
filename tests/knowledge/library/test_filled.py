"""What the team fills in is read strictly, and holds through its last day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.library.content import ContentError
from knowledge.library.filled import Filled, read_filled
from knowledge.library.library import CONTENT, content_files
from knowledge.library.things import Cell

ENTRY = 'escape.price: {fr: "Entrée gratuite !", en: Free., author: Camille, checked: 2026-12-01, until: 2027-06-30}\n'
PRICE = Cell("escape", "price")
IN_TIME, TOO_LATE = date(2027, 6, 30), date(2027, 7, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the shipped things."""
    shutil.copytree(CONTENT / "things", tmp_path / "things")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    (folder / "filled.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_file_fills_nothing_and_is_no_file_of_topics() -> None:
    assert read_filled() == Filled()
    assert all(file.name != "filled.yaml" for file in content_files())


def test_one_entry_fills_one_cell_with_french_spaces_an_author_and_a_day(folder: Path) -> None:
    (fact,) = read_filled(written(folder, "# by hand\n" + ENTRY)).on(IN_TIME).facts
    assert (fact.cell, fact.author, fact.checked, fact.until) == (PRICE, "Camille", date(2026, 12, 1), IN_TIME)
    assert fact.text == {"fr": "Entrée gratuite\u202f!", "en": "Free."}


def test_the_example_of_the_shipped_file_is_right_once_it_is_no_comment(folder: Path) -> None:
    lines = (CONTENT / "filled.yaml").read_text(encoding="utf-8").splitlines()
    example = "\n".join(line.removeprefix("# ") for line in lines[lines.index("#") + 1 :])
    cells = read_filled(written(folder, example)).cells
    assert cells == (PRICE, Cell("venue", "opening_hours"))


def test_a_fact_is_told_through_its_last_day_and_not_after(folder: Path) -> None:
    everything = read_filled(written(folder, ENTRY))
    assert everything.fact(PRICE, IN_TIME) is not None
    assert everything.fact(PRICE, TOO_LATE) is None
    assert everything.on(TOO_LATE) == Filled()


def test_without_a_last_day_a_fact_holds_on(folder: Path) -> None:
    endless = ENTRY.replace(", until: 2027-06-30", "")
    assert read_filled(written(folder, endless)).on(date(2099, 1, 1)).cells == (PRICE,)


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("escape.price", "escpae.price", "1:1", "'escpae' is no thing"),
        ("escape.price", "escape.prise", "1:1", "'prise' is no attribute"),
        ("escape.price", "venue.led_by", "1:1", "not asked of things of kind 'venue'"),
        ("escape.price", "price_escape", "1:1", "no cell such as"),
        ("author: Camille, ", "", "1:1", "author: Field required"),
        ("en: Free., ", "", "1:1", "en: Field required"),
        ("Free.", "…", "1:41", "still to be written"),
        ("2026-12-01", "1.12.2026", "1:69", "write the day as 2026-12-01"),
        ("2027-06-30", "2026-06-30", "1:1", "'until' is before 'checked'"),
        ("until", "untill", "1:90", "Extra inputs"),
        ("}\n", "}\n" + ENTRY, "2:1", "written twice"),
    ],
)
def test_a_fault_is_named_with_its_place(folder: Path, old: str, new: str, place: str, reason: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_filled(written(folder, ENTRY.replace(old, new)))
    assert caught.value.where == f"filled.yaml:{place}"
    assert reason in caught.value.reason


def test_what_is_no_mapping_is_refused(folder: Path) -> None:
    with pytest.raises(ContentError):
        read_filled(written(folder, "- escape.price\n"))
