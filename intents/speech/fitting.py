"""Learning the detectors from data/speech, a list of sentences for each label. Needs scipy."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from intents.meaning.meaning import Act, Coming, Whose
from intents.speech.listening import TABLE, Detector, Detectors
from intents.speech.machine import Rows, learn
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


_ONE_IN = 3  # of the ordinary sentences, where all of them would teach no more
_TIMES = 3  # a child or distress that is missed is as bad as three adults, or calm messages, that are taken for such


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
    attendance, asked = said("attendance"), [one.text for one in request if one.label == "question"]
    every = _Sentences.of([*(one.text for one in distress), *usual, *(one.text for one in (*attendance, *writer))])
    child = every.learning(writer, [*some, *practical, *told_of]).fit(partial(_is, "child"), times=_TIMES)
    coming = every.learning(attendance, asked)
    requests, troubles = every.learning(request, some), every.learning(troubled)
    return Detectors(
        trouble=every.learning(distress, usual).fit(lambda one: one.label != "plain", times=_TIMES),
        whose=tuple((whose, troubles.fit(partial(_is, whose))) for whose in Whose),
        child=child,
        order=requests.fit(lambda one: one.label != "question"),
        acts=tuple((act, requests.fit(partial(_is, act))) for act in Act),
        coming=tuple((one, coming.fit(partial(_is, one))) for one in Coming),
    )


def _is(label: str, one: Said) -> bool:
    return one.label == label


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Every sentence, read once for all that learn from it."""

    rows: Rows
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Sentences":
        """Of these; each is there once."""
        once = tuple(dict.fromkeys(texts))
        places, starts = places_of(once)
        return cls(Rows(places, starts, TABLE), {text: number for number, text in enumerate(once)})

    def learning(self, lessons: Sequence[Said], usual: Iterable[str] = ()) -> "_Learning":
        """From these lessons, beside what is `usual`; what is written in both is a lesson."""
        texts = dict.fromkeys((*(one.text for one in lessons), *usual))
        return _Learning(lessons, self.rows.some([self.numbers[text] for text in texts]), tuple(texts))


@dataclass(frozen=True, slots=True)
class _Learning:
    """Detectors of some of the lessons, told apart from the others and from the other rows."""

    lessons: Sequence[Said]
    rows: Rows
    texts: Sequence[str]

    def fit(self, is_one: Callable[[Said], bool], *, times: float = 1) -> Detector:
        """A detector of the lessons that are of its kind.

        Missing one of its kind counts so many `times` as much as taking another for it.
        """
        ours = {one.text for one in self.lessons if is_one(one)}
        learnt = learn(self.rows, np.array([text in ours for text in self.texts]), times)
        return Detector(learnt.words.astype(np.float16), float(learnt.bias))
