"""Typed answers to what was told unasked: a place on offer, « Venez-vous ? », a new date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.bot_api.replies import Action, Button, Press, Reply
from bot.chat import state
from bot.chat.context import Context, Reminded, SentNotice, last_event, sent_notices, told_reminders
from bot.chat.state import Outcome, Question, press_typed
from bot.features import escalation
from bot.features.notices.writer import write
from bot.features.places import cancelling, notice_buttons
from bot.features.signup import draft
from bot.features.signup.form_context import by_age
from bot.team import answers
from bot.views import seat_status
from bot.views.notices import NoticeContext, drafted
from bot.views.registrations import at_event, event_of, one_of_mine, page, registrations
from intents.dates.when import When
from intents.meaning.meaning import Coming
from intents.readers import attending, saying
from intents.readers.asking import is_yes_or_no, keeps_in_line, wants_the_place
from intents.readers.attending import Attendance
from intents.readers.people import same_person
from knowledge.agenda.agenda import Event, by_uid
from scheduler.core.tables import Ending, State
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.seats.outcomes import Registration

_STILL_IN_SIGHT = 3  # messages
_ON_OFFER = (NoticeKind.OFFER, NoticeKind.OFFER_NUDGE, NoticeKind.LAST_CALL)
_OFFERING_OTHERS = (NoticeKind.EVENT_CANCELLED, NoticeKind.LIST_CLOSED)
_OF_A_PLACE = (*_ON_OFFER, NoticeKind.OFFER_EXPIRED)


def press_of_notice(context: Context) -> Press | None:
    """What the typed words ask, when they are those of a button under one of the last notices, newest first."""
    replies = (_written(context, one.notice) for one in _in_sight(context))
    presses = (
        press_typed((one for row in reply.rows for one in row), context.turn.text)
        for reply in replies
        if reply is not None
    )
    return next((press for press in presses if press is not None), None)


def yes_or_no(context: Context) -> Press | None:
    """The button that a typed yes or no stands for: one of the newest message's, told unasked or answered.

    To somebody in the middle of a form a mere « oui » is the form's: it may have been written before the news was read.
    """
    # The file that goes with a change asks nothing.
    newest = next((one for one in _in_sight(context) if one.notice.kind is not NoticeKind.CALENDAR), None)
    if newest is None or not newest.is_last_word:
        asked = context.conversation.asked
        return state.answer(asked, context.turn.text) or _of_the_place(context, _offer_shown(context, asked), asked)
    of_the_form = context.conversation.form is not None and not newest.is_meant and not draft.is_left(context)
    if of_the_form and is_yes_or_no(context.turn.text):
        return None
    written = _drafted(context, newest.notice)
    reply = _written(context, newest.notice)
    if reply is None:
        return None
    asked = state.question(one for row in reply.rows for one in row)
    return state.answer(asked, context.turn.text) or _of_the_place(context, written, asked)


def instead(context: Context, uids: Sequence[str], when: When | None, intent: str | None) -> Press | None:
    """The other event that the newest notice offers in place of one: the one that is named, the only one of that day,
    or the only one; after other words only one that is named or dated.
    """
    newest = next((one for one in _in_sight(context) if one.notice.kind is not NoticeKind.CALENDAR), None)
    if newest is None or newest.notice.kind not in _OFFERING_OTHERS or not (newest.is_last_word or uids or when):
        return None
    written = _written(context, newest.notice)
    shown = [] if written is None else [one for row in written.rows for one in row if isinstance(one, Button)]
    offered = [one.press for one in shown if one.press.action is Action.INSTEAD]
    codes = {event.code for event in map(partial(by_uid, context.session), uids) if event is not None}
    named = [press for press in offered if press.code in codes]
    dated = [
        press
        for press in offered
        if when and (other := event_of(context, press.code)) and context.begins_then(other, when)
    ]
    meant = named or dated or (offered if intent == "sign_up" and not codes else [])
    return meant[0] if len(meant) == 1 else None


def further_for_team(context: Context) -> tuple[Press, str] | None:
    """« Oui, et dites-leur aussi que… » to the offer to ask the team: its button, and the further words."""
    asked, newest = context.conversation.asked, next(iter(_in_sight(context)), None)
    if asked is None or asked.yes.action is not Action.TEAM or (newest is not None and newest.is_last_word):
        return None
    further = state.further_words(asked, context.turn.text)
    return (asked.yes, further) if further else None


def _offer_shown(context: Context, asked: Question | None) -> NoticeContext | None:
    """The offer that the newest message shows again."""
    if asked is None or asked.yes.action is not Action.TAKE:
        return None
    about = (one.notice for one in _in_sight(context) if asked.yes.code in map(str, one.notice.signup_ids))
    return next(filter(None, (_drafted(context, one) for one in about)), None)


def _of_the_place(context: Context, offer: NoticeContext | None, asked: Question | None) -> Press | None:
    """« Léa viendra », « on n’est plus disponibles », « seulement Tom »: what that is to a place on offer."""
    if offer is None or asked is None or offer.notice.kind not in _OF_A_PLACE:
        return None
    no = Press(Action.QUIT, offer.event.code) if offer.notice.kind is NoticeKind.LAST_CALL else asked.no
    answer = _said_of(context)
    if answer is not None and answer.one_seat and len(offer.people) > 1 and not any(p.first_name for p in offer.people):
        return Press(Action.ONLY, str(offer.people[0].signup_id), offer.event.revision)
    if answer is None or answer.unclear or not answer.is_about(context.services.hours.day(offer.event.starts_at)):
        return None
    said = {one: answer.of(one.first_name) for one in offer.people}
    come = [one for one, what in said.items() if what is Coming.COMING]
    stay = [one for one, what in said.items() if what is Coming.NOT_COMING]
    if len(come) == len(said):
        return asked.yes
    if len(stay) == len(said):
        return no
    if offer.notice.kind is NoticeKind.OFFER_EXPIRED:
        return None
    if len(come) == 1:
        return Press(Action.ONLY, str(come[0].signup_id), offer.event.revision)
    left = [one for one, what in said.items() if one not in stay and what is None]
    if len(stay) == 1 and not come and not left:  # the others do not know yet: their offer stands
        return Press(Action.ASK_CANCEL, offer.event.code, stay[0].signup_id)
    if stay and not come and len(left) == 1:  # « Pas Ana » says of Tom nothing at all: it is asked
        return Press(Action.ASK_ONLY, str(left[0].signup_id), offer.event.revision)
    return None


def _said_of(context: Context) -> Attendance | None:
    return attending.read(context.turn.text, context.clauses, by_age(context))


def place_asked_about(context: Context) -> Reply | None:
    """« C’est trop tard ? », « on ne sait pas encore »: the last offer as it stands now, or what ended it."""
    answer = _said_of(context) if any(_asks_now(one) for one in _in_sight(context)[:1]) else None
    unsure = answer is not None and answer.others is Coming.UNSURE
    if not (unsure or saying.asks_about_the_place(context.turn.text)):
        return None
    last = next((one.notice for one in _in_sight(context) if one.notice.kind in _OF_A_PLACE), None)
    return None if last is None else _written(context, last)


def place_wanted_after_all(context: Context) -> Press | None:
    """« Je veux la place finalement »: the place last offered, whatever has become of it meanwhile."""
    if not (saying.takes_the_place(context.turn.text) or wants_the_place(context.turn.text)):
        return None
    notices = (one.notice for one in _in_sight(context))
    offers = (notice for notice in notices if notice.kind in _OF_A_PLACE and notice.signup_ids)
    last = next(offers, None)
    one = None if last is None else one_of_mine(context, last.signup_ids[0])
    if last is None or one is None:
        return None
    if one.ended is Ending.DECLINED:  # nothing is on offer any more: back in line, or on the seat if it is still free
        return Press(Action.STAY, one.event.code, one.signup_id)
    return Press(Action.TAKE, str(one.signup_id), last.revision)


def stays_in_line(context: Context) -> Press | None:
    """« Bah oui, on reste dessus, on passe en quelle position ? », to « Voulez-vous rester en liste ? »."""
    asked = context.conversation.asked
    to_stay = asked is not None and asked.yes.action is Action.STAY
    return asked.yes if asked is not None and to_stay and keeps_in_line(context.turn.text) else None


def _asks_now(one: SentNotice) -> bool:
    return one.is_last_word and one.notice.kind in _ON_OFFER


def _in_sight(context: Context) -> tuple[SentNotice, ...]:
    return sent_notices(context.session, context.turn, context.now, _STILL_IN_SIGHT)


def _written(context: Context, notice: Notice) -> Reply | None:
    if notice.kind is NoticeKind.ANSWER_ASKED:
        return answers.asked_whether(context.session, notice.about)
    now_true = _drafted(context, notice)
    return None if now_true is None else write(now_true)


def _drafted(context: Context, notice: Notice) -> NoticeContext | None:
    """The notice as it would be written now; None when it is not true any more."""
    return drafted(context.session, notice, context.services, context.now) if notice.family_id else None


_SOON = timedelta(hours=48)  # words that say it in full answer a reminder of so near an event after other talk too
_NEAR = timedelta(days=7)  # of a later event nobody knows yet that they will be late


def answered(context: Context, in_full: bool = False) -> Outcome | None:
    """What the words lead to; None when they answer no reminder. `in_full`: a mere yes or no is for something else."""
    if attending.asks_if_still_on(context.turn.text):
        return _as_it_stands(context)
    questions = told_reminders(context) or _just_confirmed(context)
    late = attending.is_late(context.turn.text, context.clauses)
    if not questions and not late:  # a delay alone is told with nothing asked
        return None
    answer = attending.read(context.turn.text, context.clauses, by_age(context))
    if answer is None or (in_full and answer.mere and not late):
        return None
    return _of_all(context, answer, _asked(context, answer, questions))


def beside_a_move(context: Context, event: Event, outcome: Outcome) -> Outcome:
    """A change of date with what else is said there: who comes is noted, and who is ill is wished well."""
    answer, there = _said_of(context), at_event(context, event)
    asked = next((one for one in told_reminders(context) if one.event.id == event.id), None)
    if answer is None or not there:
        return outcome
    stay = [one for one in there if answer.of(one.first_name) is Coming.NOT_COMING]
    come = [one for one in there if answer.named.get(one.first_name or "") is Coming.COMING]
    outcomes = [notice_buttons.noted(context, asked, come)] if asked is not None and come else []
    return _together(context, [*outcomes, _kindly(context, answer, stay, outcome)]) if outcomes else outcome


def of_the_only_one(context: Context, cancels: bool) -> Outcome | None:
    """« Alors c’est sûr, il vient », with nothing asked: said in full, it is about the only event they go to.

    `cancels`: the words were taken for a cancellation, which others read but for how many of the places are left.
    """
    answer = attending.read(context.turn.text, context.clauses, by_age(context))
    if (
        answer is None
        or answer.mere
        or (answer.unclear and not answer.one_seat)
        or (asked := _only_one(context)) is None
    ):
        return None
    # Who gives a place back, or thanks for one, is not asked whether they come.
    asked = replace(asked, is_confirmed=answer.one_seat or bool(_just_confirmed(context)))
    return None if cancels and not answer.one_seat else _of_all(context, answer, (asked,))


def goes_to_one(context: Context) -> bool:
    """Whether the family has places at one event and no other."""
    return _only_one(context) is not None


def _only_one(context: Context) -> Reminded | None:
    events = {one.event.id: one.event for one in registrations(context) if one.state is State.CONFIRMED}
    event = next(iter(events.values())) if len(events) == 1 else None
    return None if event is None else Reminded(event, event.revision, is_last_word=True)


def _of_all(context: Context, answer: Attendance, asked: Sequence[Reminded]) -> Outcome | None:
    outcomes = [one for one in (_answered(context, answer, one) for one in asked) if one is not None]
    if asked and (elsewhere := _stay_elsewhere(context, answer, asked)):
        outcomes.append(_kindly(context, answer, elsewhere, cancelling.sure(context, elsewhere)))
    return _together(context, outcomes) if outcomes else None


def _stay_elsewhere(context: Context, answer: Attendance, asked: Sequence[Reminded]) -> tuple[Registration, ...]:
    """Who is said by name not to come, and goes to none of the events that were asked about."""
    events = {one.event.id for one in asked}
    held = registrations(context)
    there = {one.first_name for one in held if one.event.id in events}
    gone = {name for name, said in answer.named.items() if said is Coming.NOT_COMING} - there
    of_day = (one for one in held if answer.is_about(context.services.hours.day(one.event.starts_at)))
    return tuple(one for one in of_day if one.first_name in gone)


def _answered(context: Context, answer: Attendance, asked: Reminded) -> Outcome | None:
    """What is said of each of them there: who comes is noted, who does not is asked about once more."""
    there = at_event(context, asked.event)
    come, stay = _parted(there, answer)
    if asked.is_confirmed and not (stay or answer.tells or answer.unclear):
        return None  # « super, à samedi »
    notes = bool(come) and not asked.is_confirmed
    outcomes = [notice_buttons.noted(context, asked, come if len(come) < len(there) else ())] if notes else []
    if missing := _without_a_place(context, answer):
        outcomes.append(cancelling.no_place(context, missing))
    if answer.late or answer.tells:
        outcomes.append(escalation.announce_late(context, asked.event))
    if answer.unclear and not answer.one_seat:
        outcomes = [cancelling.ask_event(context, asked.event) if len(there) > 1 else _unsure(context, asked.event)]
    elif stay:
        outcomes.append(_kindly(context, answer, stay, cancelling.sure(context, stay)))
    if not outcomes and not there and answer.others is not None:
        outcomes.append(notice_buttons.noted(context, asked))  # what has become of their places
    if not outcomes and Coming.UNSURE in (answer.others, *answer.named.values()):
        unsure = [one for one in there if answer.of(one.first_name) is Coming.UNSURE]
        return _kindly(context, answer, unsure or there, _unsure(context, asked.event))
    return _together(context, outcomes) if outcomes else None


def _just_confirmed(context: Context) -> tuple[Reminded, ...]:
    """The event of the confirmation that was shown last: « finalement non » is about it."""
    codes = (one.press.code for one in context.conversation.shown if one.press.action is Action.ASK_CANCEL_EVENT)
    event = event_of(context, next(codes, ""))
    if event is None or event.ends_at <= context.now:
        return ()
    return (Reminded(event, event.revision, is_last_word=True, is_confirmed=True),)


def _parted(
    there: Sequence[Registration], answer: Attendance
) -> tuple[tuple[Registration, ...], tuple[Registration, ...]]:
    """Who comes, and who does not; of places without a name only how many is told."""
    if answer.one_seat and len(there) > 1 and not any(one.first_name for one in there):
        return tuple(there[:1]), tuple(there[1:])
    return _those(there, answer, Coming.COMING), _those(there, answer, Coming.NOT_COMING)


def _those(there: Sequence[Registration], answer: Attendance, said: Coming) -> tuple[Registration, ...]:
    return tuple(one for one in there if answer.of(one.first_name) is said)


def _without_a_place(context: Context, answer: Attendance) -> set[str]:
    """Who is said to come and has no place anywhere, of the family or not: « la petite Ava vient avec nous »."""
    placed = [one.first_name for one in registrations(context) if one.first_name]
    family = (*placed, *answer.named)
    others = {
        name for name in attending.said_to_come(context.clauses) if not any(same_person(name, one) for one in family)
    }
    return others | {name for name, said in answer.named.items() if said is Coming.COMING and name not in placed}


def _kindly(context: Context, answer: Attendance, stay: Sequence[Registration], outcome: Outcome) -> Outcome:
    """« Bon rétablissement à Tom ! » before anything else is said to somebody ill."""
    if not answer.ill or not outcome.replies:
        return outcome
    first, *others = outcome.replies
    wish = context.words.say("get-well", who=seat_status.who(stay, context.words))
    return replace(outcome, replies=(replace(first, text=f"{wish}\n\n{first.text}"), *others))


def _together(context: Context, outcomes: Sequence[Outcome]) -> Outcome:
    """What asks something comes last: else its yes would be for something else."""
    said = sorted(outcomes, key=_asks)
    return context.answer(*(reply for outcome in said for reply in outcome.replies))


def _asks(outcome: Outcome) -> bool:
    asked = outcome.conversation.asked
    return asked is not None and asked.no is not None


def event_meant(context: Context) -> Event | None:
    """The event that the family was last asked about, for words that name none."""
    return next((one.event for one in told_reminders(context) if one.is_last_word or _is_soon(context, one)), None)


def event_spoken_of(context: Context) -> Event | None:
    """The event of the newest word about one that they have a place at: a confirmation, a reminder, a new date."""
    confirmed = next((one.event for one in _just_confirmed(context)), None)
    event = confirmed or last_event(context)
    return event if event is not None and event.ends_at > context.now and at_event(context, event) else None


def _as_it_stands(context: Context) -> Outcome | None:
    event = last_event(context)
    there = () if event is None else at_event(context, event)
    return None if event is None or not there else page(context, event, there)


def _unsure(context: Context, event: Event) -> Outcome:
    """« Peut-être », « on ne sait pas encore »: the seat is kept, and nothing is noted."""
    words = context.words
    row = (
        Button(words.label("button-coming"), Press(Action.COMING, event.code, event.revision)),
        Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),
    )
    return context.answer(Reply(words.say("coming-unsure", title=notice_buttons.event_title(context, event)), (row,)))


def _asked(context: Context, answer: Attendance, questions: Sequence[Reminded]) -> tuple[Reminded, ...]:
    """The questions that the words answer: those that nothing was said to yet; or the one about the next event, or
    about a new date, when the words say in full what they mean.
    """
    of_day = [one for one in questions if answer.is_about(context.services.hours.day(one.event.starts_at))]
    soonest = sorted(of_day, key=lambda one: one.event.starts_at)
    if answer.late:
        return tuple(soonest[:1]) or _next_one(context, answer)
    open_now = tuple(one for one in soonest if one.is_last_word)
    if open_now or (answer.mere and not answer.named):
        return open_now
    return tuple(one for one in soonest if one.of_change or _is_soon(context, one))[:1]


def _next_one(context: Context, answer: Attendance) -> tuple[Reminded, ...]:
    """The next event that they have a place at: whoever will be late says so, reminded or not."""
    held = (one.event for one in registrations(context) if one.state is State.CONFIRMED)
    of_day = (event for event in held if answer.is_about(context.services.hours.day(event.starts_at)))
    near = (event for event in of_day if event.starts_at - context.now <= _NEAR)
    return tuple(Reminded(event, event.revision, is_last_word=False) for event in near)[:1]


def _is_soon(context: Context, asked: Reminded) -> bool:
    return asked.event.starts_at - context.now <= _SOON
