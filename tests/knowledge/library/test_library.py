"""The strict loader of topics."""

from pathlib import Path

import pytest

from knowledge.library.content import ContentError, KnowledgeError, Value, ValueKind, french
from knowledge.library.library import UnknownTopic, load_library

GOOD = """\
address:
  label: {fr: L’adresse, en: Address}
  source: [8]
  answer:
    fr: "« Ici » : rue de Vendôme !"
    en: Here!
  related: [phone]
  phrases:
    fr: ["c'est où ?"]
    en: ["where is it?"]
phone:
  label: {fr: Téléphone, en: Phone}
  unknown: true
  answer: {fr: Je ne sais pas., en: I don't know.}
  phrases:
    fr: ["quel est votre numéro ?"]
    en: ["what is your number?"]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "venue.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_library_loads_and_every_topic_answers_in_both_languages() -> None:
    library = load_library()
    assert len(library) > 70
    assert all(topic.answer[language] for topic in library.topics for language in ("fr", "en"))


def test_a_topic_is_found_by_its_id(tmp_path: Path) -> None:
    topic = load_library(written(tmp_path, GOOD)).topic("address")
    assert (topic.source, topic.related, topic.unknown) == ((8,), ("phone",), False)


def test_the_values_of_an_answer_are_loaded(tmp_path: Path) -> None:
    values = "values: [{date: 2025-03-20}, {between: [20, 25], of: person, thing: room}, {every: month}, {body: cnil}]"
    topic = load_library(written(tmp_path, GOOD.replace("source: [8]", f"source: [8]\n  {values}"))).topic("address")
    assert topic.values == (
        Value(kind=ValueKind.MOMENT, year=2025, month=3, day=20),
        Value(kind=ValueKind.NUMBER, least=20, most=25, of="person", thing="room"),
        Value(kind=ValueKind.FREQUENCY, of="month"),
        Value(kind=ValueKind.BODY, of="cnil"),
    )


def test_french_answers_get_french_spaces_and_english_ones_stay(tmp_path: Path) -> None:
    answer = load_library(written(tmp_path, GOOD)).topic("address").answer
    assert answer["fr"] == "«\u00a0Ici\u00a0»\u00a0: rue de Vendôme\u202f!"
    assert answer["en"] == "Here!"


def test_an_unknown_id_is_an_error_of_the_package(tmp_path: Path) -> None:
    with pytest.raises(UnknownTopic):
        load_library(written(tmp_path, GOOD)).topic("nowhere")
    assert issubclass(UnknownTopic, KnowledgeError)


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("source: [8]", "source: [8]\n  colour: red", "venue.yaml:4:3", "Extra inputs"),
        ("source: [8]", "source: [59]", "venue.yaml:3:12", "less than or equal to 58"),
        ("source: [8]", "unknown: false", "venue.yaml:1:1", "either 'source'"),
        ("related: [phone]", "related: [fax]", "venue.yaml:7:13", "'fax' is no other topic"),
        ('en: ["what is your number?"]', "en: []", "venue.yaml:17:5", "at least 1"),
        ('["quel est votre numéro ?"]', '["C’est  OÙ"]', "venue.yaml:16:10", "already said at venue.yaml:9:10"),
        ("    en: Here!\n", "", "venue.yaml:4:3", "Field required"),
        ("phone:\n", "address:\n", "venue.yaml:11:1", "written twice"),
        ("source: [8]", "source: [8]\n  values: [{number: 3}]", "venue.yaml:4:12", "'of' says"),
        ("source: [8]", "source: [8]\n  values: [{year: 2015, amount: 3}]", "venue.yaml:4:12", "exactly one of"),
        ("source: [8]", "source: [8]\n  values: [{date: 2025-13-20}]", "venue.yaml:4:13", "month must be"),
        ("source: [8]", "source: [8]\n  values: [{ages: [15, 3]}]", "venue.yaml:4:12", "smaller of two"),
        ("unknown: true", "unknown: true\n  values: [{year: 2015}]", "venue.yaml:11:1", "tells no 'values'"),
        ("L’adresse", "L’adresse exacte de la Cité du numérique", "venue.yaml:2:11", "at most 30"),
    ],
)
def test_a_fault_is_named_with_its_file_line_and_column(
    tmp_path: Path, old: str, new: str, place: str, reason: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_library(written(tmp_path, GOOD.replace(old, new)))
    assert caught.value.where == place
    assert reason in caught.value.reason


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: [1\n"])
def test_what_is_no_mapping_of_topics_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError):
        load_library(written(tmp_path, text))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        load_library(tmp_path)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Où ?", "Où\u202f?"),
        ("de 14 h 30 à 16 h", "de 14\u00a0h\u00a030 à 16\u00a0h"),
        ("2 450 000 €", "2\u202f450\u202f000\u00a0€"),
        ("voir a:b", "voir a:b"),
    ],
)
def test_french_spacing_is_set_once_and_stays(typed: str, set_: str) -> None:
    assert french(typed) == set_
    assert french(set_) == set_
