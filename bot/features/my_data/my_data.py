"""/donnees: what is held, as a message and as files; the other phone invited, a consent withdrawn, all erased."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.bot_api.replies import Action, Button, Call, Press, Reply, Row
from bot.chat.context import Context, tell
from bot.chat.state import Conversation, Outcome, forget_words
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
from scheduler.joining import joining
from scheduler.outbox.outbox import OutboxState, SendClass, put
from scheduler.privacy import privacy
from scheduler.privacy.privacy import Held

TELEGRAM_ALLOWS = timedelta(hours=48)
_A_CALL = 100  # messages, Bot API, deleteMessages
_MOST = 500


def recent(context: Context) -> tuple[int, ...]:
    """The numbers of the messages of this chat that the bot may still take back, the newest first."""
    rows = (
        select(OutboxRow.sent_message_id)
        .where(
            OutboxRow.chat_id == context.turn.chat_id,
            OutboxRow.state == OutboxState.SENT,
            OutboxRow.sent_at > clock.real_now() - TELEGRAM_ALLOWS,
            OutboxRow.sent_message_id.is_not(None),
        )
        .order_by(OutboxRow.id.desc())
        .limit(_MOST)
    )
    return tuple(dict.fromkeys(number for number in context.session.scalars(rows) if number is not None))


def clear(context: Context) -> Outcome:
    """Take them back."""
    numbers = context.conversation.clearable
    if not numbers:
        return escalation.old_button(context)
    for first in range(0, len(numbers), _A_CALL):
        some = list(numbers[first : first + _A_CALL])
        call = Call("deleteMessages", {"chat_id": context.turn.chat_id, "message_ids": some})
        put(
            context.session,
            chat_id=context.turn.chat_id,
            send_class=SendClass.REPLY,
            payload=call.to_json(),
            now=context.now,
        )
    return context.without_clearable().answer(Reply(context.words.say("cleared")))


def show(context: Context) -> Outcome:
    """What we hold because of this chat, readable."""
    kept, words = gather(context), context.words
    if kept.is_nothing:
        return context.answer(Reply(words.say("data-none"), (_privacy(context),)))
    rows: list[Row] = [(_button(context, "data-file", Action.DATA_FILE),)]
    if kept.held is not None:
        rows += _family_rows(kept, kept.held, context)
    if kept.questions:
        rows.append((_button(context, "data-words", Action.MY_WORDS),))
    rows += [(_button(context, "data-erase", Action.ERASE, "ask"),), _privacy(context)]
    return context.answer(Reply("\n".join(kept_words.kept_lines(kept, context)), tuple(rows)))


def _family_rows(kept: Kept, held: Held, context: Context) -> list[Row]:
    rows: list[Row] = []
    if held.participants:
        adults = any(one.birth is None for one in held.participants)
        remove = "data-remove-person" if adults else "data-remove-child"
        rows.append((_button(context, "data-correct", Action.CORRECT), _button(context, remove, Action.REMOVE)))
    to_come = {one.signup_id for one in kept.to_come}
    if any(one.signup_id in to_come for one in held.answers):
        rows.append((_button(context, "data-answers-change", Action.ANSWER),))
    if any(one.purpose is Purpose.PHOTO and one.withdrawn_at is None for one in held.consents):
        rows.append((_button(context, "data-photo-off", Action.PHOTO_OFF),))
    return [*rows, *_second_phone(held, context)]


def _second_phone(held: Held, context: Context) -> tuple[Row, ...]:
    if held.removal is not None:
        return phones.answer_rows(held.removal, context.words)
    if held.chats > 1:
        return (
            (_button(context, "take-out-button", Action.TAKE_OUT, "ask"),),
            (_button(context, "leave-family-button", Action.LEAVE_FAMILY, "ask"),),
        )
    if held.invited is None:
        return ((_button(context, "invite-button", Action.INVITE),),)
    if held.invited.asked_by is not None:
        return (phones.request_row(held.invited.id, context.words),)
    return ((_button(context, "invite-stop", Action.INVITE, "stop"),),)


def file(context: Context) -> Outcome:
    """The same, complete, as a JSON file and as a text file."""
    kept = gather(context)
    if kept.is_nothing:
        return show(context)
    text, data = kept_file.as_text(kept, context), kept_file.as_json(kept)
    said = context.words.say("data-caption")
    return context.answer(Reply(said, attachment=text), Reply(context.words.say("data-caption-json"), attachment=data))


def photo_off(context: Context) -> Outcome:
    """No photo any more; that there was an agreement, and its end, stay as a record."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is not None:
        consents.withdraw_photo(context.session, family.id, context.now)
    return context.answer(Reply(context.words.say("data-photo-is-off"), _back(context), in_place=context.was_pressed))


def erase(context: Context, code: str) -> Outcome:
    """Asked once more, then everything goes; `code` "mine": the children that only this phone brought, too."""
    if code not in ("yes", "mine"):
        return _sure(context)
    numbers = recent(context)
    erased = privacy.erase(
        context.session, context.turn.chat_id, context.now, context.services.hours, with_children=code == "mine"
    )
    questions.erase_all(context.session, context.turn.chat_id, context.now)
    forget_words(context.session, context.turn.chat_id)
    told = "erased-told-mine" if code == "mine" else "erased-told-yes"
    for chat_id in erased.stayed:
        tell(context, chat_id, lambda words: Reply(words.say(told)))
    # The number of the next form stays, so that a button of an old one cannot touch it.
    fresh = Conversation(language=context.language, serial=context.conversation.serial, clearable=numbers)
    key = {"yes": "data-erased-here", "mine": "data-erased-mine"}[code] if erased.family_kept else "data-erased"
    text = f"{context.words.say(key)}\n\n{context.words.say('data-telegram-copy')}"
    rows = ((_button(context, "data-clear", Action.CLEAR),),) if numbers else ()
    after = replace(context, conversation=fresh)
    return after.answer(Reply(text, rows, in_place=context.was_pressed))


def _sure(context: Context) -> Outcome:
    words, kept = context.words, gather(context)
    shared = kept.held is not None and kept.held.chats > 1
    yes: tuple[Row, ...] = ((_button(context, "data-erase-yes", Action.ERASE, "yes"),),)
    if shared:
        yes = (
            (_button(context, "data-erase-leave", Action.ERASE, "yes"),),
            (_button(context, "data-erase-mine", Action.ERASE, "mine"),),
        )
    keep: Row = (Button(words.label("cancel-keep"), Press(Action.KEEP)),)
    return context.answer(Reply(words.say("data-erase-sure-here" if shared else "data-erase-sure"), (*yes, keep)))


def _back(context: Context) -> tuple[Row, ...]:
    return ((_button(context, "data-back", Action.DATA),),)


def _button(context: Context, key: str, action: Action, code: str = "") -> Button:
    return Button(context.words.label(key), Press(action, code))


def _privacy(context: Context) -> Row:
    return (Button(context.words.label("button-privacy"), Press(Action.PRIVACY)),)


def pressed(context: Context, code: str) -> Outcome:
    """« Inviter l’autre parent », or « Annuler l’invitation »."""
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return show(context)
    if code == "stop":
        stopped = joining.revoke(context.session, family.id, context.now)
        key = "invite-stopped" if stopped else "invite-none"
        return context.answer(Reply(context.words.say(key), seat_status.back(context), in_place=context.was_pressed))
    invited = joining.invite(context.session, family.id, context.now)
    if invited is None:
        return context.answer(
            Reply(context.words.say("invite-full"), seat_status.back(context), in_place=context.was_pressed)
        )
    link = f"https://t.me/{context.services.username}?start=p_{invited.token}"
    until = dates.moment(invited.until, context.services.zone, context.language)
    return context.answer(Reply(context.words.say("invite-link", link=link, until=until), (stop_row(context),)))


def stop_row(context: Context) -> Row:
    """« Annuler l’invitation »."""
    return (Button(context.words.label("invite-stop"), Press(Action.INVITE, "stop")),)
