"""The buttons under what was told unasked can be typed too: « Je prends la place », « Annuler Léa »."""

from datetime import timedelta

from sqlalchemy import select

from bot.buttons import Press
from bot.conversation import press_typed
from bot.notices.draft import drafted
from bot.notices.writer import write
from bot.scene import Scene
from scheduler.models import OutboxRow
from scheduler.outbox import Notice, OutboxState

_STILL_IN_SIGHT = 3  # messages
_ANSWERED_WITHIN = timedelta(days=8)


def press_of_notice(scene: Scene) -> Press | None:
    """What the typed words ask, when they are those of a button under one of the last notices, newest first."""
    rows = scene.session.scalars(
        select(OutboxRow.notice)
        .where(OutboxRow.chat_id == scene.turn.chat_id, OutboxRow.state == OutboxState.SENT)
        .where(OutboxRow.notice.is_not(None), OutboxRow.edits_id.is_(None))
        .where(OutboxRow.created_at > scene.now - _ANSWERED_WITHIN)
        .order_by(OutboxRow.id.desc())
        .limit(_STILL_IN_SIGHT)
    )
    notices = [Notice.from_json(text) for text in rows if text is not None]
    drafts = (drafted(scene.session, notice, scene.desk, scene.now) for notice in notices if notice.family_id)
    replies = (write(draft) for draft in drafts if draft is not None)
    presses = (press_typed((one for row in reply.rows for one in row), scene.turn.text) for reply in replies)
    return next((press for press in presses if press is not None), None)
