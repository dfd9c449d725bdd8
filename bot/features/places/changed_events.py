"""Answers to a changed event: « Nous venons », « Nous gardons », somewhere else instead, and what is called off."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context, Reminded
from bot.chat.form import Opening
from bot.chat.state import Outcome
from bot.features.signup import draft
from bot.messages import dates
from bot.views import confirmation, seat_status
from bot.views.notices import offered_instead, reason_lines
from bot.views.registrations import at_event
from intents.readers.births import Named
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import EventCancelled, NotEnough, Registration, Unknown
from scheduler.signups import moving, signups
from scheduler.waiting import waiting


def called_off(context: Context, event: Event) -> Outcome:
    """Any older button about an event that is cancelled: the truth, and where else they can go."""
    words = context.words
    lead = words.say("called-off", title=title(context, event), when=when(context, event))
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
    replies = confirmation.tell(outcome, event, context)
    return context.answer(*(replace(reply, in_place=False) for reply in replies))


def title(context: Context, event: Event) -> str:
    """The event's, in the language of the chat."""
    return cards.title(event, context.language)


def when(context: Context, event: Event) -> str:
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
        return _changed_since(context, event)
    if event.ends_at <= context.now:
        return _told(context, "mine-past")
    if _seated(meant):
        return None
    return _told(context, "line-stays" if meant else "coming-gone")


def _changed_since(context: Context, event: Event) -> Outcome:
    keep_it = Button(context.words.label("button-keep"), Press(Action.KEEP_SEAT, event.code, event.revision))
    text = context.words.say("changed-again", title=title(context, event), when=when(context, event))
    rows: tuple[Row, ...] = ((keep_it,), (_cancel(context, event),))
    return context.answer(Reply(text, rows), toast=context.words.label("changed-again-toast"))


def _told(context: Context, key: str) -> Outcome:
    return context.answer(Reply(context.words.say(key)), toast=context.words.label(key))


def _cancel(context: Context, event: Event) -> Button:
    return Button(context.words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))


def _family(context: Context) -> int:
    family = families.family_of(context.session, context.turn.chat_id)
    return 0 if family is None else family.id


def _ids(people: Sequence[Registration]) -> list[int]:
    return [one.signup_id for one in people]


def _say(key: str, context: Context, event: Event, people: Sequence[Registration]) -> str:
    who = seat_status.who(people, context.words)
    return context.words.say(key, who=who, title=title(context, event), when=when(context, event))
