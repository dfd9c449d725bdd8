"""Somebody called: the team writes down who, and the number, sees what would happen, and has it done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Phoning
from bot.team.phone import recap
from bot.team.phone.family import A_PAGE, about, events, only_in_private, over
from bot.team.writing import WORDS, asking, under_way
from intents.readers import choosing
from intents.readers.births import Named, Told, birth_month, is_of_a_grown_up, phone_within, read_phone, without_phone
from intents.readers.born import with_births
from intents.readers.people import read_names
from knowledge.agenda import agenda
from scheduler.core.people import BirthMonth

COMMANDS = ("telephone", "phone")


def asked(context: Context) -> Outcome:
    """/telephone; with words of a title after it, only the events that have them in theirs, if there are any."""
    return listed(context, words=context.turn.text)


def listed(context: Context, page: int = 0, words: str = "") -> Outcome:
    """The events that take sign-ups, a button each."""
    if not context.turn.is_private:
        return only_in_private(context)
    found = tuple(one for one in agenda.upcoming(context.session, context.now) if one.takes_signups(context.now))
    named = tuple(one for one in found if choosing.titled(one.title, words))
    found, is_long = named[:A_PAGE] or found, len(found) > A_PAGE
    said = WORDS.say("phone-which" if found else "phone-no-event")
    said += "\n" + WORDS.say("phone-find") if is_long and not named else ""
    rows = events(context, found, page, Action.PHONE, "event")
    return asking(context, None, Reply(said, rows, in_place=context.was_pressed))


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours, alone with somebody of the team."""
    what, _, code = press.code.partition("-")
    if press.code == "list":
        return listed(context, press.revision)
    if what == "event":
        return _event(context, code)
    if what == "begin":
        return _begun(context, code)
    if what == "undo":
        return recap.undone(context, code, press.revision)
    current, act = under_way(context, Phoning), _ACTS.get(press.code)
    if act is None or current is None or current.begun != press.revision:
        return context.answer(toast=WORDS.label("old-button"))
    return act(context, current)


def _event(context: Context, code: str) -> Outcome:
    """What can be done there by telephone."""
    event = agenda.by_code(context.session, code)
    if event is None:
        return over(context, "phone-no-event")
    lines = [WORDS.say("phone-event", **about(context, event)), WORDS.say("phone-places", free=event.free_places or 0)]
    rows: tuple[Row, ...] = (
        (Button(WORDS.label("phone-sign-up"), Press(Action.PHONE, f"begin-{event.code}")),),
        (Button(WORDS.label("phone-change"), Press(Action.PLACE, f"of-{event.code}")),),
    )
    return asking(context, None, Reply("\n".join(lines), rows))


def _begun(context: Context, code: str) -> Outcome:
    begun = int(context.now.timestamp())
    return _ask(context, Phoning(context.turn.person or 0, begun, event_code=code))


def _ask(context: Context, current: Phoning, problem: str = "") -> Outcome:
    """Ask for what is missing next."""
    event = agenda.by_code(context.session, current.event_code)
    if event is None or not event.takes_signups(context.now):
        return over(context, "phone-no-event")
    key = f"phone-ask-{current.awaits}"
    if current.awaits == "who" and not event.is_for_children:
        key = "phone-ask-who-grown"
    lines = [*([WORDS.say(problem)] if problem else []), WORDS.say(key, who=current.name)]
    grown = current.awaits == "birth" and not event.is_for_children
    adult: tuple[Row, ...] = ((recap.button("phone-adult", "adult", current),),) if grown else ()
    rows = (*adult, (recap.button("phone-drop", "drop", current),))
    return asking(context, current, Reply("\n".join(lines), rows))


def written(context: Context, current: Phoning) -> Outcome:
    """What was typed for what was asked."""
    return _WRITTEN[current.awaits](context, current)


def _who(context: Context, current: Phoning) -> Outcome:
    text, now = context.turn.text, context.local_now
    phone, said = phone_within(text), without_phone(text)
    named = read_names(said, now, loosely=True)
    if named is None or not named.names:
        return _ask(context, current, "phone-not-read-who")
    named = with_births(named, said, now)
    lines = [recap.line(name, _born(named, name, now)) for name in named.names]
    current = replace(current, people="\n".join(lines), phone=phone or current.phone)
    return _next(context, current)


def _born(named: Named, name: str, now: datetime) -> BirthMonth | None:
    told = next((one for one in named.told if one.name == name), Told(name))
    born = BirthMonth(told.year, told.month) if told.year and told.month else None
    return born if born is not None and born <= BirthMonth(now.year, now.month) else None


def _next(context: Context, current: Phoning) -> Outcome:
    """A birth month that is missing, the number, else all of it."""
    unknown = next((one.name for one in recap.people(current) if one.birth is None and not one.is_adult), None)
    if unknown is not None:
        return _ask(context, replace(current, name=unknown, awaits="birth"))
    if not current.phone:
        return _ask(context, replace(current, name="", awaits="phone"))
    return recap.shown(context, replace(current, name="", awaits=""))


def _birth(context: Context, current: Phoning) -> Outcome:
    text, now = context.turn.text, context.local_now
    event = agenda.by_code(context.session, current.event_code)
    born = birth_month(text, now)
    if born is not None and BirthMonth(born.year, born.month) <= BirthMonth(now.year, now.month):
        return _settled(context, current, str(BirthMonth(born.year, born.month)))
    if event is not None and not event.is_for_children and is_of_a_grown_up(text, now):
        return _adult(context, current)
    return _ask(context, current, "phone-not-read-birth")


def _adult(context: Context, current: Phoning) -> Outcome:
    return _settled(context, current, recap.ADULT)


def _settled(context: Context, current: Phoning, birth: str) -> Outcome:
    """With this told of the one whose birth was asked."""
    lines = (
        recap.line(one.name, birth) if one.name == current.name else recap.line(one.name, one.told)
        for one in recap.people(current)
    )
    return _next(context, replace(current, people="\n".join(lines)))


def _phone(context: Context, current: Phoning) -> Outcome:
    phone = read_phone(context.turn.text) or phone_within(context.turn.text)
    if phone is None:
        return _ask(context, current, "phone-not-read-phone")
    return _next(context, replace(current, phone=phone))


def _fix(context: Context, current: Phoning) -> Outcome:
    return _ask(context, replace(current, people="", name="", phone="", alone="", photo="", awaits="who"))


def _drop(context: Context, current: Phoning) -> Outcome:
    return over(context, "phone-dropped")


_WRITTEN: dict[str, Callable[[Context, Phoning], Outcome]] = {"who": _who, "birth": _birth, "phone": _phone}
_ACTS: dict[str, Callable[[Context, Phoning], Outcome]] = {
    "adult": _adult,
    "alone": lambda context, current: recap.answered(context, current, "alone"),
    "photo": lambda context, current: recap.answered(context, current, "photo"),
    "go": recap.done,
    "wait": lambda context, current: recap.done(context, current, or_wait=True),
    "together": lambda context, current: recap.done(context, current, or_wait=True, together=True),
    "fix": _fix,
    "drop": _drop,
}
