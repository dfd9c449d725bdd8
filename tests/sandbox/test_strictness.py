"""What Telegram refuses, the sandbox refuses too; what only a faulty bot sends is a violation."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.actions import Say, perform
from bot.sandbox.methods import Answer, Request, carry_out
from bot.sandbox.state import Sandbox
from bot.sandbox.values import Upload
from bot.views.attachments import qr_image

CASES = json.loads((Path(__file__).parent / "refusals.json").read_text("utf-8"))


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


def written_out(value: Any, names: dict[str, Any]) -> Any:
    """Repeats what is to be repeated, and puts in the ids that only a run knows."""
    if isinstance(value, dict) and set(value) == {"repeat", "times"}:
        return value["repeat"] * value["times"]
    if isinstance(value, dict):
        return {key: written_out(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [written_out(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


async def ask(sandbox: Sandbox, method: str, params: dict[str, Any]) -> Answer:
    camille = sandbox.add_person("Camille")
    perform(sandbox, camille.id, camille.id, Say("bonjour"))
    file = sandbox.files.store(Upload("a.ics", "text/calendar", b"BEGIN"), "documents")
    picture = sandbox.files.store(Upload("a.png", "image/png", qr_image("a")), "photos")
    names = {"ME": camille.id, "FILE": file.id, "PICTURE": picture.id}
    return await carry_out(sandbox, Request(method, written_out(params, names)))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
async def test_telegram_says_no(sandbox: Sandbox, case: dict[str, Any]) -> None:
    answer = await ask(sandbox, case["method"], case["params"])
    assert answer.body["ok"] is False
    assert answer.body["error_code"] == answer.status == 400
    assert case["says"] in answer.body["description"]
    assert bool(sandbox.violations) is case["violation"]
    assert sandbox.calls[-1].description == answer.body["description"]


@pytest.mark.parametrize(
    "text", ["é" * 4096, "😀" * 4096, "<b>" + "a" * 4096 + "</b>"], ids=["accents", "emoji", "tags"]
)
async def test_4096_characters_after_parsing_are_let_through(sandbox: Sandbox, text: str) -> None:
    answer = await ask(sandbox, "sendMessage", {"chat_id": "ME", "text": text, "parse_mode": "HTML"})
    assert answer.status == 200


async def test_64_bytes_of_data_and_a_hundred_buttons_are_let_through(sandbox: Sandbox) -> None:
    row = [{"text": "b", "callback_data": "é" * 32}] * 5
    markup = {"inline_keyboard": [row] * 20}
    answer = await ask(sandbox, "sendMessage", {"chat_id": "ME", "text": "a", "reply_markup": json.dumps(markup)})
    assert answer.status == 200


async def test_a_photo_with_1024_characters_after_parsing_is_let_through(sandbox: Sandbox) -> None:
    caption = "<b>" + "é" * 1024 + "</b>"
    answer = await ask(
        sandbox, "sendPhoto", {"chat_id": "ME", "photo": "PICTURE", "caption": caption, "parse_mode": "HTML"}
    )
    assert answer.status == 200


@pytest.mark.parametrize(
    ("width", "height", "says"),
    [(400, 8000, None), (5000, 5000, None), (5001, 5000, "PHOTO_INVALID_DIMENSIONS"), (10, 201, "DIMENSIONS")],
)
async def test_a_photo_has_a_shape_that_fits_a_screen(
    sandbox: Sandbox, width: int, height: int, says: str | None
) -> None:
    upload = Upload("a.png", "image/png", png_of(width, height))
    answer = await ask(sandbox, "sendPhoto", {"chat_id": "ME", "photo": upload})
    assert answer.status == (400 if says else 200)
    assert says is None or says in answer.body["description"]


async def test_a_photo_of_more_than_ten_megabytes_is_refused(sandbox: Sandbox) -> None:
    heavy = Upload("a.png", "image/png", png_of(10, 10, 10 * 1024 * 1024))
    answer = await ask(sandbox, "sendPhoto", {"chat_id": "ME", "photo": heavy})
    assert "is too big for a photo" in answer.body["description"]


def png_of(width: int, height: int, weight: int = 0) -> bytes:
    """The head and tail of a PNG: what the sandbox looks at."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4)
    return head + bytes(weight) + b"\0\0\0\0IEND\xaeB`\x82"


async def test_a_missing_reply_does_not_matter_when_the_bot_says_so(sandbox: Sandbox) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    answer = await ask(sandbox, "sendMessage", {"chat_id": "ME", "text": "a", "reply_parameters": reply})
    assert "reply_to_message" not in answer.body["result"]


async def test_an_unknown_method_is_not_found(sandbox: Sandbox) -> None:
    answer = await carry_out(sandbox, Request("sendTelepathy", {}))
    assert (answer.status, answer.body["description"]) == (404, "Not Found")
    assert sandbox.violations


async def test_a_method_out_of_the_sandbox_is_validated_before_it_is_declined(sandbox: Sandbox) -> None:
    answer = await ask(sandbox, "sendPoll", {"chat_id": "ME", "question": "?", "options": "nothing"})
    assert answer.status == 400
    answer = await ask(sandbox, "sendPoll", {"chat_id": "ME", "question": "?", "options": [{"text": "a"}]})
    assert answer.status == 501
