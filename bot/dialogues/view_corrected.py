"""What was put right, said back in a line for each answer; and the question of whom it is."""

from bot.assistant import dates_said
from bot.buttons import Row
from bot.dialogues.form import Form
from bot.dialogues.inputs import Amended, Breathed, FormInput, Reanswered, Unclear, Verb
from bot.dialogues.picture import Picture, View, names
from bot.dialogues.questions import OPEN
from bot.dialogues.reanswering import candidates
from bot.messages import Messages
from intents.readers.phones import shown_phone
from scheduler.answers import NO, YES, Question


def whom(picture: Picture) -> View:
    """Of whom is what was just put right?"""
    children = candidates(picture.form, picture.known.facts)
    rows: tuple[Row, ...] = tuple((picture.press(picture.known.first_name(one), Verb.OF, one),) for one in children)
    everybody = picture.button("corrected-all", Verb.OF, n=len(children))
    return picture.words.say("corrected-whom"), (*rows, (everybody,), (picture.button("corrected-nobody", Verb.NO),))


def lines(picture: Picture, before: Form, said: FormInput) -> list[str]:
    """What is otherwise now; that it was so already, where nothing is."""
    if isinstance(said, Amended):
        return _person(picture, said)
    old = {(one.question, one.participant_id): one.words for one in before.answers}
    now = {(one.question, one.participant_id): one.words for one in picture.form.answers}
    changed = {key: words for key, words in now.items() if words != OPEN and key in old and old[key] != words}
    found = [
        answer_line(picture.words, question, words, names(picture, _people(changed, question, words)))
        for question, words in dict.fromkeys((question, words) for (question, _), words in changed.items())
    ]
    same = isinstance(said, Reanswered) and old == now and all(one.words for one in said.answers)
    return found or ([picture.words.say("corrected-same")] if same and not picture.form.anew else [])


def _person(picture: Picture, said: Amended) -> list[str]:
    name = picture.known.first_name(said.participant_id)
    if said.birth is None:
        return [picture.words.say("corrected-name", name=said.name)]
    month = dates_said.months(picture.scene.language)[said.birth.month - 1]
    return [picture.words.say("corrected-birth", name=name, month=month, year=str(said.birth.year))] if name else []


def _people(changed: dict[tuple[Question, int | None], str], question: Question, words: str) -> list[int]:
    return [one for (asked, one), said in changed.items() if one and asked is question and said == words]


def answer_line(words: Messages, question: Question, said: str, who: str) -> str:
    """« Corrigé : Léa ne repart pas sans adulte. »"""
    if question is Question.PHONE:
        return words.say("corrected-phone", said=shown_phone(said))
    if question is Question.ALLERGY and said != NO:
        return words.say("corrected-allergy", who=who, said=said)
    if said not in (YES, NO):  # no key opens what was answered
        return words.say("corrected-unread", who=who)
    return words.say(f"corrected-{question.value}-{'yes' if said == YES else 'no'}", who=who)


def noted(picture: Picture, said: Breathed) -> list[str]:
    """That what was told beside is kept, where nothing else answers it."""
    asked = [one for one in said.beforehand if one.question in picture.known.facts.questions]
    return [picture.words.say("noted-beside")] if asked and isinstance(said.said, Unclear) else []
