"""The ranker: how likely each thing that a message may mean is, by its signs and by the words of the message.

A sign counts more beside some words than beside others: that the wishes of before are kept speaks for a candidate after
« et », against it after « plutôt ». What is learnt of words is how much more each sign of :data:`BY_WORDS` counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import sqrt
from sys import intern

import numpy as np

from intents.dialogue.asks import Role
from intents.dialogue.candidates import Candidate
from intents.dialogue.picks import By
from intents.dialogue.queries import Way, Wish
from intents.dialogue.signs import signs
from intents.dialogue.turn import Turn
from intents.model.softmax import Floats, likelihoods
from intents.text.text import DATA, read_lists, stem

WEIGHTS, WORD_WEIGHTS = DATA / "ranker.yaml", DATA / "ranker_words.tsv"
WHAT_IS_DONE = ("find", "detail", "detail.gap", "detail.about", "sign_up", "cancel")
WHAT_IS_FOUND = tuple(f"result.{one}" for one in ("all", "many", "one", "none", "same", "within", "apart"))
WHAT_IS_SAID = ("say.fact", "say.gap", "say.off_topic", "say.small_talk", "say.action")
BY_WORDS = (
    *WHAT_IS_DONE,
    *WHAT_IS_SAID,
    "fresh",
    "keep.any",
    *(f"keep.{wish.name.lower()}" for wish in Wish),
    *(f"drop.{wish.name.lower()}" for wish in Wish),
    *(f"find.{way.name.lower()}" for way in Way),
    *(f"time.{role.name.lower()}" for role in Role),
    *(f"detail.pick.{by.name.lower()}" for by in By),
    "detail.pick.focus",
    "sign_up.of_none",
    *WHAT_IS_FOUND,
)  # signs of what a candidate does, rather than of how likely it is
_DATED, _NUMBER, _ASKS, _EDGE = "<when>", "<number>", "?", "|"
_FEWEST = 9  # runs: of a shorter message each counts no more
_COUNTS = 0.8  # how much words count beside signs: half or twice as much lost in sets that were not learnt


def runs(turn: Turn) -> frozenset[str]:
    """Every word and every two words of a message by their stems; titles, times and numbers by their kind."""
    part = turn.whole
    said = [_kind(word, part.found.dated) for word in part.found.heard.marked(part.said)]
    said = [word for word, before in zip(said, ["", *said], strict=False) if not word == before == _DATED]
    asked = [*said, _ASKS] if turn.cue.asks else said
    return frozenset((*asked, *map(" ".join, pairwise((_EDGE, *asked, _EDGE)))))


def _kind(word: str, dated: frozenset[str]) -> str:
    if word in dated:
        return _DATED
    return _NUMBER if word.isdecimal() else stem(word)


def each_counts(number: int) -> float:
    """How much each of so many runs counts."""
    return _COUNTS / sqrt(max(number, _FEWEST))


@dataclass(frozen=True, slots=True)
class Ranker:
    """How much each sign counts, and how much more beside a run of words; what was not learnt counts nothing."""

    weights: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def beside(self, said: frozenset[str]) -> Mapping[str, float]:
        """How much each sign counts in a message of these runs of words."""
        counts = dict(self.weights)
        share = each_counts(len(said))
        for run in sorted(said & self.words.keys()):
            for name, more in self.words[run].items():
                counts[name] = counts.get(name, 0.0) + more * share
        return counts

    def likelihoods(self, found: Sequence[Candidate], turn: Turn) -> Floats:
        """How likely each candidate is, as shares that add up to one."""
        counts = self.beside(runs(turn))
        scores = [
            sum(counts.get(name, 0.0) * float(value) for name, value in signs(one, turn) if value) for one in found
        ]
        return likelihoods(np.array(scores, np.float32))


@cache
def load_ranker() -> Ranker:
    """What `cite bench ranker --learn` wrote: data/ranker.yaml, and of words data/ranker_words.tsv."""
    weights = {str(name): float(weight) for name, weight in read_lists(WEIGHTS.name).items()}
    words: dict[str, dict[str, float]] = {}
    number = cache(float)  # of names and numbers there are few: each is one object
    with WORD_WEIGHTS.open(encoding="utf-8") as lines:
        for line in lines:
            run, sign, weight = line.rstrip("\n").split("\t")
            words.setdefault(run, {})[intern(sign)] = number(weight)
    return Ranker(weights, words)
