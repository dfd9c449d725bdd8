"""Answers to a changed event: somewhere else instead; and what is called off."""

from dataclasses import replace

from bot import cards
from bot.assistant import dates_said
from bot.conversation import Outcome
from bot.dialogues import draft, results
from bot.dialogues.inputs import Opening
from bot.replies import Reply
from bot.scene import Scene
from bot.screens.alternatives import offered_instead
from bot.screens.registrations import at_event
from intents.readers.values import Named
from knowledge.events import Event
from scheduler import answerable, families, instead, signups
from scheduler.outcomes import EventCancelled, NotEnough, Unknown


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
    ids = () if family is None else answerable.everyone_with(scene.session, family.id, signup_id)
    if family is None or not ids or not event.takes_signups(scene.now):
        return draft.start(scene, event)
    people = tuple(signups.registration(scene.session, family.id, one, scene.desk.hours) for one in ids)
    known = tuple(one.participant_id for one in people if one is not None and one.participant_id is not None)
    same = Opening(Named((), known=known), len(ids) - len(known))
    if instead.unanswered_questions(scene.session, event.id, ids):
        return draft.start(scene, event, same)
    outcome = instead.sign_up_instead(
        scene.session, family_id=family.id, signup_ids=ids, to_event_id=event.id, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, NotEnough | Unknown):
        return draft.start(scene, event, same)
    if isinstance(outcome, EventCancelled):
        return called_off(scene, event)
    replies = results.tell(outcome, event, scene)
    return scene.answer(*(replace(reply, in_place=False) for reply in replies))


def title(scene: Scene, event: Event) -> str:
    """The event's, in the language of the chat."""
    return cards.title(event, scene.language)


def when(scene: Scene, event: Event) -> str:
    """Its day and hours."""
    return dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
