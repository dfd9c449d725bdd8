"""Buttons under what was told unasked: a freed place taken, left, waited for; a changed event kept or called off."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, Reminded
from bot.chat.form import Opening
from bot.chat.state import Outcome
from bot.features.notices import writer as said
from bot.features.signup import draft
from bot.messages import dates
from bot.views import seat_status
from bot.views.notices import NoticeContext, offered_instead, reason_lines
from bot.views.registrations import at_event, by_event, mine, mine_row, registrations
from bot.views.seat_status import place_in_line
from intents.readers.births import Named
from intents.readers.saying import waits_together
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.seats.outcomes import (
    Accepted,
    AcceptOutcome,
    AlreadyIn,
    Done,
    EventCancelled,
    NotEnough,
    Registration,
    SignUpOutcome,
    TooLate,
    Unknown,
)
from scheduler.signups import moving, signups
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
    title = event_title(context, event)
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
    told = seat_status.confirmed(outcome.registrations, event, context, title="offer-taken", given_up=outcome.given_up)
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
        context.words.say("card-title", title=event_title(context, event)),
        event_when(context, event),
    ]
    who = context.words.say("last-call-who", who=seat_status.who(people, context.words))
    text = "\n".join([f"{lead} {place_in_line(people, context.words)}", "", *about, who])
    row = (Button(context.words.label("offer-quit-list"), Press(Action.QUIT, event.code, 0)),)
    return context.answer(Reply(text, (row,), in_place=context.was_pressed), toast=toast)


def _refused(context: Context, event: Event, outcome: AcceptOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return called_off(context, event)
    if isinstance(outcome, Accepted | TooLate | Unknown):
        return gone(context)
    return context.answer(*seat_status.tell(outcome, event, context))


def _told(context: Context, event: Event, outcome: SignUpOutcome) -> Outcome:
    if isinstance(outcome, EventCancelled):
        return called_off(context, event)
    return context.answer(*seat_status.tell(outcome, agenda.by_id(context.session, event.id) or event, context))


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
    who, title = seat_status.who(there, context.words), event_title(context, event)
    key = "grouped-together" if together else "grouped-apart"
    return context.answer(Reply(context.words.say(key, who=who, title=title), mine_row(context)))


def called_off(context: Context, event: Event) -> Outcome:
    """Any older button about an event that is cancelled: the truth, and where else they can go."""
    words = context.words
    lead = words.say("called-off", title=event_title(context, event), when=event_when(context, event))
    family = families.family_of(context.session, context.turn.chat_id)
    lines, rows = offered_instead(context, 0 if family is None else family.id, event, at_event(context, event))
    told = "\n".join([lead, *reason_lines(event, words), *lines])
    return context.answer(Reply(told, rows), toast=words.label("called-off-toast"))


def go_instead(context: Context, event: Event, signup_id: int) -> Outcome:
    """« S’inscrire » under what is cancelled or closed: the same people, one tap, unless something must be asked."""
    if context.conversation.young:
        return draft.start(context, event)
    family = families.family_of(context.session, context.turn.chat_id)
    ids = () if family is None else waiting.everyone_with(context.session, family.id, signup_id)
    if family is None or not ids or not event.takes_signups(context.now):
        return draft.start(context, event)
    people = tuple(signups.registration(context.session, family.id, one, context.services.hours) for one in ids)
    known = tuple(one.participant_id for one in people if one is not None and one.participant_id is not None)
    same = Opening(Named((), known=known), len(ids) - len(known))
    if moving.unanswered_questions(context.session, event.id, ids):
        return draft.start(context, event, same)
    outcome = moving.sign_up_instead(
        context.session,
        family_id=family.id,
        signup_ids=ids,
        to_event_id=event.id,
        now=context.now,
        hours=context.services.hours,
    )
    if isinstance(outcome, NotEnough | Unknown):
        return draft.start(context, event, same)
    if isinstance(outcome, EventCancelled):
        return called_off(context, event)
    replies = seat_status.tell(outcome, event, context)
    return context.answer(*(replace(reply, in_place=False) for reply in replies))


def event_title(context: Context, event: Event) -> str:
    """The event's, in the language of the chat."""
    return cards.title(event, context.language)


def event_when(context: Context, event: Event) -> str:
    """Its day and hours."""
    return dates.span(event.starts_at, event.ends_at, context.services.zone, context.language)


def noted(context: Context, asked: Reminded, only: Sequence[Registration] = ()) -> Outcome:
    """An answer in words, of everybody or only of these: to a new date it keeps the seats."""
    ids = frozenset(one.signup_id for one in only) or None
    return (keep if asked.of_change else coming)(context, asked.event, asked.revision, ids)


def coming(context: Context, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """They come, everybody who has a seat or only these sign-ups."""
    meant = _meant(context, event, only)
    come = _seated(meant)
    if (untrue := _untrue(context, event, revision, meant)) is not None:
        return untrue
    signups.mark_coming(context.session, family_id=_family(context), signup_ids=_ids(come), now=context.now)
    return context.answer(Reply(_say("coming", context, event, come)), toast=context.words.label("coming-toast"))


def keep(context: Context, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """The new date suits everybody who has a seat, or only these sign-ups."""
    meant = _meant(context, event, only)
    kept = _seated(meant)
    if (untrue := _untrue(context, event, revision, meant)) is not None:
        return untrue
    signups.keep_seats(context.session, family_id=_family(context), signup_ids=_ids(kept), revision=revision)
    rows: tuple[Row, ...] = ((_cancel(context, event),),)
    said = Reply(_say("kept", context, event, kept), rows, in_place=context.was_pressed)
    return context.answer(said, toast=context.words.label("kept-toast"))


def _meant(context: Context, event: Event, only: Collection[int] | None) -> tuple[Registration, ...]:
    return tuple(one for one in at_event(context, event) if only is None or one.signup_id in only)


def _seated(meant: Sequence[Registration]) -> tuple[Registration, ...]:
    return tuple(one for one in meant if one.state is State.CONFIRMED)


def _untrue(context: Context, event: Event, revision: int, meant: Sequence[Registration]) -> Outcome | None:
    """Why there is nothing to note: another date, the end, a place in line, or none; None when there is."""
    if revision != event.revision:
        return _changed_again(context, event)
    if event.ends_at <= context.now:
        return _says(context, "mine-past")
    if _seated(meant):
        return None
    return _says(context, "line-stays" if meant else "coming-gone")


def _changed_again(context: Context, event: Event) -> Outcome:
    keep_it = Button(context.words.label("button-keep"), Press(Action.KEEP_SEAT, event.code, event.revision))
    text = context.words.say("changed-again", title=event_title(context, event), when=event_when(context, event))
    rows: tuple[Row, ...] = ((keep_it,), (_cancel(context, event),))
    return context.answer(Reply(text, rows), toast=context.words.label("changed-again-toast"))


def _says(context: Context, key: str) -> Outcome:
    return context.answer(Reply(context.words.say(key)), toast=context.words.label(key))


def _cancel(context: Context, event: Event) -> Button:
    return Button(context.words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))


def _ids(people: Sequence[Registration]) -> list[int]:
    return [one.signup_id for one in people]


def _say(key: str, context: Context, event: Event, people: Sequence[Registration]) -> str:
    who = seat_status.who(people, context.words)
    return context.words.say(key, who=who, title=event_title(context, event), when=event_when(context, event))
