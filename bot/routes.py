"""What each thing a person does leads to: words, a command, a button, a picture; here or in a group."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import staff_lines
from bot.answers import Answering, Understood
from bot.buttons import Action
from bot.commands import COMMANDS
from bot.conversation import Conversation, Outcome, typed_button
from bot.dialogues import draft, signup
from bot.dialogues.inputs import Tapped, Verb
from bot.hearing import hear, hear_early, reacted
from bot.messages import Messages
from bot.moment import Moment
from bot.notices import told
from bot.presses import pressed
from bot.replies import Reply
from bot.scene import Desk, Scene, without_correction
from bot.screens import leaving_family
from bot.staff import families, questions
from bot.turn import Kind, Turn
from scheduler import reach
from scheduler.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A turn with what its words mean, worked out before the transaction; `ready_in`: in how many seconds they can be
    understood, when they cannot yet.
    """

    turn: Turn
    conversation: Conversation
    understood: Understood | None
    moment: Moment | None = None
    ready_in: int | None = None


class Routes:
    """From a turn to what it leads to."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk, self._answering = desk, answering

    async def prepare(
        self, turn: Turn, conversation: Conversation, may_shift: bool, moment: Moment | None = None
    ) -> Prepared:
        """Understand typed words, with no transaction open meanwhile; read the moment if it was not, or of another."""
        if moment is not None and moment.replied_to != turn.replied_to:
            moment = None
        if turn.kind is not Kind.TEXT or not turn.is_private or typed_button(conversation, turn.text):
            return Prepared(turn, conversation, None, moment)
        moment = moment or await self._answering.moment(turn, may_shift=may_shift)
        if (ready_in := self._answering.ready_in) is not None:
            return Prepared(turn, conversation, None, moment, ready_in)
        return Prepared(turn, conversation, await self._answering.understand(turn, conversation, moment), moment)

    def handle(self, session: Session, prepared: Prepared, now: datetime) -> Outcome:
        """What the turn leads to; everything it changes is in this transaction."""
        turn = prepared.turn
        if prepared.moment is not None:
            told.remember(session, turn, prepared.moment.told)
        scene = Scene(session=session, turn=turn, conversation=prepared.conversation, now=now, desk=self._desk)
        if not turn.is_private:
            return _in_a_group(scene)
        standing = standing_of(session, turn.chat_id)
        _note_whether_there(scene, standing)
        if turn.kind not in (Kind.TEXT, Kind.REACTION):
            # Whatever else they do, they do not write to the team any more.
            scene = replace(scene, conversation=replace(scene.conversation, for_team=None))
        if standing.is_removed:
            return leaving_family.watched(scene, lambda: _refreshed(scene, prepared))
        return _refreshed(scene, prepared)

    async def answered_alone(self, texts: tuple[str, ...], conversation: Conversation) -> tuple[bool, ...]:
        """Of each of these typed texts, whether it needs an answer of its own: a button's words, or distress."""
        troubled = await self._answering.in_trouble(texts)
        return tuple(
            is_troubled or typed_button(conversation, text) is not None
            for text, is_troubled in zip(texts, troubled, strict=True)
        )

    def collapsed(self, count: int, language: str | None) -> Reply:
        """The one answer to so many typed messages."""
        return Reply(Messages(language or "fr").say("too-many-at-once", count=count))

    def apologies(self, chat_id: int, update_id: int, language: str | None) -> tuple[tuple[int, Reply], ...]:
        """When an update was set aside: a word to the person, and the update's number to the team."""
        words = Messages(language or "fr")
        said: tuple[tuple[int, Reply], ...] = ((chat_id, Reply(words.say("failed"))),) if chat_id > 0 else ()
        staff = self._desk.staff_chat_id
        if staff is None:
            return said
        return (*said, (staff, Reply(Messages("fr").say("staff-failed", update=str(update_id)))))

    def tell_memory_lost(self, session: Session, update_id: int, now: datetime) -> None:
        """When what a chat had said could not be read: the team hears which update was handled without."""
        staff_lines.memory_lost(session, update_id, self._desk.staff_chat_id, now)


def _refreshed(scene: Scene, prepared: Prepared) -> Outcome:
    scene = draft.refreshed(scene)
    return _after(scene, _led_to(scene, prepared))


def _led_to(scene: Scene, prepared: Prepared) -> Outcome:
    match scene.turn.kind:
        case Kind.TEXT if prepared.ready_in is not None:
            return hear_early(scene, prepared.ready_in)
        case Kind.TEXT:
            return hear(scene, prepared.understood)
        case Kind.COMMAND:
            return _commanded(scene)
        case Kind.PRESS:
            return pressed(scene, scene.turn.press)
        case Kind.REACTION:
            return reacted(scene)
        case Kind.MEDIA:
            return scene.answer(Reply(scene.words.say(f"media-{scene.turn.media}")))
    return scene.answer()


def _after(scene: Scene, outcome: Outcome) -> Outcome:
    """What was offered beside the open form is what a bare « oui » may be meant for."""
    form, offers = outcome.conversation.form, any(reply.rows for reply in outcome.replies)
    if form is None or form is not scene.conversation.form or not offers:
        return outcome
    return replace(outcome, conversation=replace(outcome.conversation, form=replace(form, aside=True)))


def _note_whether_there(scene: Scene, standing: Standing) -> None:
    """Whoever does anything can be written to again, even when the news of the unblocking was lost."""
    chat_id = scene.turn.chat_id
    if scene.turn.kind is Kind.BLOCKED:
        staff_lines.lost(scene.session, chat_id, scene.desk.staff_chat_id, scene.now)
    elif scene.turn.kind is not Kind.IGNORED and standing.is_unreachable:
        reach.returned(scene.session, chat_id)


def _in_a_group(scene: Scene) -> Outcome:
    """In the team's: what replies to a question. In any other: one sentence and a link, and only when spoken to."""
    if scene.turn.chat_id == scene.desk.staff_chat_id:
        return _in_the_teams(scene)
    if scene.turn.kind is not Kind.COMMAND or scene.turn.addressed_to not in ("", scene.desk.username.lower()):
        return scene.answer()
    link = f"https://t.me/{scene.desk.username}"
    return scene.answer(Reply(scene.words.say("group-only-private", link=link)))


def _in_the_teams(scene: Scene) -> Outcome:
    if scene.turn.kind is Kind.UNBLOCKED:
        reach.group_returned(scene.session, scene.turn.chat_id)
    press = scene.turn.press
    if press is not None and press.action is Action.DECIDE:
        return families.decided(scene, press)
    return questions.answered(scene) if scene.turn.kind in (Kind.TEXT, Kind.MEDIA) else scene.answer()


def _commanded(scene: Scene) -> Outcome:
    scene = without_correction(scene)
    if scene.turn.command in ("annuler", "cancel") and scene.conversation.form is not None:
        return signup.go_on(scene, scene.conversation.form, Tapped(Verb.STOP))
    handler = COMMANDS.get(scene.turn.command)
    if handler is None:
        return scene.answer(Reply(scene.words.say("unknown-command")))
    return handler(scene)
