"""The ranker's weights: learnt from right and wrong candidates, reported set by set, written as data."""

import numpy as np
import pytest

from bot.bench.ranker import TAUGHT, Example
from bot.bench.ranker_weights import ablation, as_table, as_yaml, fit, report
from intents.dialogue.ranker import BY_WORDS, Ranker, load_ranker


def example(name, *, wins, told=True):
    """Two candidates, of which the one with the sign `wins` is right."""
    rows = ({"a.one": 1.0, "b.noise": 0.5}, {"c.two": 1.0, "b.noise": 0.5})
    return Example(rows, np.array([wins == "a.one", wins == "c.two"]) & told, name, is_dialogue=name > "m")


def after_word(word, *, keeps):
    """Two candidates that differ in what they do; which is right depends on a word alone."""
    rows = ({"keep.any": 1.0}, {"fresh": 1.0})
    return Example(rows, np.array([keeps, not keeps]), "a", is_dialogue=True, said=frozenset([word]))


EXAMPLES = [example(name, wins="a.one") for name in "abz" for _ in range(5)]


def test_what_right_candidates_have_weighs_more_than_what_wrong_ones_have():
    weights = fit(EXAMPLES).weights
    assert weights["a.one"] > 0 > weights["c.two"]
    assert weights.get("b.noise", 0.0) == pytest.approx(0, abs=1e-3)


def test_a_turn_without_a_right_candidate_teaches_nothing():
    lost = [example("a", wins="c.two", told=False)] * 50
    assert fit([*EXAMPLES, *lost]).weights == pytest.approx(fit(EXAMPLES).weights)


def test_a_word_tells_which_sign_counts():
    taught = [after_word(word, keeps=word == "et") for word in ("et", "plutot") for _ in range(30)]
    ranker = fit(taught)
    assert all(one.is_won(ranker) for one in taught)
    assert ranker.words["et"]["keep.any"] > 0 > ranker.words["plutot"]["keep.any"]


def test_a_word_of_few_turns_teaches_nothing():
    assert fit([after_word("rare", keeps=True)] * 9).words == {}


def test_each_set_is_ranked_by_what_was_learnt_from_the_others():
    odd = [example("odd", wins="c.two")] * 3
    lines = {line.split()[0]: line.split() for line in report([*EXAMPLES, *odd])}
    assert lines["odd"][1:] == ["3", "100.0", "0.0"]
    assert lines["a"][1:] == ["5", "100.0", "100.0"]


def test_without_the_signs_that_tell_the_likeliest_is_a_guess():
    lines = {line.split()[0]: line.split() for line in ablation(EXAMPLES)}
    assert set(lines) == {"without,", "nothing", "a", "b", "c"}
    assert lines["nothing"][-1] == "100.0"


def test_weights_are_written_as_names_and_numbers():
    ranker = Ranker({"b": 0.12345, "a": -1.0}, {"et": {"keep.any": 0.5}, "<when> et": {"fresh": -0.25, "find": 1.0}})
    assert as_yaml(ranker).splitlines()[1:] == ["a: -1.000", "b: 0.123"]
    assert as_table(ranker).splitlines() == ["<when> et\tfind\t1.00", "<when> et\tfresh\t-0.25", "et\tkeep.any\t0.50"]


def test_the_kept_weights_are_those_of_signs_that_exist():
    assert {"find", "detail", "say", "act.whole"} <= load_ranker().weights.keys()
    assert {sign for beside in load_ranker().words.values() for sign in beside} <= set(BY_WORDS)


def test_every_taught_set_has_an_agenda_an_hour_and_labelled_lines():
    folders = [one for one in TAUGHT.iterdir() if one.is_dir()]
    assert len(folders) >= 8
    for one in folders:
        names = {file.name for file in one.iterdir()}
        assert names - {"dialogues.jsonl"} == {"agenda.csv", "now.txt", "questions.jsonl"}
