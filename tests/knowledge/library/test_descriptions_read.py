"""What teaches to answer from descriptions, read strictly."""

import pytest

from intents.statements.sentences import sentences
from knowledge.library.content import ContentError
from knowledge.library.taught import load_described, load_statements
from knowledge.library.things import load_things


def test_every_statement_tells_an_attribute_that_can_be_asked():
    assert load_statements().keys() <= load_things().attributes.keys() | {"other"}
    assert sum(map(len, load_statements().values())) > 1500


def test_every_answer_is_a_sentence_of_its_description():
    described = load_described()
    assert len(described) >= 40
    for one in described:
        places = {place for _, place in one.asked if place is not None}
        assert places == set(range(len(sentences(one.description)))), one.title


def test_half_of_the_questions_are_about_what_no_sentence_tells():
    asked = [place for one in load_described() for _, place in one.asked]
    assert len(asked) >= 400
    assert 0.35 <= asked.count(None) / len(asked) <= 0.6


def test_an_answer_that_is_no_number_is_an_error_naming_its_place(tmp_path):
    (tmp_path / "asked").mkdir()
    file = tmp_path / "asked" / "descriptions.yaml"
    file.write_text("- title: A\n  fr: B.\n  asked:\n    first: [c]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"descriptions\.yaml"):
        load_described(tmp_path)
