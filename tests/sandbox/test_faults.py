"""Faults on demand, as python-telegram-bot meets them."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.sandbox import faults
from bot.sandbox.actions import Say, perform
from bot.sandbox.faults import Fault
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Person


def written(sandbox: Sandbox, person: Person) -> int:
    """How many messages reached the person."""
    return len(sandbox.chats[person.id].messages)


@pytest.mark.parametrize(
    ("fault", "error", "delivered"),
    [
        (faults.too_many_requests(3), RetryAfter, 0),
        (faults.server_error(500), NetworkError, 0),
        (faults.server_error(500, processed=True), NetworkError, 1),
        (faults.bad_gateway(), NetworkError, 0),
        (faults.bad_gateway(processed=True), NetworkError, 1),
        (faults.reset(), NetworkError, 0),
        (faults.reset(processed=True), NetworkError, 1),
        (faults.truncated(), TelegramError, 1),
        (faults.hang(), TimedOut, 0),
        (faults.hang(processed=True), TimedOut, 1),
        (faults.delay(5.0, processed=True), TimedOut, 1),
        (faults.unauthorized(), InvalidToken, 0),
    ],
)
async def test_a_fault_hits_once_and_then_all_is_well(
    bot: Bot, sandbox: Sandbox, camille: Person, fault: Fault, error: type[TelegramError], delivered: int
) -> None:
    sandbox.faults.add("sendMessage", fault)
    with pytest.raises(error):
        await bot.send_message(camille.id, "bonjour", read_timeout=0.3)
    assert written(sandbox, camille) == delivered
    await bot.send_message(camille.id, "encore")
    assert written(sandbox, camille) == delivered + 1


async def test_retry_after_says_how_long(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    sandbox.faults.add("*", faults.too_many_requests(7))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(camille.id, "bonjour")
    assert caught.value._retry_after.total_seconds() == 7


async def test_a_short_delay_and_a_slow_answer_still_arrive(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    sandbox.faults.add("sendMessage", faults.delay(0.05, processed=False))
    sandbox.faults.add("sendMessage", faults.slow(0.001))
    for text in ("un", "deux"):
        assert (await bot.send_message(camille.id, text)).text == text


async def test_any_error_of_telegram_can_be_ordered(server: Running, sandbox: Sandbox, camille: Person) -> None:
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    sandbox.faults.add("sendMessage", faults.error(400, upgraded, migrate_to_chat_id=-100123))
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.base_url}{DEFAULT_TOKEN}/sendMessage")
    assert answer.json()["parameters"] == {"migrate_to_chat_id": -100123}


async def test_a_reset_is_a_true_reset(server: Running, sandbox: Sandbox) -> None:
    sandbox.faults.add("getMe", faults.reset())
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ReadError):
            await client.get(f"{server.base_url}{DEFAULT_TOKEN}/getMe")


async def test_polling_meets_conflicts_unauthorized_and_doubled_updates(
    bot: Bot, sandbox: Sandbox, camille: Person
) -> None:
    perform(sandbox, camille.id, camille.id, Say("un"))
    sandbox.faults.add("getUpdates", faults.conflict())
    sandbox.faults.add("getUpdates", faults.unauthorized())
    sandbox.faults.add("getUpdates", faults.duplicated())
    with pytest.raises(Conflict):
        await bot.get_updates()
    with pytest.raises(InvalidToken):
        await bot.get_updates()
    twice = await bot.get_updates()
    assert len(twice) == 2
    assert twice[0].update_id == twice[1].update_id


async def test_faults_can_be_called_off(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.faults.add("getMe", faults.server_error(), times=100)
    sandbox.faults.clear()
    assert await bot.get_me()


async def test_the_limits_answer_429(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    results = await asyncio.gather(*(bot.send_message(camille.id, str(n)) for n in range(8)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, RetryAfter)]
    assert len(refused) == 3
    assert [call.error_code for call in sandbox.calls if not call.ok] == [429] * 3
    assert sandbox.violations == []
