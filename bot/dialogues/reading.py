"""What typed words mean to the form: which reader is asked at which step; the whole text must make sense there."""

from datetime import datetime

from bot.dialogues import reading_answers, reading_people
from bot.dialogues.amending import amended
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Breathed, Exchanged, FormInput, Tapped, Unclear, Verb
from intents.readers.leading import tells_of_somebody, volunteers
from intents.readers.people import read_names
from intents.readers.saying import Word, is_whole, says, says_or_asks
from intents.readers.values import Named
from scheduler.answers import NO, Question
from scheduler.families import Participant


def read(form: Form, text: str, participants: tuple[Participant, ...], now: datetime) -> FormInput:
    """What the words mean to this step; Unclear when they mean nothing to it. `now` is local."""
    if is_whole(text, Word.STOP):
        return Tapped(Verb.STOP)
    if is_whole(text, Word.BACK) or (form.step in _NAMING and is_whole(text, Word.NOT_THIS_NAME)):
        return Tapped(Verb.BACK)
    if form.step in _BEFORE_BIRTH and tells_of_somebody(text):
        return Tapped(Verb.ADD_CHILD)
    changed = (
        reading_people.dropped(form, text, participants)
        or reading_people.exchanged(form, text, participants, now)
        or reading_people.newcomer(form, text, participants, now)
        or reading_answers.each(form, text, participants)
        or reading_answers.reanswered(form, text, participants)
        or amended(form, text, participants, now)
        or reading_people.one_more(form, text, participants, now)
    )
    return _with_beside(form, changed or _READERS[form.step](form, text, participants, now), text, participants)


def _with_beside(form: Form, said: FormInput, text: str, known: tuple[Participant, ...]) -> FormInput:
    """With what the words tell beside an answer: of what is not asked yet, lest it be asked again."""
    comes = said.come if isinstance(said, Exchanged) else said
    named = comes.names if isinstance(comes, Named) else ()
    if form.step is Step.RECAP and isinstance(said, Unclear):
        return _unasked(form, said, text, known)
    if not (named or form.step in _BESIDE) or (isinstance(said, Tapped) and form.step is not Step.QUESTION):
        return said
    ticked = [one.first_name for one in known if one.id in form.chosen]
    names = tuple(dict.fromkeys(name for name in (*ticked, form.name, *form.names, *named) if name))
    if isinstance(said, Unclear) and not names:
        return said  # of nobody in this form: it may put right what was answered in another
    asked = form.question if form.step in (Step.QUESTION, Step.SAME) else None
    told = tuple(
        one for one in reading_answers.beforehand(text, names)
        if one.question is not asked and (named or not reading_answers.is_complete(form, one.question))
    )  # fmt: skip
    return Breathed(said, told) if told else said


def _unasked(form: Form, said: Unclear, text: str, known: tuple[Participant, ...]) -> FormInput:
    """« Au fait, elle est allergique aux noix », on the recap of an event that does not ask it."""
    names = tuple(one.first_name for one in known if one.id in form.chosen)
    answered = {one.question for one in form.answers}
    told = reading_answers.beforehand(text, names) if Question.ALLERGY not in answered else ()
    told = tuple(one for one in told if one.question is Question.ALLERGY and one.words != NO)
    return Breathed(said, told) if told and names else said


def guess(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """The same where the words are no question either: « anne sophie », or a birth with a name before the notice."""
    answers = says(text, Word.YES, Word.NO, Word.ENOUGH)
    named = read_names(text, now, loosely=True) if form.step in _BEFORE_BIRTH and not answers else None
    if named is None or not (named.told or form.step is Step.NAME):
        return Unclear()
    return reading_people.sorted_out(named, known)


def _agreement(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    yes, no = _YES_NO[form.step]
    if says(text, Word.YES):
        return Tapped(yes)
    goes_on = form.step is Step.STOPPING and says(text, Word.NO, Word.ENOUGH)  # « non, continue »
    return Tapped(no) if goes_on or says(text, Word.NO) else Unclear()


def _notice(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Nobody was asked for a name yet: one is taken only from words that lead to it."""
    named = read_names(text, now)
    if named is not None and not named.doubtful and volunteers(text):
        return reading_people.sorted_out(named, known)
    if says_or_asks(text, Word.WHY):
        return Tapped(Verb.MORE)
    return _agreement(form, text, known, now)


_BEFORE_BIRTH = (Step.NOTICE, Step.WHO, Step.NAME)
_BESIDE = (Step.NOTICE, Step.WHO, Step.NAME, Step.BIRTH, Step.MONTH, Step.QUESTION, Step.SAME)
_NAMING = (Step.NAME, Step.BIRTH, Step.MONTH)
_YES_NO = {
    Step.NOTICE: (Verb.AGREE, Verb.REFUSE),
    Step.STOPPING: (Verb.STOP_YES, Verb.RESUME),
}
_READERS = {
    Step.NOTICE: _notice,
    Step.STOPPING: _agreement,
    Step.WHO: reading_people.who,
    Step.NAME: reading_people.name,
    Step.NAME_SURE: reading_people.name_sure,
    Step.BIRTH: reading_people.birth,
    Step.MONTH: reading_people.month,
    Step.SEATS: reading_people.seats,
    Step.SHORT: reading_people.short,
    Step.QUESTION: reading_answers.question,
    Step.SAME: reading_answers.same,
    Step.WHOM: reading_answers.whom,
    Step.RECAP: reading_answers.recap,
}
