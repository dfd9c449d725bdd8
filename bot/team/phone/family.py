"""A family that telephones: given a code with which it gets a chat, and erased when it asks for that."""

from sqlalchemy import select

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.phone.screens import address, over
from bot.team.writing import WORDS, asking
from scheduler.core.people import spoken_groups
from scheduler.core.tables import FamilyRow
from scheduler.joining import by_phone
from scheduler.privacy import privacy


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
