from datetime import date

import pytest

from intents.text.grammar import Grammar, Item, Rule

TODAY = date(2026, 11, 25)
CLASSES = {"NUMBER": ("figure", "word_number")}


def items(*kinds):
    return [Item(kind, index, index, index + 1) for index, kind in enumerate(kinds)]


def rewritten(rules, *kinds):
    grammar = Grammar([rules], ("figure", "word_number", "unit", "other"), CLASSES)
    return [(item.kind, item.value, item.start, item.end) for item in grammar.rewrite(items(*kinds), TODAY)]


def test_a_run_of_words_becomes_one_item_at_their_place():
    rule = Rule("age", "n:NUMBER unit", lambda found, today: found.get("n", int))
    assert rewritten([rule], "other", "word_number", "unit") == [("other", 0, 0, 1), ("age", 1, 1, 3)]


def test_a_builder_that_declines_leaves_the_words_as_they_were():
    assert rewritten([Rule("age", "NUMBER unit", lambda found, today: None)], "figure", "unit") == [
        ("figure", 0, 0, 1),
        ("unit", 1, 1, 2),
    ]


def test_a_later_rule_sees_what_an_earlier_one_made():
    rules = [Rule("age", "NUMBER unit"), Rule("ages", "age other age", lambda found, today: len(found.inside))]
    assert rewritten(rules, "figure", "unit", "other", "figure", "unit") == [("ages", 3, 0, 5)]


def test_a_label_that_was_not_matched_has_no_value_and_no_kind():
    seen = []
    rewritten(
        [Rule("age", "a:figure? unit", lambda found, today: seen.append((found.get("a", int), found.kind("a"))))],
        "unit",
    )
    assert seen == [(None, "")]


def test_a_name_no_word_can_have_is_refused_when_the_grammar_is_made():
    with pytest.raises(KeyError):
        Grammar([[Rule("age", "NUMBER untis")]], ("figure", "word_number", "unit"), CLASSES)
