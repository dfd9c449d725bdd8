"""A place changed afterwards: another date, the one had being kept until it is sure; or put back once given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.messages import dates as dates_said
from bot.views import seat_status
from bot.views.registrations import Meant, at_event, by_event, event_button, mine_row, page, registrations
from intents.readers.asking import asks_something
from intents.readers.changes import asks_back, asks_everything_back, comes_after_all
from intents.readers.saying import Word, says
from intents.readers.wording import says_name
from knowledge.agenda.agenda import Event
from scheduler.core.tables import Ending
from scheduler.families import families
from scheduler.seats.outcomes import AlreadyIn, Done, NotEnough, Registration, Restored
from scheduler.seats.registrations import of_signups
from scheduler.signups import signups, undoing
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


def asked_in_words(context: Context, meant: Meant) -> Outcome | None:
    """« Je voudrais décaler Léa »: of which workshop, for whom, to which date? None when nothing is signed up."""
    entries = registrations(context)
    if not entries:
        return None
    found = meant.among(entries, context.services.zone) or entries
    events = [event for event, _ in by_event(found)]
    movable = [event for event in events if other_dates(context.session, event, context.now)] or events
    if len(movable) > 1:
        rows = tuple((event_button(event, Action.MOVE, context),) for event in movable)
        return context.answer(Reply(context.words.say("move-which"), (*rows, *mine_row(context))))
    there = [entry for entry in found if entry.event.id == movable[0].id]
    return (
        _dates(context, movable[0], there[0].signup_id, in_place=False) if len(there) == 1 else ask(context, movable[0])
    )


def ask(context: Context, event: Event) -> Outcome:
    """« Changer de date »: for whom, when there are several."""
    entries = at_event(context, event)
    if len(entries) < 2 or all(entry.first_name is None for entry in entries):
        return _dates(context, event, 0, in_place=False)
    named = [
        (Button(seat_status.called(entry, context.words), Press(Action.MOVE_WHO, event.code, entry.signup_id)),)
        for entry in entries
        if entry.first_name is not None
    ]
    everybody = Button(context.words.label("move-all"), Press(Action.MOVE_WHO, event.code, 0))
    return context.answer(Reply(context.words.say("move-who"), (*named, (everybody,), _keep_row(event, context))))


def choose_date(context: Context, event: Event, signup_id: int) -> Outcome:
    """Somebody was chosen, or (0) all of them: to which date?"""
    return _dates(context, event, signup_id, in_place=context.was_pressed)


def _dates(context: Context, event: Event, signup_id: int, in_place: bool) -> Outcome:
    entries = _meant(context, event, signup_id)
    if not entries:
        return page(context, event, ())
    dates = other_dates(context.session, event, context.now)
    if event.starts_at <= context.now or not dates:
        key = "move-none" if event.starts_at > context.now else "refused-past"
        return context.answer(Reply(context.words.say(key), mine_row(context), in_place=in_place))
    rows = tuple((_date_button(Move(event, new, signup_id), context),) for new in dates)
    text = context.words.say("move-dates", who=seat_status.everybody(entries, context.words))
    return context.answer(Reply(text, (*rows, _keep_row(event, context)), in_place=in_place))


def sure(context: Context, wanted: Move) -> Outcome:
    """A date was chosen: both dates are shown before anything changes."""
    entries = _meant(context, wanted.old, wanted.signup_id)
    if not entries or _are_there(context, wanted, entries):
        return _gone(context, wanted)
    if (wanted.new.free_places or 0) < len(entries):
        return _short(context, wanted, entries, wanted.new.free_places or 0)
    text = context.words.say("move-sure", **_both(context, wanted), who=seat_status.everybody(entries, context.words))
    yes = Button(context.words.label("move-yes"), wanted.press(Action.MOVE_DO))
    return _said(context, text, (yes,), _keep_row(wanted.old, context))


def do(context: Context, wanted: Move) -> Outcome:
    """« Confirmer le changement »."""
    return _move(context, wanted, or_wait=False)


def wait(context: Context, wanted: Move) -> Outcome:
    """« La liste d’attente du 21, en gardant le 14 »."""
    return _move(context, wanted, or_wait=True)


def _move(context: Context, wanted: Move, or_wait: bool) -> Outcome:
    family = families.family_of(context.session, context.turn.chat_id)
    entries = _meant(context, wanted.old, wanted.signup_id)
    if family is None or not entries or _are_there(context, wanted, entries):
        return _gone(context, wanted)
    ids = [entry.signup_id for entry in entries]
    outcome = move(
        context.session,
        family_id=family.id,
        signup_ids=ids,
        to_event_id=wanted.new.id,
        or_wait=or_wait,
        now=context.now,
        hours=context.services.hours,
    )
    return _told(context, wanted, entries, outcome)


def _told(context: Context, wanted: Move, entries: Sequence[Registration], outcome: MoveOutcome) -> Outcome:
    if isinstance(outcome, NotEnough):
        return _short(context, wanted, entries, outcome.free)
    if isinstance(outcome, Done | AlreadyIn):
        ids = [entry.signup_id for entry in entries]
        old = of_signups(context.session, ids, context.services.hours)
        left = [one for one in old if one.ended is Ending.MOVED]
        title: seat_status.Title = "move-done" if outcome.confirmed else "move-waiting"
        there = outcome.registrations
        return context.answer(*seat_status.confirmed(there, wanted.new, context, title=title, given_up=left))
    why = seat_status.reason(outcome, wanted.new, context)
    who, when = seat_status.everybody(entries, context.words), seat_status.when(wanted.old, context)
    return _said(context, f"{why}\n\n{context.words.say('move-still', who=who, when=when)}", *mine_row(context))


def _short(context: Context, wanted: Move, entries: Sequence[Registration], free: int) -> Outcome:
    who = seat_status.everybody(entries, context.words)
    text = context.words.say("move-short", **_both(context, wanted), who=who, free=free)
    old, new = _short_days(wanted, context)
    wait_there = Button(context.words.label("move-wait", to=new, **{"from": old}), wanted.press(Action.MOVE_WAIT))
    return _said(context, text, (wait_there,), _keep_row(wanted.old, context))


def _gone(context: Context, wanted: Move) -> Outcome:
    """Nothing left to move: by a first tap a moment ago, or these are not the family's."""
    there = at_event(context, wanted.new)
    if there and context.was_pressed:
        return context.answer(toast=context.words.label("move-already"))
    return page(context, wanted.new, there)


def _meant(context: Context, event: Event, signup_id: int) -> tuple[Registration, ...]:
    """The family's own: an id in a button is only a wish."""
    return tuple(entry for entry in at_event(context, event) if not signup_id or entry.signup_id == signup_id)


def _are_there(context: Context, wanted: Move, entries: Sequence[Registration]) -> bool:
    """Whether all of these have a place, or wait for one, at the new date already."""
    there = at_event(context, wanted.new)
    people, replaced = {one.participant_id for one in there}, {one.replaces_id for one in there}
    return all(
        entry.signup_id in replaced or (entry.first_name is not None and entry.participant_id in people)
        for entry in entries
    )


def _both(context: Context, wanted: Move) -> dict[str, str]:
    return {
        "title": cards.title(wanted.new, context.language),
        "before": seat_status.when(wanted.old, context),
        "after": seat_status.when(wanted.new, context),
    }


def _date_button(wanted: Move, context: Context) -> Button:
    local = _local(wanted.new, context)
    day = dates_said.short_day(local.date(), context.language)
    when = f"{day}, {dates_said.clock(local.time(), context.language)}"
    label = context.words.label("move-date", when=when, free=wanted.new.free_places or 0)
    return Button(label, wanted.press(Action.MOVE_TO))


def _keep_row(event: Event, context: Context) -> Row:
    day = dates_said.day_of_month(_local(event, context).date(), context.language)
    return (Button(context.words.label("move-keep", day=day), Press(Action.KEEP)),)


def _short_days(wanted: Move, context: Context) -> tuple[str, str]:
    days = (_local(event, context).date() for event in (wanted.old, wanted.new))
    old, new = (dates_said.day_of_month(day, context.language) for day in days)
    return old, new


def _local(event: Event, context: Context) -> datetime:
    return event.starts_at.astimezone(context.services.zone)


def _said(context: Context, text: str, *rows: Row) -> Outcome:
    return context.answer(Reply(text, rows, in_place=context.was_pressed))


def restore(context: Context, event: Event, signup_id: int) -> Outcome:
    """Undo one cancellation made a moment ago, or (0) the family's last one at this event."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return _put_back(context, context.words.say("not-restored"))
    ids = [signup_id] if signup_id else [one.signup_id for one in undoable(context, family.id, event)]
    # A second tap finds nothing left to undo: whoever is there has been restored by the first.
    ids = ids or [one.signup_id for one in at_event(context, event)]
    done = signups.restore(
        context.session, family_id=family.id, signup_ids=ids, now=context.now, hours=context.services.hours
    )
    left = rows(context, undoable(context, family.id, event), every=False)
    if not isinstance(done, Restored) or not done.registrations:
        return _put_back(context, context.words.say("not-restored"), *left)
    lines = seat_status.lines(done.registrations, context.words, context.services.zone)
    return _put_back(context, "\n".join([context.words.say("restored"), *lines]), *left)


def put_back_in_words(context: Context) -> Outcome | None:
    """« Rétablir », « remettre Léa », « je me suis trompée », « mais si, Léa vient »; None for anything else."""
    text, family = context.turn.text, families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return None
    mistaken = _just_cancelled(context) and says(text, Word.MISTAKE)
    gone = lately_gone(context, family.id)
    comes = comes_after_all(text, [one.first_name for one in gone if one.first_name])
    asks = mistaken or asks_back(text) or (comes and not asks_something(text))
    if not asks:
        return _how(context, gone) if gone and _just_cancelled(context) and says(text, Word.YES) else None
    named = [one for one in gone if one.first_name and says_name(text, one.first_name)]
    alone = mistaken or asks_everything_back(text)
    meant = named or (list(gone) if alone else [])
    if not meant:
        return None
    return restore(context, meant[0].event, meant[0].signup_id if len(meant) == 1 else 0)


def _how(context: Context, gone: Sequence[Registration]) -> Outcome:
    """A mere « oui » or « ok » after « Une erreur ? » says neither: it stays cancelled."""
    return context.answer(
        Reply(context.words.say("cancel-undo-how"), (*rows(context, gone, every=True), *mine_row(context)))
    )


def _just_cancelled(context: Context) -> bool:
    """Whether « Une erreur ? » is what was last said."""
    return any(button.press.action is Action.RESTORE for button in context.conversation.shown)


def rows(context: Context, gone: Sequence[Registration], every: bool) -> tuple[Row, ...]:
    """« Rétablir Léa », for whom it would still work; `every`: « Tout rétablir » too."""
    words, back = context.words, [one for one in gone if _may_come_back(context, [one])]
    found: list[Row] = [
        (Button(words.label("cancel-undo", who=seat_status.called(one, words)), _undo(one.event, one.signup_id)),)
        for one in back
    ]
    if every and len(back) > 1 and _may_come_back(context, back):
        found.append((Button(words.label("cancel-undo-all"), _undo(back[0].event, 0)),))
    return tuple(found)


def lately_gone(context: Context, family_id: int) -> tuple[Registration, ...]:
    """Those of the family's last cancellation, wherever it was, a moment ago."""
    return undoing.undoable(context.session, family_id=family_id, now=context.now, hours=context.services.hours)


def undoable(context: Context, family_id: int, event: Event) -> tuple[Registration, ...]:
    """Those of the family's last cancellation there, a moment ago."""
    return undoing.undoable(
        context.session, family_id=family_id, event_id=event.id, now=context.now, hours=context.services.hours
    )


def _may_come_back(context: Context, gone: Sequence[Registration]) -> bool:
    family = families.family_of(context.session, context.turn.chat_id)
    ids = [one.signup_id for one in gone]
    return family is not None and undoing.may_come_back(
        context.session, family_id=family.id, signup_ids=ids, now=context.now
    )


def _undo(event: Event, signup_id: int) -> Press:
    return Press(Action.RESTORE, event.code, signup_id)


def _put_back(context: Context, text: str, *above: Row) -> Outcome:
    return context.answer(Reply(text, (*above, *mine_row(context)), in_place=context.was_pressed))
