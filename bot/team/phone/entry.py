"""Somebody called: who and which number, read back before anything is written; then signed up, or undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Phoning
from bot.core import staff
from bot.core.staff import Act
from bot.team.phone.family import A_PAGE, about, events, only_in_private, over, stands
from bot.team.writing import WORDS, asking, under_way
from bot.views import seat_status
from intents.readers import choosing
from intents.readers.births import (
    Named,
    Told,
    birth_month,
    is_of_a_grown_up,
    phone_within,
    read_phone,
    shown_phone,
    without_phone,
)
from intents.readers.born import with_births
from intents.readers.people import read_names
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.people import AgeFit, BirthMonth, fits_age, shown_age
from scheduler.core.tables import LIVE, FamilyRow, SignupRow
from scheduler.families import contacts, families
from scheduler.privacy import privacy
from scheduler.seats import seats
from scheduler.seats.answers import NO, YES, Answer, Question
from scheduler.seats.outcomes import AlreadyIn, Done, NotEnough, SignUpOutcome
from scheduler.signups import signups
from scheduler.signups.undoing import UNDO_WITHIN

ADULT = "adult"
_BY_PHONE = {Question.ALONE.value: "alone", Question.PHOTO.value: "photo"}
_APART = "\t"  # no name has one


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody to be signed up; `told`: the birth month as it is kept, ADULT, or nothing yet."""

    name: str
    told: str

    @property
    def birth(self) -> BirthMonth | None:
        """The month, of a child of whom it is known."""
        return BirthMonth.parse(self.told) if self.told and not self.is_adult else None

    @property
    def is_adult(self) -> bool:
        """Whether no birth month is asked."""
        return self.told == ADULT


def line(name: str, told: BirthMonth | str | None) -> str:
    """Somebody, as a form keeps them."""
    return f"{name}{_APART}{told or ''}"


def people(current: Phoning) -> tuple[Caller, ...]:
    """Who is to be signed up."""
    return tuple(Caller(*one.split(_APART)) for one in current.people.splitlines())


def button(key: str, code: str, current: Phoning) -> Button:
    """One of the buttons of this very call."""
    return Button(WORDS.label(key), Press(Action.PHONE, code, current.begun))


def shown(context: Context, current: Phoning, problem: str = "") -> Outcome:
    """All of it, whether they may come, what is read out to them, and what can be done."""
    event = agenda.by_code(context.session, current.event_code)
    if event is None or not event.takes_signups(context.now):
        return over(context, "phone-no-event")
    fits = [_fit(one, event, context) is AgeFit.OK for one in people(current)]
    known = contacts.find(context.session, current.phone)
    lines = [
        *([problem, ""] if problem else []),
        WORDS.say("phone-recap"),
        WORDS.say("phone-event", **about(context, event)),
        *(_person(one, event, context) for one in people(current)),
        WORDS.say("phone-number", phone=shown_phone(current.phone)),
        *([] if known is None else [WORDS.say("phone-known", family=str(known.number))]),
        "",
        WORDS.say("phone-places", free=event.free_places or 0),
        "",
        *_to_read_out(context, event),
        WORDS.say("phone-not-written"),
    ]
    rows = (*_asked(event, current), *_ways(context, event, current)) if all(fits) else ()
    last: Row = (button("phone-fix", "fix", current), button("phone-drop", "drop", current))
    return asking(context, current, Reply("\n".join(lines), (*rows, last), in_place=context.was_pressed))


def _asked(event: Event, current: Phoning) -> tuple[Row, ...]:
    """What this event asks beside the number, and one may say on the telephone: a button that goes on to the next one.

    Health is for the door, where nobody spells it out to a third person.
    """
    found = (_BY_PHONE[one] for one in event.questions if one in _BY_PHONE)
    return tuple(
        (
            Button(
                WORDS.label(f"phone-question-{name}", said=getattr(current, name) or "open"),
                Press(Action.PHONE, name, current.begun),
            ),
        )
        for name in found
    )


def answered(context: Context, current: Phoning, name: str) -> Outcome:
    """Yes, then no, then not asked."""
    said = {"": YES, YES: NO, NO: ""}[getattr(current, name)]
    alone, photo = (said if name == one else getattr(current, one) for one in ("alone", "photo"))
    return shown(context, replace(current, alone=alone, photo=photo))


def _answers(current: Phoning) -> tuple[Answer, ...]:
    told = ((Question.PHONE, current.phone), (Question.ALONE, current.alone), (Question.PHOTO, current.photo))
    return tuple(Answer(question, words) for question, words in told if words)


def _to_read_out(context: Context, event: Event) -> list[str]:
    kind = "children" if event.is_for_children else "people"
    return [WORDS.say("phone-read-out", kind=kind, days=context.services.keep_days), ""]


def _fit(one: Caller, event: Event, context: Context) -> AgeFit:
    return fits_age(event.age_min, event.age_max, one.birth, context.services.hours.day(event.starts_at))


def _person(one: Caller, event: Event, context: Context) -> str:
    fit, ages = _fit(one, event, context), cards.ages(event, WORDS)
    if fit is not AgeFit.OK:
        return WORDS.say("phone-young" if fit is AgeFit.TOO_YOUNG else "phone-old", who=one.name, ages=ages)
    if one.birth is None:
        return WORDS.say("phone-grown", who=one.name)
    age = shown_age(event.age_min, event.age_max, one.birth, context.services.hours.day(event.starts_at))
    return WORDS.say("phone-child", who=one.name, age=age)


def _ways(context: Context, event: Event, current: Phoning) -> tuple[Row, ...]:
    """Seats for all; else the line, for those who find none, together or one by one."""
    wanted = len(people(current))
    found = seats.allot(event.free_places or 0, seats.line(context.session, event.id), wanted)
    if not found.waiting:
        return ((button("phone-yes", "go", current),),)
    if wanted == 1:
        return ((button("phone-wait", "wait", current),),)
    label = WORDS.label("phone-yes-rest", n=found.seated) if found.seated else WORDS.label("phone-wait-apart")
    apart = Button(label, Press(Action.PHONE, "wait", current.begun))
    return (apart,), (button("phone-wait-together", "together", current),)


def done(context: Context, current: Phoning, or_wait: bool = False, together: bool = False) -> Outcome:
    """Sign them up, by the same rules as whoever writes."""
    event = agenda.by_code(context.session, current.event_code)
    if event is None or current.awaits:
        return over(context, "phone-no-event")
    with context.session.begin_nested() as written:
        outcome, family = _signed_up(context, event, current, or_wait, together)
        if not isinstance(outcome, Done):
            written.rollback()
    if isinstance(outcome, NotEnough):
        return shown(context, current)  # somebody was quicker: what is possible now
    if not isinstance(outcome, Done | AlreadyIn):
        return shown(context, current, seat_status.reason(outcome, event, context))
    if isinstance(outcome, Done):
        staff.note(context.session, context.turn.person, Act.PHONED, context.now, family.number)
    return _told(context, event, outcome, family)


def _signed_up(
    context: Context, event: Event, current: Phoning, or_wait: bool, together: bool
) -> tuple[SignUpOutcome, families.Family]:
    session, now = context.session, context.now
    family = contacts.caller(session, current.phone, now)
    families.record_consent(session, family.id, now)  # what was read out
    ids = [families.add_participant(session, family.id, one.name, one.birth, now).id for one in people(current)]
    outcome = signups.sign_up(
        session,
        family_id=family.id,
        event_id=event.id,
        participants=ids,
        or_wait=or_wait,
        together=together,
        answers=_answers(current),
        now=now,
        hours=context.services.hours,
    )
    return outcome, family


def _told(context: Context, event: Event, outcome: Done | AlreadyIn, family: families.Family) -> Outcome:
    number = family.number
    lines = [
        WORDS.say("phone-done", family=str(number)),
        WORDS.say("phone-event", **about(context, event)),
        *(stands(one) for one in outcome.registrations),
        "",
        WORDS.say("phone-called-instead"),
    ]
    undo = Button(WORDS.label("phone-undo"), Press(Action.PHONE, f"undo-{event.code}", number))
    rows: tuple[Row, ...] = (
        *(((undo,),) if isinstance(outcome, Done) else ()),
        (Button(WORDS.label("phone-link"), Press(Action.FAMILY, "link", number)),),
    )
    return asking(context, None, Reply("\n".join(lines), rows, in_place=context.was_pressed))


def undone(context: Context, event_code: str, family_number: int) -> Outcome:
    """Take back what was just signed up there; a family that has nothing else goes with it."""
    session, now = context.session, context.now
    event = agenda.by_code(session, event_code)
    family_id = session.scalar(select(FamilyRow.id).where(FamilyRow.number == family_number))
    if event is None or family_id is None or contacts.phone_of(session, family_id) is None:
        return over(context, "phone-undo-late")
    theirs = select(SignupRow).where(SignupRow.family_id == family_id)
    fresh = [one.id for one in session.scalars(theirs) if one.event_id == event.id and _is_fresh(one, context)]
    if not fresh:
        return over(context, "phone-undo-late")
    signups.cancel(session, family_id=family_id, signup_ids=fresh, now=now, hours=context.services.hours)
    staff.note(session, context.turn.person, Act.UNPHONED, now, family_number)
    others = [one for one in session.scalars(theirs) if one.id not in fresh]
    if others:
        return over(context, "phone-undone")
    privacy.erase_called(session, family_id, now, context.services.hours)
    return over(context, "phone-undone-erased")


def _is_fresh(row: SignupRow, context: Context) -> bool:
    age: timedelta = context.now - row.created_at
    return row.state in LIVE and age <= UNDO_WITHIN


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
        return undone(context, code, press.revision)
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
    adult: tuple[Row, ...] = ((button("phone-adult", "adult", current),),) if grown else ()
    rows = (*adult, (button("phone-drop", "drop", current),))
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
    lines = [line(name, _born(named, name, now)) for name in named.names]
    current = replace(current, people="\n".join(lines), phone=phone or current.phone)
    return _next(context, current)


def _born(named: Named, name: str, now: datetime) -> BirthMonth | None:
    told = next((one for one in named.told if one.name == name), Told(name))
    born = BirthMonth(told.year, told.month) if told.year and told.month else None
    return born if born is not None and born <= BirthMonth(now.year, now.month) else None


def _next(context: Context, current: Phoning) -> Outcome:
    """A birth month that is missing, the number, else all of it."""
    unknown = next((one.name for one in people(current) if one.birth is None and not one.is_adult), None)
    if unknown is not None:
        return _ask(context, replace(current, name=unknown, awaits="birth"))
    if not current.phone:
        return _ask(context, replace(current, name="", awaits="phone"))
    return shown(context, replace(current, name="", awaits=""))


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
    return _settled(context, current, ADULT)


def _settled(context: Context, current: Phoning, birth: str) -> Outcome:
    """With this told of the one whose birth was asked."""
    lines = (line(one.name, birth) if one.name == current.name else line(one.name, one.told) for one in people(current))
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
    "alone": lambda context, current: answered(context, current, "alone"),
    "photo": lambda context, current: answered(context, current, "photo"),
    "go": done,
    "wait": lambda context, current: done(context, current, or_wait=True),
    "together": lambda context, current: done(context, current, or_wait=True, together=True),
    "fix": _fix,
    "drop": _drop,
}
