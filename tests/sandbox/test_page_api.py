"""The page's HTTP interface."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot, InputFile

from bot.sandbox.actions import Say, perform
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Person
from tests.sandbox.echo import PICTURE


@pytest.fixture
async def client(server: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client


async def test_the_page_loads_nothing_from_elsewhere_and_no_inline_script(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in page.text
    assert "style=" not in page.text
    for name in ("app.js", "style.css", "icon.svg"):
        assert (await client.get(f"/static/{name}")).status_code == 200


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/server.py"])
async def test_only_the_pages_own_files_are_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_a_foreign_web_page_cannot_act_for_somebody(client: httpx.AsyncClient, camille: Person) -> None:
    body = json.dumps({"person": camille.id, "chat": camille.id, "act": {"do": "say", "text": "bonjour"}})
    answer = await client.post("/page/acts", content=body, headers={"content-type": "text/plain"})
    assert (answer.status_code, answer.json()) == (400, {"error": "JSON expected"})


@pytest.mark.parametrize(
    "act", [{"do": "dance"}, {"do": "say"}, {"do": "say", "text": ""}, {"do": "send", "thing": "money"}, {}]
)
async def test_an_unreadable_act_is_refused(client: httpx.AsyncClient, camille: Person, act: dict[str, Any]) -> None:
    answer = await client.post("/page/acts", json={"person": camille.id, "chat": camille.id, "act": act})
    assert answer.status_code == 400


async def test_nobody_sees_another_persons_chat(client: httpx.AsyncClient, sandbox: Sandbox, camille: Person) -> None:
    other = sandbox.add_person("Mohamed")
    answer = await client.get("/page/view", params={"person": other.id, "chat": camille.id})
    assert "is not in chat" in answer.json()["error"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
async def test_a_person_needs_a_first_name(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.post("/page/people", json={"first_name": name})).status_code == 400


async def test_events_say_what_is_new_and_resume_where_they_broke(
    client: httpx.AsyncClient, sandbox: Sandbox, camille: Person
) -> None:
    perform(sandbox, camille.id, camille.id, Say("un"))
    where = {"person": camille.id, "chat": camille.id}
    name, view = await first_event(client, where, "")
    assert [item["message"]["text"] for item in view["messages"]] == ["un"]
    perform(sandbox, camille.id, camille.id, Say("deux"))
    _, view = await first_event(client, where, name)
    assert [item["message"]["text"] for item in view["messages"]] == ["deux"]
    _, view = await first_event(client, where, "anothersandbox.99")
    assert [item["message"]["text"] for item in view["messages"]] == ["un", "deux"]


async def first_event(client: httpx.AsyncClient, where: dict[str, int], after: str) -> tuple[str, dict[str, Any]]:
    """The name and content of the first event that comes."""
    async with client.stream("GET", "/page/events", params=where, headers={"last-event-id": after}) as stream:
        lines = stream.aiter_lines()
        name, data = await anext(lines), await anext(lines)
        return name.removeprefix("id: "), json.loads(data.removeprefix("data: "))


async def test_files_are_saved_and_only_images_shown(client: httpx.AsyncClient, bot: Bot, camille: Person) -> None:
    sent = await bot.send_document(camille.id, b"<script>alert(1)</script>", filename="é.html")
    assert sent.document
    answer = await client.get(f"/page/files/{sent.document.file_id}")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%A9.html"
    assert (await client.get("/page/files/unknown")).status_code == 404


async def test_a_photo_is_shown_in_place_as_what_it_is(client: httpx.AsyncClient, bot: Bot, camille: Person) -> None:
    sent = await bot.send_photo(camille.id, InputFile(PICTURE, "billet.bin"))
    answer = await client.get(f"/page/files/{sent.photo[-1].file_id}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.content == PICTURE


async def test_a_web_page_that_says_it_is_an_image_is_not_shown(
    client: httpx.AsyncClient, bot: Bot, camille: Person
) -> None:
    sent = await bot.send_document(camille.id, b"<script>alert(1)</script>", filename="a.png")
    assert sent.document
    answer = await client.get(f"/page/files/{sent.document.file_id}")
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_clock_that_is_the_real_one_cannot_be_moved(client: httpx.AsyncClient) -> None:
    assert (await client.get("/page/clock")).json()["adjustable"] is False
    assert "problem" in (await client.post("/page/clock", json={"forward": 60})).json()
