"""/listes: the events whose list one sees, and for each of them what can be done with it."""

from collections.abc import Callable

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act, Role
from bot.messages import dates
from bot.team import members
from bot.team.lists import access, files
from bot.team.phone.calls import to_call
from bot.team.writing import WORDS, asking, short
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.door import closing, roll
from scheduler.door.roll import Roll
from scheduler.reminders import for_team

COMMANDS = ("listes", "lists")
A_PAGE = 8


def listed(context: Context, page: int = 0) -> Outcome:
    """The events, a button each."""
    found = access.events(context)
    rows: list[Row] = [(_event_button(context, event),) for event in found[page * A_PAGE : (page + 1) * A_PAGE]]
    if len(found) > (page + 1) * A_PAGE:
        rows.append((Button(WORDS.label("list-more"), Press(Action.LIST, f"all-{page + 1}")),))
    none = "list-none" if context.role is Role.MANAGER else "list-none-yours"
    said = WORDS.say("list-which" if found else none)
    return asking(context, None, Reply(said, tuple(rows), in_place=context.was_pressed and bool(page)))


def _event_button(context: Context, event: Event) -> Button:
    day = dates.short_day(event.starts_at.astimezone(context.services.zone).date(), "fr")
    label = WORDS.label("list-event", title=cards.title(event, "fr"), day=day, n=event.taken)
    return Button(short(label), _press("event", event))


def _press(code: str, event: Event) -> Press:
    return Press(Action.LIST, code, event.id)


def pressed(context: Context, press: Press) -> Outcome:
    """A button of the lists; of an event that this person does not have, it is as old as any other."""
    verb, _, number = press.code.partition("-")
    if verb == "all":
        return listed(context, int(number) if number.isdecimal() and len(number) < A_PAGE else 0)
    event, act = agenda.by_id(context.session, press.revision), _ACTS.get(verb)
    if event is None or act is None or not access.sees(context, event):
        return context.answer(toast=WORDS.label("old-button"))
    if verb in _MANAGERS and context.role is not Role.MANAGER:
        return context.answer(toast=WORDS.label("staff-not-yours"))
    return act(context, event, number)


def _event(context: Context, event: Event, _: str = "") -> Outcome:
    """How many come, who of the team is there, and what can be had of it."""
    found = roll.of_event(context.session, event.id, context.services.hours)
    if found is None:
        return context.answer(toast=WORDS.label("old-button"))
    when = dates.span(event.starts_at, event.ends_at, context.services.zone, "fr")
    lines = [WORDS.say("card-title", title=cards.title(event, "fr")), when, _counted(found), *_team(context, event)]
    if not context.turn.is_private:
        numbers = ", ".join(str(own[0].family_number) for own in found.households)
        lines += [WORDS.say("list-numbers", numbers=numbers)] if numbers else []
        lines.append(WORDS.say("list-names-in-private"))
    reply = Reply("\n".join(lines), _rows(context, found), in_place=context.was_pressed)
    return asking(context, None, reply)


def _counted(found: Roll) -> str:
    n, capacity = len(found.children), found.event.capacity or 0
    return WORDS.say("list-counted", n=n, families=len(found.households), capacity=capacity)


def _team(context: Context, event: Event) -> list[str]:
    there = access.assigned(context.session, event.id)
    called = [one.name or str(one.person_id) for one in members.live(context.session) if one.person_id in there]
    return [WORDS.say("list-team", who=", ".join(called) if called else "none")]


def _rows(context: Context, found: Roll) -> tuple[Row, ...]:
    event = found.event
    rows: list[Row] = []
    if context.turn.is_private:
        rows.append((Button(WORDS.label("list-door"), Press(Action.DOOR, "list-0", event.id)),))
        rows.append((_button("pdf", event), _button("xlsx", event)))
        wants = files.is_wanted(context.session, event.id, context.turn.person or 0)
        rows.append((_button("unwish" if wants else "wish", event),))
    rows.append((_button("calls", event),))
    if context.role is Role.MANAGER:
        rows.append((Button(WORDS.label("list-team-who"), _press("team", event)),))
        rows.append((_button("noallergy" if found.door.prints_allergies else "allergy", event),))
    return tuple(rows)


def _button(code: str, event: Event) -> Button:
    return Button(WORDS.label(f"list-{code}"), _press(code, event))


def _file(context: Context, event: Event, kind: str) -> Outcome:
    """To the person's own chat, wherever it was asked for; not before a day before."""
    when = files.from_when(event)
    if context.now < when:
        at = dates.moment(when, context.services.zone, "fr")
        return context.answer(Reply(WORDS.say("list-too-early", at=at)), toast=WORDS.label("list-too-early-toast"))
    files.send(context.session, event, context.turn.person or 0, kind, context.services.hours, context.now)
    return context.answer(toast=WORDS.label("list-on-its-way"))


def _wish(context: Context, event: Event, _: str) -> Outcome:
    files.wish(context.session, event.id, context.turn.person or 0)
    return _event(context, event)


def _unwish(context: Context, event: Event, _: str) -> Outcome:
    files.unwish(context.session, event.id, context.turn.person or 0)
    return _event(context, event)


def _calls(context: Context, event: Event, _: str) -> Outcome:
    """Whom to telephone before it, those of /appels among them; in a group, by numbers only."""
    staff.note(context.session, context.turn.person, Act.CALLS_SEEN, context.now, event.id)
    owed = for_team.to_make(context.session, context.now, context.services.hours)
    theirs = [one for one in owed if one.event.id == event.id]
    text = to_call(context.session, event, theirs, named=context.turn.is_private)
    there: Row = (Button(WORDS.label("call-all"), Press(Action.CALL, "list")),)
    said = Reply(text, (*([there] if theirs else []), _back(event)))
    return access.show(context, event, None, said) if context.turn.is_private else asking(context, None, said)


def _assigning(context: Context, event: Event, number: str = "") -> Outcome:
    """The team's members, a button each, which gives them the event or takes it back."""
    there, title = access.assigned(context.session, event.id), cards.title(event, "fr")
    rows: list[Row] = []
    for one in members.live(context.session):
        key = "list-assigned" if one.person_id in there else "list-assign"
        label = WORDS.label(key, name=one.name or str(one.person_id))
        rows.append((Button(short(label), _press(f"give-{one.id}", event)),))
    said = WORDS.say("list-assigning" if rows else "list-nobody-to-assign", title=title)
    return asking(context, None, Reply(said, (*rows, _back(event)), in_place=context.was_pressed))


def _back(event: Event) -> Row:
    return (Button(WORDS.label("list-back"), _press("event", event)),)


def _give(context: Context, event: Event, number: str) -> Outcome:
    member = members.one(context.session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if member is None:
        return _assigning(context, event)
    by = context.turn.person or 0
    if access.assign(context.session, event.id, member.person_id, by=by, now=context.now):
        when = dates.moment(event.starts_at, context.services.zone, "fr")
        is_there = "yes" if roll.is_seen(event, context.now, context.services.hours) else "no"
        said = WORDS.say("list-you-have", title=cards.title(event, "fr"), when=when, there=is_there)
        owe(context.session, member.person_id, Reply(said), context.now)
    return _assigning(context, event)


def _allergies(wanted: bool) -> Callable[[Context, Event, str], Outcome]:
    def act(context: Context, event: Event, _: str) -> Outcome:
        closing.print_allergies(context.session, event.id, wanted)
        what = Act.ALLERGIES_ON if wanted else Act.ALLERGIES_OFF
        staff.note(context.session, context.turn.person, what, context.now, event.id)
        return _event(context, event)

    return act


_MANAGERS = ("team", "give", "allergy", "noallergy")
_ACTS: dict[str, Callable[[Context, Event, str], Outcome]] = {
    "event": _event,
    "pdf": lambda context, event, _: _file(context, event, "pdf"),
    "xlsx": lambda context, event, _: _file(context, event, "xlsx"),
    "wish": _wish,
    "unwish": _unwish,
    "calls": _calls,
    "team": _assigning,
    "give": _give,
    "allergy": _allergies(True),
    "noallergy": _allergies(False),
}
