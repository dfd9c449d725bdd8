"""No deadline an example: the first one also loads the words and the holidays. And a tiny model, learnt once."""

import pytest
from hypothesis import settings

from intents.model import training
from intents.catalogue import Example
from intents.encoder import installed
from intents.languages import LISTED
from intents.titles import Titles
from intents.understand import Lexicon, understand
from intents.vocabulary import written
from tests.intents.cases import NOW, read

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

EXAMPLES = tuple(Example(text, intent, "") for intent, texts in read("lessons").items() for text in texts)
SILENT = ("price",)


@pytest.fixture(scope="session")
def encoder():
    """The real encoder."""
    found = installed()
    if found is None:
        pytest.skip("the sentence encoder is not installed here: everything has to work without it")
    return found


@pytest.fixture(scope="session")
def lists():
    """The real word lists, read once for both models."""
    return {language: written(language) for language in LISTED}


@pytest.fixture(scope="session")
def learn(lists):
    """Learn the tiny training set, with or without an encoder."""

    def learnt(encoder=None, examples=EXAMPLES):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(training, "written", lists.__getitem__)
            return training.train(examples, SILENT, encoder)

    return learnt


@pytest.fixture(scope="session")
def by_words(learn):
    """Learnt where no encoder is installed."""
    return learn()


@pytest.fixture(scope="session")
def by_meaning(learn, encoder):
    """Learnt with sentence vectors."""
    return learn(encoder)


@pytest.fixture(scope="session", params=["by_words", "by_meaning"])
def model(request):
    """The tiny model, both ways."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def meaning_of(model):
    """What a message means to the tiny model, with an empty agenda."""
    return lambda text, context=None: understand(text, context, Lexicon(model, Titles()), NOW)
