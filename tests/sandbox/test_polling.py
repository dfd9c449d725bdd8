"""getUpdates: what is held, what is confirmed, who may fetch."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.sandbox.actions import Block, Say, Tap, perform
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Person


def write(sandbox: Sandbox, person: Person, *texts: str) -> None:
    for text in texts:
        perform(sandbox, person.id, person.id, Say(text))


async def texts(bot: Bot, offset: int = 0, limit: int = 100, timeout: int = 0) -> list[str | None]:  # noqa: ASYNC109 (getUpdates' own parameter)
    updates = await bot.get_updates(offset, limit, timeout)
    return [update.message.text for update in updates if update.message]


async def test_updates_come_again_until_they_are_confirmed(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "un", "deux", "trois")
    first = (await bot.get_updates())[0].update_id
    assert await texts(bot) == ["un", "deux", "trois"]
    assert await texts(bot, first + 1) == ["deux", "trois"]
    assert await texts(bot) == ["deux", "trois"]
    assert await texts(bot, first + 3) == []


async def test_a_limit_takes_the_oldest(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "un", "deux")
    assert await texts(bot, limit=1) == ["un"]


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "un", "deux", "trois")
    assert await texts(bot, -1) == ["trois"]
    assert await texts(bot) == ["trois"]


async def test_a_long_poll_answers_as_soon_as_something_comes(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    waiting = asyncio.create_task(texts(bot, timeout=30))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    write(sandbox, camille, "enfin")
    assert await asyncio.wait_for(waiting, 2) == ["enfin"]


async def test_an_idle_long_poll_ends_empty(bot: Bot) -> None:
    assert await asyncio.wait_for(texts(bot, timeout=1), 3) == []


async def test_the_older_of_two_polls_gets_the_conflict(
    bot: Bot, server: Running, sandbox: Sandbox, camille: Person
) -> None:
    older = asyncio.create_task(texts(bot, timeout=30))
    await sandbox.changes.until(lambda: True if sandbox.updates.poll == 1 else None, "updates", 2)
    async with Bot(bot.token, base_url=server.base_url) as second:
        newer = asyncio.create_task(texts(second, timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await asyncio.wait_for(older, 2)
        write(sandbox, camille, "à moi")
        assert await asyncio.wait_for(newer, 2) == ["à moi"]


async def test_allowed_updates_are_remembered(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    perform(sandbox, camille.id, camille.id, Block())
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    sandbox.chats[camille.id].blocked = False
    perform(sandbox, camille.id, camille.id, Block())
    assert len(await bot.get_updates()) == 1


async def test_a_webhook_excludes_polling(bot: Bot) -> None:
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_pending_updates_can_be_dropped(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "vieux")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await texts(bot) == []


async def test_a_lost_confirmation_brings_updates_again(bot: Bot, sandbox: Sandbox, camille: Person) -> None:
    write(sandbox, camille, "un", "deux")
    last = (await bot.get_updates())[-1].update_id
    assert await texts(bot, last + 1) == []
    sandbox.updates.redeliver(last=1)
    assert await texts(bot) == ["deux"]


async def test_a_press_must_be_answered_before_its_deadline() -> None:
    elapsed = [0.0]
    sandbox = Sandbox(callback_deadline=15, elapsed=lambda: elapsed[0])
    async with running(sandbox) as server, Bot(sandbox.token or "", base_url=server.base_url) as bot:
        camille = sandbox.add_person("Camille", met=True)
        markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "y"}]]}
        message = sandbox.post(sandbox.chats[camille.id], sandbox.profile.id, {"text": "?"}, markup)
        press = perform_tap(sandbox, camille, message.id)
        assert await bot.answer_callback_query(press)
        assert await bot.answer_callback_query(press, "encore")
        elapsed[0] = 15.1
        late = "(?i)query is too old"
        with pytest.raises(BadRequest, match=late):
            await bot.answer_callback_query(press)
    assert sandbox.unanswered_callbacks() == []


def perform_tap(sandbox: Sandbox, person: Person, message_id: int) -> str:
    return perform(sandbox, person.id, person.id, Tap(message_id, "y"))


async def test_a_stopping_server_ends_long_polls_and_the_state_outlives_it() -> None:
    other = Sandbox()
    async with AsyncExitStack() as still_open:
        async with running(other) as server:
            bot = await still_open.enter_async_context(Bot(other.token or "", base_url=server.base_url))
            poll = asyncio.create_task(texts(bot, timeout=30))
            await other.changes.until(lambda: True if other.updates.poll else None, "updates", 2)
        assert await asyncio.wait_for(poll, 2) == []
    jeanne = other.add_person("Jeanne")
    write(other, jeanne, "après la panne")
    async with running(other) as server, Bot(other.token or "", base_url=server.base_url) as bot:
        assert await texts(bot) == ["après la panne"]
