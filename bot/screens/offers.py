"""Answers to a freed place: take it, leave it, stay in line."""

from bot.conversation import Outcome
from bot.dialogues import results
from bot.replies import Reply
from bot.scene import Scene
from bot.screens.registrations import mine, registrations
from knowledge.events import Event
from scheduler import accepting, families, signups, waiting
from scheduler.models import State
from scheduler.outcomes import Accepted, TooLate


def take(scene: Scene, event: Event) -> Outcome:
    """« Je prends la place »."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    ids = _offered(scene, event)
    if family is None or not ids:
        return _too_late(scene)
    outcome = accepting.accept(
        scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, Accepted):
        told = results.confirmed(
            outcome.registrations, event, scene, title="offer-taken", given_up=outcome.given_up
        )
        return scene.answer(*told)
    if isinstance(outcome, TooLate):
        return _too_late(scene)
    return scene.answer(Reply(scene.words.say("refused-past"), in_place=scene.was_pressed))


def leave(scene: Scene, event: Event) -> Outcome:
    """« Je laisse ma place »."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    ids = _offered(scene, event)
    if family is None or not ids:
        return _too_late(scene)
    waiting.decline(scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    return scene.answer(Reply(scene.words.say("offer-left"), in_place=scene.was_pressed))


def stay(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """After an offer ended: back in line, at its end."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    entry = None
    if family is not None:
        entry = signups.registration(scene.session, family.id, signup_id, scene.desk.hours)
    if family is None or entry is None or entry.participant_id is None:
        return mine(scene)
    outcome = signups.sign_up(
        scene.session, family_id=family.id, event_id=event.id, participants=(entry.participant_id,),
        or_wait=True, now=scene.now, hours=scene.desk.hours,
    )  # fmt: skip
    return scene.answer(*results.tell(outcome, event, scene))


def _offered(scene: Scene, event: Event) -> tuple[int, ...]:
    return tuple(e.signup_id for e in registrations(scene) if e.event.id == event.id and e.state is State.OFFERED)


def _too_late(scene: Scene) -> Outcome:
    said = Reply(scene.words.say("offer-too-late"), in_place=scene.was_pressed)
    return scene.answer(said, *mine(scene).replies, toast=scene.words.label("offer-too-late"))
