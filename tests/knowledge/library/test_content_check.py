"""Content is held against itself: things, topics, questions, what is filled in and what is needed first."""

import shutil
from pathlib import Path

import pytest

from knowledge.library.content import ContentError
from knowledge.library.filled import load_first
from knowledge.library.library import CONTENT, check_content, load_library
from tests.knowledge.library.test_library import GOOD

TOPICS = GOOD.replace("  source: [8]", "  source: [8]\n  cells: [venue.address]").replace(
    "  unknown: true", "  unknown: true\n  cells: [venue.phone]"
)
FILLED = 'venue.price: {fr: "Gratuit.", en: "Free.", author: Camille, checked: 2026-12-01}\n'
FILES = {
    "venue.yaml": TOPICS,
    "filled.yaml": FILLED,
    "asked/attributes.fr.yaml": 'price: ["c’est combien {T}"]\n',
    "asked/attributes.en.yaml": 'price: ["how much is {T}"]\n',
    "asked/unknown.yaml": 'other: ["et la lune ?"]\nprice: ["combien ça coûte"]\n',
    "asked/doubts.yaml": "- {ask: où est-ce, told: [address]}\n- {ask: et la lune}\n",
    "asked/messages.yaml": "- {ask: où et combien, told: [address], unknown: true}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Small content in good order, with the shipped things."""
    shutil.copytree(CONTENT / "things", tmp_path / "things")
    (tmp_path / "asked").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_content_is_in_order() -> None:
    read = check_content()
    assert read.topics == len(load_library().topics)
    assert read.things > 50
    assert read.attributes > 150


def test_small_content_is_counted(folder: Path) -> None:
    read = check_content(folder)
    assert (read.topics, len(read.filled.facts)) == (2, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "reason"),
    [
        ("venue.yaml", "venue.phone", "venu.phone", "venue.yaml:15:11", "'venu' is no thing"),
        ("venue.yaml", "venue.phone", "venue.fone", "venue.yaml:15:11", "'fone' is no attribute"),
        ("venue.yaml", "[venue.phone]", "[venue.phone, wifi.phone]", "venue.yaml:15:24", "not asked of things of kind"),
        ("venue.yaml", "venue.phone", "venue.address", "venue.yaml:15:11", "already a cell of topic address"),
        ("venue.yaml", "[venue.phone]", "[venue.phone, venue.phone]", "venue.yaml:15:24", "already a cell of topic"),
        ("filled.yaml", "venue.price", "venue.prise", "filled.yaml:1:1", "'prise' is no attribute"),
        ("filled.yaml", "venue.price", "venue.address", "filled.yaml:1:1", "is told by topic address"),
        ("asked/attributes.en.yaml", "price", "prize", "attributes.en.yaml:1:1", "'prize' is no attribute"),
        ("asked/attributes.fr.yaml", '["c’est combien {T}"]', "combien", "attributes.fr.yaml:1:1", "list of sentences"),
        ("asked/unknown.yaml", "price", "prize", "unknown.yaml:2:1", "'prize' is no attribute"),
        ("asked/doubts.yaml", "[address]", "[adress]", "doubts.yaml:1:27", "'adress' is no topic"),
        ("asked/messages.yaml", "[address]", "[adress]", "messages.yaml:1:31", "'adress' is no topic"),
        ("asked/messages.yaml", "unknown: true", "unknown: yes", "messages.yaml:1:41", "valid boolean"),
        ("asked/doubts.yaml", "told: [a", "tells: [a", "doubts.yaml:1:20", "Extra inputs"),
        ("asked/doubts.yaml", "- {ask: et la lune}", "- et la lune", "doubts.yaml:2:3", "valid dictionary"),
        ("things/first.yaml", "- venue.email", "- venue.mail", "first.yaml:5:3", "'mail' is no attribute"),
        ("things/first.yaml", "- venue.email", "- venue.phone", "first.yaml:5:3", "listed twice"),
        ("things/attributes.yaml", "of: [school]", "of: [shool]", "attributes.yaml:", "no thing is of kind shool"),
        ("things/things.yaml", "parent: building", "parent: bulding", "things.yaml:", "'bulding' is no thing"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    folder: Path, name: str, old: str, new: str, place: str, reason: str
) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_content(folder)
    assert caught.value.where.startswith(place)
    assert reason in caught.value.reason


def test_twenty_cells_are_needed_first_and_none_is_told_yet() -> None:
    told = {cell for topic in load_library().topics if not topic.unknown for cell in topic.cells}
    first = load_first()
    assert len(first) == 20
    assert not told & set(first)
