"""The form's own strict reading of typed words: the whole text must make sense at this very step."""

import re
from dataclasses import replace
from datetime import datetime
from unicodedata import category, normalize

from bot.dialogues import reading_answers
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Born, Counted, FormInput, Named, Tapped, Unclear, Verb
from bot.dialogues.vocabulary import bare, is_yes_or_no, words
from intents.ages import parse_birth_month
from intents.counts import find_count
from intents.text import fold
from scheduler.ages import BirthMonth
from scheduler.families import Participant

LONGEST_NAME = 30
MOST_NAMES = 8  # in one sentence
_JOINTS = re.compile(r"['’\- ]")
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\bet\b|\band\b)\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"[\s,(:–-]*(?:\bnée?s?\b|\bnee?s? (?:en|le|in)\b|\bborn\b|\(|\d|\bqui a\b|\ba \d|\bde \d).*$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_AFTER_NAME = re.compile(r"[\s,(:–-]+(?:[^\W\d]+\.?[ -]*)?\d.*$", re.DOTALL)
_BEFORE_NAME = re.compile(
    r"^(?:elle s['’ ]appelle|il s['’ ]appelle|c['’ ]est|son pr[ée]nom(?: est)?|pr[ée]nom|je m['’ ]appelle|"
    r"his name is|her name is|name is|it['’]s)\s*:?\s+",
    re.IGNORECASE,
)


def read(form: Form, text: str, participants: tuple[Participant, ...], now: datetime) -> FormInput:
    """What the words mean to this step; Unclear when they mean nothing to it. `now` is local."""
    said = bare(text)
    if said in words("stop"):
        return Tapped(Verb.STOP)
    if form.aside and is_yes_or_no(text):
        return Unclear()
    return _READERS[form.step](form, text, said, participants, now)


def _agreement(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    yes, no = _YES_NO[form.step]
    if said in words("yes"):
        return Tapped(yes)
    return Tapped(no) if said in words("no") else Unclear()


def _who(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    if said in words("yes"):
        return Tapped(Verb.CONTINUE)
    ids = {fold(one.first_name): one.id for one in known}
    if said in ids:
        return Tapped(Verb.TICK, ids[said])
    named = read_names(text, now)
    if named is not None and not named.doubtful:
        ticked = tuple(ids[fold(name)] for name in named.names if fold(name) in ids)
        return replace(named, names=tuple(n for n in named.names if fold(n) not in ids), known=ticked)
    number = int(said) if said.isdecimal() and len(said) < 3 else find_count(text)
    return Unclear() if number is None else Counted(number)


def _seats(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    ids = {fold(one.first_name): one.id for one in known if one.id in form.chosen}
    named = read_names(text, now)
    if named is None or not all(fold(name) in ids for name in named.names):
        return Unclear()
    return Named((), known=tuple(ids[fold(name)] for name in named.names))


def _name(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    return read_names(text, now) or Unclear()


def _name_sure(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    if said in words("yes"):
        return Tapped(Verb.NAME_IS)
    if said in words("no"):
        return Tapped(Verb.NAME_IS_NOT)
    return _name(form, text, said, known, now)


def _birth(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    born = birth_month(text, now)
    if born is not None:
        return Born(born)
    if said.isdecimal() and len(said) == 4:
        return Tapped(Verb.YEAR, int(said))
    return Tapped(Verb.IS_ADULT) if said in words("adult") else Unclear()


def _month(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    born = birth_month(text, now) or birth_month(f"{text} {form.year}", now)
    return Unclear() if born is None else Born(born)


def birth_month(text: str, now: datetime) -> BirthMonth | None:
    """A typed birth month, « mars 2018 », « 03/2018 »…"""
    found = parse_birth_month(text, now)
    return None if found is None else BirthMonth(found.year, found.month)


def read_names(text: str, now: datetime) -> Named | None:
    """One or several first names, alone or before a birth month; None when it reads like something else."""
    bare = _BEFORE_NAME.sub("", normalize("NFC", text).strip().rstrip(".!"))
    questioned = "?" in bare
    born = birth_month(bare, now)
    head = bare.replace("?", "") if born is None else _DATE_AFTER_NAME.sub("", bare)
    head = _AFTER_NAME.sub("", head).strip()
    names = tuple(part.strip() for part in _BETWEEN.split(head) if part.strip())
    if not names or len(names) > MOST_NAMES or not all(_is_name(name) for name in names):
        return None
    born = born if len(names) == 1 else None
    doubtful = questioned or any(fold(name) in words("ordinary") for name in names)
    return Named(tuple(_capitalised(name) for name in names), born, doubtful)


def _is_name(name: str) -> bool:
    parts = _JOINTS.split(name)
    if len(name) > LONGEST_NAME or len(parts) > 3 or not all(map(_is_letters, parts)):
        return False
    # Several lower-case words in a row are a sentence, not a name.
    return " " not in name or all(part[:1].isupper() for part in name.split())


def _is_letters(part: str) -> bool:
    """Letters of any script with their marks, and nothing that only looks like them (« ፩ » is a digit)."""
    return part[:1].isalpha() and all(c.isalpha() or category(c).startswith("M") for c in part)


def _capitalised(name: str) -> str:
    return name if any(c.isupper() for c in name) else name[:1].upper() + name[1:]


_YES_NO = {
    Step.NOTICE: (Verb.AGREE, Verb.REFUSE),
    Step.STOPPING: (Verb.STOP_YES, Verb.RESUME),
}
_READERS = {
    **dict.fromkeys(_YES_NO, _agreement),
    Step.WHO: _who, Step.NAME: _name, Step.NAME_SURE: _name_sure, Step.BIRTH: _birth, Step.MONTH: _month,
    Step.SEATS: _seats, Step.SHORT: reading_answers.short, Step.QUESTION: reading_answers.question,
    Step.SAME: reading_answers.same, Step.RECAP: reading_answers.recap,
}  # fmt: skip
