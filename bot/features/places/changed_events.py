"""Answers to a changed event: « Nous venons », « Nous gardons », somewhere else instead, and what is called off."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.inputs import Opening
from bot.chat.moment import Reminded
from bot.chat.state import Outcome
from bot.features.signup import draft
from bot.messages import dates
from bot.views import confirmation, seat_status
from bot.views.alternatives import offered_instead
from bot.views.registrations import at_event
from intents.readers.births import Named
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import EventCancelled, NotEnough, Registration, Unknown
from scheduler.signups import moving, signups
from scheduler.waiting import announcing


def called_off(scene: Scene, event: Event) -> Outcome:
    """Any older button about an event that is cancelled: the truth, and where else they can go."""
    words = scene.words
    lead = words.say("called-off", title=title(scene, event), when=when(scene, event))
    family = families.family_of(scene.session, scene.turn.chat_id)
    lines, rows = offered_instead(scene, 0 if family is None else family.id, event, at_event(scene, event))
    return scene.answer(Reply("\n".join([lead, *lines]), rows), toast=words.label("called-off-toast"))


def go_instead(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """« S’inscrire » under what is cancelled or closed: the same people, one tap, unless something must be asked."""
    if scene.conversation.young:
        return draft.start(scene, event)
    family = families.family_of(scene.session, scene.turn.chat_id)
    ids = () if family is None else announcing.everyone_with(scene.session, family.id, signup_id)
    if family is None or not ids or not event.takes_signups(scene.now):
        return draft.start(scene, event)
    people = tuple(signups.registration(scene.session, family.id, one, scene.desk.hours) for one in ids)
    known = tuple(one.participant_id for one in people if one is not None and one.participant_id is not None)
    same = Opening(Named((), known=known), len(ids) - len(known))
    if moving.unanswered_questions(scene.session, event.id, ids):
        return draft.start(scene, event, same)
    outcome = moving.sign_up_instead(
        scene.session, family_id=family.id, signup_ids=ids, to_event_id=event.id, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, NotEnough | Unknown):
        return draft.start(scene, event, same)
    if isinstance(outcome, EventCancelled):
        return called_off(scene, event)
    replies = confirmation.tell(outcome, event, scene)
    return scene.answer(*(replace(reply, in_place=False) for reply in replies))


def title(scene: Scene, event: Event) -> str:
    """The event's, in the language of the chat."""
    return cards.title(event, scene.language)


def when(scene: Scene, event: Event) -> str:
    """Its day and hours."""
    return dates.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)


def noted(scene: Scene, asked: Reminded, only: Sequence[Registration] = ()) -> Outcome:
    """An answer in words, of everybody or only of these: to a new date it keeps the seats."""
    ids = frozenset(one.signup_id for one in only) or None
    return (keep if asked.of_change else coming)(scene, asked.event, asked.revision, ids)


def coming(scene: Scene, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """They come, everybody who has a seat or only these sign-ups."""
    meant = _meant(scene, event, only)
    come = _seated(meant)
    if (untrue := _untrue(scene, event, revision, meant)) is not None:
        return untrue
    signups.mark_coming(scene.session, family_id=_family(scene), signup_ids=_ids(come), now=scene.now)
    return scene.answer(Reply(_say("coming", scene, event, come)), toast=scene.words.label("coming-toast"))


def keep(scene: Scene, event: Event, revision: int, only: Collection[int] | None = None) -> Outcome:
    """The new date suits everybody who has a seat, or only these sign-ups."""
    meant = _meant(scene, event, only)
    kept = _seated(meant)
    if (untrue := _untrue(scene, event, revision, meant)) is not None:
        return untrue
    signups.keep_seats(scene.session, family_id=_family(scene), signup_ids=_ids(kept), revision=revision)
    rows: tuple[Row, ...] = ((_cancel(scene, event),),)
    said = Reply(_say("kept", scene, event, kept), rows, in_place=scene.was_pressed)
    return scene.answer(said, toast=scene.words.label("kept-toast"))


def _meant(scene: Scene, event: Event, only: Collection[int] | None) -> tuple[Registration, ...]:
    return tuple(one for one in at_event(scene, event) if only is None or one.signup_id in only)


def _seated(meant: Sequence[Registration]) -> tuple[Registration, ...]:
    return tuple(one for one in meant if one.state is State.CONFIRMED)


def _untrue(scene: Scene, event: Event, revision: int, meant: Sequence[Registration]) -> Outcome | None:
    """Why there is nothing to note: another date, the end, a place in line, or none; None when there is."""
    if revision != event.revision:
        return _changed_since(scene, event)
    if event.ends_at <= scene.now:
        return _told(scene, "mine-past")
    if _seated(meant):
        return None
    return _told(scene, "line-stays" if meant else "coming-gone")


def _changed_since(scene: Scene, event: Event) -> Outcome:
    keep_it = Button(scene.words.label("button-keep"), Press(Action.KEEP_SEAT, event.code, event.revision))
    text = scene.words.say("changed-again", title=title(scene, event), when=when(scene, event))
    rows: tuple[Row, ...] = ((keep_it,), (_cancel(scene, event),))
    return scene.answer(Reply(text, rows), toast=scene.words.label("changed-again-toast"))


def _told(scene: Scene, key: str) -> Outcome:
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label(key))


def _cancel(scene: Scene, event: Event) -> Button:
    return Button(scene.words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))


def _family(scene: Scene) -> int:
    family = families.family_of(scene.session, scene.turn.chat_id)
    return 0 if family is None else family.id


def _ids(people: Sequence[Registration]) -> list[int]:
    return [one.signup_id for one in people]


def _say(key: str, scene: Scene, event: Event, people: Sequence[Registration]) -> str:
    who = seat_status.who(people, scene.words)
    return scene.words.say(key, who=who, title=title(scene, event), when=when(scene, event))
