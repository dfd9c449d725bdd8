"""Files and photos on their way through outbox, delivery and our client of the Bot API, to the strict local server."""

import pytest

from bot.bot_api.replies import Action, Attachment, AttachmentKind, Button, Call, Press, Reply, render
from bot.core import clock
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from bot.views.attachments import check_in_link, qr_image
from knowledge.store.database import Database
from scheduler.outbox.outbox import OutboxState, SendClass, put
from tests.bot.reliability.post import all_sent, states

QR = Attachment(AttachmentKind.PHOTO, "billet.png", qr_image(check_in_link("cite_bot", "abc")))
TICKET = Reply("<b>Votre billet</b>", ((Button("Mes inscriptions", Press(Action.MINE)),),), attachment=QR)
BYTES = Attachment(AttachmentKind.DOCUMENT, "données.bin", bytes(range(256)))


@pytest.fixture
async def lea(server: Running) -> Visitor:
    visitor = Visitor(server.sandbox, "Léa", met=True)
    await visitor.looks_away()
    return visitor


async def owe(database: Database, person: Visitor, reply: Reply) -> None:
    payload = render(reply, chat_id=await person.id()).to_json()
    database.do(put, chat_id=await person.id(), send_class=SendClass.REPLY, payload=payload, now=clock.real_now())


async def test_a_photo_arrives_whole_with_caption_and_buttons(
    database: Database, server: Running, lea: Visitor
) -> None:
    await owe(database, lea, TICKET)
    await all_sent(database, server.url)
    message = await lea.sees("Votre billet")
    assert message.photo
    assert message.photo["width"] == message.photo["height"] > 400
    assert message.labels == ("Mes inscriptions",)
    assert await lea.downloads(message) == QR.content
    assert server.sandbox.violations == []


async def test_a_file_of_any_bytes_arrives_whole(database: Database, server: Running, lea: Visitor) -> None:
    await owe(database, lea, Reply("À garder", attachment=BYTES))
    await all_sent(database, server.url)
    message = await lea.sees("À garder")
    assert message.document
    assert message.document["file_name"] == "données.bin"
    assert await lea.downloads(message) == BYTES.content


async def test_a_photo_whose_caption_is_broken_goes_out_with_a_plain_one(
    database: Database, server: Running, lea: Visitor
) -> None:
    await owe(database, lea, Reply("<b>Votre billet", attachment=QR))
    await all_sent(database, server.url)
    assert await lea.downloads(await lea.sees("Votre billet")) == QR.content


async def test_a_caption_that_is_too_long_does_not_hold_the_photo_back(
    database: Database, server: Running, lea: Visitor
) -> None:
    await owe(database, lea, Reply("Votre billet\n" * 100, attachment=QR))
    await all_sent(database, server.url)
    assert (await lea.sees("Votre billet")).photo
    assert server.sandbox.violations == []


async def test_what_is_no_picture_is_refused_as_a_photo_and_the_next_message_goes_on(
    database: Database, server: Running, lea: Visitor
) -> None:
    await owe(database, lea, Reply("raté", attachment=Attachment(AttachmentKind.PHOTO, "a.png", b"text")))
    await owe(database, lea, Reply("ensuite"))
    await all_sent(database, server.url)
    assert states(database) == [OutboxState.FAILED, OutboxState.SENT]
    assert "IMAGE_PROCESS_FAILED" in server.sandbox.violations[-1].description


async def test_a_file_that_the_version_before_left_in_the_outbox_is_sent(
    database: Database, server: Running, lea: Visitor
) -> None:
    chat = await lea.id()
    payload = f'["sendDocument", {{"chat_id": {chat}, "caption": "Agenda"}}, ["atelier.ics", "BEGIN é"]]'
    database.do(put, chat_id=chat, send_class=SendClass.REPLY, payload=payload, now=clock.real_now())
    await all_sent(database, server.url)
    assert await lea.downloads(await lea.sees("Agenda")) == "BEGIN é".encode()
    assert Call.from_json(payload).attachment
