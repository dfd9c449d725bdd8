"""How sure to be, learnt honestly: on phrasings that were held back, some of intents never heard of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from intents.brain import known_share, signs_of
from intents.evidence import Calibrator, likelihoods
from intents.features import Features
from intents.groups import Groups
from intents.training_linear import fit
from intents.vectors import Floats, weigh

WRONG_CLAIMS = 0.08  # of held-back phrasings, hidden intents included: about twice what families then see
Lesson = tuple[tuple[str, ...], Features, str]

FOLDS = 4
_HIDDEN_EACH = 12  # every twelfth intent is hidden from a fold: its phrasings stand for questions about something else


@dataclass(frozen=True, slots=True)
class Trial:
    """One held-back phrasing: its signs, whether the best answer claims something, whether it is right."""

    signs: Floats
    claims: bool
    right: bool


def calibrate(lessons: Sequence[Lesson], silent: Iterable[str], shares: tuple[float, ...]) -> Calibrator:
    """Learn what tells right answers from wrong ones."""
    from sklearn.linear_model import LogisticRegression

    quiet = frozenset(silent)
    trials = [trial for fold in range(FOLDS) for trial in _trials(lessons, quiet, shares, fold)]
    found, right = np.stack([trial.signs for trial in trials]), np.array([trial.right for trial in trials])
    judge = LogisticRegression(max_iter=1000).fit(found, right)
    learnt = Calibrator(judge.coef_[0].astype(np.float32), float(judge.intercept_[0]), 0.0)
    confidence = np.array([learnt.confidence(trial.signs) for trial in trials])
    claims = np.array([trial.claims for trial in trials])
    return replace(learnt, claim_from=_claim_from(confidence[claims & ~right], len(trials)))


def _claim_from(mistaken: npt.NDArray[np.float64], asked: int) -> float:
    """The confidence from which on wrong claims stay within what we allow ourselves."""
    allowed = int(WRONG_CLAIMS * asked)
    return float(np.sort(mistaken)[::-1][allowed]) if len(mistaken) > allowed else 0.0


def _trials(
    lessons: Sequence[Lesson], quiet: frozenset[str], shares: tuple[float, ...], fold: int
) -> Iterator[Trial]:
    """What happens to each phrasing that this fold holds back."""
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
        known = linear.labels.index(intent) if intent in linear.labels else None
        right = groups.same(ranked[0].intent, known) if known is not None else answer in quiet and intent in quiet
        yield Trial(signs_of(ranked, scores, known_share(weighing, said), len(said)), answer not in quiet, right)
