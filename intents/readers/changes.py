"""What a family does with the places it has, in so many words: another date, giving them up, undoing that."""

from collections.abc import Iterable
from functools import cache

from intents.readers import absences
from intents.readers.wording import bare, has_word, listed, words, words_alone
from intents.text import tokens

_ANSWERS = ("phone", "alone", "photo", "allergy")


def wants_another_date(text: str) -> bool:
    """Whether these words ask to move a place to another date: « je voudrais décaler Léa »."""
    said = _spelt(text)
    return any(run in said for run in _runs("another_date"))


def is_withdrawal(text: str) -> bool:
    """Whether these words alone, whatever else was talked about, give a place up: « je me désiste »."""
    return " ".join(bare(text).split()) in words("withdrawal")


def erases(text: str) -> str | None:
    """Which answer is to be erased, "phone", "alone", "photo" or "allergy": « supprimez mon numéro ». None: none,
    several, or it is only asked about or refused.
    """
    lists, said = listed("withdraw"), words_alone(text).split()
    meant = [str(one) for one in _ANSWERS if not set(lists[one]).isdisjoint(said)]
    return meant[0] if len(meant) == 1 and _is_to_erase(text) else None


def takes_words_back(text: str) -> bool:
    """Whether words for the team are to be erased: « supprimez ma question »."""
    lists, said = listed("withdraw"), set(words_alone(text).split())
    meant = not said.isdisjoint(lists["words"]) and said.isdisjoint(lists["everything"])
    return meant and _is_to_erase(text)


def _is_to_erase(text: str) -> bool:
    lists, said = listed("withdraw"), words_alone(text).split()
    places = [place for place, word in enumerate(said) if word in lists["erases"]]
    denied = any(not set(lists["denied"]).isdisjoint((*said[max(0, place - 1) : place], *said[place + 1 : place + 2]))
                 for place in places)  # fmt: skip
    return bool(places) and not denied and "?" not in text


def means_everything(text: str) -> bool:
    """« on annule tout »."""
    return has_word(text, "everything")


def asks_back(text: str) -> bool:
    """« Rétablir », « remettre Léa »."""
    return has_word(text, "restore")


def asks_everything_back(text: str) -> bool:
    """The same with nobody and nothing named: « remettez tout svp »."""
    return set(words_alone(text).split()) <= words("restore") | words("restored_thing")


def comes_after_all(text: str, names: Iterable[str]) -> bool:
    """« Mais non, Léa vient ! », of one of these."""
    said = text.split()
    while said and words_alone(said[0]) in words("protest"):
        said.pop(0)
    return absences.read(" ".join(said), names).nobody


@cache
def _runs(kind: str) -> frozenset[str]:
    return frozenset(_spelt(run) for run in words(kind))


def _spelt(text: str) -> str:
    return f" {' '.join(part.text for part in tokens(text))} "
