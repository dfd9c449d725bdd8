"""Giving places up: who is meant, sure?, done. Nothing is cancelled without a confirmation."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, tell_others
from bot.chat.state import Outcome
from bot.features.places import moving
from bot.features.signup.form_context import by_age, known_people
from bot.views import registrations as several
from bot.views import seat_status
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
from intents.readers import attending, changes, saying
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.asking import asks_something, is_yes_or_no
from intents.readers.choosing import denied, named_among, number_meant
from intents.readers.cutting import cut
from intents.readers.people import read_names
from intents.readers.saying import Word, says
from intents.readers.wording import same_name
from intents.slots.names import known_names
from knowledge.agenda.agenda import Event
from scheduler.core.tables import Ending, State
from scheduler.families import families
from scheduler.seats.outcomes import Registration
from scheduler.signups import signups

MOST_TO_TAP = 2  # of more, some are easier named than tapped one after the other
MOST_TO_CHOOSE = 5  # more than that, and the event is asked first


def ask(context: Context, meant: Meant) -> Outcome:
    """« Tom ne vient pas samedi »: sure?, or which one, when it is not clear."""
    entries = registrations(context)
    if not entries:
        return mine(context)
    if stay := _said_to_stay(context, meant.there(entries, context.services.zone)):
        return sure(context, stay)
    meant = replace(meant, known=first_names(context))
    said, found = meant.absence(entries), meant.among(entries, context.services.zone)
    if said.nobody:
        missing = said.coming - {one.first_name for one in entries}
        return no_place(context, missing) if missing else context.answer(Reply(context.words.say("cancel-kept")))
    if said.coming and not (said.absent or said.only):  # « je serai absente, Zoé vient »
        return _which(context, found or entries, "cancel-which")
    if not found:
        return _which(context, entries, "cancel-not-there")
    certain = meant.all_of(found) or all(one.first_name in said.absent for one in found)
    return sure(context, found) if certain or len(found) == 1 else _which(context, found, "cancel-which")


def agreed_in_words(context: Context) -> Press | None:
    """« Oui, confirmez pour Léa », « non, je garde Tom », « je n’annule rien », to « Annuler l’inscription de … ? »."""
    asked, text = context.conversation.asked, context.turn.text
    if asked is None or asked.yes.action is not Action.DO_CANCEL:
        return None
    if changes.cancels_nothing(text, first_names(context)):
        return asked.no
    if _agreed_beside(context):
        return asked.yes
    named = named_among(text, tuple(first_names(context)))
    meant = [one for one in _asked_now(context) if one.first_name in named]
    agrees = saying.agrees_about(text, named, Action.DO_CANCEL.name) if named else None
    if agrees is None and (_all_come(context) or _refuses(context)):
        return asked.no
    if not named or len(meant) < len(named):
        return None
    if agrees and len(meant) < len(_asked_now(context)):
        return Press(Action.ASK_CANCEL, meant[0].event.code, meant[0].signup_id) if len(meant) == 1 else None
    return None if agrees is None else asked.yes if agrees else asked.no


def _agreed_beside(context: Context) -> bool:
    """« Oui, seulement Josiane, Bernard y va »: a yes, and what stands beside it says of nobody asked about that they
    come.
    """
    asked = [one.first_name for one in _asked_now(context) if one.first_name]
    parts = cut(context.turn.text)
    asks_more = parts is not None and parts.asked and not is_yes_or_no(parts.told)  # « oui annulez, et… ? »
    told = parts.told if parts is not None and asks_more else context.turn.text
    rest = beside_a_yes(told, Asked(asked, len(asked), Action.DO_CANCEL.name))
    if rest and asks_something(rest) and not named_among(rest, asked):
        return changes.is_apart(context.turn.text, rest)  # « oui annulez. Il y en a un autre plus tard ? »
    if rest is None or not asked or asks_something(rest):
        return rest == ""
    if known_names(rest) and not named_among(rest, tuple(first_names(context))):
        return True  # « oui, et mettez Didier à ma place »
    said = attending.read(rest, attending.clauses_of(rest, context.clauses), by_age(context))
    come = said is not None and (said.unclear or any(said.of(one) is Coming.COMING for one in asked))
    return not come and not named_among(rest, asked)


def _refuses(context: Context) -> bool:
    """« Non, gardez Théo sur la liste »: a no or a word that keeps, and of nobody that they do not come."""
    stays = any(one.says is Coming.NOT_COMING and not saying.is_no_alone(one.text) for one in context.clauses)
    return not stays and saying.refuses(context.turn.text, Action.DO_CANCEL.name)


def _all_come(context: Context) -> bool:
    """« Elle a pu décaler, elle vient quand même », of all whose places were to be given up, and of nobody else."""
    asked = [one.first_name for one in _asked_now(context) if one.first_name]
    said = attending.read(context.turn.text, context.clauses, asked)
    others = [one for one in by_age(context) if one not in asked]
    if not asked or said is None or said.mere or said.unclear or named_among(context.turn.text, others):
        return False
    return said.others is not Coming.NOT_COMING and all(said.of(one) is Coming.COMING for one in asked)


def _asked_now(context: Context) -> list[Registration]:
    """Those of whom it was just asked whether to give their places up."""
    asked = context.conversation.asked
    if asked is None or asked.yes.action is not Action.DO_CANCEL:
        return []
    there = [one for one in registrations(context) if one.event.code == asked.yes.code]
    return [one for one in there if asked.yes.revision in (0, one.signup_id)]


def chosen_in_words(context: Context) -> Outcome | None:
    """« léa et tom », « 2 places », after « Qui ne viendra pas ? »; None when that was not asked, or not of those."""
    presses = [button.press for button in context.conversation.shown]
    entries = registrations(context)
    sure_asked = context.conversation.asked is not None and context.conversation.asked.yes.action is Action.DO_CANCEL
    if sure_asked and (stay := _said_to_stay(context, entries)):
        kept = denied(context.turn.text, [one.first_name for one in _asked_now(context) if one.first_name])
        stay = [one for one in stay if one.first_name not in kept]
        return sure(context, stay) if stay else None  # « non, juste Manon »
    asked = {press.revision for press in presses if press.action is Action.ASK_CANCEL}
    if not asked or all(press.action is not Action.KEEP for press in presses):
        return None
    among = _asked_about(entries, asked)
    found = (
        among if says(context.turn.text, Word.EVERYBODY) else _named(context, among) or _number_meant(context, among)
    )
    return sure(context, found) if found else None


def _said_to_stay(context: Context, among: Sequence[Registration]) -> list[Registration]:
    """Who of these, by name, is said not to come: « annulez Manon, que Manon »; nobody where that is not clear."""
    answer = attending.read(context.turn.text, context.clauses, by_age(context))
    if answer is None or answer.unclear or Coming.NOT_COMING not in answer.named.values():
        return []
    return [one for one in among if one.first_name and answer.named.get(one.first_name) is Coming.NOT_COMING]


def _asked_about(there: Sequence[Registration], asked: Container[int]) -> list[Registration]:
    """Those with a button, which one of several places without a name has for all of them."""
    shown = [one for one in there if one.signup_id in asked]
    unnamed_at = {one.event.id for one in shown if one.first_name is None}
    return [one for one in there if one in shown or (one.first_name is None and one.event.id in unnamed_at)]


def _named(context: Context, among: Sequence[Registration]) -> list[Registration]:
    """Those whose first names are all that is said; nobody when somebody else is named too."""
    named = read_names(context.turn.text, context.local_now)
    wanted = () if named is None else named.names
    found = [one for one in among if any(_is_called(one, name) for name in wanted)]
    return found if all(any(_is_called(one, name) for one in found) for name in wanted) else []


def _is_called(one: Registration, name: str) -> bool:
    return one.first_name is not None and same_name(one.first_name, name)


def _number_meant(context: Context, among: Sequence[Registration]) -> list[Registration]:
    """The last so many of the places without a name, when they are all at one event."""
    number = number_meant(context.turn.text)
    unnamed = [one for one in among if one.first_name is None]
    at_one = len(by_event(unnamed)) == 1
    return unnamed[-number:] if number and number <= len(unnamed) and at_one else []


def sure(context: Context, found: Sequence[Registration]) -> Outcome:
    """These do not come: sure?, unless they have places at several events."""
    if len(found) == 1:
        return _ask_one(context, found[0])
    code = several.code_of(context, found) if len(by_event(found)) == 1 else None
    return _which(context, found, "cancel-which") if code is None else _ask_these(context, found, code)


def no_place(context: Context, first_names: Collection[str]) -> Outcome:
    """« Tom vient finalement »: he has no place, or not any more."""
    family = families.family_of(context.session, context.turn.chat_id)
    gone = () if family is None else moving.lately_gone(context, family.id)
    back = moving.rows(context, [one for one in gone if one.first_name in first_names], every=False)
    text = context.words.say("cancel-no-place", who=", ".join(sorted(first_names)))
    return context.answer(Reply(text, (*back, *mine_row(context))))


def tells_an_absence(context: Context) -> bool:
    """Whether the words tell, by name, that somebody who is signed up does not come."""
    names = (entry.first_name for entry in registrations(context))
    return changes.says_so(context.turn.text, [name for name in names if name is not None])


def tells_an_illness(context: Context) -> bool:
    """« Mon fils est malade pour mercredi », of a family that has places; not « s’il est malade »."""
    if not any(clause.says is Coming.NOT_COMING for clause in context.clauses) or not registrations(context):
        return False
    answer = attending.read(context.turn.text, context.clauses, by_age(context))
    return answer is not None and answer.ill


def gives_nothing_up(context: Context) -> bool:
    """« Je n’annule rien, c’est pour savoir »: no place is asked about."""
    return changes.cancels_nothing(context.turn.text, first_names(context))


def first_names(context: Context) -> frozenset[str]:
    """Everybody of the family, signed up or not."""
    return frozenset(one.first_name for one in known_people(context))


def ask_event(context: Context, event: Event) -> Outcome:
    """« Annuler… » under a reminder or a confirmation: which child?"""
    found = at_event(context, event)
    if event.ends_at <= context.now:
        return _said_aloud(context, "mine-past")
    if not found:
        return _said_aloud(context, "cancel-gone")
    return _ask_one(context, found[0]) if len(found) == 1 else _which(context, found, "cancel-which")


def ask_signup(context: Context, event: Event, signup_id: int) -> Outcome:
    """One cancel button was pressed, or (0) « Tout annuler »: sure?"""
    there = at_event(context, event)
    if there and not signup_id:
        return _ask_these(context, there, event.code)
    entry = next((e for e in registrations(context) if e.signup_id == signup_id), None)
    return _gone(context, signup_id) if entry is None else _ask_one(context, entry)


def _gone(context: Context, signup_id: int) -> Outcome:
    """Cancelled already, or none of theirs: the id in a button is only a wish."""
    family = families.family_of(context.session, context.turn.chat_id)
    one = (
        None if family is None else signups.registration(context.session, family.id, signup_id, context.services.hours)
    )
    if one is not None and one.state is not State.CANCELLED:
        return _said_aloud(context, "mine-past")  # it is not among those to come
    return _said_aloud(context, "cancel-unknown" if one is None else "cancel-gone")


def _said_aloud(context: Context, key: str) -> Outcome:
    return context.answer(Reply(context.words.say(key)), toast=context.words.label(key))


def do(context: Context, event: Event, signup_ids: Sequence[int]) -> Outcome:
    """Confirmed: cancel these sign-ups, or (none) all of the family at that event. A second tap says the same."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return _said(context, context.words.say("cancel-unknown"))
    before = at_event(context, event)
    ids = signup_ids or [entry.signup_id for entry in before]
    seated = any(one.state is State.CONFIRMED and one.signup_id in ids for one in before)
    signups.cancel(context.session, family_id=family.id, signup_ids=ids, now=context.now, hours=context.services.hours)
    left = at_event(context, event)
    if signup_ids:
        ended = (signups.registration(context.session, family.id, one, context.services.hours) for one in signup_ids)
        done = _done(context, tuple(one for one in ended if one is not None))
    else:
        done = _done(context, left or moving.undoable(context, family.id, event))
    return _out_of_calendars(context, event, done) if seated and not left else done


def _out_of_calendars(context: Context, event: Event, outcome: Outcome) -> Outcome:
    """With the file that takes the event out of a calendar, for every phone of the family."""
    zone, now = context.services.zone, context.now
    tell_others(context, lambda words: calendar_reply(event, words, zone, now, given_up=True))
    file = calendar_reply(event, context.words, zone, now, given_up=True)
    return replace(outcome, replies=(*outcome.replies, file))


def _which(context: Context, found: Sequence[Registration], key: str) -> Outcome:
    events = by_event(found)
    rows: tuple[Row, ...]
    if len(events) == 1:
        press = Press(Action.ASK_CANCEL, events[0][0].code, 0)
        every = ((Button(context.words.label("cancel-all"), press),),)
        rows = (*_rows_each(found, context), *(every if len(found) == len(at_event(context, events[0][0])) else ()))
    elif len(found) <= MOST_TO_CHOOSE:
        rows = tuple(row for _, there in events for row in cancel_rows(there, context))
    else:
        rows = tuple((event_button(event, Action.ASK_CANCEL_EVENT, context),) for event, _ in events)
    return context.answer(
        Reply(" ".join([context.words.say(key), *_hint(found, context)]), (*rows, _keep_row(context)))
    )


def _hint(found: Sequence[Registration], context: Context) -> Iterator[str]:
    """What is quicker written than tapped one after the other."""
    unnamed = sum(one.first_name is None for one in found)
    if len(found) - unnamed > MOST_TO_TAP:
        yield context.words.say("cancel-which-hint")
    if unnamed > 1:
        yield context.words.say("cancel-which-how-many")


def _rows_each(found: Sequence[Registration], context: Context) -> tuple[Row, ...]:
    """A button for everybody, however many there are: this is where they are chosen."""
    named = [row for entry in found if entry.first_name is not None for row in cancel_rows((entry,), context)]
    return (*named, *cancel_rows([entry for entry in found if entry.first_name is None][-1:], context))


def _ask_these(context: Context, there: Sequence[Registration], code: str) -> Outcome:
    event = there[0].event
    if event.starts_at <= context.now:
        return _begun(context, event)
    who, left = seat_status.everybody(there, context.words), several.others(context, event, there)
    said = {"title": _title(event, context), "when": seat_status.when(event, context), "who": who}
    text = context.words.say("cancel-sure-all", **said)
    if left:
        text = context.words.say("cancel-sure-some", **said, left=seat_status.everybody(left, context.words))
    yes = Button(context.words.label("cancel-yes"), Press(Action.DO_CANCEL, code, 0))
    return context.answer(
        Reply(text, ((yes,), *move_row(event, context), _keep_row(context)), in_place=context.was_pressed)
    )


def _ask_one(context: Context, entry: Registration) -> Outcome:
    event = entry.event
    if event.starts_at <= context.now:
        return _begun(context, event)
    title, when = _title(event, context), seat_status.when(event, context)
    waits = entry.state is State.WAITING
    if waits:
        text = context.words.say(
            "cancel-sure-waiting", who=seat_status.called(entry, context.words), title=title, when=when
        )
    elif entry.first_name is None:
        text = context.words.say("cancel-sure-unnamed", title=title, when=when)
    else:
        text = context.words.say("cancel-sure", who=entry.first_name, title=title, when=when)
    label = context.words.label("cancel-yes-waiting" if waits else "cancel-yes")
    yes = Button(label, Press(Action.DO_CANCEL, event.code, entry.signup_id))
    return context.answer(Reply(text, ((yes,), *move_row(event, context), _keep_row(context))))


def _done(context: Context, gone: Sequence[Registration]) -> Outcome:
    """What has become of those that were to be cancelled."""
    if not gone:
        return _said(context, context.words.say("cancel-unknown"))
    event = gone[0].event
    if any(one.state is not State.CANCELLED for one in gone):
        return _begun(context, event)
    if any(one.ended is not Ending.FAMILY for one in gone):
        return _said(context, context.words.say("cancel-gone"))
    family = families.family_of(context.session, context.turn.chat_id)
    undo = () if family is None else moving.undoable(context, family.id, event)
    who = seat_status.everybody(gone, context.words)
    text = context.words.say(
        "cancel-done", who=who, title=_title(event, context), when=seat_status.when(event, context)
    )
    rows = moving.rows(context, [one for one in undo if one in gone], every=len(gone) > 1)
    note = [context.words.say("cancel-undo-note")] if rows else []
    return _said(context, "\n\n".join([text, *note]), *rows)


def _begun(context: Context, event: Event) -> Outcome:
    return _said(context, context.words.say("cancel-begun", title=_title(event, context)))


def _said(context: Context, text: str, *rows: Row) -> Outcome:
    return context.answer(Reply(text, (*rows, *mine_row(context)), in_place=context.was_pressed))


def _keep_row(context: Context) -> Row:
    return (Button(context.words.label("cancel-keep"), Press(Action.KEEP)),)


def _title(event: Event, context: Context) -> str:
    return cards.title(event, context.language)
