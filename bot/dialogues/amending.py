"""Something said before, put right: « non pardon 2017 », « Paul c'est avril », « c'est Paola, pas Paul »."""

import re
from datetime import datetime

from bot.dialogues.answer_words import asks, takes_back
from bot.dialogues.form import AFTER_LIST, Form, Step, Told
from bot.dialogues.inputs import Amended, Named
from bot.dialogues.leading import corrects, introduced
from bot.dialogues.naming import read_names
from intents.text import fold
from scheduler.ages import BirthMonth
from scheduler.families import Participant

_INSTEAD = re.compile(r",?\s+(?:et )?(?:pas|non|not|au lieu de|instead of)\s+", re.IGNORECASE)
_BIRTH_STEPS = (Step.BIRTH, Step.MONTH)
# Elsewhere a date without a name may answer what is asked.
_ANYBODY_MEANT = (Step.WHO, Step.RECAP)


def amended(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    """Who is meant and what is true instead; None when nothing is put right."""
    if form.step in _BIRTH_STEPS:
        name = _renamed(text, form.name, now)
        return Amended(0, name=name) if name else None
    if form.step not in (Step.WHO, *AFTER_LIST) or "?" in text:
        return None
    return _other_name(form, text, known, now) or _other_birth(form, text, known, now)


def birth_put_right(text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    """« pardon, Léa c'est mars 2018 » with no form open: of one who is named, where it takes something back."""
    right, wrong = _instead(text)
    if asks(text) or not (wrong or takes_back(text)):
        return None
    return _birth_of(read_names(right, now), known)


def _renamed(text: str, own: str, now: datetime) -> str:
    """« c'est Paola pas Paul », « pardon, Paola »: another name for the one whose birth is asked."""
    right, wrong = _instead(text)
    named = read_names(right, now)
    if named is None or named.doubtful or named.told or len(named.names) != 1 or fold(named.names[0]) == fold(own):
        return ""
    return named.names[0] if fold(wrong) == fold(own) or (not wrong and corrects(text)) else ""


def _other_name(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    _, wrong = _instead(text)
    one = next((one for one in known if one.id in form.added and fold(one.first_name) == fold(wrong)), None)
    name = "" if one is None else _renamed(text, one.first_name, now)
    return Amended(one.id, name=name) if one is not None and name else None


def _other_birth(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    right, _ = _instead(text)
    last = next((one for one in known if one.id == form.added[-1]), None) if form.added else None
    of = last.first_name if last is not None and form.step in _ANYBODY_MEANT else ""
    return _birth_of(read_names(right, now, of=of), known)


def _birth_of(named: Named | None, known: tuple[Participant, ...]) -> Amended | None:
    if named is None or len(named.names) != 1 or len(named.told) != 1:
        return None
    meant = [one for one in known if fold(one.first_name) == fold(named.names[0])]
    return _reborn(meant[0], named.told[0]) if len(meant) == 1 else None


def _reborn(one: Participant, told: Told) -> Amended | None:
    """What is not said again stays; nothing is put right when it is what is known, or only an age."""
    if one.birth is None or not (told.year or told.month):
        return None
    birth = BirthMonth(told.year or one.birth.year, told.month or one.birth.month)
    return None if birth == one.birth else Amended(one.id, birth)


def _instead(text: str) -> tuple[str, str]:
    """What is right and what it replaces, perhaps nothing."""
    right, wrong = (*_INSTEAD.split(introduced(text).strip(" .!"), maxsplit=1), "")[:2]
    return right, introduced(wrong)
