"""Nothing that a person wrote, no first name and no token in anything that the process writes, even at DEBUG."""

from pathlib import Path

import pytest

from bot.sandbox import actions, faults
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import STEPS, family_does, prepare, settled, unsent

TOKEN = "7000000001:AAcanary_canary_canary_canary_canary_c"
PARENT, CHILD, WORDS = "Canariparent", "Canarienfant", "canaritexte"
SECRETS = (TOKEN, TOKEN.partition(":")[2], PARENT, CHILD, WORDS)


async def _walk(server: Running, url: str, key: str) -> str:
    """A sign-up, a question, a sentence that breaks, faults of the network; everything that was written."""
    database = prepare(url)
    person = server.sandbox.add_person(PARENT, met=True).id
    for method in ("getUpdates", "sendMessage", "answerCallbackQuery"):
        server.sandbox.faults.add(method, faults.truncated())
        server.sandbox.faults.add(method, faults.unauthorized())
    for fault in (faults.reset(), faults.bad_gateway()):
        server.sandbox.faults.add("answerCallbackQuery", fault)
    for step in STEPS:
        family_does(server.sandbox, person, step.replace("Léa", CHILD))
    actions.perform(server.sandbox, person, person, actions.Say(f"{WORDS} ?"))
    server.sandbox.send_update("message", {"message_id": 1, "date": WORDS, "chat": {"id": person}}, "odd")
    async with a_bot(server.url, url, key, token=TOKEN) as bot:
        await until(lambda: database.do(settled) >= len(STEPS) + 2)
        await until(lambda: database.do(unsent) == 0)
        assert await bot.stop() == 0
    assert bot.logged("update_failed")
    path = Path(database.engine.url.database or "")
    database.close()
    stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert [secret for secret in SECRETS if secret.encode() in stored] == []
    return "".join(bot.output)


@pytest.mark.parametrize(
    "talkative", [pytest.param("", id="as_it_is", marks=pytest.mark.slow), pytest.param("yes", id="at_debug")]
)
async def test_no_name_no_words_and_no_token_are_ever_written(
    talkative: str, file_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALKATIVE", talkative)
    async with running(Sandbox(token=TOKEN, limits=None)) as server:
        written = await _walk(server, file_url, unlocked)
    assert ('"level": "debug"' in written) is bool(talkative)
    assert [secret for secret in SECRETS if secret in written] == []
    assert unlocked not in written
