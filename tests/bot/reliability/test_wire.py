"""Our way to the Bot API: it names what happened, and never the address, which holds the token."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.bot_api.api import Api
from bot.bot_api.replies import Attachment, AttachmentKind, Call
from bot.core.errors import NeverLeftError
from bot.sandbox import faults
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN
from tests.bot.reliability.post import an_api

SECRET = DEFAULT_TOKEN.partition(":")[2]


def everything_said(error: BaseException | None) -> str:
    """The error with all that it was raised from."""
    return "" if error is None else f"{error!r} {everything_said(error.__cause__)}"


async def failing(api: Api) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await api.call("getMe", timeout_s=0.2)
    assert SECRET not in everything_said(caught.value)
    return caught.value


@asynccontextmanager
async def a_server_that_says(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """It says the same to whatever it hears."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(65536))
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield "http://{}:{}".format(*server.sockets[0].getsockname()), heard


async def test_where_nobody_listens_nothing_has_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with an_api(f"http://127.0.0.1:{port}") as api:
        error = await failing(api)
    assert type(error) is NetworkError
    assert isinstance(error.__cause__, NeverLeftError)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(faults.delay(1.0), TimedOut), (faults.reset(processed=True), NetworkError), (faults.bad_gateway(), NetworkError)],
)
async def test_what_may_have_arrived_is_never_said_not_to_have_left(
    server: Running, fault: faults.Fault, kind: type
) -> None:
    server.sandbox.faults.add("getMe", fault)
    async with an_api(server.url) as api:
        error = await failing(api)
    assert type(error) is kind
    assert not isinstance(error.__cause__, NeverLeftError)


async def test_a_redirection_is_not_followed() -> None:
    good = b'HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{"ok":true,"result":1}'
    async with a_server_that_says(good) as (elsewhere, there):
        away = f"HTTP/1.1 307 Temporary Redirect\r\nlocation: {elsewhere}/\r\ncontent-length: 0\r\n\r\n".encode()
        async with a_server_that_says(away) as (url, here), an_api(url) as api:
            await failing(api)
    assert (len(here), there) == (1, [])


async def test_connections_are_kept_and_opened_anew_after_a_reconnection(server: Running) -> None:
    async with an_api(server.url) as api:
        for _ in range(3):
            await api.call("getMe")
        await api.reconnect()
        await api.close_wires()
        assert (await api.call("getMe"))["is_bot"] is True


async def test_a_file_and_words_arrive_as_they_are(server: Running) -> None:
    person = server.sandbox.add_person("Léa", met=True).id
    attached = Attachment(AttachmentKind.DOCUMENT, "été & co.ics", "BEGIN:VCALENDAR é".encode())
    async with an_api(server.url) as api:
        await api.send(Call("sendDocument", {"chat_id": person, "caption": "L’été + 100 % & « œuf »"}, attached))
        await api.send(Call("sendMessage", {"chat_id": person, "text": "a+b=c & é %20\nœ"}))
    document, text = server.sandbox.chats[person].messages.values()
    assert document.content["document"]["file_name"] == "été & co.ics"
    assert document.content["caption"] == "L’été + 100 % & « œuf »"
    assert text.content["text"] == "a+b=c & é %20\nœ"
