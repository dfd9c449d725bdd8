"""Learning from phrasings: words, weights, sentence vectors, and how sure to be. Needs scikit-learn and scipy."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, partial
from zoneinfo import ZoneInfo

from intents.brain import Model, meanings
from intents.calibration import calibrate
from intents.catalogue import OFF_TOPIC, PLACEHOLDER, Example
from intents.encoder import Encoder
from intents.features import TITLE
from intents.groups import Groups
from intents.languages import LISTED, learn
from intents.lessons import Lesson
from intents.manners import bare
from intents.reading import SOME_TITLE, Read, Reader, load_concepts, load_shorthand
from intents.slots import find_slots
from intents.speech.linear import Detectors
from intents.titles import Titles
from intents.training_judges import fit_judges
from intents.vectors import weigh
from intents.vocabulary import accents, folded, real_words, speller, written
from intents.words import words

SHARES = (0.6, 0.2, 0.2)  # letters, words, concepts: measured by cross-validation
# Any day does: phrasings say "samedi", and what is learnt is only that a day was said.
_SOME_DAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


def train(
    examples: Sequence[Example],
    silent: Iterable[str] = (),
    encoder: Encoder | None = None,
    detectors: Detectors | None = None,
) -> Model:
    """Learn from examples. `silent` are the topics whose answer is not known; off-topic intents are silent anyway."""
    lists = {language: written(language) for language in LISTED}
    plain = {language: folded(counts) for language, counts in lists.items()}
    shorthand = load_shorthand()
    phrases = [shorthand.expand(words(_marked(example.text))) for example in examples]
    spelt = accents([example.text for example in examples], lists["fr"])
    reader = Reader(shorthand, speller(phrases, real_words(plain)), load_concepts(), spelt)
    read = [_read(reader, example.text) for example in examples]
    labels = [example.intent for example in examples]
    quiet = {*silent, *(label for label in labels if label.startswith(OFF_TOPIC))}
    lessons = [
        Lesson(number, one.words, reader.features(one), label)
        for number, (one, label) in enumerate(zip(read, labels, strict=True))
    ]
    vectors = None if encoder is None else cache(partial(meanings, encoder, reader, read))
    weighing = weigh([lesson.features for lesson in lessons], SHARES)
    judges = fit_judges(lessons, weighing, vectors)
    return Model(
        reader=reader,
        weighing=weighing,
        judges=judges,
        groups=Groups.of(judges.labels, quiet),
        calibrator=calibrate(lessons, quiet, SHARES, vectors and vectors()),
        languages=learn(plain),
        encoder=encoder,
        detectors=detectors,
    )


def _read(reader: Reader, text: str) -> Read:
    text = bare(text)
    marked = _marked(text)
    said = reader.words(marked, frozenset({TITLE}))
    found = find_slots(marked.replace(TITLE, ""), said, Titles(), _SOME_DAY, is_word=reader.speller.knows)
    return Read(text.replace(PLACEHOLDER, SOME_TITLE), tuple(said), found.markers())


def _marked(text: str) -> str:
    return text.replace(PLACEHOLDER, TITLE)
