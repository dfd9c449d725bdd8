"""What the screens about families that telephone share: private only, an event named, somebody's place in a line."""

from collections.abc import Callable, Iterable

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.messages import Messages, dates
from bot.team.writing import WORDS, asking
from bot.views import seat_status
from knowledge.agenda.events import Event
from scheduler.core.tables import State
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


def when(context: Context, event: Event) -> str:
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
