"""Waiting lists on the team's screen: who waits, why, what became of the offers; somebody first, the list closed."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import LettingFirst
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.writing import WORDS, asking, under_way
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import FamilyRow
from scheduler.waiting import queue
from scheduler.waiting.queue import OfferMade, Queue, Waits

COMMANDS = ("attente", "queue")
_LONGEST = 300  # characters of a reason
_MOST = 8


def listed(context: Context) -> Outcome:
    """/attente: the events for which families wait, a button each; in a group, how many they are."""
    found, zone = queue.lines(context.session, context.now), context.services.zone
    lines = [WORDS.say("queue-which" if found else "queue-none")]
    lines += [
        WORDS.say("queue-event", title=cards.short_line(event, WORDS, zone, 200), n=families)
        for event, families in found[:_MOST]
    ]
    rows: tuple[Row, ...] = tuple(
        (Button(cards.short_line(event, WORDS, zone), Press(Action.QUEUE, f"of-{event.code}")),)
        for event, _ in found[:_MOST]
    )
    return asking(context, None, Reply("\n".join(lines), rows, in_place=context.was_pressed))


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours; who may is seen to before (bot.router.team)."""
    what, _, code = press.code.partition("-")
    if what == "list":
        return listed(context)
    if what in ("yes", "drop"):
        return _decided(context, press)
    found = _queue(context, code)
    act = _ACTS.get(what)
    if found is None or act is None:
        return context.answer(toast=WORDS.label("old-button"))
    if what == "first":
        return _why(context, found, press.revision)
    return act(context, found)


def _queue(context: Context, code: str) -> Queue | None:
    event = agenda.by_code(context.session, code)
    return None if event is None else queue.of_event(context.session, event.id)


def _button(key: str, code: str, event: Event, number: int = 0) -> Button:
    return Button(WORDS.label(key, family=str(number)), Press(Action.QUEUE, f"{code}-{event.code}", number))


def _seen(context: Context, found: Queue) -> Outcome:
    """All of it, alone with somebody of the team; in the group, numbers."""
    if not context.turn.is_private:
        said = counted(found, context.services.zone)
        return asking(context, None, Reply(said, (_closing(found),), in_place=context.was_pressed))
    numbers = list(dict.fromkeys(one.family_number for one in found.entries))
    first = numbers[0] if numbers else 0
    rows: tuple[Row, ...] = tuple(
        (_button("queue-first", "first", found.event, number),) for number in numbers[:_MOST] if number != first
    )
    away: tuple[Row, ...] = ((_button("queue-send-away", "away", found.event),),) if found.entries else ()
    reply = Reply(seen(found, context.services.zone), (*rows, _closing(found), *away), in_place=context.was_pressed)
    return asking(context, None, reply)


def _closing(found: Queue) -> Row:
    key, code = ("queue-reopen", "reopen") if found.closed else ("queue-close", "close")
    return (_button(key, code, found.event),)


def _close(context: Context, found: Queue) -> Outcome:
    """Nobody joins any more; who waits stays."""
    by = context.turn.person or 0
    if queue.close(context.session, event_id=found.event.id, by=by, now=context.now):
        staff.note(context.session, by, Act.LIST_CLOSED, context.now, found.event.id)
    return _seen(context, replace(found, closed=True))


def _reopen(context: Context, found: Queue) -> Outcome:
    if queue.reopen(context.session, found.event.id):
        staff.note(context.session, context.turn.person, Act.LIST_REOPENED, context.now, found.event.id)
    return _seen(context, replace(found, closed=False))


def _away_sure(context: Context, found: Queue) -> Outcome:
    rows: tuple[Row, ...] = (
        (_button("queue-send-away-yes", "gone", found.event),),
        (_button("queue-back", "of", found.event),),
    )
    said = WORDS.say("queue-send-away-sure", n=found.families)
    return asking(context, None, Reply(said, rows, in_place=context.was_pressed))


def _away(context: Context, found: Queue) -> Outcome:
    """Closed, and each family that waited reads what else fits."""
    by = context.turn.person or 0
    told = queue.send_away(context.session, event_id=found.event.id, by=by, now=context.now)
    staff.note(context.session, by, Act.SENT_AWAY, context.now, found.event.id)
    said = WORDS.say("queue-sent-away", n=told)
    return asking(context, None, Reply(said, in_place=context.was_pressed))


def _why(context: Context, found: Queue, number: int) -> Outcome:
    """Who is let go first, and why: that is kept."""
    if not context.turn.is_private or number not in {one.family_number for one in found.entries}:
        return context.answer(toast=WORDS.label("old-button"))
    begun = int(context.now.timestamp())
    current = LettingFirst(context.turn.person or 0, begun, found.event.code, number)
    return asking(context, current, Reply(WORDS.say("queue-why", family=str(number))))


def written(context: Context, current: LettingFirst) -> Outcome:
    """The reason that was typed; nothing is done before it was read again."""
    reason = context.turn.whole
    if len(reason) > _LONGEST:
        return asking(context, current, Reply(WORDS.say("queue-why-shorter", most=_LONGEST)))
    found = _queue(context, current.event_code)
    if found is None:
        return asking(context, None, Reply(WORDS.say("queue-over")))
    said = WORDS.say(
        "queue-first-sure", family=str(current.family_number), reason=reason, title=cards.title(found.event, "fr")
    )
    rows: tuple[Row, ...] = (
        (
            Button(WORDS.label("queue-first-yes"), Press(Action.QUEUE, "yes", current.begun)),
            Button(WORDS.label("queue-drop"), Press(Action.QUEUE, "drop", current.begun)),
        ),
    )
    return asking(context, replace(current, reason=reason, awaits=""), Reply(said, rows))


def _decided(context: Context, press: Press) -> Outcome:
    current = under_way(context, LettingFirst)
    if current is None or current.begun != press.revision or current.awaits:
        return context.answer(toast=WORDS.label("old-button"))
    if press.code == "drop":
        return asking(context, None, Reply(WORDS.say("queue-dropped"), in_place=context.was_pressed))
    return _first(context, current)


def _first(context: Context, current: LettingFirst) -> Outcome:
    event = agenda.by_code(context.session, current.event_code)
    number = current.family_number
    family_id = context.session.scalar(select(FamilyRow.id).where(FamilyRow.number == number))
    if event is None or family_id is None:
        return asking(context, None, Reply(WORDS.say("queue-over"), in_place=context.was_pressed))
    outcome = queue.let_go_first(
        context.session,
        event_id=event.id,
        family_id=family_id,
        reason=current.reason,
        by=context.turn.person or 0,
        now=context.now,
        hours=context.services.hours,
    )
    if outcome in (queue.FirstOutcome.OFFERED, queue.FirstOutcome.FIRST):
        staff.note(context.session, context.turn.person, Act.LET_FIRST, context.now, number)
    said = WORDS.say(f"queue-became-{outcome.value}", family=str(number))
    return asking(context, None, Reply(said, in_place=context.was_pressed))


_ACTS: dict[str, Callable[[Context, Queue], Outcome]] = {
    "of": _seen,
    "close": _close,
    "reopen": _reopen,
    "away": _away_sure,
    "gone": _away,
    "first": _seen,
}


_MOST_TOLD = 20  # entries, and offers, that one message tells


def seen(found: Queue, zone: ZoneInfo) -> str:
    """Each entry in its order: since when, together or not, and why it is not offered a seat; then each offer."""
    lines = [_lead(found, zone), WORDS.say("queue-closed" if found.closed else "queue-open"), ""]
    lines += [line for n, one in enumerate(found.entries[:_MOST_TOLD], 1) for line in _entry(n, one, zone)]
    if not found.entries:
        lines.append(WORDS.say("queue-empty"))
    if found.offers:
        lines += ["", WORDS.say("queue-offers"), *(_offer(one, zone) for one in found.offers[-_MOST_TOLD:])]
    return "\n".join(lines)


def counted(found: Queue, zone: ZoneInfo) -> str:
    """How many wait, and how many offers stand: nobody's number or name."""
    standing = sum(one.until is not None for one in found.offers)
    people = sum(len(one.first_names) for one in found.entries)
    return "\n".join(
        [
            _lead(found, zone),
            WORDS.say("queue-closed" if found.closed else "queue-open"),
            WORDS.say("queue-counted", families=found.families, people=people, offers=standing),
        ]
    )


def _lead(found: Queue, zone: ZoneInfo) -> str:
    event = found.event
    when = dates.span(event.starts_at, event.ends_at, zone, WORDS.language)
    free = WORDS.say("phone-places", free=event.free_places or 0)
    return WORDS.say("queue-lead", title=cards.title(event, WORDS.language), when=when, free=free)


def _entry(n: int, one: Waits, zone: ZoneInfo) -> list[str]:
    since = dates.moment(one.since, zone, WORDS.language)
    lines = [WORDS.say("queue-entry", n=n, family=str(one.family_number), who=_who(one), since=since)]
    if len(one.first_names) > 1:
        lines.append(WORDS.say("queue-together" if one.together else "queue-apart"))
    if one.reason is not None:
        lines.append(WORDS.say("queue-let-first", reason=one.reason))
    why = "queue-next" if one.why is None else f"queue-passed-{one.why.value}"
    return [*lines, WORDS.say(why, n=len(one.first_names))]


def _who(one: Waits) -> str:
    return ", ".join(name or WORDS.label("who-unnamed") for name in one.first_names)


def _offer(one: OfferMade, zone: ZoneInfo) -> str:
    return WORDS.say(
        f"queue-offer-{one.became.value}",
        family=str(one.family_number),
        who=one.first_name or WORDS.label("who-unnamed"),
        at=dates.moment(one.at, zone, WORDS.language),
        until="—" if one.until is None else dates.moment(one.until, zone, WORDS.language),
    )
