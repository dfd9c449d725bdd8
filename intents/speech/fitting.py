"""Learning the detectors from data/speech, a list of sentences for each label. Needs scikit-learn, scipy."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from intents.meaning.meaning import Act, Coming, Whose
from intents.speech.listening import TABLE, Detector, Detectors
from intents.speech.many import places_of
from intents.text.sentences import sentence_lists
from intents.text.text import DATA, LANGUAGES, CatalogueError

_SETS = DATA / "speech"
_FILES = {"distress": "distress*.jsonl", "writer": "children*.jsonl", "request": "requests*.jsonl"}
_TOLD_BY = {"distress": "who", "order": "action"}  # where the label proper stands
_ANOTHER_PLACE, _AT_THE_RECAP = "add_place", "recap"
LABELS = {
    "distress": ("self", "child", "other", "plain"),
    "writer": ("child", "adult"),
    "request": ("question", *Act),
    "attendance": (*Coming, "other"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and what it was written as an example of."""

    text: str
    label: str


def said(subject: str, without: str = "") -> tuple[Said, ...]:
    """The sentences of one subject of LABELS, both languages, and those of all sets but one, on which what is learnt
    may then be measured; raises CatalogueError for a file with other labels.
    """
    listed = (_read(f"speech/{subject}.{language}.yaml", LABELS[subject]) for language in LANGUAGES)
    files = sorted(_SETS.glob(f"*/{_FILES[subject]}")) if subject in _FILES else ()
    sets = (_labelled(file) for file in files if file.parent.name != without)
    return tuple(chain.from_iterable((*listed, *sets)))


def _read(name: str, labels: tuple[str, ...]) -> Iterator[Said]:
    listed = sentence_lists(name)
    if set(listed) != set(labels):
        raise CatalogueError(name, f"must hold these lists: {', '.join(labels)}")
    for label in labels:
        yield from (Said(text, label) for text in listed[label])


def _labelled(file: Path) -> Iterator[Said]:
    for line in file.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        label = str(told[_TOLD_BY.get(told["label"], "label")])
        if label == Act.SIGN_UP and told["state"] == _AT_THE_RECAP:
            label = Act.CONFIRM
        yield Said(told["text"], Act.SIGN_UP if label == _ANOTHER_PLACE else label)


LENIENCY = 3.0  # inverse weight of the penalty: of 1, 3 and 10 the best on the sets that had been read
_NEAR_ENOUGH = 0.2  # to the best weights: nearer ones hear the same
_ONE_IN = 3  # of the ordinary sentences, where all of them would teach no more
_TIMES = 3  # a child that is missed is as bad as three adults who are taken for one


def fit_detectors(ordinary: Sequence[str] = (), agenda: Sequence[str] = (), without: str = "") -> Detectors:
    """All detectors, from data/speech, one of its sets left out if wanted; `ordinary` are questions of adults without
    trouble, as others learn from, `agenda` what anybody without trouble types about events.
    """
    distress, writer, request = (said(subject, without) for subject in ("distress", "writer", "request"))
    troubled = tuple(one for one in distress if one.label != "plain")
    practical = [one.text for one in request]  # of adults, and without trouble
    told = {one.text for one in troubled}
    told_of = [one.text for one in troubled if one.label == Whose.CHILD]  # by an adult
    others = [one.text for one in writer if one.text not in told]
    some = ordinary[::_ONE_IN]
    usual = [*ordinary, *agenda, *practical, *others]
    trouble = _Learning(distress, usual).fit(lambda one: one.label != "plain")
    child = _Learning(writer, [*some, *practical, *told_of]).fit(partial(_is, "child"), times=_TIMES)
    coming = _Learning(said("attendance"), [one.text for one in request if one.label == "question"])
    requests, troubles = _Learning(request, some), _Learning(troubled)
    return Detectors(
        trouble=trouble,
        whose=tuple((whose, troubles.fit(partial(_is, whose))) for whose in Whose),
        child=child,
        order=requests.fit(lambda one: one.label != "question"),
        acts=tuple((act, requests.fit(partial(_is, act))) for act in Act),
        coming=tuple((one, coming.fit(partial(_is, one))) for one in Coming),
    )


def _is(label: str, one: Said) -> bool:
    return one.label == label


class _Learning:
    """Detectors of some of the lessons, told apart from the others and from what is `usual`."""

    def __init__(self, lessons: Sequence[Said], usual: Sequence[str] = ()) -> None:
        self._lessons = lessons
        self._rows = _rows([*(one.text for one in lessons), *usual])

    def fit(self, is_one: Callable[[Said], bool], *, times: float = 1) -> Detector:
        """A detector of the lessons that are of its kind.

        Missing one of its kind counts so many `times` as much as taking another for it.
        """
        are = np.zeros(self._rows.shape[0], bool)
        are[: len(self._lessons)] = [is_one(one) for one in self._lessons]
        machine = LinearSVC(C=LENIENCY, tol=_NEAR_ENOUGH, class_weight={True: times, False: 1}, random_state=0)
        learnt = machine.fit(self._rows, are)
        return Detector(learnt.coef_[0].astype(np.float32), float(learnt.intercept_[0]))


def _rows(texts: Sequence[str]) -> csr_matrix:
    """A row of features a text, of length one."""
    places, starts = places_of(texts)
    lengths = np.diff(starts)
    values = np.repeat(1 / np.sqrt(np.maximum(1, lengths)), lengths)
    return csr_matrix((values, places, starts), shape=(len(texts), TABLE))
