"""Undoing a cancellation made a moment ago, by its button or in words: « remettre Léa »."""

from collections.abc import Sequence

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.views import seat_status
from bot.views.registrations import at_event, mine_row
from intents.readers.asking import asks_something
from intents.readers.changes import asks_back, asks_everything_back, comes_after_all
from intents.readers.saying import Word, says
from intents.readers.wording import says_name
from knowledge.agenda.events import Event
from scheduler.families import families
from scheduler.seats.outcomes import Registration, Restored
from scheduler.signups import signups, undoing


def restore(context: Context, event: Event, signup_id: int) -> Outcome:
    """Undo one cancellation made a moment ago, or (0) the family's last one at this event."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return _said(context, context.words.say("not-restored"))
    ids = [signup_id] if signup_id else [one.signup_id for one in undoable(context, family.id, event)]
    # A second tap finds nothing left to undo: whoever is there has been restored by the first.
    ids = ids or [one.signup_id for one in at_event(context, event)]
    done = signups.restore(
        context.session, family_id=family.id, signup_ids=ids, now=context.now, hours=context.services.hours
    )
    left = rows(context, undoable(context, family.id, event), every=False)
    if not isinstance(done, Restored) or not done.registrations:
        return _said(context, context.words.say("not-restored"), *left)
    lines = seat_status.lines(done.registrations, context.words, context.services.zone)
    return _said(context, "\n".join([context.words.say("restored"), *lines]), *left)


def asked_in_words(context: Context) -> Outcome | None:
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


def _said(context: Context, text: str, *above: Row) -> Outcome:
    return context.answer(Reply(text, (*above, *mine_row(context)), in_place=context.was_pressed))
