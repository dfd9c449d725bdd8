"""Topics of a group, as python-telegram-bot finds them: opened, written in, closed, deleted, and refused."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.sandbox.actions import Say, Send, Thing, perform
from bot.sandbox.state import Chat, Sandbox
from bot.sandbox.values import Person

GROUP = -1_002_000_000_123


@pytest.fixture
def forum(sandbox: Sandbox, camille: Person) -> Chat:
    """A group with topics."""
    return sandbox.add_forum(GROUP, "L’équipe", [camille.id])


async def test_what_is_said_in_a_topic_says_so_and_replies_to_its_beginning(
    bot: Bot, sandbox: Sandbox, camille: Person, forum: Chat
) -> None:
    topic = await bot.create_forum_topic(GROUP, "N° 7")
    said = await bot.send_message(GROUP, "Une question", message_thread_id=topic.message_thread_id)
    assert (said.message_thread_id, said.is_topic_message) == (topic.message_thread_id, True)
    perform(sandbox, camille.id, GROUP, Say("Je regarde", topic_id=topic.message_thread_id))
    perform(sandbox, camille.id, GROUP, Say("Oui", reply_to=said.message_id))
    perform(sandbox, camille.id, GROUP, Say("Ailleurs"))
    heard = [update.message for update in await bot.get_updates()]
    replied = [one.reply_to_message.message_id if one and one.reply_to_message else None for one in heard]
    assert replied == [topic.message_thread_id, said.message_id, None]
    assert [one.is_topic_message for one in heard if one] == [True, True, None]


async def test_a_topic_is_closed_opened_again_and_deleted_with_all_that_is_in_it(
    bot: Bot, sandbox: Sandbox, forum: Chat
) -> None:
    topic = (await bot.create_forum_topic(GROUP, "N° 7")).message_thread_id
    said = await bot.send_message(GROUP, "Une question", message_thread_id=topic)
    assert await bot.close_forum_topic(GROUP, topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.close_forum_topic(GROUP, topic)
    assert await bot.reopen_forum_topic(GROUP, topic)
    assert await bot.delete_forum_topic(GROUP, topic)
    assert forum.messages[said.message_id].deleted
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(GROUP, "Une autre", message_thread_id=topic)
    assert sandbox.violations == []


async def test_without_topics_or_rights_telegram_refuses(bot: Bot, sandbox: Sandbox, forum: Chat) -> None:
    topic = (await bot.create_forum_topic(GROUP, "N° 7")).message_thread_id
    forum.bot_rights.clear()
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.create_forum_topic(GROUP, "N° 8")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.delete_forum_topic(GROUP, topic)
    sandbox.add_group(GROUP - 1, "Sans sujets")
    with pytest.raises(BadRequest, match=r"(?i)not a forum"):
        await bot.create_forum_topic(GROUP - 1, "N° 9")


async def test_a_copy_names_nobody_and_has_the_file(bot: Bot, sandbox: Sandbox, camille: Person, forum: Chat) -> None:
    number = int(perform(sandbox, camille.id, GROUP, Send(Thing.PHOTO, "Ici")))
    perform(sandbox, camille.id, camille.id, Say("Bonjour"))
    copied = await bot.copy_message(camille.id, GROUP, number)
    there = sandbox.chats[camille.id].messages[copied.message_id]
    assert there.sender_id == sandbox.profile.id
    assert there.content["caption"] == "Ici"
    assert "forward_origin" not in there.content
