"""python-telegram-bot, unmodified, against the sandbox."""

import json
from typing import Any

import httpx
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.sandbox.actions import Block, Send, Thing, perform
from bot.sandbox.server import Running, running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Person
from tests.sandbox.echo import RICH, buttons


async def test_the_bot_knows_itself(bot: Bot, sandbox: Sandbox) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (sandbox.profile.id, sandbox.profile.username, True)
    assert me.can_read_all_group_messages is False


async def test_a_message_comes_back_with_its_entities(bot: Bot, camille: Person) -> None:
    message = await bot.send_message(camille.id, RICH, parse_mode="HTML")
    kinds = [entity.type for entity in message.entities]
    assert kinds == [
        "bold",
        "italic",
        "strikethrough",
        "underline",
        "text_link",
        "code",
        "spoiler",
        "blockquote",
    ]
    assert message.parse_entity(message.entities[0]) == "Atelier Scratch"
    assert message.from_user
    assert message.from_user.is_bot
    assert message.chat.type == "private"


async def test_an_edit_changes_text_and_buttons(bot: Bot, camille: Person) -> None:
    sent = await bot.send_message(camille.id, "avant", reply_markup=buttons({"Oui": "y"}))
    edited = await bot.edit_message_text("après", camille.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup, edited.message_id) == ("après", None, sent.message_id)
    assert edited.edit_date is not None


async def test_buttons_alone_can_be_edited_away(bot: Bot, camille: Person) -> None:
    sent = await bot.send_message(camille.id, "choisissez", reply_markup=buttons({"Oui": "y"}))
    edited = await bot.edit_message_reply_markup(camille.id, sent.message_id, reply_markup=None)
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None


async def test_an_edit_that_changes_nothing_is_refused_without_being_a_violation(
    bot: Bot, camille: Person, sandbox: Sandbox
) -> None:
    sent = await bot.send_message(camille.id, "pareil")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_text("pareil", camille.id, sent.message_id)
    assert sandbox.violations == []


async def test_a_deleted_message_cannot_be_edited(bot: Bot, camille: Person) -> None:
    sent = await bot.send_message(camille.id, "adieu")
    assert await bot.delete_message(camille.id, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("encore", camille.id, sent.message_id)


async def test_a_document_can_be_downloaded_again_and_sent_again(bot: Bot, camille: Person) -> None:
    sent = await bot.send_document(
        camille.id, b"BEGIN:VCALENDAR", filename="é.ics", caption="<b>Voici</b>", parse_mode="HTML"
    )
    assert sent.document
    assert sent.caption == "Voici"
    assert sent.document.file_name == "é.ics"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"BEGIN:VCALENDAR"
    again = await bot.send_document(camille.id, sent.document.file_id)
    assert again.document
    assert again.document.file_id == sent.document.file_id


async def test_only_an_image_passes_as_a_photo(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(camille.id, b"not an image")
    perform(sandbox, camille.id, camille.id, Send(Thing.PHOTO))
    [update] = await bot.get_updates()
    assert update.message
    assert update.message.photo
    assert (await bot.send_photo(camille.id, update.message.photo[-1].file_id)).photo


async def test_a_venue_has_a_place_and_a_name(bot: Bot, camille: Person) -> None:
    sent = await bot.send_venue(camille.id, 47.59, 1.33, "La Cité", "5/11, avenue de Vendôme")
    assert sent.venue
    assert sent.venue.title == "La Cité"
    assert sent.location
    assert sent.location.latitude == 47.59


async def test_a_copy_has_the_content_without_the_buttons(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    mohamed = sandbox.add_person("Mohamed", met=True)
    original = await bot.send_message(camille.id, "<b>Info</b>", parse_mode="HTML", reply_markup=buttons({"Oui": "y"}))
    copy = await bot.copy_message(mohamed.id, camille.id, original.message_id)
    kept = sandbox.chats[mohamed.id].messages[copy.message_id]
    assert (kept.content["text"], kept.markup) == ("Info", None)
    assert kept.content["entities"][0]["type"] == "bold"


async def test_commands_are_kept_by_scope_and_language(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    await bot.set_my_commands([BotCommand("aide", "Aide")])
    await bot.set_my_commands([BotCommand("help", "Help")], BotCommandScopeAllPrivateChats(), "en")
    await bot.set_my_commands([BotCommand("equipe", "Équipe")], BotCommandScopeChat(camille.id))
    assert [c.command for c in await bot.get_my_commands()] == ["aide"]
    assert sandbox.profile.menu(camille.id, camille.id, "fr")[0]["command"] == "equipe"
    assert sandbox.profile.menu(5, 5, "en")[0]["command"] == "help"
    assert sandbox.profile.menu(5, 5, "fr")[0]["command"] == "aide"
    await bot.delete_my_commands()
    assert sandbox.profile.menu(5, 5, "fr") == []


async def test_descriptions_and_names_have_languages(bot: Bot) -> None:
    await bot.set_my_description("Bonjour")
    await bot.set_my_description("Hello", "en")
    await bot.set_my_short_description("Court")
    await bot.set_my_name("La Cité")
    assert (await bot.get_my_description("en")).description == "Hello"
    assert (await bot.get_my_description("de")).description == "Bonjour"
    assert (await bot.get_my_short_description()).short_description == "Court"
    assert (await bot.get_my_name()).name == "La Cité"


async def test_the_menu_button_is_kept(bot: Bot) -> None:
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_a_chat_and_its_members_can_be_asked_for(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    sandbox.add_group(-1001, "Équipe", [camille.id])
    assert (await bot.get_chat(camille.id)).first_name == "Camille"
    assert (await bot.get_chat(-1001)).title == "Équipe"
    assert (await bot.get_chat_member(-1001, camille.id)).status == "member"


async def test_a_blocked_bot_is_forbidden_to_write(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    perform(sandbox, camille.id, camille.id, Block())
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(camille.id, "bonjour")


async def test_typing_is_shown(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    await bot.send_chat_action(camille.id, "typing")
    assert sandbox.chats[camille.id].typing_until > sandbox.elapsed()


async def test_another_token_is_refused(server: Running) -> None:
    response = await _get(f"{server.base_url}7000000001:{'B' * 35}/getMe")
    assert (response.status_code, response.json()["description"]) == (401, "Unauthorized")
    response = await _get(f"{server.base_url}nonsense/getMe")
    assert (response.status_code, response.json()["error_code"]) == (404, 404)


async def test_any_well_formed_token_can_be_allowed() -> None:
    async with (
        running(Sandbox(token=None)) as server,
        Bot("7000000001:" + "B" * 35, base_url=server.base_url) as bot,
    ):
        assert (await bot.get_me()).is_bot


async def test_a_method_out_of_the_sandbox_says_so(bot: Bot, camille: Person, sandbox: Sandbox) -> None:
    with pytest.raises(NetworkError, match="not in the sandbox"):
        await bot.send_dice(camille.id)
    assert sandbox.violations[-1].method == "sendDice"


@pytest.mark.parametrize("how", ["query", "form", "json"])
async def test_parameters_may_come_in_any_way_telegram_takes(server: Running, camille: Person, how: str) -> None:
    given: dict[str, Any] = {"chat_id": camille.id, "text": "é & ü", "disable_notification": True}
    url = f"{server.base_url}{DEFAULT_TOKEN}/sendmessage"
    async with httpx.AsyncClient() as client:
        if how == "json":
            response = await client.post(url, json=given)
        elif how == "form":
            response = await client.post(url, data={**given, "disable_notification": "true"})
        else:
            response = await client.get(url, params={**given, "disable_notification": "true"})
    assert response.json()["result"]["text"] == "é & ü"


async def test_broken_json_is_refused(server: Running) -> None:
    headers = {"content-type": "application/json"}
    async with httpx.AsyncClient() as client:
        response = await client.post(f"{server.base_url}{DEFAULT_TOKEN}/sendMessage", content=b"{", headers=headers)
    assert json.loads(response.text)["description"] == "Bad Request: can't parse JSON object"


async def _get(url: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(url)
