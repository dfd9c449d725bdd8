"""When Telegram refuses, moves a group, falls silent, or the person leaves: what becomes of what is owed."""

import asyncio
import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.bot_api import delivery
from bot.bot_api.replies import Call
from bot.core import clock
from bot.messages import Messages
from bot.run import doctor
from bot.sandbox import actions, faults
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox import failing, sending
from scheduler.outbox.outbox import OutboxState, SendClass, put, put_edit
from tests.bot.reliability.post import all_sent, an_api, owe, senders, sent, states
from tests.bot.reliability.process import until

SENT, VOID = OutboxState.SENT, OutboxState.VOID
TEAM, NEW_TEAM = -400, -1_000_000_000_400


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing, "FIRST_PAUSE_S", 0.05)
    monkeypatch.setattr(failing, "LONGEST_PAUSE_S", 0.2)
    monkeypatch.setattr(failing, "OUTAGE_PAUSE_S", 0.05)


@pytest.fixture
def lea(sandbox: Sandbox) -> int:
    return sandbox.add_person("Léa", met=True).id


@pytest.fixture
def tom(sandbox: Sandbox) -> int:
    return sandbox.add_person("Tom", met=True).id


def report(database: Database) -> str:
    return "\n".join(database.do(doctor.report, TEAM))


async def test_one_poisoned_message_is_given_up_and_its_chat_goes_on(
    database: Database, server: Running, lea: int, tom: int
) -> None:
    server.sandbox.add_group(TEAM, "Équipe")
    server.sandbox.faults.add("sendMessage", faults.bad_gateway(), times=1000)
    poisoned = owe(database, lea, "poison")
    async with an_api(server.url) as api, senders(database, api, staff_chat_id=TEAM):
        await until(lambda: database.do(_failing, poisoned))
        _owe_typing(database, tom)  # another method, which arrives
        await until(lambda: states(database)[0] == OutboxState.FAILED, 20)
        server.sandbox.faults.clear()
        owe(database, lea, "ensuite")
        await until(lambda: sent(server.sandbox, TEAM) and sent(server.sandbox, lea))
    assert sent(server.sandbox, lea) == ["ensuite"]
    assert sent(server.sandbox, TEAM) == [Messages("fr").say("staff-gave-up")]
    assert f"1 (no. {poisoned}) were given up" in report(database)


def _failing(session: Session, row: int) -> bool:
    return session.get_one(OutboxRow, row).failing_since is not None


def _owe_typing(database: Database, chat: int) -> None:
    call = Call("sendChatAction", {"chat_id": chat, "action": "typing"})
    database.do(put, chat_id=chat, send_class=SendClass.REPLY, payload=call.to_json(), now=clock.real_now())


async def test_while_telegram_is_down_for_all_no_message_is_tried_again(
    database: Database,
    server: Running,
    lea: int,
    tom: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(delivery, "LONGEST_PROBE_PAUSE_S", 0.02)
    for chat in (lea, tom):
        owe(database, chat, "rappel", SendClass.REMINDER)
    server.sandbox.faults.add("*", faults.reset(), times=100_000)
    async with an_api(server.url) as api, senders(database, api):
        await asyncio.sleep(1)  # long enough for some twenty tries, were they not held back
        assert sum(record.message == "not sent" for record in caplog.records) == 1
        server.sandbox.faults.clear()
        await until(lambda: states(database) == [SENT, SENT], 20)
    assert database.do(_attempts) == [1, 1]


def _attempts(session: Session) -> list[int]:
    return list(session.scalars(select(OutboxRow.attempts)))


async def test_a_connection_that_was_never_made_repeats_even_an_announcement(
    database: Database, server: Running, lea: int
) -> None:
    owe(database, lea, "annonce", SendClass.ANNOUNCEMENT)
    async with an_api("http://127.0.0.1:9") as dead, senders(database, dead):
        await until(lambda: database.do(_not_before) > 0)
    await all_sent(database, server.url)
    assert sent(server.sandbox, lea) == ["annonce"]
    assert database.do(sending.ambiguous) == ()


def _not_before(session: Session) -> float:
    return session.scalars(select(OutboxRow.not_before)).one()


async def test_what_is_owed_to_a_group_that_moved_goes_to_its_new_number_and_the_operator_is_told(
    database: Database, server: Running
) -> None:
    server.sandbox.add_group(NEW_TEAM, "Équipe")
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    server.sandbox.faults.add("sendMessage", faults.error(400, text, migrate_to_chat_id=NEW_TEAM))
    for words in ("un", "deux"):
        owe(database, TEAM, words)
    await all_sent(database, server.url, staff_chat_id=TEAM)
    told = sent(server.sandbox, NEW_TEAM)
    assert told[:2] == ["un", "deux"]
    assert f"CITE_STAFF_CHAT_ID={NEW_TEAM}" in told[2]
    assert states(database) == [SENT, SENT, SENT]
    assert f"CITE_STAFF_CHAT_ID={NEW_TEAM}" in report(database)


async def test_the_team_learns_once_which_family_is_out_of_reach_and_never_a_name(
    database: Database, server: Running, lea: int
) -> None:
    server.sandbox.add_group(TEAM, "Équipe")
    family = database.do(families.ensure_family, lea, "fr", clock.real_now())
    actions.perform(server.sandbox, lea, lea, actions.Block())
    for _ in range(3):
        owe(database, lea, "bonjour")
    await all_sent(database, server.url, staff_chat_id=TEAM)
    (line,) = sent(server.sandbox, TEAM)
    assert re.findall(r"\d+", line) == [str(family.number)]
    assert "Léa" not in line
    assert f"1 (no. {family.number}) cannot be reached" in report(database)


async def test_an_account_that_is_gone_counts_as_out_of_reach(database: Database, server: Running) -> None:
    database.do(families.ensure_family, 4242, "fr", clock.real_now())
    owe(database, 4242, "bonjour")
    await all_sent(database, server.url)
    assert database.do(families.is_unreachable, 4242)


async def test_a_group_that_put_the_bot_out_loses_one_message_not_all(database: Database, server: Running) -> None:
    server.sandbox.add_group(TEAM, "Équipe")
    gone = faults.error(403, "Forbidden: bot was kicked from the group chat")
    server.sandbox.faults.add("sendMessage", gone)
    owe(database, TEAM, "un")
    owe(database, TEAM, "deux")
    await all_sent(database, server.url)
    assert sent(server.sandbox, TEAM) == ["deux"]


@pytest.mark.parametrize("is_news", [True, False], ids=["news", "only-an-edit"])
async def test_an_edit_changes_the_message_or_comes_anew_when_the_message_is_gone(
    database: Database, server: Running, lea: int, is_news: bool
) -> None:
    kind = SendClass.OFFER if is_news else SendClass.EDIT
    offer = owe(database, lea, "offre", SendClass.OFFER)
    await all_sent(database, server.url)
    _edit(database, lea, offer, "expirée", kind)
    await all_sent(database, server.url)
    (message,) = server.sandbox.chats[lea].messages.values()
    assert message.content["text"] == "expirée"
    with server.sandbox.lock:
        server.sandbox.delete(message)
    _edit(database, lea, offer, "vraiment expirée", kind)
    await all_sent(database, server.url)
    assert sent(server.sandbox, lea)[2:] == (["vraiment expirée"] if is_news else [])
    assert states(database) == [SENT, SENT, SENT if is_news else VOID]


def _edit(database: Database, chat: int, row: int, text: str, kind: SendClass) -> None:
    call = Call("sendMessage", {"chat_id": chat, "text": text})
    database.do(put_edit, edits_id=row, chat_id=chat, payload=call.to_json(), send_class=kind, now=clock.real_now())


async def test_what_was_sent_is_recorded_although_the_database_faults_meanwhile(
    database: Database, server: Running, lea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "FAULT_PAUSE_S", 0.05)
    marked, faults_left = sending.mark_sent, [3]

    def mark_sent(session: Session, *args: object) -> None:
        marked(session, *args)  # type: ignore[arg-type]  # passed on as they come
        if faults_left[0]:
            faults_left[0] -= 1
            raise OperationalError("UPDATE", {}, ValueError("disk full"))

    monkeypatch.setattr(sending, "mark_sent", mark_sent)
    owe(database, lea, "une fois")
    await all_sent(database, server.url, count=3)
    assert sent(server.sandbox, lea) == ["une fois"]
    assert states(database) == [SENT]
