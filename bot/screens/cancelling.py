"""Giving places up: who is meant, sure?, done, undone. Nothing is cancelled without a confirmation."""

from collections.abc import Sequence
from dataclasses import replace

from bot import cards
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import results
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import standing
from bot.screens.meant import Meant
from bot.screens.registrations import (
    at_event,
    by_event,
    cancel_rows,
    event_button,
    mine,
    mine_row,
    move_row,
    registrations,
)
from knowledge.events import Event
from scheduler import families, signups
from scheduler.models import Ending, State
from scheduler.outcomes import Registration, Restored
from scheduler.restoring import undoable

MOST_TO_CHOOSE = 5  # more than that, and the event is asked first


def ask(scene: Scene, meant: Meant) -> Outcome:
    """« Tom ne vient pas samedi »: sure?, or which one, when it is not clear."""
    entries = registrations(scene)
    if not entries:
        return mine(scene)
    meant = replace(meant, known=_first_names(scene))
    said, found = meant.absence(entries), meant.among(entries, scene.desk.zone)
    if said.nobody:
        return scene.answer(Reply(scene.words.say("cancel-kept")))
    if said.coming and not (said.absent or said.only):  # « je serai absente, Zoé vient »
        return _which(scene, found or entries, "cancel-which")
    if not found:
        return _which(scene, entries, "cancel-not-there")
    if len(found) == 1:
        return _ask_one(scene, found[0])
    if meant.all_of(found) and len(by_event(found)) == 1 and len(found) == len(at_event(scene, found[0].event)):
        return _ask_all(scene, found)
    return _which(scene, found, "cancel-which")


def _first_names(scene: Scene) -> frozenset[str]:
    family = families.family_of(scene.session, scene.turn.chat_id)
    known = () if family is None else families.participants(scene.session, family.id)
    return frozenset(one.first_name for one in known)


def ask_event(scene: Scene, event: Event) -> Outcome:
    """« Annuler… » under a reminder or a confirmation: which child?"""
    found = at_event(scene, event)
    if not found:
        return _said_aloud(scene, "cancel-gone")
    return _ask_one(scene, found[0]) if len(found) == 1 else _which(scene, found, "cancel-which")


def ask_signup(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """One cancel button was pressed, or (0) « Tout annuler »: sure?"""
    there = at_event(scene, event)
    if there and not signup_id:
        return _ask_all(scene, there)
    entry = next((e for e in registrations(scene) if e.signup_id == signup_id), None)
    return _gone(scene, signup_id) if entry is None else _ask_one(scene, entry)


def _gone(scene: Scene, signup_id: int) -> Outcome:
    """Cancelled already, or none of theirs: the id in a button is only a wish."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    one = None if family is None else signups.registration(scene.session, family.id, signup_id, scene.desk.hours)
    return _said_aloud(scene, "cancel-unknown" if one is None else "cancel-gone")


def _said_aloud(scene: Scene, key: str) -> Outcome:
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label(key))


def do(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """Confirmed: cancel this sign-up, or (0) all of the family at that event. A second tap says the same."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return _said(scene, scene.words.say("cancel-unknown"))
    ids = [signup_id] if signup_id else [entry.signup_id for entry in at_event(scene, event)]
    signups.cancel(scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    if signup_id:
        one = signups.registration(scene.session, family.id, signup_id, scene.desk.hours)
        return _done(scene, () if one is None else (one,))
    left = at_event(scene, event)
    return _done(scene, left or _undoable(scene, family.id, event))


def restore(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """Undo one cancellation made a moment ago, or (0) the family's last one at this event."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return _said(scene, scene.words.say("not-restored"))
    ids = [signup_id] if signup_id else [one.signup_id for one in _undoable(scene, family.id, event)]
    # A second tap finds nothing left to undo: whoever is there has been restored by the first.
    ids = ids or [one.signup_id for one in at_event(scene, event)]
    done = signups.restore(scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    left = _undoable(scene, family.id, event)
    if not isinstance(done, Restored) or not done.registrations:
        return _said(scene, scene.words.say("not-restored"), *_undo_rows(left, scene, every=False))
    lines = standing.lines(done.registrations, scene.words, scene.desk.zone)
    text = "\n".join([scene.words.say("restored"), *lines])
    return _said(scene, text, *_undo_rows(left, scene, every=False))


def _which(scene: Scene, found: Sequence[Registration], key: str) -> Outcome:
    events = by_event(found)
    rows: tuple[Row, ...]
    if len(events) == 1:
        press = Press(Action.ASK_CANCEL, events[0][0].code, 0)
        every = ((Button(scene.words.label("cancel-all"), press),),)
        rows = (*_rows_each(found, scene), *(every if len(found) == len(at_event(scene, events[0][0])) else ()))
    elif len(found) <= MOST_TO_CHOOSE:
        rows = tuple(row for _, there in events for row in cancel_rows(there, scene))
    else:
        rows = tuple((event_button(event, Action.ASK_CANCEL_EVENT, scene),) for event, _ in events)
    return scene.answer(Reply(scene.words.say(key), (*rows, _keep_row(scene))))


def _rows_each(found: Sequence[Registration], scene: Scene) -> tuple[Row, ...]:
    """A button for everybody, however many there are: this is where they are chosen."""
    named = [row for entry in found if entry.first_name is not None for row in cancel_rows((entry,), scene)]
    return (*named, *cancel_rows([entry for entry in found if entry.first_name is None][-1:], scene))


def _ask_all(scene: Scene, there: Sequence[Registration]) -> Outcome:
    event = there[0].event
    if event.starts_at <= scene.now:
        return _begun(scene, event)
    who = standing.everybody(there, scene.words)
    text = scene.words.say("cancel-sure-all", title=_title(event, scene), when=results.when(event, scene), who=who)
    yes = Button(scene.words.label("cancel-yes"), Press(Action.DO_CANCEL, event.code, 0))
    return scene.answer(Reply(text, ((yes,), *move_row(event, scene), _keep_row(scene)), in_place=scene.was_pressed))


def _ask_one(scene: Scene, entry: Registration) -> Outcome:
    event = entry.event
    if event.starts_at <= scene.now:
        return _begun(scene, event)
    title, when = _title(event, scene), results.when(event, scene)
    if entry.first_name is None:
        text = scene.words.say("cancel-sure-unnamed", title=title, when=when)
    else:
        text = scene.words.say("cancel-sure", who=entry.first_name, title=title, when=when)
    yes = Button(scene.words.label("cancel-yes"), Press(Action.DO_CANCEL, event.code, entry.signup_id))
    return scene.answer(Reply(text, ((yes,), *move_row(event, scene), _keep_row(scene))))


def _done(scene: Scene, gone: Sequence[Registration]) -> Outcome:
    """What has become of those that were to be cancelled."""
    if not gone:
        return _said(scene, scene.words.say("cancel-unknown"))
    event = gone[0].event
    if any(one.state is not State.CANCELLED for one in gone):
        return _begun(scene, event)
    if any(one.ended is not Ending.FAMILY for one in gone):
        return _said(scene, scene.words.say("cancel-gone"))
    family = families.family_of(scene.session, scene.turn.chat_id)
    undo = () if family is None else _undoable(scene, family.id, event)
    who = standing.everybody(gone, scene.words)
    text = scene.words.say("cancel-done", who=who, title=_title(event, scene), when=results.when(event, scene))
    back = [one for one in undo if one in gone]
    note = [scene.words.say("cancel-undo-note")] if back else []
    return _said(scene, "\n\n".join([text, *note]), *_undo_rows(back, scene, every=len(gone) > 1))


def _undo_rows(gone: Sequence[Registration], scene: Scene, every: bool) -> tuple[Row, ...]:
    words = scene.words
    rows: list[Row] = [
        (Button(words.label("cancel-undo", who=standing.who(one, words)), _undo(one.event, one.signup_id)),)
        for one in gone
    ]
    if every and len(gone) > 1:
        rows.append((Button(words.label("cancel-undo-all"), _undo(gone[0].event, 0)),))
    return tuple(rows)


def _undo(event: Event, signup_id: int) -> Press:
    return Press(Action.RESTORE, event.code, signup_id)


def _undoable(scene: Scene, family_id: int, event: Event) -> tuple[Registration, ...]:
    return undoable(scene.session, family_id=family_id, event_id=event.id, now=scene.now, hours=scene.desk.hours)


def _begun(scene: Scene, event: Event) -> Outcome:
    return _said(scene, scene.words.say("cancel-begun", title=_title(event, scene)))


def _said(scene: Scene, text: str, *rows: Row) -> Outcome:
    return scene.answer(Reply(text, (*rows, *mine_row(scene)), in_place=scene.was_pressed))


def _keep_row(scene: Scene) -> Row:
    return (Button(scene.words.label("cancel-keep"), Press(Action.KEEP)),)


def _title(event: Event, scene: Scene) -> str:
    return cards.title(event, scene.language)
