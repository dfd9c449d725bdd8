"""A list of what fits, or one event with the detail asked first; what was understood, in one short phrase."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names

from bot.assistant import cards
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.events import ahead, choose, nearest
from bot.bot_api.replies import Action, Button, Press, Row
from bot.messages import Messages, dates
from bot.messages.dates import clock, day, first_of_month
from intents.dates.when import ONE_DAY, OPEN_END, Hours, Span, When
from intents.dialogue.asks import as_typed
from intents.meaning.catalogue import EVENTS
from intents.meaning.meaning import Meaning, Slots
from intents.query.rows import welcomes_age
from knowledge.agenda.agenda import Event

_MOST = 3  # spans said one by one; of more, the days of the week say enough
# A part of the day by when it ends at the latest, and begins at the earliest.
_NOON, _EVENING = time(12), time(17)


def moment_parts(when: When | None, words: Messages, today: date) -> Iterator[str]:
    """Each constraint as a few words, to be joined by commas; a day is said in full."""
    if when is None:
        return
    if len(when.spans) <= _MOST:
        yield from (_span_said(span, words, today) for span in when.spans)
    if when.weekdays:
        yield words.label("understood-weekdays", days=_weekdays(when.weekdays, words))
    if when.hours is not None:
        yield _hours("understood-hours", when.hours, words)
    if when.not_weekdays:
        yield words.label("understood-not-weekdays", days=_weekdays(when.not_weekdays, words))
    if when.not_hours is not None:
        yield _hours("understood-not-hours", when.not_hours, words)
    refused = when.not_spans[:_MOST]
    yield from (words.label("understood-not-day", day=_span_said(span, words, today)) for span in refused)
    for other in when.others:
        yield from moment_parts(other, words, today)


def _span_said(span: Span, words: Messages, today: date) -> str:
    if span.single:
        return words.label("understood-day", day=day(span.first, words.language))
    first = _day(span.first, "d MMMM", words, today)
    if span.last == OPEN_END:
        return words.label("understood-from", first=first)
    if _is_month(span, today):
        return words.label("understood-month", month=_day(span.last, "MMMM", words, today))
    last = _day(span.last, "d MMMM", words, today)
    if span.first <= today:
        return words.label("understood-until", last=last)
    return words.label("understood-days", first=first, last=last)


def _is_month(span: Span, today: date) -> bool:
    """Whether it is a whole month, or what is left of this one."""
    begins = span.first.day == 1 or span.first == today
    same = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    return begins and same and (span.last + ONE_DAY).day == 1


def _day(on: date, pattern: str, words: Messages, today: date) -> str:
    """« 5 décembre », « janvier 2027 »: of a period, the year is said when it is another."""
    said = format_date(on, pattern if on.year == today.year else f"{pattern} y", locale=words.language)
    return first_of_month(said, on, words.language)


def _weekdays(days: Collection[int], words: Messages) -> str:
    names = get_day_names("wide", locale=words.language)
    return ", ".join(names[day] for day in sorted(days))


def _hours(key: str, hours: Hours, words: Messages) -> str:
    part = "between"
    if hours.last <= _NOON:
        part = "morning"
    elif hours.first >= _EVENING:
        part = "evening"
    elif hours.first >= _NOON:
        part = "afternoon"
    first, last = clock(hours.first, words.language), clock(hours.last, words.language)
    return words.label(key, part=part, first=first, last=last)


def understood(slots: Slots, words: Messages, today: date) -> str:
    """For whom, about what, when, as a line of Telegram HTML; empty when nothing was narrowed. `today` is local."""
    parts = understood_parts(slots, words, today)
    return words.say("understood", what=", ".join(parts)) if parts else ""


def understood_parts(slots: Slots, words: Messages, today: date) -> list[str]:
    """The same, a few words for each wish, as labels."""
    return [*_whom(slots, words), *_what(slots, words), *moment_parts(slots.when, words, today)]


def some_ages(ages: Iterable[int], words: Messages) -> str:
    """« 5 et 9 », « 6, 7 et 8 »."""
    return joined([str(age) for age in ages], words)


def joined(listed: list[str], words: Messages) -> str:
    """« le mercredi, le jeudi et le samedi »."""
    if len(listed) < 2:
        return "".join(listed)
    return words.label("understood-and", some=", ".join(listed[:-1]), last=listed[-1])


def _whom(slots: Slots, words: Messages) -> Iterator[str]:
    if slots.ages:
        ages = some_ages(slots.ages, words)
        yield words.label("understood-ages", ages=ages, oldest=max(slots.ages))
        return
    yield from (words.label("understood-people", who=person.value) for person in slots.people)
    yield from (words.label("understood-audience", who=code) for code in slots.audiences)


def _what(slots: Slots, words: Messages) -> Iterator[str]:
    if not slots.titled:
        yield from (words.label("understood-kind", kind=code) for code in slots.kinds)
        yield from (words.label("understood-theme", about=code) for code in slots.themes)
    yield from (words.label("understood-not-kind", kind=code) for code in slots.not_kinds)
    yield from (words.label("understood-not-theme", about=code) for code in slots.not_themes)
    yield from (words.label("understood-not-audience", who=code) for code in slots.not_audiences)


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
    text = words.say("events-none-about", subject=subject)
    return Answer(kind=AnswerKind.EVENTS, text=text, confidence=meaning.confidence, rows=(agenda_row(words),))


def agenda_row(words: Messages) -> Row:
    """The button to the whole agenda."""
    return (Button(words.label("button-agenda"), Press(Action.AGENDA)),)


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


def which(meaning: Meaning, events: tuple[Event, ...], words: Messages, zone: ZoneInfo) -> Answer:
    """Whether one of these is meant; « le premier » may answer."""
    other: Row = (Button(words.label("clarify-other"), Press(Action.OTHER)),)
    return Answer(
        kind=AnswerKind.CLARIFY,
        text=words.say("which-of-these"),
        confidence=meaning.confidence,
        near=_uids(events),
        rows=(*_rows(events, words, zone), other),
    )


def one_event(
    meaning: Meaning,
    event: Event,
    words: Messages,
    zone: ZoneInfo,
    now: datetime,
    card: bool = True,
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


def quoted(
    meaning: Meaning, said: Sequence[tuple[Event, str]], words: Messages, zone: ZoneInfo, now: datetime
) -> Answer:
    """What the descriptions of some events say, each below its title."""
    events = tuple(event for event, _ in said)
    lines = [words.say("description-says", title=_title(event, words), sentence=told) for event, told in said]
    return Answer(
        kind=AnswerKind.EVENT if len(said) == 1 else AnswerKind.EVENTS,
        text="\n\n".join(lines),
        confidence=meaning.confidence,
        events=_uids(events),
        rows=cards.card_rows(events[0], words, now) if len(said) == 1 else _rows(events, words, zone),
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
    return dates.span(event.starts_at, event.ends_at, zone, words.language)


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
