"""How sure to be, learnt honestly: on phrasings that were held back, some of intents never heard of."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from intents.brain import known_share, signs_of
from intents.evidence import Calibrator, likelihoods
from intents.features import Features
from intents.groups import Groups
from intents.training_linear import fit
from intents.vectors import Floats, weigh

Lesson = tuple[tuple[str, ...], Features, str]

FOLDS = 4
_HIDDEN_EACH = 12  # every twelfth intent is hidden from a fold: its phrasings stand for questions about something else


def calibrate(lessons: Sequence[Lesson], silent: Iterable[str], shares: tuple[float, ...]) -> Calibrator:
    """Learn what tells right answers from wrong ones."""
    from sklearn.linear_model import LogisticRegression

    quiet = frozenset(silent)
    trials = [trial for fold in range(FOLDS) for trial in _trials(lessons, quiet, shares, fold)]
    found, right = np.stack([signs for signs, _ in trials]), [right for _, right in trials]
    judge = LogisticRegression(max_iter=1000).fit(found, right)
    return Calibrator(judge.coef_[0].astype(np.float32), float(judge.intercept_[0]))


def _trials(
    lessons: Sequence[Lesson], quiet: frozenset[str], shares: tuple[float, ...], fold: int
) -> Iterator[tuple[Floats, bool]]:
    """The signs of each phrasing that this fold holds back, and whether the best intent was right."""
    names = sorted({intent for _, _, intent in lessons})
    hidden = {name for number, name in enumerate(names) if number % _HIDDEN_EACH == fold}
    held = [i for i, lesson in enumerate(lessons) if i % FOLDS == fold or lesson[2] in hidden]
    kept = sorted(set(range(len(lessons))) - set(held))
    weighing = weigh([lessons[i][1] for i in kept], shares)
    linear = fit([weighing.vector(lessons[i][1]) for i in kept], [lessons[i][2] for i in kept], len(weighing))
    groups = Groups.of(linear.labels, quiet)
    for i in held:
        said, features, intent = lessons[i]
        scores = linear.scores(weighing.vector(features))
        ranked = groups.rank(likelihoods(scores.blended), 2)
        answer = linear.labels[ranked[0].intent]
        right = answer == intent or (answer in quiet and intent in quiet)
        yield signs_of(ranked, scores, known_share(weighing, said), len(said)), right
