"""What each thing a person does leads to: words, a command, a button, a picture."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.bot_api import send_errors
from bot.bot_api.replies import Action, Button, Press, Reply
from bot.chat.context import AgendaFile, Context, Moment, Services, remember_told, without_correction
from bot.chat.form import Tapped, Verb
from bot.chat.state import Conversation, Outcome, typed_button
from bot.chat.turn import Kind, Turn
from bot.core import staff
from bot.features import home
from bot.features.my_data import my_data, phones
from bot.features.signup import draft, signup
from bot.messages import Messages
from bot.router import team
from bot.router.answers import Answering, Understood
from bot.router.buttons import pressed
from bot.router.text import hear, hear_early, reacted
from bot.team import answers, desk, facts, writing
from bot.team.agenda.imports import Documents
from bot.views import registrations
from intents.meaning.meaning import Meaning
from intents.readers import filling
from scheduler.families.families import Standing, standing_of
from scheduler.reminders import reminders


def start(context: Context) -> Outcome:
    """/start, from a poster or a link too: `e_CODE` opens that event, `ci_TOKEN` the registration of a QR code.

    `p_TOKEN` invites to a family, or brings one that telephones, `eq_TOKEN` into the team.
    """
    payload = context.turn.text
    if payload.startswith("ci_"):
        return home.opened(context, payload.removeprefix("ci_"))
    if payload.startswith("p_"):
        return phones.opened(context, payload.removeprefix("p_"))
    if payload.startswith("eq_"):
        return desk.opened(context, payload.removeprefix("eq_"))
    if payload.startswith("e_"):
        event = registrations.event_of(context, payload.removeprefix("e_"))
        if event is not None:
            return home.card(context, event)
        return home.upcoming(context, lead=context.words.say("refused-unknown"))
    return draft.offer(context) if draft.is_left(context) else home.welcome(context)


def nothing_to_cancel(context: Context) -> Outcome:
    """/annuler with no form open."""
    mine = Button(context.words.label("button-mine"), Press(Action.MINE))
    return context.answer(Reply(context.words.say("nothing-to-cancel"), ((mine,),)))


COMMANDS: dict[str, Callable[[Context], Outcome]] = {
    "start": start,
    "aide": home.help_page,
    "help": home.help_page,
    "ateliers": home.upcoming,
    "workshops": home.upcoming,
    "mesinscriptions": registrations.mine,
    "donnees": my_data.show,
    "data": my_data.show,
    "confidentialite": home.privacy,
    "privacy": home.privacy,
    "langue": home.choose_language,
    "language": home.choose_language,
    "code": phones.code_typed,
    "annuler": nothing_to_cancel,
    "cancel": nothing_to_cancel,
}

AsksRights = Callable[[int], Awaitable[frozenset[str] | None]]


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
    rights: frozenset[str] | None = None  # of the bot in this group, where they matter
    file: AgendaFile | None = None  # of the agenda, that a manager has sent or says yes to
    attribute: str = ""  # what is asked of something that has no name here, where a manager fills that in


class Routes:
    """From a turn to what it leads to."""

    def __init__(
        self,
        services: Services,
        answering: Answering,
        rights: AsksRights | None = None,
        documents: Documents | None = None,
    ) -> None:
        self._services, self._answering, self._rights, self._documents = services, answering, rights, documents

    async def prepare(
        self, turn: Turn, conversation: Conversation, may_shift: bool, moment: Moment | None = None
    ) -> Prepared:
        """Understand typed words, with no transaction open meanwhile; read the moment if it was not, or of another."""
        if moment is not None and moment.replied_to != turn.replied_to:
            moment = None
        if self._rights is not None and turn.command == "equipe" and not turn.is_private:
            return Prepared(turn, conversation, None, moment, rights=await self._rights(turn.chat_id))
        if self._documents is not None and (file := await self._file(self._documents, turn, conversation)):
            return Prepared(turn, conversation, None, moment, file=file)
        if facts.names_a_cell(turn):
            return await self._prepare_fact(turn, conversation, may_shift)
        if turn.kind is not Kind.TEXT or not turn.is_private or typed_button(conversation, turn.text):
            return Prepared(turn, conversation, None, moment)
        moment = moment or await self._answering.moment(turn, may_shift=may_shift)
        if (ready_in := self._answering.ready_in) is not None:
            return Prepared(turn, conversation, None, moment, ready_in)
        return Prepared(turn, conversation, await self._answering.understand(turn, conversation, moment), moment)

    async def _file(self, documents: Documents, turn: Turn, conversation: Conversation) -> AgendaFile | None:
        """An agenda that is sent, or that somebody says yes to."""
        press = turn.press or (typed_button(conversation, turn.text) if turn.kind is Kind.TEXT else None)
        if press is not None and press.action is Action.PLAN and press.code == "apply":
            return await documents.staged(press.revision)
        return await documents.read(turn)

    async def _prepare_fact(self, turn: Turn, conversation: Conversation, may_shift: bool) -> Prepared:
        """What a manager fills is asked as a family would ask it, with nothing said before."""
        if self._answering.ready_in is not None:
            return Prepared(turn, conversation, None)
        asked = replace(turn, text=filling.parts(turn.text).asked)
        moment = await self._answering.moment(asked, may_shift=may_shift)
        understood = await self._answering.understand(asked, Conversation(), moment)
        noun = "" if understood.meaning.things else filling.noun_asked_about(asked.text)
        attribute = await self._answering.attribute_asked(asked.text, noun, moment.now) if noun else ""
        return Prepared(turn, conversation, understood, moment, attribute=attribute)

    def handle(self, session: Session, prepared: Prepared, now: datetime) -> Outcome:
        """What the turn leads to; everything it changes is in this transaction."""
        turn = prepared.turn
        if prepared.moment is not None:
            remember_told(session, turn, prepared.moment.told)
        context = Context(
            session=session,
            turn=turn,
            conversation=prepared.conversation,
            now=now,
            services=self._services,
            rights=prepared.rights,
            attribute=prepared.attribute,
            file=prepared.file,
        )
        if turn.moved is not None:
            send_errors.moved(session, *turn.moved, self._services.staff_chat_id, now)
        if not turn.is_private:
            return team.in_a_group(context, _meaning(prepared))
        standing = standing_of(session, turn.chat_id)
        _note_whether_there(context, standing)
        if turn.kind not in (Kind.TEXT, Kind.REACTION):
            # Whatever else they do, they do not write to the team any more.
            context = replace(context, conversation=replace(context.conversation, for_team=None))
        if standing.is_removed:
            return phones.watched(context, lambda: _refreshed(context, prepared))
        return _refreshed(context, prepared)

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

    def apologies(
        self, session: Session, chat_id: int, update_id: int, language: str | None
    ) -> tuple[tuple[int, Reply], ...]:
        """When an update was set aside: a word to the person, and the update's number to the team."""
        words = Messages(language or "fr")
        said: tuple[tuple[int, Reply], ...] = ((chat_id, Reply(words.say("failed"))),) if chat_id > 0 else ()
        there = staff.chat_of(session, self._services.staff_chat_id)
        if there is None:
            return said
        return (*said, (there, Reply(Messages("fr").say("staff-failed", update=str(update_id)))))

    def tell_memory_lost(self, session: Session, update_id: int, now: datetime) -> None:
        """When what a chat had said could not be read: the team hears which update was handled without."""
        send_errors.memory_lost(session, update_id, self._services.staff_chat_id, now)


def _refreshed(context: Context, prepared: Prepared) -> Outcome:
    context = draft.refreshed(context)
    return _after(context, _led_to(context, prepared))


def _led_to(context: Context, prepared: Prepared) -> Outcome:
    if context.turn.kind is Kind.TEXT and (written := team.typed(context)) is not None:
        return written
    match context.turn.kind:
        case Kind.TEXT | Kind.MEDIA if team.answers_alone(context):
            return answers.answered(context)
        case Kind.TEXT if prepared.ready_in is not None:
            return hear_early(context, prepared.ready_in)
        case Kind.TEXT:
            return hear(context, prepared.understood)
        case Kind.COMMAND:
            return _commanded(context, prepared)
        case Kind.PRESS:
            return pressed(context, context.turn.press)
        case Kind.REACTION:
            return reacted(context)
        case Kind.MEDIA:
            return team.sent(context) or context.answer(Reply(context.words.say(f"media-{context.turn.media}")))
    return context.answer()


def _after(context: Context, outcome: Outcome) -> Outcome:
    """What was offered beside the open form is what a bare « oui » may be meant for."""
    form, offers = outcome.conversation.form, any(reply.rows for reply in outcome.replies)
    if form is None or form is not context.conversation.form or not offers:
        return outcome
    return replace(outcome, conversation=replace(outcome.conversation, form=replace(form, aside=True)))


def _note_whether_there(context: Context, standing: Standing) -> None:
    """Whoever does anything can be written to again, even when the news of the unblocking was lost."""
    chat_id = context.turn.chat_id
    if context.turn.kind is Kind.BLOCKED:
        send_errors.lost(context.session, chat_id, context.services.staff_chat_id, context.now)
    elif context.turn.kind is not Kind.IGNORED and standing.is_unreachable:
        reminders.returned(context.session, chat_id)


def _meaning(prepared: Prepared) -> Meaning | None:
    return None if prepared.understood is None else prepared.understood.meaning


def _commanded(context: Context, prepared: Prepared) -> Outcome:
    context = without_correction(context)
    if context.turn.command not in team.WRITING:
        context = writing.without(context)
    if context.turn.command in ("annuler", "cancel") and context.conversation.form is not None:
        return signup.go_on(context, context.conversation.form, Tapped(Verb.STOP))
    handler = COMMANDS.get(context.turn.command)
    if handler is not None:
        return handler(context)
    return team.commanded(context, _meaning(prepared)) or context.answer(Reply(context.words.say("unknown-command")))
