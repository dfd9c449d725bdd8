"""« Mes inscriptions »: what the family has, event by event, with what it can do there."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import results
from bot.dialogues.codes import codes
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import standing
from knowledge import agenda
from knowledge.events import Event
from scheduler import families, signups
from scheduler.models import State
from scheduler.moving import other_dates
from scheduler.outcomes import Registration
from scheduler.registrations import seen_elsewhere

MOST_CANCEL_ROWS = 4  # more people share one « Annuler… »


def mine(scene: Scene) -> Outcome:
    """Every registration to come; what can be done stands below, or behind a button an event when there are several."""
    entries = registrations(scene)
    said = _listed_with_rows(entries, scene, "mine-title") if entries else None
    said = said or Reply(scene.words.say("mine-none"), _agenda(scene))
    elsewhere = _elsewhere(scene)
    return scene.answer(replace(said, text=f"{said.text}\n\n{elsewhere}") if elsewhere else said)


def _elsewhere(scene: Scene) -> str:
    """What this phone signed up for a child of the other parent, since they parted: to be seen only."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return ""
    entries = seen_elsewhere(scene.session, scene.turn.chat_id, family.id, scene.now, scene.desk.hours)
    return listed(entries, scene, "mine-elsewhere") if entries else ""


def waiting(scene: Scene) -> Outcome:
    """Where the family stands on waiting lists."""
    entries = tuple(e for e in registrations(scene) if e.state in (State.WAITING, State.OFFERED))
    if not entries:
        return scene.answer(Reply(scene.words.say("waiting-none"), _agenda(scene)))
    return scene.answer(_listed_with_rows(entries, scene, "waiting-title"))


def at(scene: Scene, event: Event) -> Outcome:
    """The family's registrations at one event."""
    return page(scene, event, at_event(scene, event))


def one_of_mine(scene: Scene, signup_id: int) -> Registration | None:
    """One sign-up of this chat's family, ended or not; None when it is not theirs."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return None
    return signups.registration(scene.session, family.id, signup_id, scene.desk.hours)


def page(scene: Scene, event: Event, entries: Sequence[Registration]) -> Outcome:
    """These registrations of one event, with what can be done; kindly, when there is nothing left."""
    words = scene.words
    if not entries:
        return scene.answer(Reply(words.say("mine-gone"), mine_row(scene)), toast=words.label("mine-gone"))
    lines = [*results.heading(event, scene), "", *standing.lines(entries, words, scene.desk.zone)]
    if not event.is_cancelled and event.ends_at <= scene.now:
        lines.append(words.say("mine-past"))
    return scene.answer(Reply("\n".join(lines), (*event_rows(entries, scene), *mine_row(scene))))


def show_codes(scene: Scene, event: Event) -> Outcome:
    """« Le code d’entrée »."""
    images = codes(at_event(scene, event), scene)
    if not images:
        return scene.answer(Reply(scene.words.say("code-none")), toast=scene.words.label("code-none"))
    return scene.answer(*images)


def registrations(scene: Scene) -> tuple[Registration, ...]:
    """The family's live registrations, soonest first."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return ()
    return signups.registrations(scene.session, family.id, scene.now, scene.desk.hours)


def at_event(scene: Scene, event: Event) -> tuple[Registration, ...]:
    """Those of one event."""
    return tuple(entry for entry in registrations(scene) if entry.event.id == event.id)


def listed(entries: Sequence[Registration], scene: Scene, title: str = "mine-title") -> str:
    """Registrations by event, a line a participant."""
    lines = [scene.words.say(title)]
    for event, there in by_event(entries):
        name = scene.words.say("card-title", title=cards.title(event, scene.language))
        lines += ["", name, results.when(event, scene)]
        lines += standing.lines(there, scene.words, scene.desk.zone)
    return "\n".join(lines)


def by_event(entries: Sequence[Registration]) -> list[tuple[Event, tuple[Registration, ...]]]:
    """The events with what the family has there; the entries come soonest event first."""
    groups = (tuple(there) for _, there in groupby(entries, key=lambda entry: entry.event.id))
    return [(there[0].event, there) for there in groups]


def event_rows(entries: Sequence[Registration], scene: Scene) -> tuple[Row, ...]:
    """What can be done with these registrations of one event."""
    words, event = scene.words, entries[0].event
    rows: list[Row] = []
    takes_place = not event.is_cancelled and event.ends_at > scene.now
    if takes_place and any(entry.state is State.CONFIRMED for entry in entries):
        codes_button = Button(words.label("button-codes"), Press(Action.CODES, event.code, event.revision))
        file = Button(words.label("button-calendar-file"), Press(Action.CALENDAR, event.code, event.revision))
        rows += [(codes_button,), (file,)]
    return (*rows, *change_rows(entries, scene))


def change_rows(entries: Sequence[Registration], scene: Scene) -> tuple[Row, ...]:
    """« Changer de date », where there is another one, and « Annuler… »; nothing once the event has begun."""
    event = entries[0].event
    if event.starts_at <= scene.now or not any(entry.state is not State.CANCELLED for entry in entries):
        return ()
    return (*move_row(event, scene), *cancel_rows(entries, scene))


def move_row(event: Event, scene: Scene) -> tuple[Row, ...]:
    """« Changer de date », when this workshop has another one."""
    if not other_dates(scene.session, event, scene.now):
        return ()
    return ((Button(scene.words.label("move-button"), Press(Action.MOVE, event.code, event.revision)),),)


def cancel_rows(entries: Sequence[Registration], scene: Scene) -> tuple[Row, ...]:
    """« Annuler Léa, sam. 14 mars », once for all places without a name; one button when there are too many."""
    unnamed = [entry for entry in entries if entry.first_name is None][-1:]
    buttons = [_cancel_button(entry, scene) for entry in entries if entry.first_name is not None or entry in unnamed]
    if len(buttons) > MOST_CANCEL_ROWS:
        event = entries[0].event
        press = Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)
        return ((Button(scene.words.label("cancel-button"), press),),)
    return tuple((button,) for button in buttons)


def _cancel_button(entry: Registration, scene: Scene) -> Button:
    day = short_day(entry.event, scene)
    press = Press(Action.ASK_CANCEL, entry.event.code, entry.signup_id)
    if entry.first_name is None:
        return Button(scene.words.label("cancel-one-unnamed", day=day), press)
    return Button(scene.words.label("cancel-one", who=entry.first_name, day=day), press)


def short_day(event: Event, scene: Scene) -> str:
    """« sam. 14 mars »."""
    return dates_said.short_day(event.starts_at.astimezone(scene.desk.zone).date(), scene.language)


def mine_row(scene: Scene) -> tuple[Row, ...]:
    """The way back to the list."""
    return ((Button(scene.words.label("button-mine"), Press(Action.MINE)),),)


def event_of(scene: Scene, code: str) -> Event | None:
    """The event behind a button's code."""
    return agenda.by_code(scene.session, code)


def _listed_with_rows(entries: Sequence[Registration], scene: Scene, title: str) -> Reply:
    events = by_event(entries)
    if len(events) == 1:
        return Reply(listed(entries, scene, title), (*event_rows(entries, scene), *_agenda(scene)))
    rows = tuple((event_button(event, Action.MINE_AT, scene),) for event, _ in events)
    text = f"{listed(entries, scene, title)}\n\n{scene.words.say('mine-choose')}"
    return Reply(text, (*rows, *_agenda(scene)))


def event_button(event: Event, action: Action, scene: Scene) -> Button:
    """Title and day, for one of several events."""
    label = cards.button(event, scene.words, scene.desk.zone).label
    return Button(label, Press(action, event.code, event.revision))


def _agenda(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-agenda"), Press(Action.AGENDA)),),)
