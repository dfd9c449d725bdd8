"""What the team reads of phones that were removed from a family, in numbers only, and what it decides."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply, owe
from bot.chat.context import Context, Services, tell_at
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.messages import Messages, dates
from scheduler.core.tables import FamilyRow
from scheduler.families import families
from scheduler.joining import removals
from scheduler.joining.removals import Removal

_TOLD = {
    "back": ("removed-returned", "removed-returned-others"),
    "final": ("removed-final", "removed-final-others"),
}


def tell_removed(context: Context, removal: Removal) -> None:
    """A phone was taken out; the team can undo it."""
    _tell_team(context.session, context.services, removal, "staff-removed", ("back",), context.now)


def tell_refused(context: Context, removal: Removal) -> None:
    """That phone says no: the team has a week."""
    _tell_team(context.session, context.services, removal, "staff-removal-refused", ("back", "final"), context.now)


def tell_left(context: Context, removal: Removal) -> None:
    """A phone left by itself; the team can undo that too."""
    _tell_team(context.session, context.services, removal, "staff-left", ("back",), context.now)


def decided(context: Context, press: Press) -> Outcome:
    """A button below one of these messages, pressed by a manager (see bot.router.team)."""
    services, words, by = context.services, Messages("fr"), context.turn.person or 0
    acts: dict[str, Callable[[], Removal | None]] = {
        "back": lambda: removals.take_back(context.session, press.revision, by, context.now, services.hours),
        "final": lambda: removals.confirm(context.session, press.revision, by, context.now),
    }
    act = acts.get(press.code)
    removal = None if act is None else act()
    if removal is None:
        return context.answer(Reply(words.say("staff-removal-over")), toast=words.label("old-button"))
    _tell_both(context.session, removal, press.code, context.now)
    staff.note(context.session, by, Act.RETURNED if press.code == "back" else Act.FINAL, context.now, removal.id)
    key = "staff-removal-back" if press.code == "back" else "staff-removal-final"
    rows = () if press.code == "back" else _rows(removal, ("back",), words)
    said = words.say(key, **_numbers(context.session, removal))
    return context.answer(Reply(said, rows, in_place=context.was_pressed))


def settle(session: Session, now: datetime) -> None:
    """What nobody decided in time is final, and both sides are told."""
    for removal in removals.end_due(session, now):
        _tell_both(session, removal, "final", now)


def _tell_both(session: Session, removal: Removal, code: str, now: datetime) -> None:
    key, to_others = _TOLD[code]
    tell_at(session, removal.chat_id, lambda words: Reply(words.say(key)), now)
    others = () if removal.family_id is None else families.all_chats_of_family(session, removal.family_id)
    for chat_id in others:
        if chat_id != removal.chat_id:
            tell_at(session, chat_id, lambda words: Reply(words.say(to_others)), now)


def _tell_team(
    session: Session, services: Services, removal: Removal, key: str, codes: tuple[str, ...], now: datetime
) -> None:
    team = staff.chat_of(session, services.staff_chat_id)
    if team is None:
        return
    words = Messages("fr")
    said = words.say(key, **_numbers(session, removal), until=_moment(removal.until, services.zone))
    owe(session, team, Reply(said, _rows(removal, codes, words)), now)


def _rows(removal: Removal, codes: tuple[str, ...], words: Messages) -> tuple[Row, ...]:
    labels = {"back": "staff-removal-undo", "final": "staff-removal-confirm"}
    return tuple((Button(words.label(labels[code]), Press(Action.DECIDE, code, removal.id)),) for code in codes)


def _numbers(session: Session, removal: Removal) -> dict[str, str]:
    return {"number": _number(session, removal.family_id), "other": _number(session, removal.away_id)}


def _number(session: Session, family_id: int | None) -> str:
    row = None if family_id is None else session.get(FamilyRow, family_id)
    return "—" if row is None else str(row.number)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return dates.moment(at, zone, "fr")
