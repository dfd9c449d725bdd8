"""« Retirer un enfant »: pick, confirm; the registrations to come are cancelled and the places passed on."""

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene, without_memory
from bot.chat.state import Outcome
from bot.features.my_data import my_data
from bot.views import registrations, seat_status
from intents.readers.wording import says_name
from scheduler.families.families import Participant
from scheduler.privacy import privacy


def pressed(scene: Scene, code: str, participant_id: int) -> Outcome:
    """A button of the removal: `code` says which."""
    known = seat_status.known(scene)
    one = seat_status.find(scene, participant_id) if code else None
    if code == "yes" and one is not None:
        return _carry_out(scene, one)
    if code and one is not None:
        return _sure(scene, one)
    if code or not known:
        return my_data.show(scene)
    return scene.answer(seat_status.choice(scene, known, "remove-who", Action.REMOVE, "ask"))


def in_words(scene: Scene) -> Outcome | None:
    """« Supprimer Léa »: she goes, or only a place of hers; None when nobody of the family is named."""
    named = tuple(one for one in seat_status.known(scene) if says_name(scene.turn.text, one.first_name))
    if len(named) > 1:
        return scene.answer(seat_status.choice(scene, named, "remove-who", Action.REMOVE, "ask"))
    return _sure(scene, named[0], *_places(scene, named[0])) if named else None


def _places(scene: Scene, one: Participant) -> tuple[Row, ...]:
    """« Annuler Léa, sam. 14 mars », in case that nothing more is meant."""
    return tuple(
        row
        for event, there in registrations.by_event(registrations.registrations(scene))
        for row in registrations.cancel_rows([entry for entry in there if entry.participant_id == one.id], scene)
        if event.starts_at > scene.now
    )


def _sure(scene: Scene, one: Participant, *less: Row) -> Outcome:
    words = scene.words
    rows: tuple[Row, ...] = (
        (Button(words.label("remove-yes", name=one.first_name), Press(Action.REMOVE, "yes", one.id)),),
        *less,
        (Button(words.label("cancel-keep"), Press(Action.KEEP)),),
    )
    return scene.answer(Reply(words.say("remove-sure", name=one.first_name), rows, in_place=scene.was_pressed))


def _carry_out(scene: Scene, one: Participant) -> Outcome:
    gone = privacy.remove_participant(
        scene.session, one.family_id, one.id, scene.now, scene.desk.hours, chat_id=scene.turn.chat_id
    )
    if isinstance(gone, privacy.BroughtByOthers):
        theirs = scene.words.say("remove-of-others", name=one.first_name)
        return scene.answer(Reply(theirs, seat_status.back(scene), in_place=scene.was_pressed))
    cancelled = 0 if gone is None else len(gone.fresh)
    text = scene.words.say("remove-done", name=one.first_name, n=cancelled)
    said = Reply(text, seat_status.back(scene), in_place=scene.was_pressed)
    # A form may name the one who is gone, and what was talked about an age: neither may bring them back.
    return without_memory(scene).answer(said)
