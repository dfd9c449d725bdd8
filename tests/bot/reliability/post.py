"""The sending side alone: rows put into the outbox, real senders, and what the server got."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api import delivery
from bot.bot_api.api import Api
from bot.bot_api.delivery import Delivery
from bot.bot_api.replies import Call
from bot.core import clock
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.state import Call as Seen
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, SendClass, put
from scheduler.outbox.sending import Render
from tests.bot.reliability.process import until
from tests.bot.reliability.town import unsent


def no_notice(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    """These tests owe no notice."""
    raise AssertionError("nothing to render")


@asynccontextmanager
async def an_api(url: str) -> AsyncIterator[Api]:
    """Our client of the Bot API, closed at the end."""
    api = Api(DEFAULT_TOKEN, url)
    try:
        yield api
    finally:
        for request in api._request:
            await request.shutdown()


@asynccontextmanager
async def senders(
    database: Database,
    api: Api,
    count: int = 1,
    rate: float | None = None,
    render: Render = no_notice,
    staff_chat_id: int | None = None,
) -> AsyncIterator[list[Delivery]]:
    """Running senders, stopped in order."""
    stopping = asyncio.Event()
    made = delivery.senders(count, database, api, render, owner="sender", rate=rate, staff_chat_id=staff_chat_id)
    tasks = [asyncio.create_task(sender.run(stopping)) for sender in made]
    try:
        yield made
    finally:
        stopping.set()
        for sender in made:
            sender.wake.ring()
        await asyncio.gather(*tasks)


async def all_sent(
    database: Database,
    url: str,
    count: int = 1,
    rate: float | None = None,
    render: Render = no_notice,
    staff_chat_id: int | None = None,
) -> None:
    """Let senders work until nothing is owed any more."""
    async with an_api(url) as api, senders(database, api, count, rate, render, staff_chat_id):
        await until(lambda: database.do(unsent) == 0, 20, lambda: database.do(rows))


def owe(database: Database, chat: int, text: str, send_class: SendClass = SendClass.REPLY, **parameters: Any) -> int:
    """A rendered message in the outbox; with `message_id`, an edit."""
    method = "editMessageText" if "message_id" in parameters else "sendMessage"
    call = Call(method, {"chat_id": chat, "text": text, **parameters})
    row = database.do(put, chat_id=chat, send_class=send_class, payload=call.to_json(), now=clock.real_now())
    assert row is not None
    return row


def rows(session: Session) -> list[tuple[int, str, str | None]]:
    """Every row's id, state and error."""
    found = session.execute(select(OutboxRow.id, OutboxRow.state, OutboxRow.error).order_by(OutboxRow.id))
    return [(number, state, error) for number, state, error in found]


def states(database: Database) -> list[str]:
    """Every row's state, in order."""
    return [state for _, state, _ in database.do(rows)]


def sent(sandbox: Sandbox, chat: int | None = None) -> list[str]:
    """The texts that the server took (for one chat, or for all), in order."""
    return [call.params["text"] for call in tries(sandbox, chat) if call.ok]


def tries(sandbox: Sandbox, chat: int | None = None) -> list[Seen]:
    """The calls, refused ones included."""
    calls = [call for call in list(sandbox.calls) if "text" in call.params]
    return [call for call in calls if chat is None or int(call.params["chat_id"]) == chat]
