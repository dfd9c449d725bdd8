"""/donnees: what is held, as a message and as files; withdrawing the photo consent; erasing it all."""

from dataclasses import replace

from bot import forgetting
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Conversation, Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import kept_file, kept_words
from bot.screens.kept import Kept, gather
from scheduler import consents, families, privacy
from scheduler.consents import Purpose
from scheduler.privacy import Held


def show(scene: Scene) -> Outcome:
    """What we hold because of this chat, readable."""
    kept, words = gather(scene), scene.words
    if kept.is_nothing:
        return scene.answer(Reply(words.say("data-none"), (_privacy(scene),)))
    rows: list[Row] = [(_button(scene, "data-file", Action.DATA_FILE),)]
    if kept.held is not None:
        rows += _family_rows(kept.held, scene)
    rows += [(_button(scene, "data-erase", Action.ERASE, "ask"),), _privacy(scene)]
    return scene.answer(Reply("\n".join(kept_words.lines(kept, scene)), tuple(rows)))


def _family_rows(held: Held, scene: Scene) -> list[Row]:
    rows: list[Row] = []
    if held.participants:
        adults = any(one.birth is None for one in held.participants)
        remove = "data-remove-person" if adults else "data-remove-child"
        rows.append((_button(scene, "data-correct", Action.CORRECT), _button(scene, remove, Action.REMOVE)))
    if any(one.purpose is Purpose.PHOTO and one.withdrawn_at is None for one in held.consents):
        rows.append((_button(scene, "data-photo-off", Action.PHOTO_OFF),))
    rows.append((_second_phone(held, scene),))
    return rows


def _second_phone(held: Held, scene: Scene) -> Button:
    if held.chats > 1:
        return _button(scene, "take-out-button", Action.TAKE_OUT, "ask")
    if held.invited_until is not None:
        return _button(scene, "invite-stop", Action.INVITE, "stop")
    return _button(scene, "invite-button", Action.INVITE)


def file(scene: Scene) -> Outcome:
    """The same, complete, as a JSON file and as a text file."""
    kept = gather(scene)
    if kept.is_nothing:
        return show(scene)
    text, data = kept_file.as_text(kept, scene), kept_file.as_json(kept)
    said = scene.words.say("data-caption")
    return scene.answer(Reply(said, attachment=text), Reply(scene.words.say("data-caption-json"), attachment=data))


def photo_off(scene: Scene) -> Outcome:
    """No photo any more; that there was an agreement, and its end, stay as a record."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is not None:
        consents.withdraw_photo(scene.session, family.id, scene.now)
    return scene.answer(Reply(scene.words.say("data-photo-is-off"), _back(scene), in_place=scene.was_pressed))


def erase(scene: Scene, sure: bool) -> Outcome:
    """Asked once more, then everything goes."""
    words = scene.words
    if not sure:
        rows: tuple[Row, ...] = (
            (_button(scene, "data-erase-yes", Action.ERASE, "yes"),),
            (Button(words.label("cancel-keep"), Press(Action.KEEP)),),
        )
        return scene.answer(Reply(words.say(_warning(gather(scene))), rows))
    erased = privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    forgetting.forget_words(scene.session, scene.turn.chat_id)
    # The number of the next form stays, so that a button of an old one cannot touch it.
    fresh = Conversation(language=scene.language, serial=scene.conversation.serial)
    key = "data-erased-here" if erased.family_kept else "data-erased"
    return replace(Outcome((Reply(words.say(key), in_place=scene.was_pressed),)), conversation=fresh)


def _warning(kept: Kept) -> str:
    shared = kept.held is not None and kept.held.chats > 1
    return "data-erase-sure-here" if shared else "data-erase-sure"


def _back(scene: Scene) -> tuple[Row, ...]:
    return ((_button(scene, "data-back", Action.DATA),),)


def _button(scene: Scene, key: str, action: Action, code: str = "") -> Button:
    return Button(scene.words.label(key), Press(action, code))


def _privacy(scene: Scene) -> Row:
    return (Button(scene.words.label("button-privacy"), Press(Action.PRIVACY)),)
