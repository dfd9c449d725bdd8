"""Who is named by the sentence that begins a sign-up, and what it tells of their births: « ma fille léa, 8 ans »."""

from collections.abc import Iterable
from datetime import datetime

from bot.dialogues.form import Told
from bot.dialogues.inputs import Named
from bot.dialogues.naming import BETWEEN, capitalised, read_names, told_of
from bot.dialogues.vocabulary import bare, words
from intents.text import fold

_LONGEST_SENTENCE, _LONGEST_LEAD = 500, 4  # characters; words
_NO_NAME = ("ordinary", "padding", "introductions", "months", "grown_ups", "determiners")


def mentioned(text: str, names: Iterable[str], now: datetime) -> Named:
    """`names`, first names that were found in it already, and those that follow « inscrire » or « ma fille »."""
    people: dict[str, Told] = {}
    goes_on = False
    for piece in _pieces(text[:_LONGEST_SENTENCE]):
        one = _after_a_lead(piece, now) or (_next(piece, now) if goes_on else None)
        goes_on = one is not None and (one != Told(one.name) or fold(piece).strip(" .!").endswith(fold(one.name)))
        if one is not None:
            people.setdefault(one.name, one)
    for name in names:
        people.setdefault(name, _beside(name, text, now))
    told = tuple(one for one in people.values() if one != Told(one.name))
    return Named(tuple(people), told)


def _pieces(text: str) -> list[str]:
    """The people spoken of, each with what follows: « my son jack, 8 years old »."""
    pieces: list[str] = []
    for piece in BETWEEN.split(text):
        if pieces and piece[:1].isdigit():
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def _after_a_lead(piece: str, now: datetime) -> Told | None:
    """« bonjour, c'est pour ma fille inès qui a 8 ans »: the word after « ma fille », or after « inscrire »."""
    said = piece.split()
    leads = words("relations") | words("coming")
    for start in range(len(said)):
        for end in range(min(start + _LONGEST_LEAD, len(said) - 1), start, -1):
            if bare(" ".join(said[start:end])) in leads and _may_be_a_name(said[end]):
                return _told(said[end], said[end + 1 :], now)
    return None


def _told(word: str, after: list[str], now: datetime) -> Told | None:
    """« ma fille aînée » names nobody: without a birth only a capital makes a name."""
    name = capitalised(word.strip(",.!?"))
    told = told_of(name, " ".join(after), now)
    return told or (Told(name) if word[:1].isupper() else None)


def _next(piece: str, now: datetime) -> Told | None:
    """« Tom samedi », « tom 7 ans pour l'atelier », right after somebody else."""
    said = piece.split()
    if not said or not _may_be_a_name(said[0]):
        return None
    named = read_names(" ".join(said[:3]), now)
    if named is not None and not named.doubtful and len(named.names) == 1 and named.told:
        return named.told[0]
    return Told(said[0].strip(",.!?")) if said[0][:1].isupper() else None


def _beside(name: str, text: str, now: datetime) -> Told:
    """What is told right after a first name, before anybody else is named."""
    after = text[fold(text).find(fold(name)) + len(name) :]
    return told_of(name, BETWEEN.split(after)[0], now) or Told(name)


def _may_be_a_name(word: str) -> bool:
    said = bare(word).strip(",?")
    return said.replace("-", "").isalpha() and len(said) > 1 and all(said not in words(kind) for kind in _NO_NAME)
