"""The strict file that says what the facts rest on."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.library.content import ContentError
from knowledge.library.library import CHECKED, content_files, load_document, load_library
from tests.knowledge.library.test_library import GOOD, written

FILE = """\
document:
  name: {fr: "le guide !", en: the guide!}
  checked: 2026-11-20
"""


def write(folder: Path, text: str) -> Path:
    (folder / CHECKED).write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_document_has_a_name_in_both_languages_and_a_day() -> None:
    document = load_document()
    assert all(document.name[language] for language in ("fr", "en"))
    assert document.checked >= date(2026, 11, 20)


def test_name_and_day_are_read_with_french_spaces(tmp_path: Path) -> None:
    document = load_document(write(tmp_path, FILE))
    assert document.name == {"fr": "le guide\u202f!", "en": "the guide!"}
    assert document.checked == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("2026-11-20", "20/11/2026", "document.checked"), ("2026-11-20", "2026-11-31", "document.checked"),
        ("2026-11-20", "20261120", "document.checked"), ("2026-11-20", "2026", "document.checked"),
        ("  checked", "  read", "document.checked"), (", en: the guide!", "", "document.name.en"),
        ("  checked: 2026-11-20", "  checked: 2026-11-20\n  by: me", "document.by"),
        ("document", "documents", "document"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    with pytest.raises(ContentError, match=f"{CHECKED}:.*{place}"):
        load_document(write(tmp_path, FILE.replace(old, new)))


def test_it_is_no_file_of_topics(tmp_path: Path) -> None:
    folder = write(written(tmp_path, GOOD), FILE)
    assert [file.name for file in content_files(folder)] == ["venue.yaml"]
    assert len(load_library(folder)) == 2
