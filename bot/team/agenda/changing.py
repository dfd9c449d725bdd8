"""An event made or changed by a manager: what is asked, what would be, seen before, and what was done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.assistant import cards
from bot.bot_api.replies import Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Planning
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.agenda import concerned, imports, listing, planned, steps
from bot.team.agenda.concerned import Concerned
from bot.team.agenda.planned import Done, carried_out, said_of
from bot.team.writing import WORDS, asking, under_way
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.exchange.apply import preview
from knowledge.exchange.compare import Preview
from knowledge.exchange.draft import AgendaChangedError, EventDraft, SignupsExistError

_MOST_SHOWN = 12  # titles in one message


@dataclass(frozen=True, slots=True)
class _Way:
    """What an act asks, in its order, and what the log calls it; `at_once`: it changes nothing that families know."""

    asks: tuple[str, ...]
    act: Act
    at_once: bool = False


_NEW = ("title", "starts", "ends", "kind", "room", "ages", "places", "description", "audiences", "themes")
_WAYS = {
    "new": _Way(_NEW, Act.EVENT_ADDED, at_once=True),
    "publish": _Way((), Act.EVENT_PUBLISHED),
    "all": _Way((), Act.EVENTS_PUBLISHED),
    "move": _Way(("starts",), Act.EVENT_MOVED),
    "cancel": _Way(("reason",), Act.EVENT_CANCELLED),
    "places": _Way(("places",), Act.EVENT_CHANGED),
    "room": _Way(("room",), Act.EVENT_CHANGED),
    "close": _Way((), Act.EVENT_CHANGED),
    "open": _Way((), Act.EVENT_CHANGED),
    "copy": _Way(("starts",), Act.EVENT_ADDED, at_once=True),
    "series": _Way(("every", "count"), Act.EVENT_ADDED),
}


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours; who may is seen to before (bot.router.team)."""
    if press.code == "apply":
        return imports.applied(context, press.revision)
    if press.code == "leave":
        return imports.left(context, press.revision)
    what, _, value = press.code.partition("-")
    if press.revision == 0 and what in _WAYS:
        return _begun(context, what, value)
    current, act = under_way(context, Planning), _ACTS.get(what)
    if act is None or current is None or current.begun != press.revision:
        return context.answer(toast=WORDS.label("old-button"))
    return act(context, current, value)


def _begun(context: Context, what: str, code: str) -> Outcome:
    begun = Planning(person_id=context.turn.person or 0, begun=int(context.now.timestamp()), act=what)
    event = agenda.by_code_of_any(context.session, code) if code else None
    if event is not None:
        starts, ends = (planned.wall(context, at) for at in (event.starts_at, event.ends_at))
        begun = replace(begun, event_code=event.code, title=event.title, starts=starts, ends=ends)
        begun = replace(begun, is_draft=event.is_draft)
    elif what not in ("new", "all"):
        return context.answer(toast=WORDS.label("old-button"))
    # Its buttons stay where they were pressed: below the card, the question comes as a message of its own.
    outcome = _next(context, begun, None)
    return replace(outcome, replies=tuple(replace(one, in_place=False) for one in outcome.replies))


def _next(context: Context, planning: Planning, answered: str | None) -> Outcome:
    """The question after this one; behind the last one, what would be done."""
    asks = _asks(planning)
    rest = asks if answered is None else asks[asks.index(answered) + 1 :]
    for field in rest:
        if field == "ends" and planning.ends:
            continue  # told with the day
        return steps.ask(context, replace(planning, awaits=field))
    return _finished(context, replace(planning, awaits=""))


def _asks(planning: Planning) -> tuple[str, ...]:
    """Nobody is told why a draft is given up."""
    return () if planning.act == "cancel" and planning.is_draft else _WAYS[planning.act].asks


def written(context: Context, planning: Planning) -> Outcome:
    """What was typed, at the step that asks for it."""
    taken = steps.taken(context, planning)
    return steps.ask(context, planning, taken) if isinstance(taken, str) else _next(context, taken, planning.awaits)


def _set(context: Context, planning: Planning, value: str) -> Outcome:
    taken = steps.chosen(context, planning, value)
    if taken is None:
        return context.answer(toast=WORDS.label("old-button"))
    return steps.ask(context, taken) if steps.is_of_several(planning) else _next(context, taken, planning.awaits)


def _skip(context: Context, planning: Planning, value: str) -> Outcome:
    if not planning.awaits or not steps.may_skip(planning):
        return context.answer(toast=WORDS.label("old-button"))
    return _next(context, steps.emptied(planning), planning.awaits)


def _on(context: Context, planning: Planning, value: str) -> Outcome:
    """What was chosen is all."""
    if not steps.is_of_several(planning):
        return context.answer(toast=WORDS.label("old-button"))
    return _next(context, planning, planning.awaits)


def _back(context: Context, planning: Planning, value: str) -> Outcome:
    """The question before; behind the last one, the last one again."""
    asks = _asks(planning)
    place = asks.index(planning.awaits) - 1 if planning.awaits else len(asks) - 1
    if place < 0:
        return context.answer(toast=WORDS.label("old-button"))
    return steps.ask(context, replace(planning, awaits=asks[place]))


def _dropped(context: Context, planning: Planning, value: str) -> Outcome:
    return asking(context, None, Reply(WORDS.say("plan-dropped"), in_place=context.was_pressed))


def _finished(context: Context, planning: Planning) -> Outcome:
    """All is told: what would be done, or, of what no family knows, that it is done."""
    if _WAYS[planning.act].at_once:
        return _do(context, planning, "")
    drafts = planned.wanted(context, planning)
    if not drafts and planning.act != "series":
        return asking(context, None, Reply(WORDS.say("plan-gone"), in_place=context.was_pressed))
    try:
        found = preview(context.session, drafts, context.now)
    except SignupsExistError:
        return asking(context, None, Reply(WORDS.say("plan-lost"), in_place=context.was_pressed))
    planning = replace(planning, seen=found.fingerprint)
    samples = tuple(_samples(context, planning, found))
    said = Reply("\n".join(_said(context, planning, found, drafts)), _rows(context, planning), not samples)
    return asking(context, planning, *samples, replace(said, in_place=said.in_place and context.was_pressed))


def _rows(context: Context, planning: Planning) -> tuple[Row, ...]:
    event = planned.event_of(context, planning)
    rows: list[Row] = []
    if planning.act == "series" and event is not None:
        out = planning.without.split(";")
        for day in planned.days(context, planning, event):
            key = "plan-day-out" if day.isoformat() in out else "plan-day-in"
            rows.append((steps.button(planning, f"day-{day.isoformat()}", key, day=dates.day(day, "fr")),))
    families = 0 if event is None else len(concerned.of(context.session, event.id).families)
    rows.append((steps.button(planning, "ok", f"plan-ok-{planning.act}", families=families),))
    fix = (steps.button(planning, "back", "plan-fix"),) if _asks(planning) else ()
    return (*rows, (*fix, steps.button(planning, "drop", "plan-leave")))


def _day(context: Context, planning: Planning, value: str) -> Outcome:
    """A day of the series left out, or back in."""
    if planning.act != "series" or planning.awaits:
        return context.answer(toast=WORDS.label("old-button"))
    before = [one for one in planning.without.split(";") if one]
    after = [one for one in before if one != value] if value in before else [*before, value]
    return _finished(context, replace(planning, without=";".join(after)))


def _samples(context: Context, planning: Planning, found: Preview) -> Iterator[Reply]:
    """What families will read, word for word; of what is published, the card."""
    if planning.act == "publish":
        event = planned.event_of(context, planning)
        if event is not None:
            yield Reply(listing.as_read(context, event))
        return
    for one in found.planned:
        if one.before is not None:
            whom = concerned.of(context.session, one.before.id)
            yield from concerned.messages(context, one.what, one.before, one.draft, whom, planning.reason)


def _said(context: Context, planning: Planning, found: Preview, drafts: tuple[EventDraft, ...]) -> Iterator[str]:
    zone, event = context.services.zone, planned.event_of(context, planning)
    everybody = Concerned() if event is None else concerned.of(context.session, event.id)
    yield WORDS.say(
        f"plan-sure-{planning.act}",
        title=planning.title,
        n=len(drafts),
        was=_when(context, event),
        when=dates.span(drafts[0].starts_at, drafts[0].ends_at, zone, "fr") if drafts else "",
        places=planning.places or "none",
        before=str(event.capacity) if event is not None and event.capacity is not None else "none",
        room=planning.room or "none",
    )
    if planning.act == "all":
        yield from (cards.line(one.before, WORDS, zone) for one in found.planned[:_MOST_SHOWN] if one.before)
        if len(drafts) > _MOST_SHOWN:
            yield WORDS.say("plan-others", n=len(drafts) - _MOST_SHOWN)
    yield from _warnings(context, planning, event, everybody, drafts)
    if planning.act in ("move", "cancel"):
        yield from concerned.told(everybody)
    yield WORDS.say("plan-nothing-yet")


def _when(context: Context, event: Event | None) -> str:
    return "" if event is None else dates.span(event.starts_at, event.ends_at, context.services.zone, "fr")


def _warnings(
    context: Context, planning: Planning, event: Event | None, whom: Concerned, drafts: tuple[EventDraft, ...]
) -> Iterator[str]:
    if planning.act in ("move", "room", "publish", "series", "all"):
        others = agenda.to_come(context.session, context.now)
        yield from islice(concerned.clashes(drafts, others, context), _MOST_SHOWN)
    if planning.act in ("places", "room", "publish", "all"):
        yield from islice(concerned.too_many(drafts, context), _MOST_SHOWN)
    if planning.act == "move" and event is not None:
        late = concerned.out_of_age(context.session, event, drafts[0], context.services.hours)
        yield from [WORDS.say("plan-out-of-age", n=late)] if late else []
    if planning.act == "places" and event is not None and drafts[0].capacity is not None:
        if event.taken > drafts[0].capacity:
            yield WORDS.say("plan-over", n=event.taken - drafts[0].capacity)
        if whom.waiting and drafts[0].capacity > event.taken:
            yield WORDS.say("plan-offers", n=whom.waiting)


def _do(context: Context, planning: Planning, value: str) -> Outcome:
    """« Confirmer »: done if the event is what it was when this was shown."""
    if planning.awaits:
        return context.answer(toast=WORDS.label("old-button"))
    drafts = planned.wanted(context, planning)
    if not drafts:
        return asking(context, None, Reply(WORDS.say("plan-gone"), in_place=context.was_pressed))
    try:
        done = carried_out(context, drafts, seen=_seen(planning), reason=planning.reason)
    except AgendaChangedError:
        outcome = _finished(context, planning)
        return replace(outcome, toast=WORDS.label("plan-changed-toast"))
    except SignupsExistError:
        return asking(context, None, Reply(WORDS.say("plan-lost"), in_place=context.was_pressed))
    return _told(context, planning, done)


def _seen(planning: Planning) -> str | None:
    """Events that are new are of nobody's before; their ids differ each time."""
    return None if _WAYS[planning.act].act is Act.EVENT_ADDED else planning.seen


def _told(context: Context, planning: Planning, done: Done) -> Outcome:
    ids = done.report.added or done.report.changed
    act = _WAYS[planning.act].act
    for about in (len(ids),) if act is Act.EVENTS_PUBLISHED else ids:
        staff.note(context.session, context.turn.person, act, context.now, about)
    lead = WORDS.say(f"plan-done-{planning.act}", n=len(ids))
    if done.families or done.to_call:
        lead = f"{lead}\n{said_of(done)}"
    event = agenda.by_id(context.session, ids[0]) if len(ids) == 1 else planned.event_of(context, planning)
    if event is None:
        return listing.listed(context, lead=lead)
    return listing.opened(context, event, lead)


_ACTS: dict[str, Callable[[Context, Planning, str], Outcome]] = {
    "set": _set,
    "skip": _skip,
    "done": _on,
    "back": _back,
    "drop": _dropped,
    "day": _day,
    "ok": _do,
}
