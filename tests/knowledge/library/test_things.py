"""Things, their attributes and cells, and the strict reading of the files that list them."""

from pathlib import Path

import pytest

from knowledge.library.content import ContentError
from knowledge.library.library import load_library
from knowledge.library.taught import load_asked, load_doubts, load_messages, load_unknown
from knowledge.library.things import VENUE, Cell, asked_files, load_things

THINGS = """\
venue:
  name: {fr: "la Cité : ici", en: "the Cité"}
  gender: f
  number: s
  kind: venue
  strong: {fr: ["la cité"], en: ["the city"]}
  weak: {fr: ["ici"], en: []}
lab:
  name: {fr: le labo, en: the lab}
  gender: m
  number: s
  kind: space
  parent: venue
  strong:
    fr: ["labo"]
    en: ["lab"]
  weak: {fr: ["ici"], en: []}
"""
ATTRIBUTES = """\
size:
  means: how big it is
  of: [venue, space]
  unknown: {fr: "quelle est la surface {de}", en: "how big {T} is"}
way:
  means: how to get there
  of: [space]
  unknown:
    fr: comment aller {à} ou {dans}
    en: how to get to {T}
"""


def written(folder: Path, things: str = THINGS, attributes: str = ATTRIBUTES) -> Path:
    (folder / "things").mkdir()
    (folder / "things" / "things.yaml").write_text(things, encoding="utf-8")
    (folder / "things" / "attributes.yaml").write_text(attributes, encoding="utf-8")
    return folder


def asked(folder: Path, name: str, text: str) -> Path:
    (folder / "asked").mkdir(exist_ok=True)
    (folder / "asked" / name).write_text(text, encoding="utf-8")
    return folder


def test_things_and_attributes_are_read_as_written_with_french_spaces(tmp_path: Path) -> None:
    read = load_things(written(tmp_path))
    venue, lab = read.things[VENUE], read.things["lab"]
    assert (venue.name["fr"], venue.feminine, venue.plural, venue.parent) == ("la Cité\u00a0: ici", True, False, None)
    assert (lab.kind, lab.parent, lab.strong["fr"], lab.weak["fr"]) == ("space", "venue", ("labo",), ("ici",))
    assert read.attributes["size"].of == {"venue", "space"}


def test_an_attribute_and_a_thing_of_its_kinds_make_a_cell(tmp_path: Path) -> None:
    read = load_things(written(tmp_path))
    assert read.cells() == (Cell("venue", "size"), Cell("lab", "size"), Cell("lab", "way"))
    assert [cell for cell in read.cells() if not read.is_asked_of(cell.attribute, cell.thing)] == []
    assert not read.is_asked_of("way", "venue")


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("gender: f", "gender: f\n  colour: red", "things.yaml:4:3", "Extra inputs"),
        ("  gender: f\n", "", "things.yaml:1:1", "Field required"),
        ("gender: f", "gender: n", "things.yaml:3:3", "'m' or 'f'"),
        ("kind: space", "kind: Space", "things.yaml:12:3", "match pattern"),
        ("parent: venue", "parent: attic", "things.yaml:13:3", "'attic' is no thing"),
        ('fr: ["labo"]', 'fr: ["labo", "la cité"]', "things.yaml:14:3", "'la cité' already names venue"),
        ('en: ["lab"]', 'en: ["la cité"]', "things.yaml:14:3", "'la cité' already names venue"),
        ('en: ["lab"]', 'de: ["lab"]', "things.yaml:14:3", "Field required"),
        ('en: ["lab"]', "en: lab", "things.yaml:16:5", "valid list"),
        ("lab:\n", "venue:\n", "things.yaml:8:1", "written twice"),
    ],
)
def test_a_fault_in_a_thing_is_named_with_its_file_line_and_column(
    tmp_path: Path, old: str, new: str, place: str, reason: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_things(written(tmp_path, things=THINGS.replace(old, new, 1)))
    assert caught.value.where == place
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("of: [venue, space]", "of: [venue, planet]", "attributes.yaml:3:3", "no thing is of kind planet"),
        ("of: [space]", "of: []", "attributes.yaml:7:3", "at least 1"),
        ("means: how to", "sense: how to", "attributes.yaml:5:1", "Field required"),
        ("of: [space]", "of: [space]\n  since: 2024", "attributes.yaml:8:3", "Extra inputs"),
        ("surface {de}", "surface {X}", "attributes.yaml:4:13", "'X' is no place"),
        ("how to get to {T}", "how to get to {t}", "attributes.yaml:10:5", "'t' is no place"),
        ("{à} ou {dans}", "{à} ou {}", "attributes.yaml:9:5", "no place"),
        ("{à} ou {dans}", "{à} ou {dans", "attributes.yaml:9:5", "no place"),
    ],
)
def test_a_fault_in_an_attribute_is_named_with_its_file_line_and_column(
    tmp_path: Path, old: str, new: str, place: str, reason: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_things(written(tmp_path, attributes=ATTRIBUTES.replace(old, new, 1)))
    assert caught.value.where == place
    assert reason in caught.value.reason


def test_a_weak_alias_may_stand_for_several_things_and_a_strong_one_be_said_twice_of_its_own(tmp_path: Path) -> None:
    read = load_things(written(tmp_path, THINGS.replace('en: ["lab"]', 'en: ["labo"]')))
    assert read.things["lab"].weak["fr"] == read.things["venue"].weak["fr"]


@pytest.mark.parametrize(("thing", "attribute"), [("", ATTRIBUTES), (THINGS, ""), ("a: [1\n", ATTRIBUTES)])
def test_an_empty_or_broken_file_is_refused(tmp_path: Path, thing: str, attribute: str) -> None:
    with pytest.raises(ContentError):
        load_things(written(tmp_path, thing, attribute))


def test_templates_are_read_by_language_and_attribute(tmp_path: Path) -> None:
    asked(tmp_path, "attributes.fr.yaml", "size: ['{T} est grand ?', 'grand ?']\n")
    asked(tmp_path, "attributes.en.yaml", "size: ['how big is {T}']\n")
    assert load_asked(tmp_path) == {
        "fr": {"size": ("{T} est grand ?", "grand ?")},
        "en": {"size": ("how big is {T}",)},
    }


@pytest.mark.parametrize("listed", ["quoi", "[1]", "{a: b}"])
def test_what_is_no_list_of_sentences_is_refused_at_its_line(tmp_path: Path, listed: str) -> None:
    asked(tmp_path, "unknown.yaml", f"other: ['et alors']\nsize: {listed}\n")
    with pytest.raises(ContentError, match=r"unknown\.yaml:2:\d+: size must be a list of sentences"):
        load_unknown(tmp_path)


def test_a_doubt_is_told_by_some_topics_or_by_none(tmp_path: Path) -> None:
    asked(tmp_path, "doubts.yaml", "- {ask: où, told: [address]}\n- {ask: quoi}\n")
    assert [(one.ask, one.told) for one in load_doubts(tmp_path)] == [("où", ("address",)), ("quoi", ())]


def test_a_message_is_told_by_all_its_topics_and_may_ask_what_is_not_known(tmp_path: Path) -> None:
    asked(tmp_path, "messages.yaml", "- {ask: où et quoi, told: [address, offer]}\n- {ask: combien, unknown: true}\n")
    found = [(one.ask, one.told, one.unknown) for one in load_messages(tmp_path)]
    assert found == [("où et quoi", ("address", "offer"), False), ("combien", (), True)]


def test_a_cell_is_written_as_thing_and_attribute() -> None:
    assert Cell.of("lab.price") == Cell("lab", "price")
    assert str(Cell.of("lab.price")) == "lab.price"


@pytest.mark.parametrize("written", ["lab", "lab.price.now", ""])
def test_a_cell_of_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="unpack"):
        Cell.of(written)


def test_the_shipped_things_can_be_asked_about_and_the_venue_is_one_of_them() -> None:
    shipped = load_things()
    assert VENUE in shipped.things
    assert len(shipped.cells()) > 1_000
    asked_somewhere = {cell.attribute for cell in shipped.cells()}
    assert asked_somewhere == set(shipped.attributes)


def test_shipped_templates_and_questions_are_about_attributes_that_there_are() -> None:
    attributes = set(load_things().attributes)
    assert {attribute for listed in load_asked().values() for attribute in listed} <= attributes
    assert set(load_unknown()) <= attributes | {"other"}


def test_every_cell_that_a_shipped_topic_tells_exists() -> None:
    cells = set(load_things().cells())
    strange = {str(cell) for topic in load_library().topics for cell in topic.cells if cell not in cells}
    assert strange == set()


def test_the_files_read_are_all_there() -> None:
    names = {file.name for file in asked_files()}
    assert names == {
        "attributes.fr.yaml",
        "attributes.en.yaml",
        "unknown.yaml",
        "doubts.yaml",
        "messages.yaml",
        "descriptions.yaml",
        "statements.fr.yaml",
        "statements.en.yaml",
        "things.yaml",
        "attributes.yaml",
    }
