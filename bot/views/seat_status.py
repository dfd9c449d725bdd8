"""Who is meant, in words and as buttons, and where they stand: confirmed, in line and how far, offered until when."""

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.lists import format_list

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.messages import Messages, dates
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.families.families import Participant
from scheduler.seats.outcomes import Registration


def lines(entries: Sequence[Registration], words: Messages, zone: ZoneInfo) -> list[str]:
    """One line (Telegram HTML) a participant; places without a name that stand alike share one."""
    together = _together(entries)
    groups = (tuple(alike) for _, alike in groupby(entries, key=_group))
    return [
        line(alike[0], everybody(alike, words), words, zone, together=_entry(alike[0]) in together) for alike in groups
    ]


def line(entry: Registration, named: str, words: Messages, zone: ZoneInfo, *, together: bool = False) -> str:
    """How the one who is called `named` stands; `together`: waits for seats for several at once."""
    if entry.event.is_cancelled and entry.state is not State.CANCELLED:
        return words.say("standing-called-off", who=named)
    if entry.state is State.WAITING:
        key = "standing-waiting-together" if together else "standing-waiting"
        return words.say(key, who=named, where=_how_far(entry, words))
    if entry.state is State.OFFERED and entry.offer_until is not None:
        until = dates.moment(entry.offer_until, zone, words.language)
        return words.say("standing-offered", who=named, until=until)
    return words.say("standing-cancelled" if entry.state is State.CANCELLED else "standing-confirmed", who=named)


def place_in_line(entries: Sequence[Registration], words: Messages) -> str:
    """« Vous êtes 3e sur la liste (4 personnes sont avant vous). », of one event; "" when none of them waits.

    A family with several entries in line hears of its first one.
    """
    places = [(one.entry_position, one.position) for one in entries if one.entry_position and one.position]
    if not places:
        return ""
    place, first = min(places)
    return words.say("line-place", place=place, ahead=first - 1)


def called(entry: Registration, words: Messages) -> str:
    """The first name, or what a place without one is called; not escaped."""
    return entry.first_name or words.label("who-unnamed")


def everybody(entries: Sequence[Registration], words: Messages) -> str:
    """« Léa, Tom, 2 places sans prénom »; not escaped."""
    unnamed = [entry for entry in entries if entry.first_name is None]
    named = [entry.first_name for entry in entries if entry.first_name is not None]
    if len(unnamed) == 1:
        return ", ".join([*named, called(unnamed[0], words)])
    return ", ".join([*named, *([words.label("who-unnamed-many", n=len(unnamed))] if unnamed else [])])


def _group(entry: Registration) -> tuple[object, ...]:
    if entry.first_name is not None:
        return (entry.signup_id,)
    return entry.event.id, entry.state, entry.entry_position, entry.offer_until


def _entry(entry: Registration) -> tuple[int, int | None]:
    return entry.event.id, entry.entry_position


def _together(entries: Sequence[Registration]) -> frozenset[tuple[int, int | None]]:
    """The entries of waiting lists in which several wait for seats for all of them."""
    keys = [_entry(one) for one in entries if one.state is State.WAITING and one.together]
    return frozenset(key for key in keys if keys.count(key) > 1)


def wait_together(entries: Sequence[Registration]) -> bool:
    """Whether all of these who wait do so for seats for several at once."""
    together = _together(entries)
    return bool(together) and all(_entry(one) in together for one in entries if one.state is State.WAITING)


def _how_far(entry: Registration, words: Messages) -> str:
    """« vous êtes 3e, 4 enfants devant vous », for somebody who waits; not escaped."""
    if not entry.ahead:
        return words.label("standing-first")
    key = "standing-behind-children" if entry.event.is_for_children else "standing-behind-people"
    return words.label(key, position=entry.entry_position or 0, ahead=entry.ahead)


def who(people: Sequence[Registration], words: Messages) -> str:
    """The first names in their order, then how many places have none."""
    named = [one.first_name for one in people if one.first_name is not None]
    unnamed = len(people) - len(named)
    parts = named + ([words.label("recap-unnamed", n=unnamed)] if unnamed else [])
    return format_list(parts, locale="en_GB" if words.language == "en" else "fr_FR")


def known(context: Context) -> tuple[Participant, ...]:
    """Everybody of this chat's family."""
    family = families.family_of(context.session, context.turn.chat_id)
    return () if family is None else families.participants(context.session, family.id)


def find(context: Context, participant_id: int) -> Participant | None:
    """The one with this id, if of this family: a button can be forged."""
    return next((one for one in known(context) if one.id == participant_id), None)


def choice(context: Context, known: tuple[Participant, ...], question: str, action: Action, code: str) -> Reply:
    """« Qui ? », a button for each."""
    rows = tuple((Button(one.first_name, Press(action, code, one.id)),) for one in known)
    return Reply(context.words.say(question), (*rows, *back(context)), in_place=context.was_pressed)


def back(context: Context) -> tuple[Row, ...]:
    """The way back to what is held."""
    return ((Button(context.words.label("data-back"), Press(Action.DATA)),),)
