"""The codec of callback data: action:code:revision, 64 bytes at most.

The data of a press can be forged by any client: it says what is wanted, never who wants it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, unique

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
