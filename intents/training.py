"""Learning from phrasings: words, weights, and how sure to be. Half a minute at most; needs scikit-learn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from intents.brain import Model
from intents.calibration import calibrate
from intents.catalogue import OFF_TOPIC, PLACEHOLDER, Example
from intents.features import TITLE, Features
from intents.groups import Groups
from intents.languages import LISTED, learn
from intents.reading import Reader, load_concepts, load_shorthand
from intents.slots import find_slots
from intents.titles import Titles
from intents.training_linear import fit
from intents.vectors import weigh
from intents.vocabulary import frequencies, real_words, speller
from intents.words import words

SHARES = (0.6, 0.2, 0.2)  # letters, words, concepts: measured by cross-validation
# Any day does: phrasings say "samedi", and what is learnt is only that a day was said.
_SOME_DAY = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One phrasing, read."""

    words: tuple[str, ...]
    features: Features
    intent: str


def train(examples: Sequence[Example], silent: Iterable[str] = ()) -> Model:
    """Learn from examples. `silent` are the topics whose answer is not known; off-topic intents are silent anyway."""
    lists = {language: frequencies(language) for language in LISTED}
    shorthand = load_shorthand()
    phrases = [shorthand.expand(words(_titled(example.text))) for example in examples]
    reader = Reader(shorthand, speller(phrases, real_words(lists)), load_concepts())
    lessons = [_lesson(reader, example) for example in examples]
    weighing = weigh([lesson.features for lesson in lessons], SHARES)
    vectors = [weighing.vector(lesson.features) for lesson in lessons]
    labels = [lesson.intent for lesson in lessons]
    quiet = {*silent, *(label for label in labels if label.startswith(OFF_TOPIC))}
    linear = fit(vectors, labels, len(weighing))
    return Model(
        reader=reader,
        weighing=weighing,
        linear=linear,
        groups=Groups.of(linear.labels, quiet),
        calibrator=calibrate([(lesson.words, lesson.features, lesson.intent) for lesson in lessons], quiet, SHARES),
        languages=learn(lists),
    )


def _lesson(reader: Reader, example: Example) -> Lesson:
    text = _titled(example.text)
    said = reader.words(text, frozenset({TITLE}))
    found = find_slots(text.replace(TITLE, ""), said, Titles(), _SOME_DAY, is_word=reader.speller.knows)
    return Lesson(tuple(said), reader.features(said, found.markers()), example.intent)


def _titled(text: str) -> str:
    return text.replace(PLACEHOLDER, TITLE)
