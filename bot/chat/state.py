"""What the bot remembers of a chat between two turns, what a turn leads to, and the yes-or-no question that is open."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Button, LinkButton, Press, Reply
from bot.chat import writings
from bot.chat.form import Correction, Form, Next, Opening
from bot.chat.writings import Writing
from bot.core.tables import ChatRow, InboxRow, InboxState
from intents.dialogue.state import DialogueState
from intents.readers import saying
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.choosing import label_meant

_NO_TO = {
    Action.DO_CANCEL: Action.KEEP,
    Action.MOVE_DO: Action.KEEP,
    Action.TAKE: Action.LEAVE,
    Action.STAY: Action.QUIT,
    Action.REMOVE: Action.KEEP,
    Action.ERASE: Action.KEEP,
    Action.TAKE_OUT: Action.KEEP,
    Action.LEAVE_FAMILY: Action.KEEP,
    Action.JOIN: Action.JOIN,
    Action.ONLY: Action.KEEP,
}
_ASK_ALONE = (Action.TAKE, Action.SIGN_UP, Action.TEAM)  # a message may have no button that says no to these


@dataclass(frozen=True, slots=True)
class Question:
    """What its two buttons ask; some have none that says no."""

    yes: Press
    no: Press | None


def question(buttons: Iterable[Button | LinkButton]) -> Question | None:
    """The one question that these buttons answer with yes or no; None when there is none, or more than one."""
    presses = [one.press for one in buttons if isinstance(one, Button)]
    found = [Question(yes, no) for yes in presses for no in presses if _answer_each_other(yes, no)]
    found = found or [Question(one, None) for one in presses if one.action in _ASK_ALONE]
    return found[0] if len(found) == 1 else None


def _answer_each_other(yes: Press, no: Press) -> bool:
    if yes.action is Action.ANSWERED:
        return no.action is yes.action and (yes.code, no.code) == ("yes", "no")
    if yes.action is no.action:  # the same button, whose number says which answer it is
        return yes.action is Action.JOIN and yes.revision > no.revision  # who joins is never let in by an "ok"
    return _NO_TO.get(yes.action) is no.action


def answer(asked: Question | None, text: str) -> Press | None:
    """The button that the whole text stands for; None when it says something else, or nothing was asked."""
    if asked is None:
        return None
    act = asked.yes.action.name
    said = saying.agrees(text, act)
    if said is None and not saying.is_strict(act) and beside_a_yes(text, Asked(act=act)) == "":
        said = True  # « oui c’est bon, changez »
    if said is None and saying.refuses(text, act):
        said = False  # « non c'est bon, on quitte »
    return None if said is None else asked.yes if said else asked.no


def further_words(asked: Question | None, text: str) -> str:
    """What follows the yes to this question; "" when the text does not begin with one."""
    return "" if asked is None else saying.further_words(text, asked.yes.action.name)


@dataclass(frozen=True, slots=True)
class ForTeam:
    """The bot waits for words for the team: about this event, or to go with this question that was noted.

    `health`: the topic, when they are about somebody's health: kept sealed, and for a week. `thread_id`: they go on
    with what the team answered there.
    """

    event_id: int | None = None
    question_id: int | None = None
    health: str | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was said to it, each cut where it gets long."""

    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Language, the form under way, the last labels shown (a person may type them), what was talked about.

    `asked`: what the newest message asks, when a yes or a no answers it. `said`: the bot's last words, bare.
    `for_team`: what the next words may be for. `care`: so many typed messages are still answered soberly, after one in
    distress. `young`: a child wrote here, and no adult has declared to be one since.
    """

    language: str = "fr"
    form: Form | None = None
    shown: tuple[Button, ...] = ()  # the newest first
    asked: Question | None = None
    talk: DialogueState | None = None
    serial: int = 0  # numbers the forms, so that a button of an old one is told apart
    said: str = ""
    lately: tuple[Exchange, ...] = ()  # the last questions before that, the oldest first; none about health
    for_team: ForTeam | None = None
    correction: Correction | None = None  # what a typed text corrects
    writing: Writing | None = None  # what somebody of the team writes: a fact, a name, a message to families
    opening: Opening | None = None  # what was told of a sign-up whose event is not chosen yet
    then: tuple[Next, ...] = ()  # sign-ups that begin when the open form is done
    care: int = 0
    young: bool = False
    held: int = 0  # the thread of which it was said that its questions go to the team for now
    clearable: tuple[int, ...] = ()  # the bot's messages that it offers to take back, after all was erased
    touched_at: datetime | None = None  # when the form was last on the screen (aware UTC); in a column of its own

    @property
    def awaits_words(self) -> bool:
        """Whether the bot itself waits for typed words, or somebody in distress was just met."""
        return bool(self.form or self.correction or self.for_team or self.care)

    @property
    def holds_words(self) -> bool:
        """Whether something is remembered that may name somebody, and has to be forgotten some day."""
        of_a_sign_up, typed = self.form or self.opening or self.then, self.correction or self.writing
        told = self.said or self.lately or self.talk
        return bool(of_a_sign_up or typed or self.shown or told or self.clearable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one turn leads to. `toast` is the short word on top of the screen after a press.

    `waits`: the turn is put off until words are understood, and the replies only say so. `once_committed`: what is done
    in this process as soon as it is all in the database.
    """

    replies: tuple[Reply, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    toast: str | None = None
    waits: bool = False
    once_committed: Callable[[], None] | None = None


def to_json(conversation: Conversation) -> str:
    """Form, labels and serial as the chats table keeps them; language and context have their own columns."""
    return json.dumps(
        {
            "form": None if conversation.form is None else conversation.form.to_fields(),
            "shown": [[button.label, button.press.encode()] for button in conversation.shown],
            "asked": None if conversation.asked is None else _presses(conversation.asked),
            "serial": conversation.serial,
            "said": conversation.said,
            "lately": [[one.asked, one.said] for one in conversation.lately],
            "for_team": None if conversation.for_team is None else asdict(conversation.for_team),
            "writing": writings.to_fields(conversation.writing),
            "opening": None if conversation.opening is None else conversation.opening.to_fields(),
            "then": [one.to_fields() for one in conversation.then],
            "care": conversation.care,
            "young": conversation.young,
            "held": conversation.held,
            "clearable": list(conversation.clearable),
            "correction": None if conversation.correction is None else conversation.correction.to_fields(),
        },
        ensure_ascii=False,
    )


def from_json(
    text: str | None, *, language: str, talk: DialogueState | None, touched_at: datetime | None = None
) -> Conversation:
    """Read back what :func:`to_json` wrote; an empty memory for None."""
    fields = json.loads(text) if text else {}
    shown = ((label, Press.decode(data)) for label, data in fields.get("shown", []))
    return Conversation(
        language=language,
        form=Form.from_fields(fields["form"]) if fields.get("form") else None,
        shown=tuple(Button(label, press) for label, press in shown if press is not None),
        asked=_question(fields.get("asked") or ()),
        talk=talk,
        serial=fields.get("serial", 0),
        said=fields.get("said", ""),
        lately=tuple(Exchange(*one) for one in fields.get("lately", ())),
        for_team=ForTeam(**fields["for_team"]) if fields.get("for_team") else None,
        writing=writings.from_fields(fields.get("writing")),
        opening=Opening.from_fields(fields["opening"]) if fields.get("opening") else None,
        then=tuple(map(Next.from_fields, fields.get("then", ()))),
        care=fields.get("care", 0),
        young=fields.get("young", False),
        held=fields.get("held", 0),
        clearable=tuple(fields.get("clearable", ())),
        correction=Correction.from_fields(fields["correction"]) if fields.get("correction") else None,
        touched_at=touched_at,
    )


def _presses(asked: Question) -> list[str]:
    return [press.encode() for press in (asked.yes, asked.no) if press is not None]


def _question(presses: Sequence[str]) -> Question | None:
    read = [press for press in map(Press.decode, presses) if press is not None]
    return Question(read[0], read[1] if read[1:] else None) if read else None


_MOST_EXCHANGES, _LONGEST_SIDE = 3, 200  # characters


def exchanged(conversation: Conversation, asked: str) -> Conversation:
    """Remember that this was asked, and what was said to it last."""
    one = Exchange(_cut(asked), _cut(conversation.said))
    return replace(conversation, lately=(*conversation.lately, one)[-_MOST_EXCHANGES:])


def exchanged_last(conversation: Conversation) -> bool:
    """Whether what was said last was said to the newest of the questions that are remembered."""
    return bool(conversation.lately) and conversation.lately[-1].said == _cut(conversation.said)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_SIDE else f"{words[: _LONGEST_SIDE - 1]}…"


def act_under_way(conversation: Conversation) -> str:
    """The act for which an event may be named: several were shown to sign up for one, or it was asked whose place is
    given up; "" for none.
    """
    shown = [one.press.action for one in conversation.shown]
    if conversation.form is not None:
        return ""
    if Action.KEEP in shown:
        return "cancel_sign_up"
    return "sign_up" if shown.count(Action.SIGN_UP) > 1 else ""


def typed_button(conversation: Conversation, text: str) -> Press | None:
    """The button whose words were typed instead of tapped, compared without case, accents or marks."""
    return press_typed(conversation.shown, text)


def press_typed(buttons: Iterable[Button | LinkButton], text: str) -> Press | None:
    """What the one of these buttons asks whose words were typed; None when it is none of them."""
    shown = [one for one in buttons if isinstance(one, Button)]
    place = label_meant([one.label for one in shown], text)
    return None if place is None else shown[place].press


log = logging.getLogger(__name__)
NOBODY = 0  # no chat of Telegram has this number


def forget_words(session: Session, chat_id: int) -> None:
    """Forget whose the updates were that are done.

    Their numbers stay the 48 hours in which Telegram may repeat them; what is still open is answered first.
    """
    done = InboxRow.state.not_in([InboxState.OPEN, InboxState.WAITS])
    session.execute(update(InboxRow).where(InboxRow.chat_id == chat_id, done).values(chat_id=NOBODY, body=None))


def forget_memory(row: ChatRow) -> None:
    """Forget a chat's form, labels and what was talked about.

    The number of its forms stays, so that the button of an old one cannot touch a newer one; and that a child wrote.
    """
    known = _known(row)
    kept = Conversation(serial=known.serial, young=known.young)
    row.dialogue, row.context, row.draft_at = to_json(kept), None, None


def _known(row: ChatRow) -> Conversation:
    try:
        return from_json(row.dialogue, language=row.language or "fr", talk=None)
    except Exception as error:  # spoilt, or another version's: it goes all the same
        log.error("memory lost", extra={"action": "memory_lost", "chat": row.chat_id, "error": type(error).__name__})
        return Conversation()
