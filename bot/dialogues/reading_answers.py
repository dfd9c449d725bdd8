"""Typed words where the form asks about places, puts the event's questions, or shows the recap."""

from datetime import datetime

from bot.dialogues.form import Form
from bot.dialogues.inputs import WHO_LINE, FormInput, Phoned, Tapped, Unclear, Verb, Worded
from bot.dialogues.leading import introduced
from bot.dialogues.phone import read_phone
from bot.dialogues.vocabulary import asks_something, bare, line_meant, says, words, words_alone
from scheduler.answers import Question
from scheduler.families import Participant

_SHORT = {"together": Verb.TOGETHER, "one_by_one": Verb.WAIT, "choose": Verb.CHOOSE, "no": Verb.CHANGE}
_ALONE_SHORT = {"yes": Verb.WAIT, "waiting": Verb.WAIT, **_SHORT}
_ANY_QUESTION = {"why": Verb.WHY, "skip": Verb.SKIP, "leave": Verb.LEAVE}
_YES_NO = {"yes": Verb.YES, "no": Verb.NO}
_SAME = {"different": Verb.NO, "same": Verb.YES, **_YES_NO}


def _tapped(said: str, meanings: dict[str, Verb]) -> Tapped | None:
    """The button that the words stand for; « oui pareil » says the same twice."""
    for verb in dict.fromkeys(meanings.values()):
        if says(said, *(kind for kind, meant in meanings.items() if meant is verb)):
            return Tapped(verb)
    return None


def short(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """« ensemble », « un par un »… A bare yes says nothing where there are several ways to wait."""
    meanings = _ALONE_SHORT if form.people == 1 else _SHORT
    return _tapped(said, meanings) or to_the_list(said) or Unclear()


def to_the_list(said: str) -> Tapped | None:
    """« modifier », « modifier les participants »."""
    return Tapped(Verb.CHANGE) if said in words("change") or line_meant(said) == WHO_LINE else None


def _changing(said: str) -> Tapped | None:
    """« modifier le téléphone » is about one line, « modifier » about who takes part."""
    line = line_meant(said)
    return Tapped(Verb.EDIT, line) if line else to_the_list(said)


def question(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """An answer to the event's question; other questions are none."""
    said = said.rstrip(" ?")
    tapped = _tapped(said, _ANY_QUESTION) or _changing(said)
    if tapped is not None:
        return tapped
    match form.question:
        case Question.PHONE:
            number = read_phone(text)
            return Unclear() if number is None else Phoned(number)
        case Question.ALLERGY:
            return _allergy(text)
    return _tapped(bare(text), _YES_NO) or _refused(form.question, text) or Unclear()


def _refused(question: Question | None, text: str) -> Tapped | None:
    """« non, je viens la chercher », « pas de photo »; a « oui » with more words may hold a condition."""
    said = words_alone(text)
    if asks_something(text) or asks_something(introduced(text)) or words("no_trouble") & set(said.split()):
        return None
    runs = () if question is None else words(f"not_{question.value}")
    refuses = says(said.partition(" ")[0], "no") or any(f" {words_alone(run)} " in f" {said} " for run in runs)
    return Tapped(Verb.NO) if refuses else None


def _allergy(text: str) -> FormInput:
    if says(text, "none", "no"):
        return Tapped(Verb.NONE)
    # « oui » tells nothing that could help the child.
    if says(text, "yes") or asks_something(text) or not any(c.isalpha() for c in text):
        return Unclear()
    return Worded(" ".join(text.split()))


def same(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """« même réponse », or not."""
    return _tapped(said, _SAME) or _changing(said) or Unclear()


def recap(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Yes confirms, « modifier le téléphone » goes back to one line, « modifier » to the first."""
    line = line_meant(said)
    if line is not None:
        return Tapped(Verb.EDIT, line)
    return _tapped(said, {"yes": Verb.CONFIRM, "no": Verb.CHANGE, "change": Verb.CHANGE}) or Unclear()
