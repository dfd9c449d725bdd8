"""Answers that are to be as they were: those of last time, or of somebody else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents.readers.answer_values import Topic
from intents.readers.answers import told_in
from intents.readers.asking import asks_something, denies
from intents.readers.wording import listed, words, words_alone

_LONGEST_SAME = 8  # words: « pour le numéro de téléphone c'est le même »
_CLAUSE = re.compile(r"[,;.!\n]+|\b(?:mais|et|but|and)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AsBefore:
    """Answers are to be those of last time, or (`of_another`) those of somebody else: `like`, or a brother or sister.

    `topics`: of which questions; none: of all.
    """

    like: str = ""
    of_another: bool = False
    topics: frozenset[Topic] = frozenset()


def as_before(text: str, names: Sequence[str]) -> AsBefore | None:
    """« Mêmes réponses que la dernière fois », « pareil que pour Tao », "same as before"; nothing asked or refused."""
    if asks_something(text):
        return None
    for clause in filter(words_alone, _CLAUSE.split(text)):
        said = words_alone(clause)
        if denies(clause) or not _begins_alike(said):
            continue
        like = next((name for name in names if any(_is_led_by(said, one, name) for one in _listed("as"))), "")
        of_another = bool(like) or any(_is_led_by(said, one, kin) for one in _listed("as") for kin in _listed("kin"))
        if of_another or any(f" {run} " in f" {said} " for run in (*_listed("last_time"), *_listed("same_answers"))):
            return AsBefore(like, of_another, frozenset(told_in(text)))
        if same := _the_same_of(said):
            return AsBefore(topics=same)
    return None


def is_as_before(text: str) -> bool:
    """« Même téléphone », « le 06, c’est le même »: nothing else is told."""
    clauses = [words_alone(clause) for clause in filter(words_alone, _CLAUSE.split(text))]
    return bool(clauses) and all(_the_same_of(said) for said in clauses) and as_before(text, ()) is not None


def _the_same_of(said: str) -> frozenset[Topic]:
    """« Même numéro », « le téléphone, c’est pareil »: what a short clause says is the same."""
    spoken = said.split()
    if len(spoken) > _LONGEST_SAME:
        return frozenset()
    behind = {after for before, after in pairwise(spoken) if before in _listed("same")}
    ends = spoken[-1] in _listed("same") and (len(spoken) < 2 or spoken[-2] in _listed("before_same"))
    # « même seule » says how she may leave.
    topics = Topic if ends else (one for one in Topic if one is not Topic.ALONE)
    return frozenset(one for one in topics if not words(f"line_{one}").isdisjoint(spoken if ends else behind))


def _begins_alike(said: str) -> bool:
    """Whether the clause speaks of the same, or of what is as it was."""
    return not set(said.split()).isdisjoint({*_listed("alike"), *_listed("as")})


def _is_led_by(said: str, lead: str, whom: str) -> bool:
    """« que pour Tao », « comme son frère »."""
    return f" {lead} {words_alone(whom)} " in f" {said} "


def _listed(kind: str) -> Sequence[str]:
    return [words_alone(one) for one in listed("by_person")[kind]]
