"""Answers from the agenda: a list of what fits, or one event with the detail asked first."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import cards
from bot.assistant import dates_said
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.choosing import ahead, choose
from bot.assistant.nearest import nearest
from bot.assistant.understood import some_ages, understood
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from intents.catalogue import EVENTS
from intents.dialogue.subject import as_typed
from intents.meaning import Meaning
from intents.query.welcome import welcomes_age
from knowledge.events import Event

MOST_SHOWN = 12


def list_events(meaning: Meaning, events: tuple[Event, ...], words: Messages, zone: ZoneInfo, now: datetime) -> Answer:
    """What fits, soonest first; when nothing does, that is said, and what comes nearest is shown."""
    coming = ahead(events, zone, now)
    found = choose(coming, meaning.slots, zone)
    if found:
        heads = [words.say("events-found", n=len(found)), _understood(meaning, words, zone, now)]
        said = "\n".join(filter(None, heads))
        answer = Answer(kind=AnswerKind.EVENTS, text=said, confidence=meaning.confidence, events=_uids(found))
    else:
        answer = none_fits(meaning, coming, words, zone, now)
    near = tuple(event for event in events if event.uid in answer.near)
    lines = _lines(found or near, words, zone, meaning.slots.ages)
    text = [answer.text, *([words.say("events-near")] if near else []), *([""] if lines else []), *lines]
    return replace(answer, text="\n".join(text), rows=_rows(found or near, words, zone) or answer.rows)


def none_fits(meaning: Meaning, events: tuple[Event, ...], words: Messages, zone: ZoneInfo, now: datetime) -> Answer:
    """That nothing fits what was looked for, and what comes nearest, not listed yet.

    Nothing is near a subject that the agenda lacks: it is named, and the agenda is a button away.
    """
    if events and (subject := as_typed(meaning.text, meaning.slots.words)):
        return _lacking(meaning, subject, words)
    near = nearest(events, meaning.slots, zone)
    nothing = words.say("events-none" if events else "events-agenda-empty")
    text = "\n".join(filter(None, [nothing, _understood(meaning, words, zone, now)]))
    return Answer(kind=AnswerKind.EVENTS, text=text, confidence=meaning.confidence, near=_uids(near))


def _lacking(meaning: Meaning, subject: str, words: Messages) -> Answer:
    agenda: Row = (Button(words.label("button-agenda"), Press(Action.AGENDA)),)
    text = words.say("events-none-about", subject=subject)
    return Answer(kind=AnswerKind.EVENTS, text=text, confidence=meaning.confidence, rows=(agenda,))


def _understood(meaning: Meaning, words: Messages, zone: ZoneInfo, now: datetime) -> str:
    return understood(meaning.slots, words, now.astimezone(zone).date())


def also_on(meaning: Meaning, events: tuple[Event, ...], words: Messages, zone: ZoneInfo) -> Answer:
    """Events to come that go with an answer."""
    return Answer(
        kind=AnswerKind.EVENTS,
        text="\n".join([words.say("events-also"), "", *_lines(events, words, zone, meaning.slots.ages)]),
        confidence=meaning.confidence,
        events=_uids(events),
        rows=_rows(events, words, zone),
    )


def one_event(
    meaning: Meaning, event: Event, words: Messages, zone: ZoneInfo, now: datetime, card: bool = True,
    known: bool = False,
) -> Answer:
    """The detail asked, as a sentence, then the whole card or a line; after a search, what was looked for.

    `known`: it was just shown or told, so that a detail is enough.
    """
    asked = _DETAILS.get(meaning.intent or "")
    detail = (asked or _about)(event, words, zone)
    if meaning.intent == "event_age":
        detail = " ".join([*_verdicts(event, meaning.slots.ages, words), detail])
    whole = cards.card(event, words, zone, now) if card else cards.line(event, words, zone)
    if asked is not None and (known or not card):
        whole = ""
    looked_for = _understood(meaning, words, zone, now) if meaning.intent == EVENTS else ""
    return Answer(
        kind=AnswerKind.EVENT,
        text="\n\n".join(filter(None, [looked_for, detail, whole])),
        confidence=meaning.confidence,
        events=(event.uid,),
        rows=cards.card_rows(event, words, now),
    )


def several(meaning: Meaning, events: tuple[Event, ...], words: Messages, zone: ZoneInfo) -> Answer:
    """The same detail of a few events: a line each says it, as lines carry day, hour and ages."""
    detail = _DETAILS.get(meaning.intent or "")
    lines = [detail(event, words, zone) if detail else cards.line(event, words, zone) for event in events]
    return Answer(
        kind=AnswerKind.EVENTS,
        text="\n".join(lines),
        confidence=meaning.confidence,
        events=_uids(events),
        rows=_rows(events, words, zone),
    )


def _lines(events: tuple[Event, ...], words: Messages, zone: ZoneInfo, ages: tuple[int, ...]) -> list[str]:
    """A line each; for several children, it says which of them the event takes."""
    return [" ".join([cards.line(event, words, zone), *_for_whom(event, ages, words)]) for event in events[:MOST_SHOWN]]


def _for_whom(event: Event, ages: tuple[int, ...], words: Messages) -> list[str]:
    welcome = [age for age in ages if welcomes_age(event, age)]
    return [words.say("line-for-ages", ages=some_ages(welcome, words))] if 0 < len(welcome) < len(ages) else []


def _verdicts(event: Event, ages: tuple[int, ...], words: Messages) -> list[str]:
    """ "Oui, à 9 ans on peut venir", for each age asked about."""
    return [words.say(_verdict(event, age), age=age) for age in ages]


def _verdict(event: Event, age: int) -> str:
    if age < (event.age_min or 0):
        return "age-too-young"
    return "age-too-old" if event.age_max is not None and age > event.age_max else "age-fits"


def _uids(events: tuple[Event, ...]) -> tuple[str, ...]:
    return tuple(event.uid for event in events)


def _rows(events: tuple[Event, ...], words: Messages, zone: ZoneInfo) -> tuple[Row, ...]:
    return tuple((cards.button(event, words, zone),) for event in events[:MOST_SHOWN])


def _title(event: Event, words: Messages) -> str:
    return cards.title(event, words.language)


def _span(event: Event, words: Messages, zone: ZoneInfo) -> str:
    return dates_said.span(event.starts_at, event.ends_at, zone, words.language)


def _when(event: Event, words: Messages, zone: ZoneInfo) -> str:
    return words.say("detail-when", title=_title(event, words), when=_span(event, words, zone))


def _duration(event: Event, words: Messages, zone: ZoneInfo) -> str:
    hours, minutes = divmod(int((event.ends_at - event.starts_at).total_seconds()) // 60, 60)
    if hours and minutes:
        said = words.label("duration-both", hours=hours, minutes=f"{minutes:02}")
    else:
        said = words.label("duration-hours", hours=hours) if hours else words.label("duration-minutes", minutes=minutes)
    when = _span(event, words, zone)
    return words.say("detail-duration", title=_title(event, words), duration=said, when=when)


def _room(event: Event, words: Messages, zone: ZoneInfo) -> str:
    if event.room is None:
        return words.say("detail-room-unknown", title=_title(event, words))
    return words.say("detail-room", title=_title(event, words), room=event.room)


def _age(event: Event, words: Messages, zone: ZoneInfo) -> str:
    return words.say("detail-age", title=_title(event, words), ages=cards.ages(event, words))


def _capacity(event: Event, words: Messages, zone: ZoneInfo) -> str:
    title = _title(event, words)
    if event.capacity is None:
        return words.say("detail-capacity-none", title=title)
    return words.say("detail-capacity", title=title, free=event.free_places or 0, capacity=event.capacity)


def _about(event: Event, words: Messages, zone: ZoneInfo) -> str:
    return words.say("detail-about")


_DETAILS = {
    "event_when": _when, "event_duration": _duration, "event_room": _room, "event_age": _age,
    "event_capacity": _capacity,
}  # fmt: skip
