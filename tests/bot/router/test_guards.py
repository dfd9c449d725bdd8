"""Safeguards of the bot's edge that nothing else would miss; tests/bot/safeguards.py takes each away."""

import subprocess
import sys
from datetime import timedelta
from typing import cast

import pytest
from pydantic import SecretStr

from bot.assistant.compose import Assistant
from bot.bot_api.replies import Action, Press
from bot.chat.context import Services
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn
from bot.core import clock
from bot.core.errors import BotError
from bot.core.settings import Settings
from bot.core.tables import QuestionRow
from bot.router.answers import Answering
from bot.router.route import Prepared, Routes
from bot.run.app import require_for_run
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from tests.scheduler.scene import NOW, transaction

TOKEN = "123456:AAcanary_canary_canary_canary_canary_c"


def logged(*lines: str) -> str:
    """What a process writes that sets up its logs and then does this."""
    code = "\n".join(("import logging", "from bot.core import telemetry", "telemetry.set_up_logs()", *lines))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stderr


def test_a_token_is_taken_out_of_whatever_is_logged() -> None:
    written = logged(
        f"logging.getLogger('library').warning('POST https://api.telegram.org/bot%s/getMe', '{TOKEN}')",
        f"logging.getLogger('library').warning('{TOKEN} refused')",
    )
    assert written.count("<token>") == 2
    assert TOKEN not in written


def test_the_words_of_an_error_are_not_logged_not_even_when_logging_fails() -> None:
    says = "    logging.exception('failed %d', *given)"
    fails = ("try:", "    raise ValueError('Zoé, 06 12')", "except ValueError:", says)
    written = logged("given = (1,)", *fails, "given = ('Zoé',)", *fails)
    assert '"where": ["<string>:' in written
    assert "Zo" not in written


def test_the_clock_of_the_demo_moves_nothing_of_a_real_bot(database: Database) -> None:
    with transaction(database) as session:
        clock.set_shift(session, 86_400)
        session.flush()
        real = clock.real_now()
        assert clock.business_now(session, may_shift=True) - real > timedelta(hours=23)
        assert clock.business_now(session, may_shift=False) - real < timedelta(minutes=1)


def test_a_forged_button_hands_on_nothing_of_anothers_question(database: Database) -> None:
    services = Services(hours=PARIS, assistant=Assistant(load_library(), PARIS.zone), staff_chat_id=-100)
    with transaction(database) as session:
        row = QuestionRow(chat_id=1, words="le numéro de Léa", created_at=NOW)
        session.add(row)
        session.flush()
        press = Turn(kind=Kind.PRESS, chat_id=2, press=Press(Action.TEAM, "", row.id), pressed_message_id=1)
        outcome = Routes(services, cast(Answering, None)).handle(session, Prepared(press, Conversation(), None), NOW)
        assert "Léa" not in outcome.replies[0].text
        assert row.outbox_id is None


def test_a_webhook_without_a_secret_is_not_begun(unlocked: str) -> None:
    whole = Settings(
        token=SecretStr(TOKEN),
        secret_key=SecretStr(unlocked),
        webhook_url="https://x.test/hook",
        webhook_secret=SecretStr("a" * 32),
    )
    require_for_run(whole)
    with pytest.raises(BotError, match="CITE_WEBHOOK_SECRET"):
        require_for_run(whole.model_copy(update={"webhook_secret": SecretStr("")}))
