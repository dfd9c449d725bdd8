"""What a turn is read and answered against: who speaks, when, in which language, what the chat was told, services."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Button, Reply, bare, owe
from bot.chat import state
from bot.chat.form import Form
from bot.chat.state import Conversation, Outcome, forget_memory
from bot.chat.turn import Turn
from bot.core import clock, staff
from bot.core.staff import Role
from bot.core.tables import ChatRow
from bot.messages import Messages
from intents.dates.when import When
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Clause
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.exchange.draft import EventDraft, Problem
from knowledge.store.columns import UtcDateTime, table_of
from scheduler.core.hours import VenueHours
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState
from scheduler.signups import signups

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

    def begins_then(self, event: Event, when: When) -> bool:
        """Whether an event begins at such a moment, on the venue's clock."""
        return when.accepts(event.starts_at.astimezone(self.services.zone))

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


Says = Callable[[Messages], Reply]


def tell(context: Context, chat_id: int, says: Says) -> None:
    """Owe this phone these words, in the language it chose."""
    tell_at(context.session, chat_id, says, context.now)


def tell_others(context: Context, says: Says) -> None:
    """Owe every other phone of this family these words."""
    family = families.family_of(context.session, context.turn.chat_id)
    chats = () if family is None else families.chats_of_family(context.session, family.id)
    for chat_id in chats:
        if chat_id != context.turn.chat_id:
            tell(context, chat_id, says)


def tell_at(session: Session, chat_id: int, says: Says, now: datetime) -> None:
    """The same outside a turn."""
    language = session.scalar(select(ChatRow.language).where(ChatRow.chat_id == chat_id))
    owe(session, chat_id, says(Messages(language or "fr")), now)


def forget_chat(context: Context, chat_id: int) -> None:
    """What this phone remembers of its family goes, and so do seats kept for its form, unless it is writing now."""
    free = select(ChatRow).where(ChatRow.chat_id == chat_id, ChatRow.owner.is_(None))
    row = context.session.scalar(free.with_for_update(skip_locked=True))
    if row is not None:
        signups.release_all(context.session, chat_id, context.now, context.services.hours)
        forget_memory(row)


ANSWERED_WITHIN = timedelta(days=8)
_LOOKED_AT = 8  # messages
_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.MOVED_NUDGE, NoticeKind.EVENT_RESUMED)
_ASKS = (NoticeKind.REMINDER, *_OF_CHANGE)
_BAD_NEWS = (NoticeKind.EVENT_MOVED, NoticeKind.EVENT_CANCELLED, NoticeKind.LIST_CLOSED, NoticeKind.OFFER_EXPIRED)


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice that was sent; `is_last_word`: the person has neither written nor pressed anything since.

    `is_meant`: they reply to it, or put a sign on it.
    """

    notice: Notice
    is_last_word: bool
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """An event not yet over that asks whether they come; `revision`: of the date that was read.

    `of_change`: it told of a new date, so whoever comes keeps the seat for that date. `is_confirmed`: it was only
    confirmed, and asks nothing.
    """

    event: Event
    revision: int
    is_last_word: bool
    of_change: bool = False
    is_confirmed: bool = False


def sent_notices(session: Session, turn: Turn, now: datetime, most: int = _LOOKED_AT) -> tuple[SentNotice, ...]:
    """The last ones that were sent, or the one that is replied to. Read once a turn: several readers ask for them."""
    key = _key(turn)
    if key not in session.info:
        session.info[key] = read_told(session, turn.chat_id, turn.replied_to, now)
    found: tuple[SentNotice, ...] = session.info[key]
    return found[:most]


def is_meant(context: Context) -> bool:
    """Whether the person replies to one of them, or puts a sign on it."""
    newest = next(iter(sent_notices(context.session, context.turn, context.now)), None)
    return newest is not None and newest.is_meant


def remember_told(session: Session, turn: Turn, found: tuple[SentNotice, ...]) -> None:
    """They were read for this turn already."""
    session.info[_key(turn)] = found


def _key(turn: Turn) -> tuple[str, int, int | None]:
    return "told", turn.chat_id, turn.replied_to


def read_told(session: Session, chat_id: int, replied_to: int | None, now: datetime) -> tuple[SentNotice, ...]:
    """The same, read from the database."""
    asked = {"chat": chat_id, "since": now - ANSWERED_WITHIN}
    if replied_to is not None:
        meant = session.execute(_MEANT, {**asked, "number": replied_to}).first()
        if meant is not None:
            return (SentNotice(Notice.from_json(meant.notice), is_last_word=True, is_meant=True),)
    rows = session.execute(_LAST, asked)
    return tuple(
        SentNotice(Notice.from_json(notice), _is_last_word(sent_at, seen_at)) for notice, sent_at, seen_at in rows
    )


def talk_told(session: Session, told: Iterable[SentNotice], now: datetime) -> DialogueState | None:
    """What « à quelle heure ? » is about right after the bot told this of its own accord; None otherwise."""
    uids = tuple(event.uid for event in _events(session, (one for one in told if one.is_last_word)))
    return DialogueState(at=now, intent=EVENTS, shown=uids) if uids else None


def was_disappointed(context: Context) -> bool:
    """Whether the newest that this chat was told is that an event is off, or at another date."""
    told = sent_notices(context.session, context.turn, context.now)
    return any(one.is_last_word and one.notice.kind in _BAD_NEWS for one in told)


def last_event(context: Context) -> Event | None:
    """The event of the newest notice, whatever has become of it."""
    return next(_events(context.session, sent_notices(context.session, context.turn, context.now)), None)


def _events(session: Session, told: Iterable[SentNotice]) -> Iterator[Event]:
    found = (agenda.by_id(session, event_id) for event_id in dict.fromkeys(one.notice.event_id for one in told))
    return (event for event in found if event is not None)


def told_reminders(context: Context) -> tuple[Reminded, ...]:
    """Each event of which it was last asked whether they come, the newest question first."""
    newest: dict[int, SentNotice] = {}
    team_wrote = False
    for told in sent_notices(context.session, context.turn, context.now):
        if told.notice.kind is NoticeKind.ANNOUNCEMENT:  # a mere « oui » below it is not for what stands above
            team_wrote = True
        elif told.notice.kind is not NoticeKind.CALENDAR:  # the file that goes with a change asks nothing
            last = told.is_last_word and not team_wrote
            newest.setdefault(told.notice.event_id, replace(told, is_last_word=last))
    found = (_reminded(context, told) for told in newest.values() if told.notice.kind in _ASKS)
    return tuple(one for one in found if one is not None)


def _reminded(context: Context, told: SentNotice) -> Reminded | None:
    event = agenda.by_id(context.session, told.notice.event_id)
    if event is None or event.is_cancelled or event.ends_at <= context.now:
        return None
    return Reminded(event, told.notice.revision, told.is_last_word, told.notice.kind in _OF_CHANGE)


def _is_last_word(sent_at: datetime | None, seen_at: datetime | None) -> bool:
    return seen_at is None or sent_at is None or seen_at <= sent_at


# Built once, since every turn needs it, and of columns: to build one costs more than to run it, and so do objects.
_OWED, _CHATS = table_of(OutboxRow), table_of(ChatRow)
_LAST = (
    select(_OWED.c.notice, _OWED.c.sent_at, _CHATS.c.seen_at)
    .select_from(_OWED.outerjoin(_CHATS, _CHATS.c.chat_id == _OWED.c.chat_id))
    .where(_OWED.c.chat_id == bindparam("chat"), _OWED.c.state == OutboxState.SENT)
    .where(_OWED.c.notice.is_not(None), _OWED.c.edits_id.is_(None))
    .where(_OWED.c.created_at > bindparam("since", type_=UtcDateTime()))
    .order_by(_OWED.c.id.desc())
    .limit(_LOOKED_AT)
)
_MEANT = _LAST.where(_OWED.c.sent_message_id == bindparam("number")).limit(1)


@dataclass(frozen=True, slots=True)
class Moment:
    """`now`: on the business clock, which is `shift` ahead of the real one.

    `told`: what the chat was told unasked, or the one of it that message `replied_to` is; `talk`: what that is about.
    """

    now: datetime
    shift: timedelta
    events: tuple[Event, ...]
    told: tuple[SentNotice, ...]
    talk: DialogueState | None
    replied_to: int | None


def read_moment(session: Session, chat_id: int, replied_to: int | None, *, may_shift: bool) -> Moment:
    """As it is now."""
    shift = clock.shift(session, may_shift=may_shift)
    now = clock.real_now() + shift
    sent = read_told(session, chat_id, replied_to, now)
    return Moment(now, shift, agenda.upcoming(session, now), sent, talk_told(session, sent, now), replied_to)
