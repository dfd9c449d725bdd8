"""Answers to a freed place, pressed or typed: take it, leave it, stay in line, wait together or one by one."""

from dataclasses import replace

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.features.notices import writer as said
from bot.features.places import changed_events
from bot.views import confirmation, seat_status
from bot.views.notices import NoticeContext, offered_instead
from bot.views.registrations import by_event, mine, mine_row, registrations
from bot.views.seat_status import place_in_line
from intents.readers.saying import waits_together
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.seats.outcomes import (
    Accepted,
    AcceptOutcome,
    AlreadyIn,
    Done,
    EventCancelled,
    Registration,
    SignUpOutcome,
    TooLate,
    Unknown,
)
from scheduler.signups import signups
from scheduler.waiting import offers, waiting


def take(context: Context, one: Registration, revision: int) -> Outcome:
    """« Je prends la place », in a message that spoke of this sign-up: all of the family's on offer there."""
    family_id = _family(context)
    ids = waiting.of_offer(context.session, family_id, one.signup_id)
    if one.state is State.OFFERED and revision != one.event.revision:
        return _changed_since(context, one.event, family_id, ids)
    return _accept(context, one.event, family_id, ids)


def take_only(context: Context, one: Registration, revision: int) -> Outcome:
    """« Seulement pour Léa »: the other places on offer are passed on."""
    family_id, event = _family(context), one.event
    offered = waiting.in_state(context.session, family_id, event.id, State.OFFERED)
    if one.state is State.OFFERED and revision != event.revision:
        return _changed_since(context, event, family_id, offered)
    outcome = _accept(context, event, family_id, (one.signup_id,))
    others = tuple(other for other in offered if other != one.signup_id)
    taken = one.signup_id in waiting.in_state(context.session, family_id, event.id, State.CONFIRMED)
    if one.state is not State.OFFERED or not others or not taken:
        return outcome
    waiting.decline(
        context.session, family_id=family_id, signup_ids=others, now=context.now, hours=context.services.hours
    )
    first, *files = outcome.replies
    text = f"{first.text}\n\n{context.words.say('offer-only-rest', n=len(others))}"
    rows = (*_stay_or_not(context, event, others[0]), *first.rows)
    return context.answer(replace(first, text=text, rows=rows), *files, toast=outcome.toast)


def ask_only(context: Context, one: Registration, revision: int) -> Outcome:
    """« Pas Ana »: whether Tom takes his place without her."""
    if one.state is not State.OFFERED:
        return gone(context)
    words, who = context.words, seat_status.called(one, context.words)
    only = Button(words.label("offer-only", who=who), Press(Action.ONLY, str(one.signup_id), revision))
    keep = Button(words.label("offer-only-not"), Press(Action.KEEP))
    return context.answer(Reply(words.say("offer-only-sure", who=who), ((only,), (keep,))))


def leave(context: Context, one: Registration, revision: int) -> Outcome:
    """« Je laisse ma place »: passed on at once; perhaps they wait for another one."""
    if one.state is not State.OFFERED:
        return gone(context)
    ids = waiting.of_offer(context.session, _family(context), one.signup_id)
    waiting.decline(
        context.session, family_id=_family(context), signup_ids=ids, now=context.now, hours=context.services.hours
    )
    text = context.words.say("offer-left", n=len(ids))
    return context.answer(Reply(text, _stay_or_not(context, one.event, ids[0]), in_place=context.was_pressed))


def stay(context: Context, event: Event, signup_id: int) -> Outcome:
    """After an offer ended: everyone of it goes back in line, at its end, or on seats that are free."""
    family_id = _family(context)
    ids = waiting.of_entry(context.session, family_id, signup_id)
    outcome = offers.rejoin(
        context.session, family_id=family_id, signup_ids=ids, now=context.now, hours=context.services.hours
    )
    if isinstance(outcome, Done | AlreadyIn) and not outcome.confirmed and not outcome.offered:
        return _in_line(context, event, outcome.waiting)
    if isinstance(outcome, Unknown):
        return mine(context)
    told = _told(context, event, outcome)
    if not isinstance(outcome, Done) or not outcome.confirmed:
        return told
    first, *files = told.replies
    text = f"{context.words.say('stay-seated', n=len(outcome.confirmed))}\n\n{first.text}"
    return replace(told, replies=(replace(first, text=text), *files))


def leave_line(context: Context, event: Event, signup_id: int) -> Outcome:
    """« Quitter la liste »: this entry, or (0) everyone of the family who waits there."""
    family_id = _family(context)
    if signup_id:
        ids = waiting.of_entry(context.session, family_id, signup_id)
    else:
        ids = waiting.in_state(context.session, family_id, event.id, State.WAITING)
    left = waiting.decline(
        context.session, family_id=family_id, signup_ids=ids, now=context.now, hours=context.services.hours
    )
    if ids and not left.signup_ids:
        return mine(context)
    title = changed_events.title(context, event)
    return context.answer(
        Reply(context.words.say("line-left", title=title), _agenda(context), in_place=context.was_pressed)
    )


def gone(context: Context) -> Outcome:
    """There is nothing on offer any more."""
    reply = Reply(context.words.say("offer-gone"), in_place=context.was_pressed)
    return context.answer(reply, toast=context.words.label("offer-gone"))


def _accept(context: Context, event: Event, family_id: int, ids: tuple[int, ...]) -> Outcome:
    waited = waiting.in_state(context.session, family_id, event.id, State.WAITING)
    seated = waiting.in_state(context.session, family_id, event.id, State.CONFIRMED)
    outcome = offers.accept(
        context.session, family_id=family_id, signup_ids=ids, now=context.now, hours=context.services.hours
    )
    if isinstance(outcome, Accepted):
        return _taken(context, event, outcome, again=set(ids) <= set(seated))
    if isinstance(outcome, TooLate):
        return _too_late(context, event, outcome, waited=bool(set(ids) & set(waited)))
    return _refused(context, event, outcome)


def _taken(context: Context, event: Event, outcome: Accepted, again: bool) -> Outcome:
    """The confirmation with all that goes with it; a second tap shows the words alone."""
    event = agenda.by_id(context.session, event.id) or event
    told = confirmation.confirmed(outcome.registrations, event, context, title="offer-taken", given_up=outcome.given_up)
    return context.answer(*(told[:1] if again else told))


def _too_late(context: Context, event: Event, outcome: TooLate, waited: bool) -> Outcome:
    last_call = waited and waiting.is_last_call(event.starts_at, context.now, context.services.hours)
    key = "last-call-lost" if last_call else "offer-too-late"
    lead = context.words.say(key)
    if outcome.waiting:
        return _in_line(context, event, outcome.waiting, lead, toast=context.words.label(key))
    if context.now < waiting.closes_at(event.starts_at):
        return gone(context)  # left before, or back in another way
    lines, rows = offered_instead(context, _family(context), event, outcome.registrations)
    text = "\n".join([f"{lead} {context.words.say('line-is-closed')}", *lines])
    return context.answer(Reply(text, rows, in_place=context.was_pressed), toast=context.words.label(key))


def _in_line(
    context: Context, event: Event, people: tuple[Registration, ...], lead: str | None = None, toast: str | None = None
) -> Outcome:
    lead = lead or context.words.say("line-stays")
    about = [
        context.words.say("card-title", title=changed_events.title(context, event)),
        changed_events.when(context, event),
    ]
    who = context.words.say("last-call-who", who=seat_status.who(people, context.words))
    text = "\n".join([f"{lead} {place_in_line(people, context.words)}", "", *about, who])
    row = (Button(context.words.label("offer-quit-list"), Press(Action.QUIT, event.code, 0)),)
    return context.answer(Reply(text, (row,), in_place=context.was_pressed), toast=toast)


def _refused(context: Context, event: Event, outcome: AcceptOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changed_events.called_off(context, event)
    if isinstance(outcome, Accepted | TooLate | Unknown):
        return gone(context)
    return context.answer(*confirmation.tell(outcome, event, context))


def _told(context: Context, event: Event, outcome: SignUpOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return changed_events.called_off(context, event)
    return context.answer(*confirmation.tell(outcome, agenda.by_id(context.session, event.id) or event, context))


def _changed_since(context: Context, event: Event, family_id: int, ids: tuple[int, ...]) -> Outcome:
    """The message is older than the event's date: nothing is taken; the offer as it is now."""
    found = (signups.registration(context.session, family_id, one, context.services.hours) for one in ids)
    people = tuple(one for one in found if one is not None)
    notice = Notice(
        kind=NoticeKind.OFFER, family_id=family_id, event_id=event.id, revision=event.revision, signup_ids=ids
    )
    draft = NoticeContext(notice, event, people, context.words, context.services, context.session, context.now)
    reply = said.offer(draft)
    text = f"{context.words.say('changed-since')}\n\n{reply.text}"
    return context.answer(replace(reply, text=text, in_place=context.was_pressed))


def _stay_or_not(context: Context, event: Event, signup_id: int) -> tuple[Row, ...]:
    words = context.words
    return (
        (Button(words.label("offer-stay-yes"), Press(Action.STAY, event.code, signup_id)),),
        (Button(words.label("offer-stay-no"), Press(Action.QUIT, event.code, signup_id)),),
    )


def _agenda(context: Context) -> tuple[Row, ...]:
    return ((Button(context.words.label("button-agenda"), Press(Action.AGENDA)),),)


def _family(context: Context) -> int:
    """The family's id; 0, which nobody has, for a chat that speaks for none."""
    family = families.family_of(context.session, context.turn.chat_id)
    return 0 if family is None else family.id


def asked_in_words(context: Context) -> Outcome | None:
    """« Un par un, ça va aussi », « ensemble ou rien »; None where nothing like it is said, or fewer than two wait."""
    together, family = waits_together(context.turn.text), families.family_of(context.session, context.turn.chat_id)
    if together is None or family is None or context.conversation.form is not None:
        return None
    groups = by_event([one for one in registrations(context) if one.state is State.WAITING])
    several = [(event, there) for event, there in groups if len(there) > 1]
    if len(several) != 1:
        return None
    event, there = several[0]
    waiting.regroup(
        context.session,
        family_id=family.id,
        event_id=event.id,
        together=together,
        now=context.now,
        hours=context.services.hours,
    )
    who, title = seat_status.who(there, context.words), changed_events.title(context, event)
    key = "grouped-together" if together else "grouped-apart"
    return context.answer(Reply(context.words.say(key, who=who, title=title), mine_row(context)))
