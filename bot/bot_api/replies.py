"""What the bot answers with: replies, buttons and their codes, the calls that they become, the rows that hold them."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, unique
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from scheduler.outbox.outbox import SendClass, put

LARGEST_ID = 2**31 - 1  # what the database's ids can be: PostgreSQL refuses to compare with more
MAX_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
MOST_CODE = 40
_SHAPE = re.compile(rf"([a-z]{{2}}):([A-Za-z0-9_-]{{0,{MOST_CODE}}}):(\d{{1,12}})", re.ASCII)


@unique
class Action(StrEnum):
    """What a button asks for, in two letters. A code is an event's, unless said otherwise."""

    EVENT = "ev"  # show the event's card
    AGENDA = "ag"  # show what is to come
    SIGN_UP = "su"  # begin to register
    ADD_ANOTHER = "aa"  # begin to register somebody else; leaves the pressed message as it is
    SIGN_UP_FOR = "sf"  # begin to register one participant; revision = the participant
    MINE = "mi"  # show my registrations
    MINE_AT = "ma"  # show my registrations at this event
    CODES = "qr"  # the codes for the entrance again
    HELP = "he"
    TEAM = "te"  # hand the question on; revision = the question's number
    OTHER = "ot"  # none of the choices offered
    TOPIC = "to"  # answer this topic; code = the topic's name
    SEARCH = "se"  # look for this instead; revision = its place among those offered last
    SOURCE = "so"  # where what this topic tells comes from; code = the topic's name
    ASK_CANCEL = "ca"  # cancel a sign-up? revision = the sign-up
    ASK_CANCEL_EVENT = "ce"  # cancel at this event: which child?
    DO_CANCEL = "cx"  # yes, cancel; revision = the sign-up, 0 = all of the family there, or those in code: EVENT-1-2
    RESTORE = "re"  # undo a cancellation; revision = the sign-up, 0 = the last cancellation there
    MOVE = "mo"  # to another date: who?
    MOVE_WHO = "mw"  # which date? revision = the sign-up, 0 = all of the family there
    MOVE_TO = "mt"  # sure? code = from-to, two events' codes; revision as before
    MOVE_DO = "md"  # yes, move; code and revision as before
    MOVE_WAIT = "mx"  # wait there for a seat and keep this one; code and revision as before
    KEEP = "ke"  # no, keep the registration
    COMING = "co"  # answer to a reminder: we come
    ROUTE = "ro"  # how to get there
    TAKE = "ta"  # take the places on offer; code = one of the sign-ups, revision = the event's
    ONLY = "on"  # the same for this sign-up only
    ASK_ONLY = "oo"  # sure, when only the others were named? code and revision as for ONLY
    LEAVE = "le"  # leave the places on offer; code and revision as for TAKE
    STAY = "st"  # stay in line after an offer ended; revision = one of its sign-ups
    QUIT = "qu"  # leave the line; revision = one of the entry's sign-ups, 0 = all of the family there
    KEEP_SEAT = "ks"  # the new date suits; revision = the event's, of the date that was read
    QUESTION = "qn"  # ask the team about this event
    DROP_QUESTION = "dq"  # no question after all
    INSTEAD = "is"  # sign the same people up here; revision = one of their sign-ups at the other event
    CALENDAR = "ic"  # the .ics file again
    FORM = "fo"  # a step of the form; code = verb-argument, revision = the form's number
    DRAFT = "dr"  # a form left open; code = resume, again, leave or other-EVENT, revision = the form's number
    LANGUAGE = "la"  # code = fr or en
    DATA = "da"  # my data
    DATA_FILE = "df"  # my data as a file
    CORRECT = "cr"  # correct a name or a birth month; code = what, revision = the participant
    REMOVE = "rv"  # forget one participant; code "ask" or "yes", revision = the participant
    INVITE = "in"  # a link for the other parent; code "stop" calls it back
    JOIN = "jo"  # ask to join a family; code = the invitation's token, revision 1 = yes
    APPROVE = "ap"  # let somebody join; code = the invitation's number, revision 1 = yes
    TAKE_OUT = "xp"  # the other phone; code "ask" or "yes"
    LEAVE_FAMILY = "lf"  # leave a family with one's own; code "ask" or "yes"
    REMOVED = "rd"  # answer of a phone that was removed; code "agree" or "refuse", revision = the removal
    DECIDE = "dc"  # the team's decision about a removal; code "back" or "final", revision = the removal
    FACT = "fa"  # what the team has filled in; code = what to do, revision = the row, or when the filling was begun
    FACT_CELL = "fc"  # fill this cell; code = thing-attribute, revision = when the filling was begun, 0 = now
    ANNOUNCE = (
        "az"  # to an event's families; code = list, event-CODE, AUDIENCE-CODE, or what to do; revision as for FACT
    )
    WRITE = "wr"  # to one family; code = family (revision = its number), or what to do
    FEED = "fd"  # addresses that the agenda is read from; code = what to do, revision = the feed, or its version
    PHONE = "ph"  # who called; code = list, event-CODE, undo-CODE (revision = the family's number), or what to do
    CALL = "tc"  # whom the team calls; code = list, done, yes or no, revision = the call
    PLACE = "pl"  # one place, by the team; code = of-EVENT, one, cancel, sure, undo, move or to-EVENT, revision = it
    FAMILY = "fy"  # a family that calls; code = link, erase or erased, revision = its number
    LINK = "lk"  # such a family gets a chat; code = what was read out, revision = the end of the number, or 10000: no
    QUEUE = "qe"  # a waiting list; code = list, or what to do and the event's, revision = a family's number
    FIGURES = "fg"  # the numbers of the weeks
    NAME = "nm"  # a thing that the team names; code = what to do, revision = the row, or when it was begun
    PLANNED = "ea"  # the team's agenda; code "list" (revision = the page), export, export-FORMAT or event-CODE
    PLAN = "ec"  # change it; code = what to do, what-CODE or what-VALUE; revision = as for FACT, or the import
    ANSWERED = "aw"  # whether the team's answer is one; code "yes" or "no", revision = the question
    TEAM_ANSWER = "at"  # an answer of the team; code "fix" or "drop", revision = the answer
    LIST = "li"  # the lists of an event; code = what to do, perhaps with a number, revision = the event's number
    DOOR = "dd"  # its door; code and revision as for LIST
    MEMBER = "mb"  # the team: code "accept", "decline" (revision = the link), "ask", "out", "manager" (= the member)
    JOURNAL = "jl"  # what was done in the team's name; revision = the page
    ANSWER = "an"  # an answer kept with a sign-up; code "", question, change-question or drop-question, revision = it
    MY_WORDS = "wo"  # words for the team; code "", show or drop, revision = the question's number
    PHOTO_OFF = "po"  # no photo from now on
    ERASE = "er"  # erase my data? code "ask", "yes", or "mine": the children that only this phone brought, too
    CLEAR = "cl"  # take back what the bot wrote lately, after all was erased
    PRIVACY = "pr"
    REMINDERS = "rm"  # code = on or off


@dataclass(frozen=True, slots=True)
class Press:
    """What one button asks."""

    action: Action
    code: str = ""
    revision: int = 0

    def encode(self) -> str:
        """The callback data, at most 64 bytes by construction."""
        return f"{self.action.value}:{self.code}:{self.revision}"

    @classmethod
    def decode(cls, data: str) -> "Press | None":
        """Read callback data; None when it is not ours or from a version that is gone."""
        match = _SHAPE.fullmatch(data)
        if match is None or match[1] not in set(Action) or int(match[3]) > LARGEST_ID:
            return None
        return cls(Action(match[1]), match[2], int(match[3]))


@dataclass(frozen=True, slots=True)
class Button:
    """Words on a button and what they ask."""

    label: str
    press: Press


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Words on a button that opens an address."""

    label: str
    url: str


Row = tuple[Button | LinkButton, ...]


_ANY_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


class AttachmentKind(StrEnum):
    """How Telegram shows it; the value is the parameter's name in the Bot API."""

    DOCUMENT = "document"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file to attach. A photo is a PNG, JPEG or WebP picture, and Telegram compresses it."""

    kind: AttachmentKind
    name: str
    content: bytes

    @property
    def method(self) -> str:
        """The method that sends it."""
        return f"send{self.kind.capitalize()}"

    def to_kept(self) -> list[str]:
        """Its part of the outbox's JSON."""
        return [self.kind, self.name, b64encode(self.content).decode()]

    @classmethod
    def from_kept(cls, kept: list[str]) -> "Attachment":
        """Read back what :meth:`to_kept` wrote, or the name and text that were kept of a file before photos came."""
        if len(kept) == 2:
            return cls(AttachmentKind.DOCUMENT, kept[0], kept[1].encode())
        kind, name, content = kept
        return cls(AttachmentKind(kind), name, b64decode(content))


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API with its parameters, ready to be sent."""

    method: str
    parameters: Mapping[str, Any]
    attachment: Attachment | None = None

    def to_json(self) -> str:
        """The form in which the outbox keeps it (encrypted there)."""
        attached = None if self.attachment is None else self.attachment.to_kept()
        return json.dumps([self.method, dict(self.parameters), attached], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Call":
        """Read back what :meth:`to_json` wrote."""
        method, parameters, attached = json.loads(text)
        return cls(method, parameters, None if attached is None else Attachment.from_kept(attached))

    @property
    def is_edit(self) -> bool:
        """Whether repeating it changes nothing: it replaces a message that is there."""
        return self.method == "editMessageText"

    @property
    def topic_id(self) -> int | None:
        """The topic of a group that it is for."""
        number = self.parameters.get("message_thread_id")
        return number if isinstance(number, int) else None

    def outside(self) -> "Call":
        """The same beside all topics, for when its topic is gone."""
        kept = {name: value for name, value in self.parameters.items() if name != "message_thread_id"}
        return replace(self, parameters=kept)

    def to(self, chat_id: int) -> "Call":
        """The same for this chat: a group's number can change while a message waits."""
        if "chat_id" not in self.parameters:
            return self
        return replace(self, parameters={**self.parameters, "chat_id": chat_id})

    def editing(self, message_id: int) -> "Call":
        """The same content in place of a message that is there."""
        return Call("editMessageText", {**self.parameters, "message_id": message_id})

    def anew(self) -> "Call":
        """The same content as a new message, for when the message to edit is gone."""
        kept = {name: value for name, value in self.parameters.items() if name != "message_id"}
        return Call("sendMessage", kept)

    def without_markup(self) -> "Call":
        """The same call as plain text, for when Telegram cannot read our HTML."""
        kept = {name: value for name, value in self.parameters.items() if name != "parse_mode"}
        words = {name: _plain(kept[name]) for name in ("text", "caption") if name in kept}
        return replace(self, parameters=kept | words)


def _plain(text: str) -> str:
    return unescape(_ANY_TAG.sub("", text))


_TAG, _HALF_ENTITY = re.compile(r"<[^>]*>"), re.compile(r"&[^;]{0,8}$")
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # characters after entity parsing; we count with the markup, so below it


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: HTML text and rows of buttons; replaces the pressed message when `in_place`."""

    text: str
    rows: tuple[Row, ...] = ()
    in_place: bool = False
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Where in a chat something is said: in a topic of the group, under another message, or in place of the one whose
    button was pressed.
    """

    topic_id: int | None = None
    under: int | None = None
    pressed: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What a call that sends something says of it; what it stands under may be gone meanwhile."""
        under = {"message_id": self.under, "allow_sending_without_reply": True}
        return ({} if self.topic_id is None else {"message_thread_id": self.topic_id}) | (
            {} if self.under is None else {"reply_parameters": under}
        )


ANYWHERE = At()


def render(reply: Reply, *, chat_id: int, at: At = ANYWHERE) -> Call:
    """The call that says `reply` there."""
    if (attached := reply.attachment) is not None:
        return Call(attached.method, _with_caption(reply, chat_id) | at.parameters(), attached)
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "text": shorten(reply.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    if reply.in_place and at.pressed is not None:
        return Call("editMessageText", {**parameters, "message_id": at.pressed})
    return Call("sendMessage", parameters | at.parameters())


def _with_caption(reply: Reply, chat_id: int) -> dict[str, Any]:
    caption = shorten(reply.text, CAPTION_LIMIT)
    parameters: dict[str, Any] = {"chat_id": chat_id, "caption": caption, "parse_mode": "HTML"}
    if reply.rows:
        parameters["reply_markup"] = keyboard(reply.rows)
    return parameters


def keyboard(rows: tuple[Row, ...]) -> dict[str, Any]:
    """Telegram's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows if row]}


def _button(button: Button | LinkButton) -> dict[str, str]:
    if isinstance(button, LinkButton):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.press.encode()}


def bare(text: str) -> str:
    """The words of Telegram HTML without its markup."""
    return unescape(_TAG.sub("", text))


def shorten(text: str, limit: int = TEXT_LIMIT) -> str:
    """Cut at a line's end so that Telegram accepts it; lines carry whole tags, so none is torn."""
    if len(text) <= limit:
        return text
    end = text.rfind("\n", 0, limit - 2)
    if end > 0:
        return text[:end] + "\n…"
    # One endless line: its markup goes, so that neither a tag nor an entity can be torn.
    bare = _TAG.sub("", text)[: limit - 1]
    return _HALF_ENTITY.sub("", bare) + "…"


def owe(
    session: Session,
    chat_id: int,
    reply: Reply,
    now: datetime,
    *,
    send_class: SendClass = SendClass.CONFIRMATION,
    key: str | None = None,
    at: At = ANYWHERE,
) -> int | None:
    """Owe a chat these words: its row's id, None when `key` exists."""
    payload = render(reply, chat_id=chat_id, at=at).to_json()
    return put(session, chat_id=chat_id, send_class=send_class, payload=payload, key=key, now=now)
