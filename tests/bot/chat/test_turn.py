"""Whom the bot listens to: not to other bots, and not to what is said to them."""

from typing import Any, cast

import pytest
from sqlalchemy.orm import Session
from telegram import Update

from bot.assistant.compose import Assistant
from bot.chat.context import Services
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn, read
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from tests.scheduler.scene import NOW, transaction

GROUP = {"id": -5, "type": "supergroup", "title": "Parents de CM1"}
DESK = Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), username="Cite_Bot")


def written(text: str, **about: Any) -> Turn:
    """What was written in a group."""
    person = {"id": 9, "is_bot": False, "first_name": "Léa"}
    message = {"message_id": 1, "date": 1_780_000_000, "chat": GROUP, "from": person, "text": text, **about}
    return read(cast(Update, Update.de_json({"update_id": 1, "message": message}, None)))


def heard(session: Session, turn: Turn) -> tuple[str, ...]:
    """What the bot says to it."""
    routes = Routes(DESK, cast(Answering, None))
    return tuple(reply.text for reply in routes.handle(session, Prepared(turn, Conversation(), None), NOW).replies)


@pytest.mark.parametrize(
    ("said", "answers"),
    [("/aide", 1), ("/AIDE@Cite_Bot x", 1), ("/aide@other_bot", 0), ("/a@ite_bot", 0), ("aide", 0)],
)  # fmt: skip
def test_in_a_group_a_command_for_another_bot_is_not_ours(database: Database, said: str, answers: int) -> None:
    with transaction(database) as session:
        assert len(heard(session, written(said))) == answers


def test_another_bot_gets_no_answer_or_the_two_would_never_end(database: Database) -> None:
    robot = {"id": 8, "is_bot": True, "first_name": "Robot"}
    assert written("/aide", **{"from": robot}).kind is Kind.IGNORED
    private = {"id": 8, "type": "private", "first_name": "Robot"}
    with transaction(database) as session:
        assert heard(session, written("bonjour", **{"from": robot, "chat": private})) == ()


def test_an_admin_who_stays_anonymous_is_no_bot() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    assert written("Oui, derrière.", **{"from": anonymous, "sender_chat": GROUP}).kind is Kind.TEXT
