"""Giving places up: who is meant, sure?, done. Nothing is cancelled without a confirmation."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat import to_phones
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.features.places import restoring
from bot.features.signup.form_context import by_age, known_people
from bot.views import confirmation, seat_status
from bot.views import registrations as several
from bot.views.attachments import calendar_reply
from bot.views.registrations import (
    Meant,
    at_event,
    by_event,
    cancel_rows,
    event_button,
    mine,
    mine_row,
    move_row,
    registrations,
)
from intents.meaning.meaning import Coming
from intents.readers import attending, changes
from intents.readers.choosing import number_meant
from intents.readers.people import read_names
from intents.readers.saying import Word, says
from intents.readers.wording import same_name
from knowledge.agenda.events import Event
from scheduler.core.tables import Ending, State
from scheduler.families import families
from scheduler.seats.outcomes import Registration
from scheduler.signups import signups

MOST_TO_TAP = 2  # of more, some are easier named than tapped one after the other
MOST_TO_CHOOSE = 5  # more than that, and the event is asked first


def ask(scene: Scene, meant: Meant) -> Outcome:
    """« Tom ne vient pas samedi »: sure?, or which one, when it is not clear."""
    entries = registrations(scene)
    if not entries:
        return mine(scene)
    if stay := _said_to_stay(scene, meant.there(entries, scene.desk.zone)):
        return sure(scene, stay)
    meant = replace(meant, known=first_names(scene))
    said, found = meant.absence(entries), meant.among(entries, scene.desk.zone)
    if said.nobody:
        missing = said.coming - {one.first_name for one in entries}
        return no_place(scene, missing) if missing else scene.answer(Reply(scene.words.say("cancel-kept")))
    if said.coming and not (said.absent or said.only):  # « je serai absente, Zoé vient »
        return _which(scene, found or entries, "cancel-which")
    if not found:
        return _which(scene, entries, "cancel-not-there")
    certain = meant.all_of(found) or all(one.first_name in said.absent for one in found)
    return sure(scene, found) if certain or len(found) == 1 else _which(scene, found, "cancel-which")


def chosen_in_words(scene: Scene) -> Outcome | None:
    """« léa et tom », « 2 places », after « Qui ne viendra pas ? »; None when that was not asked, or not of those."""
    presses = [button.press for button in scene.conversation.shown]
    entries = registrations(scene)
    sure_asked = scene.conversation.asked is not None and scene.conversation.asked.yes.action is Action.DO_CANCEL
    if sure_asked and (stay := _said_to_stay(scene, entries)):
        return sure(scene, stay)  # « non, juste Manon »
    asked = {press.revision for press in presses if press.action is Action.ASK_CANCEL}
    if not asked or all(press.action is not Action.KEEP for press in presses):
        return None
    among = _asked_about(entries, asked)
    found = among if says(scene.turn.text, Word.EVERYBODY) else _named(scene, among) or _number_meant(scene, among)
    return sure(scene, found) if found else None


def _said_to_stay(scene: Scene, among: Sequence[Registration]) -> list[Registration]:
    """Who of these, by name, is said not to come: « annulez Manon, que Manon »; nobody where that is not clear."""
    answer = attending.read(scene.turn.text, scene.clauses, by_age(scene))
    if answer is None or answer.unclear or Coming.NOT_COMING not in answer.named.values():
        return []
    return [one for one in among if one.first_name and answer.named.get(one.first_name) is Coming.NOT_COMING]


def _asked_about(there: Sequence[Registration], asked: Container[int]) -> list[Registration]:
    """Those with a button, which one of several places without a name has for all of them."""
    shown = [one for one in there if one.signup_id in asked]
    unnamed_at = {one.event.id for one in shown if one.first_name is None}
    return [one for one in there if one in shown or (one.first_name is None and one.event.id in unnamed_at)]


def _named(scene: Scene, among: Sequence[Registration]) -> list[Registration]:
    """Those whose first names are all that is said; nobody when somebody else is named too."""
    named = read_names(scene.turn.text, scene.local_now)
    wanted = () if named is None else named.names
    found = [one for one in among if any(_is_called(one, name) for name in wanted)]
    return found if all(any(_is_called(one, name) for one in found) for name in wanted) else []


def _is_called(one: Registration, name: str) -> bool:
    return one.first_name is not None and same_name(one.first_name, name)


def _number_meant(scene: Scene, among: Sequence[Registration]) -> list[Registration]:
    """The last so many of the places without a name, when they are all at one event."""
    number = number_meant(scene.turn.text)
    unnamed = [one for one in among if one.first_name is None]
    at_one = len(by_event(unnamed)) == 1
    return unnamed[-number:] if number and number <= len(unnamed) and at_one else []


def sure(scene: Scene, found: Sequence[Registration]) -> Outcome:
    """These do not come: sure?, unless they have places at several events."""
    if len(found) == 1:
        return _ask_one(scene, found[0])
    code = several.code_of(scene, found) if len(by_event(found)) == 1 else None
    return _which(scene, found, "cancel-which") if code is None else _ask_these(scene, found, code)


def no_place(scene: Scene, first_names: Collection[str]) -> Outcome:
    """« Tom vient finalement »: he has no place, or not any more."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    gone = () if family is None else restoring.lately_gone(scene, family.id)
    back = restoring.rows(scene, [one for one in gone if one.first_name in first_names], every=False)
    text = scene.words.say("cancel-no-place", who=", ".join(sorted(first_names)))
    return scene.answer(Reply(text, (*back, *mine_row(scene))))


def tells_an_absence(scene: Scene) -> bool:
    """Whether the words tell, by name, that somebody who is signed up does not come."""
    names = (entry.first_name for entry in registrations(scene))
    return changes.says_so(scene.turn.text, [name for name in names if name is not None])


def tells_an_illness(scene: Scene) -> bool:
    """« Mon fils est malade pour mercredi », of a family that has places."""
    answer = attending.read(scene.turn.text, scene.clauses, by_age(scene)) if registrations(scene) else None
    return answer is not None and answer.ill


def first_names(scene: Scene) -> frozenset[str]:
    """Everybody of the family, signed up or not."""
    return frozenset(one.first_name for one in known_people(scene))


def ask_event(scene: Scene, event: Event) -> Outcome:
    """« Annuler… » under a reminder or a confirmation: which child?"""
    found = at_event(scene, event)
    if event.ends_at <= scene.now:
        return _said_aloud(scene, "mine-past")
    if not found:
        return _said_aloud(scene, "cancel-gone")
    return _ask_one(scene, found[0]) if len(found) == 1 else _which(scene, found, "cancel-which")


def ask_signup(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """One cancel button was pressed, or (0) « Tout annuler »: sure?"""
    there = at_event(scene, event)
    if there and not signup_id:
        return _ask_these(scene, there, event.code)
    entry = next((e for e in registrations(scene) if e.signup_id == signup_id), None)
    return _gone(scene, signup_id) if entry is None else _ask_one(scene, entry)


def _gone(scene: Scene, signup_id: int) -> Outcome:
    """Cancelled already, or none of theirs: the id in a button is only a wish."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    one = None if family is None else signups.registration(scene.session, family.id, signup_id, scene.desk.hours)
    if one is not None and one.state is not State.CANCELLED:
        return _said_aloud(scene, "mine-past")  # it is not among those to come
    return _said_aloud(scene, "cancel-unknown" if one is None else "cancel-gone")


def _said_aloud(scene: Scene, key: str) -> Outcome:
    return scene.answer(Reply(scene.words.say(key)), toast=scene.words.label(key))


def do(scene: Scene, event: Event, signup_ids: Sequence[int]) -> Outcome:
    """Confirmed: cancel these sign-ups, or (none) all of the family at that event. A second tap says the same."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return _said(scene, scene.words.say("cancel-unknown"))
    before = at_event(scene, event)
    ids = signup_ids or [entry.signup_id for entry in before]
    seated = any(one.state is State.CONFIRMED and one.signup_id in ids for one in before)
    signups.cancel(scene.session, family_id=family.id, signup_ids=ids, now=scene.now, hours=scene.desk.hours)
    left = at_event(scene, event)
    if signup_ids:
        ended = (signups.registration(scene.session, family.id, one, scene.desk.hours) for one in signup_ids)
        done = _done(scene, tuple(one for one in ended if one is not None))
    else:
        done = _done(scene, left or restoring.undoable(scene, family.id, event))
    return _out_of_calendars(scene, event, done) if seated and not left else done


def _out_of_calendars(scene: Scene, event: Event, outcome: Outcome) -> Outcome:
    """With the file that takes the event out of a calendar, for every phone of the family."""
    zone, now = scene.desk.zone, scene.now
    to_phones.tell_others(scene, lambda words: calendar_reply(event, words, zone, now, given_up=True))
    file = calendar_reply(event, scene.words, zone, now, given_up=True)
    return replace(outcome, replies=(*outcome.replies, file))


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
    return scene.answer(Reply(" ".join([scene.words.say(key), *_hint(found, scene)]), (*rows, _keep_row(scene))))


def _hint(found: Sequence[Registration], scene: Scene) -> Iterator[str]:
    """What is quicker written than tapped one after the other."""
    unnamed = sum(one.first_name is None for one in found)
    if len(found) - unnamed > MOST_TO_TAP:
        yield scene.words.say("cancel-which-hint")
    if unnamed > 1:
        yield scene.words.say("cancel-which-how-many")


def _rows_each(found: Sequence[Registration], scene: Scene) -> tuple[Row, ...]:
    """A button for everybody, however many there are: this is where they are chosen."""
    named = [row for entry in found if entry.first_name is not None for row in cancel_rows((entry,), scene)]
    return (*named, *cancel_rows([entry for entry in found if entry.first_name is None][-1:], scene))


def _ask_these(scene: Scene, there: Sequence[Registration], code: str) -> Outcome:
    event = there[0].event
    if event.starts_at <= scene.now:
        return _begun(scene, event)
    who, left = seat_status.everybody(there, scene.words), several.others(scene, event, there)
    said = {"title": _title(event, scene), "when": confirmation.when(event, scene), "who": who}
    text = scene.words.say("cancel-sure-all", **said)
    if left:
        text = scene.words.say("cancel-sure-some", **said, left=seat_status.everybody(left, scene.words))
    yes = Button(scene.words.label("cancel-yes"), Press(Action.DO_CANCEL, code, 0))
    return scene.answer(Reply(text, ((yes,), *move_row(event, scene), _keep_row(scene)), in_place=scene.was_pressed))


def _ask_one(scene: Scene, entry: Registration) -> Outcome:
    event = entry.event
    if event.starts_at <= scene.now:
        return _begun(scene, event)
    title, when = _title(event, scene), confirmation.when(event, scene)
    waits = entry.state is State.WAITING
    if waits:
        text = scene.words.say(
            "cancel-sure-waiting", who=seat_status.called(entry, scene.words), title=title, when=when
        )
    elif entry.first_name is None:
        text = scene.words.say("cancel-sure-unnamed", title=title, when=when)
    else:
        text = scene.words.say("cancel-sure", who=entry.first_name, title=title, when=when)
    label = scene.words.label("cancel-yes-waiting" if waits else "cancel-yes")
    yes = Button(label, Press(Action.DO_CANCEL, event.code, entry.signup_id))
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
    undo = () if family is None else restoring.undoable(scene, family.id, event)
    who = seat_status.everybody(gone, scene.words)
    text = scene.words.say("cancel-done", who=who, title=_title(event, scene), when=confirmation.when(event, scene))
    rows = restoring.rows(scene, [one for one in undo if one in gone], every=len(gone) > 1)
    note = [scene.words.say("cancel-undo-note")] if rows else []
    return _said(scene, "\n\n".join([text, *note]), *rows)


def _begun(scene: Scene, event: Event) -> Outcome:
    return _said(scene, scene.words.say("cancel-begun", title=_title(event, scene)))


def _said(scene: Scene, text: str, *rows: Row) -> Outcome:
    return scene.answer(Reply(text, (*rows, *mine_row(scene)), in_place=scene.was_pressed))


def _keep_row(scene: Scene) -> Row:
    return (Button(scene.words.label("cancel-keep"), Press(Action.KEEP)),)


def _title(event: Event, scene: Scene) -> str:
    return cards.title(event, scene.language)
