"""Who is of the team, where it is, and what was done in its name: the settings first, then what Telegram was told.

Each question is asked of the database when it comes up, in the transaction that acts on it: so a person who was
removed a moment ago is nobody, in every process, and a family's message, which asks none of them, costs nothing more.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.core.tables import MemberRow, TeamLogRow, TeamRow
from scheduler.core.transactions import insert_missing

_ONE = 1  # the team is one


class Role(StrEnum):
    """What somebody of the team may do; a manager may do all that an animator may."""

    ANIMATOR = "animator"
    MANAGER = "manager"


class Act(StrEnum):
    """What is logged; the value is what its row says."""

    INVITED = "invited"
    ASKED = "asked"  # somebody followed the link
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REMOVED = "removed"
    PROMOTED = "promoted"
    CHAT_SET = "chat_set"
    CHAT_MOVED = "chat_moved"  # by Telegram, and nobody
    ANSWERED = "answered"  # a family's question
    CORRECTED = "corrected"  # the answer to it
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"  # a phone to its family
    FINAL = "final"  # the removal of a phone
    CODE_SEEN = "code_seen"  # whose an entrance code is
    ANNOUNCED = "announced"  # to the families of an event
    STOPPED = "stopped"  # an announcement
    WROTE = "wrote"  # to one family
    FILLED = "filled"  # a fact
    EMPTIED = "emptied"  # a fact
    NAMED = "named"  # a thing, or how it is called
    UNNAMED = "unnamed"
    AGENDA_IMPORTED = "agenda_imported"  # a file of it
    AGENDA_EXPORTED = "agenda_exported"
    EVENT_ADDED = "event_added"
    EVENT_PUBLISHED = "event_published"
    EVENTS_PUBLISHED = "events_published"  # together; so many
    EVENT_MOVED = "event_moved"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_CHANGED = "event_changed"  # its room, its places, its sign-ups
    FEED_ADDED = "feed_added"  # an address from which the agenda is read
    FEED_REMOVED = "feed_removed"
    FEED_READ = "feed_read"  # now, at somebody's wish
    FEED_APPLIED = "feed_applied"  # what waited
    FEED_LEFT = "feed_left"
    LIST_SEEN = "list_seen"  # of an event, on screen
    LIST_SENT = "list_sent"  # as a file
    CALLS_SEEN = "calls_seen"  # whom to telephone
    ASSIGNED = "assigned"  # somebody to an event
    UNASSIGNED = "unassigned"
    ALLERGIES_ON = "allergies_on"  # an event's files
    ALLERGIES_OFF = "allergies_off"
    CHECKED_IN = "checked_in"
    UNCHECKED = "unchecked"  # a mark of the door taken back
    EXCUSED = "excused"
    WALKED_IN = "walked_in"
    OVER = "over"  # one more than there is room for
    CLOSED = "closed"  # a door
    REOPENED = "reopened"
    PHONED = "phoned"  # a family that called was signed up; about it, as all that follows
    UNPHONED = "unphoned"  # and that taken back
    CALLED = "called"
    PLACE_TAKEN = "place_taken"  # for a family that was called, as the next two
    PLACE_LEFT = "place_left"
    PLACE_CANCELLED = "place_cancelled"
    PLACE_RESTORED = "place_restored"
    PLACE_MOVED = "place_moved"
    CODE_MADE = "code_made"  # with which it gets a chat
    ERASED = "erased"
    LET_FIRST = "let_first"  # on a waiting list
    LIST_CLOSED = "list_closed"  # about the event, as all that follows
    LIST_REOPENED = "list_reopened"
    SENT_AWAY = "sent_away"  # who waited


def role_of(session: Session, person_id: int | None, managers: Collection[int]) -> Role | None:
    """What this person may do now; None for whoever is not of the team. `managers`: those of the settings."""
    if person_id is None or person_id in managers:
        return None if person_id is None else Role.MANAGER
    found = select(MemberRow.role).where(MemberRow.person_id == person_id, MemberRow.revoked_at.is_(None))
    role = session.scalar(found)
    return None if role is None else Role(role)


def chat_of(session: Session, given: int | None) -> int | None:
    """Where the team is. `given`, of the settings, wins, under the number that it has now."""
    row = session.get(TeamRow, _ONE)
    if row is None or (given is not None and row.was != given):
        return given
    return row.chat_id


def moved_to(session: Session, given: int) -> int | None:
    """The number that the group of the settings has now, when Telegram gave it another one."""
    row = session.get(TeamRow, _ONE)
    return row.chat_id if row is not None and row.was == given else None


def lock(session: Session) -> TeamRow:
    """The team's row, written before anything else is read: changes of the team go one after the other."""
    insert_missing(session, TeamRow, [{"id": _ONE, "changes": 0}])
    session.execute(update(TeamRow).where(TeamRow.id == _ONE).values(changes=TeamRow.changes + 1))
    return session.get_one(TeamRow, _ONE, populate_existing=True)


def settle_in(session: Session, chat_id: int, by: int, now: datetime) -> None:
    """This is the team's chat from now on."""
    row = lock(session)
    row.chat_id, row.was, row.no_topics_at = chat_id, None, None
    note(session, by, Act.CHAT_SET, now, chat_id)


def may_have_topics(session: Session, since: datetime) -> bool:
    """Whether its group may have topics: Telegram has not refused one `since` then."""
    row = session.get(TeamRow, _ONE)
    return row is None or row.no_topics_at is None or row.no_topics_at <= since


def note_topics(session: Session, refused_at: datetime | None) -> None:
    """Telegram would not let the bot open a topic then; None: that may have changed."""
    lock(session).no_topics_at = refused_at


def keep_private(session: Session, managers: Collection[int]) -> None:
    """The team is in nobody's own chat who is no manager any more."""
    row = session.get(TeamRow, _ONE)
    if row is not None and (row.chat_id or 0) > 0 and role_of(session, row.chat_id, managers) is not Role.MANAGER:
        row.chat_id = None


def moved(session: Session, old: int, new: int, given: int | None, now: datetime) -> bool:
    """Telegram gave a group another number; whether it is the team's, and that was news."""
    row = lock(session)
    if old == new or chat_of(session, given) != old:
        return False
    row.chat_id, row.was = new, old
    note(session, None, Act.CHAT_MOVED, now, new)
    return True


def note(session: Session, by: int | None, act: Act, now: datetime, about: int | None = None) -> None:
    """Write down who did what, in numbers; `about`: a person, a chat, or the number of what it was done to."""
    session.add(TeamLogRow(at=now, by=by, what=act.value, about=about))
    session.flush()
