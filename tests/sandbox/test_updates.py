"""Updates look exactly like Telegram's."""

from typing import Any

import pytest
from telegram import Bot, Update

from bot.sandbox import actions
from bot.sandbox.actions import perform
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Impossible, Person

GROUP = -1001


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
def person(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Jeanne", last_name="B", username="jeanne_b", language="fr")


def newest(sandbox: Sandbox) -> Update:
    return Update.de_json(sandbox.updates.pending[-1].as_json(), Bot(DEFAULT_TOKEN))


def says(sandbox: Sandbox, person: Person, act: actions.Act, chat_id: int | None = None) -> Update:
    perform(sandbox, person.id, chat_id or person.id, act)
    return newest(sandbox)


def test_a_text_carries_sender_chat_and_date(sandbox: Sandbox, person: Person) -> None:
    message = says(sandbox, person, actions.Say("  bonjour ")).message
    assert message
    assert message.from_user
    assert message.text == "bonjour"
    assert (message.from_user.id, message.from_user.language_code, message.from_user.is_bot) == (
        person.id,
        "fr",
        False,
    )
    assert (message.chat.type, message.chat.username) == ("private", "jeanne_b")
    assert abs((sandbox.now() - message.date).total_seconds()) < 2


def test_a_deep_link_is_a_start_command_with_its_payload(sandbox: Sandbox, person: Person) -> None:
    message = says(sandbox, person, actions.Open("e_ABC-1")).message
    assert message
    assert message.text == "/start e_ABC-1"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]


@pytest.mark.parametrize("payload", ["é", "a b", "x" * 65, "a.b"])
def test_a_payload_telegram_would_not_carry_is_impossible(sandbox: Sandbox, person: Person, payload: str) -> None:
    with pytest.raises(Impossible, match="payload"):
        perform(sandbox, person.id, person.id, actions.Open(payload))


@pytest.mark.parametrize("thing", list(actions.Thing))
def test_everything_people_send_is_understood_by_the_library(
    sandbox: Sandbox, person: Person, thing: actions.Thing
) -> None:
    message = says(sandbox, person, actions.Send(thing)).message
    assert message
    assert message.effective_attachment
    assert message.text is None


def test_ids_follow_each_other_from_a_random_start(sandbox: Sandbox, person: Person) -> None:
    first = says(sandbox, person, actions.Say("un")).update_id
    assert says(sandbox, person, actions.Say("deux")).update_id == first + 1
    assert Sandbox().updates.next_id != Sandbox().updates.next_id


def test_ids_can_restart_as_after_an_idle_week(sandbox: Sandbox, person: Person) -> None:
    sandbox.updates.restart_ids(7)
    assert says(sandbox, person, actions.Say("un")).update_id == 7


def test_an_edited_text_comes_as_an_edited_message(sandbox: Sandbox, person: Person) -> None:
    sent = says(sandbox, person, actions.Say("un")).message
    assert sent
    edited = says(sandbox, person, actions.Edit(sent.message_id, "deux")).edited_message
    assert edited
    assert edited.edit_date
    assert (edited.message_id, edited.text) == (sent.message_id, "deux")


def test_blocking_and_unblocking_are_told(sandbox: Sandbox, person: Person) -> None:
    change = says(sandbox, person, actions.Block()).my_chat_member
    assert change
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    change = says(sandbox, person, actions.Unblock()).my_chat_member
    assert change
    assert change.new_chat_member.status == "member"


def test_starting_again_unblocks(sandbox: Sandbox, person: Person) -> None:
    says(sandbox, person, actions.Block())
    says(sandbox, person, actions.Open())
    kinds = [update.kind for update in sandbox.updates.pending]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


def test_who_blocked_the_bot_cannot_write(sandbox: Sandbox, person: Person) -> None:
    says(sandbox, person, actions.Block())
    with pytest.raises(Impossible, match="blocked"):
        perform(sandbox, person.id, person.id, actions.Say("bonjour"))


def button(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Oui", "callback_data": data}]]}


def test_a_press_carries_the_whole_message(sandbox: Sandbox, person: Person) -> None:
    chat = sandbox.chats[person.id]
    message = sandbox.post(chat, sandbox.profile.id, {"text": "Venez-vous ?"}, button("y"))
    query = says(sandbox, person, actions.Tap(message.id, "y")).callback_query
    assert query
    assert query.message
    assert query.from_user.id == person.id
    assert (query.data, query.message.message_id, query.message.is_accessible) == ("y", message.id, True)
    assert [press.data for press in sandbox.unanswered_callbacks()] == ["y"]


def test_a_button_that_is_not_there_cannot_be_pressed_but_can_be_forged(sandbox: Sandbox, person: Person) -> None:
    message = sandbox.post(sandbox.chats[person.id], sandbox.profile.id, {"text": "a"}, button("y"))
    with pytest.raises(Impossible, match="no button"):
        perform(sandbox, person.id, person.id, actions.Tap(message.id, "forged"))
    actions.forge_press(sandbox, person.id, message, "forged")
    query = newest(sandbox).callback_query
    assert query
    assert query.data == "forged"


@pytest.mark.parametrize(
    ("text", "reaches"), [("bonjour", False), ("/aide", True), ("hé @CiteNumeriqueBlois_bot", True)]
)
def test_in_a_group_privacy_mode_hides_what_is_not_for_the_bot(
    sandbox: Sandbox, person: Person, text: str, reaches: bool
) -> None:
    sandbox.add_group(GROUP, "Équipe", [person.id])
    perform(sandbox, person.id, GROUP, actions.Say(text))
    assert bool(sandbox.updates.pending) is reaches


def test_in_a_group_a_reply_to_the_bot_reaches_it(sandbox: Sandbox, person: Person) -> None:
    group = sandbox.add_group(GROUP, "Équipe", [person.id])
    question = sandbox.post(group, sandbox.profile.id, {"text": "Question ?"})
    message = says(sandbox, person, actions.Say("réponse", question.id), GROUP).message
    assert message
    assert message.reply_to_message
    assert message.reply_to_message.text == "Question ?"
    assert (message.chat.type, message.chat.title) == ("supergroup", "Équipe")


def test_an_admin_bot_reads_the_whole_group(sandbox: Sandbox, person: Person) -> None:
    sandbox.add_group(GROUP, "Équipe", [person.id], bot_is_admin=True)
    perform(sandbox, person.id, GROUP, actions.Say("bonjour"))
    assert sandbox.updates.pending


def test_a_stranger_to_the_chat_can_do_nothing_there(sandbox: Sandbox, person: Person) -> None:
    other = sandbox.add_person("Mohamed")
    with pytest.raises(Impossible, match="is not in chat"):
        perform(sandbox, other.id, person.id, actions.Say("bonjour"))


def test_being_put_in_a_group_is_told(sandbox: Sandbox, person: Person) -> None:
    actions.add_bot_to_group(sandbox, person.id, sandbox.add_group(GROUP, "Équipe", [person.id]))
    change = newest(sandbox).my_chat_member
    assert change
    assert change.chat.id == GROUP
    assert change.new_chat_member.status == "member"
