"""Questions about descriptions, judged; and how well those are answered that nothing was learnt from."""

from pathlib import Path

import pytest

from bot.bench.descriptions import Judged, Pair, judge, read_pairs, table, wrong_ones
from tests.model_cache import shared_understanding

DEVELOPMENT = Path(__file__).parents[2] / "statements" / "development.jsonl"


def pair(answer):
    return Pair(title="T", description="A. B.", question="q ?", answer=answer)


def test_the_right_sentence_answers_another_misleads_and_none_is_missed():
    judged = (
        Judged(pair("A."), "A."),
        Judged(pair("A."), "B."),
        Judged(pair("A."), None),
        Judged(pair(None), "B."),
        Judged(pair(None), None),
    )
    lines = table(judged).splitlines()
    assert lines[0].split() == ["pairs", "5,", "3", "of", "them", "answered", "by", "a", "sentence"]
    assert [line.split()[1] for line in lines[1:]] == ["33.3%", "33.3%", "40.0%"]
    assert wrong_ones(judged).count("q ?") == 3


@pytest.fixture(scope="module")
def judged():
    """The pairs that are kept apart."""
    understanding = shared_understanding()
    assert understanding.descriptions is not None
    return tuple(judge(read_pairs(DEVELOPMENT), understanding.descriptions, understanding.model))


def test_very_few_of_the_questions_kept_apart_are_misled(judged):
    assert len(judged) >= 100
    assert sum(one.misleads for one in judged) / len(judged) <= 0.04, wrong_ones(judged)


def test_many_of_them_are_answered(judged):
    answerable = [one for one in judged if one.pair.answer is not None]
    assert sum(one.is_answered for one in answerable) / len(answerable) >= 0.35
