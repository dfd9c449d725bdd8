"""« Retirer un enfant »: pick, confirm; the registrations to come are cancelled and the places passed on."""

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context, without_memory
from bot.chat.state import Outcome
from bot.features.my_data import my_data
from bot.views import registrations, seat_status
from intents.readers.wording import says_name
from scheduler.families.families import Participant
from scheduler.privacy import privacy


def pressed(context: Context, code: str, participant_id: int) -> Outcome:
    """A button of the removal: `code` says which."""
    known = seat_status.known(context)
    one = seat_status.find(context, participant_id) if code else None
    if code == "yes" and one is not None:
        return _carry_out(context, one)
    if code and one is not None:
        return _sure(context, one)
    if code or not known:
        return my_data.show(context)
    return context.answer(seat_status.choice(context, known, "remove-who", Action.REMOVE, "ask"))


def in_words(context: Context) -> Outcome | None:
    """« Supprimer Léa »: she goes, or only a place of hers; None when nobody of the family is named."""
    named = tuple(one for one in seat_status.known(context) if says_name(context.turn.text, one.first_name))
    if len(named) > 1:
        return context.answer(seat_status.choice(context, named, "remove-who", Action.REMOVE, "ask"))
    return _sure(context, named[0], *_places(context, named[0])) if named else None


def _places(context: Context, one: Participant) -> tuple[Row, ...]:
    """« Annuler Léa, sam. 14 mars », in case that nothing more is meant."""
    return tuple(
        row
        for event, there in registrations.by_event(registrations.registrations(context))
        for row in registrations.cancel_rows([entry for entry in there if entry.participant_id == one.id], context)
        if event.starts_at > context.now
    )


def _sure(context: Context, one: Participant, *less: Row) -> Outcome:
    words = context.words
    rows: tuple[Row, ...] = (
        (Button(words.label("remove-yes", name=one.first_name), Press(Action.REMOVE, "yes", one.id)),),
        *less,
        (Button(words.label("cancel-keep"), Press(Action.KEEP)),),
    )
    return context.answer(Reply(words.say("remove-sure", name=one.first_name), rows, in_place=context.was_pressed))


def _carry_out(context: Context, one: Participant) -> Outcome:
    gone = privacy.remove_participant(
        context.session, one.family_id, one.id, context.now, context.services.hours, chat_id=context.turn.chat_id
    )
    if isinstance(gone, privacy.BroughtByOthers):
        theirs = context.words.say("remove-of-others", name=one.first_name)
        return context.answer(Reply(theirs, seat_status.back(context), in_place=context.was_pressed))
    cancelled = 0 if gone is None else len(gone.fresh)
    text = context.words.say("remove-done", name=one.first_name, n=cancelled)
    said = Reply(text, seat_status.back(context), in_place=context.was_pressed)
    # A form may name the one who is gone, and what was talked about an age: neither may bring them back.
    return without_memory(context).answer(said)
