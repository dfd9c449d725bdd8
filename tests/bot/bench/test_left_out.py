"""What is left out of the lessons is out of them, wholly; everything else stays. Learning without it is a command."""

import pytest

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.lessons import Lessons
from bot.bench.grid import Ending, Judged, Question, Style
from bot.bench.left_out import Fold, cells, folds, lines, without
from intents.meaning.catalogue import gap
from knowledge.library.library import load_library
from knowledge.library.taught import load_asked, load_unknown
from knowledge.library.things import Cell, load_things

LIBRARY, THINGS = load_library(), load_things()
FOLD = Fold(frozenset({"address", "price", "former_use", "exists"}))


@pytest.fixture(scope="module")
def lessons():
    return Lessons.of(LIBRARY)


@pytest.fixture(scope="module")
def left(lessons):
    return without(lessons, FOLD, LIBRARY, THINGS)


def texts(lessons):
    return {one.text for one in lessons.examples}


def test_every_attribute_is_in_one_fold_and_the_seed_draws_which():
    found = folds(THINGS.attributes, 8, 1)
    assert sorted(name for fold in found for name in fold.attributes) == sorted(THINGS.attributes)
    assert {len(fold.attributes) for fold in found} <= {len(THINGS.attributes) // 8, len(THINGS.attributes) // 8 + 1}
    assert found == folds(THINGS.attributes, 8, 1) != folds(THINGS.attributes, 8, 2)


def test_nothing_left_out_leaves_all_lessons(lessons):
    assert without(lessons, Fold(frozenset()), LIBRARY, THINGS) == lessons


def test_no_template_of_the_fold_is_learnt(left):
    assert not {one.intent for one in left.facts.templates} & FOLD.attributes
    asked = load_asked()
    own = {text for listed in asked.values() for name in FOLD.attributes for text in listed[name] if "{T}" not in text}
    others = {
        text
        for listed in asked.values()
        for name, texts in listed.items()
        if name not in FOLD.attributes
        for text in texts
    }
    assert own - others
    assert not (own - others) & texts(left)


def test_no_question_without_an_answer_of_the_fold_is_learnt(lessons, left):
    own = {question for name in FOLD.attributes for question in load_unknown().get(name, ())}
    assert own & texts(lessons)
    gaps = {gap(name) for name in FOLD.attributes}
    assert not gaps & {one.intent for one in left.examples}
    assert not gaps & set(left.silent)


def test_a_topic_about_nothing_else_goes_with_its_phrasings_and_its_doubts(lessons, left):
    gone = {topic.id for topic in LIBRARY.topics if FOLD.drops(topic.cells)}
    assert "address" in gone
    assert not gone & {one.intent for one in left.examples}
    assert not gone & {*left.silent, *left.facts.cells}
    assert not gone & {topic for doubt in left.doubts for topic in doubt.told}
    teaching = [doubt for doubt in lessons.doubts if doubt.told and set(doubt.told) <= gone]
    assert teaching
    assert not {doubt.text for doubt in teaching} & {doubt.text for doubt in left.doubts}


def test_a_topic_that_tells_more_stays_without_the_cells_of_the_fold(left):
    stays = [topic for topic in LIBRARY.topics if not FOLD.drops(topic.cells)]
    less = [topic for topic in stays if any(cell.attribute in FOLD.attributes for cell in topic.cells)]
    assert less
    for topic in stays:
        assert left.facts.cells[topic.id] == tuple(
            (cell.thing, cell.attribute) for cell in topic.cells if cell.attribute not in FOLD.attributes
        )
    assert {topic.id for topic in stays} <= {one.intent for one in left.examples}


def test_every_other_lesson_stays(lessons, left):
    gone = {topic.id for topic in LIBRARY.topics if FOLD.drops(topic.cells)} | {gap(name) for name in FOLD.attributes}
    kept = set(left.examples)
    lost = [one for one in lessons.examples if one not in kept and one.intent not in gone]
    phrases = {phrase for topic in LIBRARY.topics for listed in topic.phrases.values() for phrase in listed}
    told = {name for listed in load_asked().values() for name in FOLD.attributes for name in listed[name]}
    assert lost
    assert [one for one in lost if one.text in phrases - told and "{T}" not in one.text] == []
    assert [one for one in lessons.facts.templates if one.intent not in FOLD.attributes] == list(left.facts.templates)


def test_what_a_topic_that_stays_tells_is_not_asked_as_left_out():
    unknown, known = cells(FOLD, LIBRARY, THINGS)
    assert Cell("venue", "address") in unknown
    told = {
        cell for topic in LIBRARY.topics if not topic.unknown and not FOLD.drops(topic.cells) for cell in topic.cells
    }
    assert not told & set(unknown)
    assert set(known) == {cell for cell in told if cell.attribute not in FOLD.attributes}


def test_the_table_has_a_line_a_fold_and_counts_what_a_rule_told_apart():
    def judged(known, ending):
        question = Question(Cell("venue", "address"), "venue", Style.CLEAN, "")
        return Judged(question, known, Answer(kind=AnswerKind.ANSWER, text="", confidence=1.0), ending)

    found = [[judged(True, Ending.TOLD)], [judged(False, Ending.HONEST), judged(False, Ending.TOLD)]]
    _, first, second, both = (line.split() for line in lines(found))
    assert (first[:4], second[:3]) == (["fold", "1", "1", "100.0%"], ["fold", "2", "0"])
    assert both[-5:] == ["2", "50.0%", "0.0%", "0.0%", "50.0%"]
