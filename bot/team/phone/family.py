"""A family and its phones in the team's hands: a code for one that telephones, phones removed, erasing.

And what all screens about such families share: private only, an event named, somebody's place in a line.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.chat.context import Context, Services, tell_at
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.messages import Messages, dates
from bot.team.writing import WORDS, asking
from bot.views import seat_status
from knowledge.agenda.agenda import Event
from scheduler.core.people import spoken_groups
from scheduler.core.tables import FamilyRow, State
from scheduler.families import families
from scheduler.joining import by_phone, removals
from scheduler.joining.removals import Removal
from scheduler.outbox.outbox import Slot
from scheduler.privacy import privacy
from scheduler.seats.outcomes import Registration

A_PAGE = 8


def in_private(act: Callable[[Context, Press], Outcome]) -> Callable[[Context, Press], Outcome]:
    """The same where nobody else reads names and numbers; in a group, the way there."""
    return lambda context, press: act(context, press) if context.turn.is_private else only_in_private(context)


def only_in_private(context: Context) -> Outcome:
    """One sentence, and the link."""
    return context.answer(Reply(WORDS.say("phone-only-private", link=address(context))))


def address(context: Context) -> str:
    """Where one is alone with the bot."""
    return f"https://t.me/{context.services.username}"


def when(context: Context, event: Event | Slot) -> str:
    """Day and hours, as the team reads them."""
    return dates.span(event.starts_at, event.ends_at, context.services.zone, WORDS.language)


def about(context: Context, event: Event) -> dict[str, str]:
    """The title and the time of an event, as the sentences name them."""
    return {"title": cards.title(event, WORDS.language), "when": when(context, event)}


def events(context: Context, found: tuple[Event, ...], page: int, action: Action, code: str) -> tuple[Row, ...]:
    """A button an event, `code` before its own; and the way to the next page."""
    shown, zone = found[page * A_PAGE : (page + 1) * A_PAGE], context.services.zone
    rows: list[Row] = [
        (Button(cards.short_line(one, WORDS, zone), Press(action, f"{code}-{one.code}")),) for one in shown
    ]
    if len(found) > (page + 1) * A_PAGE:
        rows.append((Button(WORDS.label("phone-more"), Press(action, "list", page + 1)),))
    return tuple(rows)


def stands(one: Registration, words: Messages = WORDS) -> str:
    """« Léa : en liste d’attente, n° 2 »."""
    place = one.position or 0 if one.state is State.WAITING else 0
    return words.say(f"phone-stands-{one.state.value}", who=seat_status.called(one, words), place=place)


def over(context: Context, key: str) -> Outcome:
    """What the button was about is not there any more."""
    return asking(context, None, Reply(WORDS.say(key), in_place=context.was_pressed))


def names(people: Iterable[Registration]) -> str:
    """« Léa et Tom »; not escaped."""
    return seat_status.who(tuple(people), WORDS)


def pressed(context: Context, press: Press) -> Outcome:
    """A button about one of them, alone with somebody of the team."""
    family_id = context.session.scalar(select(FamilyRow.id).where(FamilyRow.number == press.revision))
    if family_id is None:
        return over(context, "phone-linked-already")
    if press.code == "erase":
        return _sure(context, press.revision)
    return _erased(context, family_id, press) if press.code == "erased" else _code(context, family_id, press.revision)


def _code(context: Context, family_id: int, number: int) -> Outcome:
    """What is read out, or sent."""
    made = by_phone.invite(context.session, family_id, context.now)
    if made is None:
        return over(context, "phone-linked-already")
    staff.note(context.session, context.turn.person, Act.CODE_MADE, context.now, number)
    said = WORDS.say(
        "phone-linked",
        family=str(number),
        code=spoken_groups(made.token),
        bot=f"@{context.services.username}",
        link=f"{address(context)}?start=p_{made.token}",
        until=dates.moment(made.until, context.services.zone, WORDS.language),
    )
    erase = Button(WORDS.label("phone-erase"), Press(Action.FAMILY, "erase", number))
    return asking(context, None, Reply(said, ((erase,),)))


def _sure(context: Context, number: int) -> Outcome:
    rows: tuple[Row, ...] = (
        (Button(WORDS.label("phone-erase-yes"), Press(Action.FAMILY, "erased", number)),),
        (Button(WORDS.label("place-keep"), Press(Action.PLACE, "keep")),),
    )
    return asking(context, None, Reply(WORDS.say("phone-erase-sure", family=str(number)), rows))


def _erased(context: Context, family_id: int, press: Press) -> Outcome:
    """Its number, its names, its places: it cannot do so itself."""
    if privacy.erase_called(context.session, family_id, context.now, context.services.hours) is None:
        return over(context, "phone-linked-already")
    staff.note(context.session, context.turn.person, Act.ERASED, context.now, press.revision)
    return over(context, "phone-erased")


def tell_linked(context: Context, family_id: int, key: str) -> None:
    """The team hears that a code was used, well or ill; in numbers."""
    row, team = context.session.get(FamilyRow, family_id), context.team_chat
    if row is not None and team is not None:
        owe(context.session, team, Reply(WORDS.say(key, family=str(row.number))), context.now)


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
    services, by = context.services, context.turn.person or 0
    acts: dict[str, Callable[[], Removal | None]] = {
        "back": lambda: removals.take_back(context.session, press.revision, by, context.now, services.hours),
        "final": lambda: removals.confirm(context.session, press.revision, by, context.now),
    }
    act = acts.get(press.code)
    removal = None if act is None else act()
    if removal is None:
        return context.answer(Reply(WORDS.say("staff-removal-over")), toast=WORDS.label("old-button"))
    _tell_both(context.session, removal, press.code, context.now)
    staff.note(context.session, by, Act.RETURNED if press.code == "back" else Act.FINAL, context.now, removal.id)
    key = "staff-removal-back" if press.code == "back" else "staff-removal-final"
    rows = () if press.code == "back" else _rows(removal, ("back",))
    said = WORDS.say(key, **_numbers(context.session, removal))
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
    said = WORDS.say(key, **_numbers(session, removal), until=_moment(removal.until, services.zone))
    owe(session, team, Reply(said, _rows(removal, codes)), now)


def _rows(removal: Removal, codes: tuple[str, ...]) -> tuple[Row, ...]:
    labels = {"back": "staff-removal-undo", "final": "staff-removal-confirm"}
    return tuple((Button(WORDS.label(labels[code]), Press(Action.DECIDE, code, removal.id)),) for code in codes)


def _numbers(session: Session, removal: Removal) -> dict[str, str]:
    return {"number": _number(session, removal.family_id), "other": _number(session, removal.away_id)}


def _number(session: Session, family_id: int | None) -> str:
    row = None if family_id is None else session.get(FamilyRow, family_id)
    return "—" if row is None else str(row.number)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return dates.moment(at, zone, "fr")
