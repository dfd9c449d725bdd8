"""Who called, read back before anything is written; then the sign-up, as any other, and how it is undone."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Phoning
from bot.core import staff
from bot.core.staff import Act
from bot.team.phone.family import about, over, stands
from bot.team.writing import WORDS, asking
from bot.views import confirmation
from intents.readers.births import shown_phone
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
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
        return shown(context, current, confirmation.reason(outcome, event, context))
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
