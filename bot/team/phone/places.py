"""One child's place, given up or moved by the team as the family asked; the family is told."""

from sqlalchemy import select

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.team.phone.family import A_PAGE, about, over, when
from bot.team.writing import WORDS, asking, short
from bot.views import seat_status
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.people import AgeFit, fits_age
from scheduler.core.tables import LIVE, FamilyRow, ParticipantRow, SignupRow, State
from scheduler.families import contacts, families
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, Slot, put_notice
from scheduler.seats.outcomes import AlreadyIn, Done, NotEnough, Registration, Restored
from scheduler.seats.registrations import of_signups
from scheduler.signups import moving, signups


def pressed(context: Context, press: Press) -> Outcome:
    """A button of ours, alone with somebody of the team."""
    what, _, code = press.code.partition("-")
    if what == "of":
        return _of_event(context, code, press.revision)
    one = next(iter(of_signups(context.session, [press.revision], context.services.hours)), None)
    if one is None:
        return over(context, "place-gone")
    match what:
        case "undo":
            return _restored(context, one)
        case "one" | "cancel" | "sure" | "move" if one.state is State.CANCELLED:
            return over(context, "place-gone")
        case "cancel":
            return _sure(context, one)
        case "sure":
            return _cancelled(context, one)
        case "move":
            return _where(context, one)
        case "to":
            return _move_sure(context, one, code)
        case "do":
            return _moved(context, one, code)
        case "keep":
            return over(context, "place-kept")
    return _about(context, one)


def _of_event(context: Context, code: str, page: int) -> Outcome:
    """Everybody who has a place there, or waits; a button each."""
    event = agenda.by_code(context.session, code)
    if event is None:
        return over(context, "phone-no-event")
    live = SignupRow.event_id == event.id, SignupRow.state.in_(LIVE)
    ids = context.session.scalars(select(SignupRow.id).where(*live).order_by(SignupRow.family_id, SignupRow.id)).all()
    shown = ids[page * A_PAGE : (page + 1) * A_PAGE]
    found = {one.signup_id: one for one in of_signups(context.session, shown, context.services.hours)}
    rows: list[Row] = [(_of_one(context, found[one]),) for one in shown]
    if len(ids) > (page + 1) * A_PAGE:
        rows.append((Button(WORDS.label("phone-more"), Press(Action.PLACE, press_of(event), page + 1)),))
    said = WORDS.say("place-which" if ids else "place-nobody", **about(context, event))
    return asking(context, None, Reply(said, tuple(rows), in_place=context.was_pressed))


def press_of(event: Event) -> str:
    """The code of the list of an event's places."""
    return f"of-{event.code}"


def _of_one(context: Context, one: Registration) -> Button:
    label = WORDS.label("place-label", who=seat_status.called(one, WORDS), family=_number(context, one))
    return Button(short(label), Press(Action.PLACE, "one", one.signup_id))


def _family(context: Context, one: Registration) -> FamilyRow:
    row = context.session.get_one(SignupRow, one.signup_id)
    return context.session.get_one(FamilyRow, row.family_id)


def _number(context: Context, one: Registration) -> str:
    return str(_family(context, one).number)


def _lead(context: Context, one: Registration) -> str:
    who = seat_status.called(one, WORDS)
    return WORDS.say("place-about", who=who, family=_number(context, one), **about(context, one.event))


def _button(key: str, code: str, one: Registration) -> Button:
    return Button(WORDS.label(key), Press(Action.PLACE, code, one.signup_id))


def _about(context: Context, one: Registration) -> Outcome:
    rows: tuple[Row, ...] = (
        (_button("place-cancel", "cancel", one), _button("place-move", "move", one)),
        (_button("place-keep", "keep", one),),
    )
    return asking(context, None, Reply(_lead(context, one), rows, in_place=context.was_pressed))


def _how(context: Context, one: Registration) -> str:
    return "chat" if contacts.phone_of(context.session, _family(context, one).id) is None else "call"


def _sure(context: Context, one: Registration) -> Outcome:
    said = "\n".join([_lead(context, one), WORDS.say("place-cancel-sure", how=_how(context, one))])
    rows: tuple[Row, ...] = ((_button("place-cancel-yes", "sure", one),), (_button("place-keep", "keep", one),))
    return asking(context, None, Reply(said, rows, in_place=context.was_pressed))


def _cancelled(context: Context, one: Registration) -> Outcome:
    session, now = context.session, context.now
    family = _family(context, one)
    done = signups.cancel(
        session, family_id=family.id, signup_ids=[one.signup_id], now=now, hours=context.services.hours
    )
    if not done.fresh:
        return over(context, "place-gone")
    staff.note(session, context.turn.person, Act.PLACE_CANCELLED, now, family.number)
    _tell(context, NoticeKind.PLACE_CANCELLED, family.id, one.event, one.signup_id)
    said = WORDS.say("place-cancelled", who=seat_status.called(one, WORDS))
    return asking(context, None, Reply(said, ((_button("place-undo", "undo", one),),), in_place=context.was_pressed))


def _tell(
    context: Context, kind: NoticeKind, family_id: int, event: Event, signup_id: int, was: Slot | None = None
) -> None:
    """In each chat of the family; one that has none is called."""
    notice = Notice(
        kind=kind,
        family_id=family_id,
        event_id=event.id,
        revision=event.revision,
        signup_ids=(signup_id,),
        was=was,
    )
    key = f"{kind.value}:{family_id}:{event.id}:{signup_id}:{int(context.now.timestamp())}"
    chats = families.all_chats_of_family(context.session, family_id)
    put_notice(context.session, notice, chats, send_class=SendClass.CONFIRMATION, key=key, now=context.now)


def _restored(context: Context, one: Registration) -> Outcome:
    family, now = _family(context, one), context.now
    found = signups.restore(
        context.session, family_id=family.id, signup_ids=[one.signup_id], now=now, hours=context.services.hours
    )
    if not isinstance(found, Restored):
        return over(context, "place-not-restored")
    staff.note(context.session, context.turn.person, Act.PLACE_RESTORED, now, family.number)
    if _was_told(context, one.signup_id):  # else what was owed is not true any more, and nobody reads it
        _tell(context, NoticeKind.PLACE_CONFIRMED, family.id, one.event, one.signup_id)
    said = WORDS.say("place-restored", who=seat_status.called(one, WORDS))
    return asking(context, None, Reply(said, in_place=context.was_pressed))


def _was_told(context: Context, signup_id: int) -> bool:
    """That it was cancelled may have been read: then that it is not, is to be read too."""
    row = context.session.get_one(SignupRow, signup_id)
    return row.state == State.CONFIRMED and contacts.phone_of(context.session, row.family_id) is None


def _where(context: Context, one: Registration) -> Outcome:
    """Other events that suit the age, other dates of the same first."""
    row = context.session.get_one(SignupRow, one.signup_id)
    who = None if row.participant_id is None else context.session.get(ParticipantRow, row.participant_id)
    birth = None if who is None else families.participant_value(who).birth
    found = [
        event
        for event in agenda.upcoming(context.session, context.now)
        if event.id != one.event.id
        and event.takes_signups(context.now)
        and fits_age(event.age_min, event.age_max, birth, context.services.hours.day(event.starts_at)) is AgeFit.OK
    ]
    found.sort(key=lambda event: (event.title != one.event.title, event.starts_at))
    zone = context.services.zone
    rows: list[Row] = [
        (Button(cards.short_line(event, WORDS, zone), Press(Action.PLACE, f"to-{event.code}", one.signup_id)),)
        for event in found[:A_PAGE]
    ]
    said = WORDS.say("place-move-where" if rows else "place-move-nowhere")
    last: Row = (_button("place-keep", "keep", one),)
    reply = Reply("\n".join([_lead(context, one), said]), (*rows, last), in_place=context.was_pressed)
    return asking(context, None, reply)


def _move_sure(context: Context, one: Registration, code: str) -> Outcome:
    event = agenda.by_code(context.session, code)
    if event is None or one.state is State.CANCELLED:
        return over(context, "place-gone")
    said = WORDS.say(
        "place-move-sure",
        who=seat_status.called(one, WORDS),
        how=_how(context, one),
        **{"from": cards.short_line(one.event, WORDS, context.services.zone)},
        to=", ".join(about(context, event).values()),
    )
    rows: tuple[Row, ...] = (
        (_button("place-move-yes", f"do-{event.code}", one),),
        (_button("place-keep", "keep", one),),
    )
    return asking(context, None, Reply(said, rows, in_place=context.was_pressed))


def _moved(context: Context, one: Registration, code: str) -> Outcome:
    """There, if there is a seat; the old one goes once the new one is sure."""
    session, now = context.session, context.now
    event, family = agenda.by_code(session, code), _family(context, one)
    if event is None:
        return over(context, "place-gone")
    outcome = moving.move(
        session,
        family_id=family.id,
        signup_ids=[one.signup_id],
        to_event_id=event.id,
        now=now,
        hours=context.services.hours,
    )
    if isinstance(outcome, NotEnough):
        return over(context, "place-move-full")
    if not isinstance(outcome, Done | AlreadyIn):
        said = seat_status.reason(outcome, event, context)
        return asking(context, None, Reply(said, in_place=context.was_pressed))
    if isinstance(outcome, Done):
        staff.note(session, context.turn.person, Act.PLACE_MOVED, now, family.number)
        was = Slot(one.event.starts_at, one.event.ends_at)
        _tell(context, NoticeKind.PLACE_MOVED, family.id, event, outcome.registrations[0].signup_id, was)
    title = cards.title(event, WORDS.language)
    said = WORDS.say("place-moved", who=seat_status.called(one, WORDS), title=title, when=when(context, event))
    return asking(context, None, Reply(said, in_place=context.was_pressed))
