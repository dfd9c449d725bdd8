"""Safeguards of the bot's edge that nothing else would miss; tests/bot/safeguards.py takes each away."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from pydantic import SecretStr

from bot import clock, logs
from bot.answers import Answering
from bot.app import require_for_run
from bot.assistant.compose import Assistant
from bot.buttons import Action, Press
from bot.conversation import Conversation
from bot.errors import BotError
from bot.models import QuestionRow
from bot.routes import Prepared, Routes
from bot.scene import Desk
from bot.settings import Settings
from bot.turn import Kind, Turn
from knowledge.library import load_library
from knowledge.store import Database
from scheduler.hours import PARIS
from tests.scheduler.scene import NOW, transaction

TOKEN = "123456:AAcanary_canary_canary_canary_canary_c"


@pytest.fixture
def _logs_of_its_own(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up_logs()
    yield
    root.handlers[:], root.level = handlers, level
    for name in ("httpx", "httpcore", "apscheduler", "uvicorn", "alembic", "telegram"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.usefixtures("_logs_of_its_own")
def test_a_token_is_taken_out_of_whatever_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("some.library")
    log.warning("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    log.warning(f"{TOKEN} refused")
    written = capsys.readouterr().err
    assert written.count("<token>") == 2
    assert TOKEN not in written


@pytest.mark.usefixtures("_logs_of_its_own")
def test_the_words_of_an_error_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("Léa, 06 12 34 56 78")
    except ValueError:
        logging.getLogger("some.module").exception("failed")
    written = capsys.readouterr().err
    assert "test_guards.py" in written
    assert "Léa" not in written


def test_the_clock_of_the_demo_moves_nothing_of_a_real_bot(database: Database) -> None:
    with transaction(database) as session:
        clock.set_shift(session, 86_400)
        session.flush()
        real = clock.real_now()
        assert clock.business_now(session, may_shift=True) - real > timedelta(hours=23)
        assert clock.business_now(session, may_shift=False) - real < timedelta(minutes=1)


def test_a_forged_button_hands_on_nothing_of_anothers_question(database: Database) -> None:
    desk = Desk(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), staff_chat_id=-100)
    with transaction(database) as session:
        row = QuestionRow(chat_id=1, words="le numéro de Léa", created_at=NOW)
        session.add(row)
        session.flush()
        press = Turn(kind=Kind.PRESS, chat_id=2, press=Press(Action.TEAM, "", row.id), pressed_message_id=1)
        outcome = Routes(desk, cast(Answering, None)).handle(session, Prepared(press, Conversation(), None), NOW)
        assert "Léa" not in outcome.replies[0].text
        assert row.outbox_id is None


def test_a_webhook_without_a_secret_is_not_begun(unlocked: str) -> None:
    whole = Settings(
        token=SecretStr(TOKEN), secret_key=SecretStr(unlocked), webhook_url="https://x.test/hook",
        webhook_secret=SecretStr("a" * 32),
    )  # fmt: skip
    require_for_run(whole)
    with pytest.raises(BotError, match="CITE_WEBHOOK_SECRET"):
        require_for_run(whole.model_copy(update={"webhook_secret": SecretStr("")}))
