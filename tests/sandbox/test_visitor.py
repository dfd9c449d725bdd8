"""The scripted person, in the same loop, beside a thread, and from afar."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.sandbox.server import Running, running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Impossible
from bot.sandbox.visitor import Visitor
from tests.sandbox.echo import CALENDAR, PICTURE, EchoBot, buttons


@pytest.fixture(params=["in this process", "from afar"])
async def camille(request: pytest.FixtureRequest, server: Running, echo: EchoBot) -> AsyncIterator[Visitor]:
    visitor = Visitor(server.sandbox if request.param == "in this process" else server.url, "Camille")
    yield visitor
    assert server.sandbox.violations == []


async def test_a_visitor_talks_with_the_bot(camille: Visitor) -> None:
    await camille.opens("e_ABC")
    greeting = await camille.sees("Bonjour ! e_ABC")
    assert greeting.labels == ("Oui", "Non", "Lien")
    assert camille.last == greeting
    await camille.says("c'est où ?")
    assert (await camille.sees("Écho : c’est où ?")).from_bot
    assert [message.from_bot for message in camille.messages] == [False, True, False, True]


async def test_a_press_is_answered_and_the_message_edited(camille: Visitor) -> None:
    await camille.opens()
    press = await camille.taps("Oui")
    answer = await press.is_answered("C'est noté")
    assert not answer.alert
    edited = await camille.sees("Réponse : yes")
    assert edited.edited
    assert camille.buttons == ("Encore",)
    assert camille.toasts == ["C’est noté"]


async def test_an_alert_is_told_apart_from_a_toast(camille: Visitor) -> None:
    await camille.says("alerte")
    press = await camille.taps("Alerte")
    assert (await press.answer()).alert


async def test_a_link_to_the_bot_is_followed(camille: Visitor) -> None:
    await camille.opens()
    await camille.taps("Lien")
    await camille.sees("Bonjour ! e_ABC")
    assert camille.opened_links[0].endswith("?start=e_ABC")


async def test_photos_voices_stickers_and_edits_reach_the_bot(camille: Visitor) -> None:
    for send in (camille.sends_photo, camille.sends_voice, camille.sends_sticker):
        await send()
        await camille.sees("pas un texte")
    await camille.edits(await camille.says("un"), "deux")
    await camille.sees("Corrigé : deux")


async def test_a_document_is_seen(camille: Visitor) -> None:
    await camille.says("fichier")
    message = await camille.sees(lambda message: message.document is not None)
    assert message.document
    assert message.document["file_name"] == "atelier.ics"
    assert message.text == "Pour votre agenda"
    assert message.photo is None
    assert await camille.downloads(message) == CALENDAR


async def test_a_photo_is_seen_with_its_size_caption_and_buttons(camille: Visitor) -> None:
    await camille.says("image")
    message = await camille.sees("Votre billet")
    assert message.photo
    assert message.photo["width"] == message.photo["height"] == int.from_bytes(PICTURE[16:20])
    assert message.labels == ("Merci",)
    assert await camille.downloads(message) == PICTURE


async def test_a_message_without_a_file_gives_nothing_to_download(camille: Visitor) -> None:
    with pytest.raises(Impossible, match="no file in this message"):
        await camille.downloads(await camille.says("bonjour"))


async def test_what_was_seen_before_the_last_act_does_not_count(camille: Visitor) -> None:
    await camille.opens()
    await camille.sees("Bonjour")
    await camille.looks_away()
    await camille.sees_nothing(within=0.1)


async def test_a_failed_wait_shows_the_conversation(camille: Visitor) -> None:
    await camille.says("un")
    await camille.sees("Écho")
    with pytest.raises(AssertionError, match=r"Camille does not see 'deux'(.|\n)*Camille: un\n  bot: Écho : un"):
        await camille.sees("deux", timeout=0.1)
    with pytest.raises(AssertionError, match="sees 'Écho : un'"):
        await camille.sees_nothing(within=0.1)


async def test_a_button_that_never_comes_is_an_assertion(camille: Visitor) -> None:
    with pytest.raises(AssertionError, match="no button 'Peut-être'"):
        await camille.taps("Peut-être", timeout=0.1)


async def test_blocking_stops_the_conversation_until_unblocked(camille: Visitor) -> None:
    await camille.opens()
    await camille.sees("Bonjour")
    await camille.blocks()
    with pytest.raises(Impossible, match="blocked"):
        await camille.says("bonjour")
    await camille.unblocks()
    await camille.says("bonjour")
    await camille.sees("Écho : bonjour")


async def test_two_people_do_not_see_each_other(camille: Visitor, server: Running) -> None:
    mohamed = Visitor(server.sandbox, "Mohamed")
    await camille.says("un")
    await camille.sees("Écho : un")
    assert mohamed.messages == []
    assert await mohamed.id() != await camille.id()


async def test_the_bot_may_write_first_to_somebody_it_met(server: Running, bot: Bot) -> None:
    lea = Visitor(server.sandbox, "Léa", user_id=42, met=True)
    await lea.looks_away()
    await bot.send_message(42, "Rappel : à 14\u202fh")
    await lea.sees("à 14 h")


async def test_the_same_person_is_in_a_group_and_in_private(server: Running, echo: EchoBot, bot: Bot) -> None:
    agnes = Visitor(server.sandbox, "Agnès")
    team = await agnes.in_group(-1001)
    question = await bot.send_message(-1001, "Une question", reply_markup=buttons({"Je prends": "take"}))
    await team.says("voici", reply_to=await team.sees("Une question"))
    await team.sees("Écho : voici")
    press = await team.taps("Je prends")
    await press.is_answered()
    assert (await team.sees("Réponse : take")).id == question.message_id
    assert await agnes.id() == await team.id()
    assert agnes.messages == []


async def test_a_thread_can_serve_while_this_loop_plays_bot_and_person() -> None:
    with running_in_a_thread() as server:
        async with Bot(DEFAULT_TOKEN, base_url=server.base_url) as bot:
            camille = Visitor(server.sandbox, "Camille")
            await camille.opens()
            [update] = await bot.get_updates(timeout=5)
            assert update.effective_chat
            await bot.send_message(update.effective_chat.id, "Bonjour")
            await camille.sees("Bonjour")
    assert [call.method for call in server.sandbox.calls] == ["getMe", "getUpdates", "sendMessage"]


async def test_calls_can_be_awaited(server: Running, echo: EchoBot) -> None:
    camille = Visitor(server.sandbox, "Camille")
    await camille.opens()
    [call] = await server.sandbox.until_called("sendMessage")
    assert call.params["text"] == "Bonjour !"
    with pytest.raises(AssertionError, match="was not called 2 times"):
        await server.sandbox.until_called("sendMessage", times=2, timeout=0.05)


def test_a_sandbox_needs_no_server_to_be_looked_at() -> None:
    assert Visitor(Sandbox(), "Camille").messages == []


async def test_a_file_of_ones_own_can_be_fetched_by_the_bot(camille: Visitor, server: Running) -> None:
    await camille.opens()
    sent = await camille.sends_file("agenda.csv", "uid,été\n".encode())
    document = sent.raw["document"]
    assert (document["file_name"], document["file_size"]) == ("agenda.csv", 10)
    async with Bot(DEFAULT_TOKEN, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        content = await (await bot.get_file(document["file_id"])).download_as_bytearray()
    assert content.decode() == "uid,été\n"
