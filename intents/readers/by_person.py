"""What is answered of each of several children: « Hugo aucune, Manon les noix », « les autres oui »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import allergy_told, denies_health, of_everybody, told_in, told_value, without_said_before
from intents.readers.asking import asks_something, denies
from intents.readers.wording import listed, says_name, words, words_alone
from intents.text.text import fold

_LONGEST_NO = 4  # words: « elle n'en a aucune »
_LONGEST_SAME = 8  # words: « pour le numéro de téléphone c'est le même »
_CLAUSE = re.compile(r"[,;.!\n]+|\b(?:mais|et|but|and)\b", re.IGNORECASE)


def by_person(topic: Topic, text: str, names: Sequence[str]) -> dict[str, str]:
    """What is answered of each of those who are named; empty where nobody is, or it is asked."""
    if "?" in text or topic is Topic.PHONE:
        return {}
    text = without_said_before(text)
    if of_everybody(text) and not any(says_name(text, one) for one in names):
        value = _value(topic, _without_names(text, ()))  # « non pour les deux »
        return {} if value is None else dict.fromkeys(names, value)
    if topic is not Topic.ALLERGY and (paired := _paired(text, names)):
        return paired
    found: dict[str, str] = {}
    last: tuple[str, ...] = ()
    for clause in _clauses(text, names):
        whom = _whom(clause, names, [one for one in names if not says_name(text, one)])
        rest = _without_names(clause, names)
        value = _value(topic, rest)
        if value is None and topic is not Topic.ALLERGY and whom:
            value = told_value(topic, _of_anybody(clause, names))  # « Noé, je le récupère »
        if value is not None and whom:
            found.update(dict.fromkeys(whom, value))
        elif topic is Topic.ALLERGY and last and not whom and value not in (None, NO) and value is not None:
            found.update({one: value if found.get(one, NO) == NO else f"{found[one]}, {value}" for one in last})
        last = whom or last
    return found


def of_nobody_named(topic: Topic, text: str, names: Sequence[str]) -> str | None:
    """« She has none, Max sesame »: what the first clause answers, which names nobody; of an allergy only a no."""
    first = next(iter(_CLAUSE.split(text)), "")
    if any(says_name(first, one) for one in names) or not any(says_name(text, one) for one in names):
        return None
    if topic is Topic.ALLERGY:
        none = allergy_told(first) == NO or (denies_health(first) and len(first.split()) <= _LONGEST_NO)
        return NO if none else None
    return told_value(topic, first)


def _paired(text: str, names: Sequence[str]) -> dict[str, str]:
    """« Oui pour Rayan non pour Sirine »: before each of several who are named stands what is true of them."""
    said, found = words_alone(text), {}
    for name in names:
        led = re.search(rf"(?:^|\b)(\w+) (?:(?:pour|for|de|of|a) )?{re.escape(words_alone(name))}\b", said)
        if led is not None and led[1] in _set("yes") | _set("no"):
            found[name] = YES if led[1] in _set("yes") else NO
    named = [name for name in names if says_name(text, name)]
    return found if len(named) > 1 and set(found) == set(named) else {}


def beside(topic: Topic, clause: str, names: Sequence[str]) -> str | None:
    """What a clause says of a question that the one before it named: « Manon aux noix », « Adam à rien »."""
    return _value(topic, _without_names(clause, names))


def _clauses(text: str, names: Sequence[str]) -> Iterator[str]:
    """Pieces of the sentence; a name without anything said of it goes with the next one: « Adam et Inès rien »."""
    before = ""
    for piece in _CLAUSE.split(_apart(text, names)):
        whole = f"{before} {piece}".strip()
        before = whole if any(says_name(whole, one) for one in names) and not _without_names(whole, names) else ""
        if not before and words_alone(whole):
            yield whole


def _apart(text: str, names: Sequence[str]) -> str:
    """« Hugo a rien c Manon les noix »: with a mark before each name that begins what is said of another one."""
    said = fold(text)
    for name in names:
        said = re.sub(rf"{_led_to()}\b{re.escape(fold(name))}\b", f", {fold(name)}", said)
    return said


@cache
def _led_to() -> str:
    """« pas de photo pour Léa » goes on with the same: none of these words stands before the name."""
    return "".join(rf"(?<!\b{re.escape(word)}[ '’])" for word in listed("breath")["to_whom"])


def _whom(clause: str, names: Sequence[str], unnamed: Sequence[str]) -> tuple[str, ...]:
    """Those named in the clause; « les autres » are those whom the message names nowhere."""
    return tuple(one for one in names if says_name(clause, one)) or the_others(clause, names, unnamed)


def the_others(clause: str, names: Sequence[str], unnamed: Sequence[str]) -> tuple[str, ...]:
    """« Les autres », « les petits », beside somebody who is named « les garçons »: those whom the message names
    nowhere; nobody when the clause speaks of no others.
    """
    said = set(words_alone(clause).split())
    beside = len(unnamed) < len(names) and not said.isdisjoint(listed("by_person")["of_their_kind"])
    return tuple(unnamed) if beside or not said.isdisjoint(listed("by_person")["others"]) else ()


def _of_anybody(clause: str, names: Sequence[str]) -> str:
    """The clause without whom it is of."""
    told = {word for name in names for word in words_alone(name).split()}
    return " ".join(word for word in words_alone(clause).split() if word not in told)


def _without_names(clause: str, names: Sequence[str]) -> str:
    told = {word for name in names for word in words_alone(name).split()}
    aside = told.union(*(listed("by_person")[kind] for kind in ("aside", "others", "of_their_kind")))
    return " ".join(word for word in words_alone(clause).split() if word not in aside)


def _value(topic: Topic, rest: str) -> str | None:
    said = set(rest.split())
    if not said:
        return None
    no, yes = bool(said & _set("no")), bool(said & _set("yes"))
    if topic is Topic.ALLERGY:
        if any(sign.isdigit() for sign in rest):
            return None  # « Léa, c’est mai 2018 » is a birth, a number is nobody's allergy
        return _own_words(rest) or (NO if no else None)
    if no is not yes and said <= _set("no") | _set("yes") | _set("framing"):
        return YES if yes else NO
    return told_value(topic, rest)


def _own_words(rest: str) -> str:
    """What is left between what leads to it and what follows it."""
    said = rest.split()
    while said and said[0] in _set("no") | _set("framing"):
        said.pop(0)
    while said and said[-1] in _set("no") | _set("framing"):
        said.pop()
    return " ".join(said)


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(listed("by_person")[kind])


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
