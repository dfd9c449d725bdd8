"""/donnees: what is held, as a message and as files; the other phone invited, a consent withdrawn, all erased."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Call, Reply
from bot.chat import to_phones
from bot.chat.context import Scene
from bot.chat.state import Conversation, Outcome
from bot.core import clock
from bot.features import escalation
from bot.features.my_data import kept as kept_file
from bot.features.my_data import kept as kept_words
from bot.features.my_data import phones
from bot.features.my_data.kept import Kept, gather
from bot.messages import dates
from bot.team import questions
from bot.views import seat_status
from scheduler.core.tables import OutboxRow
from scheduler.families import consents, families
from scheduler.families.consents import Purpose
from scheduler.joining import invitations
from scheduler.outbox.outbox import OutboxState, SendClass, put
from scheduler.privacy import privacy
from scheduler.privacy.privacy import Held

TELEGRAM_ALLOWS = timedelta(hours=48)
_A_CALL = 100  # messages, Bot API, deleteMessages
_MOST = 500


def recent(scene: Scene) -> tuple[int, ...]:
    """The numbers of the messages of this chat that the bot may still take back, the newest first."""
    rows = (
        select(OutboxRow.sent_message_id)
        .where(
            OutboxRow.chat_id == scene.turn.chat_id,
            OutboxRow.state == OutboxState.SENT,
            OutboxRow.sent_at > clock.real_now() - TELEGRAM_ALLOWS,
            OutboxRow.sent_message_id.is_not(None),
        )
        .order_by(OutboxRow.id.desc())
        .limit(_MOST)
    )
    return tuple(dict.fromkeys(number for number in scene.session.scalars(rows) if number is not None))


def clear(scene: Scene) -> Outcome:
    """Take them back."""
    numbers = scene.conversation.clearable
    if not numbers:
        return escalation.old_button(scene)
    for first in range(0, len(numbers), _A_CALL):
        some = list(numbers[first : first + _A_CALL])
        call = Call("deleteMessages", {"chat_id": scene.turn.chat_id, "message_ids": some})
        put(
            scene.session,
            chat_id=scene.turn.chat_id,
            send_class=SendClass.REPLY,
            payload=call.to_json(),
            now=scene.now,
        )
    return scene.without_clearable().answer(Reply(scene.words.say("cleared")))


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
    return scene.answer(Reply("\n".join(kept_words.kept_lines(kept, scene)), tuple(rows)))


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
        return phones.answer_rows(held.removal, scene.words)
    if held.chats > 1:
        return (
            (_button(scene, "take-out-button", Action.TAKE_OUT, "ask"),),
            (_button(scene, "leave-family-button", Action.LEAVE_FAMILY, "ask"),),
        )
    if held.invited is None:
        return ((_button(scene, "invite-button", Action.INVITE),),)
    if held.invited.asked_by is not None:
        return (phones.request_row(held.invited.id, scene.words),)
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
    numbers = recent(scene)
    erased = privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours, with_children=code == "mine")
    questions.erase_all(scene.session, scene.turn.chat_id, scene.now)
    to_phones.forget_words(scene.session, scene.turn.chat_id)
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


def pressed(scene: Scene, code: str) -> Outcome:
    """« Inviter l’autre parent », or « Annuler l’invitation »."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    if family is None:
        return show(scene)
    if code == "stop":
        stopped = invitations.revoke(scene.session, family.id, scene.now)
        key = "invite-stopped" if stopped else "invite-none"
        return scene.answer(Reply(scene.words.say(key), seat_status.back(scene), in_place=scene.was_pressed))
    invited = invitations.invite(scene.session, family.id, scene.now)
    if invited is None:
        return scene.answer(Reply(scene.words.say("invite-full"), seat_status.back(scene), in_place=scene.was_pressed))
    link = f"https://t.me/{scene.desk.username}?start=p_{invited.token}"
    until = dates.moment(invited.until, scene.desk.zone, scene.language)
    return scene.answer(Reply(scene.words.say("invite-link", link=link, until=until), (stop_row(scene),)))


def stop_row(scene: Scene) -> Row:
    """« Annuler l’invitation »."""
    return (Button(scene.words.label("invite-stop"), Press(Action.INVITE, "stop")),)
