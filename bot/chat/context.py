"""What every screen of the bot is drawn from: who speaks, when, in which language, with which services."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.buttons import Action, Button
from bot.bot_api.replies import Reply, bare
from bot.chat import state
from bot.chat.form import Form
from bot.chat.state import Conversation, Outcome
from bot.chat.turn import Turn
from bot.core import staff
from bot.core.staff import Role
from bot.messages import Messages
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Clause
from knowledge.agenda.events import Event
from knowledge.exchange.draft import EventDraft, Problem
from scheduler.core.hours import VenueHours

_LONGEST_SAID = 500  # characters of what was said last; enough to know it again
EVENT_ABOUT = "event_about"  # the intent that tells what one event is


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What does not change from turn to turn. `staff_…`: of the settings; a context knows what holds now."""

    hours: VenueHours
    assistant: Assistant
    username: str = ""
    staff_chat_id: int | None = None
    staff_ids: frozenset[int] = frozenset()
    keep_days: int = 365  # how long sign-ups are kept after their event
    controller: str = ""  # who answers for the data, in the law's sense; "" until the team says so
    contact: str = ""  # where to write about it

    @property
    def zone(self) -> ZoneInfo:
        """The venue's clock."""
        return self.hours.zone


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """An agenda that was sent, read before the transaction; `problem`: the sentence that says why it was not.

    `lines`: what is wrong in it, line by line. `said_id`: the message that says that it is being read. `staged_id`: of
    one that waits for a yes.
    """

    name: str
    drafts: tuple[EventDraft, ...] = ()
    problem: str = ""
    lines: tuple[Problem, ...] = ()
    said_id: int | None = None
    staged_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One turn with everything needed to answer it; lives inside one transaction.

    `clauses`: the pieces of typed words, as answers about coming. `rights`: of the bot in the group where this was
    written, if that was asked. `attribute`: what a manager's words ask of something that has no name here.
    """

    session: Session
    turn: Turn
    conversation: Conversation
    now: datetime
    services: Services
    clauses: tuple[Clause, ...] = ()
    rights: frozenset[str] | None = None
    attribute: str = ""
    file: AgendaFile | None = None

    @property
    def role(self) -> Role | None:
        """What the person who does this may do for the team, wherever it is done; None for everybody else."""
        return staff.role_of(self.session, self.turn.person, self.services.staff_ids)

    @property
    def team_chat(self) -> int | None:
        """Where the team is."""
        return staff.chat_of(self.session, self.services.staff_chat_id)

    @property
    def local_now(self) -> datetime:
        """Now, on the venue's clock."""
        return self.now.astimezone(self.services.zone)

    def notice(self) -> str:
        """How the data is held, by whom, on what ground, and how long."""
        services = self.services
        return self.words.say(
            "privacy",
            days=services.keep_days,
            controller=services.controller or "none",
            contact=services.contact or "none",
        )

    @property
    def words(self) -> Messages:
        """The sentences of this chat's language."""
        return Messages(self.conversation.language)

    @property
    def language(self) -> str:
        """ "fr" or "en"."""
        return self.conversation.language

    @property
    def was_pressed(self) -> bool:
        """Whether a button was pressed, so that its message can be replaced."""
        return self.turn.pressed_message_id is not None

    def answer(self, *replies: Reply, toast: str | None = None) -> Outcome:
        """Say this, with nothing else changed; the labels shown are remembered."""
        return Outcome(replies, remember_labels(self.conversation, replies), toast)

    def without_clearable(self) -> "Context":
        """The context in which nothing is offered to be taken back any more."""
        return replace(self, conversation=replace(self.conversation, clearable=()))

    def with_form(self, form: Form | None, *replies: Reply, toast: str | None = None) -> Outcome:
        """Say this and keep the form as it is now (None: it is over)."""
        serial, touched_at = (form.serial, self.now) if form else (self.conversation.serial, None)
        conversation = replace(self.conversation, form=form, serial=serial, touched_at=touched_at)
        return Outcome(replies, remember_labels(conversation, replies), toast)


def about(context: Context, event: Event) -> Context:
    """The context in which this event is what was last talked about: « c'est à quelle heure ? » is about it."""
    before = context.conversation.talk or DialogueState(at=context.now)
    talk = replace(
        before, at=context.now, intent=EVENT_ABOUT, shown=(event.uid,), offered=(), rephrased=False, topic=None
    )
    return replace(context, conversation=replace(context.conversation, talk=talk))


def remember_labels(conversation: Conversation, replies: tuple[Reply, ...]) -> Conversation:
    """Keep the buttons just shown, since a person may type their words, and what the newest message asks."""
    if not replies:
        return conversation  # a word on top of the screen leaves everything as it was
    shown = tuple(b for reply in reversed(replies) for row in reply.rows for b in row if isinstance(b, Button))
    if conversation.form is not None and shown and not _of_form(shown):
        shown = (*shown, *_of_form(conversation.shown))  # its message is still there to be answered
    said = [reply for reply in replies if reply.attachment is None]
    asked = state.question(b for row in said[-1].rows for b in row) if said else None
    words = "\n\n".join(bare(reply.text) for reply in said)
    return replace(conversation, shown=shown or conversation.shown, asked=asked, said=words[:_LONGEST_SAID])


def _of_form(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(button for button in buttons if button.press.action is Action.FORM)


def without_memory(context: Context) -> Context:
    """The context with no form open, and nothing left of what was talked about."""
    before = context.conversation
    kept = Conversation(language=context.language, serial=before.serial, young=before.young, care=before.care)
    return replace(context, conversation=kept)


def without_correction(context: Context) -> Context:
    """The context with no correction under way: typed words mean what they always mean."""
    return replace(context, conversation=replace(context.conversation, correction=None))
