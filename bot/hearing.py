"""What typed words lead to. A table of readers in their order: each answers if the words are for it, or says None."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import answers
from bot.answers import Understood
from bot.conversation import Outcome, typed_button
from bot.dialogues import amending, draft, reading, results, signup, young
from bot.dialogues.after_reminder import asks_if_still_on
from bot.dialogues.form import AFTER_LIST, Form, Step
from bot.dialogues.inputs import Amended, FormInput, Tapped, Unclear, Verb
from bot.dialogues.known import known_people
from bot.dialogues.meanwhile import form_below
from bot.dialogues.vocabulary import asks_something
from bot.messages import LANGUAGES
from bot.notices import typed
from bot.presses import pressed
from bot.replies import Reply
from bot.scene import Scene, without_correction
from bot.screens import (
    acting,
    cancelling,
    care,
    changes,
    correcting,
    dates_offered,
    explaining,
    home,
    kept_answers,
    moving,
    reminded,
    restoring,
    team,
)
from bot.screens.meant import Meant, is_withdrawal, wants_another_date
from intents.meaning import Meaning
from intents.speech.heard import Act, Trouble
from knowledge import agenda


@dataclass(frozen=True, slots=True)
class Words:
    """Typed words. `about`: the event about which the person was just asked for a question to the team.

    `understood` is None for words that were a button's when they came in.
    """

    scene: Scene
    understood: Understood | None
    about: int | None = None

    @property
    def text(self) -> str:
        """As typed."""
        return self.scene.turn.text

    @property
    def is_sure(self) -> bool:
        """Whether they clearly ask something."""
        return self.understood is not None and self.understood.is_sure

    @property
    def meaning(self) -> Meaning:
        """What they mean; only where they were understood."""
        assert self.understood is not None
        return self.understood.meaning

    @property
    def asks(self) -> bool:
        """Whether they plainly ask: then they begin, change and cancel nothing."""
        return self.understood is not None and self.meaning.speech.asks and asks_something(self.text)

    @property
    def beside(self) -> "Words | None":
        """What a message in distress asks beside it."""
        if self.understood is None or self.meaning.beside is None or not care.asks_beside(self.meaning):
            return None
        beside = self.meaning.beside
        scene = replace(self.scene, turn=replace(self.scene.turn, text=beside.text))
        return Words(scene, replace(self.understood, meaning=beside))

    @property
    def spoken(self) -> Scene:
        """The scene in the language of the words: the answer, its buttons and what resumes after it go together."""
        if self.understood is None:
            return self.scene
        language = self.understood.meaning.language
        # A form that begins goes on in the language of the chat.
        if language not in LANGUAGES or self.understood.meaning.intent == "sign_up":
            return self.scene
        return replace(self.scene, conversation=replace(self.scene.conversation, language=language))


def hear(scene: Scene, understood: Understood | None) -> Outcome:
    """What these words lead to; whatever they are, they ask the team about an event once only."""
    about = scene.conversation.asking_about
    scene = replace(scene, conversation=replace(scene.conversation, asking_about=None))
    words = Words(scene, understood, about)
    led_to = (reader(words) for reader in _READERS)
    outcome = next((one for one in led_to if one is not None), None)
    return outcome or _cared_for(words)


def _cared_for(words: Words) -> Outcome:
    """The answer, in the tone that what was said before calls for."""
    if words.understood is None:
        return _to_a_question(words)
    if words.scene.conversation.care:
        return care.afterwards(words.spoken, words.meaning, lambda: _to_a_question(words))
    outcome = _to_a_question(words)
    doubtful = words.meaning.speech.trouble is Trouble.DOUBTFUL
    return care.with_kind_line(words.spoken, outcome) if doubtful else outcome


def _to_a_question(words: Words) -> Outcome:
    form = words.scene.conversation.form
    return _without_form(words) if form is None else _in_form(words, form)


def _a_button(words: Words) -> Outcome | None:
    """The words of a button, or its yes or no."""
    scene = words.scene
    press = (
        typed_button(scene.conversation, words.text)
        or typed.press_of_notice(scene)
        or typed.yes_or_no(scene)
        or typed.place_wanted_after_all(scene)
    )
    return None if press is None else pressed(scene, press)


def _a_place_offered(words: Words) -> Outcome | None:
    offer = typed.place_asked_about(words.scene)
    return None if offer is None else words.scene.answer(offer)


def _a_correction(words: Words) -> Outcome | None:
    """A correction is open: its own reading first, then a question, then it is asked again."""
    scene, correction = words.scene, words.scene.conversation.correction
    if correction is None:
        return None
    # « Léa ? » is a name that somebody is not sure of; « c’est où » begins as questions do.
    asks = words.understood is not None and (words.is_sure or asks_something(words.text.replace("?", "")))
    if correction.is_of_answers:  # asked once: other words are about something else
        return kept_answers.typed(scene, correction, asks) or hear(without_correction(scene), words.understood)
    outcome = correcting.typed(scene, correction, asks)
    if outcome is not None:
        return outcome
    if words.understood is not None and asks:
        return answers.answer(without_correction(scene), words.understood)
    return correcting.ask_again(scene, correction)


def _in_distress(words: Words) -> Outcome | None:
    """Heard before anything else; what else the message asks is taken after the kind words."""
    if words.understood is None or words.meaning.speech.trouble is not Trouble.PLAIN:
        return None
    beside = words.beside
    return care.met(words.spoken, words.meaning.speech, None if beside is None else _to_a_question(beside))


def _a_child(words: Words) -> Outcome | None:
    if words.understood is None or not young.is_here(words.scene, words.meaning):
        return None
    known = answers.told_alone(words.spoken, words.understood) if words.is_sure else ()
    outcome = young.met(words.spoken)
    return replace(outcome, replies=(*outcome.replies, *known))


def _an_adult(words: Words) -> Outcome | None:
    """An adult takes over where a child wrote; what else the words ask is answered."""
    if words.understood is None or not young.declares_an_adult(words.scene, words.meaning):
        return None
    scene = replace(words.scene, conversation=replace(words.scene.conversation, young=False))
    if words.is_sure:
        return hear(scene, words.understood)
    return scene.answer(Reply(scene.words.say("young-over"), home.main_rows(scene)))


def _for_the_team(words: Words) -> Outcome | None:
    """The words after « Une question »; a form that was open meanwhile goes on."""
    if words.about is None:
        return None
    scene = words.scene
    event, form = agenda.by_id(scene.session, words.about), scene.conversation.form
    if event is None:
        return team.old_button(scene)
    outcome = changes.ask_team(scene, event)
    return outcome if form is None else signup.show_again(scene, form, *outcome.replies)


def _an_answer_put_right(words: Words) -> Outcome | None:
    """What was answered for a sign-up, or a birth, is otherwise; what an open form can put right is the form's own."""
    scene, understood = words.scene, words.understood
    form, known = scene.conversation.form, known_people(scene)
    said = Unclear() if form is None else _read(scene, form)
    of_another = isinstance(said, Amended) and form is not None and said.participant_id not in (0, *form.added)
    if not isinstance(said, Unclear) and not of_another:
        return None
    born = amending.birth_put_right(words.text, known, scene.local_now)
    outcome = correcting.birth_in_words(scene, born) if born is not None else None
    outcome = outcome or kept_answers.in_words(scene, None if understood is None else understood.meaning.slots.when)
    return outcome if outcome is None or form is None else form_below(scene, form, outcome)


def _read(scene: Scene, form: Form) -> FormInput:
    return reading.read(form, scene.turn.text, known_people(scene), scene.local_now)


def _undoes(words: Words) -> Outcome | None:
    return restoring.asked_in_words(words.scene)


def _who_does_not_come(words: Words) -> Outcome | None:
    """The answer to « Qui ne viendra pas ? »."""
    return cancelling.chosen_in_words(words.scene) if words.scene.conversation.form is None else None


def _to_a_reminder(words: Words) -> Outcome | None:
    """Unless a form is on the screen."""
    if words.scene.conversation.form is not None and not draft.is_left(words.scene):
        return None
    if words.asks and not asks_if_still_on(words.text):
        return None
    outcome = reminded.answered(words.spoken)
    return None if outcome is None else _heard_again(words, outcome)


# What is on the screen comes first, what was left open or told a while ago later, a question last.
_READERS: tuple[Callable[[Words], Outcome | None], ...] = (
    _in_distress,
    _a_button,
    _a_place_offered,
    _a_correction,
    _a_child,  # of whom nothing is stored, not even a question
    _an_adult,
    _for_the_team,
    _an_answer_put_right,
    _undoes,
    _who_does_not_come,
    _to_a_reminder,
)


def _without_form(words: Words) -> Outcome:
    if (again := results.said_again(words.scene)) is not None:
        return again
    if words.understood is None:
        return words.scene.answer(Reply(words.scene.words.say("media-other")))
    date = dates_offered.chosen(words.scene, words.understood.meaning.slots.when)
    if date is not None:
        return pressed(words.scene, date)
    return _heard_again(words, _answered(words, words.understood))


def _in_form(words: Words, form: Form) -> Outcome:
    """What to do with a form that was left; its step; a reminder; then a question, if it is one."""
    scene = words.scene
    said = _read(scene, form)
    if words.asks and form.step in (*AFTER_LIST, Step.WHO) and not _only_asks(said):
        said = Unclear()  # « ça fait bien deux places, non ? »
    about_draft = draft.answered(scene, said)
    if about_draft is not None:
        return about_draft
    if draft.takes_as_answer(scene, said):
        return signup.go_on(scene, form, said)
    ordered = _ordered_of_form(words, form)
    if ordered is not None:
        return signup.go_on(scene, form, ordered)
    to_a_reminder = reminded.answered(words.spoken, in_full=True)
    if to_a_reminder is not None:
        return _heard_again(words, form_below(words.spoken, form, to_a_reminder))
    if words.understood is not None and (words.is_sure or cancelling.tells_an_absence(scene)):
        return _heard_again(words, _asked_meanwhile(words, form, words.understood))
    return draft.offer(scene) if draft.is_left(scene) else signup.go_on(scene, form, _at_a_guess(scene, form, said))


def _ordered_of_form(words: Words, form: Form) -> Tapped | None:
    """An order in other words than the buttons': « enregistrez », « laissez tomber », « un de plus »."""
    if words.understood is None or form.step not in (*AFTER_LIST, Step.WHO) or draft.is_left(words.scene):
        return None
    act, slots = words.meaning.speech.act, words.meaning.slots
    if act is Act.CONFIRM and form.step is Step.RECAP:
        return Tapped(Verb.CONFIRM)
    if slots.titled or slots.when is not None or slots.names:
        return None  # of another event, or of somebody else
    if act is Act.CANCEL and not cancelling.tells_an_absence(words.scene):
        return Tapped(Verb.STOP)
    return Tapped(Verb.ADD_CHILD) if act is Act.SIGN_UP else None


def _only_asks(said: FormInput) -> bool:
    """« pourquoi ? »: a button of the form that changes nothing."""
    return isinstance(said, Tapped) and said.verb in (Verb.WHY, Verb.MORE)


def _at_a_guess(scene: Scene, form: Form, said: FormInput) -> FormInput:
    """Words that are no question may be what the form asks for after all, spelt as no name is."""
    if not isinstance(said, Unclear):
        return said
    return reading.guess(form, scene.turn.text, known_people(scene), scene.local_now)


def _answered(words: Words, understood: Understood) -> Outcome:
    """What a family does with the places that it has, in so many words; else the question is answered."""
    scene, meant = words.spoken, Meant(words.text)
    if understood.meaning.speech.asks:
        return explaining.move(scene) if wants_another_date(words.text) else answers.answer(scene, understood)
    if is_withdrawal(words.text):
        return cancelling.ask(scene, meant)
    if not words.is_sure and cancelling.tells_an_absence(scene):
        return acting.cancel(scene, frozenset(), understood.meaning.slots)
    moves = understood.meaning.speech.act is Act.MOVE or wants_another_date(words.text)
    moved = moving.asked_in_words(scene, meant) if moves else None
    return moved or answers.answer(scene, understood)


def _asked_meanwhile(words: Words, form: Form, understood: Understood) -> Outcome:
    """A question in the middle of the form is answered, then the form resumes where it was."""
    outcome = _answered(words, understood)
    if outcome.conversation.form is not form or draft.asks(outcome):
        return outcome  # the words began another sign-up, or would
    return form_below(words.spoken, form, outcome)


def _heard_again(words: Words, outcome: Outcome) -> Outcome:
    """One sentence in another language does not change that of the chat."""
    return replace(outcome, conversation=replace(outcome.conversation, language=words.scene.language))
