"""What typed words lead to. A table of readers in their order: each answers if the words are for it, or says None."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot import answers
from bot.answers import Understood
from bot.conversation import ForTeam, Outcome, typed_button
from bot.dialogues import draft, reading, results, signup, young
from bot.dialogues.form import Form
from bot.dialogues.inputs import FormInput, Unclear
from bot.dialogues.known import known_people
from bot.dialogues.meanwhile import form_below
from bot.dialogues.vocabulary import asks_something
from bot.messages import LANGUAGES
from bot.notices import typed
from bot.presses import pressed
from bot.replies import Reply
from bot.scene import Scene, without_correction
from bot.screens import acting, cancelling, correcting, dates_offered, moving, reminded, restoring, team
from bot.screens.meant import Meant, is_withdrawal, wants_another_date


@dataclass(frozen=True, slots=True)
class Words:
    """Typed words. `awaited`: what the bot waited for, when they may be for the team.

    `understood` is None for words that were a button's when they came in.
    """

    scene: Scene
    understood: Understood | None
    awaited: ForTeam | None = None

    @property
    def text(self) -> str:
        """As typed."""
        return self.scene.turn.text

    @property
    def is_sure(self) -> bool:
        """Whether they clearly ask something."""
        return self.understood is not None and self.understood.is_sure

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
    """What these words lead to; whatever they are, the next ones are not for the team unless it is said again."""
    awaited = scene.conversation.for_team
    scene = replace(scene, conversation=replace(scene.conversation, for_team=None))
    words = Words(scene, understood, awaited)
    led_to = (reader(words) for reader in _READERS)
    outcome = next((one for one in led_to if one is not None), None)
    if outcome is not None:
        return outcome
    form = scene.conversation.form
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
    outcome = correcting.typed(scene, correction, asks)
    if outcome is not None:
        return outcome
    if words.understood is not None and asks:
        return answers.answer(without_correction(scene), words.understood)
    return correcting.ask_again(scene, correction)


def _a_child(words: Words) -> Outcome | None:
    intent = None if words.understood is None else words.understood.meaning.intent
    return young.met(words.scene) if young.is_here(words.scene, intent) else None


def _for_the_team(words: Words) -> Outcome | None:
    """What goes with a yes, what the bot waited for, a call, what became of it; a form that was open goes on."""
    further = typed.further_for_team(words.scene)
    if further is not None:
        outcome: Outcome | None = team.hand_on(words.scene, *further)
    elif words.awaited is not None:
        outcome = team.written(words.scene, words.awaited, _is_answerable(words))
    else:
        outcome = None
    outcome = outcome or team.became(words.spoken) or team.to_call_back(words.spoken)
    form = words.scene.conversation.form
    if outcome is None or form is None or outcome.conversation.for_team is not None:
        return outcome  # what it waits for comes before the form goes on
    return form_below(words.scene, form, _heard_again(words, outcome))


def _is_answerable(words: Words) -> bool:
    """Whether the bot itself clearly has something to say to them."""
    if words.understood is None or not words.is_sure:
        return False
    intent, library = words.understood.meaning.intent or "", words.scene.desk.assistant.library
    return intent not in acting.FOR_SOMEBODY and not (intent in library and library.topic(intent).unknown)


def _undoes(words: Words) -> Outcome | None:
    return restoring.asked_in_words(words.scene)


def _who_does_not_come(words: Words) -> Outcome | None:
    """The answer to « Qui ne viendra pas ? »."""
    return cancelling.chosen_in_words(words.scene) if words.scene.conversation.form is None else None


def _to_a_reminder(words: Words) -> Outcome | None:
    """Unless a form is on the screen."""
    if words.scene.conversation.form is not None and not draft.is_left(words.scene):
        return None
    outcome = reminded.answered(words.spoken)
    return None if outcome is None else _heard_again(words, outcome)


# What is on the screen comes first, what was left open or told a while ago later, a question last.
_READERS: tuple[Callable[[Words], Outcome | None], ...] = (
    _a_button,
    _a_place_offered,
    _a_correction,
    _a_child,  # of whom nothing is stored, not even a question
    _for_the_team,
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
    said = reading.read(form, words.text, known_people(scene), scene.local_now)
    about_draft = draft.answered(scene, said)
    if about_draft is not None:
        return about_draft
    if draft.takes_as_answer(scene, said):
        return signup.go_on(scene, form, said)
    to_a_reminder = reminded.answered(words.spoken, in_full=True)
    if to_a_reminder is not None:
        return _heard_again(words, form_below(words.spoken, form, to_a_reminder))
    if words.understood is not None and (words.is_sure or cancelling.tells_an_absence(scene)):
        return _heard_again(words, _asked_meanwhile(words, form, words.understood))
    return draft.offer(scene) if draft.is_left(scene) else signup.go_on(scene, form, _at_a_guess(scene, form, said))


def _at_a_guess(scene: Scene, form: Form, said: FormInput) -> FormInput:
    """Words that are no question may be what the form asks for after all, spelt as no name is."""
    if not isinstance(said, Unclear):
        return said
    return reading.guess(form, scene.turn.text, known_people(scene), scene.local_now)


def _answered(words: Words, understood: Understood) -> Outcome:
    """What a family does with the places that it has, in so many words; else the question is answered."""
    scene, meant = words.spoken, Meant(words.text)
    if is_withdrawal(words.text):
        return cancelling.ask(scene, meant)
    if not words.is_sure and cancelling.tells_an_absence(scene):
        return acting.cancel(scene, frozenset(), understood.meaning.slots)
    moved = moving.asked_in_words(scene, meant) if wants_another_date(words.text) else None
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
