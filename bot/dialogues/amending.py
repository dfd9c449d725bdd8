"""Something said before, put right: of whom it is, and what is true instead."""

from datetime import datetime

from bot.dialogues.form import AFTER_LIST, Form, Step
from bot.dialogues.inputs import Amended
from intents.readers.asking import asks, has_mark, takes_back
from intents.readers.corrections import is_spelt_anew, put_right
from intents.readers.values import Named, Told
from intents.readers.wording import same_name
from scheduler.ages import BirthMonth
from scheduler.families import Participant

_BIRTH_STEPS = (Step.BIRTH, Step.MONTH)
# Elsewhere a date without a name may answer what is asked.
_ANYBODY_MEANT = (Step.WHO, Step.RECAP)


def amended(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    """Who is meant and what is true instead; None when nothing is put right."""
    if form.step in _BIRTH_STEPS:
        name = _renamed(text, form.name, now)
        others = tuple(one for one in known if one.id in form.added and not same_name(one.first_name, form.name))
        return Amended(0, name=name) if name else birth_of(put_right(text, now).right, others)
    if form.step not in (Step.WHO, *AFTER_LIST) or has_mark(text):
        return None
    return _other_name(form, text, known, now) or _other_birth(form, text, known, now)


def birth_put_right(text: str, now: datetime) -> Named | None:
    """« pardon, Léa c'est mars 2018 » with no form open: who is named, where it takes something back."""
    said = put_right(text, now)
    return None if asks(text) or not (said.wrong or takes_back(text)) else said.right


def _renamed(text: str, own: str, now: datetime) -> str:
    """« c'est Paola pas Paul », « pardon, Paola »: another name for the one whose birth is asked."""
    said = put_right(text, now)
    if not said.name or same_name(said.name, own):
        return ""
    return said.name if same_name(said.wrong, own) or (not said.wrong and said.takes_back) else ""


def _other_name(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    said, added = put_right(text, now), [one for one in known if one.id in form.added]
    one = next((one for one in added if same_name(one.first_name, said.wrong)), None)
    if one is None and said.name and not any(same_name(said.name, other.first_name) for other in known):
        one = next((one for one in added if is_spelt_anew(text, said.name, one.first_name)), None)
        return None if one is None else Amended(one.id, name=said.name)
    name = "" if one is None else _renamed(text, one.first_name, now)
    return Amended(one.id, name=name) if one is not None and name else None


def _other_birth(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Amended | None:
    last = next((one for one in known if one.id == form.added[-1]), None) if form.added else None
    of = last.first_name if last is not None and form.step in _ANYBODY_MEANT else ""
    return birth_of(put_right(text, now, of=of).right, known)


def birth_of(named: Named | None, known: tuple[Participant, ...]) -> Amended | None:
    """The one of these who is named, with the birth that is told."""
    if named is None or len(named.names) != 1 or len(named.told) != 1:
        return None
    meant = [one for one in known if same_name(one.first_name, named.names[0])]
    return _reborn(meant[0], named.told[0]) if len(meant) == 1 else None


def _reborn(one: Participant, told: Told) -> Amended | None:
    """What is not said again stays; nothing is put right when it is what is known, or only an age."""
    if one.birth is None or not (told.year or told.month):
        return None
    birth = BirthMonth(told.year or one.birth.year, told.month or one.birth.month)
    return None if birth == one.birth else Amended(one.id, birth)
