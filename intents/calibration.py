"""How sure to be, learnt honestly: on phrasings that were held back, some of them about things never heard of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intents.brain import known_share, signs_of
from intents.catalogue import OFF_TOPIC
from intents.evidence import Calibrator, likelihoods, untaught
from intents.groups import Groups
from intents.lessons import Lesson
from intents.model import Scores
from intents.training_judges import fit_judges
from intents.vectors import Floats, weigh

WRONG_CLAIMS = 0.065  # of the held-back half of the phrasings; families then see about a quarter of that
FOLDS = 2  # half of them is held back, which takes an eighth of the time that the whole model takes
_HIDDEN_EACH = 3  # every third subject that is not ours is hidden: people will come up with others than we did
_ENOUGH_INTENTS = 12  # to spare some of them
_SHARPNESSES = (3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0)


@dataclass(frozen=True, slots=True)
class Held:
    """One phrasing that a fold held back, and what the fold's model says of it."""

    lesson: Lesson
    scores: Scores
    known: float


@dataclass(frozen=True, slots=True)
class Fold:
    """One trial: the labels known in it, and every phrasing held back."""

    labels: tuple[str, ...]
    groups: Groups
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What one held-back phrasing teaches: its signs, whether the best answer claims something, whether it is right."""

    signs: Floats
    claims: bool
    right: bool


def calibrate(
    lessons: Sequence[Lesson], silent: Iterable[str], shares: tuple[float, ...], meanings: Floats | None
) -> Calibrator:
    """Learn what tells right answers from wrong ones. `meanings` are sentence vectors, a row for each lesson."""
    from sklearn.linear_model import LogisticRegression

    quiet = frozenset(silent)
    fold = _fold(lessons, quiet, shares, meanings)
    sharpness = min(_SHARPNESSES, key=lambda one: _surprise(fold, one))
    trials = list(_trials(fold, quiet, sharpness))
    found, right = np.stack([trial.signs for trial in trials]), np.array([trial.right for trial in trials])
    if right.all() or not right.any():  # too few phrasings to learn it from
        return untaught(sharpness)
    judged = LogisticRegression(max_iter=2000).fit(found, right)
    weights, bias = judged.coef_[0].astype(np.float32), float(judged.intercept_[0])
    learnt = Calibrator(weights, bias, 0.0, sharpness)
    confidence = np.array([learnt.confidence(trial.signs) for trial in trials])
    mistaken = np.array([trial.claims and not trial.right for trial in trials])
    return Calibrator(weights, bias, _claim_from(confidence[mistaken], len(trials)), sharpness)


def _claim_from(mistaken: npt.NDArray[np.float64], asked: int) -> float:
    """The confidence from which on wrong claims stay within what we allow ourselves."""
    allowed = int(WRONG_CLAIMS * asked)
    return float(np.sort(mistaken)[::-1][allowed]) if len(mistaken) > allowed else 0.0


def _fold(
    lessons: Sequence[Lesson], quiet: frozenset[str], shares: tuple[float, ...], meanings: Floats | None
) -> Fold:
    """Learn from what is kept, and judge what is held back."""
    hidden = _hidden(sorted({lesson.intent for lesson in lessons}))
    held = [one for i, one in enumerate(lessons) if i % FOLDS == 0 or one.intent in hidden]
    kept = [one for i, one in enumerate(lessons) if i % FOLDS != 0 and one.intent not in hidden]
    weighing = weigh([one.features for one in kept], shares)
    rows = _rows(meanings, kept)
    judges = fit_judges(kept, weighing, None if rows is None else lambda: rows)
    scores = judges.scores([weighing.vector(one.features) for one in held], _rows(meanings, held))
    judged = (Held(one, said, known_share(weighing, one.words)) for one, said in zip(held, scores, strict=True))
    return Fold(judges.labels, Groups.of(judges.labels, quiet), tuple(judged))


def _hidden(names: Sequence[str]) -> frozenset[str]:
    """The intents that the trial never hears of: some of what is not ours or, where nothing is, some of what is."""
    foreign = [name for name in names if name.startswith(OFF_TOPIC)]
    known = foreign if len(foreign) >= _HIDDEN_EACH else names
    return frozenset(known[::_HIDDEN_EACH] if len(names) >= _ENOUGH_INTENTS else ())


def _rows(meanings: Floats | None, lessons: Sequence[Lesson]) -> Floats | None:
    return None if meanings is None else meanings[[one.number for one in lessons]]


def _surprise(fold: Fold, sharpness: float) -> float:
    """How badly likelihoods of this sharpness foretell what was meant (negative log-likelihood)."""
    numbers = {label: number for number, label in enumerate(fold.labels)}
    shares = [
        likelihoods(one.scores.blended, sharpness)[numbers[one.lesson.intent]]
        for one in fold.held
        if one.lesson.intent in numbers
    ]
    return float(-np.log(np.maximum(shares, 1e-9)).sum())


def _trials(fold: Fold, quiet: frozenset[str], sharpness: float) -> Iterator[Trial]:
    numbers = {label: number for number, label in enumerate(fold.labels)}
    for one in fold.held:
        ranked = fold.groups.rank(likelihoods(one.scores.blended, sharpness), 2)
        answer, meant = fold.labels[ranked[0].intent], numbers.get(one.lesson.intent)
        claims = answer not in quiet
        right = (
            fold.groups.same(ranked[0].intent, meant)
            if meant is not None
            else not claims and one.lesson.intent in quiet
        )
        yield Trial(signs_of(ranked, one.scores, one.known, len(one.lesson.words)), claims, right)
