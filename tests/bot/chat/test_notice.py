"""The notice on data: who answers for it, on what ground, how long, and whom to turn to."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.chat.context import Context
from bot.chat.state import Conversation
from bot.chat.turn import Kind, Turn
from tests.bot.features.test_health import DESK, NOW

TOLD = {
    "fr": ("avec votre accord, que vous pouvez retirer", "30 jours après", "cnil.fr", "Telegram garde sa propre copie"),
    "en": ("with your consent", "30 days after", "cnil.fr", "Telegram keeps its own copy"),
}


def notice(language: str, controller: str = "", contact: str = "") -> str:
    services = replace(DESK, controller=controller, contact=contact)
    turn = Turn(kind=Kind.COMMAND, chat_id=1, command="confidentialite")
    conversation = Conversation(language=language)
    return Context(session=Session(), turn=turn, conversation=conversation, now=NOW, services=services).notice()


@pytest.mark.parametrize("language", TOLD)
def test_it_tells_ground_and_period_and_whom_the_settings_name(language: str) -> None:
    said = notice(language, "Ville de Blois", "donnees@example.org")
    assert "Ville de Blois" in said
    assert "donnees@example.org" in said
    assert not [words for words in TOLD[language] if words not in said]


@pytest.mark.parametrize(("language", "who"), [("fr", "l’équipe"), ("en", "the team")])
def test_until_the_settings_name_somebody_it_is_the_team(language: str, who: str) -> None:
    assert who in notice(language)
