"""Typed words where the form asks about places, puts the event's questions, or shows the recap."""

from dataclasses import replace
from datetime import datetime

from bot.dialogues.answer_words import asks, has
from bot.dialogues.form import Form, NewAnswer, Step
from bot.dialogues.inputs import WHO_LINE, FormInput, Phoned, Reanswered, Tapped, Unclear, Verb, Worded
from bot.dialogues.leading import introduced
from bot.dialogues.new_answers import new_answers
from bot.dialogues.phone import read_phone
from bot.dialogues.vocabulary import asks_something, bare, line_meant, says, words, words_alone
from scheduler.answers import NO, YES, Question
from scheduler.families import Participant, says_name

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
    return _tapped(said, meanings) or to_the_list(said) or _preferred(text) or Unclear()


def _preferred(text: str) -> Tapped | None:
    """« on préfère attendre tous ensemble »: one of the two ways, named in a sentence that denies and asks nothing."""
    ways = [verb for kind, verb in (("one_by_one", Verb.WAIT), ("together", Verb.TOGETHER)) if _says_one_of(kind, text)]
    denied = words("no_way") & set(words_alone(text).split())
    return Tapped(ways[0]) if len(ways) == 1 and not denied and not asks_something(text) else None


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
    tapped = _tapped(said, _ANY_QUESTION) or _changing(said) or _as_before(form, said)
    if tapped is not None:
        return tapped
    match form.question:
        case Question.PHONE:
            number = read_phone(text)
            return _withheld(text) if number is None else Phoned(number)
        case Question.ALLERGY:
            return _allergy(text)
    return _tapped(bare(text), _YES_NO) or _told(form.question, text) or _refused(form.question, text) or Unclear()


def _told(question: Question | None, text: str) -> Tapped | None:
    """« elle peut rentrer seule », where that is asked; a « non » before it makes it unsure."""
    words_of = {one.words for one in new_answers(text, ()) if one.question is question}
    denied = says(words_alone(text).partition(" ")[0], "no")
    return {YES: None if denied else Tapped(Verb.YES), NO: Tapped(Verb.NO)}.get(next(iter(words_of), "") or "")


def reanswered(form: Form, text: str, known: tuple[Participant, ...]) -> Reanswered | None:
    """What was answered before, put right; what may answer the question on the screen is left to its own reading."""
    found = _anew(form, text, known)
    asked = form.question if form.step in (Step.QUESTION, Step.SAME) else None
    answering = {form.person} if form.step is Step.QUESTION else set()
    apart = any(one.question is not asked or set(one.people) - answering for one in found)
    return Reanswered(found) if apart else None


def _anew(form: Form, text: str, known: tuple[Participant, ...]) -> tuple[NewAnswer, ...]:
    answered = {one.question for one in form.answers}
    asked = form.question if form.step is Step.QUESTION else None
    new = new_answers(text, [one for one in known if one.id in form.chosen])
    return tuple(one for one in new if one.question in answered or one.question is asked)


def whom(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Those of whom something was put right, by name, or all of them."""
    if says(text, "no"):
        return Tapped(Verb.NO)
    if has(words_alone(text), "everybody"):
        return Tapped(Verb.OF)
    people = tuple(one.id for one in known if one.id in form.chosen and says_name(text, one.first_name))
    if not people or asks(text):
        return Unclear()
    return Reanswered(tuple(replace(one, people=people) for one in form.anew))


def _withheld(text: str) -> FormInput:
    """« je préfère pas donner mon numéro » passes the question over, as far as that may be."""
    withheld = says(text, "no") or _says_one_of("not_phone", text)
    return Tapped(Verb.SKIP) if withheld and not asks_something(text) else Unclear()


def _says_one_of(kind: str, text: str) -> bool:
    return any(f" {words_alone(run)} " in f" {words_alone(text)} " for run in words(kind))


def _refused(question: Question | None, text: str) -> Tapped | None:
    """« non, je viens la chercher », « pas de photo »; a « oui » with more words may hold a condition."""
    said = words_alone(text)
    if asks_something(text) or asks_something(introduced(text)) or words("no_trouble") & set(said.split()):
        return None
    refuses = question is not None and _says_one_of(f"not_{question.value}", text)
    return Tapped(Verb.NO) if refuses or says(said.partition(" ")[0], "no") else None


def _allergy(text: str) -> FormInput:
    if says(text, "none", "no"):
        return Tapped(Verb.NONE)
    # « oui » tells nothing that could help the child.
    if says(text, "yes") or asks_something(text) or not any(c.isalpha() for c in text):
        return Unclear()
    return Worded(" ".join(text.split()))


def _as_before(form: Form, said: str) -> FormInput | None:
    """« pareil », of the next child."""
    given = [one.words for one in form.answers if one.question is form.question and one.words]
    if not given or not says(said, "same"):
        return None
    known = {YES: Tapped(Verb.YES), NO: Tapped(Verb.NO)}
    return known.get(given[-1], Worded(given[-1]))


def same(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """« même réponse », « oui pareil pour Tom », or not."""
    names = {word for one in known for word in words_alone(one.first_name).split()}
    bare_answer = " ".join(word for word in said.split() if word not in names | words("for_whom"))
    meant = _tapped(said, _SAME) or _tapped(bare_answer, _SAME) or _of_the_other(form, bare_answer)
    again = _anew(form, text, known)
    return meant or _changing(said) or (Reanswered(again) if again else Unclear())


def _of_the_other(form: Form, said: str) -> Tapped | None:
    """« non, Tom n'a rien »: the other child's own answer, or at least that it is another one."""
    spoken = [word for word in words_alone(said).split() if len(word) > 1]  # « n'a »
    if form.question is Question.ALLERGY and says(" ".join(spoken), "none", "no"):
        return Tapped(Verb.NONE)
    return Tapped(Verb.NO) if says(spoken[0] if spoken else "", "no") and not asks_something(introduced(said)) else None


def recap(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Yes confirms, « modifier le téléphone » goes back to one line, « modifier » to the first."""
    line = line_meant(said)
    if line is not None:
        return Tapped(Verb.EDIT, line)
    return _tapped(said, {"yes": Verb.CONFIRM, "no": Verb.CHANGE, "change": Verb.CHANGE}) or Unclear()
