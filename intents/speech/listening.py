"""From a message to how it was said, by detectors that were learnt from data/speech."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from intents.features import Places
from intents.speech.clauses import clauses
from intents.speech.features import TEEN_AGE, as_child, features, kinds, signs
from intents.speech.heard import Act, Clause, Coming, Speech, Trouble, Whose, Writer
from intents.speech.linear import Detector, Detectors
from intents.text import read_lists

SURE, PLAIN, DOUBTFUL = 0.3, -0.04, -0.3  # scores of distress from which it is beyond doubt, plain, doubtful
CHILD = 0.2
ORDER, ORDER_ASKED = -0.35, 0.0  # scores below which it orders nothing; the latter with a question mark
COMING, NOT_COMING = -0.3, -0.36  # scores from which a clause says they come; a no is asked about first
LONGEST_ANSWER = 300  # characters of a message that may answer whether they come
ACT, INSISTS = -0.45, 0.1  # scores of one act, of an order
_ONESELF = frozenset({"<me>", "<parent>", "<school>", "<friend>"})  # without any, few words tell of nobody
_FEW = 4  # words
_MARKS = frozenset(".,;:?!…()")
_CLAUSE = 3  # signs
_CLAUSE_COUNTS = 0.3  # share of the most troubled clause; of 0, 0.3 and 0.5 the best on sets that were not learnt
_Kind = TypeVar("_Kind")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[^.!?…;\n]+[.!?…;\n]*")
_MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears messages with what was learnt."""

    detectors: Detectors

    def hear(self, text: str) -> Speech:
        """How `text` was said."""
        said = signs(text)
        if not any(sign[0].isalnum() or sign[0] == "<" for sign in said):
            return Speech()
        places = features(said)
        troubled = self._troubled(said, places)
        trouble = _trouble(troubled)
        order = self.detectors.order.score(places)
        act, likely = self._act(places)
        orders = order >= ORDER and likely >= ACT
        return Speech(
            trouble=trouble,
            is_troubled=troubled >= SURE,
            whose=Whose.SELF if trouble is Trouble.NONE else _likeliest(self.detectors.whose, places),
            writer=self._writer(text),
            tells_own_age=_says_one_of("own_age", said),
            of_another=_says_one_of("relative", said),
            act=act if orders else None,
            insists=orders and likely >= INSISTS,
            asks=order < ORDER or (order < ORDER_ASKED and "?" in text),
            clauses=tuple(map(self._clause, clauses(text))) if len(text) <= LONGEST_ANSWER else (),
        )

    def _troubled(self, said: Sequence[str], places: Places) -> float:
        """How plainly the whole tells of distress, and the clause of it that does most: « …, il m'a frappé, … »."""
        whole, parts = self.detectors.trouble.score(places), _clauses(said)
        worst = max((self.detectors.trouble.score(features(part)) for part in parts), default=whole)
        return (1 - _CLAUSE_COUNTS) * whole + _CLAUSE_COUNTS * worst

    def _clause(self, text: str) -> Clause:
        places = features(signs(text))
        score, coming = max((one.score(places), coming) for coming, one in self.detectors.coming)
        says = score >= (NOT_COMING if coming is Coming.NOT_COMING else COMING) and not text.endswith("?")
        return Clause(text, coming if says else None)

    def beside_trouble(self, text: str) -> str:
        """The sentences of a troubled message that tell no trouble: an order or a question that goes with it."""
        sentences = [one.strip() for one in _SENTENCE.findall(text)][-_MOST_SENTENCES:]
        calm = (one for one in sentences if self.detectors.trouble.score(features(signs(one))) < DOUBTFUL)
        return " ".join(filter(None, calm)) if len(sentences) > 1 else ""

    def _act(self, places: Places) -> tuple[Act, float]:
        score, act = max((one.score(places), act) for act, one in self.detectors.acts)
        return act, score

    def _writer(self, text: str) -> Writer:
        """What stands in quotes is somebody else's."""
        said = signs(_QUOTED.sub(" ", text)) or signs(text)
        places = features(said)
        if _says_one_of("adult", said):
            return Writer.ADULT
        if _says_one_of("grown", said):
            return Writer.UNTOLD
        if len(said) < _FEW and _ONESELF.isdisjoint(kinds(said)):
            return Writer.UNTOLD  # « 9 ans »
        if self.detectors.child.score(places) >= CHILD:
            return Writer.CHILD
        if TEEN_AGE in kinds(said) and self.detectors.child.score(features(as_child(said))) >= CHILD:
            return Writer.TEENAGER
        return Writer.UNTOLD


def _clauses(said: Sequence[str]) -> list[Sequence[str]]:
    """What stands between marks, without the shortest; nothing where that is the whole."""
    ends = [place for place, sign in enumerate(said, 1) if sign in _MARKS]
    cut = [said[start:end] for start, end in zip([0, *ends], [*ends, len(said)], strict=True)]
    parts = [part for part in cut if len(part) >= _CLAUSE]
    return parts if len(parts) > 1 else []


def _likeliest(among: Sequence[tuple[_Kind, Detector]], places: Places) -> _Kind:
    return max(among, key=lambda one: one[1].score(places))[0]


def _trouble(score: float) -> Trouble:
    if score >= PLAIN:
        return Trouble.PLAIN
    return Trouble.DOUBTFUL if score >= DOUBTFUL else Trouble.NONE


def _says_one_of(kind: str, said: Sequence[str]) -> bool:
    """Whether one of the phrases of this kind in data/adults.yaml is said, word for word; an age, by its kind."""
    spoken = f" {' '.join(_aged(said))} "
    return any(run in spoken for run in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    listed = read_lists("adults.yaml")[kind]
    return tuple(f" {' '.join(_aged(signs(str(phrase))))} " for phrase in listed)


def _aged(said: Sequence[str]) -> list[str]:
    """« cinquième » and « 12 » as any age of a child, « trente » as any of a grown-up."""
    return [kind if kind.endswith("_age>") else sign for sign, kind in zip(said, kinds(said), strict=True)]
