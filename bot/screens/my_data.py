"""/donnees: what is held, as a message and as files; withdrawing the photo consent; erasing it all."""

from dataclasses import replace

from bot import forgetting, to_phones
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Conversation, Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import clearing, joining, kept_file, kept_words, leaving_family
from bot.screens.kept import Kept, gather
from bot.staff import questions
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
        rows += _family_rows(kept, kept.held, scene)
    if kept.questions:
        rows.append((_button(scene, "data-words", Action.MY_WORDS),))
    rows += [(_button(scene, "data-erase", Action.ERASE, "ask"),), _privacy(scene)]
    return scene.answer(Reply("\n".join(kept_words.lines(kept, scene)), tuple(rows)))


def _family_rows(kept: Kept, held: Held, scene: Scene) -> list[Row]:
    rows: list[Row] = []
    if held.participants:
        adults = any(one.birth is None for one in held.participants)
        remove = "data-remove-person" if adults else "data-remove-child"
        rows.append((_button(scene, "data-correct", Action.CORRECT), _button(scene, remove, Action.REMOVE)))
    to_come = {one.signup_id for one in kept.to_come}
    if any(one.signup_id in to_come for one in held.answers):
        rows.append((_button(scene, "data-answers-change", Action.ANSWER),))
    if any(one.purpose is Purpose.PHOTO and one.withdrawn_at is None for one in held.consents):
        rows.append((_button(scene, "data-photo-off", Action.PHOTO_OFF),))
    return [*rows, *_second_phone(held, scene)]


def _second_phone(held: Held, scene: Scene) -> tuple[Row, ...]:
    if held.removal is not None:
        return leaving_family.answer_rows(held.removal, scene.words)
    if held.chats > 1:
        return (
            (_button(scene, "take-out-button", Action.TAKE_OUT, "ask"),),
            (_button(scene, "leave-family-button", Action.LEAVE_FAMILY, "ask"),),
        )
    if held.invited is None:
        return ((_button(scene, "invite-button", Action.INVITE),),)
    if held.invited.asked_by is not None:
        return (joining.request_row(held.invited.id, scene.words),)
    return ((_button(scene, "invite-stop", Action.INVITE, "stop"),),)


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


def erase(scene: Scene, code: str) -> Outcome:
    """Asked once more, then everything goes; `code` "mine": the children that only this phone brought, too."""
    if code not in ("yes", "mine"):
        return _sure(scene)
    numbers = clearing.recent(scene)
    erased = privacy.erase(
        scene.session, scene.turn.chat_id, scene.now, scene.desk.hours, with_children=code == "mine"
    )
    questions.erase_all(scene.session, scene.turn.chat_id, scene.now)
    forgetting.forget_words(scene.session, scene.turn.chat_id)
    told = "erased-told-mine" if code == "mine" else "erased-told-yes"
    for chat_id in erased.stayed:
        to_phones.tell(scene, chat_id, lambda words: Reply(words.say(told)))
    # The number of the next form stays, so that a button of an old one cannot touch it.
    fresh = Conversation(language=scene.language, serial=scene.conversation.serial, clearable=numbers)
    key = {"yes": "data-erased-here", "mine": "data-erased-mine"}[code] if erased.family_kept else "data-erased"
    text = f"{scene.words.say(key)}\n\n{scene.words.say('data-telegram-copy')}"
    rows = ((_button(scene, "data-clear", Action.CLEAR),),) if numbers else ()
    after = replace(scene, conversation=fresh)
    return after.answer(Reply(text, rows, in_place=scene.was_pressed))


def _sure(scene: Scene) -> Outcome:
    words, kept = scene.words, gather(scene)
    shared = kept.held is not None and kept.held.chats > 1
    yes: tuple[Row, ...] = ((_button(scene, "data-erase-yes", Action.ERASE, "yes"),),)
    if shared:
        yes = (
            (_button(scene, "data-erase-leave", Action.ERASE, "yes"),),
            (_button(scene, "data-erase-mine", Action.ERASE, "mine"),),
        )
    keep: Row = (Button(words.label("cancel-keep"), Press(Action.KEEP)),)
    return scene.answer(Reply(words.say("data-erase-sure-here" if shared else "data-erase-sure"), (*yes, keep)))


def _back(scene: Scene) -> tuple[Row, ...]:
    return ((_button(scene, "data-back", Action.DATA),),)


def _button(scene: Scene, key: str, action: Action, code: str = "") -> Button:
    return Button(scene.words.label(key), Press(action, code))


def _privacy(scene: Scene) -> Row:
    return (Button(scene.words.label("button-privacy"), Press(Action.PRIVACY)),)
