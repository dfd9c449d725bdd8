"""Webhook delivery."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from bot.sandbox import faults
from bot.sandbox.actions import Say, Tap, perform
from bot.sandbox.state import Sandbox
from bot.sandbox.updates import UPDATES
from bot.sandbox.values import Person
from tests.sandbox.hook import Hook, listening

BROKEN = "HTTP/1.1 500 Internal Server Error"


@pytest.fixture
async def hook(bot: Bot, sandbox: Sandbox) -> AsyncIterator[Hook]:
    sandbox.webhook.retry_unit = 0.01
    async with listening() as hook:
        await bot.set_webhook(hook.url, secret_token="s3cret_-", allowed_updates=["message", "callback_query"])
        yield hook
        await bot.delete_webhook()


def write(sandbox: Sandbox, person: Person, *texts: str) -> None:
    for text in texts:
        perform(sandbox, person.id, person.id, Say(text))


async def everything_taken(sandbox: Sandbox) -> bool | None:
    return await sandbox.changes.until(lambda: None if sandbox.updates.pending else True, UPDATES, 5)


async def test_updates_arrive_in_order_with_the_secret(hook: Hook, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "un", "deux", "trois")
    assert await hook.until(3) == ["un", "deux", "trois"]
    assert all("x-telegram-bot-api-secret-token: s3cret_-" in head.lower() for head in hook.headers)
    assert await everything_taken(sandbox)


async def test_a_failed_delivery_is_repeated_and_told(hook: Hook, sandbox: Sandbox, camille: Person, bot: Bot) -> None:
    hook.answers = [BROKEN, BROKEN]
    write(sandbox, camille, "un", "deux")
    assert await hook.until(4) == ["un", "un", "un", "deux"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_retry_after_is_honoured(hook: Hook, sandbox: Sandbox, camille: Person) -> None:
    sandbox.webhook.retry_unit = 60
    hook.answers = ["HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0"]
    write(sandbox, camille, "un")
    assert await hook.until(2) == ["un", "un"]


async def test_a_chat_waits_for_its_own_updates_only(hook: Hook, sandbox: Sandbox, camille: Person) -> None:
    mohamed = sandbox.add_person("Mohamed")
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "y"}]]}
    message = sandbox.post(sandbox.chats[camille.id], sandbox.profile.id, {"text": "?"}, markup)
    hook.gate.clear()
    write(sandbox, camille, "un", "deux")
    write(sandbox, mohamed, "autre")
    perform(sandbox, camille.id, camille.id, Tap(message.id, "y"))
    assert sorted(await hook.until(3)) == ["autre", "press y", "un"]
    hook.gate.set()
    assert (await hook.until(4))[-1] == "deux"


async def test_an_unreachable_bot_is_told_and_tried_again(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    sandbox.webhook.retry_unit = 0.01
    async with listening() as gone:
        url = gone.url
    await bot.set_webhook(url)
    write(sandbox, camille, "un")
    await sandbox.changes.until(lambda: sandbox.webhook.last_error or None, "nothing rings here", 0.2)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection failed: ConnectError")
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_a_delivery_can_come_twice(hook: Hook, sandbox: Sandbox, camille: Person) -> None:
    sandbox.faults.add("webhook", faults.duplicated())
    write(sandbox, camille, "un", "deux")
    assert await hook.until(3) == ["un", "un", "deux"]


async def test_nothing_made_up_here_is_delivered_to_another_machine(
    bot: Bot, sandbox: Sandbox, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def post(client: httpx.AsyncClient, url: str, **about: object) -> httpx.Response:
        asked.append(url)
        return httpx.Response(200, request=httpx.Request("POST", url))

    monkeypatch.setattr(httpx.AsyncClient, "post", post)
    await bot.set_webhook("https://127.0.0.1.example.org/hook", secret_token="s3cret_-")
    write(sandbox, camille, "un")
    await asyncio.wait_for(_told(bot), 5)
    assert asked == []
    assert len(sandbox.updates.pending) == 1


async def _told(bot: Bot) -> None:
    while "on this machine" not in ((await bot.get_webhook_info()).last_error_message or ""):  # each look is a call
        continue
