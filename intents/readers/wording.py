"""The word lists of the readers, how words are looked up in them, and what families write put in those words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from intents.text.text import fold, read_lists

_LONGEST_ANSWER, _LONGEST_PHRASE = 80, 6  # characters of a mere answer; words of one phrase in it
_REST = r"\w*"  # of a word
_OF_A_TURN = 64  # many readers look into the same few texts
_MARKS = re.compile(r"[\W_]+")  # what is neither a letter nor a figure


@cache
def listed(name: str) -> Mapping[object, Sequence[str]]:
    """The lists of one file under data/, read once."""
    return read_lists(f"{name}.yaml")


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one kind in wording.yaml."""
    return frozenset(fold(word) for word in listed("wording")[kind])


@cache
def runs(kind: str) -> tuple[str, ...]:
    """One list of answering.yaml: words, or runs of words, folded."""
    return tuple(listed("answering")[kind])


def bare(text: str) -> str:
    """The text as the words are looked up: folded, without the marks around it."""
    return fold(text).strip(" .!")


@lru_cache(maxsize=_OF_A_TURN)
def words_alone(text: str) -> str:
    """The folded words with one space between, and no mark at all."""
    return _MARKS.sub(" ", fold(text)).strip()


def is_among(text: str, *kinds: str) -> bool:
    """Whether the whole text is one entry of these lists."""
    return any(bare(text) in words(kind) for kind in kinds)


def has_word(text: str, kind: str) -> bool:
    """Whether one of the words is of this kind."""
    return not words(kind).isdisjoint(words_alone(text).split())


def has_run(text: str, kind: str) -> bool:
    """Whether an entry of this list is somewhere in the text."""
    said = f" {words_alone(text)} "
    return any(run in said for run in _spaced(kind))


@cache
def _spaced(kind: str) -> tuple[str, ...]:
    return tuple(f" {words_alone(run)} " for run in words(kind))


def says_kind(text: str, *kinds: str) -> bool:
    """Whether the text is words of these kinds and nothing else, perhaps several: « ok oui j'accepte, merci »."""
    said = bare(spoken(text))
    if any(said in words(kind) for kind in kinds):
        return True
    if "?" in text or len(text) > _LONGEST_ANSWER:
        return False
    meant, courtesy, found = _phrases(*kinds), _phrases("courtesy"), False
    rest = words_alone(said)
    while rest:
        first = _first_of(meant, rest)
        found = found or first is not None
        phrase = first or _first_of(courtesy, rest)
        if phrase is None:
            return False
        rest = rest.removeprefix(phrase).strip()
    return found


@cache
def _phrases(*kinds: str) -> frozenset[str]:
    return frozenset(words_alone(phrase) for kind in kinds for phrase in words(kind))


def _first_of(phrases: frozenset[str], said: str) -> str | None:
    """The longest of these phrases that the words begin with."""
    run = said.split()[:_LONGEST_PHRASE]
    firsts = (" ".join(run[:count]) for count in range(len(run), 0, -1))
    return next((first for first in firsts if first in phrases), None)


def says_in_order(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of these phrases is in the text; where it has a « … », with anything between its parts."""
    return any(_follow(f" {words_alone(text)} ", phrase.split("…")) for phrase in phrases)


def _follow(said: str, parts: Sequence[str]) -> bool:
    for part in parts:
        _, found, said = said.partition(f" {words_alone(part)} ")
        if not found:
            return False
        said = f" {said}"
    return True


def says_so(said: str, phrases: Sequence[str], at_start: bool = False) -> bool:
    """Whether one of these is in folded words: « a/b » is either word, « a* » what begins so, « a? » may be left out,
    « … » stands for any words.
    """
    pattern = _written_out(tuple(phrases))
    return (pattern.match if at_start else pattern.search)(f"{said} ") is not None


@cache
def _written_out(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\S){''.join(map(_one_of, phrase.split()))}" for phrase in phrases))


def _one_of(words: str) -> str:
    if words == "…":
        return r"(?:\S+ )*?"
    either = "|".join(map(_one_word, words.rstrip("?").split("/")))
    return f"(?:(?:{either}) ){'?' if words.endswith('?') else ''}"


def _one_word(word: str) -> str:
    return re.escape(word.rstrip("*")) + (_REST if word.endswith("*") else "")


def spoken(text: str) -> str:
    """A thumb alone in words; beside words it says nothing of its own."""
    if any(character.isalnum() for character in text):
        return text
    if not words("signs_yes").isdisjoint(text):
        return "ok"
    return text if words("signs_no").isdisjoint(text) else "non"


def has(said: str, *kinds: str) -> bool:
    """Whether one of these runs is in the folded words."""
    spaced = f" {said} "
    return any(f" {run} " in spaced for kind in kinds for run in runs(kind))


def without(said: str, *kinds: str) -> str:
    """The folded words without these runs."""
    for run in (run for kind in kinds for run in runs(kind)):
        said = f" {said} ".replace(f" {run} ", " ").strip()
    return said


def begins(said: str, kind: str) -> bool:
    """Whether one of the folded words begins so."""
    return any(word.startswith(runs(kind)) for word in said.split())


def says_name(text: str, first_name: str) -> bool:
    """Whether a first name, however it is typed, is among these words."""
    return f" {words_alone(first_name)} " in f" {words_alone(text)} "


def same_name(one: str, other: str) -> bool:
    """Whether two first names are one, however they are typed: "Zoé-Lou" and "zoe lou"."""
    return words_alone(one) == words_alone(other)


def in_words(text: str) -> str:
    """« Sort seul : non » as « sort seul non », « ne supporte pas le gluten » as an allergy."""
    text = _written("label").sub(", ", _written("politely").sub(",", text))
    text = _written("eats_all").sub(" aucune allergie ", _written("field").sub(" ", text))
    text, unborne = _written("not_borne").subn(" allergique à ", text)
    text = _written("called_so").sub("", text) if unborne else text
    return _written("only_for").sub(_only_for, text)


def _only_for(found: re.Match[str]) -> str:
    """« seulement pour Alix » as « pour Alix »: of whom it is said is sure."""
    return next((word for word in words_alone(found[0]).split() if word in listed("breath")["to_whom"]), "")


@cache
def _written(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("breath")[kind]), re.IGNORECASE)


def run_at(said: Sequence[str], place: int, runs: Sequence[str]) -> int:
    """How many words of the longest of these runs stand here."""
    found = (run.split() for run in runs)
    return max((len(run) for run in found if list(said[place : place + len(run)]) == run), default=0)


def without_runs(said: Sequence[str], runs: Sequence[str]) -> list[str]:
    """The words without these runs."""
    spoken = f" {' '.join(said)} "
    for run in sorted(runs, key=len, reverse=True):
        spoken = spoken.replace(f" {run} ", " ")
    return spoken.split()
