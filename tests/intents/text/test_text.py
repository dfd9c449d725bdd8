from hypothesis import given
from hypothesis import strategies as st

from intents.text.text import expand, fold, short_forms, tokens


def test_case_accents_ligatures_and_quotes_fold_away():
    assert fold("Cœur d’ÉTÉ, «\u00a0Noël\u202f!\u00a0»") == 'coeur d\'ete, " noel ! "'


def test_an_elided_word_stands_alone_and_a_word_with_an_apostrophe_stays_whole():
    assert [token.text for token in tokens("L’atelier d'aujourd'hui, don't")] == [
        "l'",
        "atelier",
        "d'",
        "aujourd'hui",
        ",",
        "don't",
    ]


def test_tokens_know_where_they_were_typed_even_when_folding_changes_lengths():
    text = "Cœur d’e\u0301te\u0301 œ e\u0301 ½"
    assert [text[token.start : token.end] for token in tokens(text)][:3] == ["Cœur", "d’", "e\u0301te\u0301"]


def test_what_is_typed_for_short_is_written_out_at_its_place():
    text = "ya qqch 2m1 ?"
    full = expand(tokens(text))
    assert [token.text for token in full] == ["il", "y", "a", "quelque", "chose", "demain", "?"]
    assert {text[token.start : token.end] for token in full[:3]} == {"ya"}


def test_a_short_form_that_is_also_a_word_needs_its_neighbour():
    assert [token.text for token in expand(tokens("ce we"))] == ["ce", "week", "-", "end"]
    assert [token.text for token in expand(tokens("can we come"))] == ["can", "we", "come"]


def test_short_forms_are_folded_and_at_most_two_words():
    for short in short_forms():
        assert short == fold(short)
        assert len(short.split()) <= 2


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tokens_come_in_order_inside_the_text(text):
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
