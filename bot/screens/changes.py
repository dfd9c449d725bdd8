"""Answers to a changed event: the new date suits, a question, somewhere else instead; and what is called off."""

from dataclasses import replace

from bot import cards, names
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import draft, results
from bot.dialogues.inputs import Named
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import team
from bot.screens.alternatives import offered_instead
from bot.screens.registrations import at_event
from knowledge.events import Event
from scheduler import answerable, families, instead, signups
from scheduler.models import State
from scheduler.outcomes import EventCancelled, NotEnough, Unknown


def keep(scene: Scene, event: Event, revision: int) -> Outcome:
    """« Nous gardons », for everybody who has a seat; only for the date that was read."""
    words = scene.words
    if revision != event.revision:
        return changed_since(scene, event)
    if event.ends_at <= scene.now:
        return over(scene)
    family = families.family_of(scene.session, scene.turn.chat_id)
    kept = 0
    if family is not None:
        kept = signups.keep_seat(scene.session, family_id=family.id, event_id=event.id, revision=revision)
    if not kept:
        key = "line-stays" if at_event(scene, event) else "coming-gone"
        return scene.answer(Reply(words.say(key)), toast=words.label(key))
    seated = tuple(one for one in at_event(scene, event) if one.state is State.CONFIRMED)
    text = words.say("kept", who=names.who(seated, words), title=title(scene, event), when=when(scene, event))
    rows: tuple[Row, ...] = ((_cancel(scene, event),),)
    return scene.answer(Reply(text, rows, in_place=scene.was_pressed), toast=words.label("kept-toast"))


def changed_since(scene: Scene, event: Event) -> Outcome:
    """A yes to what is not so any more keeps nothing: the date as it is now."""
    text = scene.words.say("changed-again", title=title(scene, event), when=when(scene, event))
    return scene.answer(Reply(text, _keep_rows(scene, event)), toast=scene.words.label("changed-again-toast"))


def over(scene: Scene) -> Outcome:
    """An answer that comes after the end."""
    return scene.answer(Reply(scene.words.say("mine-past")), toast=scene.words.label("mine-past"))


def called_off(scene: Scene, event: Event) -> Outcome:
    """Any older button about an event that is cancelled: the truth, and where else they can go."""
    words = scene.words
    lead = words.say("called-off", title=title(scene, event), when=when(scene, event))
    family = families.family_of(scene.session, scene.turn.chat_id)
    lines, rows = offered_instead(scene, 0 if family is None else family.id, event, at_event(scene, event))
    return scene.answer(Reply("\n".join([lead, *lines]), rows), toast=words.label("called-off-toast"))


def question(scene: Scene, event: Event) -> Outcome:
    """« Une question »: the next words go to the team, with the event named."""
    words = scene.words
    asked = replace(scene, conversation=replace(scene.conversation, asking_about=event.id))
    row = (Button(words.label("question-drop"), Press(Action.DROP_QUESTION)),)
    return asked.answer(Reply(words.say("question-ask", title=title(scene, event)), (row,)))


def drop_question(scene: Scene) -> Outcome:
    """No question after all."""
    return scene.answer(Reply(scene.words.say("question-dropped"), in_place=scene.was_pressed))


def ask_team(scene: Scene, event: Event) -> Outcome:
    """The words that followed « Une question »."""
    about = scene.words.label("question-about", title=title(scene, event), when=when(scene, event))
    number = team.note(scene, f"{about} {scene.turn.text}")
    return team.hand_on(scene, number)


def go_instead(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """« S’inscrire » under what is cancelled or closed: the same people, one tap, unless something must be asked."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    ids = () if family is None else answerable.everyone_with(scene.session, family.id, signup_id)
    if family is None or not ids or not event.takes_signups(scene.now):
        return draft.start(scene, event)
    people = tuple(signups.registration(scene.session, family.id, one, scene.desk.hours) for one in ids)
    named = tuple(one.first_name for one in people if one is not None and one.first_name is not None)
    if instead.unanswered_questions(scene.session, event.id, ids):
        return draft.start(scene, event, Named(named), len(ids) - len(named))
    outcome = instead.sign_up_instead(
        scene.session, family_id=family.id, signup_ids=ids, to_event_id=event.id, now=scene.now, hours=scene.desk.hours
    )
    if isinstance(outcome, NotEnough | Unknown):
        return draft.start(scene, event, Named(named), len(ids) - len(named))
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


def _keep_rows(scene: Scene, event: Event) -> tuple[Row, ...]:
    keep_it = Button(scene.words.label("button-keep"), Press(Action.KEEP_SEAT, event.code, event.revision))
    return ((keep_it,), (_cancel(scene, event),))


def _cancel(scene: Scene, event: Event) -> Button:
    return Button(scene.words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision))
