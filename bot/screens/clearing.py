"""« Supprimer aussi mes derniers messages »: what Telegram lets a bot take back of its own, after all was erased."""

from datetime import timedelta

from sqlalchemy import select

from bot import clock
from bot.calls import Call
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import team
from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState, SendClass, put

TELEGRAM_ALLOWS = timedelta(hours=48)
_A_CALL = 100  # messages, Bot API, deleteMessages
_MOST = 500


def recent(scene: Scene) -> tuple[int, ...]:
    """The numbers of the messages of this chat that the bot may still take back, the newest first."""
    rows = (
        select(OutboxRow.sent_message_id)
        .where(
            OutboxRow.chat_id == scene.turn.chat_id, OutboxRow.state == OutboxState.SENT,
            OutboxRow.sent_at > clock.real_now() - TELEGRAM_ALLOWS, OutboxRow.sent_message_id.is_not(None),
        )
        .order_by(OutboxRow.id.desc())
        .limit(_MOST)
    )  # fmt: skip
    return tuple(dict.fromkeys(number for number in scene.session.scalars(rows) if number is not None))


def clear(scene: Scene) -> Outcome:
    """Take them back."""
    numbers = scene.conversation.clearable
    if not numbers:
        return team.old_button(scene)
    for first in range(0, len(numbers), _A_CALL):
        some = list(numbers[first : first + _A_CALL])
        call = Call("deleteMessages", {"chat_id": scene.turn.chat_id, "message_ids": some})
        put(
            scene.session, chat_id=scene.turn.chat_id, send_class=SendClass.REPLY, payload=call.to_json(),
            now=scene.now,
        )  # fmt: skip
    return scene.without_clearable().answer(Reply(scene.words.say("cleared")))
