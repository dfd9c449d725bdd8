"""« Mes inscriptions »: what the family has, event by event, and which of it words or a button mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.assistant import cards
from bot.bot_api.buttons import MOST_CODE, Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.state import Outcome
from bot.messages import dates
from bot.views import confirmation, seat_status
from bot.views.attachments import codes
from intents.dates.when import When
from intents.readers import changes
from intents.readers.changes import Absence, means_everything
from intents.readers.wording import says_name
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import seen_elsewhere
from scheduler.signups import signups
from scheduler.signups.moving import other_dates

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
    lines = [*confirmation.heading(event, scene), "", *seat_status.lines(entries, words, scene.desk.zone)]
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
        lines += ["", name, confirmation.when(event, scene)]
        lines += seat_status.lines(there, scene.words, scene.desk.zone)
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
    return dates.short_day(event.starts_at.astimezone(scene.desk.zone).date(), scene.language)


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


def code_of(scene: Scene, entries: Sequence[Registration]) -> str | None:
    """The event's code alone for all that the family has there, else with their ids; None when it gets too long."""
    event = entries[0].event
    if len(entries) == len(at_event(scene, event)):
        return event.code
    code = "-".join([event.code, *(str(one.signup_id) for one in entries)])
    return code if len(code) <= MOST_CODE else None


def read(code: str) -> tuple[str, tuple[str, ...]]:
    """The event's code and the ids; none: all of the family there."""
    event, *ids = code.split("-")
    return event, tuple(ids)


def others(scene: Scene, event: Event, entries: Sequence[Registration]) -> tuple[Registration, ...]:
    """Those of the family there for whom nothing changes."""
    ids = {one.signup_id for one in entries}
    return tuple(one for one in at_event(scene, event) if one.signup_id not in ids)


@dataclass(frozen=True, slots=True)
class Meant:
    """What was said: the words, the uids of events that they name, and when, if they say so.

    `known`: first names of the family, signed up or not. `assumed`: the events were not named, only talked about.
    """

    text: str
    uids: frozenset[str] = frozenset()
    when: When | None = None
    known: frozenset[str] = frozenset()
    assumed: bool = False

    def absence(self, entries: Sequence[Registration]) -> Absence:
        """Who of the family, or of these, is said not to come."""
        return changes.read(self.text, self.known.union(one.first_name for one in entries if one.first_name))

    def among(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        """Those of a family's registrations that fit; none when what was said fits none of them."""
        found = self._among(entries, zone)
        return found or (replace(self, uids=frozenset())._among(entries, zone) if self.assumed else ())

    def there(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        """Those at the events, or on the day, that are meant."""
        found = tuple(entry for entry in entries if self._is_at(entry, zone))
        return found or (replace(self, uids=frozenset(), assumed=False).there(entries, zone) if self.assumed else ())

    def _among(self, entries: Sequence[Registration], zone: ZoneInfo) -> tuple[Registration, ...]:
        said = self.absence(entries)
        there = tuple(entry for entry in entries if self._is_at(entry, zone))
        if said.absent:
            return tuple(entry for entry in there if entry.first_name in said.absent)
        if said.coming:
            return tuple(entry for entry in there if entry.first_name not in said.coming)
        return () if said.stranger else there

    def all_of(self, found: Sequence[Registration]) -> bool:
        """Whether every one of these is meant: all were named, or « tout » was said."""
        everything = means_everything(self.text)
        return everything or all(self._names(entry) for entry in found)

    def _names(self, entry: Registration) -> bool:
        return entry.first_name is not None and says_name(self.text, entry.first_name)

    def _is_at(self, entry: Registration, zone: ZoneInfo) -> bool:
        if self.when is not None:
            return self.when.accepts(entry.event.starts_at.astimezone(zone))
        return not self.uids or entry.event.uid in self.uids
