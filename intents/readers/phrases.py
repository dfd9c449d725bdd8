"""Whole messages that ask the same thing in many words: where this comes from, call me, what became of it."""

import re
from functools import cache

from intents.readers.phones import without_phone
from intents.readers.wording import listed, says, words_alone

_GROUPINGS = ("one_by_one", "together")  # « pas ensemble » is not together
_FEWEST_BESIDE = 2  # words beside « dites à l’équipe »
_LONGEST = 120  # characters: such a question is short
_TRAILING = re.compile(r"[\s,;:-]*(?:\b(?:et|and|mais|but)\b[\s,]*)*\Z", re.IGNORECASE)
_LEADING = re.compile(r"\A[\s,;:.!-]*(?:(?:et|and|puis|oui|yes|merci|svp)\b[\s,!.]*)*", re.IGNORECASE)
_PLACES = {"{it}": "it", "{from}": "from"}


def asks_where_from(text: str) -> bool:
    """Whether all of the text asks that, with what may stand before and after it."""
    if len(text) > _LONGEST:
        return False
    said = words_alone(text)
    for place, kind in _PLACES.items():
        said = _any_of(kind).sub(place, said)
    found = _core().fullmatch(said)
    return found is not None and found[1] in _questions()


@cache
def _questions() -> frozenset[str]:
    return frozenset(" ".join(map(_one, question.split())) for question in _listed("asks"))


def _one(word: str) -> str:
    return word if word in _PLACES else words_alone(word)


@cache
def _core() -> re.Pattern[str]:
    """What is left without the phrases around."""
    around = _any_of("around").pattern
    return re.compile(f"(?:{around} )*(.+?)(?: {around})*")


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    """One of the phrases of this list, the longest first."""
    phrases = sorted(map(words_alone, _listed(kind)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def _listed(kind: str) -> tuple[str, ...]:
    return tuple(listed("where_from")[kind])


def asks_for_a_call(text: str) -> bool:
    """« Rappelez-moi », « vous pouvez me rappeler au 06 12 34 56 78 svp ? »."""
    return _is(without_phone(text), "call")


def asks_what_became(text: str) -> bool:
    """« Quand est-ce qu’on me répond ? », « vous avez transmis ? »."""
    return _is(text, "became")


def asks_to_hand_on(text: str) -> bool:
    """« Dites à l’équipe que Léa rentre seule », "can you tell the team we may be late?": with something to hand on."""
    said = words_alone(text)
    phrase = next((one for one in _phrases("hand_on") if f" {one} " in f" {said} "), None)
    if phrase is None or any(f"{said} ".startswith(f"{one} ") for one in _phrases("hand_on_how")):
        return False
    return len(said.split()) - len(phrase.split()) >= _FEWEST_BESIDE


def beside_asking(text: str) -> str | None:
    """What is told beside « oui, demandez-leur », perhaps nothing; None when nobody is to be asked. A yes before it
    goes with it.
    """
    found = _asking_them().search(text)
    if found is None or "?" in text:
        return None
    before, after = _TRAILING.sub("", text[: found.start()]).strip(" .!"), _LEADING.sub("", text[found.end() :])
    before = "" if says(before, "yes", "courtesy") else before
    return ". ".join(one.strip(" .!") for one in (before, after) if words_alone(one) and not says(one, "courtesy"))


def goes_with_what_is_asked(rest: str) -> bool:
    """« … si c’est payant », « … aussi pour le parking »: more for the team."""
    first = words_alone(rest).partition(" ")[0]
    return first in listed("for_team")["ask_further"]


@cache
def _asking_them() -> re.Pattern[str]:
    """Typed as it may be: « demandez-leur », « demandez leur »."""
    phrases = sorted(listed("for_team")["ask_them"], key=len, reverse=True)
    alike = ("[ ’'-]+".join(map(re.escape, re.split(r"[ '-]", phrase))) for phrase in phrases)
    return re.compile(rf"\b(?:(?:oui|ok|yes)[ ,]+)*(?:{'|'.join(alike)})\b|\b(?:oui|ok),? demandez?\b", re.IGNORECASE)


def only_thanks(text: str) -> bool:
    """« Merci beaucoup ! »"""
    return says(text, "courtesy")


def drops(text: str) -> bool:
    """« Non », « laisse tomber »."""
    return says(text, "no", "stop")


def _is(text: str, kind: str) -> bool:
    """Whether all of the text is one of these phrases, with what may stand before and after it."""
    said, around = words_alone(text), _phrases("around")
    while said not in _phrases(kind):
        shorter = next((s for one in around for s in (_less(said, one),) if s != said), "")
        if not shorter:
            return False
        said = shorter
    return True


def _less(said: str, phrase: str) -> str:
    return said.removeprefix(f"{phrase} ").removesuffix(f" {phrase}")


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    """The longest first."""
    phrases = map(words_alone, listed("for_team")[kind])
    return tuple(sorted(phrases, key=lambda said: (-len(said), said)))


def waits_together(text: str) -> bool | None:
    """Whether a family wants its seats all at once, or (False) one by one; None where neither is said."""
    said = words_alone(text)
    if len(text) > _LONGEST or "?" in text:
        return None
    return next((kind == "together" for kind in _GROUPINGS if _grouping(kind).search(said)), None)


@cache
def _grouping(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(listed("grouping")[kind]))
