"""An event in words: its card, its line in a list, its button."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bot_api.replies import Action, Button, Press, Row
from bot.messages import Messages, dates
from knowledge.agenda.agenda import Event

LABEL_LIMIT = 48  # characters that a phone shows on one button


def title(event: Event, language: str) -> str:
    """The title in the person's language, where the agenda has one."""
    return (event.title_en if language == "en" else None) or event.title


def description(event: Event, language: str) -> str:
    """What the agenda says of it, in the person's language where it can; not escaped, "" when it says nothing."""
    return (event.description_en if language == "en" else None) or event.description or ""


def ages(event: Event, words: Messages) -> str:
    """« de 6 à 9 ans », « tous les âges »…"""
    low, high = event.age_min, event.age_max
    if low is not None and high is not None:
        return words.say("ages-range", **{"from": low, "to": high})
    if low is not None:
        return words.say("ages-from", **{"from": low})
    return words.say("ages-all") if high is None else words.say("ages-to", to=high)


def card(event: Event, words: Messages, zone: ZoneInfo, now: datetime) -> str:
    """Everything that is known of an event; what is missing is said missing."""
    language = words.language
    lines = [
        words.say("card-title", title=title(event, language)),
        _state(event, words, now),
        Messages.escape(description(event, language)),
        words.say("card-when", when=dates.span(event.starts_at, event.ends_at, zone, language)),
        words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown"),
        words.say("card-ages", ages=ages(event, words)),
        "" if event.is_cancelled else places(event, words),
        words.say("card-price"),
        words.say("card-made-up") if event.made_up else "",
    ]
    return "\n".join(line for line in lines if line)


def _state(event: Event, words: Messages, now: datetime) -> str:
    if event.is_cancelled:
        return words.say("card-cancelled")
    if event.ends_at <= now:
        return words.say("card-past")
    return words.say("card-closed") if event.capacity is not None and not event.takes_signups(now) else ""


def places(event: Event, words: Messages) -> str:
    """How many places are left."""
    if event.capacity is None:
        return words.say("card-no-signup")
    return words.say("card-places", free=event.free_places or 0, capacity=event.capacity)


def line(event: Event, words: Messages, zone: ZoneInfo) -> str:
    """One line of a list, with day, hour and ages."""
    language = words.language
    said = words.say(
        "agenda-line",
        title=title(event, language),
        when=dates.moment(event.starts_at, zone, language),
        ages=ages(event, words),
    )
    return f"{said} {words.say('agenda-full')}" if event.free_places == 0 else said


def button(event: Event, words: Messages, zone: ZoneInfo) -> Button:
    """The button that opens the card: title and day, in words."""
    return Button(short_line(event, words, zone), Press(Action.EVENT, event.code, event.revision))


def short_line(event: Event, words: Messages, zone: ZoneInfo, most: int = LABEL_LIMIT) -> str:
    """Title and day, the title shortened so that both take `most` characters on a button."""
    day = dates.short_day(event.starts_at.astimezone(zone).date(), words.language)
    room = most - len(day) - 2
    name = title(event, words.language)
    short = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return f"{short}, {day}"


def card_rows(event: Event, words: Messages, now: datetime) -> tuple[Row, ...]:
    """What one can do from a card."""
    rows: list[Row] = []
    if event.takes_signups(now):
        full = event.free_places == 0
        label = words.label("button-waiting" if full else "button-sign-up")
        rows.append((Button(label, Press(Action.SIGN_UP, event.code, event.revision)),))
    # The code tells what the card was about to whoever answers it in words.
    rows.append((Button(words.label("button-agenda"), Press(Action.AGENDA, event.code)),))
    return tuple(rows)
