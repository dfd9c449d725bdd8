"""What understanding learns from: phrasings, templates said of things, and doubts kept apart."""

import os
import subprocess
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from bot.assistant.lessons import Lessons
from intents.meaning.catalogue import GAP, NOT_TOPICS, OFF_TOPIC, OTHER_GAP, gap
from intents.text.text import words
from knowledge.library.library import load_library
from knowledge.library.taught import load_asked, load_doubts, load_unknown
from knowledge.library.things import VENUE, Cell, load_things

THINGS = load_things()
ARTICLES = ("le ", "la ", "les ", "l'", "l’", "un ", "une ", "votre ", "vos ", "notre ", "the ")
ROOT = Path(__file__).parents[3]
FEW = 5  # templates that ask two attributes in the same words


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def lessons(library):
    return Lessons.of(library)


@pytest.fixture(scope="module")
def told(library):
    """The topic that tells each cell, of those that any tells."""
    return {cell: topic.id for topic in library.topics for cell in topic.cells}


@pytest.fixture(scope="module")
def facts(library):
    """The topic that tells each cell, of those whose answer is known."""
    return {cell: topic.id for topic in library.topics if not topic.unknown for cell in topic.cells}


@pytest.fixture(scope="module")
def texts(lessons):
    """The texts of the lessons, by intent."""
    found = defaultdict(set)
    for one in lessons.examples:
        found[one.intent].add(one.text)
    return found


def said(template, things, language):
    """Every way to say this template of one of these things, with the intent's thing."""
    for thing in things:
        for name in (thing.name[language], *thing.strong[language]):
            article = next((one for one in ARTICLES if name.lower().startswith(one)), "")
            yield thing, template.replace("{T}", name[len(article) :])


def asked_of(attribute, told, *, known):
    """The things that have this attribute, and of which it is told, or is not."""
    fitting = (one for one in THINGS.things.values() if THINGS.is_asked_of(attribute, one.id))
    return [one for one in fitting if (Cell(one.id, attribute) in told) is known]


def texts_of(lessons, attribute):
    return {one.text for one in lessons.doubts if one.attribute == attribute}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("known", [True, False], ids=["told", "untold"])
def test_every_template_becomes_lessons_or_doubts_for_a_told_and_an_untold_thing(
    lessons, texts, told, facts, language, known
):
    """One that is set aside for doubts is never learnt; where its question is learnt otherwise, it is no doubt."""
    missing = []
    for attribute, templates in load_asked()[language].items():
        things, doubts = asked_of(attribute, told, known=known), texts_of(lessons, attribute)
        tellable = asked_of(attribute, facts, known=known)
        for template in (one for one in templates if things and "{T}" in one):
            learnt = any(
                text in texts[told.get(Cell(thing.id, attribute), gap(attribute))]
                for thing, text in said(template, things, language)
            )
            doubted = any(text in doubts for _, text in said(template, tellable, language))
            if learnt == doubted and tellable:
                missing.append((attribute, template))
    assert len(missing) <= FEW


def test_one_template_in_seven_is_set_aside(lessons):
    templates = [(name, one) for listed in load_asked().values() for name, texts in listed.items() for one in texts]
    learnt = {(one.intent, one.text) for one in lessons.facts.templates}
    aside = [one for one in templates if one not in learnt]
    assert 0.1 < len(aside) / len(templates) < 0.2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_that_names_nothing_is_said_of_the_venue(lessons, texts, told, language):
    learnt = {tuple(words(one)) for one in set().union(*texts.values())}
    for attribute, templates in load_asked()[language].items():
        intent = told.get(Cell(VENUE, attribute), gap(attribute))
        unnamed = {one for one in templates if "{T}" not in one} - texts[intent] - texts_of(lessons, attribute)
        assert {tuple(words(one)) for one in unnamed} <= learnt


def test_no_lesson_holds_a_place_that_was_not_filled(lessons):
    assert [one.text for one in lessons.examples if "{T}" in one.text] == []


def test_what_nothing_tells_is_silent_and_what_a_topic_tells_is_not(lessons, library):
    gaps = {one.intent for one in lessons.examples if one.intent.startswith(GAP)}
    unknown = {topic.id for topic in library.topics if topic.unknown}
    assert set(lessons.silent) == gaps | unknown
    assert OTHER_GAP in gaps


def test_every_lesson_means_a_topic_a_gap_or_what_the_bot_does(lessons, library):
    gaps = {OTHER_GAP, *map(gap, THINGS.attributes)}
    strange = {one.intent for one in lessons.examples if one.intent not in library} - gaps - NOT_TOPICS
    assert [intent for intent in strange if not intent.startswith(OFF_TOPIC)] == []


def test_questions_that_nothing_answers_are_learnt_as_such(texts):
    for attribute, questions in load_unknown().items():
        assert set(questions) <= texts[gap(attribute)]


def test_a_doubt_is_never_learnt(lessons):
    learnt = {tuple(words(one.text)) for one in lessons.examples}
    doubts = [one for one in lessons.doubts if tuple(words(one.text)) in learnt]
    assert doubts == []
    assert 500 < len([one for one in lessons.doubts if not one.attribute]) <= len(load_doubts())
    assert any(one.told for one in lessons.doubts if one.attribute)
    assert any(not one.told for one in lessons.doubts if one.attribute)


def test_what_a_doubt_is_told_by_is_a_topic_whose_answer_is_known(lessons, library):
    known = {topic.id for topic in library.topics if not topic.unknown}
    assert {intent for one in lessons.doubts for intent in one.told} - known == set()


def test_the_lessons_are_the_same_every_time_in_any_process(lessons):
    done = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import mark_of_the_shipped_lessons as mark; print(mark())"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == mark(lessons)


def mark_of_the_shipped_lessons():
    return mark(Lessons.of(load_library()))


def mark(lessons):
    facts = (lessons.facts.cells, lessons.facts.templates, list(lessons.facts.aliases))
    return sha256(repr((lessons.examples, lessons.silent, lessons.doubts, facts)).encode()).hexdigest()
