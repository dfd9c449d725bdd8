"""A tiny model, learnt once."""

from dataclasses import replace

import pytest

from intents.dialogue.asks import After, ask_of
from intents.dialogue.learning import Line, learn_acts, learn_subjects, load_lines, load_marked
from intents.meaning.catalogue import Example
from intents.model.model import Lexicon
from intents.model.training import Facts, train, written
from intents.query.titles import Titles
from intents.questions.learning import Message, learn_choice
from intents.text.languages import LISTED
from intents.text.reading import Alias, Aliases
from intents.understanding.understand import understand
from tests.intents.cases import NOW, read

EXAMPLES = tuple(Example(text, intent, "") for intent, texts in read("lessons").items() for text in texts)
SILENT = ("price",)
_FEW_OF, _FEW_OF_MARKED = 20, 3  # sentences, one is learnt; of those that teach subjects
FACTS = Facts(
    aliases=Aliases.of(Alias(*one) for one in read("facts")["aliases"]),
    cells={intent: tuple(map(tuple, cells)) for intent, cells in read("facts")["cells"].items()},
    templates=tuple(
        Example(text, attribute, "") for attribute, texts in read("facts")["templates"].items() for text in texts
    ),
)


@pytest.fixture(scope="session")
def lists():
    """The real word lists."""
    return {language: written(language) for language in LISTED}


@pytest.fixture(scope="session")
def model():
    """The tiny model, with the few facts that it knows."""
    learnt = train(EXAMPLES, SILENT, FACTS)
    acts = learn_acts((*load_lines()[::_FEW_OF], *map(_asks_a_fact, EXAMPLES)), learnt.reader, NOW)
    chooser = learn_choice(learnt, map(_message, read("messages")), NOW)
    subjects = learn_subjects(load_marked()[::_FEW_OF_MARKED], learnt.reader)
    return replace(learnt, chooser=chooser, acts=acts, subjects=subjects)


def _asks_a_fact(one):
    return Line(one.text, ask_of(one.intent, claims=one.intent not in SILENT), After.NOTHING)


def _message(one):
    told, gap = frozenset(one.get("told", ())), one.get("unknown", False)
    return Message(one["ask"], told, gap, asks_two=len(told) + gap > 1)


@pytest.fixture(scope="session")
def meaning_of(model):
    """What a message means to the tiny model, with an empty agenda."""
    return lambda text, context=None: understand(text, context, Lexicon(model, Titles()), NOW)
