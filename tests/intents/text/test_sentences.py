"""Lists of sentences, read line by line: as any reader of YAML reads them, only sooner."""

import pytest

from intents.text.sentences import sentence_lists
from intents.text.text import DATA, CatalogueError, read_lists

FILES = sorted(f"acts/{file.name}" for file in (DATA / "acts").glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_sentences_are_read_as_a_reader_of_yaml_reads_them(name):
    assert sentence_lists(name) == {str(key): list(map(str, listed)) for key, listed in read_lists(name).items()}


def test_what_goes_on_in_the_next_line_belongs_to_its_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("intents.text.sentences.DATA", tmp_path)
    (tmp_path / "some.yaml").write_text('# why\nnothing:\n  - "il y a\n     quoi"\n- "deux"\none:\n')
    assert sentence_lists("some.yaml") == {"nothing": ["il y a quoi", "deux"], "one": []}


def test_what_is_not_in_double_quotes_is_named_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("intents.text.sentences.DATA", tmp_path)
    (tmp_path / "some.yaml").write_text("nothing:\n  - plain\n")
    with pytest.raises(CatalogueError, match="plain is no sentence"):
        sentence_lists("some.yaml")
