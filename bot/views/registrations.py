"""« Mes inscriptions »: what the family has, event by event, and which of it words or a button mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.assistant import cards
from bot.bot_api.replies import MOST_CODE, Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.messages import dates
from bot.views import seat_status
from bot.views.attachments import codes
from intents.dates.when import When
from intents.readers import changes
from intents.readers.changes import Absence, means_everything
from intents.readers.wording import says_name
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import seen_elsewhere
from scheduler.signups import signups
from scheduler.signups.moving import other_dates

MOST_CANCEL_ROWS = 4  # more people share one « Annuler… »


def mine(context: Context) -> Outcome:
    """Every registration to come; what can be done stands below, or behind a button an event when there are several."""
    entries = registrations(context)
    said = _listed_with_rows(entries, context, "mine-title") if entries else None
    said = said or Reply(context.words.say("mine-none"), _agenda(context))
    elsewhere = _elsewhere(context)
    return context.answer(replace(said, text=f"{said.text}\n\n{elsewhere}") if elsewhere else said)


def _elsewhere(context: Context) -> str:
    """What this phone signed up for a child of the other parent, since they parted: to be seen only."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return ""
    entries = seen_elsewhere(context.session, context.turn.chat_id, family.id, context.now, context.services.hours)
    return listed(entries, context, "mine-elsewhere") if entries else ""


def waiting(context: Context) -> Outcome:
    """Where the family stands on waiting lists."""
    entries = tuple(e for e in registrations(context) if e.state in (State.WAITING, State.OFFERED))
    if not entries:
        return context.answer(Reply(context.words.say("waiting-none"), _agenda(context)))
    return context.answer(_listed_with_rows(entries, context, "waiting-title"))


def at(context: Context, event: Event) -> Outcome:
    """The family's registrations at one event."""
    return page(context, event, at_event(context, event))


def one_of_mine(context: Context, signup_id: int) -> Registration | None:
    """One sign-up of this chat's family, ended or not; None when it is not theirs."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return None
    return signups.registration(context.session, family.id, signup_id, context.services.hours)


def page(context: Context, event: Event, entries: Sequence[Registration]) -> Outcome:
    """These registrations of one event, with what can be done; kindly, when there is nothing left."""
    words = context.words
    if not entries:
        return context.answer(Reply(words.say("mine-gone"), mine_row(context)), toast=words.label("mine-gone"))
    lines = [*seat_status.heading(event, context), "", *seat_status.lines(entries, words, context.services.zone)]
    if not event.is_cancelled and event.ends_at <= context.now:
        lines.append(words.say("mine-past"))
    return context.answer(Reply("\n".join(lines), (*event_rows(entries, context), *mine_row(context))))


def show_codes(context: Context, event: Event) -> Outcome:
    """« Le code d’entrée »."""
    images = codes(at_event(context, event), context)
    if not images:
        return context.answer(Reply(context.words.say("code-none")), toast=context.words.label("code-none"))
    return context.answer(*images)


def registrations(context: Context) -> tuple[Registration, ...]:
    """The family's live registrations, soonest first."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return ()
    return signups.registrations(context.session, family.id, context.now, context.services.hours)


def at_event(context: Context, event: Event) -> tuple[Registration, ...]:
    """Those of one event."""
    return tuple(entry for entry in registrations(context) if entry.event.id == event.id)


def listed(entries: Sequence[Registration], context: Context, title: str = "mine-title") -> str:
    """Registrations by event, a line a participant."""
    lines = [context.words.say(title)]
    for event, there in by_event(entries):
        name = context.words.say("card-title", title=cards.title(event, context.language))
        lines += ["", name, seat_status.when(event, context)]
        lines += seat_status.lines(there, context.words, context.services.zone)
    return "\n".join(lines)


def by_event(entries: Sequence[Registration]) -> list[tuple[Event, tuple[Registration, ...]]]:
    """The events with what the family has there; the entries come soonest event first."""
    groups = (tuple(there) for _, there in groupby(entries, key=lambda entry: entry.event.id))
    return [(there[0].event, there) for there in groups]


def event_rows(entries: Sequence[Registration], context: Context) -> tuple[Row, ...]:
    """What can be done with these registrations of one event."""
    words, event = context.words, entries[0].event
    rows: list[Row] = []
    takes_place = not event.is_cancelled and event.ends_at > context.now
    if takes_place and any(entry.state is State.CONFIRMED for entry in entries):
        codes_button = Button(words.label("button-codes"), Press(Action.CODES, event.code, event.revision))
        file = Button(words.label("button-calendar-file"), Press(Action.CALENDAR, event.code, event.revision))
        rows += [(codes_button,), (file,)]
    return (*rows, *change_rows(entries, context))


def change_rows(entries: Sequence[Registration], context: Context) -> tuple[Row, ...]:
    """« Changer de date », where there is another one, and « Annuler… »; nothing once the event has begun."""
    event = entries[0].event
    if event.starts_at <= context.now or not any(entry.state is not State.CANCELLED for entry in entries):
        return ()
    return (*move_row(event, context), *cancel_rows(entries, context))


def move_row(event: Event, context: Context) -> tuple[Row, ...]:
    """« Changer de date », when this workshop has another one."""
    if not other_dates(context.session, event, context.now):
        return ()
    return ((Button(context.words.label("move-button"), Press(Action.MOVE, event.code, event.revision)),),)


def cancel_rows(entries: Sequence[Registration], context: Context) -> tuple[Row, ...]:
    """« Annuler Léa, sam. 14 mars », once for all places without a name; one button when there are too many."""
    unnamed = [entry for entry in entries if entry.first_name is None][-1:]
    buttons = [_cancel_button(entry, context) for entry in entries if entry.first_name is not None or entry in unnamed]
    if len(buttons) > MOST_CANCEL_ROWS:
        event = entries[0].event
        press = Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)
        return ((Button(context.words.label("cancel-button"), press),),)
    return tuple((button,) for button in buttons)


def _cancel_button(entry: Registration, context: Context) -> Button:
    day = short_day(entry.event, context)
    press = Press(Action.ASK_CANCEL, entry.event.code, entry.signup_id)
    if entry.first_name is None:
        return Button(context.words.label("cancel-one-unnamed", day=day), press)
    return Button(context.words.label("cancel-one", who=entry.first_name, day=day), press)


def short_day(event: Event, context: Context) -> str:
    """« sam. 14 mars »."""
    return dates.short_day(event.starts_at.astimezone(context.services.zone).date(), context.language)


def mine_row(context: Context) -> tuple[Row, ...]:
    """The way back to the list."""
    return ((Button(context.words.label("button-mine"), Press(Action.MINE)),),)


def event_of(context: Context, code: str) -> Event | None:
    """The event behind a button's code."""
    return agenda.by_code(context.session, code)


def _listed_with_rows(entries: Sequence[Registration], context: Context, title: str) -> Reply:
    events = by_event(entries)
    if len(events) == 1:
        return Reply(listed(entries, context, title), (*event_rows(entries, context), *_agenda(context)))
    rows = tuple((event_button(event, Action.MINE_AT, context),) for event, _ in events)
    text = f"{listed(entries, context, title)}\n\n{context.words.say('mine-choose')}"
    return Reply(text, (*rows, *_agenda(context)))


def event_button(event: Event, action: Action, context: Context) -> Button:
    """Title and day, for one of several events."""
    label = cards.button(event, context.words, context.services.zone).label
    return Button(label, Press(action, event.code, event.revision))


def _agenda(context: Context) -> tuple[Row, ...]:
    return ((Button(context.words.label("button-agenda"), Press(Action.AGENDA)),),)


def code_of(context: Context, entries: Sequence[Registration]) -> str | None:
    """The event's code alone for all that the family has there, else with their ids; None when it gets too long."""
    event = entries[0].event
    if len(entries) == len(at_event(context, event)):
        return event.code
    code = "-".join([event.code, *(str(one.signup_id) for one in entries)])
    return code if len(code) <= MOST_CODE else None


def read(code: str) -> tuple[str, tuple[str, ...]]:
    """The event's code and the ids; none: all of the family there."""
    event, *ids = code.split("-")
    return event, tuple(ids)


def others(context: Context, event: Event, entries: Sequence[Registration]) -> tuple[Registration, ...]:
    """Those of the family there for whom nothing changes."""
    ids = {one.signup_id for one in entries}
    return tuple(one for one in at_event(context, event) if one.signup_id not in ids)


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
