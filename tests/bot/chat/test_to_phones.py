"""What a phone that joins or leaves a family remembers goes, with the seats that were kept for its form."""

from datetime import timedelta

import pytest

from bot.chat.context import forget_chat
from bot.core.tables import ChatRow
from knowledge.store.database import Database
from scheduler.signups import signups
from scheduler.signups.signups import Held
from tests.bot.features.test_health import scene
from tests.scheduler.scene import NOW, join, make_event, states, transaction

OTHER = 7


@pytest.mark.parametrize("is_writing", [False, True])
def test_seats_kept_for_its_form_are_free_unless_it_is_writing_now(database: Database, is_writing: bool) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        assert isinstance(signups.hold(session, event_id=event, chat_id=OTHER, wanted=1, now=NOW), Held)
        join(session, event, 8, "Léa")
        session.add(ChatRow(chat_id=OTHER, owner="w1" if is_writing else None, seen_at=NOW - timedelta(hours=1)))
        session.flush()
        forget_chat(scene(session), OTHER)
        assert states(session, event) == ["waiting" if is_writing else "offered"]
