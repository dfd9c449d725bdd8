"""Changing the date: who, which date, sure? The place one has is kept until the new one is sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.messages import dates as dates_said
from bot.views import confirmation, seat_status
from bot.views.registrations import Meant, at_event, by_event, event_button, mine_row, page, registrations
from knowledge.agenda.events import Event
from scheduler.core.tables import Ending
from scheduler.families import families
from scheduler.seats.outcomes import AlreadyIn, Done, NotEnough, Registration
from scheduler.seats.registrations import of_signups
from scheduler.signups.moving import MoveOutcome, move, other_dates


@dataclass(frozen=True, slots=True)
class Move:
    """From one date to another: this sign-up, or (0) all of the family at the old date."""

    old: Event
    new: Event
    signup_id: int = 0

    def press(self, action: Action) -> Press:
        """A button about this very move."""
        return Press(action, f"{self.old.code}-{self.new.code}", self.signup_id)


def asked_in_words(scene: Scene, meant: Meant) -> Outcome | None:
    """« Je voudrais décaler Léa »: of which workshop, for whom, to which date? None when nothing is signed up."""
    entries = registrations(scene)
    if not entries:
        return None
    found = meant.among(entries, scene.desk.zone) or entries
    events = [event for event, _ in by_event(found)]
    movable = [event for event in events if other_dates(scene.session, event, scene.now)] or events
    if len(movable) > 1:
        rows = tuple((event_button(event, Action.MOVE, scene),) for event in movable)
        return scene.answer(Reply(scene.words.say("move-which"), (*rows, *mine_row(scene))))
    there = [entry for entry in found if entry.event.id == movable[0].id]
    return _dates(scene, movable[0], there[0].signup_id, in_place=False) if len(there) == 1 else ask(scene, movable[0])


def ask(scene: Scene, event: Event) -> Outcome:
    """« Changer de date »: for whom, when there are several."""
    entries = at_event(scene, event)
    if len(entries) < 2 or all(entry.first_name is None for entry in entries):
        return _dates(scene, event, 0, in_place=False)
    named = [
        (Button(seat_status.called(entry, scene.words), Press(Action.MOVE_WHO, event.code, entry.signup_id)),)
        for entry in entries
        if entry.first_name is not None
    ]
    everybody = Button(scene.words.label("move-all"), Press(Action.MOVE_WHO, event.code, 0))
    return scene.answer(Reply(scene.words.say("move-who"), (*named, (everybody,), _keep_row(event, scene))))


def choose_date(scene: Scene, event: Event, signup_id: int) -> Outcome:
    """Somebody was chosen, or (0) all of them: to which date?"""
    return _dates(scene, event, signup_id, in_place=scene.was_pressed)


def _dates(scene: Scene, event: Event, signup_id: int, in_place: bool) -> Outcome:
    entries = _meant(scene, event, signup_id)
    if not entries:
        return page(scene, event, ())
    dates = other_dates(scene.session, event, scene.now)
    if event.starts_at <= scene.now or not dates:
        key = "move-none" if event.starts_at > scene.now else "refused-past"
        return scene.answer(Reply(scene.words.say(key), mine_row(scene), in_place=in_place))
    rows = tuple((_date_button(Move(event, new, signup_id), scene),) for new in dates)
    text = scene.words.say("move-dates", who=seat_status.everybody(entries, scene.words))
    return scene.answer(Reply(text, (*rows, _keep_row(event, scene)), in_place=in_place))


def sure(scene: Scene, wanted: Move) -> Outcome:
    """A date was chosen: both dates are shown before anything changes."""
    entries = _meant(scene, wanted.old, wanted.signup_id)
    if not entries or _are_there(scene, wanted, entries):
        return _gone(scene, wanted)
    if (wanted.new.free_places or 0) < len(entries):
        return _short(scene, wanted, entries, wanted.new.free_places or 0)
    text = scene.words.say("move-sure", **_both(scene, wanted), who=seat_status.everybody(entries, scene.words))
    yes = Button(scene.words.label("move-yes"), wanted.press(Action.MOVE_DO))
    return _said(scene, text, (yes,), _keep_row(wanted.old, scene))


def do(scene: Scene, wanted: Move) -> Outcome:
    """« Confirmer le changement »."""
    return _move(scene, wanted, or_wait=False)


def wait(scene: Scene, wanted: Move) -> Outcome:
    """« La liste d’attente du 21, en gardant le 14 »."""
    return _move(scene, wanted, or_wait=True)


def _move(scene: Scene, wanted: Move, or_wait: bool) -> Outcome:
    family = families.family_of(scene.session, scene.turn.chat_id)
    entries = _meant(scene, wanted.old, wanted.signup_id)
    if family is None or not entries or _are_there(scene, wanted, entries):
        return _gone(scene, wanted)
    ids = [entry.signup_id for entry in entries]
    outcome = move(
        scene.session,
        family_id=family.id,
        signup_ids=ids,
        to_event_id=wanted.new.id,
        or_wait=or_wait,
        now=scene.now,
        hours=scene.desk.hours,
    )
    return _told(scene, wanted, entries, outcome)


def _told(scene: Scene, wanted: Move, entries: Sequence[Registration], outcome: MoveOutcome) -> Outcome:
    if isinstance(outcome, NotEnough):
        return _short(scene, wanted, entries, outcome.free)
    if isinstance(outcome, Done | AlreadyIn):
        ids = [entry.signup_id for entry in entries]
        old = of_signups(scene.session, ids, scene.desk.hours)
        left = [one for one in old if one.ended is Ending.MOVED]
        title: confirmation.Title = "move-done" if outcome.confirmed else "move-waiting"
        there = outcome.registrations
        return scene.answer(*confirmation.confirmed(there, wanted.new, scene, title=title, given_up=left))
    why = confirmation.reason(outcome, wanted.new, scene)
    who, when = seat_status.everybody(entries, scene.words), confirmation.when(wanted.old, scene)
    return _said(scene, f"{why}\n\n{scene.words.say('move-still', who=who, when=when)}", *mine_row(scene))


def _short(scene: Scene, wanted: Move, entries: Sequence[Registration], free: int) -> Outcome:
    who = seat_status.everybody(entries, scene.words)
    text = scene.words.say("move-short", **_both(scene, wanted), who=who, free=free)
    old, new = _short_days(wanted, scene)
    wait_there = Button(scene.words.label("move-wait", to=new, **{"from": old}), wanted.press(Action.MOVE_WAIT))
    return _said(scene, text, (wait_there,), _keep_row(wanted.old, scene))


def _gone(scene: Scene, wanted: Move) -> Outcome:
    """Nothing left to move: by a first tap a moment ago, or these are not the family's."""
    there = at_event(scene, wanted.new)
    if there and scene.was_pressed:
        return scene.answer(toast=scene.words.label("move-already"))
    return page(scene, wanted.new, there)


def _meant(scene: Scene, event: Event, signup_id: int) -> tuple[Registration, ...]:
    """The family's own: an id in a button is only a wish."""
    return tuple(entry for entry in at_event(scene, event) if not signup_id or entry.signup_id == signup_id)


def _are_there(scene: Scene, wanted: Move, entries: Sequence[Registration]) -> bool:
    """Whether all of these have a place, or wait for one, at the new date already."""
    there = at_event(scene, wanted.new)
    people, replaced = {one.participant_id for one in there}, {one.replaces_id for one in there}
    return all(
        entry.signup_id in replaced or (entry.first_name is not None and entry.participant_id in people)
        for entry in entries
    )


def _both(scene: Scene, wanted: Move) -> dict[str, str]:
    return {
        "title": cards.title(wanted.new, scene.language),
        "before": confirmation.when(wanted.old, scene),
        "after": confirmation.when(wanted.new, scene),
    }


def _date_button(wanted: Move, scene: Scene) -> Button:
    local = _local(wanted.new, scene)
    day = dates_said.short_day(local.date(), scene.language)
    when = f"{day}, {dates_said.clock(local.time(), scene.language)}"
    label = scene.words.label("move-date", when=when, free=wanted.new.free_places or 0)
    return Button(label, wanted.press(Action.MOVE_TO))


def _keep_row(event: Event, scene: Scene) -> Row:
    day = dates_said.day_of_month(_local(event, scene).date(), scene.language)
    return (Button(scene.words.label("move-keep", day=day), Press(Action.KEEP)),)


def _short_days(wanted: Move, scene: Scene) -> tuple[str, str]:
    days = (_local(event, scene).date() for event in (wanted.old, wanted.new))
    old, new = (dates_said.day_of_month(day, scene.language) for day in days)
    return old, new


def _local(event: Event, scene: Scene) -> datetime:
    return event.starts_at.astimezone(scene.desk.zone)


def _said(scene: Scene, text: str, *rows: Row) -> Outcome:
    return scene.answer(Reply(text, rows, in_place=scene.was_pressed))
