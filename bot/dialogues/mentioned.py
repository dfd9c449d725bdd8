"""Who is named by the sentence that begins a sign-up, and what it tells of their births: « ma fille léa, 8 ans »."""

from collections.abc import Iterable
from datetime import datetime

from bot.dialogues.form import Told
from bot.dialogues.inputs import Named
from bot.dialogues.naming import BETWEEN, capitalised, read_names, told_of
from bot.dialogues.vocabulary import bare, words
from intents.text import fold

_LONGEST_SENTENCE, _LONGEST_RELATION = 500, 4  # characters; words


def mentioned(text: str, names: Iterable[str], now: datetime) -> Named:
    """`names`, first names that were found in it already, and those that stand beside a birth or a relation."""
    people: dict[str, Told] = {}
    for piece in BETWEEN.split(text[:_LONGEST_SENTENCE]):
        one = _alone(piece, now) if people else None
        for name, birth in (one or _after_a_relation(piece, now)).items():
            people.setdefault(name, birth)
    for name in names:
        if name not in people:
            people[name] = _beside(name, text, now)
    told = tuple(one for one in people.values() if one != Told(one.name))
    return Named(tuple(people), told)


def _alone(piece: str, now: datetime) -> dict[str, Told] | None:
    """« tom 7 ans pour l'atelier », after somebody else was named."""
    words_of_piece = piece.split()
    named = read_names(" ".join(words_of_piece[:3]), now) if words_of_piece else None
    if named is None or named.doubtful or len(named.names) != 1 or not named.told:
        return None
    return {named.names[0]: named.told[0]}


def _after_a_relation(piece: str, now: datetime) -> dict[str, Told]:
    """« bonjour, c'est pour ma fille inès qui a 8 ans »: the word after « ma fille »."""
    said = piece.split()
    for start in range(len(said)):
        for end in range(min(start + _LONGEST_RELATION, len(said) - 1), start, -1):
            if bare(" ".join(said[start:end])) in words("relations") and _may_be_a_name(said[end]):
                name = capitalised(said[end].strip(",.!?"))
                return {name: told_of(name, " ".join(said[end + 1 :]), now) or Told(name)}
    return {}


def _beside(name: str, text: str, now: datetime) -> Told:
    """What is told right after a first name, before anybody else is named."""
    after = text[fold(text).find(fold(name)) + len(name) :]
    return told_of(name, BETWEEN.split(after)[0], now) or Told(name)


def _may_be_a_name(word: str) -> bool:
    said = bare(word).strip(",?")
    kinds = ("ordinary", "padding", "introductions", "months")
    return said.replace("-", "").isalpha() and len(said) > 1 and all(said not in words(kind) for kind in kinds)
