"""The routing table: what each thing a person does leads to, in order, with the reason for the order."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import staff_lines
from bot.answers import Answering, Understood
from bot.buttons import Action, Press
from bot.commands import COMMANDS
from bot.conversation import Conversation, Outcome, typed_button
from bot.dialogues import draft, reading, results, signup, young
from bot.dialogues.correction import Correction
from bot.dialogues.form import Form
from bot.dialogues.inputs import FormInput, Tapped, Unclear, Verb
from bot.dialogues.known import known_people
from bot.dialogues.vocabulary import asks_something
from bot.messages import LANGUAGES, Messages
from bot.notices import typed
from bot.presses import PRESSES
from bot.replies import Reply
from bot.scene import Desk, Scene, without_correction
from bot.screens import acting, cancelling, changes, correcting, dates_offered, moving, reminded, restoring, team
from bot.screens.meant import Meant, is_withdrawal, wants_another_date
from bot.turn import Kind, Turn
from knowledge import agenda
from scheduler import reach


@dataclass(frozen=True, slots=True)
class Prepared:
    """A turn with what its words mean, worked out before the transaction."""

    turn: Turn
    conversation: Conversation
    understood: Understood | None


class Routes:
    """From a turn to what it leads to."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk, self._answering = desk, answering

    async def prepare(self, turn: Turn, conversation: Conversation, may_shift: bool) -> Prepared:
        """Understand typed words, with no transaction open meanwhile."""
        if turn.kind is not Kind.TEXT or not turn.is_private or typed_button(conversation, turn.text):
            return Prepared(turn, conversation, None)
        understood = await self._answering.understand(turn, conversation, may_shift=may_shift)
        return Prepared(turn, conversation, understood)

    def handle(self, session: Session, prepared: Prepared, now: datetime) -> Outcome:
        """What the turn leads to; everything it changes is in this transaction."""
        turn = prepared.turn
        scene = Scene(session=session, turn=turn, conversation=prepared.conversation, now=now, desk=self._desk)
        if not turn.is_private:
            return _in_a_group(scene)
        _note_whether_there(scene)
        if turn.kind is not Kind.TEXT:
            # Whatever else they do, they do not ask about that event any more.
            scene = replace(scene, conversation=replace(scene.conversation, asking_about=None))
        scene = draft.refreshed(scene)
        return _after(scene, self._led_to(scene, prepared))

    def _led_to(self, scene: Scene, prepared: Prepared) -> Outcome:
        match scene.turn.kind:
            case Kind.TEXT:
                return self._typed(scene, prepared.understood)
            case Kind.COMMAND:
                return _commanded(scene)
            case Kind.PRESS:
                return _pressed(scene, scene.turn.press)
            case Kind.MEDIA:
                return scene.answer(Reply(scene.words.say(f"media-{scene.turn.media}")))
        return scene.answer()

    def apologies(self, chat_id: int, update_id: int, language: str | None) -> tuple[tuple[int, Reply], ...]:
        """When an update was set aside: a word to the person, and the update's number to the team."""
        words = Messages(language or "fr")
        said: tuple[tuple[int, Reply], ...] = ((chat_id, Reply(words.say("failed"))),) if chat_id > 0 else ()
        staff = self._desk.staff_chat_id
        if staff is None:
            return said
        return (*said, (staff, Reply(Messages("fr").say("staff-failed", update=str(update_id)))))

    def _typed(self, scene: Scene, understood: Understood | None) -> Outcome:
        """Words: a button's label or its yes or no first, then the form's own reading, then a question."""
        press = _press_meant(scene)
        about = scene.conversation.asking_about
        scene = replace(scene, conversation=replace(scene.conversation, asking_about=None))
        if press is not None:
            return _pressed(scene, press)
        if (offer := typed.place_asked_about(scene)) is not None:
            return scene.answer(offer)
        if scene.conversation.correction is not None:
            return self._corrected(scene, scene.conversation.correction, understood)
        if young.is_here(scene, None if understood is None else understood.meaning.intent):
            return young.met(scene)
        if about is not None:
            return _asked_the_team(scene, about)
        if (restored := restoring.asked_in_words(scene)) is not None:
            return restored
        form = scene.conversation.form
        if form is None and (chosen := cancelling.chosen_in_words(scene)) is not None:
            return chosen
        spoken = scene if understood is None else _as_spoken(scene, understood)
        if form is None or draft.is_left(scene):
            to_a_reminder = reminded.answered(spoken)
            if to_a_reminder is not None:
                return _heard_again(scene, to_a_reminder)
        if form is None:
            return results.said_again(scene) or self._asked(scene, understood)
        said = reading.read(form, scene.turn.text, known_people(scene), _local(scene))
        about_draft = draft.answered(scene, said)
        if about_draft is not None:
            return about_draft
        if draft.takes_as_answer(scene, said):
            return signup.go_on(scene, form, said)
        if (to_a_reminder := reminded.answered(spoken, in_full=True)) is not None:
            return _heard_again(scene, _resumed(spoken, form, to_a_reminder))
        if understood is None or not (self._answering.is_sure(understood) or cancelling.tells_an_absence(scene)):
            if draft.is_left(scene):
                return draft.offer(scene)
            return signup.go_on(scene, form, _at_a_guess(scene, form, said))
        return _heard_again(scene, self._asked_meanwhile(spoken, form, understood))

    def _corrected(self, scene: Scene, correction: Correction, understood: Understood | None) -> Outcome:
        """A correction is open: its own reading first, then a question, then it is asked again."""
        # « Léa ? » is a name that somebody is not sure of; « c’est où » begins as questions do.
        question = asks_something(scene.turn.text.replace("?", ""))
        asks = understood is not None and (question or self._answering.is_sure(understood))
        outcome = correcting.typed(scene, correction, asks)
        if outcome is not None:
            return outcome
        if understood is not None and asks:
            return self._answering.answer(without_correction(scene), understood)
        return correcting.ask_again(scene, correction)

    def _asked(self, scene: Scene, understood: Understood | None) -> Outcome:
        if understood is None:
            return scene.answer(Reply(scene.words.say("media-other")))
        date = dates_offered.chosen(scene, understood.meaning.slots.when)
        if date is not None:
            return _pressed(scene, date)
        return _heard_again(scene, self._answered(_as_spoken(scene, understood), understood))

    def _answered(self, scene: Scene, understood: Understood) -> Outcome:
        """What a family does with the places that it has, in so many words; else the question is answered."""
        meant = Meant(scene.turn.text)
        if is_withdrawal(scene.turn.text):
            return cancelling.ask(scene, meant)
        if not self._answering.is_sure(understood) and cancelling.tells_an_absence(scene):
            return acting.cancel(scene, frozenset(), understood.meaning.slots)
        moved = moving.asked_in_words(scene, meant) if wants_another_date(scene.turn.text) else None
        return moved or self._answering.answer(scene, understood)

    def _asked_meanwhile(self, scene: Scene, form: Form, understood: Understood) -> Outcome:
        """A question in the middle of the form is answered, then the form resumes where it was."""
        outcome = self._answered(scene, understood)
        if outcome.conversation.form is not form or draft.asks(outcome):
            return outcome  # the words began another sign-up, or would
        return _resumed(scene, form, outcome)


def _resumed(scene: Scene, form: Form, outcome: Outcome) -> Outcome:
    """What was answered meanwhile, and the form again, or whether to go on with one that was left."""
    after = replace(scene, conversation=outcome.conversation)
    if draft.is_left(scene):
        return draft.offer(after, *outcome.replies)
    resumed = signup.show_again(after, form, *outcome.replies)
    return replace(resumed, toast=outcome.toast)


def _after(scene: Scene, outcome: Outcome) -> Outcome:
    """What was offered beside the open form is what a bare « oui » may be meant for."""
    form, offers = outcome.conversation.form, any(reply.rows for reply in outcome.replies)
    if form is None or form is not scene.conversation.form or not offers:
        return outcome
    return replace(outcome, conversation=replace(outcome.conversation, form=replace(form, aside=True)))


def _at_a_guess(scene: Scene, form: Form, said: FormInput) -> FormInput:
    """Words that are no question may be what the form asks for after all, spelt as no name is."""
    if not isinstance(said, Unclear):
        return said
    return reading.guess(form, scene.turn.text, known_people(scene), _local(scene))


def _as_spoken(scene: Scene, understood: Understood) -> Scene:
    """The scene in the language of the words: the answer, its buttons and what resumes after it go together."""
    spoken = understood.meaning.language
    # A form that begins goes on in the language of the chat.
    if spoken not in LANGUAGES or understood.meaning.intent == "sign_up":
        return scene
    return replace(scene, conversation=replace(scene.conversation, language=spoken))


def _heard_again(scene: Scene, outcome: Outcome) -> Outcome:
    """One sentence in another language does not change that of the chat."""
    return replace(outcome, conversation=replace(outcome.conversation, language=scene.language))


def _press_meant(scene: Scene) -> Press | None:
    """The button that typed words stand for."""
    return (
        typed_button(scene.conversation, scene.turn.text)
        or typed.press_of_notice(scene)
        or typed.yes_or_no(scene)
        or typed.place_wanted_after_all(scene)
    )


def _note_whether_there(scene: Scene) -> None:
    """Whoever does anything can be written to again, even when the news of the unblocking was lost."""
    chat_id = scene.turn.chat_id
    if scene.turn.kind is Kind.BLOCKED:
        staff_lines.lost(scene.session, chat_id, scene.desk.staff_chat_id, scene.now)
    elif scene.turn.kind is not Kind.IGNORED:
        reach.returned(scene.session, chat_id)


def _asked_the_team(scene: Scene, event_id: int) -> Outcome:
    """The words after « Une question »; a form that was open meanwhile goes on."""
    event, form = agenda.by_id(scene.session, event_id), scene.conversation.form
    if event is None:
        return team.old_button(scene)
    outcome = changes.ask_team(scene, event)
    return outcome if form is None else signup.show_again(scene, form, *outcome.replies)


def _in_a_group(scene: Scene) -> Outcome:
    """In any group but the team's: one sentence and a link, and only when spoken to."""
    if scene.turn.kind is Kind.UNBLOCKED and scene.turn.chat_id == scene.desk.staff_chat_id:
        reach.group_returned(scene.session, scene.turn.chat_id)
    if scene.turn.kind is not Kind.COMMAND or scene.turn.chat_id == scene.desk.staff_chat_id:
        return scene.answer()
    link = f"https://t.me/{scene.desk.username}"
    return scene.answer(Reply(scene.words.say("group-only-private", link=link)))


def _commanded(scene: Scene) -> Outcome:
    scene = without_correction(scene)
    if scene.turn.command in ("annuler", "cancel") and scene.conversation.form is not None:
        return signup.go_on(scene, scene.conversation.form, Tapped(Verb.STOP))
    handler = COMMANDS.get(scene.turn.command)
    if handler is None:
        return scene.answer(Reply(scene.words.say("unknown-command")))
    return handler(scene)


def _pressed(scene: Scene, press: Press | None) -> Outcome:
    """A button, tapped or typed. What cannot be read is from an older version: answered kindly."""
    if press is None:
        return team.old_button(scene)
    if press.action is not Action.CORRECT:
        scene = without_correction(scene)
    return PRESSES[press.action](scene, press)


def _local(scene: Scene) -> datetime:
    return scene.now.astimezone(scene.desk.zone)
