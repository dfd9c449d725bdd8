"""Fitting both judges of a message side by side: the linear model, and what stands beside it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from intents import training_kernel, training_linear
from intents.lessons import Lesson
from intents.model import Judges, index_of
from intents.vectors import Floats, Weighing


def fit_judges(lessons: Sequence[Lesson], weighing: Weighing, meanings: Floats | None) -> Judges:
    """Learn from these lessons; `meanings` are their sentence vectors, a row each, if there are any."""
    names = tuple(sorted({lesson.intent for lesson in lessons}))
    numbers = {name: number for number, name in enumerate(names)}
    targets = [numbers[lesson.intent] for lesson in lessons]
    vectors = [weighing.vector(lesson.features) for lesson in lessons]
    with ThreadPoolExecutor(max_workers=1) as beside:  # each spends its time in compiled code, without Python's lock
        linear = beside.submit(training_linear.fit, vectors, targets, names, len(weighing))
        other = (
            index_of(vectors, targets, len(weighing))
            if meanings is None
            else training_kernel.fit(meanings, targets, len(names))
        )
        return Judges(linear.result(), other)
